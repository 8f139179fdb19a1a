"""The dates of events and statements: their own words, then what they go on from, then the report's day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from dragoman.coding.participants import codes_of
from dragoman.language.calendar import lies_ahead
from dragoman.language.times import when_for
from dragoman.records import Event, Mention, Statement, When

CARRY_OVER = 3
"""How many statements back the one may be that a speaker goes on from."""
UNREAL = frozenset({"future", "hypothetical", "negation"})
EARLIER_CUES = re.compile(r"\b(?:has|have|had|earlier|previously|once)\b", re.IGNORECASE)
"""Cues of what a speaker said on some other occasion."""


def event_when(
    trigger: Token, doc: Doc, verbal: bool, actors: Iterable[Mention], inside: Statement | None
) -> When:
    """Return the date of the event that `trigger` tells.

    A party's demand, offer, refusal or threat told by its own speaker happens by being said, so that
    a `verbal` event without words of time takes the date of the statement it stands in.
    """
    own = when_for(trigger, doc)
    if own.text or not verbal or inside is None or not inside.when.edtf:
        return own
    if not is_own_statement(actors, inside):
        return own
    return inside.when.model_copy(update={"tense": own.tense})


def with_shared_dates(events: Iterable[Event], doc: Doc) -> tuple[Event, ...]:
    """Give an assault that is told again without words of time the day that the report gives it elsewhere.

    "The bombing on Friday ... The bombing killed twelve": the day of the report is that of neither. The same
    assault is one against the same parties, by nobody else; what is told before counts first. News tells
    again by nouns and passives; "have been killed" sums up many.
    """
    told = [event for event in events if event.category == "ASSAULT" and not UNREAL & {*event.marks}]
    told.sort(key=lambda event: event.trigger.start)
    dated = [event for event in told if event.when.text and event.when.edtf]
    again = {event.id: _same_assault(event, dated) for event in told if _is_told_again(event, doc)}
    return tuple(_dated_as(event, again.get(event.id)) for event in events)


def _dated_as(event: Event, other: Event | None) -> Event:
    if other is None:
        return event
    when = other.when.model_copy(update={"tense": event.when.tense})
    reasons = (*event.reasons, f"told again: the day is that of “{when.text}”")
    return event.model_copy(update={"when": when, "reasons": reasons})


def _is_told_again(event: Event, doc: Doc) -> bool:
    words = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
    if event.when.text or words is None:
        return False
    helpers = {child.lower_ for child in words.root.children if child.dep_ in {"aux", "auxpass"}}
    return words.root.pos_ == "NOUN" or bool(helpers & {"was", "were"})


def _same_assault(event: Event, dated: Sequence[Event]) -> Event | None:
    same = [
        other
        for other in dated
        if not (event.mode and other.mode and event.mode != other.mode)
        and codes_of(event.recipients) & codes_of(other.recipients)
        and codes_of(event.actors) <= codes_of(other.actors)
    ]
    before = [other for other in same if other.trigger.start < event.trigger.start]
    return before[-1] if before else next(iter(same), None)


def is_dated_ahead(when: When, doc: Doc) -> bool:
    """Tell whether the words of a date name a time after the report's day: "next week's meeting"."""
    report = doc._.report
    published = report.published if report is not None else None
    return any(time.span == when.span and lies_ahead(time, published) for time in doc._.times)


def carry_dates(text: str, statements: Iterable[Statement]) -> list[Statement]:
    """Give a statement without words of time the date on which its speaker was last told to speak.

    News names the day once ("said on Tuesday") and goes on with "he said", "he added" or a bare
    quotation. A statement inside another of the same speaker has that one's date.
    """
    dated: list[Statement] = []
    for statement in statements:
        cue = statement.cue.of(text) if statement.cue is not None else ""
        if not statement.when.text and not EARLIER_CUES.search(cue):
            before = [one for one in dated[-CARRY_OVER:] if one.when.text and _same_speakers(one, statement)]
            if before:
                when = before[-1].when.model_copy(update={"tense": statement.when.tense})
                statement = statement.model_copy(update={"when": when})
        dated.append(statement)
    return dated


def _same_speakers(one: Statement, other: Statement) -> bool:
    ids = {mention.actor.id for mention in one.speakers}
    return bool(ids) and ids == {mention.actor.id for mention in other.speakers}


def is_own_statement(actors: Iterable[Mention], statement: Statement) -> bool:
    """Tell whether the speaker of `statement` is one of `actors`, or acts for the same state or body."""
    for mention in actors:
        for speaker in statement.speakers:
            if mention.actor.id == speaker.actor.id:
                return True
            if mention.actor.code and mention.actor.code == speaker.actor.code:
                return True
    return False
