"""Reports that come in through the page: read one upload at a time, with its progress to be asked for."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Literal

from pydantic import BaseModel, Field

from dragoman.errors import DragomanError, ReadError
from dragoman.reader import OnFailure, Reader, load
from dragoman.reading import read_sources
from dragoman.records import Report
from dragoman.server.store import Store
from dragoman.settings import Settings

_KEPT = 100
"""Uploads whose progress can still be asked for."""


class Failure(BaseModel):
    """An input that could not be read."""

    name: str
    reason: str


class Upload(BaseModel):
    """One upload and how far it is."""

    id: str
    state: Literal["waiting", "reading", "joining", "done", "failed"] = "waiting"
    total: int
    """Inputs; one can hold several reports."""
    done: int = 0
    read: int = 0
    known: int = 0
    """Reports that the ledger held already."""
    failed: list[Failure] = Field(default_factory=list)
    error: str = ""
    """What stopped all of it."""


class Uploads:
    """Reads uploads in the background, in the order in which they came.

    Args:
        store: The ledger.
        settings: The options of the run.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._reader: Reader | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="upload")
        self._held: OrderedDict[str, Upload] = OrderedDict()

    def close(self) -> None:
        """Finish what is being read, and drop what waits."""
        self._pool.shutdown(cancel_futures=True)

    def get(self, identifier: str) -> Upload | None:
        """Return an upload, or None where it is not known (any more)."""
        return self._held.get(identifier)

    def start(self, files: Sequence[tuple[str, bytes]], addresses: Sequence[str]) -> Upload:
        """Begin to read files (name and content) and addresses; returns at once."""
        upload = Upload(id=secrets.token_hex(8), total=len(files) + len(addresses))
        self._held[upload.id] = upload
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)
        self._pool.submit(self._read, upload, list(files), list(addresses))
        return upload

    def _read(self, upload: Upload, files: Sequence[tuple[str, bytes]], addresses: Sequence[str]) -> None:
        try:
            upload.state = "reading"
            if self._reader is None:
                self._reader = load(self._settings)
            readings = list(self._reader.read_reports(self._reports(upload, files, addresses), _told(upload)))
            upload.state = "joining"
            with self._store.writing() as ledger:
                upload.read = ledger.add_all(readings)
                ledger.reconcile(self._reader.read_report)
            upload.known = len(readings) - upload.read
            upload.state = "done"
        except DragomanError as error:
            upload.error, upload.state = str(error), "failed"
        except Exception as error:
            upload.error, upload.state = f"reading broke ({error}); please report it", "failed"
            raise

    def _reports(
        self, upload: Upload, files: Sequence[tuple[str, bytes]], addresses: Sequence[str]
    ) -> Iterator[Report]:
        with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
            for number, (name, content) in enumerate(files):
                shown = plain_name(name)
                # Only the ending of the name is used: it tells the format.
                path = Path(folder) / f"{number}{PurePosixPath(shown).suffix[:10]}"
                path.write_bytes(content)
                yield from self._of(upload, str(path), shown)
        for address in addresses:
            yield from self._of(upload, address, address)

    def _of(self, upload: Upload, source: str, shown: str) -> Iterator[Report]:
        for item in read_sources([source], self._settings):
            if isinstance(item, ReadError):
                upload.failed.append(Failure(name=item.name.replace(source, shown), reason=item.reason))
            else:
                yield item.model_copy(update={"name": item.name.replace(source, shown)})
        upload.done += 1


def plain_name(name: str) -> str:
    """Return the last part of a file's name as a browser sent it, without what no name should have."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "upload.txt"


def _told(upload: Upload) -> OnFailure:
    def failed(report: Report, step: str, error: Exception) -> None:
        reason = f"the step {step} broke on it ({error}); please report it"
        upload.failed.append(Failure(name=report.name, reason=reason))

    return failed
