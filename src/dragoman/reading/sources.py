"""Files, folders and addresses to reports: each input goes to the reader of its form."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from dragoman.errors import ReadError
from dragoman.reading.assemble import with_hints
from dragoman.reading.formats import KNOWN, read_item
from dragoman.reading.item import Address, Budget, Found, Item, buffered, is_address
from dragoman.reading.polite import Manners
from dragoman.reading.web import fetch
from dragoman.records import Report
from dragoman.settings import Settings

MAX_LISTS = 3
"""Lists of addresses that may lead to one another: an index, a sitemap, a page."""
NO_ROOM = "needs more room for temporary files than is left; free some, or name another folder in TMPDIR"
REASONS = {
    errno.ENOENT: "does not exist; check the path",
    errno.EACCES: "may not be read; check its permissions",
    errno.EPERM: "may not be read; check its permissions",
    errno.ENAMETOOLONG: "has too long a name; check the path",
    errno.ENOSPC: NO_ROOM,
    errno.EDQUOT: NO_ROOM,
    errno.EFBIG: NO_ROOM,
}


Opened = Callable[[io.BufferedReader], None]
"""Told each file that is opened, before anything of it is read: where it stands tells how far it is read."""


def read_sources(
    sources: Iterable[str | Path | Address],
    settings: Settings,
    manners: Manners | None = None,
    opened: Opened | None = None,
) -> Iterator[Report | ReadError]:
    """Yield the reports of files, folders and http(s) addresses, in the order given.

    An `Address` is one that a list names: it is fetched with `manners`, unlike one that a person gives;
    who reads in many runs hands on what is known of the hosts.

    An input that cannot be read yields a `ReadError` whose text is one line, and the others go on. A
    folder stands for all files under it with a known ending, in the order of their names. Reports
    are named as the input was given; one of several in a file `NAME:MEMBER` or `NAME:NUMBER`; one that a
    list names by its address.
    """
    visit = Visit(settings, manners or Manners(settings), opened)
    for source in sources:
        try:
            if isinstance(source, Address):
                yield from visit.listed(source)
            elif isinstance(source, str) and is_address(source):
                yield from visit.address(Address(source))
            else:
                yield from _read_path(str(source), Path(source), settings, visit)
        except ReadError as error:
            yield error


def _read_path(name: str, path: Path, settings: Settings, visit: Visit) -> Iterator[Report | ReadError]:
    try:
        if path.is_dir():
            yield from _read_folder(name, path, settings, visit)
        elif path.exists() and not path.is_file():
            raise ReadError(name, "is no regular file; give a file, a folder or an address")
        else:
            yield from _read_file(name, path, settings, visit)
    except (OSError, ValueError) as error:
        raise ReadError(name, _reason(error)) from error


def files_in(folder: Path) -> list[Path]:
    """Return the files for which a folder stands: those with a known ending, in the order of their names.

    Raises:
        OSError: when the folder cannot be listed.
    """
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KNOWN
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _read_folder(name: str, folder: Path, settings: Settings, visit: Visit) -> Iterator[Report | ReadError]:
    files = files_in(folder)
    if not files:
        raise ReadError(name, "holds no file with an ending of docs/reading.md; give the files themselves")
    for file in files:
        try:
            yield from _read_path(str(file), file, settings, visit)
        except ReadError as error:
            yield error


def _read_file(name: str, path: Path, settings: Settings, visit: Visit) -> Iterator[Report | ReadError]:
    with path.open("rb") as stream:
        if visit.opened is not None:
            visit.opened(stream)
        item = Item(name, stream, Budget(name, settings), file_name=path.name)
        yield from visit.all(read_item(item, settings))


class Visit:
    """The fetching of what lists, feeds and sitemaps of one run name: politely, and each address once."""

    def __init__(self, settings: Settings, manners: Manners, opened: Opened | None = None) -> None:
        self.opened = opened
        self._settings = settings
        self._manners = manners
        self._seen: set[str] = set()

    def all(self, found: Iterator[Found], depth: int = 0) -> Iterator[Report | ReadError]:
        """Yield what was found, with the reports at each address in its place."""
        for one in found:
            if isinstance(one, Address):
                yield from self.listed(one, depth + 1)
            elif not isinstance(one, Item):
                yield one

    def address(self, address: Address, depth: int = 0) -> Iterator[Report | ReadError]:
        """Yield the reports at an address that a person named, or that a list names (`depth` above 0)."""
        page = self._manners.fetch(address.name) if depth else fetch(address.name, self._settings)
        item = Item(
            address.name,
            buffered(io.BytesIO(page.data)),
            Budget(address.name, self._settings),
            content_type=page.content_type,
            charset=page.charset,
            url=page.url,
            file_name=PurePosixPath(urlsplit(page.url).path).name,
        )
        for one in self.all(read_item(item, self._settings), depth):
            yield with_hints(one, address.hints) if isinstance(one, Report) else one

    def listed(self, address: Address, depth: int = 1) -> Iterator[Report | ReadError]:
        """Yield the reports at an address that a list names, once in a run."""
        if address.name in self._seen:
            return
        self._seen.add(address.name)
        try:
            if depth > MAX_LISTS:
                raise ReadError(address.name, f"lies behind more than {MAX_LISTS} lists; give it itself")
            yield from self.address(address, depth)
        except ReadError as error:
            yield error


def _reason(error: OSError | ValueError) -> str:
    """Return why a path could not be read; a `ValueError` is a path with a NUL character."""
    if isinstance(error, OSError):
        return REASONS.get(error.errno or 0, f"cannot be read ({error.strerror}); check the path")
    return "is no path; check it"
