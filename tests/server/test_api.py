"""The API: described, paged, filtered, in three forms, and the same as the page."""

import csv
import io

import pyarrow.parquet
import pytest

from dragoman.ledger import Ledger
from dragoman.negotiation.page import first_analysis


@pytest.fixture(scope="session")
def entries(shown):
    with Ledger(shown.path, read_only=True) as ledger:
        return ledger.entries()


def test_entries_come_in_pages_in_the_order_of_the_ledger(shown, entries):
    ids = []
    for page in range(1, len(entries) + 1):
        answer = shown.client.get("/api/entries", params={"page": page, "size": 2}).json()
        assert answer["total"] == len(entries)
        ids += [row["id"] for row in answer["entries"]]
    assert ids == [entry.id for entry in entries]


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"kind": "plan"}, lambda e: e.kind == "plan"),
        ({"party": "SUD"}, lambda e: any(a.code == "SUD" for a in (*e.actors, *e.recipients))),
        ({"party": "person/voss"}, lambda e: any(a.id == "person/voss" for a in (*e.actors, *e.recipients))),
        ({"mark": "negation"}, lambda e: "negation" in e.marks),
        ({"category": "ASSAULT"}, lambda e: e.category == "ASSAULT"),
    ],
)
def test_a_filter_gives_what_it_says_and_no_more(shown, entries, chosen, wanted):
    rows = shown.client.get("/api/entries", params=chosen).json()["entries"]
    expected = [entry.id for entry in entries if wanted(entry)]
    assert expected
    assert [row["id"] for row in rows] == expected


def test_filters_by_day_outlet_report_and_issue(shown, entries):
    with Ledger(shown.path, read_only=True) as ledger:
        report = next(report for report in ledger.reports() if report.outlet)
        of_report = {entry.id for entry in entries if report.id in entry.reports}
    for chosen in ({"outlet": report.outlet}, {"report": report.id}):
        rows = shown.client.get("/api/entries", params=chosen).json()["entries"]
        assert {row["id"] for row in rows} == of_report
    one_day = {"since": "2020-03-03", "until": "2020-03-03"}
    rows = shown.client.get("/api/entries", params=one_day).json()["entries"]
    assert all(row["first_day"] <= "2020-03-03" <= row["last_day"] for row in rows)
    assert shown.client.get("/api/entries", params={"issue": "ferry port"}).json()["total"] >= 1


def test_csv_and_parquet_hold_all_pages(shown, entries):
    lines = shown.client.get("/api/entries", params={"format": "csv", "size": 1}).text
    assert [row["id"] for row in csv.DictReader(io.StringIO(lines))] == [entry.id for entry in entries]
    table = shown.client.get("/api/entries", params={"format": "parquet"})
    held = pyarrow.parquet.read_table(io.BytesIO(table.content))
    assert held.column("id").to_pylist() == [entry.id for entry in entries]


@pytest.mark.parametrize("path", ["actors", "issues", "positions", "reports"])
def test_each_table_is_the_same_in_each_form(shown, path):
    rows = shown.client.get(f"/api/{path}").json()
    assert rows
    lines = shown.client.get(f"/api/{path}?format=csv").text
    assert len(list(csv.DictReader(io.StringIO(lines)))) == len(rows)
    table = pyarrow.parquet.read_table(io.BytesIO(shown.client.get(f"/api/{path}?format=parquet").content))
    assert table.num_rows == len(rows)


def test_where_the_negotiation_stands_is_what_the_models_say_of_a_draft(shown):
    told = shown.client.get("/api/negotiation").json()
    with Ledger(shown.path, read_only=True) as ledger:
        assert told["parties"] == first_analysis(ledger).parties
    assert told["draft"] is True


@pytest.mark.parametrize("path", ["/api/positions?issue=", "/api/search?q=ferry"])
def test_a_long_list_comes_in_pages_that_name_the_next(shown, path):
    every = shown.client.get(path).json()
    assert len(every) > 1
    address, found = f"{path}&size=1", []
    while address:
        answer = shown.client.get(address)
        found += answer.json()
        address = answer.links.get("next", {}).get("url", "")
        assert bool(address) == (len(found) < len(every))
    assert found == every


def test_an_entry_a_report_a_comparison_and_a_search_are_those_of_the_ledger(shown, entries):
    with Ledger(shown.path, read_only=True) as ledger:
        one, other = (report.id for report in ledger.reports())
        compared, report = ledger.compare(one, other), ledger.reading(one).report
        found = [entry.id for entry in ledger.search("patrol")]
    full = shown.client.get(f"/api/entries/{entries[0].id}").json()
    assert full["entry"] == entries[0].model_dump(mode="json")
    assert [member["id"] for member in full["members"]] == list(entries[0].members)
    assert shown.client.get(f"/api/compare?a={one}&b={other}").json() == compared.model_dump(mode="json")
    assert shown.client.get(f"/api/reports/{one}").json() == report.model_dump(mode="json")
    assert found
    assert [row["id"] for row in shown.client.get("/api/search?q=patrol").json()] == found


@pytest.mark.parametrize(
    "path",
    [
        "/api/entries?page=0", "/api/entries?size=100000", "/api/entries?since=soon",
        "/api/entries?kind=rumour", "/api/entries?format=xml", "/api/search", "/api/compare",
    ],
)  # fmt: skip
def test_a_wrong_request_names_what_is_wrong(shown, path):
    answer = shown.client.get(path)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_sql_in_a_value_is_only_a_value(shown):
    wrong = "x' OR 1=1; DROP TABLE entries; --"
    for name in ("party", "issue", "outlet", "report", "category"):
        assert shown.client.get("/api/entries", params={name: wrong}).json()["total"] == 0
    assert shown.client.get("/api/search", params={"q": wrong}).json() == []


def test_the_description_names_every_path_and_its_answers(shown):
    description = shown.client.get("/api/openapi.json").json()
    assert len(description["paths"]) >= 14
    for operations in description["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert "422" in operation["responses"]


def test_the_figures_count_only_what_happened(shown, entries):
    figures = shown.client.get("/api/figures").json()
    assert figures["ties"]
    assert sum(period["cooperation"] + period["conflict"] for period in figures["periods"]) <= sum(
        entry.kind == "event" for entry in entries
    )
