"""Reading on a Ray cluster: parts of the inputs go to whichever machine is free, and come out as Parquet.

A part is a task. Each process that runs tasks keeps one reading process of its own beside it
(`processes.py`), which holds the models from task to task: what breaks there costs one report, and what
takes away the machine costs that the part is read again elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import TypeVar

import ray

from dragoman.errors import DragomanError, ReadError
from dragoman.language.pipeline import choose_model
from dragoman.records import Report
from dragoman.scale.inputs import list_inputs, read_inputs
from dragoman.scale.layout import Failed, Layout, Part
from dragoman.scale.processes import Processes
from dragoman.settings import Settings

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

_TRIES = 5
"""How often a part is begun again when its machine goes away."""
_WAITING = 2
"""Parts handed out for each core: one is read while another waits."""
_MAX_REASON = 300
"""Characters of an error of Ray's that are told."""
APART = frozenset({"jobs", "worker_megabytes", "fetch_timeout", "allow_private_hosts", "engine", "parquet",
                   "ray_address", "part_inputs", "batch_size"})  # fmt: skip
"""Settings on which no reading depends."""


def read_with(settings: Settings) -> dict[str, str]:
    """Return the versions and settings on which readings depend."""
    model = choose_model(settings)
    return {
        "dragoman": version("dragoman"),
        "model": f"{model} {version(model)}",
        "settings": settings.model_dump_json(exclude=set(APART)),
    }


def read_on_cluster(sources: Iterable[str], settings: Settings) -> Iterator[Part | ReadError]:
    """Read sources into the layout at `settings.parquet`, on the cluster at `settings.ray_address`.

    Yields each part once it is done, those done before first, and inputs that fail as `ReadError`. A
    part whose machine goes away is read elsewhere. What is broken off goes on where it was when called again.

    Raises:
        DragomanError: when the layout cannot be used, or there is no cluster.
    """
    layout = Layout(settings.parquet)
    manifest = layout.manifest(read_with(settings))
    listed = list(list_inputs(sources))
    manifest.plan((name for name in listed if isinstance(name, str)), settings.part_inputs)
    layout.save(manifest)
    yield from (name for name in listed if isinstance(name, ReadError))
    done = layout.done()
    yield from (done[name] for name in manifest.parts if name in done)
    with joined(settings):
        yield from _read_parts({n: i for n, i in manifest.parts.items() if n not in done}, settings)


def on_cluster(make: Callable[[_Given], _Made], items: Iterable[_Given], settings: Settings) -> list[_Made]:
    """Return what a function makes of each item, made wherever a core is free; in the order of the items.

    Raises:
        DragomanError: when there is no cluster.
    """
    with joined(settings):
        task = ray.remote(make).options(num_cpus=1, max_retries=_TRIES)
        made: list[_Made] = ray.get([task.remote(item) for item in items])
    return made


@contextmanager
def joined(settings: Settings) -> Iterator[None]:
    """Be connected to the cluster; what is joined inside another one is joined once.

    Raises:
        DragomanError: when there is no cluster.
    """
    started = _join(settings)
    try:
        yield
    finally:
        if started:
            ray.shutdown()


def _join(settings: Settings) -> bool:
    """Connect to the cluster, or start one of this machine; tell whether this was done here."""
    if ray.is_initialized():
        return False
    try:
        ray.init(address=settings.ray_address or None, log_to_driver=False, include_dashboard=False)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise DragomanError(f"no Ray cluster at {settings.ray_address or 'this machine'}: {error}") from error
    return True


def _read_parts(parts: dict[str, list[str]], settings: Settings) -> Iterator[Part | ReadError]:
    """Hand out the parts, a bounded number at a time, and yield what came of each as it is done."""
    task = ray.remote(_read_part).options(num_cpus=1, max_retries=_TRIES)
    text = settings.model_dump_json()
    rest = iter(parts.items())
    running: dict[ray.ObjectRef, str] = {}
    while True:
        cores = int(ray.cluster_resources().get("CPU", 1))
        while len(running) < max(1, cores * _WAITING) and (following := next(rest, None)):
            name, inputs = following
            running[task.remote(name, inputs, text)] = name
        if not running:
            return
        (finished,), _ = ray.wait(list(running), num_returns=1)
        name = running.pop(finished)
        try:
            yield Part.model_validate_json(ray.get(finished))
        except ray.exceptions.RayError as error:
            reason = _cause(error)
            yield from (ReadError(i, f"{name} was not read ({reason}); read again") for i in parts[name])


def _cause(error: ray.exceptions.RayError) -> str:
    """Return in one line why a part was not read: of an error raised in a task that error, without where."""
    cause = error.cause if isinstance(error, ray.exceptions.RayTaskError) else error
    return f"{type(cause).__name__}: {' '.join(str(cause).split())[:_MAX_REASON]}"


def _read_part(name: str, inputs: list[str], settings: str) -> str:
    """Read a part and write it; return it as JSON. Runs on the cluster."""
    options = Settings.model_validate_json(settings)
    failed: list[Failed] = []

    def reports() -> Iterator[Report]:
        for item in read_inputs(inputs, options):
            if isinstance(item, ReadError):
                failed.append(Failed(name=item.name, reason=item.reason))
            else:
                yield item

    def broke(report: Report, step: str, error: Exception) -> None:
        failed.append(Failed(name=report.name, reason=f"the step {step} broke on it ({error})"))

    readings = list(_reader(settings).read_reports(reports(), broke))
    return Layout(options.parquet).write(name, readings, failed).model_dump_json()


@cache
def _reader(settings: str) -> Processes:
    """Return the one reading process that this process keeps; it ends when this one does."""
    return Processes(Settings.model_validate_json(settings).model_copy(update={"jobs": 1}))
