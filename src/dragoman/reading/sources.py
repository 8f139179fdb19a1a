"""Files, folders and addresses to reports: each input goes to the reader of its form."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.errors import ReadError
from dragoman.reading.html import looks_like_html, read_html
from dragoman.reading.jsonl import read_jsonl
from dragoman.reading.text import read_text
from dragoman.records import Report
from dragoman.settings import Settings

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
JSONL = frozenset({".jsonl", ".ndjson"})
KNOWN = TEXT | HTML | JSONL
"""Endings that a folder is searched for. A file that is named itself may have any other."""
JSONL_TYPES = frozenset({"application/x-ndjson", "application/jsonl", "application/x-jsonlines"})
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})

REASONS = {
    errno.ENOENT: "does not exist; check the path",
    errno.EACCES: "may not be read; check its permissions",
    errno.EPERM: "may not be read; check its permissions",
    errno.ENAMETOOLONG: "has too long a name; check the path",
}


def read_sources(sources: Iterable[str | Path], settings: Settings) -> Iterator[Report | ReadError]:
    """Yield the reports of files, folders and http(s) addresses, in the order given.

    An input that cannot be read yields a `ReadError` whose text is one line, and the others go on. A
    folder stands for all files under it with a known ending, in the order of their names. Reports
    are named as the input was given, a line of a JSONL file `NAME:LINE`.
    """
    for source in sources:
        try:
            if is_address(source):
                yield from _read_address(str(source), settings)
            else:
                yield from _read_path(str(source), Path(source), settings)
        except ReadError as error:
            yield error


def is_address(source: str | Path) -> bool:
    """Tell whether `source` is an address to fetch rather than a path."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def _read_path(name: str, path: Path, settings: Settings) -> Iterator[Report | ReadError]:
    try:
        if path.is_dir():
            yield from _read_folder(name, path, settings)
        elif path.exists() and not path.is_file():
            raise ReadError(name, "is no regular file; give a file, a folder or an address")
        else:
            yield from _read_file(name, path, settings)
    except (OSError, ValueError) as error:
        raise ReadError(name, _reason(error)) from error


def _read_folder(name: str, folder: Path, settings: Settings) -> Iterator[Report | ReadError]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KNOWN
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not files:
        raise ReadError(name, f"holds no {', '.join(sorted(KNOWN))} file; give the files themselves")
    yield from read_sources(files, settings)


def _read_file(name: str, path: Path, settings: Settings) -> Iterator[Report | ReadError]:
    ending = path.suffix.lower()
    with path.open("rb") as stream:
        if ending in JSONL:
            yield from read_jsonl(name, stream, settings.max_report_bytes)
            return
        data = stream.read(settings.max_report_bytes + 1)
    if len(data) > settings.max_report_bytes:
        raise ReadError(
            name, f"is larger than {settings.max_report_bytes:,} bytes; set DRAGOMAN_MAX_REPORT_BYTES higher"
        )
    if ending == ".json":
        raise ReadError(name, "is JSON; give .jsonl, with one report as a JSON object on each line")
    read: Callable[[str, bytes], Report] = read_text
    if ending in HTML or (ending not in TEXT and looks_like_html(data)):
        read = read_html
    yield read(name, data)


def _read_address(name: str, settings: Settings) -> Iterator[Report | ReadError]:
    import io

    from dragoman.reading.web import fetch

    page = fetch(name, settings)
    if page.content_type in JSONL_TYPES:
        yield from read_jsonl(name, io.BytesIO(page.data), settings.max_report_bytes)
    elif page.content_type in HTML_TYPES or looks_like_html(page.data):
        yield read_html(name, page.data, page.charset, page.url)
    elif page.content_type in {"text/plain", ""}:
        yield read_text(name, page.data, page.charset, page.url)
    else:
        raise ReadError(name, f"answered with {page.content_type}; only HTML, plain text and JSONL are read")


def _reason(error: OSError | ValueError) -> str:
    """Return why a path could not be read; a `ValueError` is a path with a NUL character."""
    if isinstance(error, OSError):
        return REASONS.get(error.errno or 0, f"cannot be read ({error.strerror}); check the path")
    return "is no path; check it"
