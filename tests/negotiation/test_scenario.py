"""Scenario files: what is read, and one line with its number for each thing that is wrong."""

import json
from pathlib import Path

import pytest

from cases_negotiation import elmira
from dragoman.negotiation.build import graph_model, stakes, talks, today_state
from dragoman.negotiation.scenario import scenario_schema
from dragoman.negotiation.scenario_file import ScenarioError, parse_scenario, unknown_entries
from dragoman.negotiation.stability import Concept, analyse
from scenarios import FERRY, MODELS

ROOT = Path(__file__).parents[2]


def errors(text):
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, "s.yaml")
    return caught.value.lines


def test_a_scenario_gives_its_models():
    scenario = parse_scenario(FERRY)
    model = graph_model(scenario)
    assert model.size == 3 and today_state(scenario) == 0
    assert model.values.tolist() == [[3, 2, 1], [2, 1, 3]]
    assert model.can_move(0).tolist() == [[False, True, False], [False] * 3, [False] * 3]
    assert [stake.position.high for stake in stakes(scenario, scenario.issues["toll"])] == [0, 10]
    parties, issues, over = talks(scenario)
    assert (parties, issues) == (["north", "south"], ["toll"])
    assert over.today.tolist() == [0.5]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("ranking: [1, 2, 3]", "ranking: [1, 2, 2]", 27, "contradictory: state 2 stands at two places"),
        ("ranking: [1, 2, 3]", "ranking: [1, [2]]", 27, "no place for state 3"),
        ("ranking: [1, 2, 3]", "ranking: [1, 2, 3, 9]", 27, "there is no state 9; they go from 1 to 3"),
        ("never: stop and raise", "never: stop or not stop", 24, "no state is left"),
        ("never: stop and raise", "never: stop and fly", 24, "there is no option 'fly'"),
        ("never: stop and raise", "never: stop and", 24, "an option was expected, not 'the end'"),
        ("- never: stop and raise", "- {if: stop, then: raise}\n  - {if: raise, then: stop}", 25, "cycle"),
        ("never: stop and raise", "never: raise", 22, "'raise' is taken in no state"),
        ("today: []", "today: [stop, raise]", 25, "no state that the rules leave"),
        ("      south: {value: 10, range: [8, 10], assumed: true}\n", "", 18, "no position"),
        ("{value: 0, from: [entry_3]}", "{value: 0}", 15, "neither from"),
        ("{value: 0, from: [entry_3]}", "{value: 0, assumed: true}", 15, "needs a range"),
        ("{value: 0, from: [entry_3]}", "{value: -1, from: [x]}", 15, "outside of the scale, 0 to 10"),
        ("{value: 0, from: [entry_3]}", "{value: .nan, from: [x]}", 15, "finite number"),
        ("range: [8, 10]", "range: [11, 12]", 16, "outside of its range"),
        ("party: south, means: raises", "party: east, means: raises", 22, "there is no party 'east'"),
        ("title: A ferry", "titel: A ferry", 1, "no such field"),
        ("    name: Sudland\n", "", 6, "name is missing"),
        ("low: 0, high: 10", "low: 10, high: 0", 12, "must lie below"),
        ("change: once", "change: never", 21, "should be 'free', 'once' or 'give up'"),
        ("range: 1}", "range: -1}", 27, "greater than or equal to 0"),
        ("assumed: true, range: 1}", "assumed: true}", 27, "need a range"),
        ("  south: {priorities: [raise, not stop], from: [entry_4]}\n", "", 6, "options but no preferences"),
        ("[raise, not stop]", "[raise, raise]", 28, "stands there twice"),
        ("[raise, not stop]", "[raise, not raise]", 28, "contradictory: 'not raise' is the opposite"),
        ("[raise, not stop]", "[raise or stop, stop or raise]", 28, "says the same as 'raise or stop'"),
        ("ranking: [1, 2, 3]", "ranking: [1, two, 3]", 27, "ranking.2: a whole number was expected"),
        (
            "never: stop and raise",
            "never: stop and not raise\n  - never: raise and not stop",
            25,
            "closes a cycle: 'stop' already leads to 'raise'",
        ),
        ("range: [8, 10]", "range: [10, 8]", 16, "low end first"),
        ("range: [8, 10]", "range: [8]", 16, "a further value is missing"),
        ("range: [8, 10]", "range: [8, .inf]", 16, "a finite number was expected"),
        ("{value: 10, range", "{value: ten, range", 16, "a number was expected"),
    ],
)
def test_each_error_is_a_line_that_names_the_line(old, new, line, words):
    assert old in FERRY
    found = errors(FERRY.replace(old, new, 1))
    assert any(one.startswith(f"s.yaml: line {line}: ") and words in one for one in found), found
    assert all("\n" not in one for one in found)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("threats:\n  t: {challenger: north, defender: north, means: x, assumed: true}", "at once"),
        (
            "threats:\n  t: {challenger: north, defender: south, means: x, assumed: true, off_by: 1, "
            "payoffs: {acquiescence: [.nan, 0], backing_down: [0, 0], war: [0, 0]}}",
            "acquiescence.1: a finite number was expected",
        ),
        ("bargains:\n  b: {outcomes: [], disagreement: {north: 0}, assumed: true}", "one at least is needed"),
        (
            "bargains:\n  b: {outcomes: [{name: x, worth: {north: .nan}}], disagreement: {north: 0}, "
            "assumed: true}",
            "a finite number was expected",
        ),
        (
            "demands:\n  d: {by: south, of: south, win: {value: 0.5, from: [e]}, "
            "cost: {value: 0, from: [e]}, target_cost: {value: 0.1, from: [e]}}",
            "demands of itself",
        ),
    ],
)
def test_threats_demands_and_bargains_that_make_no_sense_are_one_line_each(more, words):
    (line,) = errors(FERRY + more + "\n")
    assert line.startswith("s.yaml: line 30: ") and words in line


def test_a_list_with_a_wrong_part_is_told_by_its_part_alone():
    found = errors(FERRY.replace("[1, 2, 3]", "[1, two, 3]"))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("title: [\n- a", 2), ("title: a\ntitle: b\n", 2), ("- a", 1)]
)
def test_what_yaml_cannot_read_is_told_with_its_line(text, line):
    (found,) = errors(text)
    assert found.startswith(f"s.yaml: line {line}: ")


def test_all_errors_are_told_at_once():
    found = errors(FERRY.replace("party: south", "party: east").replace("[1, 2, 3]", "[1, 1, 1]"))
    assert len(found) >= 2


@pytest.mark.parametrize("text", ["", "- a", "title: [", "title: a\ntitle: b\n", "title: 3"])
def test_what_is_no_scenario_is_an_error_not_a_traceback(text):
    assert errors(text)


def test_entries_that_the_ledger_lacks_are_named():
    scenario = parse_scenario(FERRY)
    known = {"entry_1", "entry_2", "entry_4"}
    assert unknown_entries(scenario, known) == [
        "scenario: issues.toll.positions.north: the ledger has no entry entry_3"
    ]


def test_the_published_schema_is_the_programs():
    published = json.loads((ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"))
    assert published == scenario_schema()


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_scenarios(path):
    parse_scenario(path.read_text(encoding="utf-8"), path.name)


def test_elmira_as_a_file_is_elmira():
    scenario = parse_scenario((MODELS / "elmira.yaml").read_text(encoding="utf-8"))
    model, other = graph_model(scenario), elmira()
    assert model.options.tolist() == other.options.tolist()
    for concept in Concept:
        assert (analyse(model).stable[concept] == analyse(other).stable[concept]).all()
