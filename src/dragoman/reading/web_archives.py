"""WARC files, as CC-News and crawlers keep pages, and WACZ, a zip file of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dragoman.errors import ReadError
from dragoman.reading.extras import needs
from dragoman.reading.item import Found, Item
from dragoman.settings import Settings

READ_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""Types of answers that can hold a report; pictures, scripts and styles are passed over."""


def read_warc(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the pages of a WARC file: each answer of status 200 that can hold a report.

    Pages are named by the address they were fetched from.
    """
    with needs(item.name, "archives"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    wanted = WarcRecordType.response | WarcRecordType.resource
    found = False
    try:
        for record in ArchiveIterator(item.stream, record_types=wanted, parse_http=True, auto_decode="all"):
            found = True
            item.budget.member()
            page = _page(item, record, settings)
            if page is not None:
                yield page
    except ReadError:
        raise
    # fastwarc's parser raises whatever its C++ side throws.
    except Exception as error:
        raise ReadError(item.name, f"is a broken WARC file ({error}); fetch it again") from error
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
