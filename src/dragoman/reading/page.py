"""The article of an HTML page, as it is parsed within limits: text, metadata, and what kind of page it is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.errors import ReadError
from dragoman.reading.assemble import Draft, Metadata
from dragoman.reading.boilerplate import clean
from dragoman.reading.charset import decode
from dragoman.reading.dates import parse_date
from dragoman.reading.drafts import pack
from dragoman.reading.outlets import outlet_of
from dragoman.reading.page_metadata import page_metadata

MIN_WORDS = 10
"""A page that yields fewer holds no article, only what stands around one."""
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*(?P<charset>[\w:.-]{1,40})", re.IGNORECASE)
META_WINDOW = 4_096
"""Bytes in which a page must declare its charset; standards ask for the first 1,024."""
MAX_TAGS = 100_000
"""Pages with more tags are refused, which bounds time and memory; long live blogs have some 30,000."""
MAX_SITE_WORDS = 5
NO_ARTICLE = "has no article that could be found in the page; save the article as .txt"
CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy (?:policy|settings|preferences)|personal data|our partners)\b",
    re.IGNORECASE,
)
CONSENT_SHARE = 0.03
"""Share of words that speak of consent, from which a page without an article's metadata asks for it."""


def parse_page(data: bytes, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the drafts of a page; `options` are `charset` and `url`, as the page's holder told them."""
    return [pack(draft) for draft in page_drafts(data, options["charset"], options["url"])]


def page_drafts(data: bytes, charset: str, url: str) -> list[Draft]:
    """Return the page's article, or the posts of a live blog where the page tells them apart.

    Raises `ReadError` (which names no input) where no article is found.
    """
    from lxml import etree, html

    declared = META_CHARSET.search(data[:META_WINDOW])
    page = decode("", data, charset or (declared["charset"].decode("ascii") if declared else ""))
    if page.count("<") > MAX_TAGS:
        raise ReadError("", f"has more than {MAX_TAGS:,} tags; save the article as .txt")
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError as error:
        raise ReadError("", NO_ARTICLE) from error
    told = page_metadata(tree)
    document = _extract(page, url)
    text, agency = clean(document["text"], told.metadata.title or document["title"])
    words = text.split()
    if len(words) < MIN_WORDS and told.body and len(told.body.split()) >= MIN_WORDS:
        text, agency = clean(told.body, told.metadata.title)
        words = text.split()
    if len(words) < MIN_WORDS:
        raise ReadError("", NO_ARTICLE)
    if not told.is_article and len(CONSENT.findall(text)) > CONSENT_SHARE * len(words):
        raise ReadError(
            "", "only asks for consent to cookies; open it in a browser, save the article and read that"
        )
    metadata = replace(_metadata(document, told.metadata, told.site, url), agency=agency)
    posts = [
        Draft(clean(post.text, post.metadata.title)[0], _of_post(metadata, post.metadata), str(number))
        for number, post in enumerate(told.posts, start=1)
        if len(post.text.split()) >= MIN_WORDS
    ]
    return posts or [Draft(text, metadata)]


def _extract(page: str, url: str) -> dict[str, str]:
    """Return what trafilatura finds: text, title, author, date, outlet, address."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    names = ("text", "title", "author", "url", "date", "sitename", "hostname")
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
        raise ReadError("", f"is HTML that cannot be parsed ({error}); save the article as .txt") from error
    if not isinstance(document, Document):
        return dict.fromkeys(names, "")
    return {name: str(getattr(document, name, None) or "").strip() for name in names}


def _metadata(document: dict[str, str], told: Metadata, site: str, url: str) -> Metadata:
    """Return what the page says of itself; its host stands for an outlet that it does not name."""
    address = told.url or document["url"]
    address = urljoin(url, address) if address else url
    if urlsplit(address).scheme not in {"http", "https"}:
        address = url
    host = urlsplit(address).hostname or document["hostname"]
    published = told.published or parse_date(document["date"])
    title = told.title or document["title"]
    # trafilatura takes a headline with a full stop ("U.S. ...") for the name of a site.
    found = document["sitename"]
    guess = found if found not in title and len(found.split()) <= MAX_SITE_WORDS else ""
    return replace(
        told,
        title=title,
        outlet=told.outlet or outlet_of(host) or site or guess or host.removeprefix("www."),
        author=told.author or document["author"],
        url=address,
        published=published,
        updated=told.updated if told.updated != published else None,
    )


def _of_post(metadata: Metadata, post: Metadata) -> Metadata:
    """Return the metadata of a live blog's post: the blog's, but for what the post tells itself."""
    return replace(
        metadata,
        title=post.title or metadata.title,
        published=post.published or metadata.published,
        url=post.url or metadata.url,
        author=post.author or metadata.author,
        updated=None,
    )
