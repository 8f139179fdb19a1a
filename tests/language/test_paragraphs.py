"""Sentences never run across paragraphs, headlines or the start of the body."""

import pytest

from dragoman.language.paragraphs import is_hard_wrapped

WRAPPED = """The two sides met again on
Tuesday in the old town hall and
spoke for three hours about the
dam, officials said.

They will meet again."""
PARAGRAPHS = """Talks begin in Oslo

The two sides met on Tuesday.
They spoke for three hours.
They will meet again."""


def sentences(nlp, text):
    return [sent.text.strip() for sent in nlp(text).sents]


def test_lines_that_break_within_sentences_are_wrapped():
    assert is_hard_wrapped(WRAPPED)
    assert not is_hard_wrapped(PARAGRAPHS)
    assert not is_hard_wrapped("One line without any break")
    assert not is_hard_wrapped("")


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_the_kind_of_newline_makes_no_difference(newline):
    assert is_hard_wrapped(WRAPPED.replace("\n", newline))
    assert not is_hard_wrapped(PARAGRAPHS.replace("\n", newline))


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_headline_is_a_sentence_of_its_own(nlp, newline):
    found = sentences(nlp, PARAGRAPHS.replace("\n", newline))
    assert found[0] == "Talks begin in Oslo"
    assert found[1].startswith("The two sides met")


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_wrapped_sentence_is_one_sentence(nlp, newline):
    found = sentences(nlp, WRAPPED.replace("\n", newline))
    assert len(found) == 2
    assert found[1] == "They will meet again."


def test_spaces_between_line_breaks_do_not_hide_a_paragraph(nlp):
    found = sentences(nlp, "Talks begin in Oslo\n  \nThe two sides met on Tuesday")
    assert found[0] == "Talks begin in Oslo"


def test_the_body_starts_a_sentence(nlp, tmp_path):
    from dragoman.reading import read_sources
    from dragoman.settings import Settings

    path = tmp_path / "report.txt"
    path.write_text(
        "OSLO (Reuters) - The two sides met on Tuesday in Oslo, officials said.\n", encoding="utf-8"
    )
    (report,) = read_sources([path], Settings())
    doc = nlp.make_doc(report.text)
    doc._.report = report
    starts = {sent.start_char for sent in nlp(doc).sents}
    assert report.body.start in starts
    assert report.body.of(report.text).startswith("The two sides")


@pytest.mark.parametrize(
    "text",
    [
        "The men were arrested, police spokesman Capt. Rod Beer said.",
        "Police claim he pointed a gun at Sgt. Mourad Mourad and another officer.",
        "It was told by Florida Sens. Marco Rubio and Bill Nelson on Friday.",
        "U.S. Ambassador Prudence Bushnell wrapped up some unfinished business on Wednesday.",
    ],
)
def test_no_sentence_ends_with_a_short_title(nlp, text):
    assert sentences(nlp, text) == [text]


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", " \r\n \r\n", "a", "a\n\n\nb", "\n\na"])
def test_odd_layout_breaks_nothing(nlp, text):
    assert "".join(token.text_with_ws for token in nlp(text)) == text
