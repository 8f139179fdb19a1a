"""The rows that the relation model learns from, as sentences with marked groups.

A group is a source, a target and a trigger, each of which may be missing, and what holds of them. Our own
pairs (`w*.tsv`) and PLV's train split give one group a sentence, without a trigger; our own whole records
(`../records/r*.jsonl`) give all events of a sentence, and with them groups that hold nothing (NONE).
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.evaluate.marked_pairs import unmark
from training.records.check_rows import find_span
from training.relations.labels import ROOT_OF

HERE = Path(__file__).parent
RECORDS = HERE.parent / "records"
PLV_TRAIN = HERE.parents[2] / "shared" / "data" / "events" / "plv_train.tsv"
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "SUPPORT"})
"""Categories of which two actors without a recipient do it with or to each other."""
MAX_GROUPS = 5
SEED = 20211222

Span = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """What holds of a source, a target and a trigger; `None` teaches nothing of that kind."""

    source: Span | None
    target: Span | None
    trigger: Span | None
    category: str | None
    root: str | None
    mode: str | None = None
    marks: frozenset[str] | None = None


@dataclass(frozen=True)
class Event:
    """One event of a whole record: its category, and the words and mentions that tell it."""

    category: str
    mode: str
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    marks: frozenset[str]


@dataclass
class Row:
    """A sentence with its groups; whole records also have all their events and mentions."""

    text: str
    groups: list[Group]
    events: list[Event] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    whole: bool = False
    own: bool = True
    asked: bool = False
    """Without labels: a teacher is asked about its words, and the parts of its mentions."""


def own_pairs(folder: Path = HERE) -> list[Row]:
    """Return the project's own marked pairs, from all `w*.tsv` files of the folder."""
    rows = []
    for path in sorted(folder.glob("w*.tsv")):
        for item in _table(path):
            text, source, target = unmark(item["marked"])
            category = item["category"]
            marks = frozenset(filter(None, (item["marks"] or "").split(",")))
            group = Group(source, target, None, category, ROOT_OF.get(category), item["mode"] or "", marks)
            rows.append(Row(text, [group]))
    return rows


def plv_pairs(path: Path = PLV_TRAIN) -> list[Row]:
    """Return PLV's train rows, which teach the older root."""
    rows = []
    for item in _table(path):
        text, source, target = unmark(item["marked_sentence"])
        rows.append(Row(text, [Group(source, target, None, None, item["root"])], own=False))
    return rows


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def own_records(folder: Path = RECORDS) -> list[Row]:
    """Return the project's own whole records, with their groups."""
    rows = []
    for path in sorted(folder.glob("r*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text, events, others = json.loads(line)
            rows.append(_record(text, events, others))
    return rows


def _record(text: str, listed: list[list], others: list[str]) -> Row:
    def spans(words: list[str]) -> tuple[Span, ...]:
        return tuple(span for word in words if (span := find_span(text, word)) is not None)

    events = [
        Event(category, mode, found, spans(actors), spans(recipients), frozenset(marks))
        for category, mode, trigger, actors, recipients, marks in listed
        if (found := find_span(text, trigger)) is not None
    ]
    sides = [span for event in events for span in (*event.actors, *event.recipients)]
    mentions = sorted({*sides, *spans(others)})
    chance = random.Random(f"{SEED} {text}")
    groups = [group for event in events for group in _groups(event, events, mentions, chance)]
    if len(groups) > MAX_GROUPS:
        groups = chance.sample(groups, MAX_GROUPS)
    return Row(text, groups, events, mentions, whole=True)


def _groups(
    event: Event, events: list[Event], mentions: list[Span], chance: random.Random
) -> Iterator[Group]:
    """Yield the pairs that hold of an event, and some that do not."""

    def holds(source: Span | None, target: Span | None, trigger: Span | None) -> Group:
        root = ROOT_OF.get(event.category)
        return Group(source, target, trigger, event.category, root, event.mode, event.marks)

    pairs: list[tuple[Span | None, Span | None]]
    if event.actors and event.recipients:
        pairs = [(actor, recipient) for actor in event.actors for recipient in event.recipients]
    elif event.category in SYMMETRIC and len(event.actors) > 1:
        pairs = [tuple(chance.sample(event.actors, 2))]  # type: ignore[list-item]
    else:
        pairs = [(actor, None) for actor in event.actors] + [(None, r) for r in event.recipients]
    for source, target in chance.sample(pairs, min(2, len(pairs))):
        yield holds(source, target, event.trigger)
        others = [o for o in events if o is not event and _has(o, source) and _has(o, target)]
        if source and target and not others and chance.random() < 0.5:
            yield holds(source, target, None)
    taking_part = {*event.actors, *event.recipients}
    bystanders = [mention for mention in mentions if mention not in taking_part]
    if bystanders and taking_part:
        inside, outside = chance.choice(sorted(taking_part)), chance.choice(bystanders)
        source, target = chance.sample([inside, outside], 2)
        yield Group(source, target, event.trigger, "NONE", None)
    if event.recipients and event.actors and chance.random() < 0.7:
        yield Group(chance.choice(event.recipients), chance.choice(event.actors), event.trigger, "NONE", None)


def _has(event: Event, side: Span | None) -> bool:
    return side in event.actors or side in event.recipients
