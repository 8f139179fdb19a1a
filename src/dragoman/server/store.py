"""The ledger as the server opens it: many readers for a moment each, one writer at a time.

The file is open only while a request needs it, so that another program can write to it in between and
the page shows what it wrote.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import Any, TypeVar

from dragoman.ledger import Ledger

_Made = TypeVar("_Made")
_KEPT = 100
"""Figures that are held until the ledger changes; those of the parties asked for first go first."""


class Store:
    """Opens a ledger file for requests.

    Args:
        path: The ledger's file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free = Condition()
        self._readers = 0
        self._writing = False
        self._kept: OrderedDict[str, tuple[str, Any]] = OrderedDict()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """Open the ledger to read it; waits while this server writes.

        Raises:
            LedgerError: when the file is no ledger, or another program writes for long.
        """
        with self._free:
            self._free.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            with Ledger(self.path, read_only=True) as ledger:
                yield ledger
        finally:
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Open the ledger to write to it, when nobody reads.

        Raises:
            LedgerError: when the file is no ledger, or another program holds it for long.
        """
        with self._free:
            self._free.wait_for(lambda: not self._writing)
            self._writing = True  # from here on, new readers wait
            self._free.wait_for(lambda: not self._readers)
        try:
            with Ledger(self.path) as ledger:
                yield ledger
        finally:
            with self._free:
                self._writing = False
                self._free.notify_all()

    def stamp(self) -> str:
        """Return what changes whenever the file does."""
        state = self.path.stat()
        return f"{state.st_mtime_ns:x}-{state.st_size:x}"

    def kept(self, name: str, ledger: Ledger, make: Callable[[Ledger], _Made]) -> _Made:
        """Return what `make` makes of the ledger, made again only when the file has changed."""
        stamp = self.stamp()
        held = self._kept.get(name)
        if held is None or held[0] != stamp:
            held = (stamp, make(ledger))
            self._kept[name] = held
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return held[1]
