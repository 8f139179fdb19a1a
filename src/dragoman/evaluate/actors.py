"""Scores of mentions on NewsWCL50's form: right country or body, and one identifier for each person.

A marked mention counts as right in code when the mention of ours that overlaps it best (by the share of
tokens in common) carries the code of its label; persons are labelled with their country. A person's mentions
are right in identifier when their best-overlapping mention carries the identifier that most of this
person's mentions in the document carry.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import DataError
from dragoman.language.extensions import register
from dragoman.records import Report, Span, content_id

LABEL = re.compile(r"(?P<story>\d+)_(?P<code>[A-Z]{2,4})(?:_(?P<name>.*))?_(?P<kind>COUNTRY|ACTOR)")
CODES = {"EU": "EUR", "UN": "UNO", "NATO": "IGO", "GUM": "USA"}
"""Codes that the corpus writes otherwise than PLOVER, dependencies under their state."""
NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]%”’]|'s|’s|n't|n’t|'(?:re|ve|ll|d|m)|’(?:re|ve|ll|d|m)")
NO_SPACE_AFTER = frozenset("([$“‘-")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked mention: tokens `start` to `end` (exclusive) of its document, counted from 0."""

    start: int
    end: int
    label: str
    code: str
    person: bool


@dataclass(slots=True)
class Document:
    """A document of the corpus: its tokens, each with its place in the text, and the marked mentions."""

    name: str
    text: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prediction:
    """A mention of ours in the corpus's tokens."""

    document: str
    start: int
    end: int
    code: str
    identifier: str


def read_documents(path: Path) -> list[Document]:
    """Read a file in the corpus's form. Raises DataError where a line does not have it."""
    documents: list[Document] = []
    words: list[str] = []
    open_: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#begin document "):
            documents.append(Document(line.removeprefix("#begin document ").split(";")[0]))
            words, open_ = [], defaultdict(list)
        elif line.startswith("#end"):
            lay_out(documents[-1], words)
        elif line.strip():
            columns = line.split("\t")
            if len(columns) < 5 or not documents:
                raise DataError(f"{path}, line {number}: not five columns of a document")
            at = len(words)
            words.append(columns[3])
            for part in columns[4].split("|"):
                read_mark(documents[-1], part.strip(), at, open_)
    if not documents:
        raise DataError(f"{path}: no '#begin document' line")
    return documents


def read_mark(document: Document, part: str, at: int, open_: dict[str, list[int]]) -> None:
    """Take one mark of a token into `document`, or keep in `open_` where a longer one begins."""
    label = part.strip("()")
    match = LABEL.fullmatch(label)
    if match is None:
        return
    if part.startswith("("):
        open_[label].append(at)
    if part.endswith(")") and open_[label]:
        code = CODES.get(match["code"], match["code"])
        document.marked.append(Marked(open_[label].pop(), at + 1, label, code, match["kind"] == "ACTOR"))


def lay_out(document: Document, words: list[str]) -> None:
    """Join tokens to a text as newspapers print it, and note where each token stands."""
    text, glue, quoted = "", True, False
    for at, word in enumerate(words):
        if word == "\\n":
            document.places.append((len(text), len(text)))
            text, glue = text + "\n", True
            continue
        opening = word == '"' and not quoted
        closing = word == '"' and quoted
        hyphen = (
            word == "-" and 0 < at < len(words) - 1 and words[at - 1].isalnum() and words[at + 1].isalnum()
        )
        if not (glue or closing or hyphen or NO_SPACE_BEFORE.fullmatch(word)):
            text += " "
        document.places.append((len(text), len(text) + len(word)))
        text += word
        glue = (word in NO_SPACE_AFTER and (word != "-" or hyphen)) or opening
        quoted = opening or (quoted and not closing)
    document.text = text


def read_dates(path: Path | None, beside: Path) -> dict[str, tuple[dt.date, str]]:
    """Read publication date and outlet by document from a table, by default one beside the corpus."""
    tables = [path] if path is not None else sorted(beside.parent.glob("*_reports.tsv"))
    found: dict[str, tuple[dt.date, str]] = {}
    for table in tables:
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                try:
                    found[row["document"]] = dt.date.fromisoformat(row["published"]), row.get("outlet") or ""
                except (KeyError, ValueError) as error:
                    raise DataError(
                        f"{table}: needs columns document and published (a date): {error}"
                    ) from error
    return found


def predict(document: Document, nlp: Language, date: dt.date | None, outlet: str) -> list[Prediction]:
    """Return our mentions in a document, in its tokens."""
    register()
    text = document.text
    report = Report(
        id=content_id("report", document.name, text), name=document.name, text=text,
        body=Span(start=0, end=len(text)), published=date, outlet=outlet,
    )  # fmt: skip
    made: Doc = nlp.make_doc(text)
    made._.report = report
    predictions = []
    for mention in nlp(made)._.mentions:
        inside = [
            i for i, (start, end) in enumerate(document.places)
            if start < mention.span.end and mention.span.start < end
        ]  # fmt: skip
        if inside:
            actor = mention.actor
            predictions.append(Prediction(document.name, inside[0], inside[-1] + 1, actor.code, actor.id))
    return predictions


def best(marked: Marked, predictions: list[Prediction]) -> list[Prediction]:
    """Return the predictions that overlap a marked mention best: several where one phrase means several."""
    shares: list[tuple[float, Prediction]] = []
    for one in predictions:
        common = min(marked.end, one.end) - max(marked.start, one.start)
        if common > 0:
            shares.append((common / (max(marked.end, one.end) - min(marked.start, one.start)), one))
    top = max((share for share, _ in shares), default=0.0)
    return [one for share, one in shares if share == top]


def score(documents: list[Document], predicted: dict[str, list[Prediction]]) -> dict[str, float]:
    """Return the shares of marked mentions with the right code, and of people's with one identifier."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    identifiers: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for document in documents:
        for marked in document.marked:
            chosen = best(marked, predicted.get(document.name, []))
            kind = "persons" if marked.person else "countries"
            total[kind] += 1
            right[kind] += any(one.code == marked.code for one in chosen)
            if marked.person:
                identifiers[document.name, marked.label].append({one.identifier for one in chosen})
    one_identifier = 0
    for carried in identifiers.values():
        counts = Counter(identifier for found in carried for identifier in found)
        one_identifier += max(counts.values(), default=0)
    return {
        "mentions": float(total.total()),
        "code": share(right.total(), total.total()),
        "code_countries": share(right["countries"], total["countries"]),
        "code_persons": share(right["persons"], total["persons"]),
        "one_identifier": share(one_identifier, total["persons"]),
    }


def share(part: int, whole: int) -> float:
    """Return `part` of `whole` to four digits, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def lines_of(predicted: dict[str, list[Prediction]]) -> Iterator[str]:
    """Yield one JSON line for each prediction."""
    for predictions in predicted.values():
        for one in predictions:
            yield json.dumps(
                {
                    "document": one.document,
                    "start": one.start,
                    "end": one.end,
                    "code": one.code,
                    "identifier": one.identifier,
                }
            )


def evaluate(
    path: Path, nlp: Language, predictions: Path | None = None, reports: Path | None = None
) -> dict[str, float]:
    """Score the mentions that `nlp` finds in a NewsWCL50 file, and write them to `predictions` where asked.

    `reports` is a table of publication dates (columns document, published, outlet); by default one
    beside the file whose name ends with `_reports.tsv`. Raises DataError for files of another form.
    """
    documents = read_documents(path)
    dates = read_dates(reports, path)
    predicted = {}
    for document in documents:
        date, outlet = dates.get(document.name, (None, ""))
        predicted[document.name] = predict(document, nlp, date, outlet)
    if predictions is not None:
        predictions.write_text("\n".join(lines_of(predicted)) + "\n", encoding="utf-8")
    return score(documents, predicted)
