"""The form of `evaluate stories`: a folder with `reports/` and `gold.json`.

Reports are text files, one sentence a line under their header lines, or one `*.conll` file in
NewsWCL50's form with a table of outlets and dates (`*_reports.tsv`) beside it. A sentence is named by its
document (file name without ending, or the name in the `.conll`) and its number from 0: the line under the
header, or the second column.

`gold.json` holds `entries`, each with `kind` (event, statement, plan), `tellings` (document and sentence
numbers), for events and plans `event` (accepted categories) and `actor` (accepted codes), for statements
`speaker` (accepted codes, or words of the speaker's name). Where not every sentence was annotated,
`sentences` lists by document those that were: the others count for nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from dragoman.errors import DataError, ReadError
from dragoman.evaluate.actors import Document, lay_out, read_dates
from dragoman.reading import read_sources
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import EntryKind, Record, Report, Span
from dragoman.settings import Settings

Sentence = tuple[str, int]
"""Document and sentence number."""


class GoldEntry(Record):
    """One thing that happened, was said or is planned, and where it is told."""

    kind: EntryKind
    event: tuple[str, ...] = ()
    """Categories that are right; none where the gold does not say."""
    actor: tuple[str, ...] = ()
    """Codes of which one must be among the actors; none where there is no code."""
    speaker: tuple[str, ...] = ()
    """Codes or words of a name, of which one must be right."""
    tellings: tuple[Sentence, ...]
    about: str = ""
    """A note for people."""

    @field_validator("event", "actor", "speaker", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class GoldStories(Record):
    """All of `gold.json`."""

    sentences: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    """Document to the sentences annotated; all of them where it is not named."""
    entries: tuple[GoldEntry, ...]

    def documents(self) -> set[str]:
        """Return the names of the documents annotated."""
        return {name for entry in self.entries for name, _ in entry.tellings} | set(self.sentences)

    def counts(self, at: Sentence) -> bool:
        """Tell whether a sentence was annotated."""
        return not self.sentences or at[1] in self.sentences.get(at[0], ())


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A report with its document name and the spans of its sentences."""

    document: str
    report: Report
    sentences: dict[int, Span]

    def sentence(self, span: Span) -> int | None:
        """Return the number of the sentence in which a span begins, or that it overlaps first."""
        return next((number for number, where in self.sentences.items() if where.overlaps(span)), None)


def read_gold(folder: Path) -> GoldStories:
    """Read `gold.json`.

    Raises:
        DataError: when there is none, or it has another form.
    """
    path = folder / "gold.json"
    try:
        return GoldStories.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError, ValidationError) as error:
        raise DataError(f"{path}: {' '.join(str(error).split())}") from error


def read_reports(where: Path, gold: GoldStories, settings: Settings) -> list[StoryReport]:
    """Read the reports that a gold names.

    Args:
        where: A folder of `*.txt` and `*.conll`, or one `*.conll` file.
        gold: Names the documents.
        settings: Limits of reading.

    Raises:
        DataError: when a report cannot be read or is not there.
    """
    wanted = gold.documents()
    files = [where] if where.is_file() else sorted(where.glob("*.conll"))
    found = [story for path in files for story in _conll(path, wanted)]
    for path in sorted(where.glob("*.txt")):
        if path.stem not in wanted:
            continue
        for item in read_sources([str(path)], settings):
            if isinstance(item, ReadError):
                raise DataError(str(item))
            found.append(StoryReport(path.stem, item, dict(enumerate(_lines(item)))))
    missing = wanted - {story.document for story in found}
    if missing:
        raise DataError(f"{where}: no report {min(missing)} (*.txt or *.conll)")
    return found


def _lines(report: Report) -> Iterator[Span]:
    """Yield the lines of the body that are not empty."""
    at = report.body.start
    for line in report.body.of(report.text).splitlines(keepends=True):
        if line.strip():
            yield Span(start=at, end=at + len(line.rstrip()))
        at += len(line)


def _conll(path: Path, wanted: Collection[str]) -> Iterator[StoryReport]:
    dates = read_dates(None, path)
    words: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) < 4 or not columns[1].isdigit():
            raise DataError(f"{path}, line {number}: not document, sentence, token and word")
        words[columns[0]].append((int(columns[1]), columns[3]))
    for name, tokens in words.items():
        if name not in wanted:
            continue
        document = Document(name)
        lay_out(document, [word for _, word in tokens])
        ends: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for (sentence, _), place in zip(tokens, document.places, strict=True):
            ends[sentence].append(place)
        date, outlet = dates.get(name, (None, ""))
        report = make_report(name, document.text, Metadata(outlet=outlet, published=date))
        spans = {n: Span(start=places[0][0], end=places[-1][1]) for n, places in ends.items()}
        yield StoryReport(name, report, spans)
