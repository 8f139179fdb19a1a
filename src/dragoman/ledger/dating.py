"""Dates for reports without one: when their relative words line up with dated tellings of the same things.

Each thing that an undated report shares with dated reports votes for publication dates: "Tuesday" told
of a thing that others date 2021-12-21 speaks for the seven days from then on, "last week" for the week
after the one that others give. A shared thing without such words only says "not earlier". The day with
the most votes is taken, the earliest where several tie, and the tie is kept as the range.

Reports that state their date vote first; one dated by them may help to date another, a few rounds on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from dragoman.language.calendar import Interval, interval
from dragoman.ledger.tellings import Telling
from dragoman.ledger.tuning import Tuning
from dragoman.records import Event, Position, Reading, Record, Report, Statement, Time, When


class Resolved(Protocol):
    """What a resolver makes of words: TIMEX3 value and EDTF value."""

    @property
    def value(self) -> str:
        """TIMEX3 value."""

    @property
    def edtf(self) -> str:
        """EDTF value, or empty."""


_Told = TypeVar("_Told", Event, Statement, Position)

TenseName = Literal["past", "present", "future", ""]

Resolver = Callable[[str, dt.date, TenseName], Resolved | None]
"""Resolves words told on a date in a tense: `resolve("Tuesday", date(2021, 12, 22), "past")`."""

Reread = Callable[[Report], Reading]
"""Reads a report: `Reader.read_report`."""


class InferredDate(Record):
    """The date given to a report without one."""

    report: str
    date: dt.date
    earliest: dt.date
    latest: dt.date
    """First and last of the days that agree as well with the shared entries."""
    reason: str
    """What it was inferred from, in words."""


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one shared entry says on an undated report's date."""

    words: str
    tense: TenseName
    told: Interval
    others: tuple[str, ...]
    """Names of the dated reports that share the entry."""


def infer_date(
    report: str, told: Iterable[tuple[Telling, list[Telling]]], tuning: Tuning, resolve: Resolver
) -> InferredDate | None:
    """Return a date for a report without one; None where it shares too little with dated reports.

    Args:
        report: Its id.
        told: Each of its tellings, as they were read, with those of dated reports that tell the same thing.
        tuning: How many votes are enough.
        resolve: Resolves relative words against a date.
    """
    votes: list[_Vote] = []
    published: list[dt.date] = []
    for member, dated in sorted(told, key=lambda pair: pair[0].id):
        if not dated:
            continue
        published.extend(other.published for other in dated if other.published is not None)
        days = _best_days(dated)
        if days is None:
            continue
        when = member.date
        words = when.text if when.basis == "unresolved" and not _leans(when.text) else ""
        if not words and member.status == "planned":
            continue  # the day of a plan says nothing of the day on which it was told
        votes.append(_Vote(words, when.tense, days, tuple(sorted({other.name for other in dated}))))
    return _elect(report, votes, published, tuning, resolve) if votes else None


def dated_report(report: Report, inferred: InferredDate) -> Report:
    """Return the report with the inferred date."""
    return report.model_copy(update={"published": inferred.date, "date_basis": "inferred"})


def with_date(reading: Reading, inferred: InferredDate, resolve: Resolver) -> Reading:
    """Return the reading with the inferred date, its unresolved words resolved against it."""

    def time(old: Time) -> Time:
        made = resolve(old.text, inferred.date, old.tense) if old.basis == "unresolved" else None
        if made is None:
            return old
        return old.model_copy(update={"value": made.value, "edtf": made.edtf, "basis": "inferred"})

    def when(old: When) -> When:
        known = old.basis != "unresolved" or not old.text or _leans(old.text)
        made = None if known else resolve(old.text, inferred.date, old.tense)
        if made is None or not made.edtf:
            return old
        return old.model_copy(update={"edtf": made.edtf, "basis": "inferred"})

    def again(records: tuple[_Told, ...]) -> tuple[_Told, ...]:
        return tuple(record.model_copy(update={"when": when(record.when)}) for record in records)

    return reading.model_copy(
        update={
            "report": dated_report(reading.report, inferred),
            "times": tuple(time(old) for old in reading.times),
            "events": again(reading.events),
            "statements": again(reading.statements),
            "positions": again(reading.positions),
        }
    )


def _leans(words: str) -> bool:
    """Tell whether words count from another event of the text ("a day after"), not from the report."""
    return words.casefold().split()[-1:] in (["after"], ["before"], ["since"])


def _best_days(dated: Iterable[Telling]) -> Interval | None:
    """Return the shortest range that the dated tellings give."""
    return min(
        (member.when for member in dated if member.when), key=lambda days: (days.days, days), default=None
    )


def _elect(
    report: str, votes: list[_Vote], published: list[dt.date], tuning: Tuning, resolve: Resolver
) -> InferredDate | None:
    options = tuning.dating
    window = dt.timedelta(days=options.window_days)
    score: dict[dt.date, float] = {}
    for day in _days(min(published) - window, max(published) + window):
        score[day] = round(sum(_agrees(vote, day, options.weak_vote, resolve) for vote in votes), 6)
    most = max(score.values())
    if most < options.least_votes:
        return None
    best = [day for day in sorted(score) if score[day] == most]
    # Days that tie but do not follow on each other are no range: the first run is taken.
    run = [day for number, day in enumerate(best) if (day - best[0]).days == number]
    return InferredDate(
        report=report,
        date=run[0],
        earliest=run[0],
        latest=run[-1],
        reason=_reason(votes, run[0], options.weak_vote, resolve),
    )


def _agrees(vote: _Vote, day: dt.date, weak: float, resolve: Resolver) -> float:
    made = resolve(vote.words, day, vote.tense) if vote.words else None
    days = interval(made.edtf) if made is not None else None
    if days is None:
        return weak if vote.told.start <= day else 0.0
    if days.gap(vote.told) > 0:
        return 0.0
    # A range as wide as "next year" says less than a weekday, and so does a day that is only assumed.
    width = max(days.days, vote.told.days)
    return 1.0 if width <= 1 else 0.8 if width <= 7 else 0.5


def _reason(votes: list[_Vote], day: dt.date, weak: float, resolve: Resolver) -> str:
    agreeing: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    silent = 0
    for vote in votes:
        if not _agrees(vote, day, weak, resolve):
            continue
        if vote.words and resolve(vote.words, day, vote.tense) is not None:
            span = f"{vote.told.start}" if vote.told.days == 1 else f"{vote.told.start}/{vote.told.end}"
            agreeing[vote.words, span].update(vote.others)
        else:
            silent += 1
    lines = [
        f"“{words}” is {date} in {', '.join(sorted(names))}"
        for (words, date), names in sorted(agreeing.items())
    ]
    if silent:
        lines.append(f"{silent} shared without words for the day")
    against = sum(1 for vote in votes if not _agrees(vote, day, weak, resolve))
    if against:
        lines.append(f"{against} of {len(votes)} disagree")
    return "; ".join(lines)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)
