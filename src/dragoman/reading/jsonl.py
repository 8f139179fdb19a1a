"""JSON lines: one report a line, with `text` and, where known, `title`, `date`, `outlet`, `url`, `author`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata, make_report
from dragoman.reading.dates import parse_date
from dragoman.records import Report


class Line(BaseModel):
    """A line's fields; others are let through unread, null counts as absent."""

    model_config = ConfigDict(extra="ignore")

    text: str
    title: str | None = None
    date: str | int | float | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None


def read_jsonl(name: str, stream: IO[bytes], max_bytes: int) -> Iterator[Report | ReadError]:
    """Yield a report, or the reason why not, for each line of `stream` that is not blank.

    Reports are named `NAME:LINE`, lines counted from 1. Only one line, of at most `max_bytes`, is
    held in memory; a longer one is passed over.
    """
    number = 0
    found = False
    while line := stream.readline(max_bytes + 1):
        number += 1
        if not line.strip():
            continue
        found = True
        try:
            yield _read_line(f"{name}:{number}", line, max_bytes)
        except ReadError as error:
            yield error
        while len(line) > max_bytes and not line.endswith(b"\n"):
            line = stream.readline(max_bytes + 1)
    if not found:
        yield ReadError(name, "is empty; give a file that holds one report a line")


def _read_line(name: str, line: bytes, max_bytes: int) -> Report:
    if len(line) > max_bytes:
        raise ReadError(name, f"is longer than {max_bytes:,} bytes; set DRAGOMAN_MAX_REPORT_BYTES higher")
    try:
        fields = Line.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][:1])
        what = f"field {where!r}: {first['msg']}" if where else first["msg"]
        raise ReadError(name, f"is no report ({what}); give a JSON object with a text") from error
    if not fields.text.strip():
        raise ReadError(name, "has an empty text; give a JSON object with a text")
    metadata = Metadata(
        title=(fields.title or "").strip(),
        outlet=(fields.outlet or "").strip(),
        author=(fields.author or "").strip(),
        url=(fields.url or "").strip(),
        published=None if fields.date is None else parse_date(str(fields.date)),
    )
    return make_report(name, fields.text, metadata)
