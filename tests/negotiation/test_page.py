"""Where the negotiation stands as part of a page: of the brief, of the server, and by itself."""

import re

import pytest

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.negotiation.analysis import Options, analyse_scenario
from dragoman.negotiation.page import first_look, render_body, render_page, standing_of
from dragoman.negotiation.plots import transitions
from dragoman.negotiation.scenario_file import load_scenario
from dragoman.views import build_account
from dragoman.views.html import render_html
from scenarios import MODELS
from sheets import first_sheet, ledger_of, second_sheet

PLOTS = (
    "states and the moves by which somebody gains",
    "positions on",
    "what moves the forecast of",
    "the bargaining set",
)


@pytest.fixture(scope="module")
def talks():
    return analyse_scenario(load_scenario(MODELS / "talks.yaml"), Options(samples=20, sensitivity=False))


def test_the_page_has_every_plot_the_tables_and_the_history(talks):
    page = render_page(talks)
    for label in PLOTS:
        assert f"aria-label='{label}" in page, label
    for words in ("<caption>All that the above rests on", "What would change it", "DEU III", "Sechser"):
        assert words in page
    assert page.count('<th scope="row">') >= 24 + len(talks.grounds)


def test_numbers_of_states_can_be_read_on_their_own_fill(talks):
    """The page's text is light in the dark, and a state that does not rest is white."""
    svg = str(transitions(talks.conflict, talks.parties).svg)
    inks = re.findall(r"text-anchor='middle' font-size='12' fill='([^']+)'", svg)
    assert len(inks) == 24 and set(inks) == {"#ffffff", "#1d1c1a"}


def test_headings_stand_where_the_page_around_them_wants_them(talks):
    body = render_body(talks, level=3)
    assert "<h3>Stability</h3>" in body and "<h4>enlargement of NATO</h4>" in body and "<h2>" not in body


def test_entries_are_links_where_the_page_has_them_and_else_words(talks):
    body = render_body(talks, address=lambda entry: "#e-1" if entry == "entry_5f25a025" else "")
    assert '<a href="#e-1">5f25a025</a>' in body
    assert body.count("<a ") == 2
    assert "<a " not in render_body(talks)


def test_a_ledger_without_positions_has_nothing_to_model():
    with ledger_of() as ledger, pytest.raises(DragomanError, match="nothing to model"):
        first_look(ledger)


def test_the_brief_shows_where_the_negotiation_stands_and_links_to_its_lines():
    with ledger_of(first_sheet(), second_sheet()) as ledger:
        account = build_account(ledger)
        page = render_html(account, standing_of(ledger, account))
    assert 'id="models"' in page and "A draft, which nobody has gone through" in page
    assert "<h3>Stability</h3>" in page and "Base rates" in page
    assert "<script>" in page and "style=" not in page.replace("style-src", "")
    entry = next(iter(account.lines()))
    assert f'<a href="#e-{entry.removeprefix("entry_")}">' in page.partition('id="models"')[2]


def test_a_brief_without_positions_leaves_the_part_out():
    with Ledger() as ledger:
        ledger.reconcile()
        account = build_account(ledger)
        standing = standing_of(ledger, account)
    assert standing.models is None and standing.timeline is None
    assert 'id="models"' not in render_html(account, standing)
