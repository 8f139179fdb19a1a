"""Readings out of the ledger: as they were stored, or with what the ledger knows of dates and persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel

from dragoman.ledger.database import Database
from dragoman.ledger.identities import identified, named
from dragoman.records import (
    Actor,
    Event,
    Mention,
    Position,
    Reading,
    Report,
    Statement,
    Time,
)

_Model = TypeVar("_Model", bound=BaseModel)


def known_identities(db: Database) -> dict[str, Actor]:
    """Return who the persons are whom some report knows by a last name only."""
    rows = db.pairs("SELECT short, record FROM identities")
    return {short: Actor.model_validate_json(record) for short, record in rows}


def load_readings(db: Database, reports: list[str], *, original: bool = False) -> list[Reading]:
    """Return the readings of reports by id, in the order given.

    Args:
        db: The ledger.
        reports: Ids of reports that it holds.
        original: As they were stored; else with inferred dates and persons' full identities.
    """
    if not reports:
        return []
    redated = {} if original else _redated(db, reports)
    kept = [key for key in reports if key not in redated]
    times = _parts(db, "times", Time, kept)
    mentions = _parts(db, "mentions", Mention, kept)
    statements = _parts(db, "read_statements", Statement, kept)
    events = _parts(db, "read_events", Event, kept)
    positions = _parts(db, "read_positions", Position, kept)
    query = "SELECT id, model, record FROM reports WHERE id IN (SELECT unnest(?))"
    read = {
        key: Reading(
            report=Report.model_validate_json(record),
            model=model,
            times=tuple(times[key]),
            actors=tuple(mentions[key]),
            statements=tuple(statements[key]),
            events=tuple(events[key]),
            positions=tuple(positions[key]),
        )
        for key, model, record in db.fetch(query, kept)
    }
    found = [redated[key] if key in redated else read[key] for key in reports]
    if original:
        return found
    known = known_identities(db)
    return [identified(reading, known) for reading in found] if known else found


def load_records(db: Database, members: Mapping[str, str]) -> dict[str, Event | Statement]:
    """Return events and statements by id, with inferred dates and persons' full identities.

    Args:
        db: The ledger.
        members: Id of each to its report's id.
    """
    found: dict[str, Event | Statement] = {}
    redated = _redated(db, sorted(set(members.values())))
    for reading in redated.values():
        told: list[Event | Statement] = [*reading.events, *reading.statements]
        found |= {record.id: record for record in told if record.id in members}
    wanted = [member for member in members if member not in found]
    for event in db.records("SELECT record FROM read_events WHERE id IN (SELECT unnest(?))", Event, wanted):
        found[event.id] = event
    query = "SELECT record FROM read_statements WHERE id IN (SELECT unnest(?))"
    for statement in db.records(query, Statement, wanted):
        found[statement.id] = statement
    known = known_identities(db)
    return {key: _named(record, known) for key, record in found.items()} if known else found


def load_times(db: Database, reports: list[str]) -> dict[str, tuple[Time, ...]]:
    """Return the time expressions of reports by id, with those resolved again from an inferred date."""
    redated = _redated(db, reports)
    found = _parts(db, "times", Time, [report for report in reports if report not in redated])
    times = {report: tuple(told) for report, told in found.items()}
    return times | {report: reading.times for report, reading in redated.items()}


def load_positions(db: Database) -> list[Position]:
    """Return the positions of all readings, with inferred dates."""
    found = db.records("SELECT record FROM read_positions ANTI JOIN redated USING (report)", Position)
    for reading in db.records("SELECT record FROM redated", Reading):
        found.extend(reading.positions)
    return found


def _named(record: Event | Statement, known: Mapping[str, Actor]) -> Event | Statement:
    if isinstance(record, Event):
        return named(record, known)
    return named(record, known)


def _redated(db: Database, reports: Iterable[str]) -> dict[str, Reading]:
    query = "SELECT record FROM redated WHERE report IN (SELECT unnest(?))"
    return {reading.report.id: reading for reading in db.records(query, Reading, list(reports))}


def _parts(db: Database, table: str, model: type[_Model], reports: list[str]) -> dict[str, list[_Model]]:
    """Return the records of a table by report, in their order in the reading."""
    found: dict[str, list[_Model]] = {report: [] for report in reports}
    # The table's name is one of ours.
    query = f"SELECT report, record FROM {table} WHERE report IN (SELECT unnest(?)) ORDER BY report, n"  # noqa: S608
    for report, record in db.fetch(query, reports):
        found[report].append(model.model_validate_json(record))
    return found
