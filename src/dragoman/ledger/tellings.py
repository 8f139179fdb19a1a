"""Tellings: events and statements laid out for comparison, without the ledger's store."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.language.calendar import Interval, interval, lies_ahead
from dragoman.ledger.tuning import Tuning
from dragoman.ledger.words import content_words, load_words, names_meeting, negated, numbers
from dragoman.records import (
    Actor,
    EntryKind,
    Event,
    Mark,
    Mention,
    Reading,
    Report,
    Span,
    Statement,
    When,
)

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
    cue: frozenset[str]
    """Those of them that are an event's predicate, where it has a content besides."""
    negated: bool
    """The words of a statement deny something."""
    act: str
    """What the words do: an event's mode; a statement's cue, "says" for all that only tell."""
    numbers: frozenset[str]
    date: When
    """When it happened or was said; for a plan, when it is to be."""
    when: Interval | None
    """The days that the date can be."""
    place: str
    span: Span
    told_as: str
    """An event's mode; a statement's cue."""
    teller: str
    """Who says that it happened, where the outlet does not: the outermost speaker's name."""
    speaker: str
    """Who speaks, in words; empty for events."""
    content: str
    """The clause, or what was said, in the report's words on one line."""
    name: str
    """The report's name."""
    published: dt.date | None = None
    """The report's date, stated or inferred."""
    involved: tuple[Actor, ...] = ()
    """For a plan, those named in what is planned: who is to meet is often told only there."""
    parties: tuple[Party, ...] = ()
    """Who acts; in a meeting, all who take part."""

    @property
    def summary(self) -> str:
        """The clause, or the speaker and what was said."""
        return f"{self.speaker}: {self.content}" if self.speaker else self.content

    @property
    def mutual(self) -> bool:
        """Tell whether all parties are on one side, as in a meeting."""
        return _mutual(self.kind, self.category)


def tellings(reading: Reading, tuning: Tuning) -> list[Telling]:
    """Return the tellings of a reading, sorted by id: its events, and what somebody said.

    What a source is only told to think, want or show was not said, and "it denies that" or "he criticised
    the minister" tell nothing of what was said: they stay in the reading alone.
    """
    named = NamedText(reading)
    found = {event.id: event_telling(event, named, tuning) for event in reading.events}
    found |= {
        told.id: statement_telling(told, named, tuning)
        for told in reading.statements
        if _is_said(told, named)
    }
    return [found[key] for key in sorted(found)]


def _is_said(statement: Statement, named: NamedText) -> bool:
    if statement.act != "speech":
        return False
    words = (word for part in statement.contents for word in named.words(part))
    return statement.kind == "direct" or any(not word.startswith("@") for word in words)


class NamedText:
    """A report's text with its mentions, so that two names of one actor count as one word."""

    def __init__(self, reading: Reading) -> None:
        self.report = reading.report
        self.times = reading.times
        self._mentions = sorted(reading.actors, key=lambda mention: (mention.span.start, mention.span.end))
        self._starts = [mention.span.start for mention in self._mentions]

    def mentions(self, span: Span) -> list[Mention]:
        """Return the mentions inside a span."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [mention for mention in self._mentions[first:last] if mention.span.end <= span.end]

    def ahead(self, spans: Iterable[Span]) -> When | None:
        """Return the first time in `spans` that lies after the report, one with a date before others."""
        inside = [time for span in spans for time in self.times if span.contains(time.span)]
        later = [time for time in inside if lies_ahead(time, self.report.published)]
        if not later:
            return None
        time = min(later, key=lambda time: (not time.edtf, time.span.start))
        return When(edtf=time.edtf, basis=time.basis, text=time.text, span=time.span, tense=time.tense)

    def words(self, span: Span, leave_out: Iterable[Mention] = ()) -> tuple[str, ...]:
        """Return the content words of a span, each mention as `@` and its actor.

        Args:
            span: Where in the report.
            leave_out: Mentions of those who act: who they are is compared apart from the words.
        """
        left_out = {mention.actor.id for mention in leave_out}
        text, at, words = self.report.text, span.start, list[str]()
        for mention in self.mentions(span):
            if mention.span.start < at:
                continue  # stands beside another for the same words
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
    told = spans if event.content is None else (*spans, event.span)
    ahead = named.ahead(told) if event.category in _PLANNED else None
    kind = event_kind(event, report, ahead)
    date = event.when
    if kind == "plan" and not _later(event.when, report):
        # When it was told is not when it is to be, and neither is the day on which somebody said so.
        own = event.when.span is not None and event.span.contains(event.when.span)
        date = ahead or (event.when if own else When())
    inside = [mention for span in spans for mention in named.mentions(span) if mention.actor.code]
    involved = inside if kind == "plan" else []
    met = (*sides, *involved) if _mutual(kind, event.category) else event.actors
    return Telling(
        id=event.id,
        report=report.id,
        kind=kind,
        status=status_of(event.marks),
        category=event.category,
        who=parties(event.actors, tuning),
        whom=parties(event.recipients, tuning),
        words=tuple(word for span in spans for word in named.words(span, sides)),
        cue=frozenset(named.words(event.trigger)) if event.content is not None else frozenset(),
        negated=False,
        act=event.mode,
        numbers=numbers(event.span.of(report.text)),
        date=date,
        when=range_of(date, tuning),
        place=event.place,
        span=event.span,
        told_as=event.mode,
        teller=event.attributed_to[0].actor.name if event.attributed_to else "",
        speaker="",
        content=one_line(event.span.of(report.text)),
        name=report.name,
        published=report.published,
        involved=tuple(mention.actor for mention in involved),
        parties=parties(met, tuning),
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
        cue=frozenset(),
        negated=negated(text),
        act=statement.stance if statement.stance in load_words().strong else "says",
        numbers=numbers(text),
        date=statement.when,
        when=range_of(statement.when, tuning),
        place=statement.place,
        span=statement.span,
        told_as=statement.stance,
        teller="",
        speaker=_speaker(statement, report.text),
        content=" … ".join(one_line(span.of(report.text)) for span in statement.contents),
        name=report.name,
        published=report.published,
        parties=parties(statement.speakers, tuning),
    )


def one_line(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


def _speaker(statement: Statement, text: str) -> str:
    speaker = ", ".join(dict.fromkeys(mention.actor.name for mention in statement.speakers))
    if not speaker and statement.speaker_span is not None:
        return one_line(statement.speaker_span.of(text))
    return speaker


def _mutual(kind: EntryKind, category: str) -> bool:
    return kind == "plan" or category == "CONSULT"


def event_kind(event: Event, report: Report, ahead: When | None) -> EntryKind:
    """Return `plan` for a meeting that is to come and is not called off, else `event`.

    Args:
        event: What is told.
        report: The report that tells it.
        ahead: A time after the report's date in the event's words, where there is one.
    """
    status = status_of(event.marks)
    spans = (event.trigger, event.content) if event.content is not None else (event.trigger, event.span)
    meeting = any(names_meeting(span.of(report.text)) for span in spans)
    if event.category in _PLANNED and status == "planned":
        return "plan" if meeting or ahead is not None or _later(event.when, report) else "event"
    # Readiness or agreement to meet on a day to come ("ready to start talks next month").
    agreed = event.category == "AGREE" and status == "happened" and meeting
    return "plan" if agreed and ahead is not None else "event"


def _later(when: When, report: Report) -> bool:
    days = interval(when.edtf)
    return days is not None and report.published is not None and days.end > report.published


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
        apart=bool(actor.sectors)
        and actor.sectors[0] in tuning.apart_from_state
        and not is_voice_of_state(actor, tuning),
    )


def is_voice_of_state(actor: Actor, tuning: Tuning) -> bool:
    """Tell whether media speak for their state: its own news agency, "Cuban state television"."""
    if actor.id in tuning.voices_of_states:
        return True
    words = set(actor.name.casefold().split())
    return actor.sectors[:1] == ("JRN",) and bool(words & tuning.words_of_state_media)


def range_of(when: When, tuning: Tuning) -> Interval | None:
    """Return the days a record can lie on; a date without words of its own may be a few days earlier."""
    days = interval(when.edtf)
    if days is None or when.text:
        return days
    return days.widened(tuning.when.assumed_slack_days)
