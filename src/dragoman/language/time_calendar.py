"""Calendar arithmetic: periods of every size, their neighbours, and their TIMEX3 and EDTF values."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from dragoman.language.time_words import Holiday

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
Tense = Literal["past", "present", "future", ""]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season (of the northern half of the earth)."""
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7}
AGAINST_TENSE = {"month": 9.0}
"""A candidate on the wrong side of the reference, for the clause's tense, counts this much farther away."""
AGAINST_TENSE_ELSE = 3.0
"""The same for all other units: a day of a month is told of the past and of plans alike."""


@dataclass(frozen=True)
class Period:
    """A stretch of the calendar of one unit, by its first day."""

    unit: Unit
    start: dt.date
    season: str = ""

    @property
    def end(self) -> dt.date:
        """The last day, included."""
        if self.unit in DAYS_IN:
            return self.start + dt.timedelta(days={"day": 0, "week": 6, "weekend": 1}[self.unit])
        return add_months(self.start, MONTHS_IN[self.unit]) - dt.timedelta(days=1)

    def shift(self, count: int) -> Period:
        """Return the period `count` units later (earlier when negative); seasons move by years."""
        if self.unit in DAYS_IN:
            moved = self.start + dt.timedelta(days=DAYS_IN[self.unit] * count)
        else:
            months = 12 if self.unit == "season" else MONTHS_IN[self.unit]
            moved = add_months(self.start, months * count)
        return Period(self.unit, moved, self.season)

    @property
    def timex(self) -> str:
        """The TIMEX3 value: `2021-12-21`, `2021-W51`, `2021-W51-WE`, `2021-Q4`, `2021-FA`, `202`."""
        year = f"{self.start.year:04d}"
        iso = self.start.isocalendar()
        match self.unit:
            case "day":
                return self.start.isoformat()
            case "week":
                return f"{iso.year:04d}-W{iso.week:02d}"
            case "weekend":
                return f"{iso.year:04d}-W{iso.week:02d}-WE"
            case "month":
                return f"{year}-{self.start.month:02d}"
            case "quarter":
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case "half":
                return f"{year}-H{(self.start.month + 5) // 6}"
            case "season":
                return f"{year}-{self.season}"
            case "year":
                return year
            case "decade":
                return year[:3]
            case "century":
                return year[:2]

    @property
    def edtf(self) -> str:
        """The EDTF value: a day, month or year by itself, else an interval of days, months or years."""
        if self.unit in ("day", "month", "year"):
            return self.timex
        if self.unit in ("week", "weekend"):
            return f"{self.start}/{self.end}"
        if self.unit in ("decade", "century"):
            return f"{self.start.year:04d}/{self.end.year:04d}"
        return f"{self.start:%Y-%m}/{self.end:%Y-%m}"


def add_months(day: dt.date, count: int) -> dt.date:
    """Return `day` moved by `count` months, at the month's last day where it has no such day.

    Raises `OverflowError` outside the years 1 to 9999.
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(f"year {year} is not on the calendar")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_of(unit: str, day: dt.date) -> Period:
    """Return the period of `unit` that holds `day`; a fortnight is its first week, smaller units the day."""
    month = day.month
    match unit:
        case "week" | "fortnight":
            return Period("week", day - dt.timedelta(days=day.weekday()))
        case "weekend":
            return Period("weekend", day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=5))
        case "month":
            return Period("month", day.replace(day=1))
        case "quarter":
            return Period("quarter", dt.date(day.year, (month - 1) // 3 * 3 + 1, 1))
        case "half":
            return Period("half", dt.date(day.year, 1 if month <= 6 else 7, 1))
        case "year":
            return Period("year", dt.date(day.year, 1, 1))
        case "decade":
            return Period("decade", dt.date(max(1, day.year // 10 * 10), 1, 1))
        case "century":
            return Period("century", dt.date(max(1, day.year // 100 * 100), 1, 1))
        case _:
            return Period("day", day)


def season_of(code: str, year: int) -> Period:
    """Return the season `code` (SP, SU, FA, WI) that begins in `year`."""
    return Period("season", dt.date(year, SEASONS[code], 1), code)


def nearest(candidates: list[Period], reference: dt.date, tense: Tense) -> Period:
    """Return the candidate nearest to `reference`, those against the tense counted as farther away."""

    def distance(period: Period) -> float:
        if period.start <= reference <= period.end:
            return 0.0
        factor = AGAINST_TENSE.get(period.unit, AGAINST_TENSE_ELSE)
        if period.end < reference:
            return (reference - period.end).days * (factor if tense == "future" else 1.0)
        return (period.start - reference).days * (factor if tense == "past" else 1.0)

    return min(candidates, key=distance)


def nearest_weekday(weekday: int, reference: dt.date, tense: Tense) -> dt.date:
    """Return the day with ISO `weekday` (1 to 7) that fits the tense, within 6 days of the reference.

    The reference day itself where it is that weekday; after it in the future and the present tense
    ("they meet Monday"), else before it.
    """
    if tense in ("future", "present"):
        return reference + dt.timedelta(days=(weekday - reference.isoweekday()) % 7)
    return reference - dt.timedelta(days=(reference.isoweekday() - weekday) % 7)


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + correction + 15) % 30
    epact -= (epact // 28) * (1 - (epact // 28) * (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    del rest
    return dt.date(year, month, offset + 28 - 31 * (month // 4))


def holiday_in(holiday: Holiday, year: int) -> dt.date:
    """Return the day of `holiday` in `year`."""
    if holiday.easter is not None:
        return easter(year) + dt.timedelta(days=holiday.easter)
    if holiday.day:
        return dt.date(year, holiday.month, holiday.day)
    days = [
        dt.date(year, holiday.month, day)
        for day in range(1, calendar.monthrange(year, holiday.month)[1] + 1)
        if dt.date(year, holiday.month, day).isoweekday() == holiday.weekday
    ]
    return days[holiday.nth - 1 if holiday.nth > 0 else holiday.nth]


def part_edtf(period: Period, part: str, edge: bool) -> str:
    """Return the EDTF of the START, MID or END of `period` as an interval inside it.

    "early", "mid" and "late" are thirds. An `edge` ("the start of", "the end of") is narrower: the
    first or last month of a year, quarter or season, and the first or last seven days of a month.
    """
    first, last = period.start, period.end
    if period.unit in ("day", "weekend"):
        return period.edtf
    if period.unit in ("decade", "century"):
        third = MONTHS_IN[period.unit] // 36
        years = {"START": (0, third - 1), "MID": (third, 2 * third), "END": (2 * third + 1, 3 * third)}[part]
        return f"{first.year + years[0]:04d}/{min(first.year + years[1], last.year):04d}"
    if edge and part != "MID":
        days = 6 if period.unit == "month" else 1 if period.unit == "week" else 27
        if part == "START":
            last = first + dt.timedelta(days=days)
        else:
            first = last - dt.timedelta(days=days)
        if period.unit not in ("month", "week"):
            first, last = first.replace(day=1), period_of("month", last).end
        return f"{first}/{last}"
    total = (last - first).days + 1
    cuts = [first + dt.timedelta(days=round(total * share / 3)) for share in range(4)]
    index = {"START": 0, "MID": 1, "END": 2}[part]
    low, high = cuts[index], cuts[index + 1] - dt.timedelta(days=1)
    if period.unit in ("year", "half", "quarter", "season"):
        low = period_of("month", low + dt.timedelta(days=5)).start
        high = period_of("month", high - dt.timedelta(days=5)).end
    return f"{low}/{high}"
