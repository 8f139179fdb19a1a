"""The Python way in: a text or reports in, readings out."""

import datetime as dt

import pytest
from spacy.language import Language

import dragoman
from dragoman.errors import ReadError
from dragoman.language.pipeline import model_version
from dragoman.reader import Reader
from dragoman.reading.assemble import Metadata, make_report
from dragoman.settings import Settings

TEXT = "Turkey invaded Syria on Monday, Josep Borrell said. Canada demanded that Turkey withdraw its army."


@pytest.fixture(scope="module")
def reader(nlp):
    return Reader(nlp, Settings())


def test_the_package_offers_the_reader():
    assert dragoman.Reader is Reader
    assert callable(dragoman.load)
    with pytest.raises(AttributeError, match="no attribute 'missing'"):
        dragoman.missing  # noqa: B018


def test_a_text_is_read_with_its_date_outlet_and_model(reader, nlp):
    read = reader.read(TEXT, "2022-03-16", outlet="The Wire", title="War", name="one")
    assert read.report.published == dt.date(2022, 3, 16)
    assert (read.report.outlet, read.report.title, read.report.name) == ("The Wire", "War", "one")
    assert read.report.text == TEXT
    assert read.model == model_version(nlp)
    assert {event.category for event in read.events} == {"ASSAULT", "REQUEST"}
    assert read.times
    assert read.actors
    assert read.statements
    assert read.positions


def test_a_date_may_be_a_date(reader):
    assert reader.read(TEXT, dt.date(2022, 3, 16)) == reader.read(TEXT, "2022-03-16")


def test_without_a_date_relative_times_stay_unresolved(reader):
    read = reader.read(TEXT)
    assert read.report.published is None
    assert [time.edtf for time in read.times if "Monday" in time.text] == [""]


def test_a_date_in_another_form_is_refused(reader):
    with pytest.raises(ValueError, match="16 March"):
        reader.read(TEXT, "16 March 2022")


@pytest.mark.parametrize("text", ["", "   \n\t "])
def test_an_empty_text_is_refused(reader, text):
    with pytest.raises(ReadError):
        reader.read(text)


def test_a_text_in_another_language_is_refused(reader):
    german = "Die Außenminister trafen sich am Montag in Berlin und sprachen lange über den Staudamm. " * 4
    with pytest.raises(ReadError):
        reader.read(german)


def test_reports_are_read_in_their_order_and_as_if_alone(reader):
    texts = [
        TEXT,
        "Iran met Iraq on Monday, officials in Baghdad said.",
        "Chile praised Peru on Friday for its help.",
    ]
    reports = [reader.read(text, "2022-03-16").report for text in texts]
    together = list(reader.read_reports(reports))
    assert [read.report.text for read in together] == texts
    assert together == [reader.read_report(report) for report in reports]


def test_the_same_text_gives_the_same_reading(reader):
    assert reader.read(TEXT, "2022-03-16") == reader.read(TEXT, "2022-03-16")


@pytest.mark.parametrize(
    "text",
    [
        "The war goes on 😀🇺🇦, and the talks with Iran 👍 have not begun, officials said.",
        "The first line of this\r\ntext ends oddly.\rThe next one\n\r\nends the talks with Iran.",
        "The \u200bpresident of Iran\u00a0met\u2028the president of Iraq on Monday.",
        "THE PRESIDENT OF IRAN MET THE PRESIDENT OF IRAQ ON MONDAY AND ASKED HIM FOR HELP",
        "“The president “of Iran said that “the talks with Iraq would “never begin.",
    ],
)
def test_odd_text_keeps_its_offsets(reader, text):
    read = reader.read(text, "2022-03-16")
    assert read.report.text == text
    for mention in read.actors:
        assert mention.span.of(text) == mention.text
    for time in read.times:
        assert time.span.of(text) == time.text
    for event in read.events:
        assert event.span.contains(event.trigger)


def test_a_reading_goes_through_json_unchanged(reader):
    read = reader.read(TEXT, "2022-03-16")
    assert type(read).model_validate_json(read.model_dump_json()) == read


def test_a_report_that_breaks_a_step_is_told_and_the_others_are_read(nlp):
    @Language.component("breaks_on_syrtis")
    def breaks(doc):
        if "Syrtis" in doc.text:
            raise ValueError("no such sea")
        return doc

    told = []
    nlp.add_pipe("breaks_on_syrtis")
    try:
        reader = Reader(nlp, Settings())
        reports = [make_report(name, text, Metadata()) for name, text in (("a", "Syrtis rose."), ("b", TEXT))]
        readings = list(
            reader.read_reports(reports, lambda report, step, error: told.append((report.name, step)))
        )
        assert [reading.report.name for reading in readings] == ["b"]
        assert told == [("a", "breaks_on_syrtis")]
        with pytest.raises(ValueError, match="no such sea"):
            reader.read_report(reports[0])
    finally:
        nlp.remove_pipe("breaks_on_syrtis")
