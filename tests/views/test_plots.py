"""Charts for notebooks and articles: what they hold, and that they are written whole in each form."""

import json
from xml.etree import ElementTree

import pytest

from browser import Browser, missing
from dragoman.cli_views import Plotted
from dragoman.errors import DragomanError
from dragoman.views import figures, plots
from dragoman.views.outlines import load_outlines
from sheets import HOSTILE, NORTH, Sheet, day, first_sheet, ledger_of, second_sheet

PNG = b"\x89PNG\r\n\x1a\n"
NAMES = [
    name if name != "map" or load_outlines() else pytest.param(name, marks=pytest.mark.skip("no outlines"))
    for name in plots.PLOTS
]


@pytest.fixture(scope="module")
def ledger():
    with ledger_of(first_sheet(), second_sheet()) as made:
        yield made


def test_every_plot_has_its_name_on_the_command_line():
    assert {name.value for name in Plotted} == set(plots.PLOTS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["svg", "png", "html", "json"])
def test_each_chart_is_written_in_each_form(ledger, tmp_path, name, form):
    path = tmp_path / f"chart.{form}"
    plots.save(plots.PLOTS[name](ledger), path)
    data = path.read_bytes()
    if form == "svg":
        assert ElementTree.fromstring(data).tag.endswith("svg")
    elif form == "png":
        assert data.startswith(PNG)
    elif form == "json":
        assert "vega-lite" in json.loads(data)["$schema"]
    else:
        assert b"<script src" not in data


def rows_of(chart):
    made = chart.to_dict()
    held = made["data"]
    return held["values"] if "values" in held else made["datasets"][held["name"]]


def test_bars_are_the_periods_of_the_ledger(ledger):
    rows = rows_of(plots.intensity(ledger))
    held = figures.periods(ledger)[1]
    assert sum(row["events"] for row in rows) == sum(one.cooperation + one.conflict for one in held)
    assert {row["side"] for row in rows} <= {"cooperation", "conflict"}


def test_each_tie_is_seen_from_both_sides(ledger):
    rows = rows_of(plots.ties(ledger))
    pairs = {(row["one"], row["other"]) for row in rows}
    assert len(pairs) == 2 * len(figures.ties(ledger))
    assert pairs == {(other, one) for one, other in pairs}


def test_a_ring_against_the_clock_is_a_hole_in_the_one_before():
    outer, inner = [(0, 0), (0, 4), (4, 4), (0, 0)], [(1, 1), (2, 2), (1, 2), (1, 1)]
    assert plots._polygons([outer, inner, outer]) == [[outer, inner], [outer]]


def test_without_outlines_the_map_says_why(ledger, monkeypatch):
    monkeypatch.setattr(plots, "load_outlines", dict)
    with pytest.raises(DragomanError, match="no outlines of states were fetched"):
        plots.acts_map(ledger)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("chart.gif", "end the name in one of svg, png"), ("none/chart.svg", "cannot be written")],
)
def test_what_cannot_be_written_is_one_line(ledger, tmp_path, name, reason):
    with pytest.raises(DragomanError, match=reason):
        plots.save(plots.intensity(ledger), tmp_path / name)


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_the_html_form_asks_for_nothing_and_shows_names_as_text(tmp_path):
    sheet = Sheet("a.txt", "Post", "2020-03-05")
    strange = NORTH.model_copy(update={"id": "body/x", "name": HOSTILE, "code": "IGO", "kind": "body"})
    sheet.event("They met.", "met", "CONSULT", [NORTH, strange], when=day("2020-03-04"))
    page = tmp_path / "ties.html"
    with ledger_of(sheet) as made:
        assert "<" not in json.dumps(rows_of(plots.ties(made)))
        plots.save(plots.ties(made), page)
    with Browser() as browser:
        browser.open(page)
        assert browser.run("return document.title") != "owned"
        assert browser.run("return performance.getEntriesByType('resource').length") == 0
        assert browser.run("return document.querySelectorAll('canvas, svg').length") >= 1
        assert browser.complaints() == []
