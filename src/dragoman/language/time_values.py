"""What a time expression comes to: its TIMEX3 and EDTF values, and what is known when it is resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from dragoman.language.time_calendar import Period, Tense
from dragoman.language.time_words import Piece

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
LETTERS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "M",
    "half": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
"""TIMEX3 letter of each unit, with T before those of the clock."""
INDEFINITE = {"decade": "PXE", "century": "PXC", "quarter": "PXM", "half": "PXM"}
MULTIPLE = {"fortnight": 2, "quarter": 3, "half": 6, "decade": 10, "century": 100}


@dataclass(frozen=True)
class Resolved:
    """The value of a time expression.

    `value` is TIMEX3, `edtf` empty for what is not on the calendar. `absolute` tells that the words
    alone give it, without any reference date. `period` is what later expressions can lean on.
    """

    value: str
    type: TimeType
    edtf: str = ""
    absolute: bool = False
    period: Period | None = None


@dataclass(frozen=True)
class Context:
    """What a relative expression is resolved against.

    `reference` is the publication date, `tense` that of the governing clause, `focus` the date last
    told in the text, `term` the quarter, year or other long period last told, which days leave alone.
    """

    reference: dt.date | None = None
    tense: Tense = ""
    focus: Period | None = None
    term: Period | None = None


Read = Callable[[tuple[Piece, ...], Context], Resolved | None]
"""Reads the pieces of an expression inside another as one whole; None where they are none."""


@dataclass(frozen=True)
class Words:
    """The pieces of an expression, with look-up by class."""

    pieces: tuple[Piece, ...]
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(piece.kind for piece in self.pieces))

    def has(self, *kinds: str) -> bool:
        """Tell whether a piece of one of these classes is there."""
        return not self.kinds.isdisjoint(kinds)

    def first(self, *kinds: str) -> Piece | None:
        """Return the first piece of one of these classes."""
        return next((piece for piece in self.pieces if piece.kind in kinds), None)

    def all(self, *kinds: str) -> list[Piece]:
        """Return all pieces of these classes, in order."""
        return [piece for piece in self.pieces if piece.kind in kinds]

    def number(self, *kinds: str) -> int | None:
        """Return the whole-number value of the first piece of these classes."""
        piece = self.first(*kinds)
        return None if piece is None else int(piece.value)

    def text(self, *kinds: str) -> str:
        """Return the value of the first piece of these classes as text, or nothing."""
        piece = self.first(*kinds)
        return "" if piece is None else str(piece.value)

    def without(self, kinds: Iterable[str]) -> tuple[Piece, ...]:
        """Return the pieces less those of these classes."""
        dropped = frozenset(kinds)
        return tuple(piece for piece in self.pieces if piece.kind not in dropped)


def date_of(period: Period, absolute: bool = False) -> Resolved:
    """Return a period on the calendar as a DATE."""
    return Resolved(period.timex, "DATE", period.edtf, absolute, period)


def part_of_day_value(day: Period, part: str) -> Resolved:
    """Return a part of a day (MO, AF, EV, NI) or a time of the clock as a TIME."""
    return Resolved(f"{day.timex}T{part}", "TIME", day.edtf, False, day)


def unresolved(kind: TimeType = "DATE") -> Resolved:
    """Return the value of a relative expression where there is nothing to resolve it against."""
    return Resolved("", kind)


def duration_value(count: float | None, unit: str) -> str:
    """Return the TIMEX3 length of `count` units; `PXW` and the like for an unknown count."""
    if count is None:
        return INDEFINITE.get(unit) or _length("X", LETTERS[unit])
    if unit == "weekend":
        return f"P{_plain(count * 2)}D"
    count *= MULTIPLE.get(unit, 1)
    if unit == "hour" and count % 1:
        return f"PT{int(count)}H{round(count % 1 * 60)}M" if count > 1 else f"PT{round(count * 60)}M"
    return _length(_plain(count), LETTERS[unit])


def _length(count: str, letter: str) -> str:
    return f"PT{count}{letter[1:]}" if letter.startswith("T") else f"P{count}{letter}"


def _plain(count: float) -> str:
    return str(int(count)) if count % 1 == 0 else f"{count:g}"
