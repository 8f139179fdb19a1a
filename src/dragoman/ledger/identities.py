"""One identifier for a person across reports: who is only called by a last name here is named in full there.

A mention resolved to a person known by one word only ("person/novak") takes the identity of the one
person of that last name whom the other reports name, if there is just one and nothing speaks
against it. The readings as they were stored stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from dragoman.records import Actor, Event, Mention, Reading, Statement

PERSON = "person/"
_Told = TypeVar("_Told", Event, Statement)


def identities(readings: Iterable[Reading]) -> dict[str, Actor]:
    """Return, for each person known by a last name only, who it is; only where there is one answer."""
    full: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
    short: dict[str, Actor] = {}
    for reading in readings:
        for mention in reading.actors:
            actor = mention.actor
            if actor.kind != "person":
                continue
            words = actor.name.casefold().split()
            if len(words) > 1:
                full[words[-1]][actor.id] = actor
            elif words and actor.id == f"{PERSON}{words[0]}":
                short[actor.id] = actor
    found = {}
    for key, actor in short.items():
        bearers = [other for other in full[actor.name.casefold()].values() if _compatible(actor, other)]
        if len(bearers) == 1:
            found[key] = bearers[0]
    return found


def identified(reading: Reading, known: Mapping[str, Actor]) -> Reading:
    """Return the reading with the persons of `known` under their full identity."""
    if not any(mention.actor.id in known for mention in reading.actors):
        return reading
    return reading.model_copy(
        update={
            "actors": _mentions(reading.actors, known),
            "events": tuple(
                _told(event, known, ("actors", "recipients", "attributed_to")) for event in reading.events
            ),
            "statements": tuple(
                _told(statement, known, ("speakers", "addressees")) for statement in reading.statements
            ),
        }
    )


def _told(record: _Told, known: Mapping[str, Actor], fields: tuple[str, ...]) -> _Told:
    return record.model_copy(update={field: _mentions(getattr(record, field), known) for field in fields})


def _mentions(mentions: tuple[Mention, ...], known: Mapping[str, Actor]) -> tuple[Mention, ...]:
    return tuple(_mention(mention, known) for mention in mentions)


def _mention(mention: Mention, known: Mapping[str, Actor]) -> Mention:
    named = known.get(mention.actor.id)
    if named is None:
        return mention
    # What this report calls them (code, office) stays where it says so.
    actor = mention.actor.model_copy(
        update={
            "id": named.id,
            "name": named.name,
            "code": mention.actor.code or named.code,
            "sectors": mention.actor.sectors or named.sectors,
            "office": mention.actor.office or named.office,
        }
    )
    because = f"another report of the ledger names {named.name}"
    return mention.model_copy(update={"actor": actor, "because": because})


def _compatible(one: Actor, other: Actor) -> bool:
    return not one.code or not other.code or one.code == other.code
