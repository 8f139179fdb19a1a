"""Bounds of EDTF values: the first and last day that a date, month, season, year or interval covers.

Only the forms that Dragoman writes are read: dates, months, years, decades (`199X`), centuries,
seasons (`2021-21` ... `2021-24`), intervals, open ends (`..`), and the marks `~`, `?` and `%`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

_POINT = re.compile(r"(?P<year>-?\d{2,4}X{0,2})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of `edtf`; `None` for an open or unreadable end."""
    if not edtf:
        return None, None
    start, separator, end = edtf.partition("/")
    if not separator:
        return _point(start)
    return _point(start)[0], _point(end)[1]


def _point(text: str) -> tuple[dt.date | None, dt.date | None]:
    match = _POINT.match(text.strip("~?%"))
    if not match:
        return None, None
    year_text, month_text, day_text = match["year"], match["month"], match["day"]
    try:
        first_year, last_year = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
        if month_text is None:
            return dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
        month = int(month_text)
        if month in _SEASON_MONTHS:
            first, last = _SEASON_MONTHS[month]
            return dt.date(first_year, first, 1), _last_day(first_year + (last > 12), (last - 1) % 12 + 1)
        if day_text is None:
            return dt.date(first_year, month, 1), _last_day(first_year, month)
        day = dt.date(first_year, month, int(day_text))
    except ValueError:
        return None, None
    return day, day


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
