"""The registry's phrases as one token trie, so that a document is searched in a single pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc

from dragoman.actors.registry import Entity, Registry
from dragoman.language.mention_draft import Hit
from dragoman.language.mention_titles import CHIEFS, RULERS

ORDER = ("name", "demonym", "seat", "capital", "person", "lastname", "common_lastname", "generic")
"""Of two readings of the same words, the earlier kind is the likelier."""
COMPASS = frozenset({"North", "South", "East", "West"})
FIRST_WORD = re.compile(r"[^\W_]+")
HEADLINE = 3
"""Fewest words of a line in capitals that is a headline."""


@dataclass(slots=True)
class Node:
    """One step of the trie: the words that may follow, and what ends here."""

    following: dict[str, Node] = field(default_factory=dict)
    readings: list[tuple[str, Entity]] = field(default_factory=list)


@dataclass(frozen=True)
class Lexicon:
    """All phrases of a registry, ready to be found."""

    registry: Registry
    root: Node
    names: list[tuple[list[str], tuple[str, Entity]]]
    """The names alone, in words, with what each may stand for."""
    lastnames: dict[str, frozenset[str]]
    """Last names by the person's id."""
    title_starts: frozenset[str]
    """The first words of all titles, in lower case."""
    place_starts: frozenset[str]
    """The first words of all places' names."""

    @cached_property
    def halves(self) -> list[tuple[str, str, Entity]]:
        """The states named by a point of the compass and a name that they share ("North", "Korea")."""
        states = [one for one in self.registry.entities() if one.kind == "state"]
        named = [(one.name.partition(" "), one) for one in states if one.name.count(" ") == 1]
        return [(first, last, one) for (first, _, last), one in named if first in COMPASS]

    @cached_property
    def capitals(self) -> Node:
        """The names in capitals; made when the first headline in capitals comes."""
        root = Node()
        for words, reading in self.names:
            add_reading(root, [word.upper() for word in words], reading)
        return root

    def hits(self, doc: Doc, start: int, end: int) -> list[Hit]:
        """Return the longest phrases between tokens `start` and `end`, left to right, without overlap.

        Names are case-sensitive, but in a headline in capitals they are found in capitals.
        """
        found: list[Hit] = []
        words = [plain(token.text) for token in doc]
        headlines = shouted(doc, start, end)
        i = start
        while i < end:
            node, best, at = self.capitals if i in headlines else self.root, None, i
            while at < end and (step := node.following.get(words[at])) is not None:
                node, at = step, at + 1
                if node.readings:
                    best = Hit(i, at, tuple(node.readings))
            if best is None and "-" in words[i] and len(words[i]) > 3:
                found.extend(self._glued(words[i], i))
            if best is not None:
                found.append(best)
            i = best.end if best is not None else i + 1
        return found

    def _glued(self, word: str, i: int) -> Iterable[Hit]:
        for part in word.split("-"):
            node = self.root.following.get(part)
            if node is not None and node.readings:
                yield Hit(i, i + 1, tuple(node.readings), part)


def shouted(doc: Doc, start: int, end: int) -> frozenset[int]:
    """Return the tokens between `start` and `end` of lines that are all in capitals: headlines."""
    found: set[int] = set()
    line: list[int] = []
    for i in range(start, end + 1):
        if i < end and "\n" not in doc[i].text:
            line.append(i)
            continue
        words = [doc[j].text for j in line if any(letter.isalpha() for letter in doc[j].text)]
        if len(words) >= HEADLINE and all(word.isupper() for word in words):
            found.update(line)
        line = []
    return frozenset(found)


def plain(word: str) -> str:
    """Return `word` with straight apostrophes, as the registry writes them."""
    return word.replace("’", "'")


def variants(phrase: str, kind: str) -> Iterable[str]:
    """Return `phrase` and the other ways in which newspapers print it."""
    phrase = phrase.removeprefix("the ").removeprefix("The ")
    yield phrase
    if kind == "person" and "-" in phrase:
        yield phrase.replace("-", " ").title()
        yield phrase.replace("-", " ")
    if kind == "generic":
        yield phrase.capitalize()
    if kind != "generic" and phrase.isupper() and phrase.isalpha() and 3 <= len(phrase) <= 4:
        yield "".join(f"{letter}." for letter in phrase)


def add_reading(root: Node, words: list[str], reading: tuple[str, Entity]) -> None:
    """Add what `words` may stand for to the trie under `root`."""
    node = root
    for word in words:
        node = node.following.setdefault(word, Node())
    if reading not in node.readings:
        node.readings.append(reading)
        if len(node.readings) > 1:
            node.readings.sort(key=lambda one: ORDER.index(one[0]))


def build_lexicon(registry: Registry, words_of: Callable[[str], Iterable[str]]) -> Lexicon:
    """Return the trie of all phrases of `registry`, split into words by `words_of` as documents are."""
    root = Node()
    named: list[tuple[list[str], tuple[str, Entity]]] = []
    lastnames: dict[str, set[str]] = {}
    for phrase, kind, entity in registry.phrases():
        if kind in {"lastname", "common_lastname"}:
            lastnames.setdefault(entity.id, set()).add(phrase)
        for variant in variants(phrase, kind):
            words = [plain(word) for word in words_of(variant)]
            add_reading(root, words, (str(kind), entity))
            if kind not in {"common_lastname", "generic"} and len(variant) > 1:
                named.append((words, (str(kind), entity)))
    starts = {next(iter(words_of(title.words.casefold()))) for title in registry.titles()}
    starts |= {
        title.words.casefold().split()[0] for title in registry.titles()
    }  # "sen." is one word of spaCy's
    return Lexicon(
        registry,
        root,
        named,
        {person: frozenset(names) for person, names in lastnames.items()},
        frozenset(starts) | RULERS | CHIEFS,
        frozenset(word.group() for name in registry.places() if (word := FIRST_WORD.match(name)) is not None),
    )
