"""Exports of databases: every article with the metadata of its own header, in each form of file."""

import datetime as dt
import io
import sys
from pathlib import Path

import docx
import pytest

sys.path.insert(0, str(Path(__file__).parent))
import samples


def as_docx(text):
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


EXPORTS = {
    "nexis": samples.NEXIS,
    "nexis of old": samples.NEXIS_OLD,
    "factiva with codes": samples.FACTIVA_CODED,
    "factiva": samples.FACTIVA_PLAIN,
    "proquest": samples.PROQUEST,
}
FORMS = {
    "a.txt": lambda text: text.encode(),
    "a.html": lambda text: samples.as_html(text).encode(),
    "a.rtf": lambda text: samples.as_rtf(text).encode(),
    "a.docx": as_docx,
}


def check(reports):
    first, second = reports
    assert (first.name[-2:], second.name[-2:]) == (":1", ":2")
    assert (first.title, first.outlet.partition(" (")[0]) == ("Envoys agree on river talks", "Harbour Herald")
    assert first.published == dt.date(2022, 1, 10)
    assert sorted(first.author.casefold().replace(",", "").split()) == ["ann", "lee"]
    assert second.outlet == "Morning Wire"
    assert second.published == dt.date(2022, 1, 11)
    for report, paragraphs in ((first, samples.FIRST), (second, samples.SECOND)):
        assert report.body.of(report.text).split() == " ".join(paragraphs).split()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("export", EXPORTS)
def test_the_articles_of_an_export_are_read_with_their_metadata(read, export, form):
    check(read(form, FORMS[form](EXPORTS[export])))


def test_the_articles_of_a_europresse_page_are_read_with_their_metadata(read):
    reports = read("a.html", samples.EUROPRESSE.encode())
    check(reports)
    assert reports[0].section == "World"
    assert reports[1].title == "Boats may leave the river"


@pytest.mark.parametrize(
    ("between", "author"),
    [
        ("<p>A first step after two years of silence</p><p>Ann Lee in Geneva</p>", "Ann Lee"),
        ("<p>By Ann Lee and Tom Berg</p>", "Ann Lee and Tom Berg"),
        ("", ""),
    ],
)
def test_a_subtitle_and_a_byline_of_europresse_are_no_part_of_the_text(read, between, author):
    page = samples.EUROPRESSE.replace('<p class="sm-margin-bottomNews">Ann Lee</p>', between)
    report = read("a.html", page.encode())[0]
    assert report.author == author
    assert report.body.of(report.text).split() == " ".join(samples.FIRST).split()


def test_section_place_and_opinion_are_taken_from_the_header(read):
    first, second = read("a.txt", samples.NEXIS.encode())
    assert (first.place, first.marks) == ("GENEVA", ())
    assert first.section.startswith("Section A")
    assert second.marks == ("opinion",)
    assert read("a.txt", samples.PROQUEST.encode())[1].marks == ("opinion",)


COVER = """User Name: =
Date and Time: = Monday, January 3, 2022 10:12:00 AM CET
Job Number: = 123456789
Documents (2)
1. Envoys agree on river talks
Client/Matter: -None-
Search Terms: river AND talks
Search Type: NLS
2. Opinion: No talks without the boats
Client/Matter: -None-

"""


@pytest.mark.parametrize("form", FORMS)
def test_the_page_before_the_first_article_of_a_nexis_export_is_not_its_header(read, form):
    check(read(form, FORMS[form](COVER + samples.NEXIS)))


def test_a_numbered_headline_of_a_nexis_article_is_no_list(read):
    first, _ = read("a.txt", samples.NEXIS.replace("Envoys agree", "5. Envoys agree", 1).encode())
    assert (first.title, first.outlet) == ("5. Envoys agree on river talks", "Harbour Herald (Norland)")


def test_a_report_that_only_mentions_a_document_is_no_export(read, article):
    (report,) = read("a.txt", (article + "\n\nDocument 1 of 2 was leaked. Length: 420 words.").encode())
    assert report.name == "a.txt"
