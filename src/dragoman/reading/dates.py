"""Publication dates as metadata writes them, to calendar dates.

Only whole, unambiguous dates are taken: `03/04/2022` is 3 April in one country and 4 March in
another, so it gives none, and the report counts as undated.
"""

from __future__ import annotations

import datetime as dt
import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH = rf"(?P<month_name>{MONTH_NAMES})\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})"

FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){YEAR}(?P<separator>[-/.])(?P<month>\d{{1,2}})(?P=separator)(?P<day>\d{{1,2}})(?!\d)",
        r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6}Z?)?$",
        rf"(?<!\d){DAY}[\s-]+{MONTH}[\s,-]+{YEAR}(?!\d)",
        rf"\b{MONTH}\s+{DAY}\s*,?\s+{YEAR}(?!\d)",
        rf"(?<!\d){YEAR}[\s-]+{MONTH}[\s-]+{DAY}(?!\d)",
        rf"(?<!\d)(?P<first>\d{{1,2}})(?P<separator>[-/.])(?P<second>\d{{1,2}})(?P=separator){YEAR}(?!\d)",
    )
)
YEARS = range(1600, 2101)
MAX_LENGTH = 100
"""Characters that are looked at: bounds the time that hostile metadata can cost."""
EPOCH = re.compile(r"^(?P<seconds>\d{9,10})(?P<milliseconds>\d{3})?(?:\.\d+)?$")


def parse_date(words: str) -> dt.date | None:
    """Return the calendar date that `words` state, as they state it (no shift of time zone).

    Returns None where there is none, where the year lacks, and where day and month cannot be told
    apart. Seconds and milliseconds since 1970 count as UTC.
    """
    words = words.strip()[:MAX_LENGTH]
    if epoch := EPOCH.match(words):
        return dt.datetime.fromtimestamp(int(epoch["seconds"]), dt.UTC).date()
    for form in FORMS:
        if match := form.search(words):
            return _date(match.groupdict())
    return None


def month_number(name: str) -> int:
    """Return 1 to 12 for an English month or its abbreviation, with or without a full stop."""
    return MONTHS[name.lower().rstrip(".")]


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has no such day or the year is no likely one."""
    if year not in YEARS:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _date(parts: dict[str, str]) -> dt.date | None:
    year = int(parts["year"])
    if parts.get("month_name"):
        return make_date(year, month_number(parts["month_name"]), int(parts["day"]))
    if parts.get("month"):
        return make_date(year, int(parts["month"]), int(parts["day"]))
    return _day_and_month(year, int(parts["first"]), int(parts["second"]), parts["separator"])


def _day_and_month(year: int, first: int, second: int, separator: str) -> dt.date | None:
    """With full stops the day comes first everywhere; else only a number over 12 can tell."""
    if separator == "." or first > 12 or first == second:
        return make_date(year, second, first)
    return make_date(year, first, second) if second > 12 else None
