"""The rows of the who's who files, and the reading of a file that names the line of whatever is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Annotated, Final, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dragoman.errors import DataError

SECTORS: Final = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
"""PLOVER sector codes."""
BODY_CODES: Final = frozenset(["UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"])
"""PLOVER codes of actors that are no state."""

Role = Literal[
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "head_of_body",
    "national_security_adviser",
    "chief_of_staff",
    "spokesperson",
    "ambassador",
    "envoy",
    "other",
]

_ISO_CODE = re.compile(r"(?P<code>[A-Z]{3})")
_PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>0[1-9]|1[0-2])(-(?P<day>0[1-9]|[12]\d|3[01]))?)?")
_WIKIDATA = re.compile(r"(?P<item>Q[1-9]\d*)")


def _split(cell: object) -> object:
    """Return the values of a cell, which `;` separates."""
    if isinstance(cell, str):
        return tuple(value.strip() for value in cell.split(";") if value.strip())
    return cell


def _fits(pattern: re.Pattern[str], what: str, value: str) -> str:
    if value and not pattern.fullmatch(value):
        raise ValueError(f"{value!r} is not {what}")
    return value


def _known_sectors(sectors: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [sector for sector in sectors if sector not in SECTORS]:
        raise ValueError(f"unknown sector {', '.join(unknown)}")
    return sectors


Values = Annotated[tuple[str, ...], BeforeValidator(_split)]
Sectors = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_known_sectors)]
Code = Annotated[str, AfterValidator(lambda v: _fits(_ISO_CODE, "a code of three capitals", v))]
PartialDate = Annotated[
    str, AfterValidator(lambda v: _fits(_PARTIAL_DATE, "a date (YYYY, YYYY-MM, YYYY-MM-DD)", v))
]
Wikidata = Annotated[str, AfterValidator(lambda v: _fits(_WIKIDATA, "a Wikidata id", v))]
Filled = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """Base of all rows: immutable, and strict about unknown columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Filled
    """Where the fact comes from: `iso`, `wikidata`, `reign`, `own knowledge`, ..."""


class StateRow(Row):
    """A state, territory or former state, with the words that stand for it."""

    id: str = ""
    """Empty for a state of today, whose id is `state/` and its code."""
    code: Annotated[Code, Field(min_length=3)]
    name: Filled
    official: str = ""
    aliases: Values = ()
    demonyms: Values = ()
    capital: Values = ()
    seats: Values = ()
    start: PartialDate = ""
    end: PartialDate = ""
    successor: Code = ""
    """The state of today under which a former state's capital, offices and people stand in the tables."""
    wikidata: Wikidata = ""


class BodyRow(Row):
    """An intergovernmental body; `members` are state codes."""

    id: Filled
    code: Literal["UNO", "EUR", "IGO"]
    name: Filled
    aliases: Values = ()
    generic: Values = ()
    seat: Values = ()
    members: Values = ()
    wikidata: Wikidata = ""


class OrganisationRow(Row):
    """A ministry, service, armed group, party, company, outlet, court or the like."""

    id: Filled
    name: Filled
    aliases: Values = ()
    type: Literal[
        "ministry",
        "service",
        "armed_group",
        "party",
        "company",
        "media",
        "court",
        "parliament",
        "ngo",
        "other",
    ]
    code: Code = ""
    sectors: Sectors = ()
    start: PartialDate = ""
    end: PartialDate = ""
    wikidata: Wikidata = ""


class PersonRow(Row):
    """A person; offices are rows of their own."""

    id: Filled
    name: Filled
    aliases: Values = ()
    family: Values = ()
    """Last names under which reports carry the person on; empty where the rule for names finds it."""
    country: Code = ""
    """The person's own state, for times without an office; empty takes that of the offices."""
    wikidata: Wikidata = ""


class OfficeRow(Row):
    """An office a person held; `code` is a state's code or the id of a body or organisation."""

    person: Filled
    role: Role
    title: Filled
    code: str = ""
    sectors: Sectors = ()
    start: PartialDate = ""
    end: PartialDate = ""


class TitleRow(Row):
    """Words that name an office."""

    words: Filled
    role: Role
    sectors: Sectors = ()


class AgentRow(Row):
    """A head noun that says what an actor is."""

    words: Filled
    sectors: Sectors = ()
    actor_kind: Literal["organisation", "group", "person", "description"]


class RegionRow(Row):
    """A region or an idea without a code, or a breakaway region with the code of the state that claims it."""

    id: Filled
    name: Filled
    aliases: Values = ()
    kind: Literal["region", "group"]
    code: Code = ""
    sectors: Sectors = ()


class CommonNameRow(Row):
    """A last name that is also an ordinary word: alone it names nobody before the full name or a title."""

    word: Filled


class PlaceRow(Row):
    """Towns, provinces or sites of one state, by which whoever is there is known to be of it.

    `shared` names are words or people's names too, and count only where the words around say "place".
    """

    code: Annotated[Code, Field(min_length=3)]
    kind: Literal["province", "town", "site", "shared"]
    names: Annotated[Values, Field(min_length=1)]


TABLES: Final[dict[str, type[Row]]] = {
    "states": StateRow,
    "bodies": BodyRow,
    "organisations": OrganisationRow,
    "people": PersonRow,
    "offices": OfficeRow,
    "titles": TitleRow,
    "agents": AgentRow,
    "regions": RegionRow,
    "common_names": CommonNameRow,
    "places": PlaceRow,
}


R_co = TypeVar("R_co", bound=Row, covariant=True)


@dataclass(frozen=True)
class Located(Generic[R_co]):
    """A row with the place it was read from, so that later checks can name it."""

    row: R_co
    file: str
    line: int

    def wrong(self, reason: str) -> DataError:
        """Return the error that says what is wrong with this row."""
        return DataError(f"{self.file}:{self.line}: {reason}")


def kind_of(columns: Iterable[str]) -> str | None:
    """Return the table whose columns these are (all that it needs, none that it does not know)."""
    given = set(columns)
    for table, model in TABLES.items():
        needed = {name for name, field in model.model_fields.items() if field.is_required()}
        if needed <= given <= set(model.model_fields):
            return table
    return None


def read_table(file: Traversable, table: str | None = None) -> tuple[str, list[Located[Row]]]:
    """Read a who's who file.

    `table` is the kind of file; None takes it from the columns. Returns the kind and its rows.
    Raises DataError naming file, line and column of the first thing that is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file.name}: cannot be read as UTF-8 text: {error}") from error
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        columns = [column.strip() for column in next(reader, [])]
        table = table or kind_of(columns)
        if table is None:
            raise DataError(f"{file.name}:1: the columns {', '.join(columns)} are those of no who's who file")
        model = TABLES[table]
        found: list[Located[Row]] = []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(columns):
                raise DataError(
                    f"{file.name}:{reader.line_num}: {len(cells)} cells where the header has {len(columns)}"
                )
            try:
                row = model.model_validate(dict(zip(columns, map(str.strip, cells), strict=True)))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                raise DataError(f"{file.name}:{reader.line_num}: {where}: {first['msg']}") from error
            found.append(Located(row, file.name, reader.line_num))
    except csv.Error as error:
        raise DataError(f"{file.name}:{reader.line_num}: {error}") from error
    return table, found
