"""What is said of an analysis: base rates beside forecasts, options beside states, and no more than holds."""

import pytest

from dragoman.errors import DragomanError
from dragoman.negotiation import analysis as analyses
from dragoman.negotiation import telling, telling_threats
from dragoman.negotiation.analysis import Options, analyse_scenario
from dragoman.negotiation.scenario_file import load_scenario, parse_scenario
from scenarios import FERRY, MODELS

FEW = Options(samples=30, sensitivity=False)
THREAT = """threats:
  {key}:
    challenger: north
    defender: south
    means: stops the ferry
    kind: {kind}
    payoffs: {{status_quo: [0, 0], acquiescence: [4, -3], backing_down: [-2, 2], war: [-1, -5]}}
    off_by: 1
    assumed: true
"""
DEMAND = """demands:
  quay:
    by: north
    of: south
    win: {value: 0.6, range: [0.5, 0.7], assumed: true}
    cost: {value: 0.1, range: [0, 0.2], assumed: true}
    target_cost: {value: 0.2, range: [0, 0.4], assumed: true}
"""


@pytest.fixture(scope="module")
def talks():
    return analyse_scenario(load_scenario(MODELS / "talks.yaml"), FEW)


@pytest.fixture(scope="module")
def elmira():
    return analyse_scenario(load_scenario(MODELS / "elmira.yaml"), FEW)


def ferry(more=""):
    return analyse_scenario(parse_scenario(FERRY + more), FEW)


def test_a_base_rate_stands_beside_every_forecast_on_a_scale_and_its_source_below(talks):
    for outlook in talks.outlooks:
        (line,) = [one for one in telling.outlook_lines(talks, outlook) if one.startswith("Base rates")]
        assert "31% of 351" in line and "54% of 351" in line and "20% of 252" in line
    history = "\n".join(telling_threats.history_lines(talks))
    assert history.count("DEU III") == 1
    assert all(outlook.name in history for outlook in talks.outlooks)


def test_an_issue_without_a_place_for_today_has_no_rate_of_what_stayed():
    analysis = analyse_scenario(
        parse_scenario(FERRY.replace("    today: {value: 5, from: [entry_2]}\n", "")), FEW
    )
    assert {rate.kind for rate in analysis.outlooks[0].history} == {"scale"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("compellence", "30% of more than 200"),
        ("sanctions", "34% of 204"),
        ("deterrence", "no share that could be checked, of 54"),
    ],
)
def test_a_threat_has_the_base_rate_of_its_kind(kind, words):
    analysis = ferry(THREAT.format(key="stop", kind=kind))
    assert any(
        "Nordia to Sudland" in line and words in line for line in telling_threats.history_lines(analysis)
    )


def test_a_demand_has_the_base_rate_of_demands_backed_by_force():
    analysis = ferry(DEMAND)
    assert "risk of war of 38%" in telling_threats.rest_lines(analysis)[0]
    assert any("30% of more than 200" in line for line in telling_threats.history_lines(analysis))


def test_a_threat_is_told_with_the_odds_of_each_ending_and_what_would_change_it():
    analysis = ferry(THREAT.format(key="stop", kind="compellence"))
    told = " ".join(telling_threats.threat_lines(analysis, analysis.threats[0]))
    outcomes = analysis.threats[0].response.outcomes
    assert f"against resistance {100 * outcomes['war']:.0f}%" in told
    assert "rather carry it out than back down" in told and "rather give in than fight" in told
    assert "(-1 is put in)" in told


def test_of_a_threat_without_payoffs_nothing_is_computed(talks):
    bare = talks.threats[1]
    assert telling_threats.threat_lines(talks, bare) == []
    assert "nothing is computed" in telling_threats.rest_lines(talks)[0]


def test_what_would_change_it_names_options_and_all_that_would_do(elmira):
    lines = telling.hinge_lines(elmira.conflict, elmira.parties)
    assert lines[0] == (
        "1 (delay) would be an equilibrium (Nash and sequential) if Local government ceased to prefer "
        "7 (delay, insist) to it."
    )
    five = next(line for line in lines if line.startswith("5 "))
    assert "prefer 6 (modify, abandon) to it, or if Local government came to prefer 11" in five


def test_a_move_that_part_of_a_coalition_can_make_is_told_of_that_part(talks, elmira):
    (line,) = [one for one in telling.conflict_lines(talks, talks.conflict) if one.startswith("From ")]
    assert line.startswith("From 1 (nothing taken), Russia and United States would both gain by going to 11 ")
    assert any(
        "From 7 (delay, insist), Ministry of the Environment and Uniroyal Chemical would both gain by going "
        "to 10" in line
        for line in telling.conflict_lines(elmira, elmira.conflict)
    )


def test_a_share_of_draws_is_never_told_as_a_chance(talks):
    told = telling.conflict_lines(talks, talks.conflict)
    assert any("not how likely a state is" in line for line in told)


def test_what_an_absent_library_keeps_from_being_computed_is_said(monkeypatch):
    def absent(*_, **__):
        raise DragomanError('this needs scipy: pip install "dragoman[model]"')

    monkeypatch.setattr(analyses.bargains, "nash", absent)
    monkeypatch.setattr(analyses, "sobol", absent)
    analysis = analyse_scenario(load_scenario(MODELS / "talks.yaml"), Options(samples=10))
    bargain = " ".join(telling.talks_lines(analysis))
    assert "not computed: this needs scipy" in bargain and "none; no settlement" not in bargain
    assert "Sobol indices are not computed" in " ".join(telling.outlook_lines(analysis, analysis.outlooks[0]))


def test_a_trade_says_what_it_does_to_others(talks):
    trade = next(line for line in telling.talks_lines(talks) if line.startswith("A trade"))
    assert "both gain 0.02; it costs or gives others: United States -0.04" in trade
    assert not any("gain 0.00" in line for line in telling.talks_lines(talks))


def test_a_point_outside_of_its_draws_is_explained(talks):
    enlargement = telling.outlook_lines(talks, talks.outlooks[0])
    assert any("weighted median 0 (" in line and "ranges lie to one side" in line for line in enlargement)


OPTIONS = "abcdef"
LARGE = (
    "title: many\nparties: {n: {name: N}, s: {name: S}}\noptions:\n"
    + "".join(
        f"  {name}: {{party: {'ns'[k % 2]}, means: does {name}, assumed: true}}\n"
        for k, name in enumerate(OPTIONS)
    )
    + "today: []\npreferences:\n"
    + "  n: {priorities: [a, not b, c, not d, e, not f], assumed: true, range: 1}\n"
    + "  s: {priorities: [b, not a, d, not c, f, not e], assumed: true, range: 1}\n"
)


def test_of_many_states_those_are_shown_that_rest_or_lie_on_the_way():
    analysis = analyse_scenario(parse_scenario(LARGE), FEW)
    conflict = analysis.conflict
    assert len(conflict.states) == 64 and len(conflict.shown) <= 32
    assert conflict.today in conflict.shown
    assert set(conflict.equilibria["nash"]) <= set(conflict.shown)
    told = telling.told_states(conflict)
    assert {state.number for state in told} >= set(conflict.shown)
    assert all(
        state.number in conflict.shown or max(state.shares.values()) >= telling.LEAST_SHARE for state in told
    )
