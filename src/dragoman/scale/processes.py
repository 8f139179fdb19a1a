"""Reading in worker processes of this machine: the same readings as with one, in the same order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, forkserver, get_context
from multiprocessing.process import BaseProcess
from typing import Self

from dragoman.errors import DragomanError, ReadError
from dragoman.reader import OnFailure, Reader, load
from dragoman.records import Reading, Report
from dragoman.scale.worker import HANDED, OUT_OF_MEMORY, Failure, Outcome, Ready, work
from dragoman.settings import Settings

_AHEAD = 2
"""Batches for each worker that may be read before the first of them is taken: bounds memory."""
_LAST_WORDS = 5.0
"""Seconds that a worker has to end by itself."""
_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Workers are the parallelism; threads of each would only get in each other's way."""
_PRELOAD = "dragoman.scale.preload"

Placed = tuple[int, Report]
"""A report with its place in the order."""


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    pipe: connection.Connection
    ready: bool = False
    task: tuple[Placed, ...] = ()
    """What it is reading; empty while it waits."""


class Processes:
    """Reads reports in `settings.jobs` processes; a context manager, with the methods of `Reader`.

    Batches are the same however many processes read, and so are the readings. A report whose worker ends
    (killed, or out of memory) fails alone: the others of its batch are read again, each by itself, by the
    worker that takes its place.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes: those that wait by themselves, those in the middle of a report at once."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.pipe.close()
            if worker.task:
                worker.process.terminate()
        for worker in workers:
            worker.process.join(_LAST_WORDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def pids(self) -> list[int]:
        """Return the ids of the processes that read."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def read_report(self, report: Report) -> Reading:
        """Read one report. Raises `ReadError` where a step breaks on it."""
        return next(self.read_reports([report]))

    def read_reports(
        self, reports: Iterable[Report], on_failure: OnFailure | None = None
    ) -> Iterator[Reading]:
        """Read reports, in their order; only a bounded number is taken from `reports` ahead.

        A report that fails raises `ReadError`; with `on_failure` it is told, and the rest goes on.

        Raises:
            DragomanError: when a worker cannot start.
        """
        run = _Run(
            self._settings, enumerate(reports), _AHEAD * self._settings.jobs * self._settings.batch_size
        )
        try:
            while True:
                self._hand_out(run)
                if run.next_is_done():
                    self._collect(run, wait=False)
                    report, outcome = run.take()
                    if isinstance(outcome, str):
                        yield Reading.model_validate_json(outcome)
                    elif on_failure is None:
                        raise ReadError(report.name, f"the step {outcome.step} broke on it ({outcome.error})")
                    else:
                        on_failure(report, outcome.step, RuntimeError(outcome.error))
                elif any(worker.task for worker in self._workers):
                    self._collect(run, wait=True)
                else:
                    return
        finally:
            if any(worker.task for worker in self._workers):
                self.close()

    def _hand_out(self, run: _Run) -> None:
        """Give every worker that waits something to read, and make workers up to the number wanted."""
        for worker in list(self._workers):
            if not worker.task and not self._give(worker, run):
                return
        while len(self._workers) < self._settings.jobs and run.has_more():
            worker = self._start()
            self._workers.append(worker)
            self._give(worker, run)

    def _give(self, worker: _Worker, run: _Run) -> bool:
        """Hand the next batch to a worker; tell whether there was one."""
        worker.task = run.next_task()
        if worker.task:
            # One that has ended meanwhile is noticed when its answer is awaited.
            with suppress(OSError):
                worker.pipe.send([report.model_dump_json() for _, report in worker.task])
        return bool(worker.task)

    def _start(self) -> _Worker:
        settings = self._settings.model_dump_json()
        context = get_context("forkserver")
        context.set_forkserver_preload([_PRELOAD])
        with _environment(_THREADS | {HANDED: settings}):
            forkserver.ensure_running()
        ours, theirs = context.Pipe()
        process = context.Process(
            target=work, args=(theirs, settings, self._settings.worker_megabytes), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _collect(self, run: _Run, *, wait: bool) -> None:
        """Take in what workers have sent, and replace those that have ended."""
        by_pipe = {worker.pipe: worker for worker in self._workers if worker.task}
        for pipe in connection.wait(list(by_pipe), None if wait else 0):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, run)
                continue
            if isinstance(message, Ready):
                if message.fault:
                    raise DragomanError(message.fault)
                worker.ready = True
            else:
                run.put(worker.task, message)
                worker.task = ()

    def _bury(self, worker: _Worker, run: _Run) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        how = _told(worker.process.exitcode, self._settings.worker_megabytes)
        if not worker.ready:
            raise DragomanError(f"a reading process could not start: {how}")
        run.give_back(worker.task, how)


class _Run:
    """What is to be read, what is read, and what comes next, of one call."""

    def __init__(self, settings: Settings, source: Iterator[Placed], ahead: int) -> None:
        self._size = settings.batch_size
        self._source = source
        self._ahead = ahead
        self._again: deque[tuple[Placed, ...]] = deque()
        self._more: deque[tuple[Placed, ...]] = deque()
        self._done: dict[int, tuple[Report, Outcome]] = {}
        self._next = 0
        self._taken = 0

    def has_more(self) -> bool:
        """Tell whether there is a task that may be handed out now."""
        if not self._again and not self._more and self._taken - self._next < self._ahead:
            batch = tuple(islice(self._source, self._size))
            if batch:
                self._taken += len(batch)
                self._more.append(batch)
        return bool(self._again or self._more)

    def next_task(self) -> tuple[Placed, ...]:
        """Return what is to be read next; nothing where all is handed out, or enough for now."""
        if not self.has_more():
            return ()
        return (self._again or self._more).popleft()

    def put(self, task: tuple[Placed, ...], found: list[Outcome]) -> None:
        """Keep what became of a task."""
        for (place, report), outcome in zip(task, found, strict=True):
            self._done[place] = report, outcome

    def give_back(self, task: tuple[Placed, ...], how: str) -> None:
        """Have the reports of a task whose worker ended read one by one; one that was alone has failed."""
        if len(task) == 1:
            self.put(task, [Failure("reading", how)])
        else:
            self._again.extend((placed,) for placed in task)

    def next_is_done(self) -> bool:
        """Tell whether the outcome is known that comes next in the order."""
        return self._next in self._done

    def take(self) -> tuple[Report, Outcome]:
        """Return the outcome that comes next in the order."""
        found = self._done.pop(self._next)
        self._next += 1
        return found


def open_reader(
    settings: Settings, reader: Reader | None = None
) -> AbstractContextManager[Reader | Processes]:
    """Return what reads reports: in this process, or in as many others as `settings.jobs` says.

    A `reader` that is loaded already reads in this process whatever `settings.jobs` says.

    Raises:
        DragomanError: without a base model.
    """
    if reader is not None or settings.jobs == 1:
        return nullcontext(reader or load(settings))
    return Processes(settings)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for what is started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _told(status: int | None, megabytes: int) -> str:
    if status == OUT_OF_MEMORY:
        return f"it needs more than {megabytes} MB; set DRAGOMAN_WORKER_MEGABYTES higher"
    if status is not None and status < 0:
        return f"its process was ended by signal {-status}, perhaps because memory ran out"
    return f"its process ended with status {status}"
