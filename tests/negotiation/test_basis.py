"""What an analysis rests on, figure by figure."""

from dragoman.negotiation.analysis import Options, analyse_scenario
from dragoman.negotiation.basis import grounds_of
from dragoman.negotiation.scenario_file import load_scenario, parse_scenario
from dragoman.negotiation.telling import basis_lines, head_lines
from scenarios import FERRY, MODELS


def test_every_figure_is_listed_with_its_entries_or_as_assumed():
    grounds = {ground.place: ground for ground in grounds_of(parse_scenario(FERRY))}
    north = grounds["issues.toll.positions.north"]
    assert (north.says, north.entries, north.assumed) == ("0", ("entry_3",), False)
    assert grounds["issues.toll.positions.south"].says == "10 (8 to 10)"
    assert grounds["options.stop"].says == "stops the ferry"
    assert grounds["preferences.north"].says == "1, 2, 3 (off by up to 1)"
    assert grounds["preferences.south"].says == "raise, not stop"
    assert all(ground.entries or ground.assumed for ground in grounds.values())
    assert len(grounds) == 11


def test_ties_payoffs_and_listed_outcomes_are_told():
    elmira = {ground.place: ground for ground in grounds_of(load_scenario(MODELS / "elmira.yaml"))}
    assert elmira["preferences.ministry"].says.startswith("9, 3, 4, 10, 7, 1, 2, 8, (11 5 6 12)")
    talks = {ground.place: ground for ground in grounds_of(load_scenario(MODELS / "talks.yaml"))}
    assert "war -3, -3 (off by up to 2)" in talks["threats.military-measures"].says
    more = "bargains:\n  b: {outcomes: [{name: half, worth: {north: 1}}], disagreement: {north: 0}, "
    more += "assumed: true}\n"
    assert grounds_of(parse_scenario(FERRY + more))[-1].says == "half"


def test_the_head_counts_what_the_basis_lists():
    analysis = analyse_scenario(parse_scenario(FERRY), Options(samples=5, sensitivity=False))
    assert (
        "It rests on 11 numbers, options, preferences and threats: 6 of them are assumed"
        in head_lines(analysis)[0]
    )
    lines = basis_lines(analysis)
    assert "issues.toll.positions.north: 0 [3]" in lines
    assert sum("[assumed" in line for line in lines) == 6
