"""The ledger's file as the other modules see it: queries, whole-or-nothing transactions, rows in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np
from pydantic import BaseModel

from dragoman.errors import LedgerError
from dragoman.ledger.schema import cannot_be_written, open_ledger

_Model = TypeVar("_Model", bound=BaseModel)
_Item = TypeVar("_Item")
_ROWS_AT_ONCE = 5_000

Value = str | int | float | bool | bytes | dt.date | list[str] | None
Row = Mapping[str, Value]
"""Column to value."""


def batched(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield items in lists of a size, the last one shorter."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


class Database:
    """A connection that is opened at the first use.

    Args:
        path: The ledger's file; None keeps it in memory.
        read_only: Refuse to write.
        wait: Seconds to wait while another program writes.
    """

    def __init__(self, path: Path | None, read_only: bool, wait: float) -> None:
        self._path = path
        self._read_only = read_only
        self._wait = wait
        self._open: duckdb.DuckDBPyConnection | None = None
        self._types: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        """Close the file; safe to call twice."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The open connection."""
        if self._open is None:
            self._open = open_ledger(self._path, self._read_only, self._wait)
        return self._open

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of what follows or none of it.

        Raises:
            LedgerError: when the file is open for reading only, or cannot be written.
        """
        connection = self.connection
        if self._read_only:
            raise LedgerError(f"{self._path}: opened for reading only")
        connection.begin()
        try:
            yield
        except duckdb.Error as error:
            with suppress(duckdb.Error):  # after a full disk there may be nothing left to roll back
                connection.rollback()
            raise cannot_be_written(self._path, error) from error
        except BaseException:
            connection.rollback()
            raise
        try:
            connection.commit()
        except duckdb.Error as error:
            raise cannot_be_written(self._path, error) from error

    def execute(self, query: str, *values: object) -> duckdb.DuckDBPyConnection:
        """Run a query."""
        return self.connection.execute(query, list(values))

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return a query's rows of whatever types."""
        return self.execute(query, *values).fetchall()

    def fetch(self, query: str, *values: object) -> list[tuple[str, ...]]:
        """Return a query's rows of text."""
        return self.execute(query, *values).fetchall()

    def numbers(self, query: str, *values: object) -> list[int]:
        """Return the first column of a query, integers."""
        return [row[0] for row in self.rows(query, *values)]

    def pairs(self, query: str, *values: object) -> list[tuple[str, str]]:
        """Return a query of two columns."""
        return [(one, other) for one, other in self.fetch(query, *values)]

    def records(self, query: str, model: type[_Model], *values: object) -> list[_Model]:
        """Return the records in a query's one column of JSON."""
        return [model.model_validate_json(record) for (record,) in self.fetch(query, *values)]

    def insert(self, tables: Mapping[str, Sequence[Row]]) -> None:
        """Insert rows by table; the rows of one table have the same columns."""
        for table, rows in tables.items():
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                chunk = rows[start : start + _ROWS_AT_ONCE]
                types = self._columns(table)
                names = list(chunk[0])
                columns = [[row[name] for row in chunk] for name in names]
                parts = ", ".join(f"unnest(?::{types[name]}[])" for name in names)
                # Table and column names are the schema's, never from a report.
                self.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {parts}", *columns)

    def lay_out(self, name: str, **columns: Iterable[int]) -> None:
        """Make whole numbers a temporary table, in place of one of that name."""
        arrays = {key: np.fromiter(values, dtype=np.int64) for key, values in columns.items()}
        self.connection.register("laid_out", arrays)
        # The name is one of ours.
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM laid_out")  # noqa: S608
        self.connection.unregister("laid_out")

    def set_meta(self, key: str, value: str) -> None:
        """Set a value of the ledger itself."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    def meta(self, key: str) -> str:
        """Return a value of the ledger itself, empty where there is none."""
        found = self.fetch("SELECT value FROM meta WHERE key = ?", key)
        return found[0][0] if found else ""

    def _columns(self, table: str) -> dict[str, str]:
        if table not in self._types:
            rows = self.pairs(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ?", table
            )
            self._types[table] = {name: "VARCHAR" if kind == "JSON" else kind for name, kind in rows}
        return self._types[table]
