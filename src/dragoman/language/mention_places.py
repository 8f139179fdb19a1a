"""Towns, provinces and sites in a report, and the state that each lies in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from dragoman.actors.names import folded
from dragoman.actors.registry import Place
from dragoman.language.mention_draft import Hit
from dragoman.language.mention_lexicon import Lexicon

LONGEST: Final = 5
"""Most tokens of a place's name ("Mazar-i-Sharif")."""
AT: Final = frozenset(
    {"in", "near", "at", "from", "outside", "around", "inside", "across", "to", "of", "over"}
)
SURELY_AT: Final = AT - {"of", "from", "to", "over"}
"""Prepositions before a place, and those before which a person is not likely."""
SHARED_HIT: Final = frozenset({"lastname", "common_lastname", "seat"})
"""What a name may be besides and still be a place's."""


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """A place in a document, as tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    place: Place


def places_in(
    doc: Doc, lexicon: Lexicon, hits: Mapping[int, Hit], first: int, last: int
) -> dict[int, PlaceAt]:
    """Return the places between tokens `first` and `last` by each of their tokens.

    A name that is a state's, a body's or an organisation's stays that, and one inside a person's name
    is no place.
    """
    places, starts = lexicon.registry.places(), lexicon.place_starts
    found: dict[int, PlaceAt] = {}
    i = first
    while i < last:
        token = doc[i]
        step = 1
        if token.text[:1].isupper() and folded(token.text).rstrip(".") in starts:
            for end in range(min(i + LONGEST, last), i, -1):
                place = places.get(folded(doc[i:end].text).replace("\n", " "))
                if place is not None and is_place_here(doc, hits, i, end, place):
                    at = PlaceAt(i, end, place)
                    found.update(dict.fromkeys(range(i, end), at))
                    step = end - i
                    break
        i += step
    return found


def is_place_here(doc: Doc, hits: Mapping[int, Hit], start: int, end: int, place: Place) -> bool:
    """Tell whether the words of a place's name mean the place where they stand."""
    for i in range(start, end):
        hit = hits.get(i)
        if hit is not None and (hit.end - hit.start > end - start or not hit.kinds() <= SHARED_HIT):
            return False
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    known = any(hits[i].kinds() - {"seat"} for i in range(start, end) if i in hits)
    led = before is not None and before.lower_ in AT
    if part_of_a_person(doc, start, end):
        return False
    if place.kind == "shared" or known:
        sure = before is not None and before.lower_ in SURELY_AT
        return sure and not (after is not None and is_name(after))
    labels = {token.ent_type_ for token in doc[start:end]}
    if labels == {"PERSON"}:
        return led or (after is not None and after.text == "," and not is_name(before))
    return not labels & {"DATE", "TIME", "WORK_OF_ART", "PRODUCT", "LANGUAGE"}


def part_of_a_person(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name goes on beyond the words: "Paris Hilton", "Mr Houston"."""
    label = doc[start].ent_type_
    before, after = (doc[start - 1] if start else None), (doc[end] if end < len(doc) else None)
    joined = [token for token in (before, after) if token is not None and is_name(token)]
    return any(token.ent_type_ == "PERSON" and label in {"PERSON", ""} for token in joined) or (
        label == "PERSON" and before is not None and is_name(before) and before.lower_ not in AT
    )


def is_name(token: Token | None) -> bool:
    """Tell whether a token is a name in capitals."""
    return token is not None and token.pos_ == "PROPN" and token.text[:1].isupper()
