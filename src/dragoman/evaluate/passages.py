"""Scores statements on short passages of our own: nesting, addressees, channels, transcripts, headlines.

A passage is its text between a line `=== category` and lines that tell its statements:

    === nesting
    Ivo said that Mara had promised us a ship.
    > Ivo | said | that Mara had promised us a ship | indirect
    >> Mara | had promised | us a ship | indirect | to=us; stance=promises

Fields: source, cue, contents (pieces parted by ` // `), kind, and options: `to` (addressee), `via` (channel),
`stance`. `>>` lies inside the last `>`, `>N` inside the Nth. Words are taken where they first stand after
the piece before, or from the start of the text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from dragoman.errors import DataError
from dragoman.evaluate.statements import Chars, Words, match, of_doc
from dragoman.records import Statement

ALIKE = 0.8
"""Jaccard index of content words from which a statement is found."""
LINE = re.compile(r"(?P<depth>>>|>(?P<outer>\d)?) ?(?P<fields>.*)")
HALVES = ("tuned", "not_tuned")
"""Passages in turn: errors of the first half may be read, of the second only the figures."""


@dataclass(frozen=True)
class Told:
    """One statement of a passage, in characters; `outer` is the number of the one around it, or -1."""

    source: tuple[Chars, ...]
    cue: tuple[Chars, ...]
    content: tuple[Chars, ...]
    kind: str
    options: dict[str, str]
    outer: int


@dataclass(frozen=True)
class Passage:
    """A text with the statements it tells."""

    category: str
    text: str
    told: list[Told]


def read(path: Path) -> list[Passage]:
    """Return the passages of a file. Raises `DataError` where words of a statement are not in its text."""
    blocks = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_passage(path, *pair) for pair in zip(blocks[::2], blocks[1::2], strict=True)]


def _passage(path: Path, category: str, block: str) -> Passage:
    lines = block.rstrip("\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.startswith(">")), len(lines))
    text = "\n".join(lines[:first]).rstrip()
    told: list[Told] = []
    outer = -1
    for line in lines[first:]:
        found = LINE.fullmatch(line)
        if found is None:
            raise DataError(f"{path}: not a statement: {line!r}")
        source, cue, content, kind, *rest = (field.strip() for field in found["fields"].split("|"))
        options = dict(pair.strip().split("=", 1) for pair in rest[0].split(";")) if rest else {}
        contents = _spans(path, text, content)
        cue_span = _near(path, text, cue, contents)
        around = outer if found["depth"] == ">>" else int(found["outer"]) - 1 if found["outer"] else -1
        told.append(
            Told(_near(path, text, source, cue_span or contents), cue_span, contents, kind, options, around)
        )
        if found["depth"] == ">":
            outer = len(told) - 1
    return Passage(category, text, told)


def _spans(path: Path, text: str, words: str) -> tuple[Chars, ...]:
    """Return the places of pieces that follow one another."""
    spans: list[Chars] = []
    for piece in words.split(" // "):
        start = text.find(piece, spans[-1][1] if spans else 0)
        if start < 0:
            raise DataError(f"{path}: {piece!r} is not in {text!r}")
        spans.append((start, start + len(piece)))
    return tuple(spans)


def _near(path: Path, text: str, words: str, beside: Sequence[Chars]) -> tuple[Chars, ...]:
    """Return the place of `words`, the one nearest to `beside` and outside it."""
    if not words:
        return ()
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)" if words[0].isalnum() else re.escape(words)
    places = [found.span() for found in re.finditer(pattern, text)]
    outside = [span for span in places if not any(low <= span[0] < high for low, high in beside)] or places
    if not outside:
        raise DataError(f"{path}: {words!r} is not in {text!r}")
    edges = [edge for span in beside for edge in span]
    return (min(outside, key=lambda span: min(abs(edge - place) for edge in edges for place in span)),)


def _paired(words: Words, passage: Passage, found: Sequence[Statement]) -> dict[int, int]:
    """Return which statement found is which that the passage tells, by the words of their contents."""
    gold = [words.within(item.content) for item in passage.told]
    ours = [words.within([(span.start, span.end) for span in record.contents]) for record in found]
    return match(gold, ours, ALIKE)


class Tally:
    """Sums from which the figures come."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, passage: Passage, found: Sequence[Statement]) -> None:
        """Count one passage."""
        words = Words(passage.text)
        pairs = _paired(words, passage, found)
        self.counts.update(told=len(passage.told), found=len(found), right=len(pairs))
        ids = {found[other].id: number for number, other in pairs.items()}
        for number, other in pairs.items():
            item, record = passage.told[number], found[other]
            source = ((record.speaker_span.start, record.speaker_span.end),) if record.speaker_span else ()
            same = words.within(item.source) & words.within(source) or not (item.source or source)
            self._mark("source", bool(same))
            self._mark("kind", record.kind == item.kind)
            if item.outer in pairs:
                self._mark("nesting", ids.get(record.parent) == item.outer)
            for option, value in (
                ("to", record.addressee_text),
                ("via", record.channel),
                ("stance", record.stance),
            ):
                if option in item.options:
                    self._mark(option, value == item.options[option])

    def _mark(self, part: str, right: bool) -> None:
        self.counts[f"{part} of"] += 1
        self.counts[part] += right

    def scores(self) -> dict[str, Any]:
        """Return F1 of the statements, and the share right of each part among those found, in percent."""
        counts = self.counts
        both = counts["told"] + counts["found"]
        figures: dict[str, Any] = {"f1": round(200 * counts["right"] / both, 1) if both else 0.0}
        for name, whole in (("precision", "found"), ("recall", "told")):
            figures[name] = round(100 * counts["right"] / counts[whole], 1) if counts[whole] else 0.0
        for part in ("source", "kind", "nesting", "to", "via", "stance"):
            if whole_count := counts[f"{part} of"]:
                figures[part] = [counts[part], whole_count]
        return figures


def evaluate(path: Path, nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Score the statements that `nlp` finds in the passages of a file: each half, and each category.

    `predictions` is a file to which each predicted statement is written as a JSON line.
    """
    halves = {name: Tally() for name in HALVES}
    categories: dict[str, Tally] = {}
    lines = []
    passages = read(path)
    for number, (passage, doc) in enumerate(zip(passages, nlp.pipe(p.text for p in passages), strict=True)):
        found = of_doc(doc)
        halves[HALVES[number % 2]].add(passage, found)
        categories.setdefault(passage.category, Tally()).add(passage, found)
        lines += [json.dumps(_line(number, passage.text, record), ensure_ascii=False) for record in found]
    if predictions is not None:
        predictions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    figures = {name: tally.scores() for name, tally in halves.items()}
    by_category = {name: tally.scores()["f1"] for name, tally in categories.items()}
    return {"task": "passages", "passages": len(passages), **figures, "f1_by_category": by_category}


def _line(number: int, text: str, record: Statement) -> dict[str, Any]:
    return {
        "passage": number,
        "source": record.speaker_span.of(text) if record.speaker_span else "",
        "cue": record.cue.of(text) if record.cue else "",
        "content": [span.of(text) for span in record.contents],
        "kind": record.kind,
        "stance": record.stance,
        "addressee": record.addressee_text,
        "channel": record.channel,
        "nested": bool(record.parent),
    }


def misses(path: Path, nlp: Language) -> Iterator[str]:
    """Yield the tuned half's statements that were missed and those found wrongly, a line each."""
    passages = read(path)[::2]
    for passage, doc in zip(passages, nlp.pipe(p.text for p in passages), strict=True):
        found = of_doc(doc)
        pairs = _paired(Words(passage.text), passage, found)
        for number, item in enumerate(passage.told):
            if number not in pairs:
                yield f"{passage.category}: missed {[passage.text[a:b] for a, b in item.content]}"
        for number, record in enumerate(found):
            if number not in pairs.values():
                cue = record.cue.of(passage.text) if record.cue else ""
                contents = [span.of(passage.text) for span in record.contents]
                yield f"{passage.category}: wrong {cue!r}: {contents}"
