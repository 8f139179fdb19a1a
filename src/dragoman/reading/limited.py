"""Parsers of foreign formats, run in a process of their own that is held to its time and memory.

Whatever a hostile file does to a parser (a crash of a C library, an endless loop, memory without
bound) costs that file only: the process is ended, the next file gets a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
from multiprocessing.connection import Pipe
from typing import Any

from dragoman.errors import ReadError
from dragoman.settings import Settings

STARTING = 120.0
"""Seconds that a new process may take until it answers, on a machine that does much else."""
SLACK = 10
"""The process counts its own working time; one that sleeps is ended after this many times as much."""
MAX_ANSWER = 1_000_000_000
"""Bytes of the longest answer that is taken."""
REUSES = 2_000
"""Files after which a process is replaced, so that what a parser leaks does not add up."""


class Worker:
    """One parsing process with its pipe."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.used = 0
        self._pipe, far = Pipe()
        command = [sys.executable, "-m", "dragoman.reading.worker", str(far.fileno()), str(memory)]
        # The process gets no terminal: a parser that writes to it would upset the progress line.
        self._process = subprocess.Popen(  # noqa: S603
            command,
            pass_fds=[far.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        far.close()
        self._receive(STARTING)

    def ask(self, parser: str, data: bytes, options: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return the answer; raise `TimeoutError`, or `EOFError` when the process died."""
        self.used += 1
        try:
            request = {"parser": parser, "options": options, "seconds": seconds}
            self._pipe.send_bytes(json.dumps(request).encode())
            self._pipe.send_bytes(data)
        except OSError as error:
            raise EOFError from error
        return self._receive(seconds * SLACK)

    def end(self) -> int:
        """End the process; return its exit status, negative for a signal."""
        self._pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(0.2)
        self._process.kill()
        return self._process.wait()

    def _receive(self, seconds: float) -> dict[str, Any]:
        if not self._pipe.poll(seconds):
            raise TimeoutError
        try:
            answer: dict[str, Any] = json.loads(self._pipe.recv_bytes(MAX_ANSWER))
        except OSError as error:
            raise EOFError from error
        return answer


class _Held:
    """The process that is kept for the next file."""

    worker: Worker | None = None


def parse(name: str, parser: str, data: bytes, settings: Settings, **options: Any) -> Any:  # noqa: ANN401
    """Return what `parser` (`module:function`) makes of `data` and `options`, which JSON can hold.

    Raises `ReadError` when the parser refuses the data, takes more than `settings.parse_seconds` or
    `settings.parse_memory`, or crashes.
    """
    worker = _worker(settings.parse_memory)
    try:
        answer = worker.ask(parser, data, options, settings.parse_seconds)
    except TimeoutError:
        _drop()
        raise _too_slow(name, settings) from None
    except EOFError:
        status = _drop()
        if status == -signal.SIGPROF:
            raise _too_slow(name, settings) from None
        how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        raise ReadError(
            name, f"ended the process that parsed it ({how}); save the text as .txt", step="parse"
        ) from None
    except BaseException:
        _drop()  # its answer is still to come and must not be taken for the next file's
        raise
    if answer["kind"] == "memory":
        _drop()
        raise ReadError(
            name,
            f"took more than {settings.parse_memory:,} bytes of memory to parse; "
            "set DRAGOMAN_PARSE_MEMORY higher or save the text as .txt",
            step="parse",
        )
    if answer["kind"] == "refused":
        raise ReadError(name, answer["reason"], step="parse")
    return answer["value"]


def _too_slow(name: str, settings: Settings) -> ReadError:
    return ReadError(
        name,
        f"took more than {settings.parse_seconds:g} seconds to parse; "
        "set DRAGOMAN_PARSE_SECONDS higher or save the text as .txt",
        step="parse",
    )


def _worker(memory: int) -> Worker:
    held = _Held.worker
    if held is not None and (held.memory != memory or held.used >= REUSES):
        _drop()
        held = None
    if held is None:
        held = _Held.worker = Worker(memory)
    return held


def _drop() -> int:
    """End the process that is held; return its exit status."""
    held, _Held.worker = _Held.worker, None
    return held.end() if held is not None else 0


def _forget() -> None:
    """A child that was forked off must not share its parent's process."""
    _Held.worker = None


atexit.register(_drop)
os.register_at_fork(after_in_child=_forget)
