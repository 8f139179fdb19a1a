"""Resolution: from a recognised expression to its value, whatever it is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dragoman.language import time_amounts, time_clock, time_composites, time_points, time_relative
from dragoman.language.time_calendar import Tense
from dragoman.language.time_grammar import Found, recognise, recognise_whole
from dragoman.language.time_values import Context, Read, Resolved, Words
from dragoman.language.time_words import Piece

Builder = Callable[[Words, Context], Resolved | None]
Composite = Callable[[Words, Context, Read], Resolved | None]

BUILDERS: dict[str, Builder] = {
    "iso": time_points.iso,
    "monthday": time_points.monthday,
    "month": time_points.month,
    "week_of": time_points.week_of,
    "month_of_rel": time_points.month_of_rel,
    "month_quarter": time_points.month_quarter,
    "year": time_points.year,
    "fiscal_year": time_points.fiscal_year,
    "decade": time_points.decade,
    "century": time_points.century,
    "weekday": time_points.weekday,
    "nth_weekday": time_points.nth_weekday,
    "weekday_of_week": time_points.weekday_of_week,
    "weekday_and_day": time_points.weekday_and_day,
    "the_period": time_relative.the_period,
    "day_word": time_points.day_word,
    "day_beside": time_points.day_beside,
    "season": time_points.season,
    "holiday": time_points.holiday,
    "new_year": time_points.new_year,
    "length": time_amounts.length,
    "relative_length": time_amounts.relative_length,
    "ago": time_amounts.ago,
    "from_now": time_amounts.from_now,
    "earlier": time_amounts.earlier,
    "later": time_amounts.later,
    "set_unit": time_amounts.set_unit,
    "set_rate": time_amounts.set_rate,
    "set_adverb": time_amounts.set_adverb,
    "set_weekday": time_amounts.set_weekday,
    "relative": time_relative.relative,
    "focus": time_relative.focus,
    "the_unit": time_relative.the_unit,
    "quarter": time_relative.quarter,
    "year_ago_period": time_relative.year_ago_period,
    "period_of_year": time_relative.period_of_year,
    "reference": time_relative.reference,
    "recent": time_relative.recent,
    "coming": time_relative.coming,
}
COMPOSITES: dict[str, Composite] = {
    "nth_unit": time_composites.nth_unit,
    "from_day": time_composites.from_day,
    "part_of": time_composites.part_of,
    "part_of_year": time_composites.part_of_year,
    "earlier_this": time_composites.earlier_this,
    "span": time_composites.span,
    "monthday_range": time_composites.monthday_range,
    "daypart": time_clock.daypart,
    "part_of_day": time_clock.part_of_day,
    "clock": time_clock.clock,
}
NOTHING = "nothing"
"""Builder of rules that only keep words from being taken for a time ("as soon as")."""


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
    words = Words(found.pieces)
    try:
        if found.build == NOTHING:
            return None
        if found.build in COMPOSITES:
            return COMPOSITES[found.build](words, context, _read)
        return BUILDERS[found.build](words, context)
    except (ValueError, OverflowError):
        return None


def split_range(found: Found) -> list[Found]:
    """Return the two points of what has the form of a range but is none ("from Monday to 1997")."""
    if found.build != "span":
        return []
    ends = (recognise_whole(pieces) for pieces in time_composites.ends_of(Words(found.pieces)))
    return [end for end in ends if end is not None]


def _read(pieces: tuple[Piece, ...], context: Context) -> Resolved | None:
    found = recognise_whole(pieces)
    return None if found is None else resolve(found, context)
