"""The words of time expressions: their table, and the lexer that cuts a text into classed pieces."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DataError

PosAt = Callable[[int], str]
"""Gives the coarse part of speech of the token that starts at an offset; empty where none does."""

LEXER_CLASSES = (
    "small",
    "number",
    "year",
    "spelled",
    "ordinal_day",
    "iso",
    "slash",
    "clock",
    "meridiem",
    "decade",
    "fraction",
    "holiday",
    "new_year",
    "dash",
    "comma",
    "possessive",
    "quarter_code",
    "mark",
)
"""Classes that the lexer gives by form rather than by table."""

MARK = "MARK"
"""What `PosAt` gives for a word that opens a clause ("said that ...")."""

SHORT_YEAR_PIVOT = 40
"""Two-digit years below it are of this century ("'22"), those from it on of the last ("'89")."""

OTHER = "x"
"""The character of pieces that belong to no time expression."""

_NUMBER_WORD = r"\d{1,3}(?:,\d{3})+(?![\d])|\d+(?:\.\d+)?"
_PARTS = {
    "iso": r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-])",
    "slash": r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])|\d{1,2}\.\d{1,2}\.\d{4}(?![\d.])"
    r"|(?<![\d-])(?:\d{2}-\d{2}|\d{1,2}-(?i:[a-z]{3}))-(?:\d{4}|\d{2})(?![\d-])",
    "clock": r"\d{4}(?=\s?(?:GMT|UTC|E[SD]T|CES?T|MSK|hours\s(?:GMT|local))\b)"
    r"|\d{1,2}:\d{2}(?![\d:])|\d{1,2}\.\d{2}(?=\s?[ap]\.?m\b)",
    "short_year": r"(?<=\s)['’]\d\d(?![\d%.:]|s\b|\s(?:years?|months?|weeks?|days?|hours?|minutes?)\b)",
    "decade": r"(?:1\d|20)\d0['’]?s\b|['’][1-9]0s\b|\b[2-9]0s\b",
    "ordinal": r"\d{1,3}(?:st|nd|rd|th)\b",
    "fraction": r"\d/\d(?!\d)|[½¼¾]",
    "quarter_code": r"\b[QH][1-4]\b(?!-[A-Z])",
    "number": _NUMBER_WORD,
    "meridiem": r"\b[aApP]\.\s?[mM]\b\.?|(?:(?<=\d)|\b)[aApP][mM]\b",
    "oclock": r"\bo['’]clock\b",
    "new_year": r"\bNew\sYear\b(?!['’])",
    "word": r"[^\W\d_]+",
    "possessive": r"['’]s?\b|['’]",
    "dash": r"[-–]",
    "comma": r",",
    "break": r"\n\s*\n",
    "mark": r"\S",
}

MONEY = frozenset("$£€¥#")


class Holiday(BaseModel):
    """A holiday with a fixed day, an nth weekday of a month, or a distance in days from Easter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    easter: int | None = None


class Vocabulary(BaseModel):
    """The checked content of `time_words.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: dict[str, dict[str, str | int]]
    numbers: dict[str, int]
    dotted: frozenset[str]
    capital: frozenset[str]
    not_verb: frozenset[str]
    determiner: frozenset[str]
    planning: frozenset[str]
    saying: frozenset[str]
    presuming: frozenset[str]
    counted: frozenset[str]
    holidays: dict[str, Holiday]


class Piece(NamedTuple):
    """One piece of a text: offsets, class, value and the word in small letters."""

    start: int
    end: int
    kind: str
    value: str | int | float
    word: str


def read_data(name: str) -> object:
    """Return the content of the YAML file `name` in the package's data folder."""
    return yaml.safe_load(files("dragoman.language").joinpath("data", name).read_text(encoding="utf-8"))


@functools.cache
def vocabulary() -> Vocabulary:
    """Load and check the table of words. Raises `DataError` when it does not hold what it should."""
    try:
        return Vocabulary.model_validate(read_data("time_words.yaml"))
    except ValidationError as error:
        raise DataError(f"time_words.yaml: {error}") from error


@functools.cache
def word_classes() -> dict[str, tuple[str, str | int]]:
    """Return each word's class and value; a word in two classes is an error in the table."""
    found: dict[str, tuple[str, str | int]] = {}
    for kind, words in vocabulary().classes.items():
        for word, value in words.items():
            if word in found:
                raise DataError(f"time_words.yaml: {word!r} is in {found[word][0]!r} and in {kind!r}")
            found[word] = (kind, value)
    return found


@functools.cache
def symbols() -> dict[str, str]:
    """Return one private character for each class, so that patterns run over a string of classes."""
    names = [*LEXER_CLASSES, *vocabulary().classes]
    return {name: chr(0xE000 + index) for index, name in enumerate(names)}


@functools.cache
def _lexer() -> re.Pattern[str]:
    names = sorted(vocabulary().holidays, key=len, reverse=True)
    spelled = "|".join(r"\s".join(map(re.escape, name.split())).replace("'", "['’]") for name in names)
    parts = {"holiday": rf"(?i:\b(?:{spelled})\b)", **_PARTS}
    return re.compile("|".join(f"(?P<{name}>{form})" for name, form in parts.items()))


def lex(text: str, pos_at: PosAt | None = None) -> list[Piece]:
    """Cut `text` into pieces; words of no class, marks and paragraph breaks get the kind `x`.

    `pos_at` settles words that may be verbs ("may", "march", "fall").
    """
    pieces: list[Piece] = []
    for match in _lexer().finditer(text):
        kind = match.lastgroup or ""
        word = match.group()
        classed = _classify(kind, word, text, match.start(), pos_at)
        pieces.append(Piece(match.start(), match.end(), *classed, word.lower()))
    return _join_numbers(_take_stops(pieces, text))


def _classify(
    kind: str, word: str, text: str, start: int, pos_at: PosAt | None
) -> tuple[str, str | int | float]:
    if kind == "word":
        return _classify_word(word, start, pos_at)
    if kind == "number":
        return _classify_number(word, text[start - 1 : start])
    if kind == "ordinal":
        value = int(word[:-2])
        return ("ordinal_day" if value <= 31 else "ordinal", value)
    if kind == "possessive" and word in ("'", "’"):
        # A lone apostrophe is a possessive only after an s.
        return (kind, 0) if text[start - 1 : start] == "s" else (OTHER, 0)
    if kind == "short_year":
        return "year", full_year(int(word[1:]))
    if kind == "fraction":
        return kind, {"½": 0.5, "¼": 0.25, "¾": 0.75}.get(word) or _ratio(word)
    if kind == "holiday":
        # "Easter" and "Christmas" are dates, "halloween" in small letters is hardly one.
        return (kind, word.lower().replace("’", "'")) if word[0].isupper() else (OTHER, 0)
    if kind == "break":
        return "mark", 0
    return kind, word


def full_year(year: int) -> int:
    """Return a year of four digits for one that may be printed with two."""
    if year >= 100:
        return year
    return year + (2000 if year < SHORT_YEAR_PIVOT else 1900)


def _ratio(word: str) -> float:
    above, below = word.split("/")
    return int(above) / int(below) if below != "0" else 0.0


def _classify_number(word: str, before: str) -> tuple[str, str | int | float]:
    if before in MONEY and before:
        return OTHER, 0
    digits = word.replace(",", "")
    if "." in digits:
        return "number", float(digits)
    value = int(digits) if len(digits) < 12 else 0
    if len(word) == 4 and 1000 <= value <= 2200:
        return "year", value
    return ("small" if 0 < value <= 31 and len(word) <= 2 else "number"), value


def _classify_word(word: str, start: int, pos_at: PosAt | None) -> tuple[str, str | int | float]:
    table = vocabulary()
    lower = word.lower()
    if lower in table.numbers:
        return "spelled", table.numbers[lower]
    found = word_classes().get(lower)
    if found is None or (lower in table.capital and word[0].islower()):
        return OTHER, 0
    if pos_at is not None and lower in table.not_verb and pos_at(start) in ("VERB", "AUX"):
        return OTHER, 0
    if pos_at is not None and lower in table.determiner and pos_at(start) == MARK:
        return OTHER, 0
    return found


def _take_stops(pieces: list[Piece], text: str) -> list[Piece]:
    """Let an abbreviation take the full stop that touches it."""
    dotted = vocabulary().dotted
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and text[piece.start : piece.end] == "." and last.end == piece.start and last.word in dotted:
            out[-1] = last._replace(end=piece.end)
        else:
            out.append(piece)
    return out


def _join_numbers(pieces: list[Piece]) -> list[Piece]:
    """Join number words into one piece: "twenty-four" is 24, "nineteen ninety-six" a year."""
    out: list[Piece] = []
    index = 0
    while index < len(pieces):
        if pieces[index].kind != "spelled":
            out.append(pieces[index])
            index += 1
            continue
        stop, values = index, [pieces[index].value]
        while stop + 1 < len(pieces):
            step = 2 if pieces[stop + 1].kind == "dash" and stop + 2 < len(pieces) else 1
            if pieces[stop + step].kind != "spelled" or not _goes_on(values, int(pieces[stop + step].value)):
                break
            stop += step
            values.append(pieces[stop].value)
        kind, value = _number_of([int(v) for v in values])
        word = " ".join(p.word for p in pieces[index : stop + 1])
        out.append(Piece(pieces[index].start, pieces[stop].end, kind, value, word))
        index = stop + 1
    return out


def _goes_on(values: list[str | int | float], following: int) -> bool:
    last = int(values[-1])
    if following >= 100 or last >= 100:
        return True
    return (last >= 20 and following < 10) or (13 <= last <= 20 and following >= 10)


def _number_of(values: list[int]) -> tuple[str, int]:
    century_and_year = len(values) >= 2 and 13 <= values[0] <= 20 and 10 <= values[1] < 100
    if century_and_year:
        return "year", values[0] * 100 + sum(values[1:])
    total, current = 0, 0
    for value in values:
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        else:
            current += value
    number = total + current
    if values[0] == 2 and 1000 in values and 2000 < number <= 2100:
        return "year", number
    return "spelled", number
