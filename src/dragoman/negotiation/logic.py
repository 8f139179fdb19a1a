"""Statements about options ("withdraw and not escalate"), read once and evaluated on all states at a time.

The words are those of option prioritising: `not`, `and`, `or`, `if` (the left holds where the right does) and
`iff` (Fang, Hipel, Kilgour and Peng 2003, "A decision support system for interactive decision making", IEEE
Transactions on Systems, Man, and Cybernetics C 33(1)). `!`, `&` and `|` mean the first three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Statement = Callable[[Bools], Bools]
"""From states (rows) by options (columns) to whether the statement holds in each state."""

_WORD = re.compile(r"\s*(?:(?P<name>[^\W\d][\w-]*)|(?P<sign>[()!&|]))")
_SIGNS = {"!": "not", "&": "and", "|": "or"}
WORDS = ("and", "or", "not", "if", "iff")


class StatementError(ValueError):
    """A statement that cannot be read; the message says what was expected."""


def parse_statement(text: str, options: Mapping[str, int]) -> Statement:
    """Return the statement that `text` makes about `options`, which maps an option's id to its column.

    Raises:
        StatementError: when it is not a statement, or names an option that there is not.
    """
    return _Parser(text, options).statement()


def named_options(text: str) -> list[str]:
    """Return the names in a statement, in order, each once."""
    found = [word for word in _split(text) if word not in (*WORDS, "(", ")")]
    return list(dict.fromkeys(found))


def truth_table(text: str, names: Sequence[str]) -> Bools:
    """Return whether a statement holds in each combination of options, in binary order, the first lowest."""
    rows = np.arange(2 ** len(names))[:, None] >> np.arange(len(names)) & 1
    return parse_statement(text, {name: column for column, name in enumerate(names)})(rows.astype(bool))


def _split(text: str) -> Sequence[str]:
    words: list[str] = []
    place = 0
    while text[place:].strip():
        match = _WORD.match(text, place)
        if match is None:
            raise StatementError(f"'{text}': cannot read '{text[place:].strip()}'")
        words.append(match["name"] or _SIGNS.get(match["sign"], match["sign"]))
        place = match.end()
    return words


class _Parser:
    """Recursive descent: `if` and `iff` bind least, then `or`, `and`, `not`."""

    def __init__(self, text: str, options: Mapping[str, int]) -> None:
        self._text, self._options = text, options
        self._rest = [*_split(text), ""]

    def statement(self) -> Statement:
        whole = self._conditional()
        if self._rest[0]:
            raise StatementError(f"'{self._text}': '{self._rest[0]}' is one word too many")
        return whole

    def _conditional(self) -> Statement:
        left = self._joined("or")
        if self._rest[0] not in ("if", "iff"):
            return left
        word = self._rest.pop(0)
        right = self._joined("or")
        if word == "if":
            return lambda states: left(states) | ~right(states)
        return lambda states: left(states) == right(states)

    def _joined(self, word: str) -> Statement:
        parts = [self._joined("and") if word == "or" else self._negated()]
        while self._rest[0] == word:
            self._rest.pop(0)
            parts.append(self._joined("and") if word == "or" else self._negated())
        join = np.logical_or if word == "or" else np.logical_and
        if len(parts) == 1:
            return parts[0]
        return lambda states: join.reduce([part(states) for part in parts])

    def _negated(self) -> Statement:
        word = self._rest.pop(0) if self._rest[0] else ""
        if word == "not":
            inner = self._negated()
            return lambda states: ~inner(states)
        if word == "(":
            grouped = self._conditional()
            if self._rest[0] != ")":
                raise StatementError(f"'{self._text}': a bracket is not closed")
            self._rest.pop(0)
            return grouped
        if word in (*WORDS, ")", ""):
            raise StatementError(f"'{self._text}': an option was expected, not '{word or 'the end'}'")
        if word not in self._options:
            raise StatementError(f"'{self._text}': there is no option '{word}'")
        column = self._options[word]
        return lambda states: states[:, column]
