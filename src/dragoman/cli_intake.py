"""Reading many inputs into a ledger from the command line: progress, failures, counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from dragoman.errors import ReadError
from dragoman.reading import read_sources
from dragoman.records import Report
from dragoman.scale.processes import open_reader
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.ledger import Ledger


@dataclass
class Intake:
    """What became of the inputs of one run."""

    read: int = 0
    known: int = 0
    """Reports that the ledger held already."""
    failures: list[ReadError] = field(default_factory=list)

    def summary(self) -> str:
        """Return the counts as one line."""
        return f"{self.read} read, {self.known} known, {len(self.failures)} failed"

    def as_json(self) -> str:
        """Return the counts and failures as one JSON object."""
        failures = [{"name": error.name, "reason": error.reason} for error in self.failures]
        return json.dumps({"read": self.read, "known": self.known, "failed": failures}, ensure_ascii=False)

    def fail(self, error: ReadError, console: Console) -> None:
        """Keep an input that failed, and tell it."""
        self.failures.append(error)
        console.print(str(error), markup=False, highlight=False, soft_wrap=True)


class RateColumn(ProgressColumn):
    """Reports a second, measured over the last seconds."""

    def render(self, task: Task) -> Text:
        """Return the rate, or a dash until there is one."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "–/s", style="dim")


def progress_line(console: Console) -> Progress:
    """Return a line that counts reports, shown while they are read where `console` is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.completed} reports"), RateColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


def take_in(sources: Iterable[str], settings: Settings, ledger: Ledger) -> Intake:
    """Read `sources` into `ledger` and reconcile it; each input that fails is one line on standard error.

    A progress line is shown on standard error when that is a terminal.
    """
    intake = Intake()
    console = Console(stderr=True)
    with (
        progress_line(console) as progress,
        open_reader(settings) as reader,
    ):
        shown = progress.add_task("read", total=None)
        reports = _readable(sources, settings, intake, console)

        def failed(report: Report, step: str, error: Exception) -> None:
            intake.fail(
                ReadError(report.name, f"the step {step} broke on it ({error}); please report it"), console
            )

        for reading in reader.read_reports(reports, failed):
            if ledger.add(reading):
                intake.read += 1
            else:
                intake.known += 1
            progress.advance(shown)
        # A report whose date is inferred is read again: its relative dates can be resolved then.
        ledger.reconcile(reader.read_report)
    return intake


def _readable(
    sources: Iterable[str], settings: Settings, intake: Intake, console: Console
) -> Iterator[Report]:
    """Yield the reports; tell and keep the inputs that cannot be read."""
    for item in read_sources(sources, settings):
        if isinstance(item, ReadError):
            intake.fail(item, console)
        else:
            yield item
