"""A ledger in formats for machines, newline-delimited JSON; one module for each format."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.exports import entries, plover, positions, statements
from dragoman.ledger import Ledger

FORMATS: dict[str, Callable[[Ledger], Iterator[str]]] = {
    "plover": plover.lines,
    "statements": statements.lines,
    "entries": entries.lines,
    "positions": positions.lines,
}
"""Format to the function that yields its lines, without line ends."""

__all__ = ["FORMATS", "write"]


def write(ledger: Ledger, name: str, path: Path) -> int:
    """Write a ledger in the format of a name, whole or not at all.

    Returns:
        The number of lines.

    Raises:
        KeyError: when there is no such format.
        OSError: when the file cannot be written.
    """
    lines = FORMATS[name](ledger)
    count = 0
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            for line in lines:
                out.write(line + "\n")
                count += 1
        umask = os.umask(0)
        os.umask(umask)
        Path(draft).chmod(0o666 & ~umask)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return count
