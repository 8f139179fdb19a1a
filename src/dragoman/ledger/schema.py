"""The ledger file: opening it, its schema's version, and refusing what is not a ledger."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from importlib import metadata, resources
from pathlib import Path

import duckdb

from dragoman.errors import LedgerBusyError, LedgerError
from dragoman.ontology.plover import load_ontology

SCHEMA_VERSION = 4

MIGRATIONS: dict[int, str] = {1: "schema_2.sql", 2: "schema_3.sql", 3: "schema_4.sql"}
"""Version to the script that brings a ledger of that version to the next."""

_PROGRAM = "dragoman"
_RETRY = 0.1
"""Seconds between two tries to open a file that another program holds."""


def open_ledger(path: Path | None, read_only: bool, wait: float = 0.0) -> duckdb.DuckDBPyConnection:
    """Open a ledger file, or make it where there is none; None keeps the ledger in memory.

    Many programs can read a ledger at once; while one writes, no other can open it.

    Args:
        path: The file.
        read_only: Open an existing file beside other readers.
        wait: Seconds to wait for a program that holds the file.

    Raises:
        LedgerBusyError: when another program holds the file.
        LedgerError: when the file is not a ledger, cannot be made or was written by a newer program.
    """
    if path is not None and not path.exists():
        if read_only:
            raise LedgerError(f"{path}: no such ledger")
        _make(path)
    connection = _connect(path, read_only, time.monotonic() + wait)
    try:
        _prepare(connection, path, read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def cannot_be_written(path: Path | None, error: OSError | duckdb.Error) -> LedgerError:
    """Return what to raise where DuckDB or the system could not write a ledger."""
    why = error.strerror if isinstance(error, OSError) else str(error).partition("\n")[0]
    return LedgerError(
        f"{path}: cannot be written ({why}); free room on its disk, or check path and permissions, and run "
        "this again: what the ledger held stays"
    )


def _make(path: Path) -> None:
    """Make an empty ledger and put it in its place as a whole, unless another program was first.

    A full disk or a kill in between leaves no file that is half a ledger.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            made = Path(folder, path.name)
            with duckdb.connect(str(made)) as connection:
                _create(connection)
                connection.execute("CHECKPOINT")
            _drop_log_without_ledger(path)
            with suppress(FileExistsError):
                _place(made, path)
    except (OSError, duckdb.Error) as error:
        raise cannot_be_written(path, error) from error


def _place(made: Path, path: Path) -> None:
    """Give a file its name, without putting it in the place of another."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        if not path.exists():
            made.rename(path)


def _drop_log_without_ledger(path: Path) -> None:
    """Remove the write-ahead log of a ledger that was deleted, as DuckDB does where it makes a file."""
    log = path.with_name(f"{path.name}.wal")
    if log.exists() and not path.exists():
        log.unlink()


def _connect(path: Path | None, read_only: bool, until: float) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            return duckdb.connect(str(path) if path is not None else ":memory:", read_only=read_only)
        except duckdb.Error as error:
            if "lock" not in str(error).lower():
                raise LedgerError(_unopened(path, str(error))) from error
            if time.monotonic() >= until:
                raise LedgerBusyError(f"{path}: in use by another program that writes to it") from error
        time.sleep(_RETRY)


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path | None, read_only: bool) -> None:
    tables = {
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
        ).fetchall()
    }
    if not tables:
        if read_only:
            raise LedgerError(f"{path}: an empty database, not a ledger")
        _create(connection)
        return
    held = dict(connection.execute("SELECT key, value FROM meta").fetchall()) if _has_meta(connection) else {}
    if held.get("program") != _PROGRAM:
        raise LedgerError(f"{path}: a database of another program, not a ledger")
    version = held.get("schema_version", "")
    if not version.isdigit():
        raise LedgerError(f"{path}: a ledger with the unreadable schema version {version!r}")
    if int(version) > SCHEMA_VERSION:
        raise LedgerError(
            f"{path}: a ledger of schema {version}, written by Dragoman "
            f"{held.get('program_version', 'unknown')}; this program "
            f"reads up to schema {SCHEMA_VERSION}: upgrade it"
        )
    _migrate(connection, path, int(version), read_only)


def _has_meta(connection: duckdb.DuckDBPyConnection) -> bool:
    columns = connection.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = 'main' AND table_name = 'meta'"
    ).fetchall()
    return {name for (name,) in columns} == {"key", "value"}


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    connection.execute(_script("schema.sql"))
    for step in sorted(MIGRATIONS):
        _take(connection, step)
    for key, value in (
        ("program", _PROGRAM),
        ("program_version", metadata.version("dragoman")),
        ("schema_version", str(SCHEMA_VERSION)),
    ):
        connection.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
    connection.commit()


def _migrate(connection: duckdb.DuckDBPyConnection, path: Path | None, version: int, read_only: bool) -> None:
    if version < SCHEMA_VERSION and read_only:
        raise LedgerError(f"{path}: a ledger of schema {version}: open it once for writing to upgrade it")
    for step in range(version, SCHEMA_VERSION):
        if step not in MIGRATIONS:
            raise LedgerError(f"{path}: a ledger of schema {step}, from which there is no way to {step + 1}")
        connection.begin()
        _take(connection, step)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(step + 1)])
        connection.commit()


def _take(connection: duckdb.DuckDBPyConnection, step: int) -> None:
    """Bring the tables from one version to the next; within a transaction."""
    connection.execute(_script(MIGRATIONS[step]))
    if step == 1:
        ontology = load_ontology()
        for name, category in ontology.categories.items():
            for mode in ("", *category.modes):
                row = [name, mode, category.quad, ontology.score(name, mode)]
                connection.execute("INSERT INTO scales VALUES (?, ?, ?, ?)", row)


def _script(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _unopened(path: Path | None, message: str) -> str:
    if "not a valid DuckDB" in message:
        return f"{path}: not a ledger"
    return f"{path}: cannot be opened: {message.splitlines()[0]}"
