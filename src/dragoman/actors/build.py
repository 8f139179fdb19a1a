"""Entities and offices from the rows of the tables, and the checks that reach across tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, TypeVar

from dragoman.actors.entities import Entity, Office, Place, first_day, last_day
from dragoman.actors.names import folded
from dragoman.actors.tables import (
    BODY_CODES,
    BodyRow,
    Located,
    OfficeRow,
    OrganisationRow,
    PersonRow,
    PlaceRow,
    RegionRow,
    Row,
    StateRow,
)

_GROUP_TYPES: Final = frozenset({"armed_group", "party"})
"""Types of organisation whose actors are groups."""
_HANDOVER: Final = dt.timedelta(days=1)
"""Two terms of one office may share the day on which one ends and the next begins."""

NAMING: Final = ("name", "official", "aliases", "demonyms", "capital", "seats", "words", "generic", "seat")
"""Columns whose cells name what a row is about."""

R = TypeVar("R", bound=Row)


class Tables:
    """All rows by table; a later row with the id of an earlier one replaces it."""

    def __init__(self) -> None:
        self._rows: dict[type[Row], dict[object, Located[Row]]] = defaultdict(dict)

    def add(self, table: str, rows: list[Located[Row]]) -> None:
        """Add the rows of a file. Raises DataError where one file gives an id twice."""
        seen: set[object] = set()
        for located in rows:
            key = row_key(located.row)
            if key in seen:
                raise located.wrong(f"{table}: {key!r} is given twice in this file")
            seen.add(key)
            self._rows[type(located.row)][key] = located

    def located(self, kind: type[R]) -> Iterator[Located[R]]:
        """Yield the rows of one kind with the place each was read from."""
        yield from self._rows[kind].values()  # type: ignore[misc]  # rows are stored under their own type

    def rows(self, kind: type[R]) -> Iterator[R]:
        """Yield the rows of one kind."""
        for located in self.located(kind):
            yield located.row

    def words(self) -> set[str]:
        """Return every name and word that the rows have, in lower case."""
        found: set[str] = set()
        for kind, rows in self._rows.items():
            columns = [column for column in NAMING if column in kind.model_fields]
            for located in rows.values():
                for column in columns:
                    value = getattr(located.row, column)
                    found.update(one.casefold() for one in ([value] if isinstance(value, str) else value))
        return found - {""}


def row_key(row: Row) -> object:
    """Return what makes a row the same as another: its id, its words, or an office with its start."""
    if isinstance(row, OfficeRow):
        return (row.person, row.role, row.title.casefold(), row.code, row.start)
    if isinstance(row, StateRow):
        return row.id or f"state/{row.code}"
    if isinstance(row, PlaceRow):
        return (row.code, row.kind, row.names)
    for field in ("id", "words", "word"):
        if value := getattr(row, field, ""):
            return str(value).casefold() if field != "id" else value
    raise TypeError(f"rows of {type(row).__name__} have no key")


def build_entities(tables: Tables) -> dict[str, Entity]:
    """Return all entities by id. Raises DataError for a code that is no state's and no body's."""
    entities: dict[str, Entity] = {}
    states = {row.code for row in tables.rows(StateRow) if not row.id}
    known = states | BODY_CODES | {""}

    def add(located: Located[R], code: str, entity: Entity) -> None:
        if code not in known:
            raise located.wrong(f"{code!r} is the code of no state in states.csv and of no kind of body")
        if entity.id in entities:
            raise located.wrong(f"the id {entity.id!r} is that of {entities[entity.id].name} too")
        entities[entity.id] = entity

    for at in tables.located(StateRow):
        row = at.row
        names = _names(row.name, row.official, *row.aliases)
        entity = Entity(
            id=row.id or f"state/{row.code}",
            name=row.name,
            kind="state",
            code=row.code,
            wikidata=row.wikidata,
            names=names,
            start=row.start,
            end=row.end,
        )
        add(at, row.code, entity)
    for body_at in tables.located(BodyRow):
        body = body_at.row
        if unknown := [code for code in body.members if code not in states]:
            raise body_at.wrong(f"members: {', '.join(unknown)} is the code of no state")
        entity = Entity(
            id=body.id,
            name=body.name,
            kind="body",
            code=body.code,
            wikidata=body.wikidata,
            names=_names(body.name, *body.aliases),
            members=body.members,
        )
        add(body_at, body.code, entity)
    for org_at in tables.located(OrganisationRow):
        org = org_at.row
        entity = Entity(
            id=org.id,
            name=org.name,
            kind="group" if org.type in _GROUP_TYPES else "organisation",
            code=org.code,
            sectors=org.sectors,
            wikidata=org.wikidata,
            names=_names(org.name, *org.aliases),
            start=org.start,
            end=org.end,
            type=org.type,
        )
        add(org_at, org.code, entity)
    for region_at in tables.located(RegionRow):
        region = region_at.row
        entity = Entity(
            id=region.id,
            name=region.name,
            kind=region.kind,
            code=region.code,
            sectors=region.sectors,
            names=_names(region.name, *region.aliases),
        )
        add(region_at, region.code, entity)
    homes = _homes(tables, states)
    for person_at in tables.located(PersonRow):
        person = person_at.row
        entity = Entity(
            id=person.id,
            name=person.name,
            kind="person",
            code=person.country or homes.get(person.id, ""),
            wikidata=person.wikidata or (person.id if person.id.startswith("Q") else ""),
            names=_names(person.name, *person.aliases),
        )
        add(person_at, person.country, entity)
    return entities


def build_places(tables: Tables) -> dict[str, Place]:
    """Return all places by name in plain letters; of two files the later wins.

    Raises DataError for a code that is no state's.
    """
    states = {row.code for row in tables.rows(StateRow) if not row.id}
    places: dict[str, Place] = {}
    for at in tables.located(PlaceRow):
        row = at.row
        if row.code not in states:
            raise at.wrong(f"{row.code!r} is the code of no state")
        for name in row.names:
            plain = folded(name)
            places[plain] = Place(plain, row.code, row.kind)
    return places


def build_offices(tables: Tables, entities: dict[str, Entity]) -> dict[str, tuple[Office, ...]]:
    """Return each person's offices, the earliest first.

    Raises DataError for an office of nobody, of no known state or body, with dates the wrong way
    round, or held twice at once by one person.
    """
    found: dict[str, list[tuple[Office, Located[OfficeRow]]]] = defaultdict(list)
    for at in tables.located(OfficeRow):
        row = at.row
        person = entities.get(row.person)
        if person is None or person.kind != "person":
            raise at.wrong(f"person: {row.person!r} is nobody in people.csv")
        holder = entities.get(row.code) or entities.get(f"state/{row.code}")
        if holder is None and row.code not in BODY_CODES and row.code:
            raise at.wrong(f"code: {row.code!r} is no state, body or organisation")
        first, last = first_day(row.start), last_day(row.end)
        if first > last:
            raise at.wrong(f"the office ends ({row.end}) before it starts ({row.start})")
        own = holder is None or holder.kind == "state"
        code = holder.code if holder is not None else row.code
        office = Office(
            person=row.person,
            role=row.role,
            title=row.title,
            code=code or person.code,
            sectors=row.sectors,
            start=row.start,
            end=row.end,
            first=first,
            last=last,
            body="" if own or holder is None else holder.id,
        )
        found[row.person].append((office, at))
    for held in found.values():
        held.sort(key=lambda pair: pair[0].first)
        _refuse_overlaps(held)
    return {person: tuple(office for office, _ in held) for person, held in found.items()}


def _refuse_overlaps(held: list[tuple[Office, Located[OfficeRow]]]) -> None:
    """Raise DataError where one person certainly holds the same office twice at once."""
    by_office: dict[tuple[str, ...], list[tuple[Office, Located[OfficeRow]]]] = defaultdict(list)
    for office, at in held:
        by_office[office.role, office.body or office.code, office.title.casefold()].append((office, at))
    for terms in by_office.values():
        for (earlier, _), (later, at) in pairwise(terms):
            certain_start = last_day(later.start) if later.start else dt.date.min
            certain_end = first_day(earlier.end) if earlier.end else dt.date.max
            if certain_end - certain_start > _HANDOVER:
                raise at.wrong(
                    f"{later.title} from {later.start} overlaps the same office from {earlier.start}"
                )


def _homes(tables: Tables, states: set[str]) -> dict[str, str]:
    """Return the state of each person's offices: the first that is a state's own."""
    homes: dict[str, str] = {}
    for row in tables.rows(OfficeRow):
        if row.code in states:
            homes.setdefault(row.person, row.code)
    return homes


def _names(*names: str) -> tuple[str, ...]:
    """Return the names without gaps and repetitions, in their order."""
    return tuple(dict.fromkeys(name for name in names if name))
