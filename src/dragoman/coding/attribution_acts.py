"""What sort of act an attribution tells of: that something was said, or held, shown, done, or left unsaid."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution
from dragoman.coding.attribution_cues import cues, kind_of
from dragoman.coding.attribution_syntax import is_negated
from dragoman.records import Act, StatementKind

MODALS = frozenset(
    {"must", "should", "may", "might", "can", "could", "would", "will", "shall", "ca", "wo", "’ll", "'ll"}
)
CONTRARY = frozenset({"denies", "rejects", "declines", "refuses"})
"""Stances of which a negation says something all the same: "did not rule out", "does not deny"."""


def act_of(doc: Doc, item: Attribution, kind: StatementKind) -> Act:
    """Return the act of an attribution whose contents are of a kind.

    Printed words were said, whatever their cue; without them "did not specify", "must insist" and "would
    not say" tell that nothing was, and "agreed to meet" tells a deed.
    """
    act = kind_of(item.stance)
    if act != "speech" or kind == "direct":
        return act
    head = doc[min(item.head, len(doc) - 1)]
    if kind == "indirect" and head.pos_ in {"VERB", "AUX"} and _is_unsaid(head, item.stance):
        return "unsaid"
    table = cues()
    first = doc.char_span(*item.contents[0], alignment_mode="expand")
    if first is None or kind != "indirect":
        return act
    if item.stance in table.deeds and first[0].tag_ == "TO":
        return "deed"
    clause = first.root.pos_ in {"VERB", "AUX"} or any(token.dep_ == "mark" for token in first)
    return "topic" if item.stance in table.topics and not clause else act


def _is_unsaid(cue: Token, stance: str) -> bool:
    if any(child.dep_ == "aux" and child.lower_ in MODALS for child in cue.children):
        return True
    no_longer = any(child.dep_ == "advmod" and child.lower_ == "longer" for child in cue.children)
    return (is_negated(cue) or no_longer) and stance not in CONTRARY
