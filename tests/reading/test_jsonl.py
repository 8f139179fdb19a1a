"""JSON lines: each line a report; a bad line is one error and the others are read."""

import datetime as dt
import json

import pytest

from dragoman.errors import ReadError


@pytest.fixture(name="read")
def read_lines(read):
    def read_lines(*lines, limit=10_000):
        data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        return read("a.jsonl", data, max_report_bytes=limit)

    return read_lines


def test_the_fields_of_a_line_become_the_report(article, read):
    (report,) = read(
        {
            "text": article,
            "title": "River talks",
            "date": "2022-01-10",
            "outlet": "Herald",
            "url": "https://h.example/1",
        }
    )
    assert (report.name, report.text, report.title) == ("a.jsonl:1", article, "River talks")
    assert (report.outlet, report.url) == ("Herald", "https://h.example/1")
    assert report.published == dt.date(2022, 1, 10)


@pytest.mark.parametrize(
    "date", ["20220110", "10 January 2022", 1641806400, 1641806400000, "2022-01-10T10:00:00Z"]
)
def test_dates_come_in_many_forms(article, date, read):
    (report,) = read({"text": article, "date": date})
    assert report.published == dt.date(2022, 1, 10)


def test_missing_null_and_unknown_fields_do_no_harm(article, read):
    (report,) = read({"text": article, "date": None, "outlet": None, "views": 12})
    assert (report.outlet, report.published) == ("", None)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{not json", "invalid JSON"),
        ([], "not an object"),
        ({}, "has no text"),
        ({"text": 7}, "hardly any words"),
        ({"text": "  "}, "has no text"),
        (b'{"text": "\\ud800"}', "invalid JSON"),
        (b'{"text": "caf\xe9 talks"}', "invalid JSON"),
        (b"[" * 100_000, "invalid JSON"),
        ({"text": "long " * 50_000}, "longer than"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(article, bad, why, read):
    first, error, last = read({"text": article}, bad, {"text": article + " So it went on."}, limit=200_000)
    assert isinstance(error, ReadError)
    assert error.name == "a.jsonl:2"
    assert why in str(error)
    assert "\n" not in str(error)
    assert (first.name, last.name) == ("a.jsonl:1", "a.jsonl:3")


def test_blank_lines_are_passed_over_and_counted(article, read):
    (report,) = read(b"", {"text": article}, b"  ")
    assert report.name == "a.jsonl:2"


def test_a_byte_order_mark_is_no_part_of_the_first_line(article, read):
    (report,) = read(b"\xef\xbb\xbf" + json.dumps({"text": article}).encode())
    assert report.text == article


def test_a_file_without_lines_is_empty(read):
    (error,) = read(b"\n \n")
    assert "is empty" in str(error)
