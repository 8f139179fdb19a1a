"""Values of lengths of time, of what lies a length away, and of what happens again and again."""

from __future__ import annotations

import datetime as dt

from dragoman.language.time_calendar import Period, add_months, period_of
from dragoman.language.time_values import (
    LETTERS,
    Context,
    Resolved,
    Words,
    date_of,
    duration_value,
    part_of_day_value,
    unresolved,
)

NUMBERS = ("small", "number", "year", "spelled")
UNITS = ("unit", "units", "quarter", "quarters", "long_word")
INDEFINITE_RANGE = (3, 7)
"""How many "several" may be, least and most."""
FEW_RANGE = (2, 5)
WEEKENDS = "XXXX-WXX-WE"
"""TIMEX3 value of every weekend."""


def amount_of(words: Words) -> float | None:
    """Return how many units are told, or None when only roughly so ("several", "12 to 18")."""
    numbers = words.all(*NUMBERS)
    if words.has("several", "few", "hundreds", "quantity") or (not numbers and words.has("many", "some")):
        return None
    if len(numbers) > 1 and words.has("to", "or"):
        return None
    if len(numbers) > 1 and words.has("dash") and not words.has("fraction"):
        return None
    if words.has("couple", "pair"):
        return 2
    if words.has("dozen"):
        return 12
    half = 0.5 if any(piece.word == "half" for piece in words.pieces) else 0.0
    fraction = words.first("fraction")
    if numbers:
        return float(numbers[0].value) + (float(fraction.value) if fraction else half)
    if fraction:
        return float(fraction.value)
    if half:
        return 1 + half if words.has("and") else half
    if words.has("quarter") and words.has("unit"):
        return 0.25
    if words.has("a"):
        return 1
    units = words.first(*UNITS)
    return None if units is None or units.kind in ("units", "quarters") else 1


def amount_range(words: Words) -> tuple[float, float]:
    """Return the least and the most number of units that the words allow."""
    exact = amount_of(words)
    if exact is not None:
        return exact, exact
    numbers = [float(piece.value) for piece in words.all(*NUMBERS)]
    if len(numbers) > 1:
        return min(numbers), max(numbers)
    low, high = FEW_RANGE if words.has("few") else INDEFINITE_RANGE
    return float(low), float(high)


def unit_of(words: Words) -> str:
    """Return the unit of a length; the last one told ("half a year" is of years)."""
    pieces = [piece for piece in words.all(*UNITS) if piece.word != "half"] or words.all(*UNITS)
    return str(pieces[-1].value)


def length(words: Words, context: Context) -> Resolved | None:
    """A length of time: "two weeks", "a three-day", "several months", "months"; "weekends" are a SET."""
    if [piece.word for piece in words.pieces] == ["weekends"]:
        return Resolved(WEEKENDS, "SET", "", True)
    return Resolved(duration_value(amount_of(words), unit_of(words)), "DURATION", "", True)


def relative_length(words: Words, context: Context) -> Resolved | None:
    """A length before or after the reference: "the past 48 hours"; EDTF tells the days it covers."""
    count, unit = amount_of(words), unit_of(words)
    value = duration_value(count, unit)
    step = words.number("last", "past", "next", "previous", "following", "this") or -1
    if count is None or context.reference is None or words.has("previous", "following"):
        return Resolved(value, "DURATION", "", count is None)
    other = move(context.reference, unit, step * count)
    first, last = min(context.reference, other), max(context.reference, other)
    return Resolved(value, "DURATION", f"{first}/{last}", False)


def move(day: dt.date, unit: str, count: float) -> dt.date:
    """Return the day `count` units from `day`; units of the clock move by whole days."""
    days = {
        "second": 1 / 86400,
        "minute": 1 / 1440,
        "hour": 1 / 24,
        "day": 1,
        "week": 7,
        "weekend": 7,
        "fortnight": 14,
    }
    if unit in days:
        return day + dt.timedelta(days=round(days[unit] * count))
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    return add_months(day, round(months[unit] * count))


def ago(words: Words, context: Context) -> Resolved | None:
    """A length before the reference: "two years ago"; in talk of quarters or months, the same one then."""
    if context.reference is None:
        return unresolved()
    return _away(words, context, Period("day", context.reference), -1)


def from_now(words: Words, context: Context) -> Resolved | None:
    """A length after the reference: "three weeks from now"."""
    if context.reference is None:
        return unresolved()
    return _away(words, context, Period("day", context.reference), 1)


def earlier(words: Words, context: Context) -> Resolved | None:
    """A length before the date last told: "two days earlier"."""
    return _beside(words, context, -1)


def later(words: Words, context: Context) -> Resolved | None:
    """A length after the date last told: "two days later"."""
    return _beside(words, context, 1)


def _beside(words: Words, context: Context, step: int) -> Resolved | None:
    anchor = context.focus
    if anchor is None and context.reference and (step < 0 or context.tense != "past"):
        # "Three days later, he resigned" cannot be later than the report that tells it.
        anchor = Period("day", context.reference)
    if words.has("daypart"):
        night = None if anchor is None else Period("day", anchor.start).shift(step)
        return unresolved("TIME") if night is None else part_of_day_value(night, words.text("daypart"))
    if anchor is None:
        # Nothing to count from: only the length is known.
        return Resolved(duration_value(amount_of(words), unit_of(words)), "DURATION")
    return _away(words, context, anchor, step)


def _away(words: Words, context: Context, anchor: Period, step: int) -> Resolved:
    """Return what lies a length from `anchor`: as fine as the unit told, vague for "several"."""
    count, unit = amount_of(words), unit_of(words)
    term = context.term
    if count is None:
        low, high = sorted(step * n for n in amount_range(words))
        edtf = f"{move(anchor.start, unit, low)}~/{move(anchor.start, unit, high)}~"
        if not words.has("ago"):
            return Resolved(duration_value(None, unit), "DURATION", edtf)
        return Resolved("PAST_REF", "DATE", edtf)
    if unit == "year" and term is not None and term.unit == "quarter" and count == int(count):
        return date_of(term.shift(step * int(count) * 4))
    moved = move(anchor.start, unit, step * count)
    grain = {"decade": "year", "century": "year", "fortnight": "week"}.get(unit, unit)
    return date_of(period_of(grain, moved))


def set_unit(words: Words, context: Context) -> Resolved | None:
    """Every so many units: "each month", "every two years", "each July"."""
    month, season, part = words.number("month"), words.text("season"), words.text("daypart")
    if month is not None:
        return Resolved(f"XXXX-{month:02d}", "SET", "", True)
    if season:
        return Resolved(f"XXXX-{season}", "SET", "", True)
    if part:
        return Resolved(f"XXXX-XX-XXT{part}", "SET", "", True)
    unit = unit_of(words)
    if unit == "weekend" and not words.has(*NUMBERS, "other"):
        return Resolved(WEEKENDS, "SET", "", True)
    rough = words.has("few", "several", "couple")
    count = None if rough else 2.0 if words.has("other") else float(words.number(*NUMBERS) or 1)
    return Resolved(duration_value(count, unit) if unit in LETTERS else "", "SET", "", True)


def set_rate(words: Words, context: Context) -> Resolved | None:
    """So many times in a unit: "twice a year"."""
    return Resolved(duration_value(1, unit_of(words)), "SET", "", True)


def set_adverb(words: Words, context: Context) -> Resolved | None:
    """Daily, weekly, hourly."""
    return Resolved(words.text("adverb_set", "annual"), "SET", "", True)


def set_weekday(words: Words, context: Context) -> Resolved | None:
    """Every Tuesday, Tuesdays, Tuesday nights."""
    number = words.number("weekday", "weekdays")
    part = "TNI" if words.has("units") else f"T{words.text('daypart', 'nights')}"
    return Resolved(f"XXXX-WXX-{number}{part.rstrip('T') if part == 'T' else part}", "SET", "", True)
