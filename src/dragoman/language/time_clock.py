"""Values of parts of a day and of times of the clock."""

from __future__ import annotations

from dragoman.language.time_amounts import NUMBERS
from dragoman.language.time_calendar import Period
from dragoman.language.time_values import (
    Context,
    Read,
    Resolved,
    Words,
    date_of,
    part_of_day_value,
    unresolved,
)


def _day_in(words: Words, context: Context, read: Read) -> Resolved | None:
    """Return the day that an expression of the clock names ("9 p.m. last night"), else the reference day."""
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
    if [piece.kind for piece in pieces] in (["this"], ["last"], ["next"]) and context.reference:
        return date_of(Period("day", context.reference).shift(int(pieces[0].value)))
    if not pieces:
        return None if context.reference is None else date_of(Period("day", context.reference))
    return read(pieces, context)


def daypart(words: Words, context: Context, read: Read) -> Resolved | None:
    """ "Wednesday night", "yesterday morning", "the night of Dec. 3"."""
    day = _day_in(words, context, read)
    if day is None or day.period is None:
        return unresolved("TIME")
    part = part_of_day_value(day.period, words.text("daypart"))
    return Resolved(part.value, "TIME", part.edtf, day.absolute, part.period)


def part_of_day(words: Words, context: Context, read: Read) -> Resolved | None:
    """ "Late Tuesday", "earlier Sunday", "mid-afternoon": the day itself, or its part."""
    day = _day_in(words, context, read)
    if words.has("earlier", "later"):
        day = read(words.without(("earlier", "later")), context)
    if day is None or day.period is None:
        return unresolved("TIME" if words.has("daypart") else "DATE")
    return part_of_day_value(day.period, words.text("daypart")) if words.has("daypart") else day


def clock(words: Words, context: Context, read: Read) -> Resolved | None:
    """A time of day: "9 a.m. EDT Tuesday", "noon", "4 in the morning"."""
    moment = _clock_value(words)
    if moment is None:
        return None
    day = _day_in(words, context, read)
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
    figures = str(printed.value).replace(".", ":")
    if printed.kind == "clock" and figures.isdigit():
        figures = f"{figures[:2]}:{figures[2:]}"
    hour, _, minute = figures.partition(":")
    count = int(float(hour))
    late = words.text("meridiem").lower().startswith("p") or part in ("AF", "EV", "NI")
    if count > 24 or (minute and int(minute) > 59):
        return None
    if late and count < 12:
        count += 12
    elif words.text("meridiem").lower().startswith("a") and count == 12:
        count = 0
    return f"{count:02d}:{minute or '00'}"
