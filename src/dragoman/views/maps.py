"""The map of who acts where, as SVG over offline outlines of states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from dragoman.views.canvas import Canvas, Plot
from dragoman.views.charts import side_colour
from dragoman.views.figures import Acting, Scene
from dragoman.views.outlines import Ring, load_outlines

_WIDTH, _TALLEST, _FLATTEST = 760, 480, 260
SHADE = "#4a6b8f"
_MARGIN = 4.0
"""Degrees that are shown around all that is marked."""
_LEAST = 40.0
"""Degrees of longitude that are shown at least."""
_NEAR = 0.6
"""Pixels below which a corner of an outline makes no difference."""
COLD = "ATA"
"""Antarctica: nobody acts there, and it takes a third of the picture."""
_MOST_NAMED = 4
BUSY = 10
"""Events that make a circle of full size where no state has more."""


def acts_map(acting: Sequence[Acting], scenes: Sequence[Scene]) -> Plot | None:
    """Return a map: states shaded by how often they act, circles where things are told to happen.

    None where no state is marked, or the build could fetch no outlines.
    """
    outlines = load_outlines()
    acts = {one.code: one for one in acting if one.code in outlines}
    placed = [scene for scene in scenes if scene.code in outlines]
    if not acts and not placed:
        return None
    frame = _Frame([main_ring(outlines[code]) for code in {*acts, *(scene.code for scene in placed)}])
    canvas = Canvas(_WIDTH, frame.height, "who acts where")
    most = max((one.acts for one in acting), default=1)
    for code, rings in outlines.items():
        route = frame.route(rings) if code != COLD else ""
        if route:
            marked = acts.get(code)
            shade = 0.2 + 0.7 * math.sqrt(marked.acts / most) if marked else 0.0
            title = f"{marked.name} acts {marked.acts} times" if marked else ""
            canvas.path(
                route, "currentColor", title, fill=SHADE, fill_opacity=shade, stroke_opacity=0.35,
                stroke_width=0.5,
            )  # fmt: skip
    busiest = max([BUSY, *(scene.events for scene in placed)])
    for scene in placed:
        radius = 3 + 12 * math.sqrt(scene.events / busiest)
        at = frame.at(centre(main_ring(outlines[scene.code])))
        colour = side_colour(scene.events, scene.cooperation, scene.conflict)
        canvas.circle(at, radius, colour, scene_title(scene), fill_opacity=0.85, stroke="#ffffff")
    return canvas.plot()


def scene_title(scene: Scene) -> str:
    """Return in words what happened in a state, and who acted there."""
    who = ", ".join(f"{one.name} {one.acts}" for one in scene.who[:_MOST_NAMED])
    more = f" and {len(scene.who) - _MOST_NAMED} more" if len(scene.who) > _MOST_NAMED else ""
    counts = f"{scene.cooperation} in cooperation, {scene.conflict} in conflict"
    return f"{scene.name}: {counts}; who acted: {who or 'nobody known'}{more}"


def main_ring(rings: Sequence[Ring]) -> Ring:
    """Return the ring that spans most: islands far off do not say where a state is."""
    return max(rings, key=_span)


def centre(ring: Ring) -> tuple[float, float]:
    """Return the centre of gravity of what a ring encloses, in degrees."""
    doubled = doubled_area(ring)
    if not doubled:
        return ring[0]
    east = sum((x + next_x) * cross for x, _, next_x, _, cross in _edges(ring))
    north = sum((y + next_y) * cross for _, y, _, next_y, cross in _edges(ring))
    return east / (3 * doubled), north / (3 * doubled)


def doubled_area(ring: Ring) -> float:
    """Return twice the area of what a ring encloses: above 0 where it runs against the clock."""
    return sum(cross for *_, cross in _edges(ring))


def _edges(ring: Ring) -> Iterator[tuple[float, float, float, float, float]]:
    """Yield each edge: its two ends, and the cross product of them."""
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        yield x, y, next_x, next_y, x * next_y - next_x * y


def _span(ring: Ring) -> float:
    xs, ys = zip(*ring, strict=True)
    return float((max(xs) - min(xs)) * (max(ys) - min(ys)))


class _Frame:
    """The part of the world that is shown, and where its points lie in the picture.

    Degrees of longitude are as wide as they are in the middle of the part, so that states there keep
    their form.
    """

    def __init__(self, marked: Iterable[Ring]) -> None:
        points = [point for ring in marked for point in ring]
        west, east = _spread([x for x, _ in points], _LEAST, 180)
        south, north = _spread([y for _, y in points], _MARGIN, 85)
        middle = (south + north) / 2
        self._west, self._narrowed = west, math.cos(math.radians(middle))
        self._scale = _WIDTH / ((east - west) * self._narrowed)
        self.height = round(min(max((north - south) * self._scale, _FLATTEST), _TALLEST))
        self._north = middle + self.height / self._scale / 2
        if (north - south) * self._scale > _TALLEST:
            # What is taller than wide is made smaller, and stands in the middle.
            self._scale = _TALLEST / (north - south)
            self._north = north
            self._west = (west + east) / 2 - _WIDTH / self._scale / self._narrowed / 2

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a longitude and latitude lie in the picture."""
        x, y = point
        return (x - self._west) * self._narrowed * self._scale, (self._north - y) * self._scale

    def route(self, rings: Iterable[Ring]) -> str:
        """Return the SVG path of the rings that lie in the picture, without corners nobody could see."""
        parts = []
        for ring in rings:
            corners = [self.at((x, y)) for x, y in ring]
            if self._shown(corners):
                kept = corners[:1]
                for corner in corners[1:]:
                    if math.dist(corner, kept[-1]) > _NEAR:
                        kept.append(corner)
                if len(kept) > 2:
                    parts.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + "Z")
        return "".join(parts)

    def _shown(self, corners: Sequence[tuple[float, float]]) -> bool:
        xs, ys = zip(*corners, strict=True)
        return bool(max(xs) > 0 and min(xs) < _WIDTH and max(ys) > 0 and min(ys) < self.height)


def _spread(values: Sequence[float], least: float, end: float) -> tuple[float, float]:
    """Return a range around values, with a margin, at least so wide, within the world's ends."""
    low, high = min(values) - _MARGIN, max(values) + _MARGIN
    missing = max(least - (high - low), 0) / 2
    return max(low - missing, -end), min(high + missing, end)
