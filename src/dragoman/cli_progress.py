"""How far a long reading is: reports, rate and time left on standard error, where that is a terminal."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from dragoman.reading import Address, files_in
from dragoman.reading.item import is_address

_PAGE = 50_000
"""Bytes that an address counts for where no file tells how long reports are."""


class RateColumn(ProgressColumn):
    """Reports a second since the first was begun."""

    def render(self, task: Task) -> Text:
        """Return the rate, or a dash until there is one."""
        reports, seconds = task.fields["reports"], task.elapsed
        return Text(f"{reports / seconds:.1f}/s" if reports and seconds else "–/s", style="dim")


class ReportProgress:
    """A line that tells how far a reading is; a context manager, and silent where there is no terminal.

    Args:
        console: Where the line is shown.
        total: Bytes there are to read; None where nobody knows, and no time left is told.
    """

    def __init__(self, console: Console, total: float | None = None) -> None:
        measured = (BarColumn(bar_width=24),) if total else ()
        left = (TextColumn("left", style="dim"), TimeRemainingColumn()) if total else ()
        self._line = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            *measured,
            TextColumn("{task.fields[reports]} reports"),
            RateColumn(),
            TimeElapsedColumn(),
            *left,
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._total = total
        self._reports = 0

    def __enter__(self) -> ReportProgress:
        self._line.start()
        self._task = self._line.add_task("reading", total=self._total, reports=0)
        return self

    def __exit__(self, *_: object) -> None:
        self._line.stop()

    def advance(self, reports: int = 1, read: float | None = None) -> None:
        """Count reports that were read; `read` is how many bytes lie behind by now."""
        self._reports += reports
        self._line.update(self._task, reports=self._reports, completed=read)

    def joining(self) -> None:
        """Say that all is read, and that what was read is being reconciled."""
        self._line.update(self._task, description="joining", completed=self._total)


class Extent:
    """How many bytes some inputs have, and how many lie behind; an address counts as a file of mean size.

    Args:
        sources: Files, folders and addresses.
    """

    def __init__(self, sources: Sequence[str | Address]) -> None:
        addresses = [source for source in sources if _is_web(source)]
        sizes = [
            _size(file) for source in sources if not _is_web(source) for file in _files(Path(str(source)))
        ]
        self._page = sum(sizes) / len(sizes) if sizes else _PAGE
        self.total = sum(sizes) + self._page * len(addresses)
        self._past = self._now = 0.0
        self._stream: io.BufferedReader | None = None

    def source(self, source: str | Address) -> None:
        """Take note that a source is begun."""
        if _is_web(source):
            self._begin(self._page, None)

    def opened(self, stream: io.BufferedReader) -> None:
        """Take note that a file is begun."""
        self._begin(os.fstat(stream.fileno()).st_size, stream)

    def behind(self) -> float:
        """Return how many bytes have been taken from the inputs."""
        if self._stream is None:
            return self._past
        return self._past + (self._now if self._stream.closed else min(self._now, self._stream.tell()))

    def _begin(self, size: float, stream: io.BufferedReader | None) -> None:
        self._past += self._now
        self._now, self._stream = size, stream


def _is_web(source: str | Address) -> bool:
    return isinstance(source, Address) or is_address(source)


def _files(path: Path) -> list[Path]:
    # What cannot be listed is told when it is read.
    with suppress(OSError, ValueError):
        return files_in(path) if path.is_dir() else [path]
    return []


def _size(file: Path) -> int:
    with suppress(OSError, ValueError):
        return file.stat().st_size
    return 0
