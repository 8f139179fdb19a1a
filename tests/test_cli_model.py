"""`dragoman model` and `dragoman backtest`, run as a user runs them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import DragomanError
from sheets import first_sheet, ledger_of, second_sheet

EXAMPLES = Path(__file__).parent.parent / "examples"
MODELS = EXAMPLES / "models"


def invoke(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "ferry.duckdb"
    ledger_of(first_sheet(), second_sheet(), path=path).close()
    return path


def test_a_ledger_is_drafted_checked_and_told(ledger, tmp_path):
    out, page = tmp_path / "ferry.yaml", tmp_path / "model.html"
    assert invoke("model", ledger, "draft", "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == invoke("model", ledger, "draft").stdout
    assert "holds" in invoke("model", ledger, "check", "--scenario", out).stdout
    result = invoke("model", ledger, "--scenario", out, "--html", page, "--samples", 50)
    assert result.exit_code == 0
    for heading in ("Stability", "Forecast", "Bargain", "Threats", "Not told"):
        assert heading in result.stdout
    assert "A draft, which nobody has gone through" in " ".join(result.stdout.split())
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_scenario_of_the_example_reports_rests_on_entries_of_their_ledger(tmp_path):
    talks = tmp_path / "talks.duckdb"
    assert invoke("read", EXAMPLES / "talks", "--ledger", talks).exit_code == 0
    checked = invoke("model", talks, "check", "--scenario", MODELS / "talks.yaml")
    assert (checked.exit_code, "holds" in checked.stdout) == (0, True)


def test_a_draft_never_overwrites(ledger, tmp_path):
    out = tmp_path / "mine.yaml"
    out.write_text("mine", encoding="utf-8")
    assert isinstance(invoke("model", ledger, "draft", "--out", out).exception, DragomanError)
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_scenario_without_a_ledger_is_modelled_as_data():
    data = json.loads(invoke("model", MODELS / "elmira.yaml", "--json", "--samples", 50).stdout)
    conflict = data["conflict"]
    assert conflict["equilibria"]["nash"] == [5, 6, 7, 10, 11, 12]
    assert conflict["equilibria"]["gmr"] == [1, 4, 5, 6, 7, 10, 11, 12]
    assert [["ministry", "uniroyal"], 7, 10] in conflict["joint_moves"]
    assert conflict["today"] == 1


@pytest.mark.parametrize("part", ["stability", "forecast", "bargain", "threats", "basis"])
def test_each_part_is_told_alone(part):
    text = invoke("model", MODELS / "talks.yaml", part, "--samples", 50).stdout
    headings = {
        "stability": "Stability",
        "forecast": "Forecast",
        "bargain": "Bargain",
        "threats": "Threats",
        "basis": "Basis",
    }
    assert [heading for heading in headings.values() if f"\n{heading}  " in text] == [headings[part]]


def test_the_same_seed_tells_the_same():
    one, two = (invoke("model", MODELS / "talks.yaml", "--seed", 3, "--samples", 50).stdout for _ in "ab")
    assert one == two


def test_a_wrong_scenario_is_told_line_by_line(tmp_path):
    path = tmp_path / "wrong.yaml"
    text = (MODELS / "cuba.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("[5, 7, 6,", "[5, 7, 7,"), encoding="utf-8")
    error = invoke("model", path).exception
    assert isinstance(error, DragomanError)
    assert "wrong.yaml: line 16: preferences.us.ranking" in str(error)


def test_entries_that_are_gone_are_an_error_when_checking_and_else_a_warning(ledger, tmp_path):
    path = tmp_path / "stale.yaml"
    text = (MODELS / "cuba.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("from the air,", "from the air, from: [entry_zzz],"), encoding="utf-8")
    assert "no entry entry_zzz" in str(invoke("model", ledger, "check", "--scenario", path).exception)
    result = invoke("model", ledger, "stability", "--scenario", path, "--samples", 50)
    assert result.exit_code == 0
    assert "no entry entry_zzz" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["model", "none.duckdb"],
        ["model", "S", "weather"],
        ["model", "S", "--out", "x"],
        ["backtest", "none.csv"],
    ],
)
def test_wrong_use_ends_with_status_2(arguments):
    scenario = MODELS / "cuba.yaml"
    assert invoke(*[scenario if part == "S" else part for part in arguments]).exit_code == 2


def test_a_backtest_is_printed_and_given_as_json(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(
        "case,actor,position,salience,capability,outcome\none,a,0,9,1,25\none,b,100,3,1,25\n",
        encoding="utf-8",
    )
    assert "weighted mean" in invoke("backtest", path, "--samples", 200).stdout
    assert "not which method is better" in " ".join(invoke("backtest", path, "--samples", 200).stdout.split())
    data = json.loads(invoke("backtest", path, "--samples", 200, "--json").stdout)
    assert data["cases"] == 1
    assert data["scores"][0]["error"] == 25
