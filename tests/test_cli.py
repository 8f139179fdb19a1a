"""The command line, run as a user runs it: exit status, output, and one line for each failed input."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

DRAGOMAN = Path(sys.executable).with_name("dragoman")
REPORT = (
    "date 2022-01-12 (Morning Wire) -- Russian and American diplomats met in Geneva on Monday. "
    "“We will not step back,” Russian Foreign Minister Sergey Lavrov told reporters."
)


def run(*arguments, cwd=None, env=None):
    """Run in a process of its own, for what happens before and after the commands."""
    return subprocess.run(
        [DRAGOMAN, *arguments], capture_output=True, text=True, timeout=120, cwd=cwd, env=env, check=False
    )


def invoke(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["read", "code", "evaluate"])
def test_every_command_has_help_with_an_example(command):
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert f"Example: dragoman {command}" in " ".join(result.output.split())


def test_help_answers_at_once():
    times = []
    for _ in range(3):
        began = time.perf_counter()
        assert run("--help").returncode == 0
        times.append(time.perf_counter() - began)
    assert min(times) < 1.0


def test_version_names_program_parser_and_base_model():
    result = invoke("--version")
    assert result.exit_code == 0
    program, parser, model = result.output.strip().split(", ")
    assert program.startswith("dragoman ")
    assert parser.startswith("spaCy 3.8")
    assert model.startswith("en_core_web_")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a.txt"],
        ["unknown"],
        ["code", "They met.", "--date", "yesterday"],
        ["evaluate", "weather", "."],
        ["evaluate", "times", "no-such-folder"],
    ],
)
def test_wrong_use_ends_with_status_2(arguments):
    assert invoke(*arguments).exit_code == 2


@pytest.mark.parametrize("setting", ["DRAGOMAN_BATCH_SIZE", "DRAGOMAN_FETCH_TIMEOUT"])
def test_an_option_that_does_not_hold_is_one_line_and_status_2(setting):
    result = run("code", "They met.", env={setting: "many"})
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert setting in line


def test_a_broken_settings_file_is_one_line_and_status_2(tmp_path):
    (tmp_path / "dragoman.toml").write_text("model = [")
    result = run("--version", cwd=tmp_path)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "dragoman.toml" in line


def test_code_explains_a_sentence():
    result = invoke("code", REPORT.partition("-- ")[2], "--date", "2022-01-12")
    assert result.exit_code == 0
    for heading in ("Times", "Actors", "Statements", "Events", "Positions"):
        assert heading in result.output


def test_code_prints_a_reading_as_json():
    result = invoke("code", "Diplomats [of two states] met.", "--date", "2022-01-12", "--json")
    reading = json.loads(result.output)
    assert reading["report"]["text"] == "Diplomats [of two states] met."
    assert reading["report"]["published"] == "2022-01-12"


def test_read_keeps_reports_once_and_lists_what_failed(tmp_path):
    (tmp_path / "good.txt").write_text(REPORT)
    (tmp_path / "empty.txt").write_text("")
    ledger = tmp_path / "talks.duckdb"
    first = run("read", tmp_path / "good.txt", tmp_path / "empty.txt", "missing.txt", "--ledger", ledger)
    assert first.returncode == 1
    assert first.stdout == "1 read, 0 known, 2 failed\n"
    assert [line.partition(": ")[0] for line in first.stderr.splitlines()] == [
        str(tmp_path / "empty.txt"),
        "missing.txt",
    ]
    again = run("read", tmp_path / "good.txt", "--ledger", ledger, "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout) == {"read": 0, "known": 1, "failed": [], "skipped": {}}
    assert again.stderr == ""


def test_read_refuses_a_file_that_is_no_ledger(tmp_path):
    (tmp_path / "good.txt").write_text(REPORT)
    result = run("read", "good.txt", "--ledger", "good.txt", cwd=tmp_path)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "good.txt" in line
    assert (tmp_path / "good.txt").read_text() == REPORT
