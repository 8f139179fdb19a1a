"""Threads: what was planned, what came of it, and where it was recalled later.

Computed from entries when asked for, and not kept: a thread says how entries hang together, it joins none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

from dragoman.language.calendar import Interval, interval
from dragoman.ledger.tuning import Tuning
from dragoman.records import Actor, Entry, Record, content_id

Stage = Literal["planned", "held", "called off", "recalled"]


class ThreadPart(Record):
    """An entry of a thread, and what it is there."""

    entry: str
    stage: Stage
    date: str
    summary: str


class Thread(Record):
    """A meeting from plan to memory: at least two entries."""

    id: str
    parties: tuple[str, ...]
    """Codes of those who meet."""
    parts: tuple[ThreadPart, ...]


MEETINGS = (
    "kind = 'plan' OR category = 'CONSULT' OR (kind = 'event' AND category = 'REJECT' AND mode = 'meet')"
)
"""The entries that threads are made of, in SQL: what `_may_hang_together` tells of one that is loaded."""


def threads(entries: Iterable[Entry], tuning: Tuning) -> list[Thread]:
    """Return the threads among entries, by their first date.

    A plan and a meeting belong together when the same two sides meet, on a day that the plan allows for,
    and no other plan of theirs fits that day closer. A meeting recalled later (told as past, undated or
    dated to the same days) belongs to the last one before it.
    """
    meetings = filter(_may_hang_together, entries)
    by_sides: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in meetings:
        sides = frozenset(_side(actor) for actor in (*entry.actors, *entry.recipients))
        if len(sides) > 1:
            by_sides[sides].append(entry)
    found = [thread for sides, group in by_sides.items() for thread in _threads(sides, group, tuning)]
    return sorted(found, key=lambda thread: (thread.parts[0].date, thread.id))


def _threads(sides: frozenset[str], group: list[Entry], tuning: Tuning) -> Iterable[Thread]:
    plans = sorted((entry for entry in group if entry.kind == "plan"), key=_key)
    held = sorted((entry for entry in group if entry.kind == "event"), key=_key)
    parts: defaultdict[str, list[tuple[Stage, Entry]]] = defaultdict(list)
    for plan in plans:
        parts[plan.id].append(("planned", plan))
    for entry in held:
        days = interval(entry.date)
        stage: Stage = "called off" if _off(entry) else "held"
        fitting = [plan for plan in plans if _fits(interval(plan.date), days, tuning)]
        if fitting:
            closest = min(fitting, key=lambda plan: (_span(plan), plan.id))
            before = any(kind == "held" for kind, _ in parts[closest.id])
            parts[closest.id].append(("recalled" if before and stage == "held" else stage, entry))
        elif "historical" in entry.marks or days is None:
            earlier = [other for other in held if other is not entry and interval(other.date)]
            if earlier:
                parts[earlier[-1].id].extend([("held", earlier[-1])] if not parts[earlier[-1].id] else [])
                parts[earlier[-1].id].append(("recalled", entry))
    for found in parts.values():
        if len(found) > 1:
            yield Thread(
                id=content_id("thread", *sorted(entry.id for _, entry in found)),
                parties=tuple(sorted(sides)),
                parts=tuple(
                    ThreadPart(entry=entry.id, stage=stage, date=entry.date, summary=entry.summary)
                    for stage, entry in found
                ),
            )


def _fits(plan: Interval | None, days: Interval | None, tuning: Tuning) -> bool:
    """Tell whether a meeting's days are among those planned, or beside them."""
    if plan is None or days is None:
        return False
    slack = timedelta(days=tuning.when.plan_slack_days)
    return Interval(plan.start - slack, plan.end + slack).gap(days) == 0


def _span(plan: Entry) -> int:
    days = interval(plan.date)
    return days.days if days else 10_000


def _may_hang_together(entry: Entry) -> bool:
    return entry.kind == "plan" or entry.category == "CONSULT" or _off(entry)


def _off(entry: Entry) -> bool:
    return entry.kind == "event" and entry.category == "REJECT" and entry.mode == "meet"


def _side(actor: Actor) -> str:
    return actor.code if actor.code else actor.id


def _key(entry: Entry) -> tuple[str, str]:
    days = interval(entry.date)
    return (days.start.isoformat() if days else "9999", entry.id)
