"""JSON lines: one report a line, as an object with a text or an address; `rows` tells the columns."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic_core import from_json

from dragoman.errors import ReadError
from dragoman.reading.item import Address, Found, Item
from dragoman.reading.rows import read_row
from dragoman.records import Report
from dragoman.settings import Settings


def read_json_lines(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield a report, an address or the reason why not, for each line that is not blank.

    Reports are named `NAME:LINE`, lines counted from 1. Only one line, of at most
    `settings.max_report_bytes`, is held in memory; a longer one is passed over.
    """
    limit = settings.max_report_bytes
    number = 0
    found = False
    while line := item.stream.readline(limit + 1):
        number += 1
        if not line.strip():
            continue
        found = True
        try:
            yield _read_line(f"{item.name}:{number}", line, settings)
        except ReadError as error:
            yield error
        while len(line) > limit and not line.endswith(b"\n"):
            line = item.stream.readline(limit + 1)
    if not found:
        yield ReadError(item.name, "is empty; give a file that holds one report a line")


def _read_line(name: str, line: bytes, settings: Settings) -> Report | Address:
    limit = settings.max_report_bytes
    if len(line) > limit:
        raise ReadError(name, f"is longer than {limit:,} bytes; set DRAGOMAN_MAX_REPORT_BYTES higher")
    try:
        row = from_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        raise ReadError(name, f"is invalid JSON ({error}); give a JSON object with a text") from error
    if not isinstance(row, dict):
        raise ReadError(name, "is no report (not an object); give a JSON object with a text")
    return read_row(name, row, settings.columns)
