"""The trained tagger: source, cue and contents of each statement, from whole articles.

One pass of a small encoder over overlapping windows marks the cues; then a small head reads the words of
the window beside each cue and says which are its source and which its content. So linking is a part of
the model, and two statements may share a source or lie inside one another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.coding.tagger_linking import B_CONTENT, B_SOURCE, best_roles, places_of, spans_of
from dragoman.coding.tagger_words import Hint, Window, Words, cut, hints_of, words_of
from dragoman.errors import DragomanError
from dragoman.language.encoder import load_words

Chars = tuple[int, int]
OVERLAP = 48
"""Word pieces that two windows share."""
SAID = 0.6
"""Least probability of a word of what somebody says, found without its cue; chosen on held articles."""
FOLDER = "statements"
FILES = (
    "words.npz",
    "vocabulary.txt",
    *(f"{FOLDER}/{name}" for name in ("encoder.onnx", "linker.onnx", "tagger.json")),
)


@dataclass(frozen=True)
class Tagged:
    """One attribution as the tagger sees it, in characters; `sure` is the cue's probability."""

    cue: Chars
    source: tuple[Chars, ...]
    contents: tuple[Chars, ...]
    sure: float
    held: float
    """Mean probability of the roles of source and contents."""


@dataclass(frozen=True)
class Loose:
    """Words that somebody says, in the tagger's eyes, whoever it is; `sure` is their mean probability."""

    content: Chars
    sure: float


@dataclass(frozen=True)
class Findings:
    """What the tagger makes of a text: attributions by the place of their cues, and all contents in order."""

    attributions: list[Tagged]
    contents: list[Loose]


@dataclass(frozen=True)
class Query:
    """A cue to be asked about: its words, counted from the window's first one."""

    first: int
    last: int
    sure: float


class Tagger:
    """The two graphs with the table of word embeddings. `threshold` is the least probability of a cue."""

    def __init__(self, folder: Path, threshold: float = 0.5) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise DragomanError(f"the tagger of statements is not in {folder}: {', '.join(missing)} missing")
        about = json.loads((folder / FOLDER / "tagger.json").read_text(encoding="utf-8"))
        self.size: int = about["size"]
        self.marks: tuple[int, int, int] = tuple(about["marks"])
        self._content: list[int] = [about["flat"].index(label) for label in ("B-content", "I-content")]
        self.threshold = threshold
        self.words = load_words(folder)
        self.encoder = _session(folder / FOLDER / "encoder.onnx")
        self.linker = _session(folder / FOLDER / "linker.onnx")

    def read(self, text: str, hints: Sequence[Hint] = ()) -> Findings:
        """Return the attributions in `text`, and all that is said in it.

        `hints` are attributions that rules found. The tagger has learned how far to follow them; source and
        contents are told for their cues as well, with the tagger's own probability that they are cues.
        """
        words = words_of(text, hints)
        if not len(words):
            return Findings([], [])
        pieces = [self.words.pieces.word(form) for form in words.forms]
        windows = cut(words, pieces, self.marks, self.size, OVERLAP)
        owners = owners_of(windows, len(words))
        found: list[Tagged] = []
        said = np.zeros((len(words), 2), dtype=np.float32)
        for number, window in enumerate(windows):
            own = owners[window.first : window.last] == number
            found += self._window(words, window, own, hints, said[window.first : window.last])
        return Findings(sorted(found, key=lambda item: item.cue), contents_of(words, said))

    def _window(
        self,
        words: Words,
        window: Window,
        own: NDArray[np.bool_],
        hints: Sequence[Hint],
        said: NDArray[np.float32],
    ) -> list[Tagged]:
        """Return the attributions whose cues begin in the window's `own` words.

        `said` takes the probabilities that these words begin or go on with what somebody says.
        """
        inputs = {
            "vectors": self.words.embeddings(np.array([window.ids])),
            "features": np.array([window.features]),
            "heads": np.array([window.heads]),
        }
        states, flat = self.encoder.run(None, inputs)
        chances = _softmax(flat[0])
        said[own] = chances[own][:, self._content]
        queries = _cues(chances, own, self.threshold)
        wanted = [place for hint in hints if hint.cue and (place := words.range_of(*hint.cue)) is not None]
        queries += _asked(chances, own, window.first, wanted, queries)
        if not queries:
            return []
        count = len(window.heads)
        inputs = {
            "states": states,
            "first": np.array([query.first for query in queries]),
            "last": np.array([query.last - 1 for query in queries]),
            "places": np.stack([places_of(count, query.first, query.last) for query in queries]),
            "hints": np.array([_told(words, window, hints, query) for query in queries]),
        }
        (scores,) = self.linker.run(None, inputs)
        chances = _softmax(scores)
        paths = best_roles(np.log(chances + 1e-9))
        found = []
        for number, query in enumerate(queries):
            path = paths[number]
            taken = np.flatnonzero(path)
            held = float(chances[number, taken, path[taken]].mean()) if len(taken) else 0.0
            source = _chars(words, window, spans_of(path, B_SOURCE))
            contents = _chars(words, window, spans_of(path, B_CONTENT))
            (cue,) = _chars(words, window, [(query.first, query.last)])
            found.append(Tagged(cue, source, contents, query.sure, held))
        return found


def _told(words: Words, window: Window, hints: Sequence[Hint], query: Query) -> list[int]:
    return hints_of(words, window, hints, window.first + query.first, window.first + query.last)


@cache
def load_tagger(folder: Path) -> Tagger:
    """Return the tagger in `folder`, read once. Raises `DragomanError` where its weights are missing."""
    return Tagger(folder)


def owners_of(windows: list[Window], count: int) -> NDArray[np.int64]:
    """Return for each word the window in which it stands farthest from an edge that cuts the text."""
    best = np.full(count, -1, dtype=np.int64)
    owners = np.zeros(count, dtype=np.int64)
    for number, window in enumerate(windows):
        numbers = np.arange(window.first, window.last)
        left = numbers - window.first if window.first else np.full(len(numbers), count)
        right = window.last - numbers if window.last < count else np.full(len(numbers), count)
        room = np.minimum(left, right)
        better = room > best[window.first : window.last]
        best[window.first : window.last][better] = room[better]
        owners[window.first : window.last][better] = number
    return owners


def contents_of(words: Words, said: NDArray[np.float32]) -> list[Loose]:
    """Return the runs of words that are more likely said than `SAID`; a likely beginning starts a new one."""
    chances = said.sum(axis=1)
    found: list[Loose] = []
    first = -1
    for number in range(len(words) + 1):
        on = number < len(words) and bool(chances[number] >= SAID)
        if first >= 0 and (not on or said[number, 0] > said[number, 1]):
            place = (words.starts[first], words.ends[number - 1])
            found.append(Loose(place, float(chances[first:number].mean())))
            first = -1
        if on and first < 0:
            first = number
    return found


def _cues(chances: NDArray[np.float32], own: NDArray[np.bool_], threshold: float) -> list[Query]:
    """Return the cues that begin in the window's own words."""
    start, inside = chances[:, 1], chances[:, 2]
    marked = start + inside >= threshold
    found: list[Query] = []
    first = -1
    for number in range(len(own) + 1):
        on = number < len(own) and bool(marked[number])
        if first >= 0 and (not on or start[number] > inside[number]):
            if own[first]:
                sure = float((start + inside)[first:number].max())
                found.append(Query(first, number, sure))
            first = -1
        if on and first < 0:
            first = number
    return found


def _asked(
    chances: NDArray[np.float32],
    own: NDArray[np.bool_],
    offset: int,
    wanted: list[tuple[int, int]],
    known: list[Query],
) -> list[Query]:
    """Return queries for the cues that were asked about and that the tagger has not found itself."""
    taken = {number for query in known for number in range(query.first, query.last)}
    found = []
    for first, last in wanted:
        low, high = first - offset, last - offset
        if 0 <= low < len(own) and own[low] and high <= len(own) and not taken & set(range(low, high)):
            sure = float((chances[low:high, 1] + chances[low:high, 2]).max())
            found.append(Query(low, high, sure))
    return found


def _chars(words: Words, window: Window, spans: list[tuple[int, int]]) -> tuple[Chars, ...]:
    return tuple(
        (words.starts[window.first + first], words.ends[window.first + last - 1]) for first, last in spans
    )


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    chances: NDArray[np.float32] = powers / powers.sum(-1, keepdims=True)
    return chances


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
