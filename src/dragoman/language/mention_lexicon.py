"""The registry's phrases as one token trie, so that a document is searched in a single pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from dragoman.actors.registry import Entity, Registry
from dragoman.language.mention_draft import Hit
from dragoman.language.mention_titles import CHIEFS, RULERS

ORDER = ("name", "demonym", "seat", "capital", "person", "lastname", "common_lastname", "generic")
"""Of two readings of the same words, the earlier kind is the likelier."""


@dataclass(slots=True)
class Node:
    """One step of the trie: the words that may follow, and what ends here."""

    following: dict[str, Node] = field(default_factory=dict)
    readings: list[tuple[str, Entity]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases of a registry, ready to be found."""

    registry: Registry
    root: Node
    lastnames: dict[str, frozenset[str]]
    """Last names by the person's id."""
    title_starts: frozenset[str]
    """The first words of all titles, in lower case."""

    def hits(self, doc: Doc, start: int, end: int) -> list[Hit]:
        """Return the longest phrases between tokens `start` and `end`, left to right, without overlap.

        A phrase in capitals (a headline) is not found; names are case-sensitive.
        """
        found: list[Hit] = []
        words = [plain(token.text) for token in doc]
        i = start
        while i < end:
            node, best, at = self.root, None, i
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


def build_lexicon(registry: Registry, words_of: Callable[[str], Iterable[str]]) -> Lexicon:
    """Return the trie of all phrases of `registry`, split into words by `words_of` as documents are."""
    root = Node()
    lastnames: dict[str, set[str]] = {}
    for phrase, kind, entity in registry.phrases():
        if kind in {"lastname", "common_lastname"}:
            lastnames.setdefault(entity.id, set()).add(phrase)
        for variant in variants(phrase, kind):
            node = root
            for word in words_of(variant):
                node = node.following.setdefault(plain(word), Node())
            reading = (str(kind), entity)
            if reading not in node.readings:
                node.readings.append(reading)
                node.readings.sort(key=lambda one: ORDER.index(one[0]))
    starts = {next(iter(words_of(title.words.casefold()))) for title in registry.titles()}
    return Lexicon(
        registry,
        root,
        {person: frozenset(names) for person, names in lastnames.items()},
        frozenset(starts) | RULERS | CHIEFS,
    )
