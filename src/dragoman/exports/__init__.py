"""A ledger in formats for machines; one module for each family of formats."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dragoman.exports import (
    dyads,
    entries,
    followthemoney,
    graphs,
    plover,
    positions,
    statements,
    stories,
    tables,
)
from dragoman.ledger import Ledger

LINES: dict[str, Callable[[Ledger], Iterator[str]]] = {
    "plover": plover.lines,
    "statements": statements.lines,
    "entries": entries.lines,
    "positions": positions.lines,
    "csv": tables.csv_lines,
    "polecat": dyads.polecat,
    "icews": dyads.icews,
    "gdelt": dyads.gdelt,
    "gexf": graphs.gexf,
    "graphml": graphs.graphml,
    "timelinejs": stories.timelinejs,
    "icalendar": stories.icalendar,
    "annotations": stories.web_annotations,
    "schema-org": stories.schema_org,
    "followthemoney": followthemoney.lines,
}
"""Format of text to the function that yields its lines, without line ends."""
FILES: dict[str, Callable[[Ledger, Path], int]] = {"parquet": tables.parquet, "sqlite": tables.sqlite}
"""Format that is no text to the function that writes it into a file and returns the number of rows."""
FORMATS = (*LINES, *FILES)

__all__ = ["FILES", "FORMATS", "LINES", "write"]


def write(ledger: Ledger, name: str, path: Path) -> int:
    """Write a ledger in the format of a name, whole or not at all.

    Returns:
        The number of lines, or of rows.

    Raises:
        KeyError: when there is no such format.
        OSError: when the file cannot be written.
    """
    make = FILES[name] if name in FILES else partial(_write_lines, LINES[name])
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        count = make(ledger, Path(draft))
        umask = os.umask(0)
        os.umask(umask)
        Path(draft).chmod(0o666 & ~umask)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return count


def _write_lines(lines: Callable[[Ledger], Iterator[str]], ledger: Ledger, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines(ledger):
            out.write(line + "\n")
            count += 1
    return count
