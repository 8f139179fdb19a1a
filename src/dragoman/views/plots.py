"""The figures of a ledger as Altair charts: for notebooks, and to save as SVG, PNG or one HTML file.

They need the extra `plots`. In a notebook a chart shows itself; `save` writes it whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import altair as alt

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.views import figures
from dragoman.views.charts import BOTH, CONFLICT, COOPERATION
from dragoman.views.maps import BUSY, COLD, SHADE, centre, doubled_area, main_ring
from dragoman.views.outlines import MISSING, Ring, load_outlines
from dragoman.views.plain import visible

Chart = alt.TopLevelMixin
_WIDTH, _HEIGHT = 640, 320
_WITH: Mapping[str, Mapping[str, Any]] = {
    "svg": {"format": "svg"},
    "png": {"format": "png", "scale_factor": 2},
    "html": {"format": "html", "inline": True},
    "json": {"format": "json"},
}
"""Ending of a file to how it is written: `html` with all its scripts, `json` as Vega-Lite."""
_SIDES = alt.Scale(domain=["cooperation", "conflict"], range=[COOPERATION, CONFLICT])
_MIXED = alt.Scale(domain=[0, 0.5, 1], range=[COOPERATION, BOTH, CONFLICT])
_COUNTS = alt.Legend(format="d", tickCount=3, orient="bottom")
_SHARES = alt.Legend(format="%", orient="bottom")


def intensity(ledger: Ledger) -> Chart:
    """Return cooperation above and conflict below a line of time: sums of PLOVER scores."""
    unit, held = figures.periods(ledger)
    rows = [
        {"day": one.start.isoformat(), "end": one.end.isoformat(), "side": side, "score": score, "events": n}
        for one in held
        for side, score, n in (
            ("cooperation", one.warmth, one.cooperation),
            ("conflict", one.cold, one.conflict),
        )
        if n
    ]
    # The last day of a period is whole: its bar ends with the day after.
    last = "timeOffset('day', toDate(datum.end), 1)"
    chart: Chart = (
        alt.Chart(alt.InlineData(rows), title=f"Cooperation and conflict by {unit}")
        .transform_calculate(after=last)
        .mark_bar()
        .encode(
            x=alt.X("day:T", title=None),
            x2="after:T",
            y=alt.Y("score:Q", title="sum of PLOVER scores"),
            y2=alt.datum(0),
            color=alt.Color("side:N", scale=_SIDES, title=None),
            tooltip=["day:T", "end:T", "side:N", "events:Q", alt.Tooltip("score:Q", format="+.1f")],
        )
        .properties(width=_WIDTH, height=_HEIGHT)
    )
    return chart


def ties(ledger: Ledger) -> Chart:
    """Return who deals with whom: a circle for each two parties, larger for more events."""
    rows = [
        {
            "one": _harmless(one),
            "other": _harmless(other),
            "events": tie.events,
            "conflict": tie.conflict / tie.events,
        }
        for tie in figures.ties(ledger)
        for one, other in ((tie.one_name, tie.other_name), (tie.other_name, tie.one_name))
    ]
    order = alt.EncodingSortField("events", op="sum", order="descending")
    chart: Chart = (
        alt.Chart(alt.InlineData(rows), title="Who deals with whom")
        .mark_circle(opacity=0.9)
        .encode(
            x=alt.X("one:N", sort=order, title=None),
            y=alt.Y("other:N", sort=order, title=None),
            size=alt.Size("events:Q", title="events", scale=_sizes(rows), legend=_COUNTS),
            color=alt.Color("conflict:Q", title="share of conflict", scale=_MIXED, legend=_SHARES),
            tooltip=["one:N", "other:N", "events:Q", alt.Tooltip("conflict:Q", format=".0%")],
        )
    )
    return chart


def acts_map(ledger: Ledger) -> Chart:
    """Return who acts where: states shaded by how often they act, circles where things happened.

    Raises:
        DragomanError: when the build could fetch no outlines.
    """
    outlines = load_outlines()
    if not outlines:
        raise DragomanError(MISSING)
    acts = {one.code: one.acts for one in figures.acting(ledger)}
    states = [
        {
            "type": "Feature",
            "name": figures.party_name(code),
            "acts": acts.get(code, 0),
            "geometry": {"type": "MultiPolygon", "coordinates": _polygons(rings)},
        }
        for code, rings in outlines.items()
        if code != COLD
    ]
    scenes = []
    for scene in figures.scenes(ledger):
        if scene.code in outlines:
            east, north = centre(main_ring(outlines[scene.code]))
            share = scene.conflict / scene.events
            scenes.append(
                {"name": scene.name, "east": east, "north": north, "events": scene.events, "conflict": share}
            )
    world = (
        alt.Chart(alt.InlineData(states), title="Who acts where")
        .mark_geoshape(stroke="#999999", strokeWidth=0.4)
        .encode(
            color=alt.condition(
                "datum.acts > 0",
                alt.Color("acts:Q", title="acts", scale=alt.Scale(type="sqrt", range=["#dfe6ee", SHADE])),
                alt.value("#ffffff"),
            ),
            tooltip=["name:N", "acts:Q"],
        )
    )
    circles = (
        alt.Chart(alt.InlineData(scenes))
        .mark_circle(stroke="#ffffff", opacity=0.85)
        .encode(
            longitude="east:Q",
            latitude="north:Q",
            size=alt.Size("events:Q", title="happened there", scale=_sizes(scenes), legend=_COUNTS),
            fill=alt.Fill("conflict:Q", title="share of conflict", scale=_MIXED, legend=_SHARES),
            tooltip=["name:N", "events:Q", alt.Tooltip("conflict:Q", format=".0%")],
        )
    )
    layers = (world, circles) if scenes else (world,)
    return alt.layer(*layers).project(type="equalEarth").properties(width=_WIDTH, height=_HEIGHT)


PLOTS: Mapping[str, Callable[[Ledger], Chart]] = {"intensity": intensity, "ties": ties, "map": acts_map}
"""Name of a plot to what makes it of a ledger."""


def _harmless(name: str) -> str:
    """Return a name in which no page finds a tag: Altair puts data into scripts as they are."""
    return visible(name).replace("<", "\N{FULLWIDTH LESS-THAN SIGN}")


def _sizes(rows: Sequence[Mapping[str, Any]]) -> alt.Scale:
    return alt.Scale(domain=[0, max([BUSY, *(row["events"] for row in rows)])], range=[10, 400])


def _polygons(rings: Sequence[Ring]) -> list[list[Ring]]:
    """Return rings as polygons: one that runs against the clock is a hole in the polygon before it."""
    found: list[list[Ring]] = []
    for ring in rings:
        if found and doubled_area(ring) > 0:
            found[-1].append(ring)
        else:
            found.append([ring])
    return found


def save(chart: Chart, path: Path) -> None:
    """Write a chart in the form that its file's ending names: SVG, PNG, HTML, or Vega-Lite as JSON.

    Raises:
        DragomanError: when the ending is another one, or the file cannot be written.
    """
    form = path.suffix.removeprefix(".").lower()
    if form not in _WITH:
        raise DragomanError(f"{path}: end the name in one of {', '.join(_WITH)}")
    try:
        chart.save(str(path), **_WITH[form])
    except OSError as error:
        raise DragomanError(f"{path}: cannot be written: {error.strerror}") from error
