"""Plain text: the whole file is the report's text; a first block of header lines gives metadata.

The header is a first block of lines such as `Title: ...`, `Date: ...`, `Outlet: ...`, `URL: ...`,
`Author: ...`, then a blank line. Without one a dateline is looked for (see `dateline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dragoman.reading.assemble import Metadata, make_report
from dragoman.reading.charset import decode
from dragoman.reading.dates import parse_date
from dragoman.reading.documents_in import read_export
from dragoman.reading.item import Found, Item, require_report_size, whole_document
from dragoman.records import Report
from dragoman.settings import Settings

FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "source": "outlet",
    "publication": "outlet",
    "url": "url",
    "link": "url",
    "author": "author",
    "byline": "author",
    "by": "author",
    "place": "place",
    "section": "section",
}
"""Header key, in small letters, to the field of `Metadata` it fills; the first of a field wins."""

HEADER_LINE = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z -]{0,24}):[ \t]*(?P<value>[^\r\n]*)(?P<newline>\r\n|\n|\r|$)"
)
EXPORT = re.compile(
    rb"^\s*End of Document\s*$|^ProQuest document ID:|^(?:AN[ \t]+)?Document [A-Z]{2,8}[A-Z0-9]{5}\d{8}\w|"
    rb"^\s*\d+ of \d+ DOCUMENTS|^(?:news|web)(?:\xc2?\xb7|\.)\d{8}",
    re.MULTILINE,
)
"""What the exports of databases hold and no report does."""
BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|$)")


def read_plain(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the report of a text file, or the articles of a database's export saved as text."""
    data = whole_document(item, settings)
    if EXPORT.search(data):
        yield from read_export(item, settings, data, "text")
        return
    require_report_size(item, data, settings)
    yield read_text(item.name, data, item.charset, item.url)


def read_text(name: str, data: bytes, charset: str = "", url: str = "") -> Report:
    """Return the report in `data`. `charset` and `url` are what an address told of it.

    Raises `ReadError` when it holds no English text.
    """
    text = decode(name, data, charset)
    found, start = _header(text)
    fields: dict[str, Any] = dict(found)
    published = parse_date(fields.pop("published", ""))
    fields.setdefault("url", url)
    return make_report(name, text, Metadata(published=published, **fields), start)


def _header(text: str) -> tuple[dict[str, str], int]:
    """Return the header's fields and the offset after it; no fields and 0 where there is none."""
    fields: dict[str, str] = {}
    position = len(text) - len(text.lstrip())
    while line := HEADER_LINE.match(text, position):
        field = FIELDS.get(line["key"].lower())
        if not field and not fields:
            return {}, 0
        if field:
            fields.setdefault(field, line["value"].strip())
        position = line.end()
    blank = BLANK_LINE.match(text, position)
    return (fields, blank.end()) if fields and blank else ({}, 0)
