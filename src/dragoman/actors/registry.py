"""The who's who: who a name, title or last name stands for, and which office a person held on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from dragoman.actors.build import Tables, build_entities, build_offices, build_places
from dragoman.actors.entities import Agent, Entity, Office, PhraseKind, Place, Title, first_day, last_day
from dragoman.actors.names import last_names
from dragoman.actors.petrarch import read_petrarch
from dragoman.actors.tables import (
    TABLES,
    AgentRow,
    BodyRow,
    CommonNameRow,
    PersonRow,
    StateRow,
    TitleRow,
    read_table,
)
from dragoman.records import Actor

__all__ = ["Agent", "Entity", "Office", "PhraseKind", "Place", "Registry", "Title", "load_registry"]

_ROLE_ORDER: Final = {
    "head_of_state": 0,
    "head_of_government": 0,
    "head_of_body": 1,
    "foreign_minister": 2,
    "defence_minister": 2,
    "national_security_adviser": 3,
    "chief_of_staff": 4,
    "ambassador": 4,
    "envoy": 5,
    "spokesperson": 5,
    "other": 6,
}
"""Which of several offices held on one day is the main one: the lowest number."""

_NOT_ELITE: Final = frozenset({"OPP", "REB", "UAF", "CVL", "JRN", "BUS", "SOC", "CRM", "PRE", "REL", "PRM"})
"""Sectors whose former members are no former officials."""


class Registry:
    """Look-ups in the who's who. Read only; made by `load_registry`."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._entities = build_entities(tables)
        self._by_wikidata = {entity.wikidata: entity for entity in self._entities.values() if entity.wikidata}
        self._states = {
            entity.code: entity
            for entity in self._entities.values()
            if entity.kind == "state" and entity.id == f"state/{entity.code}"
        }
        self._former = {row.code: row.successor for row in tables.rows(StateRow) if row.successor}
        self._before: dict[str, list[Entity]] = defaultdict(list)
        for code, successor in self._former.items():
            self._before[successor].append(self._states[code])
        self._offices: dict[str, tuple[Office, ...]] = build_offices(tables, self._entities)
        self._held: dict[str, list[Office]] = defaultdict(list)
        for offices in self._offices.values():
            for office in offices:
                self._held[office.body or office.code].append(office)
        self._titles = {
            row.words.casefold(): Title(row.words, row.role, row.sectors) for row in tables.rows(TitleRow)
        }
        self._agents = {
            row.words.casefold(): Agent(row.words, row.sectors, row.actor_kind)
            for row in tables.rows(AgentRow)
        }
        self._people = self._index_people()
        self._places = build_places(tables)

    def _index_people(self) -> dict[str, tuple[Entity, ...]]:
        """Index people by every name and last name, lower case."""
        index: dict[str, dict[str, Entity]] = defaultdict(dict)
        for row in self._tables.rows(PersonRow):
            person = self._entities[row.id]
            for name in (*person.names, *self._last_names(row)):
                index[name.casefold()][person.id] = person
        return {name: tuple(found.values()) for name, found in index.items()}

    @staticmethod
    def _last_names(row: PersonRow) -> tuple[str, ...]:
        return row.family or last_names(row.name)

    def phrases(self) -> Iterator[tuple[str, PhraseKind, Entity]]:
        """Yield every phrase with what it is and the entity it may stand for.

        A phrase of several entities ("Georgian", "Rasmussen", "Congo") comes once for each. A last
        name that is an ordinary word, or a name of something else, is a `common_lastname`.
        """
        taken = {row.word.casefold() for row in self._tables.rows(CommonNameRow)}
        for entity in self._entities.values():
            kind: PhraseKind = "person" if entity.kind == "person" else "name"
            for name in entity.names:
                if kind == "name":
                    taken.add(name.casefold())
                yield name, kind, entity
        for state in self._tables.rows(StateRow):
            entity = self._entities[state.id or f"state/{state.code}"]
            kinds: list[tuple[PhraseKind, tuple[str, ...]]] = [
                ("demonym", state.demonyms),
                ("capital", state.capital),
                ("seat", state.seats),
            ]
            for kind, words in kinds:
                for word in words:
                    taken.add(word.casefold())
                    if word not in entity.names:
                        yield word, kind, entity
        for body in self._tables.rows(BodyRow):
            for word in body.generic:
                yield word, "generic", self._entities[body.id]
            for word in body.seat:
                yield word, "seat", self._entities[body.id]
        for person in self._tables.rows(PersonRow):
            entity = self._entities[person.id]
            for name in dict.fromkeys(self._last_names(person)):
                if name not in entity.names:
                    common = name.casefold() in taken or len(name) < 2
                    yield name, "common_lastname" if common else "lastname", entity

    def entity(self, id: str) -> Entity | None:
        """Return the entity with this id or Wikidata id."""
        return self._entities.get(id) or self._by_wikidata.get(id)

    def state(self, code: str) -> Entity | None:
        """Return the state of today with this ISO 3166-1 alpha-3 code (Kosovo: KOS)."""
        return self._states.get(code)

    def places(self) -> Mapping[str, Place]:
        """Return all towns, provinces and sites by their names in plain letters."""
        return self._places

    def code_on(self, code: str, on: dt.date | None) -> str:
        """Return the code that a state had on a day: SUN for Russia in 1962, YUG for Serbia in 1999."""
        if on is not None:
            for former in self._before.get(code, ()):
                if first_day(former.start) <= on <= last_day(former.end):
                    return former.code
        return code

    def _of(self, place: str) -> Sequence[Office]:
        """Return the offices of a state, body or organisation; a former state's stand with its successor."""
        return self._held.get(self._former.get(place, place), ())

    def entities(self) -> Iterable[Entity]:
        """Return all entities, in the order of the files."""
        return self._entities.values()

    def people_named(self, words: str) -> tuple[Entity, ...]:
        """Return all people with this full name, alias or last name, whatever its case."""
        return self._people.get(" ".join(words.split()).casefold(), ())

    def offices(self, person_id: str) -> tuple[Office, ...]:
        """Return all offices of a person, the earliest first."""
        return self._offices.get(person_id, ())

    def office_on(self, person_id: str, on: dt.date | None) -> Office | None:
        """Return the main office a person held on a day; without a day, the one held last.

        Among several held at once the highest role counts, then the one taken up last.
        """
        offices = self.offices(person_id)
        if on is None:
            latest = max((office.last for office in offices), default=None)
            held = [office for office in offices if office.last == latest]
        else:
            held = [office for office in offices if office.held_on(on)]
        return _main(held)

    def former_offices(self, person_id: str, on: dt.date) -> tuple[Office, ...]:
        """Return the offices a person had left by a day, the latest first."""
        left = [office for office in self.offices(person_id) if office.last < on]
        return tuple(sorted(left, key=lambda office: office.last, reverse=True))

    def holders(self, code: str, role: str, on: dt.date | None) -> tuple[Entity, ...]:
        """Return who held a role for a state (its code) or a body (its id) on a day.

        Without a day, those still in office. Whoever took it up last comes first: on the day, month
        or year of a change whose date is not known better, both are given.
        """
        day = on or dt.date.max
        held = [office for office in self._of(code) if office.role == role and office.held_on(day)]
        held.sort(key=lambda office: office.first, reverse=True)
        return tuple({office.person: self._entities[office.person] for office in held}.values())

    def titled(self, place: str, words: str, on: dt.date) -> tuple[Entity, ...]:
        """Return who held an office of this title for a state or body on a day, whatever its role.

        "chancellor" is the chancellor of the exchequer too, and "finance minister" the minister of finance.
        """
        wanted = words.casefold()
        first, _, noun = wanted.rpartition(" ")
        names = (wanted, f"{noun} of {first}", f"{noun} of the {first}")
        found = {
            office.person: self._entities[office.person]
            for office in self._of(place)
            if office.held_on(on)
            and ((title := office.title.casefold()) in names or title.startswith(f"{wanted} of "))
        }
        return tuple(found.values())

    def actor(self, entity: Entity, on: dt.date | None) -> Actor:
        """Return the record of an entity as it was on a day.

        A person gets code, sectors and office of the main office held then; one with only former
        public offices is ELI of their own state; one before any office has only the state.
        """
        if entity.kind == "state" and entity.code in self._before:
            entity = self._states.get(self.code_on(entity.code, on), entity)
        code, sectors, office = self.code_on(entity.code, on), entity.sectors, None
        if entity.kind == "person":
            office = self.office_on(entity.id, on)
            if office is not None:
                code, sectors = self.code_on(office.code, on), office.sectors
            elif on is not None:
                former = self.former_offices(entity.id, on)
                elite = any(not _NOT_ELITE.intersection(left.sectors) for left in former)
                sectors = ("ELI",) if elite else former[0].sectors if former else ()
        return Actor(
            id=entity.wikidata or entity.id,
            name=entity.name,
            kind=entity.kind,
            code=code,
            sectors=sectors,
            office=office.title if office else "",
        )

    def title(self, words: str) -> Title | None:
        """Return the title with these words, whatever their case."""
        return self._titles.get(" ".join(words.split()).casefold())

    def titles(self) -> Iterable[Title]:
        """Return all titles."""
        return self._titles.values()

    def agent(self, word: str) -> Agent | None:
        """Return the agent with these words, whatever their case; a plural by its singular too."""
        key = " ".join(word.split()).casefold()
        return self._agents.get(key) or next(
            (self._agents[one] for one in _singulars(key) if one in self._agents), None
        )

    def agents(self) -> Iterable[Agent]:
        """Return all agents."""
        return self._agents.values()


def _main(offices: Sequence[Office]) -> Office | None:
    """Return the office with the highest role, the latest among equals."""
    return min(
        offices, key=lambda office: (_ROLE_ORDER[office.role], -office.first.toordinal()), default=None
    )


def _singulars(words: str) -> Iterator[str]:
    """Yield what the singular of an English plural may be."""
    if words.endswith("ies"):
        yield words.removesuffix("ies") + "y"
    if words.endswith("men"):
        yield words.removesuffix("men") + "man"
    if words.endswith("es"):
        yield words.removesuffix("es")
    if words.endswith("s"):
        yield words.removesuffix("s")


@cache
def load_registry(extra: tuple[Path, ...] = ()) -> Registry:
    """Load the package's tables and then further files of the same form, whose rows win.

    The kind of a further file is told from its columns; one that ends in `.txt` is PETRARCH's, and adds
    only names that no table before it has. Raises DataError naming file and line.
    """
    tables = Tables()
    data = files("dragoman.actors") / "data"
    for table in TABLES:
        tables.add(*read_table(data / f"{table}.csv", table))
    for path in extra:
        if path.suffix == ".txt":
            states = {row.code for row in tables.rows(StateRow)}
            for table, rows in read_petrarch(path, tables.words(), states):
                tables.add(table, rows)
        else:
            tables.add(*read_table(path))
    return Registry(tables)
