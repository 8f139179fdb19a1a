"""Plots of a negotiation as SVG: in the page, and in a notebook as they are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.language.calendar import Interval, interval
from dragoman.ledger import PositionLine
from dragoman.negotiation.analysis import Outlook, Talked
from dragoman.negotiation.conflict import Conflict
from dragoman.negotiation.stability import Concept
from dragoman.views.canvas import Across, Canvas, Plot
from dragoman.views.plain import clip

_COLOURS = ("#1f6fb4", "#c2462e", "#3b8a4f", "#8a5aa8", "#a87b1e", "#3f8f96", "#777777")
_STANCES = {"demands": "#c2462e", "threatens": "#7d1d12", "refuses": "#d98a3d", "conditions": "#a87b1e"}
_FORTHCOMING = "#3b8a4f"
_YEAR = 366
_MOST_ROWS = 24
_LABEL, _LINE = 110, 13
"""How wide and how high a label is."""


def transitions(conflict: Conflict, names: dict[str, str]) -> Plot | None:
    """Return the graph of the states that are shown and the moves that gain; None where no state is.

    Filled states are equilibria by some concept, darker by all; the ring is today's; an arc is a move by
    which the mover gains at once, in the mover's colour.
    """
    if not conflict.shown:
        return None
    canvas = Canvas(560, 480, "states and the moves by which somebody gains")
    count = len(conflict.shown)
    places = {
        number: (
            240 + 190 * math.cos(2 * math.pi * k / count - math.pi / 2),
            240 + 190 * math.sin(2 * math.pi * k / count - math.pi / 2),
        )
        for k, number in enumerate(conflict.shown)
    }
    for party, start, end, gains in conflict.moves:
        if gains and start in places and end in places:
            colour = _colour(conflict.parties.index(party))
            _arrow(canvas, places[start], places[end], colour)
    for number, place in places.items():
        state = conflict.states[number - 1]
        fill = (
            "#ffffff"
            if not state.equilibrium
            else "#8fb8de"
            if len(state.equilibrium) < len(Concept)
            else "#2c6ea6"
        )
        if state.number == conflict.today:
            canvas.circle(place, 17, "none", stroke="#c2462e", stroke_width=2)
        title = f"{state.number}: {state.words}"
        canvas.circle(place, 13, fill, title, stroke="#555555")
        # On a fill of its own, not on the page: the page's colour could be the fill's.
        ink = "#ffffff" if len(state.equilibrium) == len(Concept) else "#1d1c1a"
        canvas.text((place[0], place[1] + 4), str(state.number), "middle", fill=ink)
    for k, party in enumerate(conflict.parties):
        canvas.line((450, 24 + 20 * k), (470, 24 + 20 * k), _colour(k), stroke_width=3)
        canvas.text((476, 28 + 20 * k), clip(names[party], 14))
    return canvas.plot()


def _arrow(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
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
    canvas = Canvas(640, 56 + 24 * rows, f"positions on {outlook.name}")
    across = Across(outlook.scale, 170, 620)
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
    canvas = Canvas(640, 30 + 22 * len(bars), f"what moves the forecast of {outlook.name}")
    ends = [end for bar in bars for end in (bar.low, bar.high)]
    across = Across((min(ends), max(ends)), 240, 590)
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
    canvas = Canvas(520, 380, "the bargaining set")
    across = Across(_ends(point[0] for point in points), 60, 480)
    up = Across(_ends(point[1] for point in points), 330, 30)
    canvas.line((60, 340), (490, 340))
    canvas.line((50, 20), (50, 330))
    canvas.text((480, 358), f"worth to {clip(names[talks.parties[0]], 30)}", "end")
    canvas.text((50, 14), f"worth to {clip(names[talks.parties[1]], 30)}")
    for point in talks.frontier:
        canvas.circle((across(point[0]), up(point[1])), 2.5, "#9db7d1")
    written: list[tuple[float, float]] = []
    for name, worth, colour in marks:
        if worth:
            place = (across(worth[0]), up(worth[1]))
            canvas.circle(place, 6, colour, f"{name}: {worth[0]:.2f}, {worth[1]:.2f}")
            at = (place[0] + 9, place[1] + 4)
            while any(abs(at[0] - x) < _LABEL and abs(at[1] - y) < _LINE for x, y in written):
                at = (at[0], at[1] + _LINE)
            written.append(at)
            canvas.text(at, name)
    return canvas.plot()


def positions_over_time(lines: Sequence[PositionLine], names: Iterable[str] = ()) -> Plot | None:
    """Return who took which stance when, a row for each party and issue; None where nothing is dated.

    Args:
        lines: The ledger's positions.
        names: Names of parties to show; all where empty.
    """
    wanted = set(names)
    marks = _marks(line for line in lines if not wanted or line.party.name in wanted)
    if not marks:
        return None
    # One thing recalled from years before would press all others into a corner.
    middle = sorted(mark.days.end.toordinal() for mark in marks)[len(marks) // 2]
    recent = [mark for mark in marks if mark.days.start.toordinal() >= middle - _YEAR]
    older = len(marks) - len(recent)
    rows: dict[tuple[str, str], list[_Mark]] = {}
    for mark in recent:
        rows.setdefault((mark.party, mark.issue), []).append(mark)
    told = Counter(mark.party for mark in recent)
    most = sorted(rows, key=lambda row: (-len(rows[row]), -told[row[0]]))[:_MOST_ROWS]
    shown = [(row, held) for row, held in rows.items() if row in most]
    canvas = Canvas(760, 50 + 20 * len(shown), "positions over time")
    first = min(mark.days.start for _, held in shown for mark in held)
    last = max(mark.days.end for _, held in shown for mark in held)
    across = Across((first.toordinal(), max(last.toordinal(), first.toordinal() + 1)), 320, 740)
    for row, ((party, issue), held) in enumerate(shown):
        height = 20.0 + 20 * row
        canvas.text((310, height + 4), clip(f"{party}: {issue}", 44), "end")
        canvas.line((320, height), (740, height), "#dddddd")
        for mark in held:
            colour = _STANCES.get(mark.stance, _FORTHCOMING)
            left, right = across(mark.days.start.toordinal()), across(mark.days.end.toordinal())
            canvas.line((left, height), (right, height), colour, stroke_width=3, opacity=0.4)
            canvas.circle(((left + right) / 2, height), 5, colour, mark.title())
    foot = 34.0 + 20 * len(shown)
    canvas.text((320, foot), first.isoformat(), "start", 11)
    canvas.text((740, foot), last.isoformat(), "end", 11)
    left_out = [f"{older} from a year before or more"] if older else []
    left_out += [f"{len(rows) - len(shown)} rows with fewer marks"] if len(rows) > len(shown) else []
    if left_out:
        canvas.text((310, foot), f"{', '.join(left_out)}: not shown", "end", 11)
    return canvas.plot()


@dataclass
class _Mark:
    """A stance that a party took on an issue on a date, however often it is told."""

    party: str
    issue: str
    stance: str
    date: str
    days: Interval
    content: str
    more: int = 0

    def title(self) -> str:
        """Return what a pointer is shown."""
        again = f", and {self.more} more" if self.more else ""
        return f"{self.stance}: {clip(self.content, 200)} ({self.date}){again}"


def _marks(lines: Iterable[PositionLine]) -> list[_Mark]:
    """Return the marks of dated lines, in the order of the lines."""
    found: dict[tuple[str, str, str, str], _Mark] = {}
    for line in lines:
        key = (line.party.name, line.issue, line.stance, line.date)
        if key in found:
            found[key].more += 1
        elif days := interval(line.date):
            found[key] = _Mark(*key, days, line.content)
    return list(found.values())


def _ends(values: Iterable[float]) -> tuple[float, float]:
    found = list(values)
    return min(found), max(found)


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]
