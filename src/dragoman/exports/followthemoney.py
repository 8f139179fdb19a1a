"""FollowTheMoney entities, one a line: reports as articles, entries as events, and who takes part in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from dragoman.exports.objects import Json, json_line, strings
from dragoman.language.calendar import interval
from dragoman.ledger import Ledger
from dragoman.records import Actor, ActorKind, Entry, Report

_SCHEMATA: dict[ActorKind, str] = {
    "state": "PublicBody",
    "body": "Organization",
    "organisation": "Organization",
    "group": "Organization",
    "person": "Person",
    "region": "LegalEntity",
    "description": "LegalEntity",
}
"""What an actor is there; whoever takes part in an event is a legal entity of some kind."""
_WIKIDATA = re.compile(r"Q\d+")
_UNUSUAL = re.compile(r"[^0-9A-Za-z.]+")
"""What no id has there."""
_LONGEST = 100
_WEB = ("http://", "https://")


def lines(ledger: Ledger) -> Iterator[str]:
    """Yield the entities: each actor once, each report, each entry with its reports as proof."""
    entries = ledger.entries()
    actors = {actor.id: actor for entry in entries for actor in (*entry.actors, *entry.recipients)}
    for actor in actors.values():
        yield _line(_key(actor.id), _SCHEMATA[actor.kind], _actor(actor))
    for report in ledger.reports():
        yield _line(_key(report.id), "Article", _article(report))
    for entry in entries:
        yield _line(_key(entry.id), "Event", _event(entry))


def _key(identifier: str) -> str:
    """Return an id as it is allowed there: plain letters, and a digest where others were left out."""
    plain = _UNUSUAL.sub("-", identifier).strip("-.")
    if plain == identifier:
        return plain
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:8]
    return f"{plain[:_LONGEST]}-{digest}" if plain else digest


def _line(identifier: str, schema: str, values: dict[str, Iterable[str]]) -> str:
    told = {name: list(dict.fromkeys(filter(None, held))) for name, held in values.items()}
    properties: Json = {name: strings(held) for name, held in told.items() if held}
    return json_line({"id": identifier, "schema": schema, "properties": properties})


def _actor(actor: Actor) -> dict[str, Iterable[str]]:
    person = actor.kind == "person"
    return {
        "name": [actor.name],
        "position": [actor.office] if person else [],
        "wikidataId": [actor.id] if _WIKIDATA.fullmatch(actor.id) else [],
        "keywords": [actor.code, *actor.sectors],
    }


def _article(report: Report) -> dict[str, Iterable[str]]:
    return {
        "title": [report.title],
        "name": [report.title or report.name],
        "fileName": [report.name],
        "author": [report.author],
        "publisher": [report.outlet],
        "publishedAt": [report.published.isoformat() if report.published else ""],
        "sourceUrl": [report.url] if report.url.startswith(_WEB) else [],
        "bodyText": [report.text],
    }


def _event(entry: Entry) -> dict[str, Iterable[str]]:
    days = interval(entry.date)
    return {
        "name": [entry.summary],
        "startDate": [days.start.isoformat()] if days else [],
        "endDate": [days.end.isoformat()] if days else [],
        "involved": [_key(actor.id) for actor in (*entry.actors, *entry.recipients)],
        "proof": map(_key, entry.reports),
        "keywords": [entry.kind, entry.category, entry.mode, *entry.marks],
    }
