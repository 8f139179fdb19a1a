"""Scores statements against articles in the PolNeAR form (`text/*.txt`, `attributions/*.ann`, brat standoff).

Where several annotators marked one article, the first in name order counts. PolNeAR marks no
attribution inside another, so statements that have a parent are neither scored nor written out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.statements import statements_of
from dragoman.coding.utterances import whole
from dragoman.errors import DataError
from dragoman.records import Statement

Chars = tuple[int, int]
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
ANNOTATOR = re.compile(r"_[^_]*$")
"""What an annotation's file name has after its article's: the annotator."""
ENTITY = re.compile(r"T\d+\t[\w-]+ (?P<places>\d+ \d+(?:;\d+ \d+)*)\t")
RELATION = re.compile(r"E\d+\t[\w-]+:\w+")
ANNOTATION = re.compile(r"[TE]\d+\b")
OPENING = ("“", '"', "''", "``", "«", "‘")
THRESHOLDS = (0.3, 0.8)


@dataclass(frozen=True)
class Marked:
    """One attribution as marked or predicted: the spans of its parts, in characters."""

    source: tuple[Chars, ...]
    cue: tuple[Chars, ...]
    content: tuple[Chars, ...]


def evaluate(
    folder: Path, nlp: Language, predictions: Path | None = None, limit: int | None = None
) -> dict[str, Any]:
    """Score the statements that `nlp` finds in the articles of `folder`.

    `predictions` is a file to which each predicted attribution is written as a JSON line; `limit`
    takes only the first articles. All figures are percentages over all articles together:

    - `content_words`: precision, recall and F1 of the words that lie in any content.
    - `matched_0.3`, `matched_0.8`: precision, recall and F1 of attributions, matched one to one,
      the most alike first, with a Jaccard index of their content words of at least that much.
    - `source_right`: share of the attributions matched at 0.3 with a marked source whose predicted
      source shares at least one word with it (by place in the text, not by spelling).
    - `direct_recall`: share of the marked attributions whose contents all stand wholly in quotation
      marks that are matched at 0.3.
    - `exact`: F1 of exactly equal spans of source, cue and content, each joined over its pieces.

    Raises `DataError` when the folder does not hold articles in this form.
    """
    articles = list(read(folder))[:limit]
    if not articles:
        raise DataError(f"{folder}: no articles with text/*.txt and attributions/*.ann")
    counts = Counts()
    lines: list[str] = []
    for name, text, gold in articles:
        doc = nlp(text)
        found = [record for record in of_doc(doc) if not record.parent]
        lines += [json.dumps(_line(name, record), ensure_ascii=False) for record in found]
        counts.add(text, gold, [_marked(record) for record in found])
    if predictions is not None:
        predictions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return {"task": "statements", "articles": len(articles), **counts.scores()}


def of_doc(doc: Doc) -> tuple[Statement, ...]:
    """Return the statements that the pipeline set, or finds where it has no such component, each whole."""
    found: tuple[Statement, ...] = doc._.statements
    return tuple(whole(found or statements_of(doc), doc.text))


def read(folder: Path) -> Iterator[tuple[str, str, list[Marked]]]:
    """Yield name, text and marked attributions of each article, in name order."""
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = ANNOTATOR.sub("", path.stem)
        if name in seen:
            continue
        seen.add(name)
        text_file = folder / "text" / f"{name}.txt"
        if not text_file.is_file():
            raise DataError(f"{path}: its text {text_file} is missing")
        yield name, text_file.read_bytes().decode("utf-8"), parse_standoff(path)


def parse_standoff(path: Path) -> list[Marked]:
    """Return the attributions of a brat standoff file. Raises `DataError` on a line of another form.

    The words that a line quotes may run on in lines of their own, which are passed over.
    """
    spans: dict[str, tuple[Chars, ...]] = {}
    relations: list[list[str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        entity = ENTITY.match(line)
        if entity is not None:
            name = line.partition("\t")[0]
            spans[name] = tuple(_chars(place) for place in entity["places"].split(";"))
        elif RELATION.match(line):
            relations.append(line.split("\t")[1].split()[1:])
        elif ANNOTATION.match(line):
            raise DataError(f"{path}, line {number}: not brat standoff")
    marked = []
    for roles in relations:
        parts: dict[str, list[Chars]] = {"Source": [], "Cue": [], "Content": []}
        for role in roles:
            kind, _, target = role.partition(":")
            kind = kind.rstrip("0123456789")
            if kind in parts:
                parts[kind] += spans.get(target, ())
        if parts["Content"]:
            source, cue, content = (tuple(sorted(parts[kind])) for kind in ("Source", "Cue", "Content"))
            marked.append(Marked(source, cue, content))
    return marked


def _chars(place: str) -> Chars:
    start, end = place.split()
    return int(start), int(end)


def _marked(record: Statement) -> Marked:
    source = ((record.speaker_span.start, record.speaker_span.end),) if record.speaker_span else ()
    cue = ((record.cue.start, record.cue.end),) if record.cue else ()
    return Marked(source, cue, tuple((span.start, span.end) for span in record.contents))


def _line(name: str, record: Statement) -> dict[str, Any]:
    """Return the prediction line of design.md."""
    marked = _marked(record)
    return {
        "file": name,
        "source": [list(span) for span in marked.source],
        "cue": [list(span) for span in marked.cue],
        "content": [list(span) for span in marked.content],
        "kind": record.kind,
    }


class Words:
    """The words of a text by place, so that spans can be compared as sets of words."""

    def __init__(self, text: str) -> None:
        self.places = [match.span() for match in WORD.finditer(text)]

    def within(self, spans: Iterable[Chars]) -> frozenset[int]:
        """Return the numbers of the words that share a character with one of the spans."""
        return frozenset(
            number
            for number, (start, end) in enumerate(self.places)
            if any(start < high and low < end for low, high in spans)
        )


class Counts:
    """Sums over articles from which the figures come."""

    def __init__(self) -> None:
        self.words = [0, 0, 0]
        self.matched = {threshold: [0, 0, 0] for threshold in THRESHOLDS}
        self.exact = {part: [0, 0, 0] for part in ("source", "cue", "content")}
        self.source = [0, 0]
        self.direct = [0, 0]

    def add(self, text: str, gold: list[Marked], found: list[Marked]) -> None:
        """Count one article. The triples are right, marked and predicted."""
        words = Words(text)
        gold_words = [words.within(item.content) for item in gold]
        found_words = [words.within(item.content) for item in found]
        all_gold, all_found = frozenset().union(*gold_words), frozenset().union(*found_words)
        _count(self.words, len(all_gold & all_found), len(all_gold), len(all_found))
        for threshold in THRESHOLDS:
            pairs = match(gold_words, found_words, threshold)
            _count(self.matched[threshold], len(pairs), len(gold), len(found))
            if threshold == THRESHOLDS[0]:
                self._sources_and_direct(text, words, gold, found, pairs)
        for part, count in self.exact.items():
            marked = {getattr(item, part) for item in gold if getattr(item, part)}
            predicted = {getattr(item, part) for item in found if getattr(item, part)}
            _count(count, len(marked & predicted), len(marked), len(predicted))

    def _sources_and_direct(
        self, text: str, words: Words, gold: list[Marked], found: list[Marked], pairs: dict[int, int]
    ) -> None:
        for number, item in enumerate(gold):
            if is_direct(text, item):
                self.direct[0] += number in pairs
                self.direct[1] += 1
            if number in pairs and item.source:
                shared = words.within(item.source) & words.within(found[pairs[number]].source)
                self.source[0] += bool(shared)
                self.source[1] += 1

    def scores(self) -> dict[str, Any]:
        """Return all figures in percent, rounded to one decimal."""
        return {
            "content_words": _prf(self.words),
            **{f"matched_{threshold}": _prf(count) for threshold, count in self.matched.items()},
            "source_right": _share(*self.source),
            "direct_recall": _share(*self.direct),
            "exact": {part: _prf(count)["f1"] for part, count in self.exact.items()},
        }


def match(gold: list[frozenset[int]], found: list[frozenset[int]], threshold: float) -> dict[int, int]:
    """Match contents one to one, the most alike first, and return gold number to predicted number."""
    likeness = []
    for number, marked in enumerate(gold):
        for other, predicted in enumerate(found):
            shared = len(marked & predicted)
            if shared and shared / len(marked | predicted) >= threshold:
                likeness.append((-shared / len(marked | predicted), number, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, other in sorted(likeness):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def is_direct(text: str, item: Marked) -> bool:
    """Tell whether every piece of the content begins and ends with quotation marks."""
    return all(
        text[start:end].strip().startswith(OPENING) and text[start:end].strip()[-1:] in "”\"'»’"
        for start, end in item.content
    )


def _count(count: list[int], right: int, marked: int, predicted: int) -> None:
    for place, value in enumerate((right, marked, predicted)):
        count[place] += value


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _prf(count: list[int]) -> dict[str, float]:
    right, marked, predicted = count
    f1 = round(200 * right / (marked + predicted), 1) if marked + predicted else 0.0
    return {"precision": _share(right, predicted), "recall": _share(right, marked), "f1": f1}
