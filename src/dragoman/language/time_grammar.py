"""Recognition: the grammar of time expressions, compiled from its table and run over classed pieces."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DataError
from dragoman.language.time_words import OTHER, Piece, PosAt, lex, read_data, symbols

MACRO_DEPTH = 8
"""Macros may use macros, but not themselves: deeper nesting than this is taken for a loop."""


class Rule(BaseModel):
    """A named pattern over classes, and the function that gives its value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    build: str
    pattern: str
    followed: str = ""
    """What must come next, and is no part of the expression."""


class Grammar(BaseModel):
    """The checked content of `time_rules.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    macros: dict[str, str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Found:
    """A recognised expression: its offsets, its rule's name and builder, and its pieces."""

    start: int
    end: int
    name: str
    build: str
    pieces: tuple[Piece, ...]


@functools.cache
def compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """Compile the rules. Raises `DataError` for an unknown class or macro."""
    try:
        grammar = Grammar.model_validate(read_data("time_rules.yaml"))
    except ValidationError as error:
        raise DataError(f"time_rules.yaml: {error}") from error
    return tuple((rule, re.compile(_translate(rule, grammar.macros))) for rule in grammar.rules)


def _translate(rule: Rule, macros: dict[str, str]) -> str:
    pattern = _expand(rule.pattern, rule, macros)
    return f"{pattern}(?={_expand(rule.followed, rule, macros)})" if rule.followed else pattern


def _expand(pattern: str, rule: Rule, macros: dict[str, str]) -> str:
    for _ in range(MACRO_DEPTH):
        pattern = re.sub(r"\b[A-Z]+\b", lambda name: _macro(name.group(), macros, rule), pattern)
    classes = symbols()

    def symbol(name: re.Match[str]) -> str:
        if name.group() not in classes:
            raise DataError(f"time_rules.yaml: rule {rule.name!r} names an unknown class {name.group()!r}")
        return classes[name.group()]

    return re.sub(r"[a-z_]+", symbol, pattern).replace(" ", "").replace("(", "(?:")


def _macro(name: str, macros: dict[str, str], rule: Rule) -> str:
    if name not in macros:
        raise DataError(f"time_rules.yaml: rule {rule.name!r} names an unknown macro {name!r}")
    return f"({macros[name].strip()})"


def class_string(pieces: list[Piece] | tuple[Piece, ...]) -> str:
    """Return one character for each piece: its class."""
    table = symbols()
    return "".join(table.get(piece.kind, OTHER) for piece in pieces)


def recognise(text: str, pos_at: PosAt | None = None) -> list[Found]:
    """Return the time expressions of `text`, from left to right, none overlapping another."""
    pieces = lex(text, pos_at)
    classes = class_string(pieces)
    found: list[Found] = []
    at = 0
    while at < len(classes):
        best, rule = (at, None) if classes[at] == OTHER else _longest(classes, at)
        if rule is not None:
            found.append(_found(rule, pieces[at:best]))
        at = max(best, at + 1)
    return found


def recognise_whole(pieces: tuple[Piece, ...]) -> Found | None:
    """Return the reading of `pieces` as one whole expression, or None."""
    classes = class_string(pieces)
    for rule, pattern in compiled():
        if pieces and pattern.fullmatch(classes):
            return _found(rule, list(pieces))
    return None


def _longest(classes: str, start: int) -> tuple[int, Rule | None]:
    best: int = start
    chosen: Rule | None = None
    for rule, pattern in compiled():
        match = pattern.match(classes, start)
        if match and match.end() > best:
            best, chosen = match.end(), rule
    return best, chosen


def _found(rule: Rule, pieces: list[Piece]) -> Found:
    return Found(pieces[0].start, pieces[-1].end, rule.name, rule.build, tuple(pieces))
