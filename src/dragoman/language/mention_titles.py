"""Titles in a document: "foreign minister", "secretary of state", where they stand and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.actors.registry import Registry, Title

LONGEST_TITLE = 6
"""Words in the longest title that is looked for."""
HONORIFICS = {
    **dict.fromkeys(("mr.", "mr", "sir", "king", "prince"), "m"),
    **dict.fromkeys(("mrs.", "mrs", "ms.", "ms", "miss", "lady", "queen", "princess"), "f"),
    **dict.fromkeys(("dr.", "dr"), ""),
}
"""Words of address, with the gender that they tell."""
FORMER = frozenset({"former", "ex", "then", "late", "onetime", "ousted", "previous", "fired"})
CHIEFS = frozenset({"chief", "boss", "head"})
"""Words for whoever leads a body or ministry that is named beside them."""
RULERS = frozenset({"leader", "dictator", "strongman", "ruler"})
"""Words for whoever leads a state, whatever the office is called there."""
LEADERS = frozenset({"head_of_state", "head_of_government"})


@dataclass(frozen=True, slots=True)
class TitleAt:
    """A title in a document: tokens `start` to `end` (exclusive), its noun, and what it says."""

    start: int
    end: int
    head: int
    words: str
    role: str
    sectors: tuple[str, ...]

    def roles(self) -> frozenset[str]:
        """Return the offices that the title may name; a "leader" may head state or government."""
        return LEADERS if self.words.split()[-1].rstrip("s") in RULERS else frozenset({self.role})


def titles_in(doc: Doc, registry: Registry, start: int, end: int, starts: frozenset[str]) -> list[TitleAt]:
    """Return the longest titles between tokens `start` and `end`, left to right.

    `starts` holds the first words of all titles, so that most tokens are passed over at once.
    """
    found: list[TitleAt] = []
    i = start
    while i < end:
        step = 1
        if doc[i].lower_ in starts or doc[i].lemma_.lower() in starts:
            for size in range(min(LONGEST_TITLE, end - i), 0, -1):
                title = title_at(doc, registry, i, i + size)
                if title is not None:
                    found.append(title)
                    step = size
                    break
        i += step
    return found


def title_at(doc: Doc, registry: Registry, start: int, end: int) -> TitleAt | None:
    """Return the title that tokens `start` to `end` are, in singular or plural."""
    words = doc[start:end].text.lower()
    last = doc[end - 1]
    singular = f"{words.removesuffix(last.lower_)}{last.lemma_.lower()}"
    title = registry.title(words) or registry.title(singular)
    if title is None and start + 1 == end and singular in RULERS:
        title = Title(singular, "head_of_state", ("GOV",))
    if title is None and start + 1 == end and singular in CHIEFS:
        title = Title(singular, "head_of_body", ())
    if title is None or doc[start].pos_ in {"VERB", "AUX", "ADP"}:
        return None
    head = noun_of(doc, start, end)
    return TitleAt(start, end, head.i, words, title.role, tuple(title.sectors))


def noun_of(doc: Doc, start: int, end: int) -> Token:
    """Return the word of the phrase that the rest depends on."""
    for token in doc[start:end]:
        if not start <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[end - 1]
