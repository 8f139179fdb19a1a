"""Quotation marks are paired whatever their style, and never lead to a crash or an endless run."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.quotes import find_quotes


def words(text):
    return [text[quote.inner_start : quote.inner_end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("‘", "’"),
        ("'", "'"),
        ("«", "»"),
        ("„", "“"),
        ("``", "''"),
        ("''", "''"),
        ("“", '"'),
    ],
)
def test_each_style_is_paired(opening, closing):
    text = f"He called it {opening}a clear signal{closing} to the other side."
    assert words(text) == ["a clear signal"]


def test_apostrophes_are_no_quotation_marks():
    assert words("The ministers’ talks didn't fail, and it's the allies' turn in the '90s.") == []


def test_a_genitive_inside_single_quotation_marks_does_not_close_them():
    assert words("She spoke of ‘the allies’ common duty’ again.") == ["the allies’ common duty"]


def test_a_quotation_inside_another_lies_deeper():
    text = "“He told us ‘never again’ and left,” she said."
    assert [(text[q.inner_start : q.inner_end], q.depth) for q in find_quotes(text)] == [
        ("He told us ‘never again’ and left,", 0),
        ("never again", 1),
    ]


def test_a_quotation_of_several_paragraphs_opens_in_each_and_closes_in_the_last():
    text = "“We came in good faith.\n\n“We leave with nothing,” the envoy said."
    first, second = find_quotes(text)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_a_mark_that_nothing_closes_ends_with_its_paragraph():
    text = "“We came in good faith.\n\nThe hall was empty by noon."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "“We came in good faith."
    assert not quote.closed


def test_a_closing_mark_alone_is_no_quotation():
    assert words("We came in good faith,” the envoy said.") == []


PIECES = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "'",
            "‘",
            "’",
            "''",
            "``",
            "«",
            "»",
            "\n",
            "\n\n",
            " ",
            "he said",
            ", ",
            ". ",
            "talks",
        ]
    )
)


@given(PIECES)
@settings(max_examples=200, deadline=None)
def test_any_heap_of_marks_gives_ordered_spans_inside_the_text(pieces):
    text = "".join(pieces)
    quotes = find_quotes(text)
    assert quotes == sorted(quotes, key=lambda quote: quote.start)
    for quote in quotes:
        assert 0 <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        assert "\n\n" not in text[quote.start : quote.end]
