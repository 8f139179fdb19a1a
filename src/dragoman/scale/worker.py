"""What runs in a worker process: reports in, readings out, over one pipe, until the pipe closes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection

from dragoman.errors import DragomanError
from dragoman.reader import Reader, load
from dragoman.records import Reading, Report
from dragoman.settings import Settings

HANDED = "DRAGOMAN_WORKER_SETTINGS"
"""Environment variable with the JSON of the settings; set only while the fork server starts."""
OUT_OF_MEMORY = 86
"""Exit status of a worker that needed more memory than it may have."""
SAMPLE = (
    "PARIS, 3 May – The French foreign minister said on Tuesday that talks with Germany would open soon. "
    '"We demand guarantees," she told reporters. Germany rejected the proposal.'
)
"""Read once before workers are made, so that all tables are loaded where they are shared."""


@dataclass(frozen=True)
class Failure:
    """A report that gave no reading: the step that broke on it, and the error's words."""

    step: str
    error: str


Outcome = str | Failure
"""The JSON of a reading, or why there is none."""


@dataclass(frozen=True)
class Ready:
    """What a worker sends first; with words where it could not start."""

    fault: str = ""


@cache
def reader_for(settings: str) -> Reader:
    """Return the reader for settings, given as JSON; loaded once. Raises `DragomanError`."""
    reader = load(Settings.model_validate_json(settings))
    reader.read(SAMPLE)
    return reader


def outcomes(reader: Reader, reports: Sequence[Report]) -> list[Outcome]:
    """Read reports as one batch; return what became of each, in their order."""
    failures: dict[int, Failure] = {}

    def failed(report: Report, step: str, error: Exception) -> None:
        if isinstance(error, MemoryError):
            raise error
        failures[id(report)] = Failure(step, str(error))

    readings: dict[int, Reading] = {
        id(reading.report): reading for reading in reader.read_reports(reports, failed)
    }
    return [failures.get(id(report)) or readings[id(report)].model_dump_json() for report in reports]


def work(connection: Connection, settings: str, megabytes: int) -> None:
    """Answer batches of reports until the other end closes.

    Args:
        connection: Gives lists of the JSON of reports; is sent `Ready`, then a list of `Outcome` for each.
        settings: JSON of the settings to read with.
        megabytes: The most memory of its own that the process may hold; 0 sets no bound.
    """
    # Ctrl-C reaches the whole group of processes: the one that commits decides what stops, and when.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _bound_memory(megabytes)
        try:
            reader = reader_for(settings)
        except DragomanError as error:
            connection.send(Ready(str(error)))
            return
        connection.send(Ready())
        with suppress(EOFError, BrokenPipeError, ConnectionResetError):
            while True:
                reports = [Report.model_validate_json(text) for text in connection.recv()]
                connection.send(outcomes(reader, reports))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _bound_memory(megabytes: int) -> None:
    if megabytes and sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if most < 0 else min(wanted, most), most))
