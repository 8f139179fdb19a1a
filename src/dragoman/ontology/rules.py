"""One rule of the predicate lexicon: what a word tells, under which conditions, with whom where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

ACTOR_CLASS = "@actor"
"""Class of words without a list: the word heads a mention of an actor."""

LABELS = frozenset(
    {"nsubj", "dobj", "dative", "attr", "acomp", "oprd", "xcomp", "ccomp", "advcl"}
    | {"acl", "relcl", "poss", "amod", "compound", "nmod", "appos"}
)
"""Slots that are spaCy dependency labels; `nsubj` and `dobj` mean the active voice's."""

# fmt: off
PREPOSITIONS = frozenset(
    {
        "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid",
        "among", "around", "as", "at", "before", "behind", "between", "beyond", "by", "concerning",
        "during", "for", "from", "in", "including", "inside", "into", "near", "of", "off", "on",
        "onto", "out", "outside", "over", "past", "regarding", "since", "through", "throughout",
        "to", "toward", "towards", "under", "until", "upon", "versus", "via", "with", "within",
        "without", "because", "despite", "like",
    }
)
# fmt: on
"""Slots that are prepositions; `by` is the agent of a passive too, `to` a dative with "to" too."""


NOTHING: frozenset[str] = frozenset()
Slots = TypeVar("Slots", tuple[str, ...], dict[str, tuple[str, ...]])


class Rule(BaseModel):
    """What a predicate tells when its conditions hold, and where its roles stand.

    A role's slots are tried in order. `nsubj` and `dobj` are the deep subject and object: in a
    passive clause they stand as `by` and as the subject. Where a verb's rule has no `actor`, the
    subject acts; where `swap` is true, the subject is the recipient instead.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    category: str = ""
    """PLOVER category; empty where the predicate is none here (`neutral`)."""
    mode: str = ""
    neutral: bool = False
    """The predicate tells no event when the conditions hold; no later rule is tried."""

    object: tuple[str, ...] = ()
    """Classes of which the object's head must be in one."""
    not_object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    not_subject: tuple[str, ...] = ()
    content_class: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    """Classes of which one must have an adjective or compound of the noun or of the verb's object, or an
    adverb of the verb."""
    not_modifier: tuple[str, ...] = ()
    with_prep: tuple[str, ...] = ()
    """Prepositions or particles of which one must hang on the predicate."""
    where: dict[str, tuple[str, ...]] = {}
    """Slot to classes of which its head must be in one."""
    unless: dict[str, tuple[str, ...]] = {}
    """Slot to classes of which its head must be in none ("called on Friday" is no "call on")."""
    lacks: tuple[str, ...] = ()
    """Slots that must be empty."""
    ahead: bool = False
    """Only what is told to come counts ("we will take measures", not "they took measures")."""
    passive: bool | None = None
    has_object: bool | None = None
    number: Literal["singular", "plural", ""] = ""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    """Slots of further actors, where all do the same thing."""
    content: tuple[str, ...] = ()
    symmetric: bool = False
    swap: bool = False
    requires_recipient: bool = False
    requires_actor: bool = False
    """The subject (or the object of a subjectless noun) must be an actor for this to be an event."""
    weight: float = Field(default=1.0, gt=0, le=1)
    """How sure the word is a sign of the category, 1 where it is nothing else."""

    @field_validator(
        "object", "not_object", "subject", "not_subject", "content_class", "modifier", "not_modifier",
        "with_prep", "actor", "recipient", "partners", "content", "lacks", mode="before",
    )  # fmt: skip
    @classmethod
    def _one_or_many(cls, value: str | Sequence[str]) -> Sequence[str]:
        return (value,) if isinstance(value, str) else value

    @field_validator("where", "unless", mode="before")
    @classmethod
    def _one_or_many_each(cls, value: dict[str, str | Sequence[str]]) -> dict[str, Sequence[str]]:
        return {slot: (words,) if isinstance(words, str) else words for slot, words in value.items()}

    @field_validator("actor", "recipient", "partners", "content", "lacks", "where", "unless")
    @classmethod
    def _known_slots(cls, slots: Slots) -> Slots:
        for slot in slots:
            if slot not in LABELS and slot not in PREPOSITIONS:
                raise ValueError(f"no slot {slot!r}")
        return slots

    @field_validator("with_prep")
    @classmethod
    def _known_prepositions(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        for word in words:
            if word not in PREPOSITIONS:
                raise ValueError(f"no preposition {word!r}")
        return words

    @model_validator(mode="after")
    def _category_or_neutral(self) -> Rule:
        if self.neutral == bool(self.category):
            raise ValueError("either a category or neutral: true is expected")
        return self

    @property
    def classes(self) -> frozenset[str]:
        """All word classes that the conditions name."""
        conditions = (
            *(self.object, self.not_object, self.subject, self.not_subject),
            *(self.content_class, self.modifier, self.not_modifier),
            *(*self.where.values(), *self.unless.values()),
        )
        return frozenset(chain.from_iterable(conditions))

    def holds(self, facts: Facts, classes: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether all conditions hold for a predicate that stands as `facts` tell."""

        def among(names: tuple[str, ...], words: frozenset[str]) -> bool:
            return any(
                ACTOR_CLASS in words if name == ACTOR_CLASS else not words.isdisjoint(classes[name])
                for name in names
            )

        return (
            (not self.object or among(self.object, facts.object))
            and not among(self.not_object, facts.object)
            and (not self.subject or among(self.subject, facts.subject))
            and not among(self.not_subject, facts.subject)
            and (not self.content_class or among(self.content_class, facts.content_of(self.content)))
            and (not self.modifier or among(self.modifier, facts.modifiers))
            and not among(self.not_modifier, facts.modifiers)
            and (not self.with_prep or not facts.preps.isdisjoint(self.with_prep))
            and all(among(names, facts.slots.get(slot, NOTHING)) for slot, names in self.where.items())
            and not any(among(names, facts.slots.get(slot, NOTHING)) for slot, names in self.unless.items())
            and not any(facts.slots.get(slot) for slot in self.lacks)
            and (self.passive is None or self.passive == facts.passive)
            and (self.has_object is None or self.has_object == bool(facts.object))
            and (not self.number or (self.number == "plural") == facts.plural)
        )


@dataclass(frozen=True)
class Facts:
    """How a predicate stands in its clause: lower-case lemmas, as the conditions of rules ask.

    `object`, `subject`: heads (with conjuncts) of the deep object and subject, and `ACTOR_CLASS`
    where they are mentions of actors. `modifiers`: compounds, adjectives, and adverbs of verbs. `slots`:
    heads that stand in each slot (label or preposition), for the class of the content.
    """

    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    preps: frozenset[str] = frozenset()
    slots: Mapping[str, frozenset[str]] = field(default_factory=dict)
    passive: bool = False
    plural: bool = False

    def content_of(self, slots: tuple[str, ...]) -> frozenset[str]:
        """Return the heads in the first of `slots` that is filled."""
        for slot in slots:
            if self.slots.get(slot):
                return self.slots[slot]
        return frozenset()
