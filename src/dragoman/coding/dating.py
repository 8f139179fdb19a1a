"""The dates of events and statements: their own words, then what they go on from, then the report's day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.language.calendar import lies_ahead
from dragoman.language.times import when_for
from dragoman.records import Mention, Statement, When

CARRY_OVER = 3
"""How many statements back the one may be that a speaker goes on from."""
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
