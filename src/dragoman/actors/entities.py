"""What the registry hands out: entities, offices with their dates, titles and agents."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.actors.tables import Role
from dragoman.records import ActorKind

PhraseKind = Literal["name", "demonym", "capital", "seat", "generic", "person", "lastname", "common_lastname"]
"""What a phrase is to its entity; a `common_lastname` counts only after the full name or a title."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One who's who entry: a state, body, organisation, person or region."""

    id: str
    """`state/RUS`, `body/NATO`, `org/pentagon`, `region/west`; a person's Wikidata id or `person/...`."""
    name: str
    kind: ActorKind
    code: str = ""
    sectors: tuple[str, ...] = ()
    wikidata: str = ""
    names: tuple[str, ...] = ()
    """Every name, the usual one first."""
    start: str = ""
    end: str = ""
    """Years or dates of a state or organisation that began or ceased to be; empty where it did not."""
    type: str = ""
    """Type of an organisation (`ministry`, `armed_group`, ...); empty for all others."""
    members: tuple[str, ...] = ()
    """State codes of a body's members, where the table has them."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office a person held; `first` and `last` are the outermost days of its dates (inclusive)."""

    person: str
    role: Role
    title: str
    code: str
    sectors: tuple[str, ...]
    start: str
    end: str
    first: dt.date
    last: dt.date
    body: str = ""
    """Id of the body or organisation, where the office is not a state's own."""

    def held_on(self, day: dt.date) -> bool:
        """Tell whether the office may have been held on `day`."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Title:
    """Words that name an office, with the role and the sectors of who holds it."""

    words: str
    role: Role
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """A head noun ("troops", "lawmakers") with the sectors it stands for."""

    words: str
    sectors: tuple[str, ...]
    actor_kind: Literal["organisation", "group", "person", "description"]


@dataclass(frozen=True, slots=True)
class Place:
    """A town, province or site, and its state's code; `shared` where its name is a word or a person's."""

    name: str
    code: str
    kind: Literal["province", "town", "site", "shared"]


@cache
def first_day(partial: str) -> dt.date:
    """Return the first day of a year, month or day; the earliest date of all when it is empty."""
    if not partial:
        return dt.date.min
    year, month, day = (int(part) for part in [*partial.split("-"), "1", "1"][:3])
    return dt.date(year, month, day)


@cache
def last_day(partial: str) -> dt.date:
    """Return the last day of a year, month or day; the latest date of all when it is empty."""
    if not partial:
        return dt.date.max
    parts = [int(part) for part in partial.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)
