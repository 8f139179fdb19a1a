"""Plain-text reports: header block, datelines, charsets, and a text that is never altered."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import OtherLanguageError, ReadError
from dragoman.reading.text import read_text

BLOCK = (
    "Title: River talks to open\nDate: 12 January 2022\nOutlet: Harbour Herald\n"
    "URL: https://herald.example/a\nAuthor: Ann Lee\n\n"
)


def body(report):
    return report.body.of(report.text)


def test_a_header_block_gives_metadata_and_the_body_begins_after_it(article):
    report = read_text("a.txt", (BLOCK + article).encode())
    assert report.title == "River talks to open"
    assert report.published == dt.date(2022, 1, 12)
    assert report.date_basis == "stated"
    assert (report.outlet, report.author) == ("Harbour Herald", "Ann Lee")
    assert report.url == "https://herald.example/a"
    assert report.text == BLOCK + article
    assert body(report) == article


def test_header_and_body_may_have_windows_line_ends(article):
    text = (BLOCK + article).replace("\n", "\r\n")
    report = read_text("a.txt", text.encode())
    assert report.text == text
    assert body(report).startswith("Envoys of Norland")
    assert report.author == "Ann Lee"


def test_unknown_header_lines_are_let_through(article):
    report = read_text("a.txt", f"Title: River talks\nSection: World\n\n{article}".encode())
    assert report.title == "River talks"
    assert body(report) == article


def test_a_dateline_after_the_header_fills_what_the_header_leaves_open(article):
    report = read_text("a.txt", f"Date: 2022-01-12\n\nGENEVA, Jan 11 (Morning Wire) - {article}".encode())
    assert (report.outlet, report.place) == ("Morning Wire", "GENEVA")
    assert report.published == dt.date(2022, 1, 12)
    assert body(report) == article


@pytest.mark.parametrize(
    "deck", ["", "Boats may leave.\n\n", "Boats may leave.\nCapital denies an offer.\n\n"]
)
def test_a_headline_before_the_dateline_becomes_the_title(article, deck):
    report = read_text(
        "a.txt", f"Envoys agree on talks\n\n{deck}GENEVA (Morning Wire) — {article}\n".encode()
    )
    assert (report.title, report.place) == ("Envoys agree on talks", "GENEVA")
    assert body(report) == article


def test_short_first_lines_without_a_dateline_stay_in_the_body(article):
    text = f"Envoys agree on talks\n\nBoats may leave.\n\n{article}"
    report = read_text("a.txt", text.encode())
    assert (report.title, body(report)) == ("", text)


def test_a_report_with_neither_header_nor_dateline_is_all_body_and_undated(article):
    report = read_text("a.txt", article.encode())
    assert (report.body.start, report.body.end) == (0, len(article))
    assert report.published is None
    assert report.date_basis == "unresolved"


def test_a_first_word_with_a_colon_is_no_header(article):
    text = f"Geneva: {article}"
    assert body(read_text("a.txt", text.encode())) == text


def test_the_name_is_no_part_of_the_identifier_but_date_and_outlet_are(article):
    first = read_text("a.txt", (BLOCK + article).encode())
    assert read_text("copy/b.txt", (BLOCK + article).encode()).id == first.id
    assert read_text("a.txt", (BLOCK.replace("Herald", "Times") + article).encode()).id != first.id


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_common_charsets_give_the_same_text(article, charset):
    text = article.replace("the river treaty", "“the river treaty” – or the café’s “naïve” plan")
    assert read_text("a.txt", text.encode(charset)).text == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(300), "old office file"),
        (bytes(range(256)) * 4, "is binary"),
        (b"\x01\x02\x03\x04" * 100, "is binary"),
        (b"\xff\xfe\x00\xd8\x41", "broken"),
        (b"0 1 2 3 4 5 6 7 8 9 - - - - 12345 67890\n" * 20, "hardly any words"),
        (b"Title: Only a header\nDate: 2022-01-12\n\n", "no text beside its metadata"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line_that_names_it(data, why):
    with pytest.raises(ReadError) as caught:
        read_text("bad.txt", data)
    line = str(caught.value)
    assert line.startswith("bad.txt: ")
    assert why in line
    assert "\n" not in line


FRENCH = (
    "Les envoyés des deux pays se sont rencontrés lundi à Genève et ont décidé d'ouvrir des négociations sur "
    "le traité du fleuve. La ministre des affaires étrangères a déclaré que son gouvernement enverrait une "
    "délégation la semaine prochaine, et que les navires se retireraient bientôt."
)
RUSSIAN = (
    "Посланники двух стран встретились в понедельник в Женеве и договорились начать переговоры о реке. "
    "Министр иностранных дел заявила, что на следующей неделе правительство отправит делегацию."
)
GERMAN = (
    "Die Gesandten der beiden Länder trafen sich am Montag in Genf und einigten sich, über den Vertrag "
    "zu verhandeln. Die Außenministerin sagte, ihre Regierung werde in der nächsten Woche eine Delegation "
    "schicken, und die Schiffe würden bald abgezogen."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (RUSSIAN, "ru"),
        (GERMAN, "de"),
        ("两国特使周一在日内瓦会晤，同意就河流条约展开谈判。", "zh"),
        ("اجتمع مبعوثو البلدين يوم الاثنين في جنيف واتفقوا على بدء محادثات بشأن معاهدة النهر.", "ar"),
    ],
)
def test_other_languages_are_named_and_refused(text, language):
    with pytest.raises(OtherLanguageError, match=f"not in English .looks like '{language}'") as caught:
        read_text("a.txt", text.encode())
    assert caught.value.language == language


def test_short_english_full_of_foreign_names_is_let_through():
    text = "Zelenskiy, Lavrov, Ryabkov, Szijjarto and Kuleba met Duda, Nauseda and Levits."
    assert body(read_text("a.txt", text.encode())) == text


@given(st.text(max_size=200))
def test_offsets_of_whatever_is_read_lie_in_the_text(text):
    try:
        report = read_text("a.txt", text.encode("utf-8", "surrogatepass"))
    except ReadError as error:
        assert "\n" not in error.reason
        return
    assert report.text == text.removeprefix("\ufeff")
    assert 0 <= report.body.start < report.body.end <= len(report.text)
    assert body(report).strip() == body(report)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fail_otherwise_than_with_a_read_error(data):
    try:
        read_text("a.txt", data)
    except ReadError as error:
        assert str(error)
