"""Calendar ranges of EDTF values: the first and the last day that a date, season, year or interval covers.

Only the forms that Dragoman writes are read: dates, months, years, decades (`199X`), centuries, seasons
and other divisions of a year, intervals, open ends (`..`), and the marks `~`, `?` and `%`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.records import Time

_POINT = re.compile(
    r"(?P<year>\d{2}[\dX]{2})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?(?:T(?P<time>.*))?",
)
_QUALIFIERS = "?~%"
_DIVISIONS = {
    **{20 + n: (3 * n, 3 * n + 2) for n in range(1, 4)},  # spring, summer, autumn
    24: (12, 14),  # winter runs into the next year
    **{32 + n: (3 * n - 2, 3 * n) for n in range(1, 5)},  # quarters
    **{36 + n: (4 * n - 3, 4 * n) for n in range(1, 4)},  # thirds
    **{39 + n: (6 * n - 5, 6 * n) for n in range(1, 3)},  # halves
}
"""EDTF level 2 divisions of a year, as first and last month."""


class Interval(NamedTuple):
    """First and last day, both inclusive."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.end - self.start).days + 1

    def gap(self, other: Interval) -> int:
        """Return the days between the two; 0 when they overlap."""
        return max((other.start - self.end).days, (self.start - other.end).days, 0)

    def widened(self, before: int) -> Interval:
        """Return the interval begun `before` days earlier."""
        return Interval(self.start - dt.timedelta(days=before), self.end)


def interval(edtf: str) -> Interval | None:
    """Return the calendar range of an EDTF value; None for an empty, open or unreadable one."""
    first, slash, last = edtf.partition("/")
    start = _point(first)
    if not slash:
        return start
    end = _point(last)
    if start is None or end is None or end.end < start.start:
        return None
    return Interval(start.start, end.end)


def lies_ahead(time: Time, published: dt.date | None) -> bool:
    """Tell whether a point in time comes after the day of the report that names it."""
    if time.type in ("DURATION", "SET"):
        return False
    days = interval(time.edtf)
    if days is None or published is None:
        return time.value == "FUTURE_REF" or (not time.edtf and time.tense == "future")
    return days.start > published


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of `edtf`; `None` for an open or unreadable end."""
    first, slash, last = edtf.partition("/")
    start, end = _point(first), _point(last if slash else first)
    return start.start if start else None, end.end if end else None


def _point(text: str) -> Interval | None:
    bare = "".join(character for character in text if character not in _QUALIFIERS)
    match = _POINT.fullmatch(bare)
    if match is None:
        return None
    year = match["year"]
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        if match["month"] is None or "X" in match["month"]:
            return Interval(dt.date(first_year, 1, 1), dt.date(last_year, 12, 31))
        month = int(match["month"])
        if match["day"] is not None and "X" not in match["day"]:
            day = dt.date(first_year, month, int(match["day"]))
            return Interval(day, day)
        if month > 12 and month not in _DIVISIONS:
            return None
        begin, finish = _DIVISIONS.get(month, (month, month))
        return Interval(_month(first_year, begin).start, _month(first_year, finish).end)
    except ValueError:
        return None


def _month(year: int, month: int) -> Interval:
    year, month = (year, month) if month <= 12 else (year + 1, month - 12)
    return Interval(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
