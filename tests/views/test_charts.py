"""The charts: what they count, what they leave out, and that words in them are text."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from dragoman.language.calendar import Interval
from dragoman.views.charts import intensity, network
from dragoman.views.figures import TAKES_PART, Period, Tie, figures, periods
from sheets import HOSTILE, NORTH, SOUTH, Sheet, day, first_sheet, ledger_of, second_sheet

THINGS = ("Ferries sank", "Grain arrived", "Prisoners came home", "Roads opened")
"""Acts that no words would join into one."""
SVG = "{http://www.w3.org/2000/svg}"
ALLIANCE = SOUTH.model_copy(update={"id": "Q1", "name": "Northern Alliance", "kind": "body", "code": "IGO"})
LEAGUE = SOUTH.model_copy(update={"id": "Q2", "name": "Southern League", "kind": "body", "code": "IGO"})


def tree(plot):
    return ElementTree.fromstring(plot._repr_svg_())


def titles(plot):
    return [title.text for title in tree(plot).iter(f"{SVG}title")]


def ledger(*acts):
    sheet = Sheet("acts.txt", "Post", "2020-03-05")
    for number, (category, who, whom, when, marks) in enumerate(acts):
        sheet.event(
            f"{THINGS[number]}, which was done.", "done", category, who, whom, when=day(when), marks=marks
        )
    return ledger_of(sheet)


def test_what_did_not_happen_is_in_no_chart():
    acts = [
        ("ASSAULT", [NORTH], [SOUTH], "2020-03-04", (mark,))
        for mark in ("negation", "future", "hypothetical")
    ]
    with ledger(*acts) as made:
        counted = figures(made)
    assert (counted.ties, counted.periods) == ((), ())
    assert intensity(counted.unit, counted.periods, lambda period: "") is None
    assert network(counted.ties) is None


def test_cooperation_stands_above_and_conflict_below_the_line():
    with ledger(
        ("ASSAULT", [NORTH], [SOUTH], "2020-03-04", ()),
        ("AID", [SOUTH], [NORTH], "2020-03-04", ()),
        ("AID", [SOUTH], [NORTH], "2020-03-05", ()),
    ) as made:
        unit, held = periods(made)
    assert unit == "day"
    assert [(one.start, one.cooperation, one.conflict) for one in held] == [
        (dt.date(2020, 3, 4), 1, 1),
        (dt.date(2020, 3, 5), 1, 0),
    ]
    plot = intensity(unit, held, lambda period: f"#d-{period.start}")
    tops = {bar.get("fill"): float(bar.get("y")) for bar in tree(plot).iter(f"{SVG}rect")}
    assert len(tops) == 2
    links = [link.get("href") for link in tree(plot).iter(f"{SVG}a")]
    assert set(links) == {"#d-2020-03-04", "#d-2020-03-05"}


def test_both_directions_are_one_tie_and_bodies_under_one_code_stay_apart():
    with ledger(
        ("ACCUSE", [NORTH], [ALLIANCE], "2020-03-04", ()),
        ("ACCUSE", [ALLIANCE], [NORTH], "2020-03-05", ()),
        ("AID", [LEAGUE], [NORTH], "2020-03-05", ()),
    ) as made:
        held = figures(made).ties
    assert [(tie.one, tie.other, tie.events, tie.cooperation, tie.conflict) for tie in held] == [
        ("NRD", "Q1", 2, 0, 2),
        ("NRD", "Q2", 1, 1, 0),
    ]
    assert held[0].other_name == "Northern Alliance"


def test_those_who_meet_are_paired_with_each_other():
    with ledger(("CONSULT", [NORTH, SOUTH, ALLIANCE], [], "2020-03-04", ())) as made:
        assert {(tie.one, tie.other) for tie in figures(made).ties} == {
            ("NRD", "SUD"),
            ("NRD", "Q1"),
            ("Q1", "SUD"),
        }


@pytest.mark.parametrize(("span", "unit"), [(10, "day"), (200, "week"), (365, "week")])
def test_bars_are_days_weeks_or_months(span, unit):
    first = dt.date(2020, 1, 1)
    days = [first, first + dt.timedelta(days=span)]
    with ledger(*(("AID", [NORTH], [SOUTH], when.isoformat(), ()) for when in days)) as made:
        assert periods(made)[0] == unit


def test_what_is_recalled_from_years_before_does_not_press_the_rest_together():
    acts = [("AID", [NORTH], [SOUTH], when, ()) for when in ("1990-01-01", "2020-03-03", "2020-03-04")]
    with ledger(*acts) as made:
        assert [period.start.year for period in periods(made)[1]] == [2020, 2020]


def test_a_party_s_periods_are_of_what_it_takes_part_in():
    with ledger_of(first_sheet(), second_sheet()) as made:
        everything, own = periods(made)[1], periods(made, TAKES_PART, ["SUD"])[1]
        assert periods(made, TAKES_PART, ["XXX"]) == ("day", ())
    assert sum(p.conflict for p in own) <= sum(p.conflict for p in everything)


def test_within_chosen_days_bars_are_finer_and_the_line_spans_those_days():
    acts = [("AID", [NORTH], [SOUTH], when, ()) for when in ("1990-01-01", "2020-03-03", "2020-09-04")]
    week = Interval(dt.date(2020, 2, 28), dt.date(2020, 3, 6))
    with ledger(*acts) as made:
        assert periods(made)[0] == "week"
        unit, held = periods(made, within=week)
        assert (unit, [one.start for one in held]) == ("day", [dt.date(2020, 3, 3)])
        # What is left out beside the rest is there where its days are asked for.
        old = Interval(dt.date(1989, 12, 1), dt.date(1990, 1, 31))
        assert [one.start.year for one in periods(made, within=old)[1]] == [1990]
        assert periods(made, within=Interval(week.start, week.start)) == ("day", ())
    plot = intensity(unit, held, lambda period: "", week)
    assert tree(plot).get("aria-label").endswith("28 Feb 2020 to 6 Mar 2020")
    (bar,) = tree(plot).iter(f"{SVG}rect")
    assert 700 > float(bar.get("x")) > 100


def test_words_in_a_chart_are_text(tmp_path):
    tie = Tie(one="A", one_name=HOSTILE, other="B", other_name="B & C", events=1, cooperation=1, conflict=0)
    plot = network([tie])
    assert f"{HOSTILE} and B & C: 1 in cooperation, 0 in conflict" in titles(plot)
    plot.save(tmp_path / "network.svg")
    assert ElementTree.parse(tmp_path / "network.svg").getroot().tag == f"{SVG}svg"
    bar = Period(
        start=dt.date(2020, 1, 1), end=dt.date(2020, 1, 1), cooperation=1, conflict=0, warmth=1, cold=0
    )
    assert "<script" not in intensity("day", [bar], lambda period: HOSTILE)._repr_svg_()
