"""HTML pages in: a news page is one article; a saved export of a database has many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.documents_in import read_export
from dragoman.reading.drafts import reports
from dragoman.reading.item import Found, Item, require_report_size, whole_document
from dragoman.reading.limited import parse
from dragoman.settings import Settings

WINDOW = 4_096
BEFORE_ROOT = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
ROOT = rb"<(?:!doctype\s+html|html|head|body)\b"
LOOKS_LIKE_HTML = re.compile(BEFORE_ROOT + ROOT, re.IGNORECASE | re.DOTALL)
EXPORT = re.compile(
    rb"DocPublicationName|End of Document|ProQuest document ID|>\s*Document [A-Z]{2,8}[A-Z0-9]{5}\d{8}|"
    rb"\d+ of \d+ DOCUMENTS"
)
"""What the pages of databases' exports hold and no news page does."""


def read_page(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the article of a page, the posts of a live blog, or the articles of a database's export."""
    data = whole_document(item, settings)
    if EXPORT.search(data):
        yield from read_export(item, settings, data, "html")
        return
    require_report_size(item, data, settings)
    options = {"charset": item.charset, "url": item.url}
    yield from reports(
        item.name, parse(item.name, "dragoman.reading.page:parse_page", data, settings, **options)
    )


def looks_like_html(data: bytes) -> bool:
    """Tell whether `data` begins as an HTML page does."""
    return bool(LOOKS_LIKE_HTML.match(data[:WINDOW]))
