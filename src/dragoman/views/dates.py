"""EDTF values in words for a reader: `2021-12-13/2021-12-19` as "13–19 Dec 2021"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from dragoman.language.calendar import Interval, interval

_DIVISION = re.compile(r"(?P<year>\d{4})-(?P<part>2[1-9]|3\d|4[01])")
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = ("first", "second", "third", "fourth")


def date_text(edtf: str) -> str:
    """Return an EDTF value in words; empty for an empty one, itself for one that is no calendar range."""
    if not edtf:
        return ""
    first, slash, last = edtf.partition("/")
    if slash and (not first or first == ".."):
        return f"until {date_text(last)}"
    if slash and (not last or last == ".."):
        return f"from {date_text(first)}"
    qualifier = next((word for sign, word in _QUALIFIERS.items() if edtf.endswith(sign)), "")
    if division := _DIVISION.fullmatch(edtf.rstrip("~?%")):
        return f"{qualifier}{_division(int(division['part']))} {division['year']}"
    days = interval(edtf)
    return f"{qualifier}{range_text(days)}" if days else edtf


def range_text(days: Interval) -> str:
    """Return a range of days in words, as short as it can be told."""
    start, end = days.start, days.end
    if start == end:
        return f"{start:%a} {day_text(start)}"
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return _months(start, end)
    if start.year != end.year:
        return f"{day_text(start)} – {day_text(end)}"
    if start.month != end.month:
        return f"{start.day} {start:%b} – {day_text(end)}"
    return f"{start.day}–{day_text(end)}"


def day_text(day: dt.date) -> str:
    """Return a day as "21 Dec 2021"."""
    return f"{day.day} {day:%b} {day.year}"


def _months(start: dt.date, end: dt.date) -> str:
    if (start.month, end.month) == (1, 12):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    return f"{start:%b}–{end:%b %Y}" if start.year == end.year else f"{start:%b %Y} – {end:%b %Y}"


def _division(part: int) -> str:
    """Return the name of an EDTF level 2 division of a year."""
    if part <= 32:
        return _SEASONS[(part - 21) % 4]
    if part <= 36:
        return f"{_ORDINALS[part - 33]} quarter of"
    if part <= 39:
        return f"{_ORDINALS[part - 37]} third of"
    return f"{_ORDINALS[part - 40]} half of"
