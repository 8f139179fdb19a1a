"""The score of whole records: from a sentence to (actor, category, recipient).

Input: JSON lines of `{"id", "text", "date", "events": [{"actor": [codes], "event", "recipient": [codes]}]}`.
Codes are PLOVER's country and body codes. An event counts once for each pair of an actor and a recipient
code; a side without any code counts as one empty code, so that "a bomb killed ten in Kabul" is no free hit.
An event may have `"marks": [...]`: they are compared where the event is right.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from dragoman.errors import DataError
from dragoman.evaluate.calibration import calibration
from dragoman.reader import Reader
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Event, Mention, Reading
from dragoman.settings import Settings

Triple = tuple[str, str, str]
Row = dict[str, Any]


def evaluate(path: Path, nlp: Language, predictions: Path | None = None) -> dict[str, Any]:
    """Return micro F1 of triples, dyads and categories over the sentences of `path`, and the calibration.

    `predictions` gets one line a sentence, in the form of the input. Raises `DataError` naming the
    line that is not of the form.
    """
    read = list(read_sentences(read_rows(path), nlp))
    gold: list[list[Triple]] = []
    found: list[list[Triple]] = []
    lines: list[str] = []
    marks: Counter[str] = Counter()
    for row, reading in read:
        marks += _marks(row["events"], reading.events)
        gold.append([t for e in row["events"] for t in _triples(e["actor"], e["event"], e["recipient"])])
        events = [_plain(event) for event in reading.events]
        found.append([t for e in events for t in _triples(e["actor"], e["event"], e["recipient"])])
        lines.append(_line(row, reading, events))
    if predictions is not None:
        predictions.write_text("".join(lines), encoding="utf-8")
    return {
        "task": "records",
        "sentences": len(read),
        "triples": _score(gold, found, lambda t: t),
        "dyads": _score(gold, found, lambda t: (t[0], t[2])),
        "categories": _score(gold, found, lambda t: t[1]),
        "marks": _mark_figures(marks),
        "calibration": calibration_of(judged(read)),
    }


def read_sentences(rows: Iterable[Row], nlp: Language) -> Iterator[tuple[Row, Reading]]:
    """Yield each of `rows` with what is read in it."""
    rows = list(rows)
    readings = Reader(nlp, Settings()).read_reports(
        make_report(str(row["id"]), row["text"], Metadata(published=_date(row.get("date")))) for row in rows
    )
    return zip(rows, readings, strict=True)


def judged(read: Iterable[tuple[Row, Reading]]) -> list[tuple[Event, bool]]:
    """Return all events found in sentences, and whether each is right as a whole."""
    return [
        pair
        for row, reading in read
        for pair in zip(reading.events, rightness(row["events"], reading.events), strict=True)
    ]


def calibration_of(events: Sequence[tuple[Event, bool]]) -> dict[str, Any]:
    """Return how well the confidences of judged events are calibrated."""
    return calibration([event.confidence for event, _ in events], [right for _, right in events])


def rightness(wanted: Iterable[dict[str, Any]], events: Iterable[Event]) -> list[bool]:
    """Tell of each event whether a marked one has its category, all its actors and all its recipients."""

    left = Counter(map(_key, wanted))
    found = []
    for event in events:
        made = _key(_plain(event))
        found.append(left[made] > 0)
        left[made] -= 1
    return found


def _key(event: dict[str, Any]) -> tuple[str, frozenset[str], frozenset[str]]:
    return event["event"], frozenset(event["actor"]), frozenset(event["recipient"])


def _marks(wanted: Iterable[dict[str, Any]], events: Iterable[Event]) -> Counter[str]:
    """Count, over the events that are right, those compared and alike, and each mark found and marked."""
    left = [event for event in wanted if "marks" in event]
    counts: Counter[str] = Counter()
    for event in events:
        made = _key(_plain(event))
        match = next((one for one in left if _key(one) == made), None)
        if match is None:
            continue
        left.remove(match)
        gold, found = set(match["marks"]), set(event.marks)
        counts += Counter(compared=1, alike=int(gold == found), both=len(gold & found))
        counts += Counter(marked=len(gold), found=len(found))
    return counts


def _mark_figures(counts: Counter[str]) -> dict[str, float]:
    total = counts["marked"] + counts["found"]
    return {
        "alike": round(100 * counts["alike"] / max(1, counts["compared"]), 1),
        "f1": round(200 * counts["both"] / total, 1) if total else 0.0,
        "events": counts["compared"],
    }


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the marked sentences of a file. Raises `DataError` naming the line that is not of the form."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            _ = [(event["actor"], event["event"], event["recipient"]) for event in row["events"]]
            _ = row["id"], row["text"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: not a record with id, text and events ({error})") from error
        yield row


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _plain(event: Event) -> dict[str, Any]:
    return {"actor": _codes(event.actors), "event": event.category, "recipient": _codes(event.recipients)}


def _codes(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.actor.code for mention in mentions if mention.actor.code))


def _triples(actors: Iterable[str], category: str, recipients: Iterable[str]) -> list[Triple]:
    return [(a, category, r) for a in list(actors) or [""] for r in list(recipients) or [""]]


def _line(row: Row, reading: Reading, events: list[dict[str, Any]]) -> str:
    made = {"id": row["id"], "text": reading.report.text, "date": row.get("date"), "events": events}
    return json.dumps(made, ensure_ascii=False) + "\n"


def _score(
    gold: list[list[Triple]], found: list[list[Triple]], view: Callable[[Triple], object]
) -> dict[str, float]:
    right = marked = made = 0
    for wanted, got in zip(gold, found, strict=True):
        one, other = Counter(map(view, wanted)), Counter(map(view, got))
        right += (one & other).total()
        marked += one.total()
        made += other.total()
    precision = 100 * right / made if made else 0.0
    recall = 100 * right / marked if marked else 0.0
    both = precision + recall
    return {
        "f1": round(2 * precision * recall / both, 1) if both else 0.0,
        "precision": round(precision, 1),
        "recall": round(recall, 1),
        "gold": marked,
        "found": made,
    }
