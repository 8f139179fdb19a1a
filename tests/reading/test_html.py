"""HTML pages: article and metadata, without what stands around them."""

import datetime as dt
import time

import pytest

from dragoman.errors import ReadError
from dragoman.reading.html import looks_like_html

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Envoys agree on river talks", "datePublished": "2022-01-10T08:00:00+01:00",
"dateModified": "2022-01-12T08:00:00+01:00", "author": {"@type": "Person", "name": "Ann Lee"},
"publisher": {"@type": "Organization", "name": "Harbour Herald"}}</script>"""
META = """<meta property="og:site_name" content="Harbour Herald"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2022-01-10T08:00:00Z">
<link rel="canonical" href="https://herald.example/world/river-talks">"""


def test_article_and_metadata_of_a_page_with_meta_elements(page, article, read_html):
    report = read_html("a.html", page(head=META).encode())
    assert report.title == "Envoys agree on river talks"
    assert (report.outlet, report.author) == ("Harbour Herald", "Ann Lee")
    assert report.published == dt.date(2022, 1, 10)
    assert report.url == "https://herald.example/world/river-talks"
    body = report.body.of(report.text)
    assert body.startswith("Envoys of Norland")
    assert body.split() == article.split()


def test_the_first_publication_date_of_json_ld_is_taken_not_the_update(page, read_html):
    report = read_html("a.html", page(head=JSON_LD).encode())
    assert report.published == dt.date(2022, 1, 10)
    assert report.author == "Ann Lee"


def test_a_page_without_a_date_is_undated_whatever_its_text_mentions(page, article, read_html):
    report = read_html("a.html", page(body=article + "\n\nThe treaty was signed on 4 May 1998.").encode())
    assert report.published is None
    assert report.date_basis == "unresolved"


def test_navigation_scripts_and_related_links_are_left_out(page, read_html):
    text = read_html("a.html", page(head=META).encode()).text
    for stranger in ("Sport", "never be read", "Storm closes", "Copyright"):
        assert stranger not in text


def test_a_dateline_in_the_page_gives_the_place(page, article, read_html):
    report = read_html("a.html", page(head=META, body=f"GENEVA (Morning Wire) — {article}").encode())
    assert report.place == "GENEVA"
    assert report.outlet == "Harbour Herald"
    assert report.body.of(report.text).startswith("Envoys of Norland")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_declared_charsets_are_followed(page, article, charset, read_html):
    body = article.replace("river treaty", "café treaty à la carte")
    report = read_html("a.html", page(charset=charset, body=body).encode(charset))
    assert "café treaty à la carte" in report.text


def test_utf8_that_declares_another_charset_is_read_as_utf8(page, article, read_html):
    report = read_html("a.html", page(charset="iso-8859-1", body=article + " “Never,” he said.").encode())
    assert "“Never,” he said." in report.text


def test_the_host_stands_for_an_outlet_that_the_page_does_not_name(article, read_html):
    html = f"<html><head><title>Talks</title></head><body><article><p>{article}</p></article></body></html>"
    report = read_html("a.html", html.encode(), url="https://www.herald.example/a")
    assert report.outlet == "herald.example"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        b"<html></html>",
        b"<!DOCTYPE html>",
        b"<html><body><p>" + b"<b>" * 5,
    ],
)
def test_a_page_without_an_article_says_so(data, read_html):
    with pytest.raises(ReadError, match="no article"):
        read_html("a.html", data)


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 99_000 + b"deep",
        b"<p>a" * 300_000,
        b"<" * 500_000,
        b"<a href='" * 100_000,
        b"<!--" * 100_000,
        b"<html><table>" + b"<tr><td>" * 49_000,
    ],
)
def test_hostile_pages_end_soon(data, read_html):
    began = time.process_time()
    try:
        read_html("a.html", data)
    except ReadError as error:
        assert "\n" not in str(error)
    assert time.process_time() - began < 20


def test_html_is_told_from_text_by_its_beginning():
    assert looks_like_html(b"\n <!DOCTYPE html><html>")
    assert looks_like_html(b"<?xml version='1.0'?>\n<!-- saved page -->\n<html lang='en'>")
    assert not looks_like_html(b"The <html> element was invented in Geneva.")
