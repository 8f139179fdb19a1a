"""The score of time expressions on TimeML: TempEval-3's strict, relaxed, type and value F1."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import ReadError
from dragoman.language.time_grammar import recognise
from dragoman.language.time_resolution import split_range
from dragoman.records import Report, Span, Time

SPLIT_SEED = 2021


@dataclass(frozen=True)
class Marked:
    """One time expression: offsets in the text of the TEXT element, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass
class Article:
    """A TimeML article: its text without tags, its publication date, its marked times."""

    name: str
    text: str
    published: dt.date | None
    times: list[Marked]


@dataclass
class _Reader:
    """Gathers text and marks while the parser goes through a file."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    inside: list[str] = field(default_factory=list)
    open: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    times: list[Marked] = field(default_factory=list)
    created: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.inside.append(name)
        if name == "TIMEX3":
            self.open.append((self.length, attributes))

    def stop(self, name: str) -> None:
        self.inside.pop()
        if name != "TIMEX3":
            return
        start, attributes = self.open.pop()
        if attributes.get("functionInDocument") == "CREATION_TIME" or "DCT" in self.inside:
            self.created = self.created or attributes.get("value", "")
        elif "TEXT" in self.inside:
            value, kind = attributes.get("value", ""), attributes.get("type", "")
            self.times.append(Marked(start, self.length, kind, value))

    def characters(self, data: str) -> None:
        if "TEXT" in self.inside:
            self.parts.append(data)
            self.length += len(data)

    def entity(self, *_: object) -> None:
        raise ValueError("the file declares XML entities")


def read_timeml(path: Path) -> Article:
    """Read one `.tml` file. Raises `ReadError` when it is no TimeML or declares XML entities."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.stop
    parser.CharacterDataHandler = reader.characters
    parser.EntityDeclHandler = reader.entity
    try:
        parser.Parse(path.read_bytes(), True)
    except (expat.ExpatError, ValueError, OSError) as error:
        raise ReadError(path.name, f"cannot be read as TimeML: {error}") from error
    text = "".join(reader.parts)
    if not text.strip():
        raise ReadError(path.name, "cannot be read as TimeML: it has no TEXT")
    try:
        published = dt.date.fromisoformat(reader.created[:10]) if reader.created else None
    except ValueError:
        published = None
    return Article(path.name, text, published, reader.times)


def predict(articles: list[Article], nlp: Language) -> Iterator[list[Marked]]:
    """Yield the times that the pipeline finds in each article, in order."""
    docs = (_doc_of(article, nlp) for article in articles)
    for doc in nlp.pipe(docs, batch_size=16):
        yield [mark for one in doc._.times for mark in marked_of(one)]


def marked_of(time: Time) -> list[Marked]:
    """Return a time as TIMEX3 writes it: a range ("from May 3 to June 5") as its two ends."""
    values = time.value.split("/")
    found = recognise(time.text)
    ends = split_range(found[0]) if len(values) == 2 and found else []
    if len(ends) != 2:
        return [Marked(time.span.start, time.span.end, time.type, time.value)]
    start = time.span.start
    pairs = zip(ends, values, strict=True)
    return [Marked(start + end.start, start + end.end, time.type, value) for end, value in pairs]


def _doc_of(article: Article, nlp: Language) -> Doc:
    doc = nlp.make_doc(article.text)
    doc._.report = Report(
        id=article.name,
        name=article.name,
        text=article.text,
        body=Span(start=0, end=len(article.text)),
        published=article.published,
        date_basis="stated" if article.published else "unresolved",
    )
    return doc


def pair_up(gold: list[Marked], found: list[Marked]) -> list[tuple[Marked, Marked]]:
    """Pair each marked time with the first found one, not yet taken, that shares a character with it."""
    pairs, taken = [], set()
    for one in gold:
        for index, other in enumerate(found):
            if index not in taken and one.start < other.end and other.start < one.end:
                taken.add(index)
                pairs.append((one, other))
                break
    return pairs


def score(gold: list[list[Marked]], found: list[list[Marked]]) -> dict[str, float]:
    """Return strict and relaxed F1, and type and value F1 (relaxed matches that have it right)."""
    marked, told = sum(map(len, gold)), sum(map(len, found))
    pairs = [pair for one, other in zip(gold, found, strict=True) for pair in pair_up(one, other)]
    strict = sum((a.start, a.end) == (b.start, b.end) for a, b in pairs)
    kinds = sum(a.type == b.type for a, b in pairs)
    values = sum(a.value == b.value for a, b in pairs)

    def f1(hits: int) -> float:
        return round(200 * hits / (marked + told), 2) if marked + told else 0.0

    return {
        "strict_f1": f1(strict),
        "relaxed_f1": f1(len(pairs)),
        "relaxed_precision": round(100 * len(pairs) / told, 2) if told else 0.0,
        "relaxed_recall": round(100 * len(pairs) / marked, 2) if marked else 0.0,
        "type_f1": f1(kinds),
        "value_f1": f1(values),
        "value_accuracy": round(100 * values / len(pairs), 2) if pairs else 0.0,
        "marked": marked,
        "found": told,
    }


def split_halves(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the `.tml` files of `folder` as two random halves, always the same ones.

    The component was tuned on the first; the figure to report is that of the second.
    """
    paths = sorted(folder.glob("*.tml"))
    shuffled = paths[:]
    random.Random(SPLIT_SEED).shuffle(shuffled)
    middle = len(paths) // 2
    return sorted(shuffled[:middle]), sorted(shuffled[middle:])


def evaluate(folder: Path, nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Score the pipeline on every `.tml` file of `folder`; F1 in per cent.

    Writes one prediction a line to `predictions` where given, with offsets in the text of the TEXT
    element without its tags. Raises `ReadError` when the folder has no TimeML.
    """
    paths = sorted(folder.glob("*.tml"))
    if not paths:
        raise ReadError(str(folder), "has no .tml files")
    return evaluate_files(paths, nlp, predictions)


def evaluate_files(paths: list[Path], nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Score the pipeline on these `.tml` files; see `evaluate`."""
    articles = [read_timeml(path) for path in paths]
    found = list(predict(articles, nlp))
    if predictions is not None:
        lines = [
            json.dumps({"file": article.name, **vars(one)})
            for article, times in zip(articles, found, strict=True)
            for one in times
        ]
        predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return {"task": "times", "articles": len(articles), **score([a.times for a in articles], found)}
