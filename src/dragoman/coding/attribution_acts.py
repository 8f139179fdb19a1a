"""What sort of act an attribution tells of: that something was said, or held, shown, done, or left unsaid."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution
from dragoman.coding.attribution_cues import cues, kind_of
from dragoman.coding.attribution_syntax import is_negated, is_passive
from dragoman.coding.syntax import children, lemma_of
from dragoman.records import Act, StatementKind

MODALS = frozenset(
    {"must", "should", "may", "might", "can", "could", "would", "will", "shall", "ca", "wo", "’ll", "'ll"}
)
CONTRARY = frozenset({"denies", "rejects", "declines", "refuses"})
"""Stances of which a negation says something all the same: "did not rule out", "does not deny"."""

REPORTED = frozenset({"says", "reports", "announces", "claims", "reveals", "confirms"})
"""Stances of which a passive tells of a saying of nobody named ("it was announced that"); of others it tells
what befell somebody: "is accused of masterminding", "were ordered to leave", "asked if he had heard"."""

NOBODY = frozenset({"no", "nobody", "none", "neither", "no-one"})


def act_of(doc: Doc, item: Attribution, kind: StatementKind) -> Act:
    """Return the act of an attribution whose contents are of a kind.

    Printed words were said, whatever their cue; without them "did not specify", "must insist" and "would
    not say" tell that nothing was, and "agreed to meet" tells a deed.
    """
    act = kind_of(item.stance)
    if act != "speech" or kind == "direct":
        return act
    head = doc[min(item.head, len(doc) - 1)]
    if (
        kind == "indirect"
        and head.pos_ == "NOUN"
        and any(kid.lower_ in {"no", "little"} for kid in head.children)
    ):
        return "unsaid"  # "gave no sign that"
    if kind == "indirect" and _answers_nothing(doc, item, head) and item.stance not in CONTRARY:
        return "unsaid"
    if kind == "indirect" and head.pos_ in {"VERB", "AUX"}:
        done = cues().deed_objects.get(head.lemma_, frozenset())
        if any(lemma_of(kid) in done for kid in children(head, "dobj", "nsubjpass")):
            return "deed"
        if _is_unsaid(head, item.stance) or _by_nobody(doc, item) or _pleads(head):
            return "unsaid"
        if item.source is None and item.stance not in REPORTED and _is_passive(head):
            return "unsaid"
    table = cues()
    first = doc.char_span(*item.contents[0], alignment_mode="expand")
    if first is None or kind != "indirect":
        return act
    if item.stance in table.deeds and first[0].tag_ == "TO":
        return "deed"
    clause = first.root.pos_ in {"VERB", "AUX"} or any(token.dep_ == "mark" for token in first)
    return "topic" if item.stance in table.topics and not clause else act


def _by_nobody(doc: Doc, item: Attribution) -> bool:
    """Tell whether the source is nobody: "no one has claimed responsibility"."""
    source = doc.char_span(*item.source, alignment_mode="expand") if item.source is not None else None
    return source is not None and source[0].lower_ in NOBODY


def _is_unsaid(cue: Token, stance: str) -> bool:
    if any(child.dep_ == "aux" and child.lower_ in MODALS for child in cue.children):
        return True
    no_longer = any(child.dep_ == "advmod" and child.lower_ == "longer" for child in cue.children)
    return (is_negated(cue) or no_longer) and stance not in CONTRARY


def _is_passive(cue: Token) -> bool:
    """Tell whether a cue is a passive or a participle of one ("asked whether", "accused of")."""
    subject = any(kid.dep_ in {"nsubj", "csubj"} for kid in cue.children)
    bare = cue.tag_ == "VBN" and not subject and cue.dep_ in {"advcl", "acl", "amod", "ROOT"}
    return bare or is_passive(cue)


def _pleads(cue: Token) -> bool:
    """Tell whether somebody pleaded guilty or not: that is done in a court, and asks for nothing."""
    return cue.lemma_ == "plead" and any(kid.lower_ in {"guilty", "innocent"} for kid in cue.children)


def _answers_nothing(doc: Doc, item: Attribution, head: Token) -> bool:
    """Tell whether another verb of the cue is negated: "did not answer questions about"."""
    cue = doc.char_span(*item.cue, alignment_mode="expand") if item.cue is not None else None
    return cue is not None and any(
        (word.pos_ == "VERB" and word.i != head.i and is_negated(word))
        or (word.dep_ == "det" and word.lower_ == "no")
        for word in cue
    )
