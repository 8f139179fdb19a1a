"""Resolution: the value of a recognised expression, with the expressions that are made of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dragoman.language import time_amounts, time_points
from dragoman.language.time_amounts import NUMBERS
from dragoman.language.time_calendar import Period, Tense, nearest, part_edtf, period_of
from dragoman.language.time_grammar import Found, recognise, recognise_whole
from dragoman.language.time_values import Context, Resolved, Words, date_of, duration_value, unresolved
from dragoman.language.time_words import Piece

Builder = Callable[[Words, Context], Resolved | None]
EDGES = ("start", "end", "middle")
PARTS = (*EDGES, "early", "mid", "late")
CONNECTORS = ("to", "and", "dash")
DAY_ANCHORS = ("month", "weekday", "short_weekday", "day_word", "iso", "slash", "holiday")


def resolve_words(text: str, reference: dt.date | None, tense: Tense = "") -> Resolved | None:
    """Return the value of a time expression printed as `text`, or None when it is none.

    `reference` is the publication date; without it relative expressions come back with an empty
    value. `tense` is that of the clause ("past", "present", "future" or "").
    """
    found = recognise(text)
    if not found:
        return None
    widest = max(found, key=lambda one: one.end - one.start)
    return resolve(widest, Context(reference, tense))


def resolve(found: Found, context: Context) -> Resolved | None:
    """Return the value of a recognised expression; None when the calendar has no such date."""
    try:
        return BUILDERS[found.build](Words(found.pieces), context)
    except (ValueError, OverflowError):
        return None


def _inner(pieces: tuple[Piece, ...], context: Context) -> Resolved | None:
    found = recognise_whole(pieces)
    return None if found is None else resolve(found, context)


def relative(words: Words, context: Context) -> Resolved | None:
    """ "This week", "last May", "the past year", "that same day", "the following month"."""
    if words.has("that", "same"):
        return focus(words, context)
    if words.has("previous", "following") and context.focus is not None:
        unit = words.text("unit", "quarter") or "day"
        step = words.number("previous", "following") or 0
        grain = period_of(unit, context.focus.start)
        return date_of(grain.shift(step)) if unit in ("day", "week", "month", "quarter", "year") else None
    step = words.number("last", "past", "next", "previous", "following", "this", "current", "latest") or 0
    if context.reference is None:
        return unresolved("TIME" if words.has("daypart") else "DATE")
    if words.has("daypart"):
        return _part_of_day(Period("day", context.reference).shift(step), words.text("daypart"))
    if words.has("weekday"):
        return _relative_weekday(words, context.reference, context.tense, step)
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
    return date_of(period_of(unit, reference).shift(step))


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
        return _part_of_day(period_of("day", context.focus.start), words.text("daypart"))
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
    return date_of(period_of(unit, context.reference)) if unit in ("week", "month", "year") else None


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
    return date_of(nearest(candidates, context.reference, context.tense))


def _half_or_quarter(words: Words) -> str:
    return next(
        (str(p.value) for p in words.all("unit", "quarter", "half") if p.value in ("half", "quarter")), ""
    )


def _quarter_in_question(context: Context) -> Resolved:
    if context.focus is not None and context.focus.unit == "quarter":
        return date_of(context.focus)
    if context.reference is None:
        return unresolved()
    return date_of(period_of("quarter", context.reference).shift(-1))


def year_ago_period(words: Words, context: Context) -> Resolved | None:
    """ "The year-earlier quarter", "the comparable period last year": a year before the date last told."""
    if context.focus is None and context.reference is None:
        return unresolved()
    anchor = context.focus if context.focus and context.focus.unit == "quarter" else None
    if anchor is None and context.reference is not None:
        anchor = period_of("quarter", context.reference).shift(-1)
    nth = words.number("ordinal", "second")
    if anchor is None:
        return unresolved()
    if nth is not None and nth <= 4:
        anchor = period_of("quarter", dt.date(anchor.start.year, nth * 3, 1))
    return date_of(anchor.shift(-4))


def part_of(words: Words, context: Context) -> Resolved | None:
    """ "Early December", "the start of next year": EDTF as `part_edtf` tells, TIMEX3 of the whole."""
    index, marker = next((i, p) for i, p in enumerate(words.pieces) if p.kind in PARTS)
    rest = words.pieces[index + 1 :]
    while rest and rest[0].kind in ("dash", "of", "very", "on"):
        rest = rest[1:]
    whole = _inner(rest, context)
    if whole is None or whole.period is None:
        return whole
    edtf = part_edtf(whole.period, str(marker.value), marker.kind in EDGES)
    return Resolved(whole.value, "DATE", edtf, whole.absolute, whole.period)


def part_of_year(words: Words, context: Context) -> Resolved | None:
    """ "Year's end", "year-end", "month's end"."""
    unit = words.text("unit")
    if unit not in ("year", "month", "week", "decade", "century"):
        return None
    if context.reference is None:
        return unresolved()
    whole = period_of(unit, context.reference)
    return Resolved(whole.timex, "DATE", part_edtf(whole, "END", True), False, whole)


def earlier_this(words: Words, context: Context) -> Resolved | None:
    """ "Earlier this month", "later Tuesday": EDTF tells the days up to, or from, the reference."""
    rest = tuple(p for p in words.pieces[1:] if p.kind not in ("in", "on"))
    whole = _inner(rest, context)
    if whole is None or whole.period is None:
        return whole
    first, last, edtf = whole.period.start, whole.period.end, whole.edtf
    if context.reference is not None and first <= context.reference <= last and first != last:
        day = dt.timedelta(days=1)
        if words.has("earlier"):
            edtf = f"{first}/{max(first, context.reference - day)}"
        else:
            edtf = f"{min(last, context.reference + day)}/{last}"
    return Resolved(whole.value, whole.type, edtf, whole.absolute, whole.period)


def span(words: Words, context: Context) -> Resolved | None:
    """A range between two points: "from Monday to Wednesday", "1999-2003"; EDTF has both ends."""
    pieces = words.pieces[1:] if words.pieces[0].kind in ("from", "between") else words.pieces
    cut = next(i for i, p in enumerate(pieces) if p.kind in CONNECTORS and i)
    left, right = _inner(pieces[:cut], context), _inner(pieces[cut + 1 :], context)
    years = words.all("year", "small")
    if right is None and left is not None and years[-1].kind == "small":
        century = int(years[0].value) // 100 * 100
        right = date_of(Period("year", dt.date(century + int(years[-1].value), 1, 1)), left.absolute)
    if left is None or right is None:
        return None
    if left.period is None or right.period is None:
        return unresolved()
    first, last = left.period, right.period
    if first.start > last.start and words.has("weekday"):
        first = first.shift(-7)
    elif first.start > last.start and not words.all("year"):
        first = Period(first.unit, first.start.replace(year=last.start.year), first.season)
    elif first.unit in ("month", "day") and len(words.all("year")) == 1:
        first = Period(first.unit, first.start.replace(year=last.start.year))
    if first.start > last.end:
        return None
    return _between(first, last, left.absolute or right.absolute)


def _between(first: Period, last: Period, absolute: bool) -> Resolved:
    edtf = f"{first.edtf.partition('/')[0]}/{last.edtf.rpartition('/')[2]}"
    return Resolved(f"{first.timex}/{last.timex}", "DATE", edtf, absolute, last)


def monthday_range(words: Words, context: Context) -> Resolved | None:
    """Days of one month: "3 to 5 May", "May 3-5, 2021"."""
    days = [p for p in words.pieces if p.kind == "small"]
    shared = tuple(p for p in words.pieces if p.kind in ("month", "year"))
    first, last = (time_points.monthday(Words((day, *shared)), context) for day in (days[0], days[-1]))
    if first is None or last is None:
        return None
    if first.period is None or last.period is None:
        return unresolved()
    return (
        None
        if first.period.start > last.period.start
        else _between(first.period, last.period, first.absolute)
    )


def _part_of_day(day: Period, part: str) -> Resolved:
    return Resolved(f"{day.timex}T{part}", "TIME", day.edtf, False, day)


def _day_in(words: Words, context: Context) -> Resolved | None:
    """Return the day that an expression of the clock names, else the reference day."""
    dropped = {
        "daypart",
        "early",
        "late",
        "mid",
        "clock",
        "meridiem",
        "zone",
        "local",
        "time",
        "oclock",
        "at",
        "in",
    }
    pieces = words.without(dropped)
    if words.has("month") and len(words.all("small")) > 1 and words.has("meridiem", "oclock"):
        index = next(i for i, p in enumerate(pieces) if p.kind == "small")
        pieces = pieces[:index] + pieces[index + 1 :]
    elif not words.has("month"):
        pieces = tuple(p for p in pieces if p.kind not in NUMBERS)
    while pieces and pieces[0].kind in ("the", "comma", "of", "on", "dash", "to"):
        pieces = pieces[1:]
    while pieces and pieces[-1].kind in ("the", "comma", "of", "on", "dash"):
        pieces = pieces[:-1]
    if not pieces:
        return None if context.reference is None else date_of(Period("day", context.reference))
    return _inner(pieces, context)


def daypart(words: Words, context: Context) -> Resolved | None:
    """ "Wednesday night", "yesterday morning", "the night of Dec. 3"."""
    day = _day_in(words, context)
    if day is None or day.period is None:
        return unresolved("TIME")
    part = _part_of_day(day.period, words.text("daypart"))
    return Resolved(part.value, "TIME", part.edtf, day.absolute, part.period)


def part_of_day(words: Words, context: Context) -> Resolved | None:
    """ "Late Tuesday", "earlier Sunday", "mid-afternoon": the day itself, or its part."""
    day = _day_in(words, Context(context.reference, context.tense, context.focus))
    if words.has("earlier", "later"):
        day = _inner(words.without(("earlier", "later")), context)
    if day is None or day.period is None:
        return unresolved("TIME" if words.has("daypart") else "DATE")
    return _part_of_day(day.period, words.text("daypart")) if words.has("daypart") else day


def clock(words: Words, context: Context) -> Resolved | None:
    """A time of day: "9 a.m. EDT Tuesday", "noon", "4 in the morning"."""
    moment = _clock_value(words)
    if moment is None:
        return None
    day = _day_in(words, context)
    if day is None or day.period is None:
        return unresolved("TIME")
    return Resolved(f"{day.period.timex}T{moment}", "TIME", day.edtf, day.absolute, day.period)


def _clock_value(words: Words) -> str | None:
    printed = words.first("clock") or (
        words.first(*NUMBERS) if words.has("meridiem", "oclock", "in") else None
    )
    part = words.text("daypart")
    if printed is None:
        return part or None
    hour, _, minute = str(printed.value).replace(".", ":").partition(":")
    count = int(float(hour))
    late = words.text("meridiem").lower().startswith("p") or part in ("AF", "EV", "NI")
    if count > 24 or (minute and int(minute) > 59):
        return None
    if late and count < 12:
        count += 12
    elif words.text("meridiem").lower().startswith("a") and count == 12:
        count = 0
    return f"{count:02d}:{minute or '00'}"


def reference(words: Words, context: Context) -> Resolved | None:
    """ "Now", "recently", "the future": TIMEX3's PRESENT_REF, PAST_REF and FUTURE_REF, not on the calendar."""
    past = words.has("before_now", "recent", "past")
    future = words.has("after_now", "future", "possible", "term")
    return Resolved("PAST_REF" if past else "FUTURE_REF" if future else "PRESENT_REF", "DATE", "", True)


def recent(words: Words, context: Context) -> Resolved | None:
    """ "Recent weeks", "the past years"."""
    return Resolved("PAST_REF", "DATE", "", True)


def coming(words: Words, context: Context) -> Resolved | None:
    """ "The coming months"."""
    return Resolved("FUTURE_REF", "DATE", "", True)


BUILDERS: dict[str, Builder] = {
    one.__name__: one
    for one in (
        *(time_points.iso, time_points.monthday, time_points.month, time_points.year, time_points.decade),
        *(time_points.weekday, time_points.weekday_of_week, time_points.day_word, time_points.day_beside),
        *(time_points.season, time_points.holiday, time_points.new_year),
        *(time_amounts.length, time_amounts.relative_length, time_amounts.ago, time_amounts.from_now),
        *(time_amounts.earlier, time_amounts.later, time_amounts.set_unit, time_amounts.set_rate),
        *(time_amounts.set_adverb, time_amounts.set_weekday),
        *(relative, focus, the_unit, quarter, year_ago_period, part_of, part_of_year, earlier_this, span),
        *(monthday_range, daypart, part_of_day, clock, reference, recent, coming),
    )
}
