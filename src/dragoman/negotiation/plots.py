"""Plots as SVG: in the page, and in a notebook as they are. All words in them are escaped.

Only attributes, no styles: the page's policy allows no style but its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.language.calendar import interval
from dragoman.ledger import PositionLine
from dragoman.negotiation.analysis import Outlook, Talked
from dragoman.negotiation.conflict import Conflict
from dragoman.views.plain import clip, visible

_COLOURS = ("#1f6fb4", "#c2462e", "#3b8a4f", "#8a5aa8", "#a87b1e", "#3f8f96", "#777777")
_STANCES = {"demands": "#c2462e", "threatens": "#7d1d12", "refuses": "#d98a3d", "conditions": "#a87b1e"}
_FORTHCOMING = "#3b8a4f"
_MOST_STATES = 32
_YEAR = 366


@dataclass(frozen=True)
class Plot:
    """One plot."""

    svg: Markup

    def _repr_svg_(self) -> str:
        return str(self.svg)


class _Canvas:
    def __init__(self, width: int, height: int, label: str) -> None:
        self._parts: list[Markup] = []
        self._frame = (width, height, label)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = "#999999",
        **more: str | float,
    ) -> None:
        self._add("line", "", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colour, **more)

    def circle(
        self, at: tuple[float, float], radius: float, fill: str, title: str = "", **more: str | float
    ) -> None:
        self._add("circle", title, cx=at[0], cy=at[1], r=radius, fill=fill, **more)

    def bar(self, left: float, top: float, width: float, height: float, fill: str, title: str = "") -> None:
        self._add("rect", title, x=left, y=top, width=max(width, 1), height=height, fill=fill)

    def text(self, at: tuple[float, float], words: str, anchor: str = "start", size: int = 12) -> None:
        attributes = _attributes({"x": at[0], "y": at[1], "text-anchor": anchor, "font-size": size})
        self._parts.append(
            Markup("<text {} fill='currentColor'>{}</text>").format(attributes, visible(words))
        )

    def path(self, route: str, colour: str, **more: str | float) -> None:
        self._add("path", "", d=route, stroke=colour, fill="none", **more)

    def _add(self, tag: str, title: str, **attributes: str | float) -> None:
        named = {name.replace("_", "-"): value for name, value in attributes.items()}
        inside = Markup("<title>{}</title>").format(visible(title)) if title else Markup("")
        # Tags and names of attributes are this module's own.
        self._parts.append(Markup("<{0} {1}>{2}</{0}>").format(Markup(tag), _attributes(named), inside))  # noqa: S704

    def plot(self) -> Plot:
        width, height, label = self._frame
        head = Markup(
            "<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='{}' viewBox='0 0 {} {}' "
            "width='{}' height='{}' font-family='sans-serif'>"
        ).format(visible(label), width, height, width, height)
        return Plot(head + Markup("").join(self._parts) + Markup("</svg>"))


def _attributes(values: dict[str, str | float]) -> Markup:
    shown = ((name, f"{value:.1f}" if isinstance(value, float) else value) for name, value in values.items())
    return Markup(" ").join(Markup("{}='{}'").format(Markup(name), value) for name, value in shown)  # noqa: S704


def transitions(conflict: Conflict, names: dict[str, str]) -> Plot | None:
    """Return the graph of states and moves that gain; None where there are too many states to read.

    Filled states are equilibria by some concept, darker by all; the ring is today's; an arc is a move by
    which the mover gains at once, in the mover's colour.
    """
    if len(conflict.states) > _MOST_STATES:
        return None
    canvas = _Canvas(560, 480, "states and the moves by which somebody gains")
    count = len(conflict.states)
    places = [
        (
            240 + 190 * math.cos(2 * math.pi * k / count - math.pi / 2),
            240 + 190 * math.sin(2 * math.pi * k / count - math.pi / 2),
        )
        for k in range(count)
    ]
    for party, start, end, gains in conflict.moves:
        if gains:
            colour = _colour(conflict.parties.index(party))
            _arrow(canvas, places[start - 1], places[end - 1], colour)
    for state, place in zip(conflict.states, places, strict=True):
        fill = "#ffffff" if not state.equilibrium else "#8fb8de" if len(state.equilibrium) < 4 else "#2c6ea6"
        if state.number == conflict.today:
            canvas.circle(place, 17, "none", stroke="#c2462e", stroke_width=2)
        title = f"{state.number}: {state.words}"
        canvas.circle(place, 13, fill, title, stroke="#555555")
        canvas.text((place[0], place[1] + 4), str(state.number), "middle")
    for k, party in enumerate(conflict.parties):
        canvas.line((450, 24 + 20 * k), (470, 24 + 20 * k), _colour(k), stroke_width=3)
        canvas.text((476, 28 + 20 * k), clip(names[party], 14))
    return canvas.plot()


def _arrow(canvas: _Canvas, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    """Draw a bowed line with a head that stops at the circle."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    middle = (
        (start[0] + end[0]) / 2 - 0.12 * down,
        (start[1] + end[1]) / 2 + 0.12 * across,
    )
    into = (end[0] - middle[0], end[1] - middle[1])
    near = math.hypot(*into) or 1.0
    tip = (end[0] - 14 * into[0] / near, end[1] - 14 * into[1] / near)
    canvas.path(
        f"M{start[0] + 14 * across / length:.1f},{start[1] + 14 * down / length:.1f} "
        f"Q{middle[0]:.1f},{middle[1]:.1f} {tip[0]:.1f},{tip[1]:.1f}",
        colour,
        stroke_width=1.4,
    )
    angle = math.atan2(into[1], into[0])
    wings = [
        (tip[0] - 8 * math.cos(angle + turn), tip[1] - 8 * math.sin(angle + turn)) for turn in (0.4, -0.4)
    ]
    canvas.path(
        f"M{wings[0][0]:.1f},{wings[0][1]:.1f} L{tip[0]:.1f},{tip[1]:.1f} "
        f"L{wings[1][0]:.1f},{wings[1][1]:.1f}",
        colour,
        stroke_width=1.4,
    )


def positions_on_scale(outlook: Outlook, names: dict[str, str]) -> Plot:
    """Return where the parties stand on an issue with their ranges, and the forecast with its interval."""
    rows = len(outlook.positions) + 1
    canvas = _Canvas(640, 56 + 24 * rows, f"positions on {outlook.name}")
    across = _Across(outlook.scale, 170, 620)
    for row, (party, (value, low, high)) in enumerate(outlook.positions.items()):
        height = 20.0 + 24 * row
        canvas.text((160, height + 4), clip(names[party], 22), "end")
        canvas.line((across(low), height), (across(high), height), _colour(row), stroke_width=4, opacity=0.4)
        canvas.circle(
            (across(value), height), 5, _colour(row), f"{names[party]}: {value:g} ({low:g} to {high:g})"
        )
    height = 20.0 + 24 * (rows - 1)
    canvas.text((160, height + 4), "forecast, 90% of draws", "end")
    low, high = outlook.forecast.central
    canvas.line((across(low), height), (across(high), height), "#333333", stroke_width=4, opacity=0.5)
    canvas.circle((across(outlook.forecast.point), height), 6, "#333333", f"{outlook.forecast.point:.1f}")
    foot = 24.0 + 24 * rows
    canvas.line((170, foot - 12), (620, foot - 12))
    for end, anchor in ((outlook.scale[0], "start"), (outlook.scale[1], "end")):
        canvas.text((across(end), foot + 6), f"{end:g}", anchor)
    if outlook.today is not None:
        canvas.line((across(outlook.today), 8), (across(outlook.today), foot - 12), stroke_dasharray="4 3")
        canvas.text((across(outlook.today), foot + 20), "today", "middle", 10)
    return canvas.plot()


def tornado(outlook: Outlook, names: dict[str, str], most: int = 10) -> Plot | None:
    """Return how far each input moves the forecast; None where no input has a range."""
    bars = outlook.tornado[:most]
    if not bars:
        return None
    canvas = _Canvas(640, 30 + 22 * len(bars), f"what moves the forecast of {outlook.name}")
    ends = [end for bar in bars for end in (bar.low, bar.high)]
    across = _Across((min(ends), max(ends)), 240, 590)
    for row, bar in enumerate(bars):
        top = 8.0 + 22 * row
        kind, _, party = bar.name.partition(" of ")
        canvas.text((230, top + 12), f"{kind} of {clip(names[party], 20)}", "end")
        left, right = sorted((bar.low, bar.high))
        title = f"{bar.low:.1f} with it low, {bar.high:.1f} with it high"
        canvas.bar(across(left), top, across(right) - across(left), 15, _COLOURS[0], title)
    middle = across(outlook.forecast.point)
    canvas.line((middle, 2), (middle, 12.0 + 22 * len(bars)), "#333333")
    canvas.text((middle, 25.0 + 22 * len(bars)), f"{outlook.forecast.point:.0f}", "middle")
    return canvas.plot()


def bargaining_set(talks: Talked, names: dict[str, str]) -> Plot | None:
    """Return efficient settlements, and those singled out, by their worth to the first two parties."""
    marks = [
        ("today", talks.today_worth, "#777777"),
        ("expected", talks.expected_worth, "#a87b1e"),
        ("Nash", talks.nash_worth, "#c2462e"),
        ("Kalai-Smorodinsky", talks.kalai_smorodinsky_worth, "#3b8a4f"),
    ]
    points = [*talks.frontier, *(worth for _, worth, _ in marks if worth)]
    if len(talks.parties) < 2 or not points:
        return None
    canvas = _Canvas(520, 380, "the bargaining set")
    across = _Across(_ends(point[0] for point in points), 60, 480)
    up = _Across(_ends(point[1] for point in points), 330, 30)
    canvas.line((60, 340), (490, 340))
    canvas.line((50, 20), (50, 330))
    canvas.text((480, 358), f"worth to {clip(names[talks.parties[0]], 30)}", "end")
    canvas.text((50, 14), f"worth to {clip(names[talks.parties[1]], 30)}")
    for point in talks.frontier:
        canvas.circle((across(point[0]), up(point[1])), 2.5, "#9db7d1")
    for name, worth, colour in marks:
        if worth:
            place = (across(worth[0]), up(worth[1]))
            canvas.circle(place, 6, colour, f"{name}: {worth[0]:.2f}, {worth[1]:.2f}")
            canvas.text((place[0] + 9, place[1] + 4), name)
    return canvas.plot()


def positions_over_time(lines: Sequence[PositionLine], names: Iterable[str] = ()) -> Plot | None:
    """Return who took which stance when, a row for each party and issue; None where nothing is dated.

    Args:
        lines: The ledger's positions.
        names: Names of parties to show; all where empty.
    """
    wanted = set(names)
    dated = [
        (line, days)
        for line in lines
        if (days := interval(line.date)) and (not wanted or line.party.name in wanted)
    ]
    if not dated:
        return None
    # One thing recalled from years before would press all others into a corner.
    middle = sorted(days.end.toordinal() for _, days in dated)[len(dated) // 2]
    recent = [(line, days) for line, days in dated if days.start.toordinal() >= middle - _YEAR]
    older, dated = len(dated) - len(recent), recent
    rows = list(dict.fromkeys((line.party.name, line.issue) for line, _ in dated))[:40]
    canvas = _Canvas(760, 50 + 20 * len(rows), "positions over time")
    first = min(days.start for _, days in dated)
    last = max(days.end for _, days in dated)
    across = _Across((first.toordinal(), max(last.toordinal(), first.toordinal() + 1)), 320, 740)
    for row, (party, issue) in enumerate(rows):
        height = 20.0 + 20 * row
        canvas.text((310, height + 4), clip(f"{party}: {issue}", 44), "end")
        canvas.line((320, height), (740, height), "#dddddd")
        for line, days in dated:
            if (line.party.name, line.issue) != (party, issue):
                continue
            colour = _STANCES.get(line.stance, _FORTHCOMING)
            left, right = across(days.start.toordinal()), across(days.end.toordinal())
            canvas.line((left, height), (right, height), colour, stroke_width=3, opacity=0.4)
            title = f"{line.stance}: {clip(line.content, 200)} ({line.date})"
            canvas.circle(((left + right) / 2, height), 5, colour, title)
    foot = 34.0 + 20 * len(rows)
    canvas.text((320, foot), first.isoformat(), "start", 11)
    canvas.text((740, foot), last.isoformat(), "end", 11)
    if older:
        canvas.text((310, foot), f"{older} from a year before or more: not shown", "end", 11)
    return canvas.plot()


class _Across:
    """From a value to a place between two ends."""

    def __init__(self, values: tuple[float, float], start: float, end: float) -> None:
        self._low, self._span = values[0], (values[1] - values[0]) or 1.0
        self._start, self._reach = start, end - start

    def __call__(self, value: float) -> float:
        return float(self._start + (value - self._low) / self._span * self._reach)


def _ends(values: Iterable[float]) -> tuple[float, float]:
    found = list(values)
    return min(found), max(found)


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]
