"""The tense of the clause that governs a word, from the parse."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.language.time_calendar import Tense
from dragoman.language.time_words import vocabulary

FUTURE_AUXILIARIES = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "’d"})
POSSIBLE = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
NEGATIVE = frozenset({"neither", "nor", "no", "none", "nobody"})
CONDITIONS = frozenset({"if", "unless"})
AUXILIARY = ("aux", "auxpass")
CLIMB = 12
"""Steps up the parse after which the governing verb is given up."""


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb at or above `token` that is no auxiliary, or None."""
    for _ in range(CLIMB):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in AUXILIARY:
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def is_conditional(verb: Token) -> bool:
    """Tell whether a verb heads an if-clause."""
    return any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in verb.children)


def tense_of(token: Token) -> Tense:
    """Return the tense of the clause that governs `token`; empty where there is no verb.

    Plans count as future: "is expected to begin", "a meeting scheduled for", "agreed to meet".
    """
    planned = _planned_noun(token)
    if planned:
        return "future"
    verb = governing_verb(token)
    return "" if verb is None else verb_tense(verb)


def _planned_noun(token: Token) -> bool:
    """Tell whether the way up to the verb goes through an adjective that looks ahead ("due Tuesday")."""
    head = token
    for _ in range(CLIMB):
        if head.pos_ == "ADJ" and head.lemma_.lower() in vocabulary().planning:
            return True
        if head.pos_ in ("VERB", "AUX") or head.head.i == head.i:
            return False
        head = head.head
    return False


def looks_ahead(token: Token) -> bool:
    """Tell whether a date lies ahead of what is told in the past: "planned a rally on", "has until"."""
    verb = governing_verb(token)
    if verb is None:
        return False
    if verb.lemma_ == "plan" and verb.tag_ == "VBD":
        return True
    perfect = any(child.dep_ in AUXILIARY and child.lower_ in ("has", "have") for child in verb.children)
    until = token.head.lower_ in ("until", "till")
    return until and (perfect or (verb.lemma_ == "have" and verb_tense(verb) == "present"))


def called_off(token: Token) -> bool:
    """Tell whether a date is that of a plan whose end is told ("a march planned for Monday was canceled")."""
    verb = governing_verb(token)
    if verb is None or verb.dep_ != "acl" or verb.tag_ != "VBN" or verb_tense(verb) != "future":
        return False
    above = governing_verb(verb.head)
    return above is not None and verb_tense(above) == "past"


def verb_tense(verb: Token, depth: int = 0) -> Tense:
    """Return the tense of a verb from its form, its auxiliaries and, for an infinitive, its governor."""
    auxiliaries = [child for child in verb.children if child.dep_ in AUXILIARY]
    words = {child.lower_ for child in auxiliaries}
    if words & FUTURE_AUXILIARIES and "have" not in words:
        return "future"
    if words & POSSIBLE:
        past = "have" in words or ("could" in words and _negated(verb))
        return "past" if past else "future"
    if _looks_ahead(verb, words):
        return "future"
    if verb.tag_ == "VBD" or words & {"has", "have", "had", "was", "were", "did", "'ve", "’ve"}:
        return "past"
    if verb.tag_ in ("VBZ", "VBP") or words & {"is", "are", "am", "'s", "’s", "'re", "’re", "does", "do"}:
        return "present"
    if verb.tag_ == "VBN":
        return "past"
    return _inherited(verb, words, depth)


def _looks_ahead(verb: Token, words: set[str]) -> bool:
    going = verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children)
    if going or verb.tag_ != "VBN" or words & {"has", "have", "had"}:
        return going
    ahead = any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in verb.children)
    return verb.lemma_ in ("schedule", "plan", "slate") or (verb.lemma_ in ("expect", "set", "due") and ahead)


def _negated(verb: Token) -> bool:
    words = {word.lower_ for child in verb.children for word in (child, child.left_edge)}
    return any(child.dep_ == "neg" for child in verb.children) or bool(words & NEGATIVE)


def _inherited(verb: Token, words: set[str], depth: int) -> Tense:
    """Return the tense of an infinitive or a participle: its governor's, or the future for plans."""
    if verb.head.i == verb.i or depth > CLIMB:
        return ""
    infinitive = "to" in words or verb.tag_ == "VB"
    if infinitive and verb.dep_ == "conj":
        return verb_tense(verb.head, depth + 1)
    if infinitive and (verb.head.lemma_.lower() in vocabulary().planning or verb.dep_ in ("acl", "relcl")):
        return "future"
    governor = governing_verb(verb.head)
    return "" if governor is None else verb_tense(governor, depth + 1)
