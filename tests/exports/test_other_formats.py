"""Formats that people open elsewhere, each read back by the tool they use for it, or held to its rules."""

import csv
import io
import json
import re
import sqlite3

import icalendar
import networkx
import pyarrow.parquet
import pytest

from dragoman.exports import FILES, LINES, write
from dragoman.exports.dyads import GDELT, ICEWS, POLECAT, cameo
from dragoman.ledger.tellings import status_of
from dragoman.ontology.plover import load_ontology
from sheets import HOSTILE, NORTH, SOUTH, Sheet, day, first_sheet, ledger_of, second_sheet


@pytest.fixture(scope="module")
def ledger():
    with ledger_of(first_sheet(), second_sheet()) as made:
        yield made


@pytest.fixture(scope="module")
def hostile():
    sheet = Sheet("=cmd|' /C calc'!A0.txt", "=1+1", "2020-03-05", url="https://example.org/a?b=1&c=2")
    sheet.event(
        f"=2+2 Nordia\tfired {HOSTILE} on Sudland.",
        "fired",
        "ASSAULT",
        [NORTH],
        [SOUTH],
        when=day("2020-03-04"),
    )
    with ledger_of(sheet) as made:
        yield made


def text(ledger, name):
    return "".join(line + "\n" for line in LINES[name](ledger))


def happened(ledger):
    return [e for e in ledger.entries("event") if status_of(e.marks) == "happened" and e.date]


@pytest.mark.parametrize("name", [*LINES, *FILES])
def test_each_format_is_written_whole_and_never_empty(ledger, tmp_path, name):
    assert write(ledger, name, tmp_path / "out") > 0
    assert (tmp_path / "out").stat().st_size > 0
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


@pytest.mark.parametrize("name", LINES)
def test_hostile_text_breaks_no_line_and_is_written_as_utf_8(hostile, name):
    for line in LINES[name](hostile):
        assert "\n" not in line
        line.encode()


def test_csv_has_a_row_for_each_entry(ledger):
    rows = list(csv.DictReader(io.StringIO(text(ledger, "csv"))))
    assert [row["id"] for row in rows] == [entry.id for entry in ledger.entries()]
    assert rows[0]["summary"] == ledger.entries()[0].summary


def test_no_cell_of_the_csv_is_a_formula(hostile):
    for row in csv.reader(io.StringIO(text(hostile, "csv"))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_parquet_has_typed_columns(ledger, tmp_path):
    write(ledger, "parquet", tmp_path / "entries.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "entries.parquet")
    assert table.num_rows == len(ledger.entries())
    assert str(table.schema.field("first_day").type) == "date32[day]"
    assert table.column("reports").to_pylist()[0]


def test_sqlite_has_keys_that_hold_and_an_index_of_words(ledger, tmp_path):
    write(ledger, "sqlite", tmp_path / "talks.db")
    made = sqlite3.connect(tmp_path / "talks.db")
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert made.execute("SELECT count(*) FROM entries").fetchone()[0] == len(ledger.entries())
    found = made.execute("SELECT rowid FROM entries_fts WHERE entries_fts MATCH 'patrol'").fetchall()
    assert len(found) >= 1
    words, start, end, report = made.execute(
        "SELECT t.words, t.start_char, t.end_char, r.text FROM tellings t JOIN reports r ON r.id = t.report"
    ).fetchone()
    assert report[start:end] == words
    made.close()


@pytest.mark.parametrize(("name", "columns"), [("polecat", POLECAT), ("icews", ICEWS)])
def test_rows_of_the_event_datasets_have_all_their_columns(ledger, name, columns):
    rows = list(csv.DictReader(io.StringIO(text(ledger, name)), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert tuple(rows[0]) == columns
    assert {row["Event ID"] for row in rows} == {entry.id for entry in happened(ledger)}


def test_polecat_rows_tell_quad_classes_in_words_and_what_is_not_known(ledger):
    rows = list(csv.DictReader(io.StringIO(text(ledger, "polecat")), delimiter="\t"))
    assert rows
    for row in rows:
        assert re.fullmatch("(VERBAL|MATERIAL) (COOPERATION|CONFLICT)", row["Quad Code"])
        assert row["Latitude"] == "None"
        assert all(row.values())


def test_gdelt_rows_have_61_columns_of_the_right_form(ledger):
    assert len(GDELT) == 61
    rows = [dict(zip(GDELT, line.split("\t"), strict=True)) for line in LINES["gdelt"](ledger)]
    assert rows
    for row in rows:
        assert re.fullmatch(r"\d{8}", row["SQLDATE"])
        assert re.fullmatch(r"\d{3,4}", row["EventCode"])
        assert row["EventCode"].startswith(row["EventRootCode"])
        assert row["QuadClass"] in "1234"
        assert -10 <= float(row["GoldsteinScale"]) <= 10


def test_every_category_and_mode_has_a_cameo_code():
    for name, category in load_ontology().categories.items():
        for mode in ("", *category.modes):
            assert re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", cameo(name, mode)), (name, mode)


@pytest.mark.parametrize(("name", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_graphs_are_read_back_with_their_counts(ledger, name, read):
    graph = read(io.BytesIO(text(ledger, name).encode()))
    edges = {
        (a, b): n
        for a, b, n in ledger.sql("SELECT actor, recipient, sum(events) FROM dyads GROUP BY ALL").fetchall()
    }
    assert edges
    assert {(a, b): data["weight"] for a, b, data in graph.edges(data=True)} == edges
    assert graph.nodes["NRD"]["label"]


def test_the_calendar_has_each_plan_on_its_days(ledger):
    lines = text(ledger, "icalendar")
    assert all(line.endswith("\r") for line in lines.splitlines(keepends=False) if line) or "\r\n" in lines
    plans = [entry for entry in ledger.entries("plan") if entry.date]
    events = icalendar.Calendar.from_ical(lines).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [plan.summary for plan in plans]
    assert all(event["dtend"].dt > event["dtstart"].dt for event in events)


def test_timelinejs_has_text_as_text(ledger, hostile):
    slides = json.loads(text(ledger, "timelinejs"))["events"]
    assert slides
    assert all(slide["start_date"]["year"] and slide["text"]["headline"] for slide in slides)
    assert "<script>" not in text(hostile, "timelinejs")


def test_annotations_point_at_their_words(ledger):
    texts = {f"urn:dragoman:{report.id}": report.text for report in ledger.reports()}
    texts |= {report.url: report.text for report in ledger.reports() if report.url}
    page = json.loads(text(ledger, "annotations"))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == sum(len(entry.members) for entry in ledger.entries())
    for item in page["items"]:
        place, quote = item["target"]["selector"]
        report = texts[item["target"]["source"]]
        assert report[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in report


def test_schema_org_names_reports_and_what_they_tell(ledger):
    graph = json.loads(text(ledger, "schema-org"))["@graph"]
    articles = {node["@id"] for node in graph if node["@type"] == "NewsArticle"}
    told = [node for node in graph if node["@type"] in ("Event", "Quotation")]
    assert len(articles) == len(ledger.reports())
    assert len(told) == len(ledger.entries())
    assert all(about["@id"] in articles for node in told for about in node["subjectOf"])


def test_followthemoney_entities_name_what_the_ledger_holds(ledger):
    entities = [json.loads(line) for line in LINES["followthemoney"](ledger)]
    by_id = {one["id"]: one for one in entities}
    assert len(by_id) == len(entities)
    assert all(re.fullmatch(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?", key) for key in by_id)
    told = {
        schema: [one["properties"] for one in entities if one["schema"] == schema]
        for schema in ("Article", "Event")
    }
    assert [one["bodyText"] for one in told["Article"]] == [[report.text] for report in ledger.reports()]
    for held, entry in zip(told["Event"], ledger.entries(), strict=True):
        assert len(held["proof"]) == len(entry.reports)
        assert {by_id[key]["schema"] for key in held["proof"]} == {"Article"}
        involved = {name for key in held.get("involved", ()) for name in by_id[key]["properties"]["name"]}
        assert involved == {actor.name for actor in (*entry.actors, *entry.recipients)}


def test_followthemoney_takes_every_entity_and_drops_no_value(ledger, hostile):
    ftm = pytest.importorskip("followthemoney")
    for made in (ledger, hostile):
        for line in LINES["followthemoney"](made):
            told = json.loads(line)
            entity = ftm.model.get_proxy(told, cleaned=False)
            assert entity.schema.name == told["schema"]
            assert all(entity.get(name) for name in entity.schema.required)
            for name, values in told["properties"].items():
                assert len(entity.get(name)) == len(values), (name, values)
