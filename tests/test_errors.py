"""What an error tells is one line that a terminal shows and does not obey."""

from dragoman.errors import ReadError


def test_line_breaks_and_control_signs_of_names_and_parsers_are_not_printed():
    error = ReadError("a\x1b[2J\n.txt", "cannot be read (line 1\n\x1b]0;title\x07)")
    assert str(error) == "a?[2J .txt: cannot be read (line 1 ?]0;title?)"
    assert error.reason == "cannot be read (line 1 ?]0;title?)"
    assert error.name == "a\x1b[2J\n.txt"
