"""Entries as tables: CSV for spreadsheets, Parquet for data frames, SQLite for Datasette."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from dragoman.ledger import Ledger

COLUMNS = (
    "id, kind, date, date_basis, first_day, last_day, category, mode, marks, actor_codes, recipient_codes, "
    "summary, (SELECT list(r.name ORDER BY r.name) FROM unnest(reports) AS told(report) "
    "JOIN reports r ON r.id = report) AS reports, outlets, independent, confidence"
)
"""The plain columns of an entry, over the table `entries`."""
ORDER = "ORDER BY first_day NULLS LAST, id"
TELLINGS = """
    SELECT id, report, 'event' AS kind, start_char, end_char, confidence FROM read_events
    UNION ALL SELECT id, report, 'statement', start_char, end_char, confidence FROM read_statements
"""
"""What the reports tell of entries, and where."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

_TABLES = {
    "entries": f"SELECT {COLUMNS} FROM entries WHERE NOT hidden {ORDER}",  # noqa: S608
    "tellings": f"""
        SELECT s.id, m.entry, s.kind, s.report, r.outlet, s.start_char, s.end_char, s.confidence,
            substr(r.record ->> '$.text', s.start_char + 1, s.end_char - s.start_char) AS words
        FROM members m JOIN reports r ON r.id = m.report
            JOIN ({TELLINGS}) AS s ON s.id = m.member AND s.report = m.report
        ORDER BY m.entry, s.report, s.start_char
    """,  # noqa: S608
    "reports": """
        SELECT id, name, title, outlet, author, url, place, language, published, date_basis,
            record ->> '$.text' AS text
        FROM reports ORDER BY id
    """,
    "positions": """
        SELECT id, party_name AS party, party_code, issue, stance, content, date, date_basis, speakers,
            own_view, red_line, answers, entries, reports
        FROM stances ORDER BY issue, party, id
    """,
}
_KEYS = {"tellings": (("entry", "entries"), ("report", "reports"))}
"""Table to its columns that name rows of another."""
_SEARCHED = {"entries": ("summary",), "tellings": ("words",), "reports": ("title", "text")}


def entry_rows(ledger: Ledger) -> duckdb.DuckDBPyRelation:
    """Return the entries as rows of plain columns, by date, undated last."""
    return ledger.sql(_TABLES["entries"])


def csv_lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of a CSV file; lists are parted by `; `, and no cell is taken for a formula."""
    rows = entry_rows(ledger)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="")
    for row in (rows.columns, *rows.fetchall()):
        writer.writerow([_cell(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def parquet(ledger: Ledger, path: Path) -> int:
    """Write the entries as Parquet; return the number of rows."""
    rows = entry_rows(ledger)
    rows.to_parquet(str(path))
    return len(rows)


def sqlite(ledger: Ledger, path: Path) -> int:
    """Write a SQLite file for Datasette, with keys between the tables and indexes of words.

    Returns:
        The number of rows in all tables.
    """
    path.unlink(missing_ok=True)  # the draft is there already, empty, and has no pages yet
    total = 0
    with closing(sqlite3.connect(path)) as made:
        for name, query in _TABLES.items():
            rows = ledger.sql(query)
            columns = ", ".join(_column(name, column) for column in rows.columns)
            made.execute(f"CREATE TABLE {name} ({columns})")
            holes = ", ".join("?" * len(rows.columns))
            held = rows.fetchall()
            made.executemany(f"INSERT INTO {name} VALUES ({holes})", map(_plain, held))  # noqa: S608
            total += len(held)
            if searched := _SEARCHED.get(name):
                indexed = ", ".join(searched)
                made.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5({indexed}, content={name})")
                made.execute(f"INSERT INTO {name}_fts (rowid, {indexed}) SELECT rowid, {indexed} FROM {name}")  # noqa: S608
        made.commit()
    return total


def _column(table: str, column: str) -> str:
    if column == "id":
        return "id TEXT PRIMARY KEY" if table != "tellings" else "id TEXT"
    named = dict(_KEYS.get(table, ())).get(column)
    return f"{column} REFERENCES {named}(id)" if named else column


def _plain(row: Sequence[object]) -> list[object]:
    return [
        json.dumps(value, ensure_ascii=False)
        if isinstance(value, list)
        else value
        if isinstance(value, int | float | None)
        else str(value)
        for value in row
    ]


def _cell(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    text = " ".join(text.split("\0"))
    return f"'{text}" if isinstance(value, str | list) and text.startswith(_FORMULA) else text
