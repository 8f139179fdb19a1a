"""Reading many inputs into a ledger from the command line: progress, failures, counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console

from dragoman.cli_progress import Extent, ReportProgress
from dragoman.coding.issues import read_issues
from dragoman.errors import OtherLanguageError, ReadError
from dragoman.reading import Address, read_sources
from dragoman.records import Report
from dragoman.scale.processes import open_reader
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.reader import Reader
    from dragoman.reading.polite import Manners

UNKNOWN_LANGUAGE = "other"


@dataclass
class Intake:
    """What became of the inputs of one run."""

    read: int = 0
    known: int = 0
    """Reports that the ledger held already."""
    failures: list[ReadError] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Language to the number of reports that were left out because they are in it."""

    def summary(self) -> str:
        """Return the counts as one line."""
        line = f"{self.read} read, {self.known} known, {len(self.failures)} failed"
        if self.skipped:
            languages = ", ".join(f"{count} {language}" for language, count in self.skipped.most_common())
            line += f", {self.skipped.total()} skipped (in other languages: {languages})"
        return line

    def as_json(self) -> str:
        """Return the counts and failures as one JSON object."""
        failures = [
            {"name": error.name, "step": error.step, "reason": error.reason} for error in self.failures
        ]
        counts = {"read": self.read, "known": self.known, "failed": failures, "skipped": dict(self.skipped)}
        return json.dumps(counts, ensure_ascii=False)


def tell(error: ReadError, console: Console) -> None:
    """Print one line on an input that failed or was left out."""
    console.print(str(error), markup=False, highlight=False, soft_wrap=True)


def take_in(
    sources: Iterable[str | Address],
    settings: Settings,
    ledger: Ledger,
    reader: Reader | None = None,
    manners: Manners | None = None,
) -> Intake:
    """Read `sources` into `ledger` and reconcile it; each input that fails is one line on standard error.

    Failures are kept in the ledger as they happen, so that a run that is killed has lost none; those of
    earlier runs are forgotten once their source is read without them. `manners` are those of a program that
    takes in again and again; else each run begins without knowing its hosts. A progress line is shown on
    standard error when that is a terminal.
    """
    console = Console(stderr=True)
    sources = list(sources)
    extent = Extent(sources if console.is_terminal else ())  # else nobody sees how much there is
    run = _Run(settings, ledger, console, extent, manners)
    with open_reader(settings, reader) as opened, ReportProgress(console, extent.total) as progress:
        for reading in opened.read_reports(run.reports(sources), run.broke):
            if ledger.add(reading):
                run.intake.read += 1
            else:
                run.intake.known += 1
            progress.advance(read=run.behind(reading.report))
        progress.joining()
        run.settle()
        if settings.issues is not None:
            ledger.fix_issues(read_issues(settings.issues))
        # A report whose date is inferred is read again: its relative dates can be resolved then.
        ledger.reconcile(opened.read_report)
    return run.intake


class _Run:
    """One run: which source each report came from, and what became of it."""

    def __init__(
        self, settings: Settings, ledger: Ledger, console: Console, extent: Extent, manners: Manners | None
    ) -> None:
        self.intake = Intake()
        self._manners = manners
        self._settings = settings
        self._ledger = ledger
        self._log = ledger.intake
        self._console = console
        self._extent = extent
        self._behind: dict[str, float] = {}
        """Report that is being read to what of the inputs lay behind when it was taken."""
        self._source = ""
        self._source_of: dict[str, str] = {}
        self._failed: dict[str, list[str]] = {}
        """Source to the names that failed in it."""

    def reports(self, sources: Iterable[str | Address]) -> Iterator[Report]:
        """Yield the reports that the ledger does not hold; tell, keep and count the rest."""
        followed = self._followed(sources)
        for found in read_sources(followed, self._settings, self._manners, self._extent.opened):
            if isinstance(found, OtherLanguageError):
                self.intake.skipped[found.language or UNKNOWN_LANGUAGE] += 1
                tell(found, self._console)
            elif isinstance(found, ReadError):
                self._fail(found, self._source)
            elif self._ledger.holds(found.id):
                self.intake.known += 1
            else:
                self._source_of[found.id] = self._source
                self._behind[found.id] = self._extent.behind()
                yield found

    def broke(self, report: Report, step: str, error: Exception) -> None:
        """Take note of a step of the pipeline that broke on a report."""
        reason = f"the step {step} broke on it ({error}); please report it"
        self._fail(ReadError(report.name, reason, step=step), self._source_of.get(report.id, report.name))

    def behind(self, report: Report) -> float | None:
        """Return how many bytes of the inputs lie behind once a report is read."""
        return self._behind.pop(report.id, None)

    def settle(self) -> None:
        """Forget the earlier failures of the sources that were read to their end."""
        for source, names in self._failed.items():
            self._log.settled(source, names)

    def _followed(self, sources: Iterable[str | Address]) -> Iterator[str | Address]:
        """Yield the sources; a source is asked for only when all of the one before was yielded."""
        for source in sources:
            self._source = source.name if isinstance(source, Address) else str(source)
            self._failed.setdefault(self._source, [])
            self._extent.source(source)
            yield source

    def _fail(self, error: ReadError, source: str) -> None:
        self.intake.failures.append(error)
        self._failed.setdefault(source, []).append(error.name)
        tell(error, self._console)
        self._log.failed(error.name, source, error.step, error.reason)
