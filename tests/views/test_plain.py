"""Text of reports made safe to show."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.views.plain import clip, one_line, visible


@given(st.text())
def test_every_character_stands_for_one_character(text):
    assert len(visible(text)) == len(text)


def test_what_a_terminal_would_obey_is_shown_instead():
    assert visible("a\x1b[2Jb\x07\x9b31m") == "a�[2Jb��31m"
    assert visible("ab\u202ecd\u2066") == "ab�cd�"
    assert visible("кириллица, 日本, “quotes”\n\tkept") == "кириллица, 日本, “quotes”\n\tkept"


def test_line_breaks_become_spaces():
    assert one_line(" two\n  lines\r\n") == "two lines"


def test_clipping_cuts_between_words_and_within_a_huge_one():
    assert clip("short", 10) == "short"
    assert clip("one two three four", 12) == "one two…"
    assert clip("x" * 5000, 12) == "x" * 11 + "…"
