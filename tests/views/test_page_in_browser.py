"""The page in a real browser: Debian's Chromium where it is installed."""

import pytest

from browser import Browser, missing
from dragoman.negotiation.page import standing_of
from dragoman.views import build_account
from dragoman.views.html import write_html
from sheets import first_sheet, hostile_account, ledger_of, second_sheet

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
SHOWN = "return [...document.querySelectorAll('.line')].filter(line => line.checkVisibility()).length"


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


@pytest.fixture
def page(account, tmp_path):
    write_html(account, tmp_path / "brief.html")
    return tmp_path / "brief.html"


def test_the_page_opens_without_a_complaint_or_a_request(browser, page):
    browser.open(page)
    assert browser.complaints() == []
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_where_the_negotiation_stands_fits_the_page_and_asks_for_nothing(browser, tmp_path, width):
    with ledger_of(first_sheet(), second_sheet()) as ledger:
        account = build_account(ledger)
        write_html(account, tmp_path / "brief.html", standing_of(ledger, account))
    browser.screen(width, 800)
    browser.open(tmp_path / "brief.html")
    browser.run("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert browser.run("return document.querySelectorAll('#models svg').length") >= 2
    assert browser.run("return document.querySelectorAll('#glance svg').length") >= 2
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.complaints() == []
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def test_a_line_opens_by_keyboard_to_its_words(browser, page):
    browser.open(page)
    first = "document.querySelector('#timeline details')"
    browser.run(f"{first}.querySelector('summary').focus()")
    assert not browser.run(f"return {first}.querySelector('mark').checkVisibility()")
    browser.press("#timeline details summary", "Enter")
    assert browser.run(f"return {first}.querySelector('mark').checkVisibility()")


def test_an_address_with_an_entry_opens_it(browser, page, account):
    anchor = "e-" + account.calendar[0].id.rpartition("_")[2]
    browser.open(page, f"#{anchor}")
    assert browser.run("return document.getElementById(arguments[0]).open", anchor)


def test_lines_are_found_by_words_headings_and_status(browser, page):
    browser.open(page)
    everything = browser.run(SHOWN)
    browser.type("#find", "patrol boats")
    assert browser.run(SHOWN) == 1
    assert browser.run("return document.getElementById('found').textContent") == f"1 of {everything} lines"
    browser.run("document.getElementById('find').value = ''")
    browser.type("#find", "clara voss")
    assert browser.run("return document.querySelector('#statements .line').checkVisibility()")
    browser.run(
        "document.getElementById('find').value = ''; const s = document.getElementById('status');"
        "s.value = 'denied'; s.dispatchEvent(new Event('change'))"
    )
    assert browser.run(SHOWN) == 1


def test_all_lines_open_and_close_at_once(browser, page):
    browser.open(page)
    count = "return document.querySelectorAll('.line > details[open]').length"
    browser.click("#open-all")
    assert browser.run(count) == browser.run("return document.querySelectorAll('.line > details').length")
    browser.click("#open-all")
    assert browser.run(count) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_side(browser, tmp_path, width, scheme):
    write_html(hostile_account(), tmp_path / "hostile.html")
    browser.colours(scheme)
    browser.screen(width, 800)
    browser.open(tmp_path / "hostile.html")
    browser.run("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert browser.run("return document.documentElement.scrollWidth") <= width
    colours = "const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]"
    assert len(set(browser.run(colours))) == 2


def test_a_hostile_report_runs_nothing(browser, tmp_path):
    write_html(hostile_account(), tmp_path / "hostile.html")
    browser.open(tmp_path / "hostile.html")
    assert browser.run("return document.title") != "owned"
    assert browser.run("return document.images.length + document.scripts.length") == 1
    assert "<script>" in browser.run("return document.querySelector('#timeline .words').textContent")
    assert browser.complaints() == []


def test_text_can_be_read_against_its_background(browser, page):
    """WCAG 2.1 AA asks for a contrast of 4.5 to 1."""
    worst = """
      const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)
        .map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
      const behind = (element) => {
        for (; element; element = element.parentElement) {
          const colour = getComputedStyle(element).backgroundColor;
          if (colour !== 'rgba(0, 0, 0, 0)') return colour;
        }
      };
      document.querySelectorAll('details').forEach(part => part.open = true);
      return Math.min(...[...document.querySelectorAll('body *')]
        .filter(element => element.checkVisibility() && element.textContent.trim())
        .map(element => [light(getComputedStyle(element).color), light(behind(element))])
        .map(pair => pair.sort((a, b) => b - a))
        .map(([high, low]) => (high + 0.05) / (low + 0.05)));
    """
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        browser.open(page)
        assert browser.run(worst) >= 4.5
