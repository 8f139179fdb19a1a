"""One identifier for a person across reports: who is only called by a last name here is named in full there.

A mention resolved to a person known by one word only ("person/novak") takes the identity of the one
person of that last name whom the other reports name, if there is just one and nothing speaks
against it. The readings as they were stored stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from dragoman.records import Actor, Event, Mention, Reading, Statement

PERSON = "person/"
_Told = TypeVar("_Told", Event, Statement)


class Person(NamedTuple):
    """A person whom a report names."""

    last: str
    """The last word of the name, in lower case."""
    short: bool
    """Known by that word only."""
    actor: Actor


def persons(reading: Reading) -> Iterator[Person]:
    """Yield the persons whom a report names, each once."""
    found = {
        (mention.actor.id, mention.actor.name): mention.actor
        for mention in _all_mentions(reading)
        if mention.actor.kind == "person"
    }
    for actor in found.values():
        words = actor.name.casefold().split()
        if len(words) > 1:
            yield Person(words[-1], False, actor)
        elif words and actor.id == f"{PERSON}{words[0]}":
            yield Person(words[0], True, actor)


def identities(named: Iterable[Person]) -> dict[str, Actor]:
    """Return, for each person known by a last name only, who it is; only where there is one answer.

    Args:
        named: The persons of all reports, in any order, at least all that share these last names.
    """
    full: dict[str, dict[str, list[Actor]]] = {}
    short: dict[str, list[Actor]] = {}
    for person in named:
        if person.short:
            short.setdefault(person.actor.id, []).append(person.actor)
        else:
            full.setdefault(person.last, {}).setdefault(person.actor.id, []).append(person.actor)
    found: dict[str, Actor] = {}
    for key, actors in short.items():
        last = key.removeprefix(PERSON)
        bearers = [
            min(others, key=_order)
            for others in full.get(last, {}).values()
            if all(_compatible(actor, other) for actor in actors for other in others)
        ]
        if len(bearers) == 1:
            found[key] = bearers[0]
    return found


def identified(reading: Reading, known: Mapping[str, Actor]) -> Reading:
    """Return the reading with the persons of `known` under their full identity."""
    if not any(mention.actor.id in known for mention in _all_mentions(reading)):
        return reading
    return reading.model_copy(
        update={
            "actors": _mentions(reading.actors, known),
            "events": tuple(named(event, known) for event in reading.events),
            "statements": tuple(named(statement, known) for statement in reading.statements),
        }
    )


def named(record: _Told, known: Mapping[str, Actor]) -> _Told:
    """Return an event or statement with the persons of `known` under their full identity."""
    event = isinstance(record, Event)
    fields = ("actors", "recipients", "attributed_to") if event else ("speakers", "addressees")
    held = {field: getattr(record, field) for field in fields}
    if not any(mention.actor.id in known for mentions in held.values() for mention in mentions):
        return record
    return record.model_copy(update={field: _mentions(mentions, known) for field, mentions in held.items()})


def _all_mentions(reading: Reading) -> Iterator[Mention]:
    yield from reading.actors
    for event in reading.events:
        yield from (*event.actors, *event.recipients, *event.attributed_to)
    for statement in reading.statements:
        yield from (*statement.speakers, *statement.addressees)


def _order(actor: Actor) -> tuple[bool, str]:
    return (not actor.code, actor.model_dump_json())


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
