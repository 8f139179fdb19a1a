"""The last step of every reader: text and metadata to one `Report`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.errors import ReadError
from dragoman.reading.byline import read_opening
from dragoman.reading.dateline import Dateline, find_dateline
from dragoman.reading.english import require_english
from dragoman.reading.outlets import agency_of
from dragoman.records import Report, ReportMark, Span, content_id

MAX_HEADLINE = 160
"""A line up to this length, before a dateline, can be a headline."""
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""No character: nothing can store it."""
MAX_HEADLINES = 4
"""Headline and the lines under it that sum up."""


@dataclass(frozen=True)
class Metadata:
    """What a source says of its report beside the text."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    place: str = ""
    published: dt.date | None = None
    updated: dt.date | None = None
    section: str = ""
    agency: str = ""
    marks: tuple[ReportMark, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A report as a parser found it: its text and metadata, not yet looked at."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    suffix: str = ""
    """What tells it from others of the same input, such as `3` for the third article of a file."""


def make_report(name: str, text: str, metadata: Metadata, start: int = 0) -> Report:
    """Return the report; its body runs from `start`, after a dateline if one stands there.

    Metadata win over the dateline, which fills what they leave open. Raises `ReadError` when there
    is no text after `start` or it is not English.
    """
    if LONE_SURROGATE.search(text):
        raise ReadError(name, "holds broken characters (halves of pairs); save it as UTF-8")
    whole: dict[str, Any] = {
        key: LONE_SURROGATE.sub("?", value) for key, value in vars(metadata).items() if isinstance(value, str)
    }
    metadata = replace(metadata, **whole)
    end = len(text.rstrip())
    start = _first_letter(text, start)
    start, metadata = _after_opening(text, start, metadata)
    if start >= end:
        raise ReadError(name, "holds no text beside its metadata; give a file that holds the report")
    require_english(name, text[start:end])
    return Report(
        id=report_id(text, metadata),
        name=name,
        text=text,
        body=Span(start=start, end=end),
        title=metadata.title,
        outlet=metadata.outlet,
        author=metadata.author,
        url=metadata.url,
        place=metadata.place,
        published=metadata.published,
        date_basis="stated" if metadata.published else "unresolved",
        updated=metadata.updated,
        section=metadata.section,
        agency=metadata.agency,
        marks=metadata.marks,
    )


def with_hints(report: Report, hints: Metadata) -> Report:
    """Return the report with what it leaves open filled from `hints`: title, outlet, author, date."""
    metadata = Metadata(
        title=report.title or hints.title,
        outlet=report.outlet or hints.outlet,
        author=report.author or hints.author,
        url=report.url or hints.url,
        published=report.published or hints.published,
    )
    return report.model_copy(
        update={
            "id": report_id(report.text, metadata),
            "title": metadata.title,
            "outlet": metadata.outlet,
            "author": metadata.author,
            "url": metadata.url,
            "published": metadata.published,
            "date_basis": "stated" if metadata.published else "unresolved",
        }
    )


def report_id(text: str, metadata: Metadata) -> str:
    """Return the content hash that tells reports apart: the file's name is no part of it."""
    return content_id("rep", text, metadata.title, metadata.outlet, metadata.published, metadata.url)


def _after_opening(text: str, start: int, metadata: Metadata) -> tuple[int, Metadata]:
    """Return where the article's first sentence begins, and the metadata with what stands above it.

    Headlines count as opening only when they repeat the title or when a dateline, a byline or a stamp of
    the date follows them.
    """
    first = headlines = start
    for _ in range(MAX_HEADLINES + 1):
        if dateline := find_dateline(text, start):
            return _first_letter(text, dateline.end), _titled(
                _filled(metadata, dateline), text[headlines:start]
            )
        line_end = text.find("\n", start)
        line = text[start:line_end].strip() if line_end > 0 else ""
        if not 0 < len(line) <= MAX_HEADLINE:
            break
        above, start = start, _first_letter(text, line_end)
        if line == metadata.title:
            first = headlines = start
        elif told := read_opening(line):
            metadata = _titled(metadata, text[headlines:above])
            metadata = replace(
                metadata,
                author=metadata.author or told.author,
                published=metadata.published or told.published,
            )
            first = headlines = start
    return first, metadata


def _titled(metadata: Metadata, headlines: str) -> Metadata:
    """Return the metadata with the first of the headlines as the title, where it has none."""
    return replace(metadata, title=metadata.title or headlines.partition("\n")[0].strip())


def _filled(metadata: Metadata, dateline: Dateline) -> Metadata:
    """Fill from a dateline what is open; an agency in it is credited where another outlet passes it on."""
    agency = agency_of(dateline.outlet) or dateline.outlet
    own = agency in {"", metadata.outlet, agency_of(metadata.outlet)} or not metadata.outlet
    return replace(
        metadata,
        outlet=metadata.outlet or dateline.outlet,
        agency=metadata.agency or ("" if own else agency),
        place=metadata.place or dateline.place,
        published=metadata.published or dateline.published,
    )


def _first_letter(text: str, start: int) -> int:
    """Return the offset of the first character from `start` on that is no white space."""
    return len(text) - len(text[start:].lstrip())
