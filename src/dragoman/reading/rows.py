"""A row of a table to a report: which column fills which field, and rows that only name an address."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata, make_report
from dragoman.reading.boilerplate import plain_author
from dragoman.reading.dates import parse_date
from dragoman.reading.item import Address, is_address
from dragoman.reading.outlets import is_opinion
from dragoman.records import Report

COLUMNS = {
    "text": ("text", "body", "content", "maintext", "article", "full_text", "fulltext", "article_text"),
    "title": ("title", "headline"),
    "date": (
        "date",
        "published",
        "date_publish",
        "publish_date",
        "publication_date",
        "published_at",
        "pubdate",
        "seendate",
        "datepublished",
        "timestamp",
    ),
    "outlet": (
        "outlet",
        "source",
        "publication",
        "source_domain",
        "sourcecommonname",
        "domain",
        "media_name",
    ),
    "url": ("url", "link", "documentidentifier", "sourceurl", "address"),
    "author": ("author", "authors", "byline"),
    "section": ("section", "rubric", "category"),
    "updated": ("updated", "date_modify", "modified"),
}
"""Field to the columns, in small letters, that are taken for it where `settings.columns` names none."""


def fields_of(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a row; empty and missing values are left out."""
    by_name = {str(name).strip().casefold(): value for name, value in row.items()}
    found: dict[str, str] = {}
    for name, usual in COLUMNS.items():
        for column in (columns[name].casefold(),) if name in columns else usual:
            if value := _words(by_name.get(column)):
                found[name] = value
                break
    return found


def read_row(name: str, row: Mapping[str, object], columns: Mapping[str, str]) -> Report | Address:
    """Return the report of a row, or the address where it holds an address and no text.

    Raises `ReadError` for a row with neither, and for a text that is none.
    """
    fields = fields_of(row, columns)
    metadata = Metadata(
        title=fields.get("title", ""),
        outlet=fields.get("outlet", ""),
        author=plain_author(fields.get("author", "")),
        url=fields.get("url", ""),
        section=fields.get("section", ""),
        published=parse_date(fields.get("date", "")),
        updated=parse_date(fields.get("updated", "")),
        marks=("opinion",)
        if is_opinion(fields.get("section", ""), fields.get("title", ""), fields.get("url", ""))
        else (),
    )
    if "text" in fields:
        return make_report(name, fields["text"], metadata)
    if is_address(fields.get("url", "")):
        return Address(fields["url"], metadata)
    known = ", ".join(sorted(str(column) for column in row)[:12])
    raise ReadError(
        name, f'has no text (columns: {known}); say which with DRAGOMAN_COLUMNS=\'{{"text": "..."}}\''
    )


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_words, value)))
    if value is None or isinstance(value, dict | bool) or value != value:  # not a number
        return ""
    return str(value) if isinstance(value, str) and "\n" in value else str(value).strip()
