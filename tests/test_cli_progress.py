"""How far a reading is, on a terminal; nothing of it in a pipe."""

import io

import pytest
from rich.console import Console

from dragoman import cli_intake
from dragoman.cli_intake import take_in
from dragoman.cli_progress import Extent, ReportProgress
from dragoman.ledger import Ledger
from dragoman.reading import Address, read_sources
from dragoman.settings import Settings
from readers_at_work import BareReader
from reading.conftest import ARTICLE


@pytest.fixture
def folder(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{ARTICLE} {number}", encoding="utf-8")
    return tmp_path


def shown(terminal, act):
    out = io.StringIO()
    act(Console(file=out, force_terminal=terminal, width=100))
    return out.getvalue()


def test_the_line_tells_reports_rate_and_time_left():
    def act(console):
        with ReportProgress(console, 100.0) as progress:
            progress._line._tasks[progress._task].start_time -= 10  # ten seconds ago
            progress._line.update(progress._task, completed=10.0)
            progress.advance(20, read=50.0)
            progress._line.refresh()

    told = shown(True, act)
    assert "20 reports" in told
    assert "2.0/s" in told
    assert "left" in told
    assert shown(False, act).strip() == ""


def test_where_nobody_knows_how_much_there_is_no_time_left_is_told():
    def act(console):
        with ReportProgress(console) as progress:
            progress.advance(3)
            progress._line.refresh()

    told = shown(True, act)
    assert "3 reports" in told
    assert "left" not in told


def test_what_lies_behind_grows_file_by_file_to_the_whole(folder):
    extent = Extent([str(folder)])
    assert extent.total == sum(file.stat().st_size for file in folder.iterdir())
    behind = [extent.behind() for _ in read_sources([str(folder)], Settings(), opened=extent.opened)]
    assert behind == sorted(behind)
    assert len(set(behind)) == 4
    assert behind[-1] == extent.total


def test_an_address_counts_as_a_file_of_mean_size(folder):
    files = Extent([str(folder)])
    both = Extent([str(folder), "https://news.example/a", Address("https://news.example/b")])
    assert both.total == pytest.approx(files.total * 1.5)
    assert Extent(["https://news.example/a"]).total > 0
    assert Extent([str(folder / "absent.txt"), "\0"]).total == 0


@pytest.mark.parametrize("terminal", [True, False])
def test_a_run_shows_its_line_on_a_terminal_and_leaves_a_pipe_alone(folder, monkeypatch, terminal):
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100)
    monkeypatch.setattr(cli_intake, "Console", lambda stderr: console)
    with Ledger() as ledger:
        intake = take_in([str(folder)], Settings(), ledger, BareReader())
    assert intake.read == 4
    assert ("joining" in out.getvalue()) == terminal
    assert terminal or out.getvalue() == ""
