"""CSV, JSON, Parquet and GDELT's lists: a row is a report, or an address to fetch."""

import csv
import datetime as dt
import io
import json

import pyarrow
import pytest
from pyarrow import parquet

from dragoman.errors import ReadError
from dragoman.reading import Address


def table(rows, delimiter=","):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def in_parquet(rows, **options):
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), stream, **options)
    return stream.getvalue()


@pytest.fixture
def rows(article):
    return [
        {"headline": "River talks", "body": article, "published": "2022-01-10", "source": "Herald", "link": "https://h.example/1"},
        {"headline": "More", "body": article + " So it went on.", "published": "", "source": "", "link": ""},
    ]  # fmt: skip


FORMS = {
    "a.csv": table,
    "a.tsv": lambda rows: table(rows, "\t"),
    "semicolons.csv": lambda rows: table(rows, ";"),
    "a.parquet": in_parquet,
    "a.json": lambda rows: json.dumps(rows).encode(),
    "api.json": lambda rows: json.dumps({"status": "ok", "articles": rows}).encode(),
    "a.jsonl": lambda rows: "\n".join(map(json.dumps, rows)).encode(),
}


@pytest.mark.parametrize("name", FORMS)
def test_usual_columns_are_found_by_their_names(read, rows, article, name):
    first, second = read(name, FORMS[name](rows))
    assert (first.name, first.text, first.title) == (f"{name}:1", article, "River talks")
    assert (first.outlet, first.url, first.published) == (
        "Herald",
        "https://h.example/1",
        dt.date(2022, 1, 10),
    )
    assert (second.name, second.outlet, second.published) == (f"{name}:2", "", None)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.jsonl"])
def test_a_map_of_columns_says_which_is_which(read, article, name):
    rows = [{"Wortlaut": article, "Tag": "2022-01-10", "text": "no report"}]
    (report,) = read(name, FORMS[name](rows), columns={"text": "wortlaut", "date": "Tag"})
    assert (report.text, report.published) == (article, dt.date(2022, 1, 10))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_in_another_charset_keeps_its_characters(read, article, charset):
    text = article.replace("river", "café") + " “So it goes – on,” she said."
    data = "title,text\n" + f'Überfahrt,"{text}"\n' * 3
    for report in read("a.csv", data.encode(charset)):
        assert (report.title, report.text) == ("Überfahrt", text)


def test_a_table_that_turns_out_not_to_be_utf_8_is_read_as_western_windows_text_from_there(read, article):
    head = "title,text\n" + f'A,"{article}"\n' * 300
    last = read("a.csv", head.encode() + f'Z,"{article} The café is open."\n'.encode("cp1252"))[-1]
    assert last.text.endswith("The café is open.")


def test_rows_with_an_address_and_no_text_are_to_be_fetched(read):
    found = read(
        "a.csv", b"url,title,seendate\nhttps://h.example/1,River talks,20220110T101500Z\nftp://x/,b,c\n"
    )
    assert found[0] == Address("https://h.example/1", found[0].hints)
    assert (found[0].hints.title, found[0].hints.published) == ("River talks", dt.date(2022, 1, 10))
    assert "has no text (columns: seendate, title, url)" in found[1].reason


def test_gdelt_lists_without_a_header_give_each_address_once(read):
    def line(columns, at, url):
        cells = ["x"] * columns
        cells[at] = url
        return "\t".join(cells)

    for columns, at in ((27, 4), (61, 60), (58, 57), (16, 5)):
        urls = ["https://h.example/1", "https://h.example/1", "https://h.example/2", "offline"]
        data = "\n".join(line(columns, at, url) for url in urls).encode()
        assert [one.name for one in read("20220110.gkg.csv", data)] == [
            "https://h.example/1",
            "https://h.example/2",
        ]


def test_a_bad_row_is_named_and_the_others_go_on(read, rows, article):
    rows.insert(1, {**rows[0], "body": ""})
    for name in ("a.csv", "a.parquet"):
        good, bad, last = read(name, FORMS[name]([{**row, "link": ""} for row in rows]))
        assert good.text == article
        assert isinstance(bad, ReadError)
        assert bad.name == f"{name}:2"
        assert last.name == f"{name}:3"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"text,date\n"),
        ("a.csv", b'text\n"' + b"x" * 50_000),
        ("a.json", b"{broken"),
        ("a.json", b"[" * 100_000),
        ("a.json", b"[]"),
        ("a.json", b"3"),
        ("a.parquet", b"PAR1" + b"x" * 300 + b"PAR1"),
        ("a.parquet", b"PAR1"),
    ],
)
def test_a_broken_table_is_one_line(read, name, data):
    (error,) = read(name, data, max_report_bytes=20_000)
    assert isinstance(error, ReadError)
    assert "\n" not in error.reason


def test_a_parquet_file_is_read_group_by_group(read, rows):
    found = read("a.parquet", in_parquet(rows * 3, row_group_size=2))
    assert [one.name for one in found] == [f"a.parquet:{number}" for number in range(1, 7)]
