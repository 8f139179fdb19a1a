"""Values of what is told from the reference or from the date last told: "last May", "that quarter"."""

from __future__ import annotations

import datetime as dt

from dragoman.language import time_amounts, time_points
from dragoman.language.time_amounts import NUMBERS
from dragoman.language.time_calendar import Period, Tense, nearest, period_of, season_of
from dragoman.language.time_values import (
    Context,
    Resolved,
    Words,
    date_of,
    duration_value,
    part_of_day_value,
    unresolved,
)

WHOLE_UNITS = ("week", "month", "year", "decade", "century")


def relative(words: Words, context: Context) -> Resolved | None:
    """ "This week", "last May", "the past year", "that same day", "the following month"."""
    if words.has("that", "same"):
        return focus(words, context)
    if words.has("previous", "following") and context.focus is not None:
        unit = words.text("unit", "quarter") or "day"
        step = words.number("previous", "following") or 0
        grain = period_of(unit, context.focus.start)
        return date_of(grain.shift(step)) if unit in ("day", "week", "month", "quarter", "year") else None
    step = words.number("last", "past", "next", "previous", "following") or 0
    if context.reference is None:
        return unresolved("TIME" if words.has("daypart") else "DATE")
    if words.has("daypart"):
        return part_of_day_value(Period("day", context.reference).shift(step), words.text("daypart"))
    if words.has("weekday"):
        return _relative_weekday(words, context.reference, context.tense, step)
    if words.has("small", "ordinal_day"):
        return time_points.monthday(
            words, Context(context.reference, "past" if step < 0 else "future" if step else "")
        )
    if words.has("month"):
        return _relative_month(words.number("month") or 1, context.reference, step)
    if words.has("season"):
        return date_of(time_points.relative_season(words.text("season"), step, context.reference))
    return _relative_unit(words, context, context.reference, step)


def _relative_unit(words: Words, context: Context, reference: dt.date, step: int) -> Resolved | None:
    if words.has("period"):
        return None if context.focus is None else date_of(context.focus)
    unit = words.text("unit", "quarter")
    if words.has("latest"):
        step = -1 if unit == "quarter" else 0
    if unit in ("hour", "minute"):
        return Resolved(duration_value(1, unit), "DURATION", "", True)
    if words.has("past") and unit != "weekend":
        return time_amounts.relative_length(words, context)
    found = period_of(unit, reference).shift(step)
    if words.has("this") and unit == "weekend" and context.tense == "past" and found.start > reference:
        found = found.shift(-1)
    return date_of(found)


def _relative_weekday(words: Words, reference: dt.date, tense: Tense, step: int) -> Resolved:
    number = words.number("weekday") or 1
    if step:
        away = (number - reference.isoweekday()) % 7 or 7
        days = away if step > 0 else (away - 7 or -7)
        return date_of(Period("day", reference + dt.timedelta(days=days)))
    week = period_of("week", reference)
    if tense == "past":
        return time_points.weekday(words, Context(reference, tense)) or unresolved()
    return date_of(Period("day", week.start + dt.timedelta(days=number - 1)))


def _relative_month(number: int, reference: dt.date, step: int) -> Resolved:
    year = reference.year
    if step < 0 and number >= reference.month:
        year -= 1
    if step > 0 and number <= reference.month:
        year += 1
    return date_of(Period("month", dt.date(year, number, 1)))


def focus(words: Words, context: Context) -> Resolved | None:
    """ "That day", "the same quarter": the date last told, at the unit named."""
    if context.focus is None:
        return unresolved("TIME" if words.has("daypart") else "DATE")
    if words.has("daypart"):
        return part_of_day_value(period_of("day", context.focus.start), words.text("daypart"))
    year = context.focus.start.year
    if words.has("month"):
        return date_of(Period("month", dt.date(year, words.number("month") or 1, 1)))
    if words.has("season"):
        return date_of(season_of(words.text("season"), year))
    return date_of(period_of(words.text("unit", "quarter") or "day", context.focus.start))


def the_unit(words: Words, context: Context) -> Resolved | None:
    """ "The quarter", "the weekend": the one last told, else the one about the reference."""
    unit = words.text("unit", "quarter")
    if unit == "quarter":
        return quarter(words, context)
    if context.reference is None:
        return unresolved()
    if unit == "weekend":
        around = period_of("weekend", context.reference)
        shift = -1 if around.start > context.reference and context.tense != "future" else 0
        return date_of(around.shift(shift))
    return date_of(period_of(unit, context.reference)) if unit in WHOLE_UNITS else None


def quarter(words: Words, context: Context) -> Resolved | None:
    """ "The third quarter (of 1984)", "the first half", "Q3 2021", "the latest quarter"."""
    code = words.text("quarter_code").upper()
    unit = {"Q": "quarter", "H": "half"}[code[0]] if code else words.text("quarter") or words.text("unit")
    if words.has("ordinal", "second") and unit not in ("quarter", "half"):
        unit = _half_or_quarter(words)
    if unit not in ("quarter", "half"):
        return None
    size = 3 if unit == "quarter" else 6
    nth = int(code[1]) if code else words.number("ordinal", "second")
    if nth is None:
        return _quarter_in_question(context)
    if nth * size > 12:
        return None
    number = words.number("year")
    if number is not None:
        return date_of(period_of(unit, dt.date(number, nth * size, 1)), absolute=True)
    if context.reference is None:
        return unresolved()
    step = words.number("last", "next", "this", "previous")
    if step is not None or words.text("unit") == "year":
        return date_of(period_of(unit, dt.date(context.reference.year + (step or 0), nth * size, 1)))
    years = (context.reference.year + shift for shift in (-1, 0, 1))
    candidates = [period_of(unit, dt.date(one, nth * size, 1)) for one in years]
    # Results are told of a quarter that is over, even under "expects to report".
    tense = "" if context.tense == "future" else context.tense
    return date_of(nearest(candidates, context.reference, tense))


def _half_or_quarter(words: Words) -> str:
    return next(
        (str(p.value) for p in words.all("unit", "quarter", "half") if p.value in ("half", "quarter")), ""
    )


def _quarter_in_question(context: Context) -> Resolved:
    if context.term is not None and context.term.unit == "quarter":
        return date_of(context.term)
    if context.reference is None:
        return unresolved()
    return date_of(period_of("quarter", context.reference).shift(-1))


def year_ago_period(words: Words, context: Context) -> Resolved | None:
    """ "The year-earlier quarter", "the comparable period last year": a year before the quarter in question.

    Where no quarter is in question, the year that the words name.
    """
    if words.has(*NUMBERS) and words.has("units"):
        return time_amounts.length(words, context)
    year, step = words.number("year"), words.number("last", "next", "this")
    unit = str(next((p.value for p in words.pieces if p.kind in ("unit", "quarter", "period")), ""))
    if unit in ("day", "week", "month") and not words.has("period"):
        return _same_unit(words, unit, context)
    quarter = _quarter_told(context)
    if year is None and step is not None and context.reference is not None:
        year = context.reference.year + step
    if year is not None:
        if quarter is None:
            return date_of(Period("year", dt.date(year, 1, 1)), words.has("year"))
        told = Period("quarter", quarter.start.replace(year=year))
        # A report of January tells of a quarter of last year, and compares it with the one before.
        return date_of(told.shift(-4) if told == quarter else told)
    nth = words.number("ordinal", "second")
    if quarter is None and context.reference is None:
        return unresolved()
    if quarter is None and context.reference is not None:
        if not words.has("quarter", "period", "half"):
            return date_of(period_of("year", context.reference).shift(-1))
        quarter = period_of("quarter", context.reference).shift(-1)
    if quarter is None:
        return unresolved()
    if nth is not None and nth <= 2 and words.has("half"):
        return date_of(period_of("half", dt.date(quarter.start.year - 1, nth * 6, 1)))
    if nth is not None and nth <= 4:
        quarter = period_of("quarter", dt.date(quarter.start.year, nth * 3, 1))
    return date_of(quarter.shift(-4))


def the_period(words: Words, context: Context) -> Resolved | None:
    """ "The (latest) period" in talk of a quarter; elsewhere it tells no time."""
    quarter = _quarter_told(context)
    return None if quarter is None else date_of(quarter)


def _quarter_told(context: Context) -> Period | None:
    return context.term if context.term is not None and context.term.unit == "quarter" else None


def _same_unit(words: Words, unit: str, context: Context) -> Resolved | None:
    """ "The same month last year", "the same day a week earlier": from the one last told, else today's."""
    anchor = context.focus if context.focus is not None and context.focus.unit == unit else None
    if anchor is None and context.reference is not None and unit != "month":
        anchor = period_of(unit, context.reference)
    if anchor is None:
        return unresolved()
    year, whole = words.number("year"), str(words.all("unit")[-1].value)
    if year is not None:
        return date_of(period_of(unit, anchor.start.replace(year=year)))
    step = words.number("last", "next", "this", "previous")
    return date_of(period_of(unit, time_amounts.move(anchor.start, whole, -1 if step is None else step)))


def period_of_year(words: Words, context: Context) -> Resolved | None:
    """ "The 1988 period": that year, or the quarter in question in that year."""
    year = words.number("year") or 0
    if context.term is not None and context.term.unit == "quarter":
        return date_of(Period("quarter", context.term.start.replace(year=year)))
    return date_of(Period("year", dt.date(year, 1, 1)), absolute=True)


def reference(words: Words, context: Context) -> Resolved | None:
    """ "Now", "recently", "the future": PRESENT_REF, PAST_REF, FUTURE_REF, not on the calendar."""
    past = words.has("before_now", "recent", "past")
    future = words.has("after_now", "future", "possible", "term", "later")
    return Resolved("PAST_REF" if past else "FUTURE_REF" if future else "PRESENT_REF", "DATE", "", True)


def recent(words: Words, context: Context) -> Resolved | None:
    """ "Recent weeks", "the past years", "at the time"."""
    return Resolved("PAST_REF", "DATE", "", True)


def coming(words: Words, context: Context) -> Resolved | None:
    """ "The coming months"."""
    return Resolved("FUTURE_REF", "DATE", "", True)
