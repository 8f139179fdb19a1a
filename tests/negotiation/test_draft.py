"""Drafts: what the ledger's positions become, and what is said not to be told."""

import re

import pytest

from dragoman.ledger import PositionLine
from dragoman.negotiation.analysis import Options, analyse_scenario
from dragoman.negotiation.draft import MOST_THREATS, draft_from
from dragoman.negotiation.page import render_page
from dragoman.negotiation.plots import positions_over_time
from dragoman.negotiation.scenario_file import parse_scenario
from dragoman.negotiation.scenario_text import scenario_text
from dragoman.records import content_id
from sheets import NORTH, SOUTH


def line(party, issue, stance, content, toward=(), entry="entry_1", date="2021-03-02"):
    return PositionLine(
        id=content_id("stance", party.id, issue, stance, content, date),
        party=party,
        issue=issue,
        stance=stance,
        content=content,
        date=date,
        date_basis="stated",
        toward=toward,
        reports=("r",),
        entries=(entry,),
        members=(),
    )


LINES = [
    line(NORTH, "port", "demands", "that Sudland open the port", (SOUTH,), "entry_a"),
    line(SOUTH, "port", "refuses", "to open <b>the port</b>", (), "entry_b"),
    line(NORTH, "ferry", "threatens", "to stop the ferry", (SOUTH,), "entry_c"),
    line(SOUTH, "talks", "open to", "talks", (), "entry_d"),
    line(SOUTH, "other", "refuses", "something", (), "entry_e"),
]


def test_each_party_stands_where_its_word_puts_it_and_every_number_is_assumed():
    draft = draft_from(LINES, date="2021-03-04")
    assert list(draft.parties) == ["nordia", "sudland"]
    (port,) = draft.issues.values()
    north, south = port.positions["nordia"], port.positions["sudland"]
    assert (north.value, north.from_) == (100, ("entry_a",))
    assert (south.value, south.from_) == (0, ("entry_b",))
    assert all(number.assumed and number.range for number in (north, south, *port.salience.values()))
    assert draft.draft and draft.date == "2021-03-04"


def test_demands_and_threats_become_options_and_priorities():
    draft = draft_from(LINES)
    assert {key: option.party for key, option in draft.options.items()} == {
        "sudland-grants-port": "sudland",
        "nordia-acts": "nordia",
    }
    assert draft.preferences["nordia"].priorities == (
        "sudland-grants-port",
        "nordia-acts iff not (sudland-grants-port)",
    )
    assert draft.preferences["sudland"].priorities == ("not sudland-grants-port", "not nordia-acts")
    (threat,) = draft.threats.values()
    assert (threat.challenger, threat.defender, threat.kind) == ("nordia", "sudland", "compellence")


def test_what_is_not_told_is_listed():
    told = "\n".join(draft_from(LINES).not_told)
    for words in ("talks", "means of the parties", "payoffs of the threats"):
        assert words in told


def test_a_draft_read_back_is_the_same_scenario():
    draft = draft_from(LINES)
    assert parse_scenario(scenario_text(draft)) == draft


@pytest.mark.parametrize("lines", [[], LINES[:1], LINES[2:3], LINES[4:], LINES[:2]])
def test_any_ledger_gives_a_draft_that_holds_and_can_be_told(lines):
    draft = parse_scenario(scenario_text(draft_from(lines)))
    page = render_page(analyse_scenario(draft, Options(samples=20, sensitivity=False)), lines)
    assert "Content-Security-Policy" in page


def test_the_page_asks_for_nothing_and_escapes_what_reports_say():
    draft = draft_from(LINES)
    page = render_page(analyse_scenario(draft, Options(samples=20, sensitivity=False)), LINES)
    assert page.count("<svg") >= 3
    assert "<script" not in page and "style='" not in page and 'style="' not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace('http-equiv="', "")
    assert "<b>" not in page


def test_what_is_recalled_from_years_before_is_counted_not_drawn():
    old = line(NORTH, "port", "demands", "a port", date="1990")
    plot = positions_over_time([*LINES, old])
    assert "1 from a year before or more: not shown" in plot.svg
    assert plot._repr_svg_().startswith("<svg")
    assert positions_over_time([line(NORTH, "port", "demands", "a port", date="")]) is None


def test_threats_of_one_party_to_another_on_one_issue_are_one_and_the_rest_is_counted():
    again = line(NORTH, "ferry", "threatens", "to sink the ferry", (SOUTH,), "entry_f")
    (threat,) = draft_from([*LINES, again]).threats.values()
    assert threat.from_ == ("entry_c", "entry_f") and "to sink the ferry" in threat.means
    many = [line(NORTH, f"issue {k}", "threatens", f"thing {k}", (SOUTH,), f"entry_{k}") for k in range(11)]
    draft = draft_from([*LINES, *many])
    assert len(draft.threats) == MOST_THREATS
    assert "threats left out, to keep to 8: 4" in draft.not_told


def test_a_stance_told_many_times_on_a_day_is_one_mark():
    again = [line(NORTH, "port", "demands", f"the port, time {k}") for k in range(5)]
    plot = positions_over_time([*LINES, *again])
    assert plot.svg.count("<circle") == positions_over_time(LINES).svg.count("<circle")
    assert "that Sudland open the port (2021-03-02), and 5 more" in plot.svg


def test_rows_with_most_marks_are_kept_and_the_rest_is_counted():
    many = [line(SOUTH, f"issue {k:02}", "refuses", "it") for k in range(30)]
    plot = positions_over_time(
        [*many, *(line(NORTH, "port", "demands", "it", date=f"2021-03-0{k}") for k in (1, 2))]
    )
    assert "Nordia: port" in plot.svg and plot.svg.count("Sudland: issue") == 23
    assert "7 rows with fewer marks: not shown" in plot.svg
    heights = [float(y) for y in re.findall(r"<text x='[\d.]+' y='([\d.]+)'", plot.svg)]
    assert max(heights) < float(re.search(r"height='(\d+)'", plot.svg)[1])
