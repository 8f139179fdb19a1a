"""Each view over HTTP: it is there, it shows what the ledger holds, and says what is wrong in one line."""

import re

import pytest

from dragoman.ledger import Ledger
from serving import made, serving
from sheets import NORTH, SOUTH, Sheet


@pytest.fixture(scope="session")
def entries(shown):
    with Ledger(shown.path, read_only=True) as ledger:
        return ledger.entries()


def test_the_timeline_shows_every_entry_under_its_date(shown, entries):
    page = shown.client.get("/").text
    for entry in entries:
        assert f'href="/entries/{entry.id}"' in page
    assert "<svg" in page


def test_filters_and_pages_are_in_the_address(shown, entries):
    some = shown.client.get("/", params={"party": "SUD", "kind": "event", "category": "", "page": ""}).text
    wanted = {
        entry.id
        for entry in entries
        if entry.kind == "event" and "SUD" in {a.code for a in (*entry.actors, *entry.recipients)}
    }
    assert wanted
    for entry in entries:
        assert (f'href="/entries/{entry.id}"' in some) == (entry.id in wanted)
    first = shown.client.get("/", params={"size": 2}).text
    assert first.count('class="listed"') == 2
    following = shown.client.get("/", params={"size": 2, "page": 2}).text
    assert 'rel="next" href="/?order=newest&amp;page=2&amp;size=2"' in first
    assert set(re.findall("/entries/entry_[0-9a-f]+", first)).isdisjoint(
        re.findall("/entries/entry_[0-9a-f]+", following)
    )


def test_what_is_unsure_can_be_left_out(tmp_path):
    sheet = Sheet("a.txt", "Post", "2020-03-05")
    sheet.event("Nordia fired on a ferry.", "fired", "ASSAULT", [NORTH], [SOUTH], confidence=0.2)
    sheet.event("Nordia closed the strait.", "closed", "COERCE", [NORTH], [SOUTH], confidence=0.8)
    sheet.statement("Nordia spoke of a mishap.", "a mishap", [NORTH], confidence=0.2)  # bears no mark
    with serving(made(tmp_path / "a.duckdb", sheet)) as server:
        everything, sure = (server.client.get(path).text for path in ("/", "/?sure=true"))
        rows = server.client.get("/api/entries?sure=true").json()["entries"]
    assert ">unsure<" in everything and "fired on a ferry" in everything
    assert "fired on a ferry" not in sure and "closed the strait" in sure
    assert [row["confidence"] for row in rows] == [0.8, 0.2]


def test_the_chart_shows_what_the_filters_leave_and_leads_to_other_days(shown):
    days = {"since": "2020-03-01", "until": "2020-03-08"}
    page = shown.client.get("/", params={**days, "party": "SUD"}).text
    assert "by day, 1 Mar 2020 to 8 Mar 2020" in page
    (nearer,) = re.findall('<a href="([^"]+)">Zoom in</a>', page)
    assert nearer == "/?party=SUD&amp;since=2020-03-03&amp;until=2020-03-06"
    assert '<a href="/?party=SUD">All days</a>' in page
    assert "<svg" not in shown.client.get("/", params={"kind": "statement"}).text
    # Days on which nothing happened have a way back.
    empty = shown.client.get("/", params={"since": "2019-03-01", "until": "2019-03-08"}).text
    assert "All days" in empty


def test_an_entry_shows_each_telling_with_its_words_marked(shown, entries):
    with Ledger(shown.path, read_only=True) as ledger:
        entry = next(entry for entry in entries if len(entry.reports) > 1)
        texts = {report.id: report.text for report in ledger.reports()}
        words = [member.span.of(texts[member.report]) for member in ledger.members(entry.id)]
    page = shown.client.get(f"/entries/{entry.id}").text
    for told in words:
        assert f"<mark>{told}</mark>" in page
    assert entry.reasons
    assert "Why these are one" in page


def test_an_entry_is_found_by_the_first_letters_of_its_id(shown, entries):
    short = entries[0].id.rpartition("_")[2][:8]
    assert shown.client.get(f"/entries/{short}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/actors", "/actors/NRD", "/issues", "/issues/ferry port", "/reports", "/review", "/add"]
)
def test_the_view_is_there(shown, path):
    answer = shown.client.get(path)
    assert answer.status_code == 200
    assert "<h1>" in answer.text


def test_a_report_is_shown_whole_with_links_to_its_entries(shown):
    with Ledger(shown.path, read_only=True) as ledger:
        report = ledger.reports()[0]
    page = shown.client.get(f"/reports/{report.id}").text
    with Ledger(shown.path, read_only=True) as ledger:
        told = {entry.id for entry in ledger.entries() if report.id in entry.reports}
    assert told
    for entry in told:
        assert f'data-entry="{entry}"' in page
    for line in report.text.splitlines():
        assert line.split(maxsplit=1)[0] in page


def test_two_reports_stand_side_by_side_with_what_both_tell_linked(shown):
    with Ledger(shown.path, read_only=True) as ledger:
        one, other = (report.id for report in ledger.reports())
        both = ledger.compare(one, other).both
    page = shown.client.get("/compare", params={"a": one, "b": other}).text
    assert both
    for entry in both:
        anchor = entry.rpartition("_")[2]
        assert f'href="#b-{anchor}"' in page
        assert f'id="b-{anchor}"' in page


@pytest.mark.parametrize("path", ["/reports", "/issues/ferry%20port", "/search?q=ferry"])
def test_a_long_list_is_turned_page_by_page(shown, path):
    whole = shown.client.get(path).text
    assert 'aria-label="Pages"' not in whole
    begun = f"{path}&" if "?" in path else f"{path}?"
    first = shown.client.get(f"{begun}size=1").text
    (following,) = re.findall('rel="next" href="([^"]+)"', first)
    assert following == f"{begun}page=2&size=1".replace("&", "&amp;")
    assert 'rel="prev"' in shown.client.get(following.replace("&amp;", "&")).text


def test_search_finds_by_beginnings_of_words_and_says_how_many(shown):
    page = shown.client.get("/search", params={"q": "patrol boa"}).text
    assert page.count('class="listed"') == 1
    assert "1 found" in page


@pytest.mark.parametrize(
    "path", ["/entries/zzzz", "/actors/XXX", "/issues/none", "/reports/none", "/add/none", "/static/none"]
)
def test_what_is_not_there_is_one_line(shown, path):
    answer = shown.client.get(path)
    assert answer.status_code == 404
    assert "no " in answer.text
    assert "Traceback" not in answer.text


def test_a_filter_that_does_not_hold_is_named(shown):
    answer = shown.client.get("/", params={"since": "yesterday"})
    assert answer.status_code == 422
    assert "since" in answer.text


def test_no_page_may_load_or_run_anything_from_elsewhere(shown):
    answer = shown.client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert " onclick" not in answer.text
