"""`dragoman read --engine ray`: reading on a cluster, from the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console

from dragoman.cli_intake import Intake, tell
from dragoman.cli_progress import ReportProgress
from dragoman.errors import DragomanError, ReadError
from dragoman.scale.processes import Processes
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.scale.layout import Layout, Part


def take_in_from_cluster(sources: Iterable[str], settings: Settings, ledger: Ledger) -> Intake:
    """Read `sources` on a Ray cluster into Parquet, and that into `ledger`, as one machine would.

    Raises:
        DragomanError: without the extra `ray`, without `--parquet`, or without a cluster.
    """
    if not settings.parquet:
        raise DragomanError(
            "--engine ray needs --parquet: a folder or address that all machines can write to"
        )
    try:
        from dragoman.scale.cluster import joined, read_on_cluster
        from dragoman.scale.layout import Layout
    except ImportError as error:
        raise DragomanError(
            f"--engine ray needs the extra 'ray' ({error}): pip install 'dragoman[ray]'"
        ) from error
    intake = Intake()
    with joined(settings):  # once for the reading and for what reconciling has encoded there
        _take_parts(read_on_cluster(sources, settings), Layout(settings.parquet), ledger, intake)
        with Processes(settings) as reader:
            ledger.reconcile(reader.read_report)
    return intake


def _take_parts(parts: Iterable[Part | ReadError], layout: Layout, ledger: Ledger, intake: Intake) -> None:
    """Take each part into the ledger as it is read; tell and count what failed."""
    console = Console(stderr=True)
    with ReportProgress(console) as progress:
        for item in parts:
            if isinstance(item, ReadError):
                failures = [item]
            else:
                failures = [ReadError(failed.name, failed.reason) for failed in item.failed]
            for failure in failures:
                intake.failures.append(failure)
                tell(failure, console)
            if isinstance(item, ReadError):
                continue
            new = ledger.add_all(layout.readings(item))
            intake.read += new
            intake.known += item.reports - new
            progress.advance(item.reports)
