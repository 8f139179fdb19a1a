"""Feeds, sitemaps and lists of addresses: what names pages that are to be fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.assemble import Metadata
from dragoman.reading.boilerplate import plain_author
from dragoman.reading.dates import parse_date
from dragoman.reading.item import Address, Found, Item, whole_document
from dragoman.reading.limited import parse
from dragoman.settings import Settings

ADDRESS_LINE = re.compile(r"https?://\S+$", re.IGNORECASE)


def looks_like_list(sample: bytes) -> bool:
    """Tell whether the beginning of a text is a list of addresses: each line an address or a remark."""
    lines = [line.strip() for line in sample.decode("utf-8-sig", errors="replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    return bool(lines) and all(ADDRESS_LINE.match(line) for line in lines)


def read_feed(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the address of each entry of a feed, with the title, author and date that it tells."""
    yield from feed_addresses(item.name, whole_document(item, settings), item.url, settings)


def feed_addresses(name: str, data: bytes, url: str, settings: Settings) -> Iterator[Address]:
    """Yield the address of each entry of the feed in `data`, which was found at `url`."""
    for entry in parse(name, "dragoman.reading.feeds:parse_feed", data, settings, url=url):
        if ADDRESS_LINE.match(entry["link"]):
            yield Address(entry["link"], _hints(entry))


def _hints(entry: dict[str, str]) -> Metadata:
    """Return what a feed's entry tells of its report."""
    return Metadata(
        title=entry["title"],
        author=plain_author(entry["author"]),
        url=entry["link"],
        published=parse_date(entry["published"]),
    )


def read_sitemap(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the address of each page of a sitemap, and of the sitemaps that an index names."""
    data = whole_document(item, settings)
    found = parse(item.name, "dragoman.reading.feeds:parse_sitemap", data, settings)
    for page in [*found["pages"], *found["sitemaps"]]:
        if ADDRESS_LINE.match(page["link"]):
            yield Address(
                page["link"],
                Metadata(title=page["title"], published=parse_date(page["published"])),
            )


def read_list(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield each address of a list, one a line; lines that begin with `#` are remarks."""
    for line in whole_document(item, settings).decode("utf-8-sig", errors="replace").splitlines():
        if ADDRESS_LINE.match(line.strip()):
            yield Address(line.strip())
