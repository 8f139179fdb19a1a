"""Mentions of towns and provinces that stand for somebody: what attacks befall, and what governs itself."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from dragoman.language import mention_syntax as syntax
from dragoman.language.coreference_pronouns import ACTING
from dragoman.language.mention_context import Context
from dragoman.language.mention_draft import Draft, slug
from dragoman.language.mention_places import PlaceAt
from dragoman.language.mention_settings import SETTLEMENTS
from dragoman.language.mention_words import words
from dragoman.records import Actor

ATTACKING: Final = words("attacking")
"""Verbs whose object is attacked or taken."""
ATTACKS: Final = words("attacks")
"""Nouns for attacks and for what is fired, whose target stands after "on", "at" or "of"."""
GOVERNING: Final = words("governing")
"""What only those who govern do: with it a town is its council, not its football club."""
TARGET: Final = frozenset({"on", "at", "against", "into", "toward", "towards", "onto"})


def place_draft(context: Context, at: PlaceAt) -> Draft | None:
    """Return the mention for a place that is attacked (its state is) or that acts by its own government."""
    head = context.doc[at.end - 1]
    while at.start <= head.head.i < at.end and head.head.i != head.i:
        head = head.head
    registry = context.lexicon.registry
    state = registry.state(at.place.code)
    if state is None or head.dep_ in {"compound", "amod", "nmod", "poss"}:
        return None
    if is_attacked(head):
        return Draft(
            at.start, at.end, head.i, (registry.actor(state, context.on),), "metonym",
            f"an attack on {at.place.name} is one on {state.name}", 0.65,
        )  # fmt: skip
    verb = head.head
    acts = syntax.anchor(head).dep_ in {"nsubj", "agent"} and verb.pos_ == "VERB"
    governs = verb.lemma_ in GOVERNING or (at.place.kind == "province" and verb.lemma_ in ACTING)
    if not (acts and governs and at.place.kind in {"province", "town"}):
        return None
    code = registry.code_on(at.place.code, context.on)
    name = slug(at.place.name)
    actor = Actor(id=f"place/{name}", name=at.place.name, kind="region", code=code, sectors=("GOV",))
    return Draft(
        at.start, at.end, head.i, (actor,), "metonym", f"{at.place.name} acts by its government", 0.6,
    )  # fmt: skip


def is_attacked(head: Token) -> bool:
    """Tell whether the place at `head` is attacked or taken, itself or as "the port of" it."""
    head = syntax.anchor(head)
    while head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in SETTLEMENTS:
        head = syntax.anchor(head.head.head)
    beside = head.dep_ in {"advmod", "npadvmod"} and head.head.i < head.i  # "jets bombed Mosul", misread
    if beside or head.dep_ in {"dobj", "nsubjpass"}:
        return head.head.lemma_.lower() in ATTACKING - {"fire", "lob"}
    if head.dep_ == "appos":
        return is_attacked(head.head) if head.head.lemma_.lower() in SETTLEMENTS else False
    if head.dep_ != "pobj":
        return False
    preposition, above = head.head.lower_, head.head.head.lemma_.lower()
    if preposition == "of":
        return above in ATTACKS
    return preposition in TARGET and above in ATTACKING | ATTACKS | {"launch", "rain", "drop"}
