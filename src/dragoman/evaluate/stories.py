"""The task `stories`: a ledger of reports against annotated entries with all their tellings.

Three figures, each precision, recall and F1:

- events: tellings with the right sentence, category and one right actor;
- statements: tellings with the right sentence and speaker;
- joins: pairs of sentences in two reports that tell the same thing.

Where one sentence holds several events of one category, each counts; a telling is used up by the first
gold telling that it fits.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from spacy.language import Language

from dragoman.evaluate.stories_format import (
    GoldEntry,
    GoldStories,
    Sentence,
    StoryReport,
    read_gold,
    read_reports,
)
from dragoman.ledger import Ledger
from dragoman.reader import Reader
from dragoman.records import Actor, Entry, Event, Reading, Statement
from dragoman.settings import Settings

Pair = tuple[Sentence, Sentence]
Told = tuple[Sentence, Event | Statement]


def evaluate(
    path: Path, nlp: Language, predictions: Path | None = None, reports: Path | None = None
) -> dict[str, Any]:
    """Read the reports of a folder into a ledger and score its entries.

    Args:
        path: Folder with `reports/` and `gold.json`, or a folder of such folders.
        nlp: The pipeline that reads.
        predictions: Write one JSON object for each entry here.
        reports: Where the reports are, when not in `reports/` beside the gold.

    Raises:
        DataError: when a folder does not have the form.
    """
    folders = [path] if (path / "gold.json").exists() else sorted(p.parent for p in path.glob("*/gold.json"))
    if not folders:
        read_gold(path)  # says what is missing
    counts = [_folder(folder, nlp, predictions, reports) for folder in folders]
    return {"task": "stories", "folders": len(folders), **figures(counts)}


def figures(counts: Iterable[dict[str, tuple[int, int, int]]]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of the summed (right, predicted, gold) counts of each field."""
    summed: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for count in counts:
        for field, values in count.items():
            summed[field] = [a + b for a, b in zip(summed[field], values, strict=True)]
    result = {}
    for field, (right, predicted, gold) in summed.items():
        precision = right / predicted if predicted else 0.0
        recall = right / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        result[field] = {
            "precision": round(100 * precision, 1),
            "recall": round(100 * recall, 1),
            "f1": round(100 * f1, 1),
            "gold": gold,
        }
    return result


def _folder(
    folder: Path, nlp: Language, predictions: Path | None, reports: Path | None
) -> dict[str, tuple[int, int, int]]:
    settings = Settings()
    gold = read_gold(folder)
    stories = read_reports(reports or folder / "reports", gold, settings)
    reader = Reader(nlp, settings)
    with Ledger(None) as ledger:
        for reading in reader.read_reports(story.report for story in stories):
            ledger.add(reading)
        ledger.reconcile(reader.read_report)
        entries, readings = ledger.entries(), ledger.readings()
    held = {member for entry in entries for member in entry.members}
    told = {id_: found for id_, found in locate(readings, stories).items() if id_ in held}
    if predictions is not None:
        with predictions.open("a", encoding="utf-8") as out:
            out.writelines(
                json.dumps(_prediction(entry, told), ensure_ascii=False) + "\n" for entry in entries
            )
    return score(gold, entries, told)


def locate(readings: Iterable[Reading], stories: Iterable[StoryReport]) -> dict[str, Told]:
    """Return each event or statement by id with the sentence that tells it."""
    by_report = {story.report.id: story for story in stories}
    found: dict[str, Told] = {}
    for reading in readings:
        story = by_report[reading.report.id]
        for event in reading.events:
            if (number := story.sentence(event.trigger)) is not None:
                found[event.id] = ((story.document, number), event)
        for statement in reading.statements:
            where = statement.cue or statement.span
            if (number := story.sentence(where)) is not None:
                found[statement.id] = ((story.document, number), statement)
    return found


def score(
    gold: GoldStories, entries: Sequence[Entry], told: dict[str, Told]
) -> dict[str, tuple[int, int, int]]:
    """Return (right, predicted, gold) of events, statements and joins."""
    spoken = any(entry.kind == "statement" for entry in gold.entries)
    counts: dict[str, tuple[int, int, int]] = {}
    if any(entry.event for entry in gold.entries):
        counts["events"] = _tellings(gold, told, spoken=False)
    if spoken:
        counts["statements"] = _tellings(gold, told, spoken=True)
    wanted = {pair for entry in gold.entries for pair in _pairs(entry.tellings)}
    found = {
        pair
        for entry in entries
        if spoken or entry.kind != "statement"
        for pair in _pairs(told[member][0] for member in entry.members if member in told)
        if all(gold.counts(at) for at in pair)
    }
    counts["joins"] = (len(wanted & found), len(found), len(wanted))
    return counts


def _tellings(gold: GoldStories, told: dict[str, Told], *, spoken: bool) -> tuple[int, int, int]:
    wanted = [
        (at, entry)
        for entry in gold.entries
        if (entry.kind == "statement") == spoken
        for at in entry.tellings
    ]
    free: defaultdict[Sentence, list[Event | Statement]] = defaultdict(list)
    for at, record in told.values():
        if isinstance(record, Statement) == spoken and gold.counts(at):
            free[at].append(record)
    predicted = sum(map(len, free.values()))
    right = 0
    for at, entry in wanted:
        match = next((record for record in free[at] if _fits(record, entry)), None)
        if match is not None:
            free[at].remove(match)
            right += 1
    return right, predicted, len(wanted)


def _fits(record: Event | Statement, entry: GoldEntry) -> bool:
    if isinstance(record, Event):
        if record.category not in entry.event:
            return False
        named, accepted = [mention.actor for mention in record.actors], entry.actor
    else:
        named, accepted = [mention.actor for mention in record.speakers], entry.speaker
    return not accepted or any(_is(actor, value) for actor in named for value in accepted)


def _is(actor: Actor, value: str) -> bool:
    return actor.code == value or value.casefold() in actor.name.casefold().split()


def _pairs(sentences: Iterable[Sentence]) -> Iterable[Pair]:
    return ((one, other) for one, other in combinations(sorted(set(sentences)), 2) if one[0] != other[0])


def _prediction(entry: Entry, told: dict[str, Told]) -> dict[str, Any]:
    key = "speaker" if entry.kind == "statement" else "actor"
    return {
        "kind": entry.kind,
        "event": entry.category,
        key: [actor.code or actor.name for actor in entry.actors],
        "tellings": sorted({told[member][0] for member in entry.members if member in told}),
        "summary": entry.summary,
    }
