"""What readers hand on to each other: something to read, and how much may still be unpacked for it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Protocol, TypeAlias, cast

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata
from dragoman.records import Report
from dragoman.settings import Settings

IN_MEMORY = 8_000_000
"""Bytes of an unpacked member that stay in memory; longer ones go to a temporary file without a name."""
BUFFER = 65_536
FREE = 20_000_000
"""Unpacked bytes below which no ratio counts: a short text may be packed a thousand times smaller."""


class Budget:
    """Counts what is unpacked for one input, with all that lies in it, against the limits."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name = name
        self._bytes = settings.max_archive_bytes
        self._limit = settings.max_archive_bytes
        self._members = settings.max_archive_members
        self._most_members = settings.max_archive_members

    def spend(self, size: int) -> None:
        """Count `size` unpacked bytes; raise `ReadError` when they are too many."""
        self._bytes -= size
        if self._bytes < 0:
            raise LimitError(
                self._name,
                f"unpacks to more than {self._limit:,} bytes; set DRAGOMAN_MAX_ARCHIVE_BYTES higher",
            )

    def member(self) -> None:
        """Count one member; raise `ReadError` when there are too many."""
        self._members -= 1
        if self._members < 0:
            raise LimitError(
                self._name,
                f"holds more than {self._most_members:,} members; set DRAGOMAN_MAX_ARCHIVE_MEMBERS higher",
            )


class LimitError(ReadError):
    """A limit of the whole input is reached: nothing more of it is read."""


@dataclass(frozen=True)
class Item:
    """Something to read: its bytes, and what its holder told of it.

    `stream` is buffered and can be looked into with `peek`; whether it can be rewound depends on
    where it comes from (see `rewindable`).
    """

    name: str
    stream: io.BufferedReader
    budget: Budget
    content_type: str = ""
    charset: str = ""
    url: str = ""
    file_name: str = ""
    """The name whose ending tells the format, where that is not the end of `name`."""
    depth: int = 0
    alone: bool = True
    """Whether a person named it, rather than an archive that may hold other things as well."""

    @property
    def ending(self) -> str:
        """The ending of the file's name in small letters, with its full stop."""
        return PurePosixPath(self.file_name or self.name).suffix.lower()

    def within(
        self,
        name: str,
        stream: IO[bytes] | io.RawIOBase,
        *,
        file_name: str = "",
        content_type: str = "",
        charset: str = "",
        url: str = "",
    ) -> Item:
        """Return a member of this item as an item of its own."""
        return Item(
            f"{self.name}:{name}" if name else self.name,
            buffered(stream),
            self.budget,
            content_type=content_type,
            charset=charset,
            url=url,
            file_name=file_name or name,
            depth=self.depth + 1,
            alone=self.alone and not name,
        )


@dataclass(frozen=True)
class Address:
    """A page that a list, feed or sitemap names, to be fetched, with what was told of it there."""

    name: str
    hints: Metadata = field(default_factory=Metadata)


def is_address(source: str) -> bool:
    """Tell whether `source` is an address to fetch rather than a path or other words."""
    return source.lower().startswith(("http://", "https://"))


Found: TypeAlias = Report | ReadError | Item | Address
"""What a reader yields: a report, why there is none, or something further to read or to fetch."""
Read = Callable[[Item, Settings], Iterator[Found]]


def buffered(stream: IO[bytes] | io.RawIOBase) -> io.BufferedReader:
    """Return `stream` as one that can be looked into."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream), BUFFER)


def too_large(name: str, limit: int, option: str = "max_report_bytes") -> ReadError:
    """Return the error of an input of more than `limit` bytes, set by `option`."""
    return ReadError(name, f"is larger than {limit:,} bytes; set DRAGOMAN_{option.upper()} higher")


def whole(item: Item, limit: int, option: str) -> bytes:
    """Return all bytes of `item`; raise `ReadError` when they are more than `limit`, set by `option`."""
    data = item.stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(item.name, limit, option)
    return data


def whole_report(item: Item, settings: Settings) -> bytes:
    """Return all bytes of `item`, which is one report."""
    return whole(item, settings.max_report_bytes, "max_report_bytes")


def whole_document(item: Item, settings: Settings) -> bytes:
    """Return all bytes of `item`, which may hold many reports."""
    return whole(item, settings.max_document_bytes, "max_document_bytes")


def require_report_size(item: Item, data: bytes, settings: Settings) -> None:
    """Raise `ReadError` when `data` is more than one report may be."""
    if len(data) > settings.max_report_bytes:
        raise too_large(item.name, settings.max_report_bytes)


def rewindable(item: Item) -> IO[bytes]:
    """Return the item's bytes in a form that can be rewound; a member is unpacked to a temporary file."""
    if item.stream.seekable() and item.depth == 0:
        return item.stream
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    while part := item.stream.read(BUFFER):
        spool.write(part)
    spool.seek(0)
    return cast(IO[bytes], spool)


class Readable(Protocol):
    """What unpackers of all kinds have in common."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


@dataclass
class Unpacked(io.RawIOBase):
    """A stream that is being unpacked, counted against the limits of size and ratio."""

    source: Readable
    name: str
    budget: Budget
    packed: Callable[[], int]
    """Returns the packed bytes used up so far."""
    most_ratio: int
    expected: int | None = None
    """The unpacked size that the archive states, where one that is cut off would end without a word."""
    count: int = field(default=0, init=False)

    def readable(self) -> bool:
        """Tell that it can be read, as buffers ask."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Unpack into `buffer`; raise `ReadError` beyond a limit or where the archive is broken."""
        try:
            data = self.source.read(len(buffer))
        except ReadError:
            raise
        # What zlib, zstd, zipfile and tarfile raise for broken data has no common base of its own.
        except Exception as error:
            raise ReadError(self.name, f"is broken inside ({error}); fetch or pack it again") from error
        if not data and self.expected is not None and self.count < self.expected:
            raise ReadError(self.name, "is cut off inside; fetch or pack it again")
        self.count += len(data)
        self.budget.spend(len(data))
        if self.count > FREE and self.count > self.most_ratio * max(self.packed(), 1):
            raise ReadError(
                self.name,
                f"unpacks to more than {self.most_ratio} times its size, as a bomb does; "
                "set DRAGOMAN_MAX_ARCHIVE_RATIO higher if you trust it",
            )
        buffer[: len(data)] = data
        return len(data)
