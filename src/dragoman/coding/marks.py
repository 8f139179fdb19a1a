"""Did it happen? Negation, future, hypothetical and historical marks, from the syntax around a predicate.

The words are in `data/marks.yaml`. A mark climbs from the predicate to its governors only through
links that carry it: auxiliaries, light verbs, complements without a subject of their own, and
nouns such as "plan" or "threat".
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Token

from dragoman.coding.open_clauses import left_open
from dragoman.coding.syntax import children
from dragoman.language.calendar import bounds
from dragoman.ontology.predicates import OperatorKind, load_predicates
from dragoman.records import Mark, When
from dragoman.tables import load_table

HISTORICAL_AFTER = dt.timedelta(days=365)
"""An event whose date ended longer than this before publication is marked historical."""
COMPLEMENT_LINKS = frozenset({"xcomp", "acl", "pcomp", "pobj", "dobj", "attr", "prep", "oprd", "ccomp"})
CIRCUMSTANCES = frozenset({"in", "at", "during", "after", "before", "with", "by", "from"})
"""Prepositions that tell where or when something else was, not what is planned or feared."""
AIMS = frozenset({"for", "to"})
COPULAS = frozenset({"be", "have", "get"})
NO_LONGER = "no longer"
BEFOREHAND = frozenset({"before", "until"})
"""Conjunctions of what has not come yet when something else that lies ahead does."""
WHENEVER = frozenset({"before", "until", "when", "once", "after"})
"""Conjunctions of what lies ahead in the present tense ("will leave when they sign")."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    adverbs: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    reported_auxiliaries: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    askers: frozenset[str] = frozenset()
    """Verbs whose infinitive is only asked for ("ordered the army to fire")."""
    conjunctions: frozenset[str] = frozenset()
    movements: frozenset[str] = frozenset()
    """Verbs of going somewhere: what one goes to lies as far ahead."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    negation: _Words
    future: _Words
    hypothetical: _Words


class Marking(NamedTuple):
    """A mark and the word that led to it."""

    mark: Mark
    word: str


@cache
def words() -> _Table:
    """Return the checked table of marking words; raises `DataError` when the file is wrong."""
    return load_table(_Table, "dragoman.coding", "data/marks.yaml")


def markings(trigger: Token, support: Token | None = None, reported: bool = False) -> tuple[Marking, ...]:
    """Return the marks of an event and the words that led to them.

    `support` is the light verb of a noun ("hold" in "hold talks"); `reported` tells that the event
    stands inside a statement, where "would" speaks of the future rather than of a condition.
    """
    if trigger.tag_ == "MD":
        return ()  # "Iran must stop": the demand is made, whatever comes of it
    found: dict[Mark, str] = {}
    for token in (trigger, support):
        if token is not None and not (token is support and _is_occasion_of(trigger, token)):
            _climb(token, support, found, reported)
    if not found:
        table = words().hypothetical
        for token in (trigger, support):
            if token is not None:
                found.update(left_open(token, table.auxiliaries, table.adjectives))
    return tuple(Marking(mark, word) for mark, word in found.items())


def is_historical(when: When, published: dt.date | None) -> bool:
    """Tell whether a dated event ended more than a year before the report."""
    if published is None or not when.edtf:
        return False
    _, last = bounds(when.edtf)
    return last is not None and published - last > HISTORICAL_AFTER


def _is_occasion_of(noun: Token, verb: Token) -> bool:
    """Tell whether the verb only happens on the noun's occasion ("said in talks")."""
    preposition = noun.head
    return preposition.dep_ == "prep" and preposition.lower_ in CIRCUMSTANCES and verb.i != noun.head.i


def _climb(token: Token, support: Token | None, found: dict[Mark, str], reported: bool) -> None:
    current, own_article = token, False
    for _ in range(8):
        _look_at(current, found, reported, determiners=not own_article)
        head, link = current.head, current.dep_
        if head is current:
            return
        to_infinitive = link in {"xcomp", "ccomp"} and any(
            aux.lower_ == "to" for aux in children(current, "aux")
        )
        if link == "conj":
            if current.pos_ == head.pos_ and not children(current, "aux", "nsubj", "nsubjpass"):
                own_article = bool(
                    children(current, "det")
                )  # "no bases, and a return": the return is no "no"
                current = head
                continue
            return
        if link in {"advcl", "relcl"} and current is not token:
            _look_at_clause(current, found, reported)
            return
        if link in {"advcl", "relcl", "ccomp", "pcomp"}:
            _look_at_clause(current, found, reported)
            if to_infinitive:
                _governed_by(head, found, finite=False, to_infinitive=True)
            if link == "ccomp" and not children(current, "mark", "nsubj", "nsubjpass"):
                current = head
                continue
            if link == "ccomp":
                _governed_by(head, found, finite=True)
            if link != "pcomp" or current.tag_ not in {"VBG", "NN"}:
                return
        if link not in COMPLEMENT_LINKS and link not in {"aux", "acomp", "compound"}:
            return
        if current.dep_ == "prep" and head.pos_ in {"VERB", "AUX"} and _is_circumstance(current):
            # What will be said in talks lies ahead, and so do the talks; nothing else carries over, save to
            # the means: who "could add pressure by convening" talks has convened none.
            above: dict[Mark, str] = {}
            _look_at(head, above, reported)
            carried: tuple[Mark, ...] = ("future", "hypothetical") if _has_means(current) else ("future",)
            found.update({mark: above[mark] for mark in carried if mark in above and mark not in found})
            return
        _governed_by(head, found, finite=False, link_word=current.lower_, to_infinitive=to_infinitive)
        if head.pos_ == "VERB" and head is not support and not _hands_on(head):
            if link == "xcomp":
                _inherit(head, found, reported)
            return
        current = head


def _is_circumstance(preposition: Token) -> bool:
    """Tell whether a preposition has what goes on beside a verb: "in talks", and "will arrive for talks"."""
    if preposition.lower_ in CIRCUMSTANCES:
        return True
    return preposition.lower_ in AIMS and preposition.head.lemma_.lower() in words().future.movements


def _has_means(preposition: Token) -> bool:
    """Tell whether a preposition has that by which something is done: "by convening talks"."""
    return preposition.lower_ == "by" and any(kid.tag_ == "VBG" for kid in children(preposition, "pcomp"))


def _inherit(governor: Token, found: dict[Mark, str], reported: bool) -> None:
    """What one will be forced to do, one has not done yet; what one was not forced to do stays open."""
    above: dict[Mark, str] = {}
    _look_at(governor, above, reported)
    open_marks: tuple[Mark, ...] = ("future", "hypothetical")
    for mark in open_marks:
        if mark in above:
            found.setdefault(mark, above[mark])
    if "negation" in above:
        found.setdefault("hypothetical", above["negation"])


def _hands_on(verb: Token) -> bool:
    """Tell whether what is said of a verb holds of its complement, too: operators and light verbs."""
    return _operator(verb) is not None or verb.lemma_.lower() in load_predicates().light_verbs


def _look_at(token: Token, found: dict[Mark, str], reported: bool, determiners: bool = True) -> None:
    table = words()
    for child in token.children:
        word, lower = child.lemma_.lower(), child.lower_
        if child.dep_ == "neg" or (
            child.dep_ in {"advmod", "preconj", "cc"} and lower in table.negation.adverbs
        ):
            found.setdefault("negation", child.text)
        elif lower == "longer" and any(grandchild.lower_ == "no" for grandchild in child.children):
            found.setdefault("negation", NO_LONGER)
        elif child.dep_ in {"det", "amod"} and lower in table.negation.determiners and lower != "few":
            if determiners and not (lower == "little" and child.dep_ == "det"):
                found.setdefault("negation", child.text)
        elif child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _has_no(child):
            found.setdefault("negation", "no")
        elif child.dep_ in {"aux", "auxpass"}:
            _look_at_auxiliary(child, found, reported)
        elif child.dep_ == "amod" and word in table.future.adjectives:
            found.setdefault("future", child.text)
        elif (child.dep_ == "amod" and word in table.hypothetical.adjectives) or (
            child.dep_ == "advmod" and lower in table.hypothetical.adverbs
        ):
            found.setdefault("hypothetical", child.text)


def _look_at_auxiliary(aux: Token, found: dict[Mark, str], reported: bool) -> None:
    table, lower = words(), aux.lower_
    if lower in table.future.auxiliaries or (reported and lower in table.future.reported_auxiliaries):
        found.setdefault("future", aux.text)
    elif lower in table.hypothetical.auxiliaries:
        found.setdefault("hypothetical", aux.text)
    if any(child.dep_ == "neg" for child in aux.children):
        found.setdefault("negation", "not")


def _look_at_clause(verb: Token, found: dict[Mark, str], reported: bool) -> None:
    table = words()
    for marker in children(verb, "mark", "advmod"):
        if marker.dep_ == "mark" and marker.lower_ in table.hypothetical.conjunctions:
            found.setdefault("hypothetical", marker.text)
        if verb.dep_ == "advcl" and _waits(verb, marker.lower_, reported):
            found.setdefault("future", marker.text)
    for child in children(verb, "prep", "advmod"):
        if child.lower_ == "in" and any(noun.lower_ == "case" for noun in child.children):
            found.setdefault("hypothetical", "in case")
    infinitive = any(aux.lower_ == "to" for aux in children(verb, "aux"))
    purpose = verb.dep_ == "advcl" and infinitive and not children(verb, "nsubj")
    if purpose and _operator(verb.head) != "none":
        found.setdefault("hypothetical", "to")


def _waits(verb: Token, conjunction: str, reported: bool) -> bool:
    """Tell whether a clause of time lies ahead with the one it hangs on.

    "Will leave when they sign" and, in the past tense of what is reported, "might announce it before he met".
    """
    present, past = verb.tag_ in {"VBZ", "VBP"}, verb.tag_ == "VBD"
    if not ((present and conjunction in WHENEVER) or (past and conjunction in BEFOREHAND)):
        return False
    above: dict[Mark, str] = {}
    _climb(verb.head, None, above, reported or past)
    return "future" in above or (past and "hypothetical" in above)


def _governed_by(
    governor: Token, found: dict[Mark, str], finite: bool, link_word: str = "", to_infinitive: bool = False
) -> None:
    """A complement takes over what its governor says of it: planned, feared, refused, without.

    A finite clause is only touched by governors that leave open whether it is so ("hopes that") or say that
    it is not ("denies that").
    """
    table, lemma = words(), governor.lemma_.lower()
    if governor.dep_ == "prep" or governor.pos_ == "ADP":
        if governor.lower_ in table.negation.prepositions:
            found.setdefault("negation", governor.text)
        return
    if lemma in COPULAS:
        if to_infinitive and any(child.lower_ == "yet" for child in children(governor, "advmod")):
            found.setdefault("negation", "yet to")
        elif lemma == "be" and to_infinitive:
            found.setdefault("future", "is to")
        return
    if to_infinitive and lemma in table.hypothetical.askers:
        found.setdefault("hypothetical", governor.text)
        return
    operator = _operator(governor)
    if finite and operator not in {"hypothetical", "negation"}:
        return
    if operator in {"negation", "reject"}:
        found.setdefault("negation", governor.text)
    elif operator in {"future", "agree"}:
        found.setdefault("future", governor.text)
    elif operator == "hypothetical":
        found.setdefault("hypothetical", governor.text)
    elif governor.pos_ == "NOUN" and link_word in CIRCUMSTANCES:
        return
    elif governor.pos_ == "NOUN" and lemma in table.future.nouns:
        found.setdefault("future", governor.text)
    elif governor.pos_ == "NOUN" and lemma in table.hypothetical.nouns:
        found.setdefault("hypothetical", governor.text)


def _operator(governor: Token) -> OperatorKind | None:
    """Return what a verb or adjective over a clause does to it, by the longest form the lexicon has."""
    operators = load_predicates().operators
    lemma = governor.lemma_.lower()
    if lemma == "go" and governor.tag_ == "VBG" and children(governor, "xcomp"):
        return "future"  # "is not going to attack"
    particles = [child.lower_ for child in governor.children if child.dep_ in {"prt", "prep", "acomp", "aux"}]
    forms = [f"{lemma} {particle}" for particle in particles]
    return next((operators[form] for form in (*forms, lemma) if form in operators), None)


def _has_no(noun: Token) -> bool:
    if noun.lower_ in {"nobody", "none", "nothing", "neither"}:
        return True
    return any(
        child.lower_ in {"no", "neither"} and child.dep_ in {"det", "preconj"} for child in noun.children
    )
