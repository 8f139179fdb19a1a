"""Feeds and sitemaps, as they are parsed within limits: RSS, Atom, sitemaps and their indexes.

XML with a document type that declares entities is refused: no feed needs them, and they can unpack to
gigabytes or name files of this machine.
"""

from __future__ import annotations

import re
from typing import Any

from dragoman.errors import ReadError
from dragoman.reading.extras import needs

MAX_ENTRIES = 50_000
"""Entries of one feed or sitemap; the protocol allows as many."""
DECLARES = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
BEFORE_ROOT = (
    rb"\s*(?:<\?[^>]{0,300}>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]{0,300}(?:\[.{0,2000}?\]\s*)?>\s*)*"
)
FEED = re.compile(BEFORE_ROOT + rb"<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
SITEMAP = re.compile(BEFORE_ROOT + rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b", re.DOTALL)
END = re.compile(rb"</(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)\s*>", re.IGNORECASE)
END_WINDOW = 2_000
"""Bytes at the end of a feed in which its root closes; remarks of the server may follow it."""
SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})


def looks_like_feed(sample: bytes) -> bool:
    """Tell whether bytes begin as a feed does."""
    return bool(FEED.match(_narrow(sample)))


def looks_like_sitemap(sample: bytes) -> bool:
    """Tell whether bytes begin as a sitemap does."""
    return bool(SITEMAP.match(_narrow(sample)))


def ends_as_feed(data: bytes) -> bool:
    """Tell whether a feed is there to its end, and not cut off by a connection that was lost."""
    return bool(END.search(_narrow(data)[-END_WINDOW:]))


def _narrow(data: bytes) -> bytes:
    """Return UTF-16 as the bytes of its markup, which is ASCII, and UTF-8 without its mark."""
    if data.startswith(UTF_16) or b"\x00" in data[:100]:
        data = data.removeprefix(UTF_16[0]).removeprefix(UTF_16[1]).replace(b"\x00", b"")
    return data.removeprefix(b"\xef\xbb\xbf")


def parse_feed(data: bytes, options: dict[str, Any]) -> list[dict[str, str]]:
    """Return the entries of a feed in its order: id, link, title, author, published."""
    _require_plain(data)
    with needs("", "feeds"):
        import feedparser
    headers = {"content-location": options["url"]} if options["url"] else {}
    parsed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    if not parsed.entries and not parsed.get("version"):
        why = str(parsed.get("bozo_exception") or "no entries")
        raise ReadError("", f"is no feed that can be read ({why[:100]}); give an RSS or Atom feed")
    return [_entry(entry) for entry in parsed.entries[:MAX_ENTRIES]]


def _entry(entry: Any) -> dict[str, str]:  # noqa: ANN401
    links = [
        str(link.get("href") or "")
        for link in entry.get("links", [])
        if link.get("rel", "alternate") == "alternate"
    ]
    link = next((link for link in [*links, str(entry.get("link") or "")] if link), "")
    words = {
        "id": entry.get("id") or link,
        "link": link,
        "title": entry.get("title"),
        "author": entry.get("author"),
        "published": entry.get("published") or entry.get("created") or "",
    }
    return {name: " ".join(str(value or "").split())[:2_000] for name, value in words.items()}


def parse_sitemap(data: bytes, options: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return `pages` with their address, title and date, and the addresses of further `sitemaps`."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise ReadError("", f"is no sitemap that can be read ({error}); check the address") from error
    if _local(root.tag) not in SITEMAP_ROOTS:
        raise ReadError("", "is XML, but no feed and no sitemap; save the report as .txt or .html")
    found: dict[str, list[dict[str, str]]] = {"pages": [], "sitemaps": []}
    for node in list(root)[:MAX_ENTRIES]:
        words = {_local(child.tag): (child.text or "").strip() for child in node.iter()}
        page = {
            "link": _loc(node),
            "title": words.get("title", ""),
            "published": words.get("publication_date", ""),
        }
        if page["link"]:
            found["sitemaps" if _local(node.tag) == "sitemap" else "pages"].append(page)
    return found


def _loc(node: Any) -> str:  # noqa: ANN401
    """Return a node's own address, not that of a picture or a translation in it."""
    return next(((child.text or "").strip() for child in node if _local(child.tag) == "loc"), "")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _require_plain(data: bytes) -> None:
    if DECLARES.search(_narrow(data)):
        raise ReadError("", "declares entities, which feeds have no use for; it is not read")
