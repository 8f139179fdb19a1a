"""The charts of an account as SVG: intensity over time, and who deals with whom."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Sequence

from dragoman.language.calendar import Interval
from dragoman.views.canvas import Across, Canvas, Plot
from dragoman.views.dates import day_text, range_text
from dragoman.views.figures import Period, Tie, Unit
from dragoman.views.plain import clip

COOPERATION, CONFLICT, BOTH = "#3b8a4f", "#c2462e", "#8a7a55"
"""Colours that can be told from each other and from a light and a dark page."""
_WIDTH, _LEFT, _RIGHT = 760, 96, 744
EDGES = (_LEFT / _WIDTH, _RIGHT / _WIDTH)
"""Where the line of time begins and ends, as shares of the picture's width."""
_MIDDLE, _REACH, _FOOT = 118, 92, 240
_WIDEST = 40
_MARKED = 8
"""Days above which the line of time is marked between its ends as well."""
_MOST_PARTIES = 14
_SHARE = 2 / 3
"""From this share of cooperation or conflict on, a tie has that colour."""


def intensity(
    unit: Unit,
    periods: Sequence[Period],
    address: Callable[[Period], str],
    within: Interval | None = None,
) -> Plot | None:
    """Return cooperation above and conflict below a line of time; None where there is neither day nor bar.

    Heights are sums of PLOVER scores.

    Args:
        unit: How long a period is.
        periods: What to show.
        address: Where the bars of a period lead, an address of ours; empty where they lead nowhere.
        within: The days that the line of time spans; else those of the periods.
    """
    if not periods and within is None:
        return None
    first, last = within or (periods[0].start, periods[-1].end)
    days = (last - first).days + 1
    label = f"cooperation and conflict by {unit}, {day_text(first)} to {day_text(last)}"
    canvas = Canvas(_WIDTH, _FOOT, label)
    across = Across((0, days), _LEFT, _RIGHT)
    most = max((max(period.warmth, -period.cold) for period in periods), default=0) or 1.0
    for period in periods:
        # A week or month at an end of the line may reach beyond it.
        left = across((max(period.start, first) - first).days) + 1
        width = max(2.0, across((min(period.end, last) - first).days + 1) - left - 1)
        href, title = address(period), _period_title(period)
        for score, colour in ((period.warmth, COOPERATION), (period.cold, CONFLICT)):
            height = abs(score) / most * _REACH
            if height:
                top = _MIDDLE - height if score > 0 else _MIDDLE
                canvas.bar(left, top, min(width, _WIDEST), height, colour, title, href)
    canvas.line((_LEFT, _MIDDLE), (_RIGHT, _MIDDLE), "currentColor", opacity=0.6)
    canvas.text((_LEFT - 10, _MIDDLE - _REACH / 2), "cooperation", "end")
    canvas.text((_LEFT - 10, _MIDDLE + _REACH / 2 + 4), "conflict", "end")
    for place, anchor, day in ((_LEFT, "start", first), (_RIGHT, "end", last)):
        canvas.text((place, _FOOT - 6), day_text(day), anchor)
    for part in (1, 2) if days > _MARKED else ():
        day = first + dt.timedelta(days=days * part // 3)
        at = across((day - first).days)
        canvas.line((at, _MIDDLE - _REACH), (at, _FOOT - 22), "currentColor", opacity=0.15)
        canvas.text((at, _FOOT - 6), day_text(day), "middle")
    return canvas.plot()


def network(ties: Sequence[Tie]) -> Plot | None:
    """Return who deals with whom: a line for each two parties, as thick as they have to do with each other.

    Green where most of it is cooperation, red where most is conflict. None where no two parties meet.
    """
    weight: Counter[str] = Counter()
    names: dict[str, str] = {}
    for tie in ties:
        names |= {tie.one: tie.one_name, tie.other: tie.other_name}
        weight[tie.one] += tie.events
        weight[tie.other] += tie.events
    parties = [party for party, _ in weight.most_common(_MOST_PARTIES)]
    shown = [tie for tie in ties if tie.one in parties and tie.other in parties]
    if not shown:
        return None
    canvas = Canvas(_WIDTH, 460, "who deals with whom")
    places = {
        party: (
            _WIDTH / 2 + 210 * math.cos(angle),
            230 + 185 * math.sin(angle),
        )
        for number, party in enumerate(_around(parties, shown))
        for angle in (2 * math.pi * number / len(parties) - math.pi / 2,)
    }
    most = max(tie.events for tie in shown)
    for tie in reversed(shown):
        one, other = places[tie.one], places[tie.other]
        route = f"M{one[0]:.1f},{one[1]:.1f} Q{_pulled(one, other)} {other[0]:.1f},{other[1]:.1f}"
        title = f"{tie.one_name} and {tie.other_name}: {told(tie)}"
        width = 1.5 + 7 * math.sqrt(tie.events / most)
        colour = side_colour(tie.events, tie.cooperation, tie.conflict)
        canvas.path(route, colour, title, stroke_width=width, stroke_opacity=0.75)
    heaviest = max(weight.values())
    for party, (x, y) in places.items():
        radius = 5 + 11 * math.sqrt(weight[party] / heaviest)
        canvas.circle((x, y), radius, "#4a6b8f", f"{names[party]}: {weight[party]} with others")
        side = x - _WIDTH / 2
        anchor = "middle" if abs(side) < 20 else "start" if side > 0 else "end"
        beside = 0 if anchor == "middle" else math.copysign(radius + 6, side)
        above = 4 if anchor != "middle" else (-radius - 6 if y < 230 else radius + 16)
        canvas.text((x + beside, y + above), clip(names[party], 24), anchor, 13)
    return canvas.plot()


def told(tie: Tie) -> str:
    """Return a tie's counts in words."""
    return f"{tie.cooperation} in cooperation, {tie.conflict} in conflict"


def _around(parties: Sequence[str], ties: Sequence[Tie]) -> list[str]:
    """Return parties so that those who have most to do with each other stand side by side."""
    strength = {frozenset((tie.one, tie.other)): tie.events for tie in reversed(ties)}
    order, rest = [parties[0]], list(parties[1:])
    while rest:
        # Of those as near, the one with most ties: `rest` is in that order, and max keeps the first.
        near = [strength.get(frozenset((party, order[-1])), 0) for party in rest]
        order.append(rest.pop(near.index(max(near))))
    return order


def _pulled(one: tuple[float, float], other: tuple[float, float]) -> str:
    """Return the middle of an arc that bends to the centre, so that lines do not run through circles."""
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    return f"{middle[0] + (_WIDTH / 2 - middle[0]) * 0.35:.1f},{middle[1] + (230 - middle[1]) * 0.35:.1f}"


def side_colour(events: int, cooperation: int, conflict: int) -> str:
    """Return the colour of what is mostly cooperation, mostly conflict, or both."""
    if cooperation >= _SHARE * events:
        return COOPERATION
    return CONFLICT if conflict >= _SHARE * events else BOTH


def _period_title(period: Period) -> str:
    when = range_text(Interval(period.start, period.end))
    warm = f"{period.cooperation} in cooperation ({period.warmth:+.1f})"
    return f"{when}: {warm}, {period.conflict} in conflict ({period.cold:+.1f})"
