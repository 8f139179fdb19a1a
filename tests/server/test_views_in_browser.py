"""The served views in a real browser: Debian's Chromium where it is installed."""

from importlib.resources import files
from urllib.parse import quote

import pytest

from browser import Browser, missing
from dragoman.ledger import Ledger
from dragoman.records import Reading
from dragoman.server import uploads
from serving import made, serving
from sheets import HOSTILE, NORTH, SOUTH, Sheet, day, first_sheet, second_sheet

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
VIEWS = [
    "/", "/?party=SUD", "/actors", "/actors/NRD", "/issues", "/issues/ferry%20port", "/reports", "/review",
    "/add", "/search?q=patrol", "/entries/none",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with Browser() as opened:
        yield opened


def paths(server):
    """Every view, with an entry, a report and a comparison of this ledger."""
    with Ledger(server.path, read_only=True) as ledger:
        one, other = (report.id for report in ledger.reports())
        entries = ledger.entries()
    own = [f"/entries/{entries[0].id}", f"/entries/{entries[-1].id}", f"/reports/{one}"]
    return [*VIEWS, *own, f"/compare?a={one}&b={other}"]


def test_each_view_opens_without_a_complaint_and_asks_only_this_server(browser, served):
    browser.complaints()
    for path in paths(served):
        browser.go(served.base + path)
        asked = browser.run("return performance.getEntriesByType('resource').map(one => one.name)")
        assert all(address.startswith(served.base) for address in asked), path
        said = [line for line in browser.complaints() if "404" not in line]
        assert said == [], path


def test_axe_finds_nothing_serious_in_any_view(browser, served):
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        for path in paths(served):
            browser.go(served.base + path)
            browser.run(axe)
            browser.run("axe.run({resultTypes: ['violations']}).then(found => { window.found = found; })")
            browser.until("return Boolean(window.found)")
            serious = browser.run(
                "return window.found.violations.filter(one => ['serious', 'critical'].includes(one.impact))"
                ".map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120)).join(' | '))"
            )
            assert serious == [], (path, scheme)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_runs_off_the_side(browser, served, width):
    browser.screen(width, 800)
    for path in paths(served):
        browser.go(served.base + path)
        assert browser.run("return document.documentElement.scrollWidth") <= width, path
    browser.screen(1280, 1000)


def test_filters_make_an_address_that_can_be_shared(browser, served):
    browser.go(served.base + "/")
    browser.run("document.querySelector('[name=kind]').value = 'plan'")
    browser.click("form.tools button")
    browser.until("return location.search.includes('kind=plan')")
    shared, seen = browser.address(), browser.run("return document.querySelectorAll('.listed').length")
    browser.go("about:blank")
    browser.go(shared)
    assert seen == browser.run("return document.querySelectorAll('.listed').length")
    assert browser.run("return document.querySelector('[name=kind]').value") == "plan"


def test_days_drawn_over_the_chart_are_those_that_the_page_then_shows(browser, served):
    browser.go(served.base + "/?party=SUD&since=2020-03-01&until=2020-03-10")
    browser.until("return document.querySelector('.zoomed .drawn') !== null")  # the page's script has run
    browser.run(
        "const svg = document.querySelector('.zoomed svg'), box = svg.getBoundingClientRect();"
        "const edges = document.querySelector('.zoomed').dataset;"
        "const at = share => box.left + box.width * (+edges.from + share * (edges.to - edges.from));"
        "const send = (kind, share) => svg.dispatchEvent(new PointerEvent(kind, {bubbles: true, button: 0, "
        "pointerType: 'mouse', clientX: at(share), clientY: box.top + 20}));"
        "send('pointerdown', 0.15); send('pointermove', 0.35); send('pointerup', 0.35);"
    )
    browser.until("return location.search.includes('since=2020-03-02')")
    assert "until=2020-03-04" in browser.address()
    assert "party=SUD" in browser.address()
    assert "2 Mar 2020 to 4 Mar 2020" in browser.run(
        "return document.querySelector('.zoomed svg').getAttribute('aria-label')"
    )


def test_a_person_hides_an_entry_and_takes_it_back(browser, served):
    with Ledger(served.path, read_only=True) as ledger:
        entry = ledger.entries()[0].id
    browser.go(f"{served.base}/entries/{entry}")
    browser.type("#hide [name=who]", "Ada")
    browser.click("#hide button")
    browser.until("return document.body?.textContent.includes('Noted: hide')")
    browser.go(served.base + "/review")
    assert "Ada" in browser.run("return document.querySelector('.judgement').textContent")
    # The name is remembered in this browser, and in no cookie.
    assert browser.run("return document.querySelector('[name=who]').value") == "Ada"
    assert browser.run("return document.cookie") == ""
    browser.click(".judgement button")
    browser.until("return document.querySelectorAll('.judgement').length === 2")
    browser.go(served.base + "/")
    assert browser.run("return Boolean(document.querySelector(`[href='/entries/${arguments[0]}']`))", entry)


def test_an_upload_shows_its_progress_and_what_could_not_be_read(browser, served, tmp_path, monkeypatch):
    class Reader:
        def read_reports(self, reports, on_failure=None):
            return (Reading(report=report, model="none") for report in reports)

        def read_report(self, report):
            return Reading(report=report, model="none")

    monkeypatch.setattr(uploads, "load", lambda settings: Reader())
    report, empty = tmp_path / "evening.txt", tmp_path / "empty.txt"
    report.write_text("The envoys of Nordia and Sudland met in the evening and spoke of the northern port.\n")
    empty.write_text("")
    browser.go(served.base + "/add")
    browser.attach("[name=files]", [report, empty])
    browser.click("form.forms button")
    browser.until("return document.querySelector('#upload')?.dataset.state === 'done'")
    told = browser.run("return document.querySelector('#upload').textContent")
    assert "1 new" in told
    assert "empty.txt" in told


def test_the_timeline_says_when_new_reports_have_come_in(browser, served):
    browser.go(served.base + "/")
    assert not browser.run("return document.getElementById('news').checkVisibility()")
    sheet = Sheet("late.txt", "Late Post", "2020-03-09")
    sheet.event("Nordia closed the bridge on Monday.", "closed", "COERCE", [NORTH], when=day("2020-03-09"))
    with Ledger(served.path) as ledger:
        ledger.add(sheet.reading())
        ledger.reconcile()
    browser.until("return document.getElementById('news').checkVisibility()")
    browser.click("#news a")
    browser.until("return document.body?.textContent.includes('closed the bridge')")


def test_a_hostile_report_is_text_in_every_view(browser, tmp_path):
    sheet = Sheet(f"{HOSTILE}.txt", HOSTILE, "2020-03-05", title=HOSTILE, url="javascript:alert(1)")
    words = f"{HOSTILE} \u202e {'x' * 5000} </script></style>--> 𓂀 e\u0301\u0302"
    source = sheet.event(
        f"Nordia demanded {words}.",
        "demanded",
        "REQUEST",
        [NORTH],
        [SOUTH],
        when=day("2020-03-04"),
        place=HOSTILE,
    )
    sheet.statement(f"Nordia said {HOSTILE}", HOSTILE, [NORTH], channel=HOSTILE)
    sheet.position(HOSTILE, NORTH, "demands", HOSTILE, source)
    with serving(made(tmp_path / "hostile.duckdb", sheet, first_sheet(), second_sheet())) as server:
        with Ledger(server.path, read_only=True) as ledger:
            reports = [report.id for report in ledger.reports()]
            entries = [entry.id for entry in ledger.entries() if len(entry.reports) == 1]
            issues = [issue for (issue,) in ledger.sql("SELECT DISTINCT issue FROM positions").fetchall()]
        browser.complaints()
        some = [f"/entries/{entry}" for entry in entries[:4]] + [f"/reports/{report}" for report in reports]
        pages = ["/", "/actors/NRD", "/issues", "/reports", *some, f"/search?q={quote(HOSTILE)}"]
        pages += [f"/issues/{quote(issue)}" for issue in issues]
        for path in pages:
            browser.go(server.base + path)
            assert browser.run("return document.title") != "owned", path
            assert browser.run("return document.images.length") == 0, path
            assert browser.run("return document.scripts.length") == 1, path
            assert browser.run("return document.documentElement.scrollWidth") <= 1280, path
        # A page of an earlier test may still ask its server, which is gone.
        assert [line for line in browser.complaints() if server.base in line] == []
