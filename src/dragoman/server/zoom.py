"""The chart of the timeline and its zoom: other ranges of days, each an address that can be shared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from dragoman.language.calendar import Interval
from dragoman.ledger import Ledger
from dragoman.server.queries import Filters
from dragoman.server.store import Store
from dragoman.views import charts
from dragoman.views.canvas import Plot
from dragoman.views.figures import Period, Unit, periods

_LEAST = 7
"""Days below which a range is not made shorter."""


@dataclass(frozen=True)
class Chart:
    """Cooperation and conflict over the days of a view, and ways to see other days."""

    unit: Unit
    plot: Plot
    shown: Interval
    zooms: dict[str, str]
    """What to see instead, to its address."""
    edges: tuple[float, float] = charts.EDGES


def chart_of(store: Store, ledger: Ledger, filters: Filters) -> Chart | None:
    """Return the chart of what filters leave; None where nothing of it is dated."""

    def address(days: Interval) -> str:
        return "/?" + urlencode(filters.on(days).chosen())

    def count(held: Ledger) -> tuple[Unit, tuple[Period, ...]]:
        return periods(held, *filters.where(), filters.days)

    unit, bars = store.kept(f"periods {filters.chosen()}", ledger, count)
    plot = charts.intensity(unit, bars, lambda bar: address(Interval(bar.start, bar.end)), filters.days)
    if plot is None:
        return None
    shown = filters.days or Interval(bars[0].start, bars[-1].end)
    zooms = {name: address(days) for name, days in zoomed(shown).items()}
    if filters.days is not None:
        zooms["All days"] = "/?" + urlencode(filters.on(None).chosen())
    return Chart(unit, plot, shown, zooms)


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
