"""Where an event took place: the place after "in", "at" or "near" that hangs on its predicate."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.coding.syntax import children

PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "inside", "around")
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def place_of(predicates: Iterable[Token]) -> str:
    """Return the place told for an event as printed, empty where none is.

    `predicates` are its trigger and the light verb that carries it; a place may hang on the object,
    too ("held talks in Geneva").
    """
    for predicate in predicates:
        for head in (predicate, *children(predicate, "dobj", "nsubjpass")):
            for preposition in children(head, "prep"):
                if preposition.lower_ not in PLACE_PREPOSITIONS:
                    continue
                for noun in children(preposition, "pobj"):
                    if noun.ent_type_ in PLACE_LABELS:
                        return _phrase(noun)
    return ""


def _phrase(noun: Token) -> str:
    """Return the place's name with what belongs to it, without clauses or further places."""
    words = [child for child in noun.children if child.dep_ in {"compound", "amod", "nmod"}] + [noun]
    words.sort(key=lambda token: token.i)
    return str(noun.doc[words[0].i : noun.i + 1].text)
