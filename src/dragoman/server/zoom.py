"""Zooming the chart of the timeline: other ranges of days, each an address that can be shared."""

from __future__ import annotations

import datetime as dt

from dragoman.language.calendar import Interval

_LEAST = 7
"""Days below which a range is not made shorter."""


def zoomed(shown: Interval) -> dict[str, Interval]:
    """Return what can be shown beside the days that are: nearer, wider, before and after.

    Ranges that no calendar holds are left out.
    """
    days = shown.days
    steps = {
        "Zoom in": (days // 4, -(days // 4)) if days > _LEAST else None,
        "Zoom out": (-max(days // 2, 3), max(days // 2, 3)),
        "Earlier": (-days, -days),
        "Later": (days, days),
    }
    found = {}
    for name, step in steps.items():
        if step is not None and (moved := _moved(shown, *step)) is not None:
            found[name] = moved
    return found


def _moved(shown: Interval, start: int, end: int) -> Interval | None:
    try:
        return Interval(shown.start + dt.timedelta(days=start), shown.end + dt.timedelta(days=end))
    except OverflowError:
        return None
