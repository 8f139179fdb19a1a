"""Inputs of a reading on many machines: listed by one, read by any of them, wherever fsspec reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import fsspec

from dragoman.errors import ReadError
from dragoman.reading import read_sources
from dragoman.reading.formats import KNOWN
from dragoman.reading.item import is_address
from dragoman.records import Report
from dragoman.settings import Settings


def list_inputs(sources: Iterable[str]) -> Iterator[str | ReadError]:
    """Yield each file and web address; folders, local or at an fsspec address, by the files in them."""
    for source in sources:
        if is_address(source):
            yield source
            continue
        try:
            files, root = fsspec.core.url_to_fs(source)
            if not files.isdir(root):
                yield source
                continue
            found = [path for path in sorted(files.find(root)) if _wanted(path.removeprefix(root))]
        except (OSError, ValueError, ImportError) as error:
            yield ReadError(source, f"cannot be listed ({error}); check the address")
            continue
        if not found:
            yield ReadError(
                source, "holds no file with an ending of docs/reading.md; give the files themselves"
            )
        remote = "://" in source
        yield from (files.unstrip_protocol(path) if remote else path for path in found)


def read_inputs(inputs: Iterable[str], settings: Settings) -> Iterator[Report | ReadError]:
    """Yield the reports of inputs as `read_sources` does; those at fsspec addresses are fetched first."""
    for name in inputs:
        if "://" not in name or is_address(name):
            yield from read_sources([name], settings)
            continue
        try:
            with TemporaryDirectory() as folder:
                files, path = fsspec.core.url_to_fs(name)
                local = str(Path(folder) / PurePosixPath(path).name)
                files.get_file(path, local)
                for item in read_sources([local], settings):
                    yield _renamed(item, local, name)
        except (OSError, ValueError, ImportError) as error:
            yield ReadError(name, f"cannot be fetched ({error}); check the address")


def _renamed(item: Report | ReadError, path: str, name: str) -> Report | ReadError:
    """Return what was read of a fetched file under the name that it was given by."""
    if isinstance(item, ReadError):
        return ReadError(name + item.name.removeprefix(path), item.reason)
    return item.model_copy(update={"name": name + item.name.removeprefix(path)})


def _wanted(path: str) -> bool:
    pure = PurePosixPath(path)
    return pure.suffix.lower() in KNOWN and not any(part.startswith(".") for part in pure.parts)
