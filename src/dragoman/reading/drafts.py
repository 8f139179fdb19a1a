"""Drafts on their way from the process that parses: to plain values of JSON and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from dragoman.errors import ReadError
from dragoman.reading.assemble import Draft, Metadata, make_report
from dragoman.records import Report

DATES = ("published", "updated")


def pack(draft: Draft) -> dict[str, Any]:
    """Return a draft as values that JSON can hold."""
    packed = dataclasses.asdict(draft)
    for name in DATES:
        date = packed["metadata"][name]
        packed["metadata"][name] = date.isoformat() if date else None
    return packed


def unpack(packed: dict[str, Any]) -> Draft:
    """Return the draft that `pack` packed."""
    fields = dict(packed["metadata"])
    for name in DATES:
        fields[name] = dt.date.fromisoformat(fields[name]) if fields[name] else None
    return Draft(packed["text"], Metadata(**{**fields, "marks": tuple(fields["marks"])}), packed["suffix"])


def reports(name: str, drafts: list[dict[str, Any]]) -> Iterator[Report | ReadError]:
    """Yield the report of each packed draft, or why there is none."""
    for packed in drafts:
        draft = unpack(packed)
        full = f"{name}:{draft.suffix}" if draft.suffix else name
        try:
            yield make_report(full, draft.text, draft.metadata)
        except ReadError as error:
            yield error
