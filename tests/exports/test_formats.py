"""The formats for machines: exact fields, and values that lead back to the reports."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exports import LINES, write
from dragoman.exports.objects import json_line
from sheets import NORTH, SOUTH, VOSS, first_sheet, ledger_of, second_sheet

ACTOR = {"code", "sector", "entity_text", "identifier_id", "identifier_text", "office"}
FIELDS = {
    "plover": {
        "id", "date", "enddate", "actor", "recipient", "event", "mode", "context", "event_loc", "event_text",
        "quad_code", "event_scale", "link", "text", "text_info", "cite_info", "coder", "coded_date",
        "report", "date_text", "date_basis", "auxiliary", "attributed_to", "confidence",
    },
    "statements": {
        "id", "report", "speaker", "speaker_text", "cue_text", "content_text", "kind", "addressee", "channel",
        "date", "date_basis", "text_info", "link",
    },
    "entries": {
        "id", "kind", "date", "summary", "members", "reports", "outlets", "independent", "differences",
        "first_told", "last_told", "vouched", "corrections",
    },
    "positions": {
        "party", "issue", "stance", "content", "date", "speakers", "own_view", "red_line", "ties", "agreed",
        "id", "reports", "entries",
    },
}  # fmt: skip
TEXTS = {"wire/one.txt": first_sheet().text, "post/two.txt": second_sheet().text}


@pytest.fixture(scope="module")
def ledger():
    with ledger_of(first_sheet(), second_sheet()) as made:
        yield made


def records(ledger, name):
    return [json.loads(line) for line in LINES[name](ledger)]


@pytest.mark.parametrize("name", FIELDS)
def test_each_record_has_exactly_the_fields_that_are_promised(ledger, name):
    made = records(ledger, name)
    assert made
    assert all(set(record) == FIELDS[name] for record in made)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_explained_in_the_docs(name, request):
    page = (request.config.rootpath / "docs" / "formats.md").read_text(encoding="utf-8")
    section = page.split(f"## `{name}`")[1].split("\n## ")[0]
    assert [field for field in FIELDS[name] if f"`{field}`" not in section] == []


def test_events_are_as_each_report_tells_them(ledger):
    made = records(ledger, "plover")
    assert len(made) == 7
    demand = next(record for record in made if record["mode"] == "yield" and record["event"] == "REQUEST")
    assert demand["report"] == "wire/one.txt"
    assert demand["date"] == demand["enddate"] == "2020-03-03"
    assert (demand["date_text"], demand["date_basis"]) == ("on Tuesday", "stated")
    assert (demand["quad_code"], demand["event_scale"]) == (3, -1)
    assert demand["event_text"] == "demanded"
    assert [actor["code"] for actor in demand["actor"] + demand["recipient"]] == ["NRD", "SUD"]
    assert set(demand["actor"][0]) == ACTOR
    assert demand["cite_info"] == {
        "title": "Ferry talks",
        "publication": "Morning Wire",
        "url": "https://wire.example/one",
        "language": "en",
    }
    dt.date.fromisoformat(demand["coded_date"])
    assert demand["coder"].endswith("(hand 1.0)")


def test_marks_and_tellers_are_kept(ledger):
    by_event = {record["event"]: record for record in records(ledger, "plover")}
    assert by_event["MOBILIZE"]["auxiliary"] == ["negation"]
    assert by_event["COERCE"]["auxiliary"] == ["hypothetical"]
    (teller,) = by_event["ASSAULT"]["attributed_to"]
    assert (teller["identifier_text"], teller["office"]) == (VOSS.name, VOSS.office)
    assert by_event["REJECT"]["attributed_to"] == []
    assert by_event["REJECT"]["date"] == ""


def test_places_in_texts_lead_to_the_words(ledger):
    for record in records(ledger, "plover"):
        place = record["text_info"]
        assert TEXTS[record["report"]][place["start"] : place["end"]] == record["text"]
    for record in records(ledger, "statements"):
        place = record["text_info"]
        assert record["content_text"] in TEXTS[record["report"]][place["start"] : place["end"]]


def test_links_name_entries_that_hold_the_record(ledger):
    entries = {record["id"]: record for record in records(ledger, "entries")}
    for name in ("plover", "statements"):
        for record in records(ledger, name):
            entry = entries[record["link"]]
            assert record["id"] in entry["members"]
            assert record["report"] in entry["reports"]


def test_statements_keep_speaker_addressee_and_channel(ledger):
    direct = next(record for record in records(ledger, "statements") if record["kind"] == "direct")
    assert direct["speaker"][0]["identifier_text"] == VOSS.name
    assert direct["addressee"][0]["entity_text"] == "sailors"
    assert set(direct["addressee"][0]) == ACTOR
    assert direct["channel"] == "at the quay"
    assert direct["date"] == "2020-03-03"


def test_differences_give_each_report_its_value(ledger):
    told = [difference for record in records(ledger, "entries") for difference in record["differences"]]
    assert told == [{"field": "wording", "values": {"wire/one.txt": "yield", "post/two.txt": "change"}}]


def test_positions_name_party_reports_and_entries(ledger):
    made = {record["stance"]: record for record in records(ledger, "positions")}
    assert made["demands"]["party"]["identifier_id"] == NORTH.id
    assert sorted(made["demands"]["reports"]) == ["post/two.txt", "wire/one.txt"]
    assert made["refuses"]["party"]["code"] == SOUTH.code
    entries = {record["id"] for record in records(ledger, "entries")}
    assert set(made["demands"]["entries"]) <= entries


def test_a_file_holds_a_line_for_each_record(ledger, tmp_path):
    path = tmp_path / "events.jsonl"
    assert write(ledger, "plover", path) == 7
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        record["id"] for record in records(ledger, "plover")
    ]
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_export_leaves_the_old_file(ledger, tmp_path, monkeypatch):
    path = tmp_path / "events.jsonl"
    path.write_text("old", encoding="utf-8")

    def broken(_):
        yield "{}"
        raise OSError("no room")

    monkeypatch.setitem(LINES, "plover", broken)
    with pytest.raises(OSError, match="no room"):
        write(ledger, "plover", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@given(st.text())
def test_a_record_is_one_line_whatever_its_words(words):
    line = json_line({"text": words})
    assert "\n" not in line
    assert json.loads(line) == {"text": words}
