"""Values of simple points on the calendar: days, months, years, weekdays, quarters, seasons, holidays."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.language.time_calendar import (
    SEASONS,
    Period,
    add_months,
    holiday_in,
    nearest,
    nearest_weekday,
    period_of,
    season_of,
)
from dragoman.language.time_values import Context, Resolved, Words, date_of, unresolved
from dragoman.language.time_words import Holiday, full_year, vocabulary


def iso(words: Words, context: Context) -> Resolved | None:
    """Explicit figures: `2021-12-22`, `22.12.2021`, `12/22/2021` (day first only where it must be)."""
    printed = words.text("iso")
    if printed:
        day = dt.date.fromisoformat(printed[:10])
        if len(printed) > 10:
            return Resolved(printed.upper().replace(" ", "T"), "TIME", str(day), True, Period("day", day))
        return date_of(Period("day", day), absolute=True)
    first, second, last = re.split(r"[-./]", words.text("slash"))
    day_first = "." in words.text("slash") or not second.isdigit() or int(first) > 12
    number, month = (first, second) if day_first else (second, first)
    index = int(month) if month.isdigit() else int(vocabulary().classes["month"].get(month.lower(), 0))
    return date_of(Period("day", dt.date(full_year(int(last)), index, int(number))), absolute=True)


def monthday(words: Words, context: Context) -> Resolved | None:
    """A day of a month, with or without its year: the weekday printed beside it helps to find the year."""
    month, number = words.number("month"), words.number("small", "ordinal_day")
    if month is None or number is None:
        return None
    year = words.number("year")
    if year is not None:
        return date_of(Period("day", dt.date(year, month, number)), absolute=True)
    if context.reference is None:
        dt.date(2000, month, number)
        return Resolved(f"XXXX-{month:02d}-{number:02d}", "DATE")
    candidates = [Period("day", day) for day in _days_of(month, number, context.reference.year)]
    weekday = words.number("weekday", "short_weekday")
    fitting = [period for period in candidates if weekday in (None, period.start.isoweekday())]
    return date_of(nearest(fitting or candidates, context.reference, context.tense))


def _days_of(month: int, number: int, year: int) -> list[dt.date]:
    days = []
    for candidate in (year - 1, year, year + 1):
        try:
            days.append(dt.date(candidate, month, number))
        except ValueError:
            continue
    if not days:
        raise ValueError(f"no day {number} in month {month}")
    return days


def month(words: Words, context: Context) -> Resolved | None:
    """A month, with or without its year."""
    number, year = words.number("month"), words.number("year")
    if number is None:
        return None
    if year is not None:
        return date_of(Period("month", dt.date(year, number, 1)), absolute=True)
    if context.reference is None:
        return Resolved(f"XXXX-{number:02d}", "DATE")
    around = context.reference.year
    candidates = [Period("month", dt.date(around + step, number, 1)) for step in (-1, 0, 1)]
    return date_of(nearest(candidates, context.reference, context.tense))


def week_of(words: Words, context: Context) -> Resolved | None:
    """The week or weekend that holds a day: "the week of March 2"."""
    unit, day = words.text("unit"), monthday(words, context)
    if unit not in ("week", "weekend") or day is None or day.period is None:
        return None
    return date_of(period_of(unit, day.period.start), day.absolute)


def month_of_rel(words: Words, context: Context) -> Resolved | None:
    """A month, or a day of one, in this, the last or the next year: "February last year"."""
    number, step = words.number("month"), words.number("this", "last", "next")
    if number is None or step is None or words.text("unit") != "year":
        return None
    if context.reference is None:
        return unresolved()
    year, day = context.reference.year + step, words.number("small", "ordinal_day")
    return date_of(Period("day" if day else "month", dt.date(year, number, day or 1)))


def month_quarter(words: Words, context: Context) -> Resolved | None:
    """The quarter that a month ends: "the September quarter"."""
    found = month(words, context)
    if found is None or found.period is None:
        return found
    return date_of(period_of("quarter", found.period.start))


def year(words: Words, context: Context) -> Resolved | None:
    """A year; a fiscal year by its number, approximate since its months are not told."""
    number = words.number("year")
    if number is None:
        return None
    found = date_of(Period("year", dt.date(number, 1, 1)), absolute=True)
    if words.has("fiscal"):
        return Resolved(found.value, "DATE", f"{found.edtf}~", True, found.period)
    return found


def decade(words: Words, context: Context) -> Resolved | None:
    """A decade or a century by its years: "the 1990s", "the '90s", "the eighties", "the 1800s"."""
    digits = words.number("decade_word") or int("".join(c for c in words.text("decade") if c.isdigit()))
    first = digits if digits >= 100 else (1900 + digits if digits >= 20 else 2000 + digits)
    unit = "century" if first % 100 == 0 and first < 2000 else "decade"
    return date_of(period_of(unit, dt.date(first, 1, 1)), absolute=True)


def century(words: Words, context: Context) -> Resolved | None:
    """A century by its number: "the 21st century"."""
    number = words.number("ordinal", "ordinal_day", "second") or 0
    if words.text("unit") != "century" or number < 2:
        return None
    return date_of(Period("century", dt.date((number - 1) * 100, 1, 1)), absolute=True)


def weekday(words: Words, context: Context) -> Resolved | None:
    """A bare weekday: the nearest one that fits the tense."""
    number = words.number("weekday", "short_weekday")
    if number is None:
        return None
    if context.reference is None:
        return unresolved()
    return date_of(Period("day", nearest_weekday(number, context.reference, context.tense)))


def weekday_and_day(words: Words, context: Context) -> Resolved | None:
    """ "Friday the 13th": the nearest such day that fits the tense."""
    number, day = words.number("weekday"), words.number("ordinal_day") or 0
    if context.reference is None:
        return unresolved()
    months = (add_months(context.reference.replace(day=1), step) for step in range(-12, 13))
    days = (one + dt.timedelta(days=day - 1) for one in months)
    fitting = [Period("day", one) for one in days if one.day == day and one.isoweekday() == number]
    if context.tense == "past":
        fitting = [one for one in fitting if one.start <= context.reference] or fitting
    return date_of(nearest(fitting, context.reference, context.tense)) if fitting else None


def nth_weekday(words: Words, context: Context) -> Resolved | None:
    """A weekday by its place in a month: "the first Monday in September", "the last Friday of May 2020"."""
    number, found = words.number("weekday"), month(words, context)
    if found is None or number is None:
        return None
    if found.period is None:
        return unresolved()
    nth = -1 if words.has("last") else words.number("ordinal", "second") or 1
    rule = Holiday(month=found.period.start.month, weekday=number, nth=nth)
    return date_of(Period("day", holiday_in(rule, found.period.start.year)), found.absolute)


def weekday_of_week(words: Words, context: Context) -> Resolved | None:
    """A weekday of a named week: "Monday next week"."""
    number = words.number("weekday")
    if number is None or words.text("unit") != "week":
        return None
    if context.reference is None:
        return unresolved()
    step = words.number("this", "last", "next", "following") or 0
    week = period_of("week", context.reference).shift(step)
    return date_of(Period("day", week.start + dt.timedelta(days=number - 1)))


def day_word(words: Words, context: Context) -> Resolved | None:
    """Today, yesterday, tomorrow, tonight, overnight."""
    if words.has("night_word"):
        if context.reference is None:
            return unresolved("TIME")
        period = Period("day", context.reference)
        # "overnight" is the night that ends on the day of the report.
        return Resolved(f"{period.timex}TNI", "TIME", period.edtf, False, period)
    if context.reference is None:
        return unresolved()
    return date_of(Period("day", context.reference).shift(words.number("day_word") or 0))


def day_beside(words: Words, context: Context) -> Resolved | None:
    """The day before yesterday, the day after tomorrow."""
    if words.text("unit") != "day":
        return None
    if context.reference is None:
        return unresolved()
    step = (words.number("before", "after") or 1) + (words.number("day_word") or 0)
    step = step - 2 if words.has("before") and words.number("before") == 1 else step
    return date_of(Period("day", context.reference).shift(step))


def season(words: Words, context: Context) -> Resolved | None:
    """A season, with or without its year."""
    code, number = words.text("season"), words.number("year")
    if number is not None:
        return date_of(season_of(code, number), absolute=True)
    if words.has("last", "next", "this") and context.reference is not None:
        step = words.number("last", "next", "this") or 0
        return date_of(season_of(code, context.reference.year + step))
    if context.reference is None:
        return unresolved()
    candidates = [season_of(code, context.reference.year + step) for step in (-1, 0, 1)]
    return date_of(nearest(candidates, context.reference, context.tense))


def relative_season(code: str, step: int, reference: dt.date) -> Period:
    """Return the season before (-1), around (0) or after (1) the reference."""
    seasons = [season_of(code, reference.year + shift) for shift in (-2, -1, 0, 1, 2)]
    if step < 0:
        return [period for period in seasons if period.end < reference][-1]
    if step > 0:
        return next(period for period in seasons if period.start > reference)
    if code == "WI" and reference.month < SEASONS["SP"]:
        return season_of(code, reference.year - 1)
    return season_of(code, reference.year)


def fiscal_year(words: Words, context: Context) -> Resolved | None:
    """This, the last or the next fiscal year: approximate, since its months are not told."""
    if words.text("unit") != "year":
        return None
    if context.reference is None:
        return unresolved()
    step = words.number("last", "next", "previous", "following") or 0
    period = period_of("year", context.reference).shift(step)
    return Resolved(period.timex, "DATE", f"{period.edtf}~", False, period)


def holiday(words: Words, context: Context) -> Resolved | None:
    """A holiday, with or without its year."""
    rule = vocabulary().holidays[words.text("holiday")]
    number = words.number("year")
    if number is not None:
        return date_of(Period("day", holiday_in(rule, number)), absolute=True)
    if context.reference is None:
        return unresolved()
    candidates = [Period("day", holiday_in(rule, context.reference.year + step)) for step in (-1, 0, 1)]
    return date_of(nearest(candidates, context.reference, context.tense))


def new_year(words: Words, context: Context) -> Resolved | None:
    """ "The New Year": the year that begins next, or the one that has just begun; its first month in EDTF."""
    if context.reference is None:
        return unresolved()
    begun = context.reference.month <= 2 and context.tense != "future"
    coming = context.reference.year + (0 if begun else 1)
    period = Period("year", dt.date(coming, 1, 1))
    return Resolved(period.timex, "DATE", f"{coming:04d}-01", False, period)
