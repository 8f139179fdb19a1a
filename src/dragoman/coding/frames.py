"""A predicate in its sentence, and the tokens that fill the slots that a rule of the lexicon names.

Slots are dependency labels or prepositions (`dragoman.ontology.rules`). A noun's event borrows the
slots of the light verb that carries it ("hold talks with": `with` may hang on either).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from spacy.tokens import Token

from dragoman.coding import syntax
from dragoman.ontology.rules import ACTOR_CLASS, LABELS, Facts

PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Labels of spaCy's names of what can be taken and held."""
MODIFIERS = ("compound", "amod", "nmod", "nummod")
Kind = Literal["verb", "noun", "adjective"]


@dataclass(frozen=True)
class Frame:
    """A predicate token of a kind, with the light verb that carries it, if any."""

    head: Token
    kind: Kind
    support: Token | None = None
    undergone: bool = False
    """The light verb's subject is the one whom the noun's event befalls ("came under attack")."""

    @cached_property
    def subjects(self) -> list[Token]:
        """Who does it, by syntax."""
        if self.kind == "verb":
            return syntax.subjects(self.head)
        if self.kind == "adjective":
            return self._adjective_subjects()
        if self.support is not None and not self.undergone:
            return syntax.subjects(self.support)
        return []

    @cached_property
    def objects(self) -> list[Token]:
        """To whom or what it is done, by syntax."""
        if self.kind == "verb":
            return syntax.patients(self.head)
        if self.undergone and self.support is not None:
            return syntax.surface_subjects(self.support)
        return []

    def slot(self, name: str) -> list[Token]:
        """Return the heads that fill `name`, in order; empty when nothing does."""
        if name == "nsubj":
            return self.subjects
        if name == "dobj":
            return self.objects
        if name not in LABELS:
            return self._prepositional(name)
        bases = [self.head]
        if self.kind == "verb" and name in {"acl", "relcl"}:
            bases.extend(self.objects)
        if self.support is not None and name in {"xcomp", "ccomp", "dative", "acl"}:
            bases.append(self.support)
        found = [child for base in bases for child in syntax.children(base, name)]
        if name == "acl" and self.kind == "noun":
            # "a proposal to meet" tells what is proposed, "proposals published last week" does not.
            found = [child for child in found if child.tag_ not in {"VBN", "VBG", "VBD"}]
        if name == "dative":
            found = [child for child in found if child.pos_ != "ADP"]
        return [token for child in found for token in syntax.with_conjuncts(child)]

    def first(self, slots: tuple[str, ...]) -> tuple[str, list[Token]]:
        """Return the first of `slots` that is filled and its heads; two empties where none is."""
        for name in slots:
            heads = self.slot(name)
            if heads:
                return name, heads
        return "", []

    @cached_property
    def words(self) -> frozenset[str]:
        """Lemmas of particles, prepositions, objects and modifiers beside the predicate."""
        found: set[str] = set()
        for child in self.head.children:
            if child.dep_ in {"prt", "prep", "agent", "dative", "advmod"} and child.pos_ in {
                "ADP",
                "ADV",
                "PART",
                "SCONJ",
            }:
                found.add(child.lower_)
                found.update(grandchild.lower_ for grandchild in syntax.children(child, "prep", "pcomp"))
            elif child.dep_ in {"dobj", "oprd", "acomp", "compound", "amod", "nmod", "attr"}:
                found.add(child.lemma_.lower())
            if child.dep_ == "prep":
                found.update(noun.lemma_.lower() for noun in syntax.children(child, "pobj"))
        if self.kind == "verb":
            for noun in syntax.children(self.head, "dobj"):
                found.update(prep.lower_ for prep in syntax.children(noun, "prep"))
        return frozenset(found)

    def facts(self, is_actor: set[int]) -> Facts:
        """Return how the predicate stands, for the conditions of rules; `is_actor` has token indices."""
        slots = {label: _content_lemmas(self.slot(label)) for label in LABELS - {"nsubj", "dobj"}}
        for preposition in self.words - slots.keys():
            slots[preposition] = _content_lemmas(self._prepositional(preposition))
        slots["nsubj"], slots["dobj"] = _lemmas(self.subjects), _lemmas(self.objects)
        return Facts(
            object=_classes(self.objects, is_actor),
            subject=_classes(self.subjects, is_actor) | _named_kinds(self.subjects),
            modifiers=self._modifiers(),
            preps=self.words,
            slots=slots,
            passive=self.kind == "verb" and syntax.is_passive(self.head),
            plural=self.head.tag_ in {"NNS", "NNPS"},
        )

    def _modifiers(self) -> frozenset[str]:
        """Compounds and adjectives of the noun; of a verb its adverbs, and those of its object.

        "react firmly", "hold joint exercises".
        """
        nouns = self.objects if self.kind == "verb" else [self.head]
        manner = syntax.children(self.head, "advmod") if self.kind == "verb" else []
        return _lemmas([*manner, *(token for noun in nouns for token in syntax.children(noun, *MODIFIERS))])

    def _prepositional(self, name: str) -> list[Token]:
        found = syntax.objects_of(self.head, name) + self._clausal_objects(self.head, name)
        if self.kind == "verb":
            if name == "by" and syntax.is_passive(self.head):
                return syntax.agents(self.head)
            for noun in syntax.children(self.head, "dobj", "nsubjpass", "oprd"):
                found += syntax.objects_of(noun, name) + self._clausal_objects(noun, name)
        if self.support is not None:
            found += syntax.objects_of(self.support, name)
        return [token for token in dict.fromkeys(found) if token.i != self.head.i]

    @staticmethod
    def _clausal_objects(head: Token, name: str) -> list[Token]:
        """Return the clause after a preposition ("against deploying troops")."""
        return [
            clause
            for preposition in syntax.children(head, "prep")
            if preposition.lower_ == name
            for clause in syntax.children(preposition, "pcomp")
        ]

    def _adjective_subjects(self) -> list[Token]:
        head = self.head
        if head.dep_ in {"acomp", "attr", "oprd", "xcomp"} and head.head.pos_ in {"AUX", "VERB"}:
            return syntax.surface_subjects(head.head)
        if head.dep_ == "conj":
            return Frame(head.head, "adjective").subjects if head.head.pos_ == "ADJ" else []
        if (
            head.dep_ in {"amod", "relcl", "acl"}
            and head.head.pos_ in {"NOUN", "PROPN"}
            and head.i > head.head.i
        ):
            return [head.head]
        return []


def _named_kinds(tokens: list[Token]) -> frozenset[str]:
    """Return what a name or a mass says that it is: "Typhoon Rai", "a cloud of ash"."""
    kinds = [kind for token in tokens if token.pos_ == "PROPN" for kind in syntax.children(token, "compound")]
    return _lemmas(kinds)


def _lemmas(tokens: list[Token]) -> frozenset[str]:
    return frozenset(syntax.lemma_of(token) for token in tokens)


def _content_lemmas(tokens: list[Token]) -> frozenset[str]:
    """Lemmas of the heads of a content; a clause counts with its object and that one's modifiers.

    What "ready to take military measures" is about stands in the object, not in "take".
    """
    found = set(_lemmas(tokens))
    for token in tokens:
        if syntax.children(token, "neg"):
            found.discard(syntax.lemma_of(token))  # who decides "not to attack" does not threaten
        elif token.pos_ in {"VERB", "AUX"}:
            for noun in syntax.children(token, "dobj"):
                found.add(syntax.lemma_of(noun))
                found |= _lemmas(syntax.children(noun, "amod", "compound"))
    return frozenset(found)


def _classes(tokens: list[Token], is_actor: set[int]) -> frozenset[str]:
    found = set(_lemmas(tokens))
    if any(token.i in is_actor for token in tokens):
        found.add(ACTOR_CLASS)
    if any(token.ent_type_ in PLACES for token in tokens):
        found.add("territory")
    if any(token.ent_type_ == "NORP" and token.tag_ in {"NNPS", "NNS"} for token in tokens):
        found.add("person")  # "two Iraqis": in all that a rule asks of its object they are people
    return frozenset(found)
