"""Content words of a telling: stems, with words for one idea taken together, and numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

import snowballstemmer
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from rapidfuzz import fuzz

from dragoman.errors import DataError

_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:[.’'][^\W\d_]+)*)|(?P<number>\d+(?:[.,]\d+)*)")
_PROOF = 9.0
"""Weight of the words in common from which they count in full: one rare word, or three ideas."""
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)")


class WordTables(BaseModel):
    """All of `words.yaml`: words without content, words for one idea, words of planned meetings,
    stances that do more than tell, and words that deny."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stop: frozenset[str]
    alike: dict[str, str]
    """Stem to the idea that it stands for."""
    meetings: frozenset[str]
    strong: frozenset[str]
    negators: frozenset[str]


@cache
def load_words() -> WordTables:
    """Return the shipped word tables.

    Raises:
        DataError: when `words.yaml` does not hold what it should.
    """
    text = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    try:
        raw = yaml.safe_load(text)
        alike: dict[str, str] = {}
        for idea, words in raw["alike"].items():
            for key in map(stem, words):
                if alike.setdefault(key, f"={idea}") != f"={idea}":
                    raise DataError(f"ledger/words.yaml: “{key}” stands for {idea} and for {alike[key][1:]}")
        stop, meetings = frozenset(raw["stop"].split()), frozenset(raw["meetings"])
        strong, negators = frozenset(raw["strong"]), frozenset(raw["negators"])
        return WordTables(stop=stop, alike=alike, meetings=meetings, strong=strong, negators=negators)
    except (ValidationError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"ledger/words.yaml: {error}") from error


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Snowball stem of an English word, in lower case."""
    return str(snowballstemmer.stemmer("english").stemWord(word.lower()))


def plain_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without possessive endings; hyphens part words."""
    found = (match["word"] for match in _WORD.finditer(text) if match["word"])
    return [word.lower().replace("’", "'").removesuffix("'s").replace(".", "") for word in found]


def content_words(text: str) -> tuple[str, ...]:
    """Return the stems of `text` that carry content, in order, one idea under one name."""
    tables = load_words()
    kept = (word for word in plain_words(text) if word not in tables.stop)
    return tuple(tables.alike.get(stem(word), stem(word)) for word in kept)


def negated(text: str) -> bool:
    """Tell whether a text turns its meaning round: an odd number of words such as "not" and "never"."""
    return sum(word in load_words().negators or word.endswith("n't") for word in plain_words(text)) % 2 == 1


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of `text` in figures, without years and without thousands separators."""
    found = (match["number"] for match in _WORD.finditer(text) if match["number"])
    return frozenset(number.replace(",", "") for number in found if not _YEAR.fullmatch(number))


def names_meeting(text: str) -> bool:
    """Tell whether `text` has a word for a meeting, call or talks."""
    return not load_words().meetings.isdisjoint(plain_words(text))


def likeness(one: tuple[str, ...], other: tuple[str, ...], weights: Mapping[str, float]) -> float:
    """Return how alike the words of two tellings are, 0 to 1.

    Three views of the same words: what both say of all that either says (Dice), how much of the shorter
    the longer holds (a short rendering inside a long one), and the characters of the words, which sees
    past spellings and endings. Words in the same run, such as a quoted phrase, add to it. Two tellings
    that share names only (words with `@`) are not alike.
    """
    a, b = set(one), set(other)
    if not any(not word.startswith("@") for word in a & b):
        return 0.0  # names alone say who, not what
    shared = _weight(a & b, weights)
    weight_a, weight_b = _weight(a, weights), _weight(b, weights)
    # One common word in common proves little, however few the words are.
    proof = min(1.0, shared / _PROOF)
    dice = 2 * shared / (weight_a + weight_b) * proof
    held = shared / min(weight_a, weight_b) * proof * min(1.0, len(a & b) / 4)
    characters = max(0.0, fuzz.token_sort_ratio(" ".join(sorted(a)), " ".join(sorted(b))) / 100 - 0.4) / 0.6
    return min(1.0, 0.45 * dice + 0.35 * held + 0.20 * characters + _same_run(one, other))


def _same_run(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return what the longest run of words in both adds: nothing below three words."""
    longest = 0
    previous = [0] * (len(other) + 1)
    for word in one:
        current = [0] * (len(other) + 1)
        for place, rival in enumerate(other, start=1):
            if word == rival:
                current[place] = previous[place - 1] + 1
        longest = max(longest, max(current))
        previous = current
    return 0.0 if longest < 3 else min(0.24, 0.06 * (longest - 1))


def _weight(words: set[str], weights: Mapping[str, float]) -> float:
    return math.fsum(weights[word] for word in words)
