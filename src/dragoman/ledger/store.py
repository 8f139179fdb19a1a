"""The ledger: readings in, entries out, in one DuckDB file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from dragoman.coding.issues import Issue
from dragoman.errors import LedgerError
from dragoman.ledger.compare import Comparison, Side, compare_sides
from dragoman.ledger.database import Database, batched
from dragoman.ledger.dating import InferredDate, Reread
from dragoman.ledger.grouping import link
from dragoman.ledger.intake import IntakeLog
from dragoman.ledger.judging import Judging
from dragoman.ledger.positions import PositionLine
from dragoman.ledger.readings import load_readings, load_records, load_times
from dragoman.ledger.reconcile import reconcile
from dragoman.ledger.rows import reading_rows
from dragoman.ledger.search import search
from dragoman.ledger.sides import country_side, outlet_side
from dragoman.ledger.similarity import Similarity, load_similarity
from dragoman.ledger.stances import IssueHistory, fix_issues, histories, load_lines
from dragoman.ledger.syndication import Change, Copy, change
from dragoman.ledger.threads import MEETINGS, Thread, threads
from dragoman.ledger.tuning import load_tuning
from dragoman.records import Entry, EntryKind, Event, Reading, Report, Statement, Time

_WAIT = 10.0
_READINGS_AT_ONCE = 200
_SHOWN = 20
"""Entries that a notebook shows of a ledger."""
_ORDER = "ORDER BY first_day NULLS LAST, id"


class Ledger(Judging):
    """One account of many reports: each thing once, with all that tell it.

    What `add` stores stays as it was read. What `reconcile` makes of it (entries, dates for undated
    reports, copies) is a function of all readings and judgements, whatever their order; each call does
    only what the reports added since the last one ask for. The file is opened at the first use.

    Args:
        path: The ledger's file, made where there is none; None keeps the ledger in memory.
        read_only: Open an existing file beside other readers; all that writes is refused.
        wait: Seconds to wait while another program writes to the file.
        similarity: Encoder of what is said, in place of the one that ships.
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        read_only: bool = False,
        wait: float = _WAIT,
        similarity: Similarity | None = None,
    ) -> None:
        self._encoder = similarity
        self._db = Database(Path(path) if path is not None else None, read_only, wait)

    def __enter__(self) -> Self:
        _ = self._db.connection
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    # -- writing

    def add(self, reading: Reading) -> bool:
        """Store a reading, whole or not at all.

        Returns:
            Whether it was new; a report whose id is known changes nothing.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
        """
        return self.add_all([reading]) == 1

    def add_all(self, readings: Iterable[Reading]) -> int:
        """Store readings, some hundred at once, these whole or not at all.

        Returns:
            How many were new.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
        """
        new = 0
        for part in batched(readings, _READINGS_AT_ONCE):
            by_id = {reading.report.id: reading for reading in part}
            query = "SELECT id FROM reports WHERE id IN (SELECT unnest(?))"
            for (known,) in self._db.fetch(query, list(by_id)):
                del by_id[known]
            if not by_id:
                continue
            tables = [reading_rows(reading) for reading in by_id.values()]
            with self._db.transaction():
                for table in tables[0]:
                    self._db.insert({table: [row for rows in tables for row in rows[table]]})
                self._db.set_meta("model", part[-1].model)
            new += len(by_id)
        return new

    def holds(self, report: str) -> bool:
        """Tell whether the ledger holds the report of this id."""
        return bool(self._db.fetch("SELECT 1 FROM reports WHERE id = ?", report))

    @property
    def intake(self) -> IntakeLog:
        """What is kept of the reading itself: failed inputs, feeds that are followed."""
        return IntakeLog(self._db)

    def reconcile(self, reread: Reread | None = None, *, anew: bool = False) -> int:
        """Join what tells the same thing into entries, date undated reports, and find copies.

        Args:
            reread: Reads a report that was given a date again (`Reader.read_report`), so that dates
                without words of their own are found too; without it only relative words are resolved.
            anew: Do all of it again, not only what is new.

        Returns:
            The number of reports looked at: new ones, and those that new ones bear on.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
        """
        with self._db.transaction():
            return reconcile(self._db, load_tuning(), reread, similarity=self._similarity(), anew=anew)

    # -- what was read

    def readings(self, *, original: bool = False) -> list[Reading]:
        """Return all readings, sorted by report id.

        Args:
            original: As they were stored; else with inferred dates and persons' full identities.
        """
        keys = [key for (key,) in self._db.fetch("SELECT id FROM reports ORDER BY id")]
        return load_readings(self._db, keys, original=original)

    def reading(self, report: str) -> Reading:
        """Return the reading of one report, with inferred dates and persons' full identities.

        Raises:
            LedgerError: when the report is not in the ledger.
        """
        self._known_report(report)
        return load_readings(self._db, [report])[0]

    def reports(self, ids: Iterable[str] | None = None) -> list[Report]:
        """Return reports, sorted by id, with the dates inferred by the last reconciliation.

        Args:
            ids: Those wanted; all where it is None.
        """
        dates = {date.report: date.date for date in self.inferred_dates()}
        some, wanted = ("", []) if ids is None else ("WHERE id IN (SELECT unnest(?))", [list(ids)])
        query = f"SELECT record FROM reports {some} ORDER BY id"  # noqa: S608
        reports = self._db.records(query, Report, *wanted)
        return [
            report.model_copy(update={"published": dates[report.id], "date_basis": "inferred"})
            if report.id in dates
            else report
            for report in reports
        ]

    def events(self) -> list[Event]:
        """Return the events of all readings, by report and place in the text."""
        return [event for reading in self.readings() for event in reading.events]

    def statements(self) -> list[Statement]:
        """Return the statements of all readings, by report and place in the text."""
        return [statement for reading in self.readings() for statement in reading.statements]

    def inferred_dates(self) -> list[InferredDate]:
        """Return the dates given to undated reports, with range and reason."""
        return self._db.records("SELECT record FROM inferred_dates ORDER BY report", InferredDate)

    # -- what was made of it

    def entries(self, kind: EntryKind | None = None, *, hidden: bool = False) -> list[Entry]:
        """Return the entries of the last reconciliation by date, undated last.

        Args:
            kind: Only this kind.
            hidden: Also those that a person hid.
        """
        query = f"SELECT record FROM entries WHERE (? OR NOT hidden) AND (? IS NULL OR kind = ?) {_ORDER}"  # noqa: S608
        return self._db.records(query, Entry, hidden, kind, kind)

    def entry(self, entry_id: str) -> Entry:
        """Return one entry; one of that id that has grown since is found under its old id too.

        Raises:
            LedgerError: when there is none of that id.
        """
        query = "SELECT record FROM entries WHERE id = ?"
        found = self._db.records(query, Entry, entry_id)
        if not found:
            moved = self._db.fetch(
                "SELECT m.entry FROM former f JOIN members m USING (member) WHERE f.entry = ?", entry_id
            )
            found = self._db.records(query, Entry, moved[0][0]) if moved else []
        if not found:
            raise LedgerError(f"no entry {entry_id}")
        return found[0]

    def entries_named(self, ids: Iterable[str]) -> list[Entry]:
        """Return the entries of these ids by date; ids of none are passed over."""
        query = f"SELECT record FROM entries WHERE id IN (SELECT unnest(?)) {_ORDER}"  # noqa: S608
        return self._db.records(query, Entry, sorted(ids))

    def entry_of(self, member: str) -> str:
        """Return the id of the entry in which an event or statement stands.

        Raises:
            LedgerError: when it stands in none.
        """
        found = self._db.fetch("SELECT entry FROM members WHERE member = ?", member)
        if not found:
            raise LedgerError(f"no entry tells {member}")
        return found[0][0]

    def members(self, entry_id: str) -> list[Event | Statement]:
        """Return the events or statements joined in an entry, in the entry's order.

        Raises:
            LedgerError: when there is no entry of that id.
        """
        wanted = self.entry(entry_id)
        rows = self._db.pairs("SELECT member, report FROM members WHERE entry = ?", wanted.id)
        told = load_records(self._db, dict(rows))
        return [told[member] for member in wanted.members]

    def positions(self) -> list[PositionLine]:
        """Return what each party demands, offers, refuses, ... on each issue, once, with its reports."""
        return load_lines(self._db)

    def issues(self) -> list[IssueHistory]:
        """Return what the parties contend over: who stood where when, what answered what, what is agreed."""
        return histories(self.positions())

    def fix_issues(self, issues: Iterable[Issue]) -> None:
        """Keep a user's issues (`dragoman.coding.issues.read_issues`) in place of those kept before.

        They name the positions of all reports from the next reconciliation on.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
        """
        with self._db.transaction():
            fix_issues(self._db, issues)

    def threads(self) -> list[Thread]:
        """Return what was planned with what came of it and how it was recalled, by date."""
        # The others are not loaded: in a large ledger that takes seconds.
        query = f"SELECT record FROM entries WHERE NOT hidden AND ({MEETINGS})"  # noqa: S608
        return threads(self._db.records(query, Entry), load_tuning())

    def compare(self, a: str, b: str) -> Comparison:
        """Compare two reports, outlets or countries' outlets: told by both, by one only, told differently.

        Args:
            a: Id or name of a report, name of an outlet, or name or code of a country.
            b: Another.

        Raises:
            LedgerError: when there is nothing of a name, or the two share a report.
        """
        named = self._db.pairs("SELECT id, name FROM reports WHERE id IN ($1, $2) OR name IN ($1, $2)", a, b)
        # Two reports are read alone; for an outlet or a country all are looked through.
        two = all(sum(side in keys for keys in named) == 1 for side in (a, b))
        reports = {report.id: report for report in self.reports([key for key, _ in named] if two else None)}
        one, other = (self._side(name, list(reports.values())) for name in (a, b))
        if set(one.reports) & set(other.reports):
            raise LedgerError(f"{a} and {b} share reports: name two that do not")
        query = (
            "SELECT record FROM entries WHERE NOT hidden AND "  # noqa: S608
            f"id IN (SELECT entry FROM members WHERE report IN (SELECT unnest(?))) {_ORDER}"
        )
        entries = self._db.records(query, Entry, [*one.reports, *other.reports])
        pairs = {link(*pair) for pair in self.copies()}
        copies = all(any(link(x, y) in pairs for y in other.reports) for x in one.reports)
        return compare_sides(one, other, entries, self.records(entries), reports, copies)

    def records(self, entries: Iterable[Entry]) -> dict[str, Event | Statement]:
        """Return the events and statements of entries by id."""
        members = [member for entry in entries for member in entry.members]
        rows = self._db.pairs(
            "SELECT member, report FROM members WHERE member IN (SELECT unnest(?))", members
        )
        return load_records(self._db, dict(rows))

    def times(self, reports: Iterable[str]) -> dict[str, tuple[Time, ...]]:
        """Return the time expressions of reports by the report's id."""
        return load_times(self._db, sorted(set(reports)))

    def models(self) -> list[str]:
        """Return the base models that read the reports."""
        return [model for (model,) in self._db.fetch("SELECT DISTINCT model FROM reports ORDER BY model")]

    def copies(self) -> list[tuple[str, str]]:
        """Return pairs of report ids that are copies, near-copies or versions of each other."""
        return self._db.pairs("SELECT report, copy FROM copies ORDER BY ALL")

    def copy_relations(self) -> list[Copy]:
        """Return how reports are copies of each other: whole, shortened, or an update."""
        return self._db.records("SELECT record FROM copies ORDER BY report, copy", Copy)

    def change(self, earlier: str, later: str) -> Change:
        """Return what one version of a report changed in another.

        Raises:
            LedgerError: when a report is not in the ledger.
        """
        for report in (earlier, later):
            self._known_report(report)
        query = "SELECT record FROM reports WHERE id = ?"
        (old,), (new,) = self._db.records(query, Report, earlier), self._db.records(query, Report, later)
        return change(old, new)

    def search(self, words: str, limit: int = 50, skip: int = 0) -> list[Entry]:
        """Return entries that tell all of the words, bent or as beginnings, the likeliest first.

        Args:
            words: Parted by spaces; small and capital letters are the same.
            limit: The most entries to return.
            skip: How many of the likeliest to leave out.
        """
        return search(self._db, words, limit, skip)

    def sql(self, query: str, *values: object) -> duckdb.DuckDBPyRelation:
        """Return a query's result as a DuckDB relation: `.df()`, `.pl()`, `.to_arrow_table()`.

        Args:
            query: SQL, with `?` or `$1` where values stand.
            values: Those values; they are never read as SQL.
        """
        return self._db.connection.sql(query, params=list(values) or None)

    def _repr_html_(self) -> str:
        """Return the ledger's counts and first entries as a table for a notebook, all words escaped."""
        counts = self._db.rows(
            "SELECT (SELECT count(*) FROM reports), count(*) FILTER (kind = 'event'), "
            "count(*) FILTER (kind = 'statement'), count(*) FILTER (kind = 'plan') FROM entries "
            "WHERE NOT hidden"
        )[0]
        caption = "{} reports: {} events, {} statements, {} plans".format(*counts)
        rows = self._db.rows(
            f"SELECT date, kind, category, summary FROM entries WHERE NOT hidden {_ORDER} LIMIT {_SHOWN}"  # noqa: S608
        )
        names = "".join(f"<th>{name}</th>" for name in ("date", "kind", "category", "summary"))
        told = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><caption>{caption}</caption><tr>{names}</tr>{told}</table>"

    def _similarity(self) -> Similarity:
        return self._encoder or load_similarity()

    @staticmethod
    def _side(name: str, reports: Sequence[Report]) -> Side:
        by_name = [report for report in reports if name in (report.id, report.name)]
        if len(by_name) == 1:
            return Side(kind="report", name=by_name[0].name, reports=(by_name[0].id,))
        side = outlet_side(name, reports) or country_side(name, reports)
        if side is None:
            raise LedgerError(f"no report {name}, nor an outlet of that name, nor a country with one")
        return side

    def _known_report(self, report: str) -> None:
        if not self.holds(report):
            raise LedgerError(f"no report {report}")
