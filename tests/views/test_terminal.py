"""The account in a terminal."""

import io

import pytest
from rich.console import Console

from dragoman.views import build_account
from dragoman.views.terminal import WIDE, TerminalBrief
from sheets import NORTH, Sheet, day, ledger_of


def printed(account, width=80, colour=False, **options):
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, force_terminal=colour)
    TerminalBrief(console, **options).account(account)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, WIDE, 200])
def test_no_line_is_wider_than_the_terminal(account, width):
    assert max(len(line.rstrip()) for line in printed(account, width).splitlines()) <= width


def test_all_five_parts_are_there_in_order(account):
    text = printed(account)
    headings = [line.split("  ")[0] for line in text.splitlines() if line.endswith("───")]
    assert headings == ["Timeline", "Statements", "Positions", "Calendar", "Reports"]


def test_marks_are_words_where_there_is_no_colour(account):
    text = " ".join(printed(account).split())
    assert "\x1b" not in text
    assert "[denied] Sudland did not move forces" in text
    assert "[conditional] Sudland might impose restrictions" in text
    assert "[claimed by Clara Voss] Sudland fired" in text
    assert "[planned] Nordia and Sudland will meet" in text


def test_a_terminal_gets_colour(account):
    assert "\x1b[" in printed(account, colour=True)


def test_words_in_quotation_marks_are_as_printed(account):
    assert "“No captain shall wait at the northern port,” [1]" in " ".join(printed(account, WIDE).split())


def test_every_line_has_a_way_to_its_words(account):
    text = printed(account)
    for line in account.lines().values():
        assert line.id.rpartition("_")[2][:8] in text
    quoted = printed(account, WIDE, quotes=True)
    assert "[2] Nordia demanded that Sudland open the northern ferry port" in quoted


def test_an_entry_is_shown_with_each_telling_in_its_paragraph(account):
    out = io.StringIO()
    line = next(line for line in account.timeline if line.sources == (1, 2))
    TerminalBrief(Console(file=out, width=100)).entry(line, account.reports.sources)
    text = out.getvalue()
    assert "»Nordia demanded that Sudland open the northern ferry port«." in text
    assert "Morning Wire, Thu 5 Mar 2020" in text
    assert "Where they differ" in text
    assert "Why these are one" in text


def test_a_hostile_report_cannot_steer_the_terminal():
    sheet = Sheet("evil\x1b]0;owned\x07.txt", "[red]Wire[/red]\x1b[2J", "2020-03-05")
    sheet.event(
        f"Nordia demanded \x1b[31m[bold]calm[/bold] \u202e{'x' * 5000}.",
        "demanded",
        "REQUEST",
        [NORTH.model_copy(update={"name": "Nordia\x1b[5m"})],
        when=day("2020-03-05", "\x9b31mToday"),
        place="a\x1bb",
    )
    sheet.statement("Nordia said \x1b[32mnothing.", "\x1b[32mnothing", [NORTH], channel="on\x1bair")
    with ledger_of(sheet) as ledger:
        text = printed(build_account(ledger), quotes=True)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert "[bold]calm[/bold]" in text
    assert "[red]Wire[/red]" in text
