"""What the page and the API ask of a ledger, in SQL: filtered, paged, and never with a value in the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import duckdb
from pydantic import BaseModel, ConfigDict, Field

from dragoman.exports.tables import COLUMNS, ORDER, TELLINGS
from dragoman.language.calendar import Interval
from dragoman.ledger import Ledger
from dragoman.records import Entry, EntryKind, Mark
from dragoman.views.figures import TAKES_PART
from dragoman.views.lines import SURE

PAGE = 50
LARGEST_PAGE = 500
_Word = Annotated[str, Field(max_length=200)]


class Filters(BaseModel):
    """Which entries are wanted; what is empty does not count."""

    model_config = ConfigDict(extra="ignore")

    kind: EntryKind | None = Field(None, description="event, statement or plan")
    party: _Word = Field("", description="code or id of an actor on any side")
    issue: _Word = Field("", description="name of an issue on which it takes a position")
    outlet: _Word = Field("", description="an outlet that tells it")
    report: _Word = Field("", description="id of a report that tells it")
    category: _Word = Field("", description="PLOVER category")
    mark: Mark | None = Field(None, description="historical, future, hypothetical or negation")
    since: dt.date | None = Field(None, description="first day")
    until: dt.date | None = Field(None, description="last day")
    sure: bool = Field(False, description=f"without events of a confidence below {SURE}")

    def where(self) -> tuple[str, list[object]]:
        """Return the condition on `entries`, and its values in order."""
        parts = ["NOT hidden"]
        values: list[object] = []
        for value, condition in (
            (self.kind, "kind = ?"),
            (self.category, "category = ?"),
            (self.mark, "list_contains(marks, ?)"),
            (self.since, "last_day >= ?"),
            (self.until, "first_day <= ?"),
            (SURE if self.sure else None, "(kind = 'statement' OR confidence >= ?)"),
            (self.party, TAKES_PART),
            (self.report, "list_contains(reports, ?)"),
            (
                self.outlet,
                "id IN (SELECT m.entry FROM members m JOIN reports r ON r.id = m.report WHERE r.outlet = ?)",
            ),
            (self.issue, "id IN (SELECT unnest(entries) FROM stances WHERE issue = ?)"),
        ):
            if value:
                parts.append(condition)
                values.append(value)
        return " AND ".join(parts), values

    @property
    def days(self) -> Interval | None:
        """The days asked for, where both ends are told and in order."""
        if self.since is None or self.until is None or self.until < self.since:
            return None
        return Interval(self.since, self.until)

    def on(self, days: Interval | None) -> Filters:
        """Return the same filters for other days, or for all."""
        since, until = days or (None, None)
        return self.model_copy(update={"since": since, "until": until})

    def chosen(self) -> dict[str, str]:
        """Return the filters that count, as they stand in an address."""
        return {name: str(value) for name, value in self.model_dump().items() if value}


class Part(BaseModel):
    """Which part of a long list is wanted."""

    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(PAGE, ge=1, le=LARGEST_PAGE)

    def chosen(self, number: int) -> dict[str, str]:
        """Return another page of the same list, as it stands in an address."""
        size = {"size": str(self.size)} if self.size != PAGE else {}
        return {"page": str(number), **size}

    @property
    def skipped(self) -> int:
        """How many rows stand before this page."""
        return (self.page - 1) * self.size

    def of(self, query: str, beyond: int = 0) -> str:
        """Return a query of which only this page is read, and so many rows `beyond` it."""
        # Only numbers, which the model has checked, go into the text.
        return f"{query} LIMIT {self.size + beyond} OFFSET {self.skipped}"


class Page(Part):
    """Which part of the entries is wanted, and in which order."""

    order: Literal["oldest", "newest"] = "oldest"

    def chosen(self, number: int) -> dict[str, str]:
        """Return another page of the same list, as it stands in an address."""
        return {"order": self.order, **super().chosen(number)}

    @property
    def by_date(self) -> str:
        """The order in SQL; what has no date comes last either way."""
        return ORDER if self.order == "oldest" else "ORDER BY last_day DESC NULLS LAST, id"


def count(ledger: Ledger, filters: Filters) -> int:
    """Return how many entries there are."""
    where, values = filters.where()
    return int(ledger.sql(f"SELECT count(*) FROM entries WHERE {where}", *values).fetchall()[0][0])  # noqa: S608


def entries(ledger: Ledger, filters: Filters, page: Page) -> list[Entry]:
    """Return one page of entries, by date."""
    where, values = _on_page(filters, page)
    query = f"SELECT record FROM entries WHERE {where} {page.by_date}"  # noqa: S608
    return [Entry.model_validate_json(record) for (record,) in ledger.sql(query, *values).fetchall()]


def entry_rows(ledger: Ledger, filters: Filters, page: Page | None) -> duckdb.DuckDBPyRelation:
    """Return entries as rows of plain columns, by date; all of them where there is no page."""
    where, values = filters.where() if page is None else _on_page(filters, page)
    order = ORDER if page is None else page.by_date
    return ledger.sql(f"SELECT {COLUMNS} FROM entries WHERE {where} {order}", *values)  # noqa: S608


def _on_page(filters: Filters, page: Page) -> tuple[str, list[object]]:
    """Return the condition on `entries` for one page, and its values: of all others only ids are read."""
    where, values = filters.where()
    ids = page.of(f"SELECT id FROM entries WHERE {where} {page.by_date}")  # noqa: S608
    return f"id IN ({ids})", values


def actors(ledger: Ledger) -> duckdb.DuckDBPyRelation:
    """Return the parties by code, those named most first."""
    return ledger.sql(
        """
        WITH roles AS (
            SELECT unnest(actor_codes) AS code,
                CASE kind WHEN 'statement' THEN 'speaks' ELSE 'acts' END AS role
            FROM entries WHERE NOT hidden
            UNION ALL SELECT unnest(recipient_codes), 'receives' FROM entries WHERE NOT hidden
        )
        SELECT code, count(*) FILTER (role = 'acts') AS acts, count(*) FILTER (role = 'receives') AS receives,
            count(*) FILTER (role = 'speaks') AS speaks
        FROM roles GROUP BY code ORDER BY count(*) DESC, code
        """
    )


def people(ledger: Ledger, party: str, most: int = 20) -> list[tuple[str, int]]:
    """Return the names under which a party is told to act, those told most first."""
    query = (
        "SELECT name, count(*) AS n FROM mentions WHERE code = ? OR actor = ? "
        "GROUP BY name ORDER BY n DESC, name LIMIT ?"
    )
    return ledger.sql(query, party, party, most).fetchall()


_ISSUES = """
    SELECT issue, count(DISTINCT coalesce(nullif(party_code, ''), party)) AS parties,
        count(*) AS positions, len(list_distinct(flatten(list(reports)))) AS reports
    FROM stances GROUP BY issue ORDER BY parties DESC, positions DESC, issue
"""
_POSITIONS = """
    SELECT coalesce(nullif(s.party_code, ''), s.party) AS party, s.party_name AS name, s.issue, s.stance,
        s.content, nullif(s.date, '') AS date, list(DISTINCT r.name ORDER BY r.name) AS reports,
        count(DISTINCT r.outlet) AS outlets, s.entries[1] AS entry
    FROM (
        SELECT *, unnest(reports) AS report FROM stances
        WHERE ($1 = '' OR issue = $1) AND ($2 = '' OR party_code = $2 OR party = $2)
    ) AS s JOIN reports r ON r.id = s.report
    GROUP BY ALL ORDER BY issue, party, date NULLS LAST, stance, content, entry
"""
_REPORTS = """
    SELECT r.id, r.name, r.outlet, r.title, r.author, r.url,
        coalesce(d.published, r.published) AS published,
        CASE WHEN d.report IS NULL THEN r.date_basis ELSE 'inferred' END AS date_basis,
        count(DISTINCT m.entry) AS entries
    FROM reports r LEFT JOIN inferred_dates d ON d.report = r.id LEFT JOIN members m ON m.report = r.id
    GROUP BY ALL ORDER BY published NULLS LAST, r.outlet, r.name, r.id
"""


@dataclass(frozen=True)
class Listed:
    """A list of the ledger, as a table of all its rows and as one page of them."""

    query: str
    ledger: Ledger
    values: tuple[object, ...] = ()

    def table(self) -> duckdb.DuckDBPyRelation:
        """Return all rows."""
        return self.ledger.sql(self.query, *self.values)

    def rows(self, part: Part) -> tuple[list[dict[str, Any]], bool]:
        """Return the rows of a page, and whether more follow."""
        found = dicts(self.ledger.sql(part.of(self.query, beyond=1), *self.values))
        return found[: part.size], len(found) > part.size


def found(ledger: Ledger, words: str, part: Part) -> tuple[list[Entry], bool]:
    """Return a page of the entries that tell all the words, likeliest first, and whether more follow."""
    entries = ledger.search(words, part.size + 1, part.skipped) if words.strip() else []
    return entries[: part.size], len(entries) > part.size


def issues(ledger: Ledger) -> Listed:
    """Return the issues with their parties and positions, those with most parties first."""
    return Listed(_ISSUES, ledger)


def positions(ledger: Ledger, issue: str = "", party: str = "") -> Listed:
    """Return stances by party, each once."""
    return Listed(_POSITIONS, ledger, (issue, party))


def reports(ledger: Ledger) -> Listed:
    """Return the reports by date, with the dates inferred for undated ones."""
    return Listed(_REPORTS, ledger)


def told(ledger: Ledger, report: str) -> list[tuple[int, int, str]]:
    """Return where a report tells entries: start, end, entry."""
    return ledger.sql(
        f"""
        SELECT s.start_char, s.end_char, m.entry
        FROM members m JOIN entries e ON e.id = m.entry AND NOT hidden
            JOIN ({TELLINGS}) AS s ON s.id = m.member AND s.report = m.report
        WHERE m.report = ? ORDER BY s.start_char, s.end_char
        """,  # noqa: S608
        report,
    ).fetchall()


def choices(ledger: Ledger) -> dict[str, list[str]]:
    """Return what can be chosen in the filters, by filter, what is told most first."""
    queries = {
        "party": "SELECT code FROM (SELECT unnest(list_concat(actor_codes, recipient_codes)) AS code "
        "FROM entries WHERE NOT hidden) GROUP BY code ORDER BY count(*) DESC, code LIMIT 200",
        "issue": "SELECT issue FROM stances GROUP BY issue ORDER BY count(*) DESC, issue LIMIT 200",
        "outlet": "SELECT outlet FROM reports WHERE outlet <> '' GROUP BY outlet "
        "ORDER BY count(*) DESC, outlet LIMIT 200",
        "category": "SELECT category FROM entries WHERE category <> '' GROUP BY category ORDER BY category",
    }
    return {name: [value for (value,) in ledger.sql(query).fetchall()] for name, query in queries.items()}


def totals(ledger: Ledger) -> dict[str, int]:
    """Return how much the ledger holds."""
    row = ledger.sql(
        "SELECT (SELECT count(*) FROM reports), count(*), count(*) FILTER (kind = 'event'), "
        "count(*) FILTER (kind = 'statement'), count(*) FILTER (kind = 'plan') FROM entries WHERE NOT hidden"
    ).fetchall()[0]
    return dict(zip(("reports", "entries", "events", "statements", "plans"), row, strict=True))


def dicts(relation: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    """Return rows as objects."""
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
