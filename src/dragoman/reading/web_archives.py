"""WARC files, as CC-News and crawlers keep pages, and WACZ, a zip file of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from dragoman.errors import ReadError
from dragoman.reading.extras import needs
from dragoman.reading.item import Found, Item
from dragoman.settings import Settings

READ_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""Types of answers that can hold a report; pictures, scripts and styles are passed over."""


PANIC = "PanicException"


class _Forward:
    """A stream that can only be read on: fastwarc panics on one that says it cannot be rewound."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position


def read_warc(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the pages of a WARC file: each answer of status 200 that can hold a report.

    Pages are named by the address they were fetched from.
    """
    with needs(item.name, "archives"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    wanted = WarcRecordType.response | WarcRecordType.resource
    found = False
    try:
        stream: Any = _Forward(item.stream)
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"):
            found = True
            item.budget.member()
            page = _page(item, record, settings)
            if page is not None:
                yield page
    except ReadError:
        raise
    # Where fastwarc's Rust side panics, that is no `Exception`; a panic costs this file only.
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != PANIC:
            raise
        why = str(error)[:200]
        raise ReadError(item.name, f"is a broken WARC file ({why}); fetch it again") from error
    if not found:
        raise ReadError(item.name, "holds no answers of a web server; give a WARC file with responses")


def _page(item: Item, record: Any, settings: Settings) -> Found | None:  # noqa: ANN401
    """Return the page of a record, or None where it holds no report."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    answer = record.http_headers
    if answer is not None and answer.status_code != 200:
        return None
    kind = record.http_content_type if answer is not None else record.headers.get("Content-Type")
    kind = (kind or "").partition(";")[0].strip().lower()
    if kind not in READ_TYPES:
        return None
    limit = settings.max_report_bytes
    data = record.reader.read(limit + 1)
    item.budget.spend(len(data))
    charset = (record.http_charset or "") if answer is not None else ""
    name = url or (record.record_id or "record")
    return item.within(name, io.BytesIO(data), content_type=kind, charset=charset, url=url, file_name="page")
