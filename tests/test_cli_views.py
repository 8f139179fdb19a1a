"""The commands that tell a ledger, run as a user runs them."""

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import DragomanError
from dragoman.exports import FORMATS, LINES
from dragoman.ledger import Ledger
from dragoman.views import build_account
from sheets import first_sheet, ledger_of, second_sheet

REPORT = (
    "date 2022-01-12 (Morning Wire) -- Russian and American diplomats met in Geneva on Monday. "
    "“We will not step back,” Russian Foreign Minister Sergey Lavrov told reporters.\n"
)
PLAIN = ("timeline", "statements", "positions", "issues", "calendar", "threads", "reports", "actors")


def invoke(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "ferry.duckdb"
    ledger_of(first_sheet(), second_sheet(), path=path).close()
    return path


@pytest.mark.parametrize("command", ["brief", "show", "plot", "export"])
def test_every_command_has_help_with_an_example(command):
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert f"Example: dragoman {command}" in " ".join(result.output.split())


def test_brief_prints_the_account_writes_the_page_and_keeps_the_ledger(tmp_path):
    report, page, kept = tmp_path / "a.txt", tmp_path / "brief.html", tmp_path / "kept.duckdb"
    report.write_text(REPORT, encoding="utf-8")
    result = invoke("brief", report, "--html", page, "--ledger", kept)
    assert result.exit_code == 0
    assert "Timeline" in result.stdout
    assert "“We will not step back,”" in result.stdout
    assert "\x1b" not in result.stdout
    assert "<mark>" in page.read_text(encoding="utf-8")
    assert invoke("show", kept, "timeline").exit_code == 0


def test_brief_as_json_is_the_account(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    account = json.loads(invoke("brief", tmp_path / "a.txt", "--json").stdout)
    assert list(account) == [
        "headline",
        "timeline",
        "statements",
        "positions",
        "calendar",
        "reports",
        "figures",
    ]
    assert account["headline"]["reports"] == 1


def test_a_report_that_cannot_be_read_is_named_and_the_others_are_told(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    result = invoke("brief", tmp_path / "a.txt", tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "none.txt: does not exist" in result.stderr
    assert "Timeline" in result.stdout


def test_without_a_report_there_is_no_account(tmp_path):
    result = invoke("brief", tmp_path / "none.txt", "--html", tmp_path / "brief.html")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert not (tmp_path / "brief.html").exists()


@pytest.mark.parametrize("view", PLAIN)
def test_each_view_is_printed_and_given_as_json(ledger, view):
    assert ("Threads" if view == "threads" else "Nordia") in invoke("show", ledger, view).stdout
    data = json.loads(invoke("show", ledger, view, "--json").stdout)
    assert data == [] if view == "threads" else data


def test_a_view_is_the_same_as_that_part_of_the_whole_account(ledger):
    with Ledger(ledger, read_only=True) as store:
        account = build_account(store).model_dump(mode="json")
    for view in ("timeline", "statements", "positions", "calendar"):
        assert json.loads(invoke("show", ledger, view, "--json").stdout) == account[view]


def test_an_issue_tells_its_parties_and_what_answers_what(ledger):
    text = " ".join(invoke("show", ledger, "issues").stdout.split())
    assert "ferry port Nordia and Sudland" in text
    assert "Nordia demands: that Sudland open the northern ferry port" in text


def test_words_are_searched_for(ledger):
    assert "Nordia demanded" in invoke("show", ledger, "search", "demanding", "ferr").stdout
    assert invoke("show", ledger, "search").exit_code == 2
    assert json.loads(invoke("show", ledger, "search", "weasel", "--json").stdout) == []


def test_an_entry_says_who_vouches_for_it(ledger):
    (line,) = [
        one for one in json.loads(invoke("show", ledger, "timeline", "--json").stdout) if one["claimed_by"]
    ]
    text = invoke("show", ledger, "entry", line["id"]).stdout
    assert "Who vouches" in text and "somebody who has no part in it (Clara Voss) [1]" in text


def test_an_entry_is_found_by_the_first_letters_of_its_id(ledger):
    line = json.loads(invoke("show", ledger, "timeline", "--json").stdout)[0]
    short = line["id"].removeprefix("entry_")[:8]
    result = invoke("show", ledger, "entry", short)
    assert "»Nordia demanded that Sudland open the northern ferry port«" in " ".join(result.stdout.split())
    assert json.loads(invoke("show", ledger, "entry", line["id"], "--json").stdout) == line


@pytest.mark.parametrize("names", [("1", "2"), ("wire/one.txt", "two.txt")])
def test_two_reports_are_compared_by_number_or_name(ledger, names):
    text = invoke("show", ledger, "compare", *names).stdout
    assert "Told by both  2" in text
    assert "Told by [1], not by [2]  4" in text
    compared = json.loads(invoke("show", ledger, "compare", *names, "--json").stdout)
    assert len(compared["both"]) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_written_to_a_file_or_standard_output(ledger, tmp_path, name):
    out = tmp_path / "out"
    assert invoke("export", ledger, "--format", name, "--out", out).exit_code == 0
    printed = invoke("export", ledger, "--format", name, "--out", "-")
    if name in LINES:
        assert out.read_bytes() == printed.stdout_bytes
    else:
        assert printed.exit_code != 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "none.duckdb", "timeline"],
        ["show", "LEDGER", "weather"],
        ["show", "LEDGER", "entry"],
        ["show", "LEDGER", "compare", "1"],
        ["show", "LEDGER", "timeline", "1"],
        ["export", "LEDGER", "--format", "docx", "--out", "x"],
        ["export", "LEDGER", "--format", "plover"],
        ["brief"],
    ],
)
def test_wrong_use_ends_with_status_2(ledger, arguments):
    assert invoke(*[ledger if part == "LEDGER" else part for part in arguments]).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "LEDGER", "entry", "zzz"],
        ["show", "LEDGER", "compare", "1", "3"],
        ["export", "LEDGER", "--format", "plover", "--out", "/nowhere/x.jsonl"],
    ],
)
def test_what_is_not_there_is_an_error_that_says_so(ledger, arguments):
    result = invoke(*[ledger if part == "LEDGER" else part for part in arguments])
    assert isinstance(result.exception, DragomanError)


@pytest.mark.parametrize(
    ("arguments", "says"), [(("entry", "entry_"), "no entry"), (("compare", "0", "1"), "no report")]
)
def test_short_names_must_mean_one_thing(ledger, arguments, says):
    with pytest.raises(DragomanError, match=says):
        raise invoke("show", ledger, *arguments).exception


def test_plot_writes_the_chart_that_its_ending_names(ledger, tmp_path):
    out = tmp_path / "intensity.png"
    result = invoke("plot", ledger, "intensity", "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_bytes().startswith(b"\x89PNG")
