"""HTML pages: trafilatura takes the article and its metadata; nothing in the page is executed."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata, make_report
from dragoman.reading.charset import decode
from dragoman.reading.dates import parse_date
from dragoman.records import Report

MIN_WORDS = 10
"""A page that yields fewer holds no article, only what stands around one."""
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*(?P<charset>[\w:.-]{1,40})", re.IGNORECASE)
META_WINDOW = 4_096
"""Bytes in which a page must declare its charset; standards ask for the first 1,024."""
MAX_TAGS = 100_000
"""Pages with more tags are refused, which bounds time and memory; long live blogs have some 30,000."""
BEFORE_ROOT = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
ROOT = rb"<(?:!doctype\s+html|html|head|body)\b"
LOOKS_LIKE_HTML = re.compile(BEFORE_ROOT + ROOT, re.IGNORECASE | re.DOTALL)


def read_html(name: str, data: bytes, charset: str = "", url: str = "") -> Report:
    """Return the article of the page in `data`; its text is what trafilatura extracts.

    `charset` and `url` are what an address told of the page. Raises `ReadError` where no article in
    English is found.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    declared = META_CHARSET.search(data[:META_WINDOW])
    page = decode(name, data, charset or (declared["charset"].decode("ascii") if declared else ""))
    if page.count("<") > MAX_TAGS:
        raise ReadError(name, f"has more than {MAX_TAGS:,} tags; save the article as .txt")
    try:
        document = bare_extraction(
            page,
            url=url or None,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": dt.date.today().isoformat(),
            },
        )
    except (ValueError, RecursionError, AssertionError) as error:
        raise ReadError(name, f"is HTML that cannot be parsed ({error}); save the article as .txt") from error
    text = (document.text or "") if isinstance(document, Document) else ""
    if len(text.split()) < MIN_WORDS:
        raise ReadError(name, "has no article that could be found in the page; save the article as .txt")
    return make_report(name, text, _metadata(document, url))


def looks_like_html(data: bytes) -> bool:
    """Tell whether `data` begins as an HTML page does."""
    return bool(LOOKS_LIKE_HTML.match(data[:META_WINDOW]))


def _metadata(document: object, url: str) -> Metadata:
    """Return what the page says of itself; its host stands for an outlet that it does not name."""
    names = ("title", "author", "url", "date", "sitename", "hostname")
    fields = {name: str(getattr(document, name, None) or "").strip() for name in names}
    address = fields["url"] or url
    host = fields["hostname"] or urlsplit(address).hostname or ""
    return Metadata(
        title=fields["title"],
        outlet=fields["sitename"] or host.removeprefix("www."),
        author=fields["author"],
        url=address,
        published=parse_date(fields["date"]),
    )
