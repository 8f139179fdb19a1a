"""On whose land a blow falls that hits nobody by name: "bombed airfields at Jessore", "shelled Gorazde"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Token

from dragoman.actors.entities import Entity
from dragoman.coding.frames import Frame
from dragoman.coding.participants import Participants
from dragoman.coding.syntax import children
from dragoman.records import Mention

BLOWS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Categories of what befalls the land where it happens."""
WHERE = frozenset({"in", "at", "on", "near", "of", "outside", "inside", "around", "across"})
"""Prepositions that tell where what is hit stands."""


def struck(frame: Frame, people: Participants, capitals: Mapping[str, Entity]) -> tuple[Mention, ...]:
    """Return the state where what is hit stands, else where it is hit; nothing where neither is told."""
    for token in _places(frame):
        found = _land(token, people, capitals)
        if found:
            return found
    return ()


def _places(frame: Frame) -> Iterator[Token]:
    """Yield the nouns that may name the place, what is hit before where it happened."""
    hit = frame.objects if frame.kind == "verb" else [*frame.slot("of"), *frame.slot("on")]
    doing = frame.head.head if frame.kind == "noun" and frame.head.dep_ == "nsubj" else None
    if doing is not None and doing.pos_ == "VERB":
        hit += children(doing, "dobj")  # "an air strike flattened a theatre in Mariupol"
    for head in hit:
        yield head
        yield from _after(head)
    for predicate in (frame.head, frame.support):
        if predicate is not None:
            yield from _after(predicate)


def _after(head: Token) -> Iterable[Token]:
    for preposition in children(head, "prep"):
        if preposition.lower_ in WHERE:
            for noun in children(preposition, "pobj"):
                yield noun
                yield from noun.conjuncts
                yield from _after(noun)


def _land(token: Token, people: Participants, capitals: Mapping[str, Entity]) -> tuple[Mention, ...]:
    """Return the state that a noun names as a land, a town or a site ("the Jabalia camp")."""
    lands = [mention for mention in people.at(token) if mention.actor.kind in {"state", "region"}]
    named = [token, *children(token, "compound")] if token.pos_ == "NOUN" else [token]
    return tuple(lands[:1]) or people.hosts(named, capitals, towns=True)[:1]
