"""WARC and WACZ: the pages in them are read as if they came from their addresses."""

import gzip
import io
import zipfile

import pytest

from dragoman.errors import ReadError


@pytest.fixture
def warc():
    """Make a WARC file of answers: address to (status line, headers, body)."""

    def make(answers, pack=lambda record: record):
        whole = b""
        for url, (status, headers, body) in answers.items():
            head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            answer = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
            fields = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
                "WARC-Date: 2022-01-10T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(answer)}\r\n\r\n"
            )
            record = fields.encode() + answer + b"\r\n\r\n"
            whole += pack(record)
        return whole

    return make


ANSWER = {"Content-Type": "text/html; charset=utf-8"}


def test_pages_are_read_with_their_addresses_and_the_rest_is_passed_over(read, warc, page, article):
    data = warc(
        {
            "https://herald.example/talks": ("200 OK", ANSWER, page().encode()),
            "https://herald.example/logo.png": ("200 OK", {"Content-Type": "image/png"}, b"\x89PNG"),
            "https://herald.example/gone": ("404 Not Found", ANSWER, page().encode()),
            "https://herald.example/plain": ("200 OK", {"Content-Type": "text/plain"}, article.encode()),
        }
    )
    first, second = read("crawl.warc", data)
    assert first.name == "crawl.warc:https://herald.example/talks"
    assert (first.url, first.title) == ("https://herald.example/talks", "Envoys agree on river talks")
    assert (second.url, second.text) == ("https://herald.example/plain", article)


def test_records_packed_one_by_one_and_packed_bodies_are_unpacked(read, warc, page):
    headers = {**ANSWER, "Content-Encoding": "gzip"}
    answers = {
        f"https://h.example/{n}": ("200 OK", headers, gzip.compress(page().encode())) for n in range(3)
    }
    reports = read("CC-NEWS-1.warc.gz", warc(answers, gzip.compress))
    assert [report.title for report in reports] == ["Envoys agree on river talks"] * 3


def test_a_wacz_file_is_read_by_the_warc_files_in_it(read, warc, page):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "archive/data.warc", warc({"https://h.example/a": ("200 OK", ANSWER, page().encode())})
        )
        archive.writestr("datapackage.json", "{}")
        archive.writestr(
            "pages/pages.jsonl",
            '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://h.example/a"}\n',
        )
        archive.writestr("indexes/index.cdx", "h.example/a 1 {}\n")
    (report,) = read("site.wacz", stream.getvalue())
    assert report.url == "https://h.example/a"


def test_a_page_that_is_too_large_or_broken_costs_itself_only(read, warc, page):
    answers = {
        "https://h.example/large": ("200 OK", ANSWER, b"<html>" + b"x" * 20_000),
        "https://h.example/none": ("200 OK", ANSWER, b"<html></html>"),
        "https://h.example/good": ("200 OK", ANSWER, page().encode()),
    }
    large, none, good = read("a.warc", warc(answers), max_report_bytes=10_000)
    assert "larger than 10,000 bytes" in large.reason
    assert "no article" in none.reason
    assert good.url == "https://h.example/good"


@pytest.mark.parametrize(
    "data", [b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", b"WARC/1.1" + b"\xff" * 9_000]
)
def test_a_broken_warc_file_is_one_line(read, data):
    (error,) = read("a.warc", data)
    assert isinstance(error, ReadError)
    assert "\n" not in error.reason
