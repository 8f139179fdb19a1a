"""Tables: CSV and TSV, JSON, Parquet, and GDELT's lists of documents, with a map of columns.

JSON lines have a module of their own, `jsonl`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from pydantic_core import from_json

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata
from dragoman.reading.charset import WESTERN, charset_of
from dragoman.reading.extras import needs
from dragoman.reading.item import Address, Found, Item, is_address, whole_document
from dragoman.reading.limited import parse
from dragoman.reading.rows import read_row
from dragoman.settings import Settings

SAMPLE = 65_536
GDELT = {27: (4, 3), 61: (60, None), 58: (57, None), 16: (5, 4)}
"""Number of columns of GDELT's files without a header (knowledge graph, events of versions 2 and 1,
mentions) to the columns of address and outlet, counted from 0."""


def read_csv(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield a report, or an address to fetch, for each row of a CSV or TSV file.

    The first row names the columns, except in GDELT's files. Rows are numbered as a person counts the
    rows of the table, the first one being 1.
    """
    beginning = item.stream.peek(SAMPLE)[:SAMPLE]
    charset = charset_of(item.name, beginning, item.charset)
    text = io.TextIOWrapper(item.stream, encoding=charset, errors=WESTERN, newline="")
    try:
        sample = beginning.decode(charset, errors="replace")
        delimiter = _delimiter(sample)
        lines = _within(text, item.name, settings.max_report_bytes)
        csv.field_size_limit(settings.max_report_bytes)
        if delimiter == "\t" and (places := _gdelt(sample)):
            yield from _gdelt_addresses(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), places)
            return
        rows = csv.DictReader(lines, delimiter=delimiter, strict=False)
        yield from _numbered(item.name, rows, settings)
    except csv.Error as error:
        raise ReadError(item.name, f"is no table that can be read ({error}); check the row") from error
    finally:
        text.detach()


def read_json(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield what a JSON file holds: a list of objects, or an object with such a list (`articles`)."""
    data = whole_document(item, settings)
    try:
        value = from_json(data)
    except ValueError as error:
        raise ReadError(item.name, f"is no JSON ({error}); for one object a line give .jsonl") from error
    if isinstance(value, dict):
        lists = [
            rows for rows in value.values() if isinstance(rows, list) and rows and isinstance(rows[0], dict)
        ]
        value = lists[0] if lists and "text" not in value else [value]
    if not isinstance(value, list) or not value:
        raise ReadError(item.name, "holds no list of objects; give a list with one report as an object each")
    yield from _numbered(item.name, (row if isinstance(row, dict) else {} for row in value), settings)


def read_parquet(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield a report, or an address, for each row of a Parquet file, one row group at a time.

    A row group that breaks a limit costs that group only.
    """
    with needs(item.name, "archives"):
        import pyarrow  # noqa: F401
    data = item.stream.read()
    groups = int(parse(item.name, "dragoman.reading.parquet:count_groups", data, settings))
    if groups == 0:
        raise ReadError(item.name, "is a table without rows; give one with reports")
    number = 0
    for group in range(groups):
        try:
            rows = parse(item.name, "dragoman.reading.parquet:read_group", data, settings, group=group)
        except ReadError as error:
            yield ReadError(f"{item.name}:group {group + 1}", error.reason, error.step)
            continue
        yield from _numbered(item.name, rows, settings, number)
        number += len(rows)


def _numbered(
    name: str, rows: Iterable[Mapping[str, Any]], settings: Settings, before: int = 0
) -> Iterator[Found]:
    number = before
    for number, row in enumerate(rows, start=before + 1):
        try:
            yield read_row(f"{name}:{number}", row, settings.columns)
        except ReadError as error:
            yield error
    if number == 0:
        raise ReadError(name, "is a table without rows; give one with reports")


def _within(lines: IO[str], name: str, limit: int) -> Iterator[str]:
    """Yield lines; raise `ReadError` at one that is too long to be a line of a table."""
    while line := lines.readline(limit + 1):
        if len(line) > limit:
            raise ReadError(
                name, f"has a line of more than {limit:,} characters; set DRAGOMAN_MAX_REPORT_BYTES higher"
            )
        yield line.replace("\x00", "")


def _delimiter(sample: str) -> str:
    """Return what parts the columns: the character that is most frequent in the first line."""
    first = sample.partition("\n")[0]
    return max(",\t;|", key=first.count)


def _gdelt(sample: str) -> tuple[int, int | None] | None:
    """Return the columns of address and outlet when the sample is a GDELT file without a header."""
    first = sample.partition("\n")[0].rstrip("\r").split("\t")
    places = GDELT.get(len(first))
    return places if places and first[places[0]].lower().startswith("http") else None


def _gdelt_addresses(rows: Iterable[list[str]], places: tuple[int, int | None]) -> Iterator[Address]:
    """Yield each address once. The time is when GDELT saw the page, no publication date, and not taken."""
    seen: set[str] = set()
    address, outlet = places
    for row in rows:
        url = row[address] if len(row) > address else ""
        if is_address(url) and url not in seen:
            seen.add(url)
            yield Address(url, Metadata(outlet=row[outlet] if outlet is not None else ""))
