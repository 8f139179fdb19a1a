"""Bylines and stamps of date and time above an article's first sentence."""

import datetime as dt

import pytest

from dragoman.reading.byline import read_opening
from dragoman.reading.text import read_text

DAY = dt.date(2022, 1, 10)


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("By Ann Lee", "Ann Lee", None),
        ("BY ANN LEE AND TOM BERG", "ANN LEE AND TOM BERG", None),
        ("By Ann Lee, Tom Berg and Jo de la Cruz", "Ann Lee, Tom Berg and Jo de la Cruz", None),
        ("By Ann Lee in Geneva", "Ann Lee", None),
        ("By Ann Lee, Diplomatic correspondent", "Ann Lee", None),
        ("By Ann Lee | Harbour Herald", "Ann Lee", None),
        ("January 10, 2022", "", DAY),
        ("Jan. 10, 2022 at 5:00 a.m. EST", "", DAY),
        ("Monday, 10 January 2022", "", DAY),
        ("Published: 2022-01-10 10:00 GMT", "", DAY),
        ("Updated January 12, 2022", "", None),
    ],
)
def test_a_line_that_is_nothing_else_tells_author_or_date(line, author, published):
    told = read_opening(line)
    assert told is not None
    assert (told.author, told.published) == (author, published)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday Evening",
        "By then the boats had left",
        "By Karin Holt's account the talks went well.",
        "On January 10, 2022, the envoys met",
        "The envoys met on January 10, 2022",
        "03/04/2022",
    ],
)
def test_a_line_with_other_words_tells_neither(line):
    assert read_opening(line) is None


def test_the_article_begins_after_headline_byline_and_stamp(article):
    text = f"Envoys agree on river talks\nA first step\n\nBy Ann Lee\nJan. 10, 2022 at 5:00 a.m.\n\n{article}"
    report = read_text("a.txt", text.encode())
    assert (report.text, report.body.of(report.text)) == (text, article)
    assert (report.title, report.author) == ("Envoys agree on river talks", "Ann Lee")
    assert (report.published, report.date_basis) == (DAY, "stated")


def test_what_the_header_says_wins_over_the_lines_below_it(article):
    text = (
        f"Title: Boats leave\nAuthor: Tom Berg\nDate: 2022-01-11\n\nBy Ann Lee\nJanuary 10, 2022\n\n{article}"
    )
    report = read_text("a.txt", text.encode())
    assert (report.title, report.author, report.published) == (
        "Boats leave",
        "Tom Berg",
        dt.date(2022, 1, 11),
    )
    assert report.body.of(report.text) == article
