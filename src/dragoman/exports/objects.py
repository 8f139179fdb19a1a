"""What the formats share: actor objects, places in texts, names of reports, JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dragoman.ledger import Ledger
from dragoman.records import Actor, Mention, Span

Json = str | int | float | None | list["Json"] | dict[str, "Json"]


def actor_object(actor: Actor, text: str = "") -> Json:
    """Return an actor with the fields of PLOVER records.

    Args:
        actor: Who it is.
        text: The words that name the actor; empty takes the actor's name.
    """
    return {
        "code": actor.code,
        "sector": actor.sectors[0] if actor.sectors else "",
        "entity_text": text or actor.name,
        "identifier_id": actor.id,
        "identifier_text": actor.name,
        "office": actor.office,
    }


def actor_objects(mentions: Iterable[Mention]) -> Json:
    """Return the actors of mentions, each actor once, in the words that name it first."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.actor.id, mention)
    return [actor_object(mention.actor, mention.text) for mention in first.values()]


def text_info(span: Span, sequence: int) -> Json:
    """Return where a record stands: its number among the report's records, and its span in characters."""
    return {"sequence": sequence, "start": span.start, "end": span.end}


def report_names(ledger: Ledger) -> dict[str, str]:
    """Return report id to the file's name or the address as it was given."""
    return {report.id: report.name for report in ledger.reports()}


def entry_of(ledger: Ledger) -> dict[str, str]:
    """Return event or statement id to the id of its entry."""
    return {member: entry.id for entry in ledger.entries() for member in entry.members}


def json_line(record: Mapping[str, Json]) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def strings(values: Iterable[str]) -> list[Json]:
    """Return strings as a JSON list."""
    return list(values)
