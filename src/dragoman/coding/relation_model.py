"""The relation model at run time: what a sentence's words tell, who has which part, what holds of a group.

The encoder reads a sentence; the heads are a few small matrices, applied here. How it is trained:
`training/relations`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dragoman.language.encoder import Body, Floats, load_words, models_folder
from dragoman.language.word_pieces import Pieces

FOLDER = "relations"
MAX_PIECES = 120
NONE = "NONE"
LEAST = 0.01
"""Of a word that tells an event less likely than this, nobody's part is asked."""
GROUP_HEADS = ("category", "root", "mode", "marks")

Chars = tuple[int, int]


class Query(NamedTuple):
    """A sentence, the first characters of words that may tell an event, and its mentions in characters."""

    text: str
    triggers: Sequence[int] = ()
    mentions: Sequence[Chars] = ()


class Group(NamedTuple):
    """A sentence with a source and a target in it, as characters; either may be missing."""

    text: str
    source: Chars | None
    target: Chars | None


@dataclass(frozen=True)
class Answer:
    """Probabilities for a query, in its order and that of `RelationModel.labels`."""

    words: Floats
    """Triggers by categories (with NONE, the last)."""
    modes: Floats
    """Triggers by modes (the first is none)."""
    marks: Floats
    """Triggers by marks."""
    roles: Floats
    """Triggers by mentions by none, actor, recipient; all 0 where hardly any event is told."""


class RelationModel:
    """The encoder with its heads. Raises `FileNotFoundError` where the weights are not there."""

    def __init__(self, folder: Path) -> None:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.quad_of_root: dict[str, int] = labels.pop("quad_of_root")
        self.labels: dict[str, list[str]] = labels
        with np.load(folder / "heads.npz", allow_pickle=False) as heads:
            self._heads: dict[str, Floats] = {name: heads[name] for name in heads.files}
        self._body = Body(folder / "body.onnx", load_words())
        self._kinds = {name: number for number, name in enumerate(labels["markers"])}

    def ask(self, queries: Sequence[Query]) -> list[Answer]:
        """Tell what the words of sentences tell, and who has which part in it."""
        pieces = [self._cut(query.text) for query in queries]
        states = self._body.states([self._embedded(piece.ids) for piece in pieces])
        return [self._answer(*item) for item in zip(queries, pieces, states, strict=True)]

    def groups(self, groups: Sequence[Group]) -> dict[str, Floats]:
        """Return what holds of groups: for each of GROUP_HEADS, groups by labels."""
        marked = [self._marked(group) for group in groups]
        states = self._body.states([self._embedded(ids) for ids, _ in marked])
        width = self._body.words.width
        features = np.zeros((len(groups), (1 + len(self._kinds)) * width), dtype=np.float32)
        for row, ((_, places), tokens) in enumerate(zip(marked, states, strict=True)):
            features[row, :width] = tokens.mean(axis=0)
            features[row, width:] = tokens[places].reshape(-1)
        found = {name: self._linear(f"group.{name}", features) for name in GROUP_HEADS}
        return {
            name: _sigmoid(logits) if name == "marks" else _softmax(logits) for name, logits in found.items()
        }

    def _cut(self, text: str) -> Pieces:
        return self._body.words.pieces(text).cut(MAX_PIECES)

    def _embedded(self, ids: Sequence[int]) -> Floats:
        """Return the embeddings of word pieces, and of markers, which are -1, -2, ..."""
        numbers = np.asarray(ids, dtype=np.int64)
        embeddings = self._body.words.embeddings(np.maximum(numbers, 0))
        markers = numbers < 0
        embeddings[markers] = self._heads["markers"][-1 - numbers[markers]]
        return embeddings

    def _marked(self, group: Group) -> tuple[list[int], list[int]]:
        """Return the pieces with the markers among them, and where each marker stands (0: missing)."""
        pieces = self._cut(group.text)
        places: list[tuple[int, int, int]] = []
        for name, span in (("source", group.source), ("target", group.target)):
            if span is not None:
                places.append((pieces.at(span[0]), 1, self._kinds[name]))
                places.append((pieces.at(span[1] - 1) + 1, 0, self._kinds[f"{name} end"]))
        ids: list[int] = []
        at, stands = 0, [0] * len(self._kinds)
        for place, _, kind in sorted(places):
            place = min(place, len(pieces.ids) - 1)
            ids += pieces.ids[at:place]
            at = place
            stands[kind] = len(ids)
            ids.append(-1 - kind)
        return ids + pieces.ids[at:], stands

    def _answer(self, query: Query, pieces: Pieces, states: Floats) -> Answer:
        triggers = states[[pieces.at(at) for at in query.triggers]]
        first = states[[pieces.at(start) for start, _ in query.mentions]]
        last = states[[pieces.at(end - 1) for _, end in query.mentions]]
        words = _softmax(self._linear("word", triggers))
        telling = words[:, -1] <= 1.0 - LEAST
        roles = np.zeros((len(triggers), len(query.mentions), 3), dtype=np.float32)
        roles[telling] = self._roles(triggers[telling], np.concatenate([first, last], axis=-1))
        return Answer(
            words=words,
            modes=_softmax(self._linear("word_mode", triggers)),
            marks=_sigmoid(self._linear("word_marks", triggers)),
            roles=roles,
        )

    def _roles(self, triggers: Floats, mentions: Floats) -> Floats:
        one = _gelu(self._linear("role_trigger", triggers))[:, None, :]
        other = _gelu(self._linear("role_mention", mentions))[None, :, :]
        shape = (len(triggers), len(mentions), one.shape[-1])
        one, other = np.broadcast_to(one, shape), np.broadcast_to(other, shape)
        return _softmax(self._linear("role", np.concatenate([one, other, one * other], axis=-1)))

    def _linear(self, name: str, values: Floats) -> Floats:
        made: Floats = values @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]
        return made


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    made: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return made


def _sigmoid(logits: Floats) -> Floats:
    return (1.0 / (1.0 + np.exp(-logits))).astype(np.float32)


def _gelu(values: Floats) -> Floats:
    """Return the Gaussian error linear unit, by Abramowitz and Stegun's approximation 7.1.26 of erf."""
    x = np.abs(values) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * x)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(values) * (1.0 - poly * np.exp(-x * x))
    made: Floats = (0.5 * values * (1.0 + erf)).astype(np.float32)
    return made


@cache
def load_relation_model() -> RelationModel:
    """Return the model that ships, loaded once."""
    return RelationModel(models_folder() / FOLDER)
