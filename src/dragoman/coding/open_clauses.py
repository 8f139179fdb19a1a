"""Clauses that leave open whether what they tell happened, though no auxiliary says so.

"Decided against attacking", "unlikely to attack", "had Iran attacked", "before Russia invades", "could
not confirm that it attacked", "is Turkey attacking?": read off the link between the predicate and what
it hangs on. `dragoman.coding.marks` asks here where the usual signs say nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Span, Token

from dragoman.coding.syntax import children
from dragoman.records import Mark
from dragoman.tables import load_table

Sign = tuple[Mark, str]
"""A mark and the word that led to it."""
OVER_A_CHARGE = frozenset({"of", "with", "in", "over", "for"})
OF_A_CHARGE = frozenset({"of", "with"})
INVERTED = frozenset({"had", "were", "should"})
QUESTION_TAGS = frozenset({"WP", "WP$", "WRB", "WDT"})


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    realised_adjectives: frozenset[str]
    realised_modifiers: frozenset[str]
    preventers: frozenset[str]
    charges: frozenset[str]
    asserters: frozenset[str]
    deniers: frozenset[str]
    doubters: frozenset[str]
    before: frozenset[str]
    helpers: frozenset[str]


@cache
def open_words() -> _Words:
    """Return the checked table of words; raises `DataError` when the file is wrong."""
    return load_table(_Words, "dragoman.coding", "data/open_clauses.yaml")


def left_open(token: Token, modals: Collection[str], doubtful: Collection[str]) -> Iterator[Sign]:
    """Yield the marks that the clause of a predicate sets.

    `modals` are auxiliaries that make a clause hypothetical, `doubtful` adjectives that do so.
    """
    infinitive = any(aux.lower_ == "to" for aux in children(token, "aux"))
    if infinitive and token.dep_ in {"xcomp", "acl", "relcl"}:
        yield from _after_infinitive(token.head)
    if token.dep_ == "pcomp" or (token.dep_ == "pobj" and token.head.lower_ in OF_A_CHARGE):
        yield from _after_preposition(token.head)
    if token.dep_ == "dobj" and token.head.dep_ == "pcomp":  # "accused of masterminding the attack"
        yield from _after_preposition(token.head.head)
    if token.dep_ == "advcl":
        yield from _in_side_clause(token)
    if token.dep_ in {"ccomp", "acl"}:
        yield from _in_that_clause(token, infinitive, modals)
    if token.pos_ == "NOUN" and token.dep_ in {"nsubj", "nsubjpass"}:
        yield from _as_subject(token.head, modals, doubtful)
    if token.dep_ == "ROOT" and _asks_whether(token.sent):
        yield "hypothetical", "?"


def _asks_whether(sentence: Span) -> bool:
    """Tell whether a sentence asks if it is so; "why did they attack?" takes it for granted."""
    asks = sentence.text.rstrip(" \n”\"'").endswith("?")
    return asks and not any(word.tag_ in QUESTION_TAGS for word in sentence)


def _after_infinitive(governor: Token) -> Iterator[Sign]:
    table = open_words()
    if governor.lower_ == "nothing":
        yield "negation", governor.text
    elif governor.pos_ == "ADJ":
        if governor.lemma_.lower() not in table.realised_adjectives:
            yield "hypothetical", governor.text
    elif governor.pos_ == "NOUN" and not any(
        child.lower_ in table.realised_modifiers for child in governor.children
    ):
        yield "hypothetical", f"{governor.text} to"


def _after_preposition(preposition: Token) -> Iterator[Sign]:
    table, over, word = open_words(), preposition.head, preposition.lower_
    lemma = over.lemma_.lower()
    if word == "against":
        yield "hypothetical", preposition.text
    elif word == "than" and any(kid.lower_ == "rather" for kid in (*preposition.children, *over.children)):
        yield "negation", "rather than"
    elif word == "from" and lemma in table.preventers:
        yield "negation", over.text
    elif word == "of" and (lemma == "short" or any(c.lower_ == "instead" for c in preposition.children)):
        yield "negation", "short of" if lemma == "short" else "instead of"
    elif word in OVER_A_CHARGE and lemma in table.charges:
        yield "hypothetical", over.text


def _in_side_clause(verb: Token) -> Iterator[Sign]:
    markers = {marker.lower_ for marker in children(verb, "mark", "advmod")}
    if {"rather", "than"} <= markers:
        yield "negation", "rather than"
    subjects = children(verb, "nsubj", "nsubjpass")
    for aux in children(verb, "aux", "auxpass"):
        if subjects and aux.lower_ in INVERTED and aux.i < subjects[0].i:
            yield "hypothetical", aux.text
    early = markers & open_words().before
    if early and verb.tag_ in {"VBZ", "VBP"}:
        yield "hypothetical", early.pop()


def _in_that_clause(verb: Token, infinitive: bool, modals: Collection[str]) -> Iterator[Sign]:
    table, governor = open_words(), verb.head
    lemma = governor.lemma_.lower()
    predicates = [governor, *children(governor, "acomp")]
    for predicate in predicates:
        if predicate.lemma_.lower() in table.deniers:
            yield "negation", predicate.text
    negated = any(children(predicate, "neg") for predicate in predicates)
    told = any(marker.lower_ == "that" for marker in children(verb, "mark"))
    if negated and told and all(p.lemma_.lower() in table.asserters for p in predicates):
        yield "hypothetical", f"not {predicates[-1].text}"
    if lemma in table.doubters:
        yield "hypothetical", governor.text
    bare = verb.tag_ == "VB" and not infinitive and not children(verb, "aux", "mark")
    if bare and lemma in table.helpers:
        for aux in children(governor, "aux"):
            if aux.lower_ in modals:
                yield "hypothetical", aux.text


def _as_subject(verb: Token, modals: Collection[str], doubtful: Collection[str]) -> Iterator[Sign]:
    for aux in children(verb, "aux"):
        if aux.lower_ in modals:
            yield "hypothetical", aux.text
    if verb.lemma_ == "be":
        for adjective in children(verb, "acomp"):
            if adjective.lemma_.lower() in doubtful:
                yield "hypothetical", adjective.text
