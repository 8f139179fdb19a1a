"""Where a sentence says that things happen, which tells whose the people are that it only describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import STATE_KINDS, Context
from dragoman.language.mention_words import words

IN: Final = frozenset({"in", "near", "at", "outside", "across", "around", "inside", "throughout", "through"})
SETTLEMENTS: Final = words("settlements")
"""Nouns between "in" and the name of a place: "in the northern city of Kano"."""
ABROAD: Final = words("abroad")
"""Nouns for people who are often not of the land in which they are."""
LOCAL: Final = frozenset(
    ["AGR", "BUS", "COP", "CVL", "EDU", "GOV", "JUD", "LAB", "LEG", "MED", "OPP", "PTY", "REL"]
)
"""Sectors of those who mostly are of the land where they act."""
HIDING: Final = frozenset({"REB", "PRM"})
"""Sectors of those who are of the land only where their clause names it."""
REACH: Final = 7
"""Most tokens between "in" and the name of the place."""


def is_local(head: Token, sectors: tuple[str, ...]) -> bool:
    """Tell whether people of this noun and these sectors are mostly of the land where they act."""
    return bool(LOCAL.intersection(sectors[:1])) and head.lemma_.lower() not in ABROAD


def place_after(context: Context, at: int) -> tuple[str, int] | None:
    """Return the state of the place named at or soon after token `at`, and where its name ends.

    Between them stand only an article, adjectives and nouns such as "city of". A state's name counts
    as the place, one that only modifies something else ("in a Turkish court") does not.
    """
    doc = context.doc
    for i in range(at, min(at + REACH, context.last)):
        token = doc[i]
        hit, place = context.hit_at.get(i), context.place_at.get(i)
        if place is not None:
            return context.place_code(i, place.end), with_land(context, place.end)
        if hit is not None:
            alone = token.dep_ not in {"compound", "amod", "nmod", "poss"} or doc[hit.end - 1].dep_ == "pobj"
            if not hit.kinds() & STATE_KINDS or context.is_gone(context.entity(hit)):
                return None
            named = hit.readings[0][0] in {"name", "capital"} and alone
            code = context.code_of(hit) if named else ""
            return (code, with_land(context, hit.end)) if code else None
        passing = token.pos_ in {"DET", "ADJ", "NUM"} or token.lower_ in {"of", ","} or token.tag_ == "VBN"
        if not (passing or token.lemma_.lower() in SETTLEMENTS or token.lower_.endswith("ern")):
            return None
        if token.lower_ in {"of", ","} and doc[i - 1].lemma_.lower() not in SETTLEMENTS:
            return None
    return None


def with_land(context: Context, end: int) -> int:
    """Return where a place's name ends together with its land: "Leeds, England"."""
    doc = context.doc
    if end + 1 < context.last and doc[end].text == ",":
        hit, place = context.hit_at.get(end + 1), context.place_at.get(end + 1)
        if hit is not None and hit.readings[0][0] == "name" and context.entity(hit).kind == "state":
            return hit.end
        if place is not None:
            return place.end
    return end


def setting(context: Context, head: Token, sectors: tuple[str, ...]) -> str:
    """Return the state where the clause of `head` happens, as it says, else the one of the dateline.

    Where the sentence has several places, only one in the clause itself counts. Rebels are taken to be
    of the land only where their clause names it, and those who are often abroad never.
    """
    verb = syntax.clause_verb(head)
    codes = {token.i: code for token, code in scenes(context, head)}
    near = {code for i, code in codes.items() if syntax.clause_verb(context.doc[i]).i == verb.i}
    if not is_local(head, sectors):
        return near.pop() if len(near) == 1 and HIDING.intersection(sectors) else ""
    found = near or set(codes.values())
    if len(found) == 1:
        return found.pop()
    return "" if found else context.scene


def scenes(context: Context, head: Token) -> Iterator[tuple[Token, str]]:
    """Yield the prepositions of place in the sentence of `head`, with the state of the place after each."""
    sentence = head.sent
    for token in context.doc[max(sentence.start, context.first) : min(sentence.end, context.last) - 1]:
        if token.lower_ in IN and token.dep_ in {"prep", "ROOT", "pcomp", "dep", "advmod"}:
            found = place_after(context, token.i + 1)
            if found is not None and found[0]:
                yield token, found[0]
