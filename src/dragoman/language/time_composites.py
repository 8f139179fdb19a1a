"""Values of expressions made of others: parts of a period, and ranges."""

from __future__ import annotations

import datetime as dt

from dragoman.language import time_points
from dragoman.language.time_amounts import amount_of, move, unit_of
from dragoman.language.time_calendar import Period, part_edtf, period_of
from dragoman.language.time_values import Context, Read, Resolved, Words, date_of, unresolved
from dragoman.language.time_words import Piece

EDGES = ("start", "end", "middle")
PARTS = (*EDGES, "early", "mid", "late")
CONNECTORS = ("to", "and", "dash")


def part_of(words: Words, context: Context, read: Read) -> Resolved | None:
    """ "Early December", "the start of next year": EDTF as `part_edtf` tells, TIMEX3 of the whole."""
    index, marker = next((i, p) for i, p in enumerate(words.pieces) if p.kind in PARTS)
    rest = words.pieces[index + 1 :]
    while rest and rest[0].kind in ("dash", "of", "very", "on", "in"):
        rest = rest[1:]
    whole = (_the_day(rest, context) if words.has("in") else None) or read(rest, context)
    if whole is None or whole.period is None:
        return whole
    edtf = part_edtf(whole.period, str(marker.value), marker.kind in EDGES)
    return Resolved(whole.value, whole.type, edtf, whole.absolute, whole.period)


def _the_day(pieces: tuple[Piece, ...], context: Context) -> Resolved | None:
    """Return the day in question for "(later in) the day", which tells no date by itself."""
    if [piece.value for piece in pieces] != [0, "day"] or pieces[0].kind != "the":
        return None
    if context.focus is not None and context.focus.unit == "day":
        return date_of(context.focus)
    return None if context.reference is None else date_of(Period("day", context.reference))


def from_day(words: Words, context: Context, read: Read) -> Resolved | None:
    """A length counted from a day: "a week from Monday"."""
    cut = next(i for i, piece in enumerate(words.pieces) if piece.kind == "from")
    day, length = read(words.pieces[cut + 1 :], context), Words(words.pieces[:cut])
    count = amount_of(length)
    if day is None or day.period is None or count is None:
        return unresolved()
    return date_of(Period("day", move(day.period.start, unit_of(length), count)))


def nth_unit(words: Words, context: Context, read: Read) -> Resolved | None:
    """A day, week, weekend or month by its place: "the last day of the month".

    For "the first week of January" EDTF tells the first seven days of the month.
    """
    cut = next(i for i, p in enumerate(words.pieces) if p.kind in ("of", "in"))
    unit, whole = words.text("unit"), read(words.pieces[cut + 1 :], context)
    if whole is None or unit not in ("day", "week", "weekend", "month"):
        return None
    if whole.period is None:
        return unresolved()
    nth = words.number("ordinal", "second") or 1
    if unit == "week" and not words.has("last"):
        first = whole.period.start + dt.timedelta(days=7 * (nth - 1))
        week = period_of("week", first)
        edtf = f"{first}/{first + dt.timedelta(days=6)}"
        return None if first > whole.period.end else Resolved(week.timex, "DATE", edtf, whole.absolute, week)
    if words.has("last"):
        found = period_of(unit, whole.period.end)
    else:
        found = period_of(unit, whole.period.start).shift(nth - 1)
    return None if found.start > whole.period.end else date_of(found, whole.absolute)


def part_of_year(words: Words, context: Context, read: Read) -> Resolved | None:
    """ "Year's end", "year-end 1997", "mid-year": in the past tense the end that has been."""
    unit, number = words.text("unit"), words.number("year")
    if unit not in ("year", "month", "week", "decade", "century"):
        return None
    part = "MID" if words.has("mid") else "END"
    if number is not None:
        whole = Period("year", dt.date(number, 1, 1))
        return Resolved(whole.timex, "DATE", part_edtf(whole, part, True), True, whole)
    if context.reference is None:
        return unresolved()
    whole = period_of(unit, context.reference)
    if context.tense == "past" and part_edtf(whole, part, True)[:10] > context.reference.isoformat():
        whole = whole.shift(-1)
    return Resolved(whole.timex, "DATE", part_edtf(whole, part, True), False, whole)


def earlier_this(words: Words, context: Context, read: Read) -> Resolved | None:
    """ "Earlier this month", "later Tuesday": EDTF tells the days up to, or from, the reference."""
    rest = tuple(p for p in words.pieces[1:] if p.kind not in ("in", "on"))
    whole = _the_day(rest, context) or read(rest, context)
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


def ends_of(words: Words) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces of the first and of the last point of a range."""
    pieces = words.pieces[1:] if words.pieces[0].kind in ("from", "between") else words.pieces
    cut = next(i for i, p in enumerate(pieces) if p.kind in CONNECTORS and i)
    return pieces[:cut], pieces[cut + 1 :]


def span(words: Words, context: Context, read: Read) -> Resolved | None:
    """A range between two points: "from Monday to Wednesday", "1999-2003"; EDTF has both ends."""
    start, stop = ends_of(words)
    left, right = read(start, context), read(stop, context)
    years = words.all("year", "small", "number")
    if right is None and left is not None and years[-1].kind != "year" and int(years[-1].value) < 100:
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


def monthday_range(words: Words, context: Context, read: Read) -> Resolved | None:
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
