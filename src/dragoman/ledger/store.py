"""The ledger: readings in, entries out, in one DuckDB file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import duckdb
from pydantic import BaseModel

from dragoman.errors import LedgerError
from dragoman.language.time_resolution import resolve_words
from dragoman.ledger.compare import Comparison, compare_reports
from dragoman.ledger.dating import InferredDate, Reread, date_and_group
from dragoman.ledger.entries import build_entries
from dragoman.ledger.identities import identified, identities
from dragoman.ledger.positions import PositionLine, position_lines
from dragoman.ledger.rows import Row, reading_rows, reconciled_rows
from dragoman.ledger.schema import open_ledger
from dragoman.ledger.syndication import Sources, find_copies
from dragoman.ledger.tuning import load_tuning
from dragoman.records import (
    Entry,
    EntryKind,
    Event,
    Mention,
    Position,
    Reading,
    Report,
    Statement,
    Time,
)

_Model = TypeVar("_Model", bound=BaseModel)
_ROWS_AT_ONCE = 200
_RECONCILED = ("inferred_dates", "redated", "copies", "entries", "members")


class Ledger:
    """One account of many reports: each thing once, with all that tell it.

    What `add` stores stays as it was read. What `reconcile` makes of it (entries, dates for undated
    reports, copies) is a function of all readings, whatever their order, and is made anew each time.
    The file is opened at the first use.

    Args:
        path: The ledger's file, made where there is none; None keeps the ledger in memory.
        read_only: Open an existing file beside other readers; `add` and `reconcile` are refused.
    """

    def __init__(self, path: Path | str | None = None, *, read_only: bool = False) -> None:
        self._path = Path(path) if path is not None else None
        self._read_only = read_only
        self._open: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        self._connection()
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
        if self._open is not None:
            self._open.close()
            self._open = None

    # -- writing

    def add(self, reading: Reading) -> bool:
        """Store a reading, whole or not at all.

        Returns:
            Whether it was new; a report whose id is known changes nothing.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
        """
        known = self._fetch("SELECT 1 FROM reports WHERE id = ?", reading.report.id)
        if known:
            return False
        with self._transaction():
            self._insert(reading_rows(reading))
            self._set_meta("model", reading.model)
        return True

    def reconcile(self, reread: Reread | None = None) -> None:
        """Join what tells the same thing into entries, date undated reports, and find copies.

        Args:
            reread: Reads a report that was given a date again (`Reader.read_report`), so that dates
                without words of their own are found too; without it only relative words are resolved.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
        """
        tuning = load_tuning()
        originals = self.readings(original=True)
        copies = find_copies((reading.report for reading in originals), tuning)
        known = identities(originals)
        named = [identified(reading, known) for reading in originals]
        again = None if reread is None else lambda report: identified(reread(report), known)
        groups, current, dates = date_and_group(named, tuning, resolve_words, again)
        stored = {reading.report.id: reading for reading in originals}
        redated = [reading for reading in current if reading != stored[reading.report.id]]
        sources = Sources(copies, (reading.report for reading in current))
        entries = build_entries(groups, sources)
        report_of = {member.id: member.report for group in groups for member in group.members}
        with self._transaction():
            for table in _RECONCILED:
                self._execute(f"DELETE FROM {table}")  # noqa: S608 (names from the constant above)
            self._insert(reconciled_rows(entries, dates, redated, copies, report_of))

    # -- what was read

    def readings(self, *, original: bool = False) -> list[Reading]:
        """Return all readings, sorted by report id.

        Args:
            original: As they were stored; else with the dates inferred by the last reconciliation.
        """
        keys = [key for (key,) in self._fetch("SELECT id FROM reports ORDER BY id")]
        return self._readings(keys, original)

    def reports(self) -> list[Report]:
        """Return all reports, sorted by id, with the dates inferred by the last reconciliation."""
        dates = {date.report: date.date for date in self.inferred_dates()}
        reports = self._records("SELECT record FROM reports ORDER BY id", Report)
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
        return self._records("SELECT record FROM inferred_dates ORDER BY report", InferredDate)

    # -- what was made of it

    def entries(self, kind: EntryKind | None = None) -> list[Entry]:
        """Return the entries of the last reconciliation by date, undated last; all kinds, or one."""
        if kind is None:
            return self._records("SELECT record FROM entries ORDER BY n", Entry)
        return self._records("SELECT record FROM entries WHERE kind = ? ORDER BY n", Entry, kind)

    def entry(self, entry_id: str) -> Entry:
        """Return one entry.

        Raises:
            LedgerError: when there is none of that id.
        """
        found = self._records("SELECT record FROM entries WHERE id = ?", Entry, entry_id)
        if not found:
            raise LedgerError(f"no entry {entry_id}")
        return found[0]

    def members(self, entry_id: str) -> list[Event | Statement]:
        """Return the events or statements joined in an entry, in the entry's order.

        Raises:
            LedgerError: when there is no entry of that id.
        """
        wanted = self.entry(entry_id)
        told: dict[str, Event | Statement] = {}
        for reading in self._readings(list(wanted.reports), original=False):
            told |= {event.id: event for event in reading.events}
            told |= {statement.id: statement for statement in reading.statements}
        return [told[member] for member in wanted.members]

    def positions(self) -> list[PositionLine]:
        """Return what each party demands, offers, refuses, ... on each issue, once, with its reports."""
        positions = [position for reading in self.readings() for position in reading.positions]
        entry_of = dict(self._pairs("SELECT member, entry FROM members"))
        return position_lines(positions, entry_of, load_tuning())

    def compare(self, report_a: str, report_b: str) -> Comparison:
        """Compare two reports by id: told by both, by one only, told differently.

        Raises:
            LedgerError: when a report is not in the ledger.
        """
        for report in (report_a, report_b):
            if not self._fetch("SELECT 1 FROM reports WHERE id = ?", report):
                raise LedgerError(f"no report {report}")
        first, second = sorted((report_a, report_b))
        copies = bool(self._fetch("SELECT 1 FROM copies WHERE report = ? AND copy = ?", first, second))
        return compare_reports(report_a, report_b, self.entries(), copies)

    def copies(self) -> list[tuple[str, str]]:
        """Return pairs of report ids that are copies or near-copies."""
        return self._pairs("SELECT report, copy FROM copies ORDER BY ALL")

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Return a query's result as a DuckDB relation: `.df()`, `.pl()`, `.to_arrow_table()`."""
        return self._connection().sql(query)

    # -- the store

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._open is None:
            self._open = open_ledger(self._path, self._read_only)
        return self._open

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Do all of what follows or none of it."""
        connection = self._connection()
        if self._read_only:
            raise LedgerError(f"{self._path}: opened for reading only")
        connection.begin()
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        try:
            connection.commit()
        except duckdb.Error as error:
            raise LedgerError(f"{self._path}: cannot be written: {error}") from error

    def _insert(self, tables: dict[str, list[Row]]) -> None:
        for table, rows in tables.items():
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                chunk = rows[start : start + _ROWS_AT_ONCE]
                names = list(chunk[0])
                marks = ", ".join(f"({', '.join('?' for _ in names)})" for _ in chunk)
                values = [row[name] for row in chunk for name in names]
                # Table and column names come from rows.py, never from a report.
                self._execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES {marks}", *values)  # noqa: S608

    def _set_meta(self, key: str, value: str) -> None:
        self._execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    def _execute(self, query: str, *values: object) -> duckdb.DuckDBPyConnection:
        return self._connection().execute(query, list(values))

    def _fetch(self, query: str, *values: object) -> list[tuple[str, ...]]:
        return self._execute(query, *values).fetchall()

    def _pairs(self, query: str) -> list[tuple[str, str]]:
        return [(one, other) for one, other in self._fetch(query)]

    def _records(self, query: str, model: type[_Model], *values: object) -> list[_Model]:
        return [model.model_validate_json(record) for (record,) in self._fetch(query, *values)]

    def _readings(self, reports: list[str], original: bool) -> list[Reading]:
        """Return the readings of reports by id, in the order given."""
        redated: dict[str, Reading] = {}
        if not original:
            query = "SELECT record FROM redated WHERE report IN (SELECT unnest(?))"
            redated = {reading.report.id: reading for reading in self._records(query, Reading, reports)}
        kept = [key for key in reports if key not in redated]
        times = self._parts("times", Time, kept)
        mentions = self._parts("mentions", Mention, kept)
        statements = self._parts("statements", Statement, kept)
        events = self._parts("events", Event, kept)
        positions = self._parts("positions", Position, kept)
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
            for key, model, record in self._fetch(query, kept)
        }
        return [redated[key] if key in redated else read[key] for key in reports]

    def _parts(self, table: str, model: type[_Model], reports: list[str]) -> dict[str, list[_Model]]:
        """Return the records of a table by report, in their order in the reading."""
        found: dict[str, list[_Model]] = {report: [] for report in reports}
        # The table's name is one of ours.
        query = f"SELECT report, record FROM {table} WHERE report IN (SELECT unnest(?)) ORDER BY report, n"  # noqa: S608
        for report, record in self._fetch(query, reports):
            found[report].append(model.model_validate_json(record))
        return found
