"""Tellings: events and statements laid out for comparison, without the ledger's store."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.ledger.intervals import Interval, interval
from dragoman.ledger.tuning import Tuning
from dragoman.ledger.words import content_words, names_meeting, numbers
from dragoman.records import Actor, EntryKind, Event, Mark, Mention, Reading, Report, Span, Statement, When

Status = Literal["happened", "planned", "hypothetical", "denied"]

_PLANNED = frozenset({"AGREE", "CONSULT"})


class Party(NamedTuple):
    """An actor as far as joining looks at it."""

    id: str
    name: str
    code: str
    person: bool
    office: str
    generic: bool
    """The code is shared by many bodies, or there is none."""
    apart: bool
    """Does not act for the state whose code it carries: opposition, press, ..."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event or statement of one report, with what joining compares."""

    id: str
    report: str
    kind: EntryKind
    status: Status
    category: str
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    words: tuple[str, ...]
    numbers: frozenset[str]
    when: Interval | None
    place: str
    record: Event | Statement = field(repr=False)
    source: Report = field(repr=False)

    @property
    def mutual(self) -> bool:
        """Tell whether all parties are on one side, as in a meeting."""
        return self.kind == "plan" or self.category == "CONSULT"

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return who acts; in a meeting, all who take part."""
        return tuple(dict.fromkeys((*self.who, *self.whom))) if self.mutual else self.who


def tellings(readings: Iterable[Reading], tuning: Tuning) -> list[Telling]:
    """Return the tellings of all readings, sorted by id, so that no order of arrival shows."""
    found: dict[str, Telling] = {}
    for reading in readings:
        named = NamedText(reading)
        for event in reading.events:
            found[event.id] = event_telling(event, named, tuning)
        for statement in reading.statements:
            found[statement.id] = statement_telling(statement, named, tuning)
    return [found[key] for key in sorted(found)]


class NamedText:
    """A report's text with its mentions, so that two names of one actor count as one word."""

    def __init__(self, reading: Reading) -> None:
        self.report = reading.report
        self._mentions = sorted(reading.actors, key=lambda mention: (mention.span.start, mention.span.end))
        self._starts = [mention.span.start for mention in self._mentions]

    def words(self, span: Span, leave_out: Iterable[Mention] = ()) -> tuple[str, ...]:
        """Return the content words of a span, each mention as `@` and its actor.

        Args:
            span: Where in the report.
            leave_out: Mentions of those who act: who they are is compared apart from the words.
        """
        left_out = {mention.actor.id for mention in leave_out}
        text, at, words = self.report.text, span.start, list[str]()
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        for mention in self._mentions[first:last]:
            if mention.span.end > span.end or mention.span.start < at:
                continue  # reaches out of the span, or stands beside another for the same words
            words += content_words(text[at : mention.span.start])
            if mention.actor.id not in left_out:
                words.append(f"@{mention.actor.id}")
            at = mention.span.end
        return (*words, *content_words(text[at : span.end]))


def event_telling(event: Event, named: NamedText, tuning: Tuning) -> Telling:
    """Lay out an event: its words are its predicate and what is demanded or offered, else its clause."""
    report = named.report
    spans = (event.span,) if event.content is None else (event.trigger, event.content)
    sides = (*event.actors, *event.recipients)
    return Telling(
        id=event.id,
        report=report.id,
        kind=event_kind(event, report),
        status=status_of(event.marks),
        category=event.category,
        who=parties(event.actors, tuning),
        whom=parties(event.recipients, tuning),
        words=tuple(word for span in spans for word in named.words(span, sides)),
        numbers=numbers(event.span.of(report.text)),
        when=range_of(event.when, tuning),
        place=event.place,
        record=event,
        source=report,
    )


def statement_telling(statement: Statement, named: NamedText, tuning: Tuning) -> Telling:
    """Lay out a statement: its words are its contents."""
    report = named.report
    text = " ".join(span.of(report.text) for span in statement.contents)
    return Telling(
        id=statement.id,
        report=report.id,
        kind="statement",
        status="happened",
        category="",
        who=parties(statement.speakers, tuning),
        whom=parties(statement.addressees, tuning),
        words=tuple(word for span in statement.contents for word in named.words(span)),
        numbers=numbers(text),
        when=range_of(statement.when, tuning),
        place=statement.place,
        record=statement,
        source=report,
    )


def event_kind(event: Event, report: Report) -> EntryKind:
    """Return `plan` for a meeting that is to come and is not called off, else `event`."""
    if event.category not in _PLANNED or status_of(event.marks) != "planned":
        return "event"
    ahead = interval(event.when.edtf)
    dated = ahead is not None and report.published is not None and ahead.end > report.published
    spans = (event.trigger, event.content) if event.content is not None else (event.trigger, event.span)
    return "plan" if dated or any(names_meeting(span.of(report.text)) for span in spans) else "event"


def status_of(marks: Iterable[Mark]) -> Status:
    """Return how real a thing with these marks is, the strongest doubt first."""
    held = set(marks)
    if "negation" in held:
        return "denied"
    if "hypothetical" in held:
        return "hypothetical"
    return "planned" if "future" in held else "happened"


def parties(mentions: Iterable[Mention], tuning: Tuning) -> tuple[Party, ...]:
    """Return the actors of `mentions`, each once, in a fixed order."""
    return tuple(sorted({party(mention.actor, tuning) for mention in mentions}))


def party(actor: Actor, tuning: Tuning) -> Party:
    """Lay out an actor."""
    return Party(
        id=actor.id,
        name=actor.name,
        code=actor.code,
        person=actor.kind == "person",
        office=actor.office,
        generic=not actor.code or actor.code in tuning.generic_codes,
        apart=bool(actor.sectors) and actor.sectors[0] in tuning.apart_from_state,
    )


def range_of(when: When, tuning: Tuning) -> Interval | None:
    """Return the days a record can lie on; a date without words of its own may be a few days earlier."""
    days = interval(when.edtf)
    if days is None or when.text:
        return days
    return days.widened(tuning.when.assumed_slack_days)
