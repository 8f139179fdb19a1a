"""To whom, by which means and where something was said, as the report prints it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution
from dragoman.coding.attribution_cues import cues, kind_of, lemma_of
from dragoman.coding.attribution_syntax import Chars, child, is_channel
from dragoman.coding.speakers import is_people
from dragoman.records import Span

PLACE_PREPOSITIONS = frozenset({"in", "at", "from", "outside", "near"})
PRIVATE = frozenset({"talk", "talks", "call", "conversation", "meeting"})
"""Conversations whose partner is the one spoken to; an interviewer is not."""
PLACES = frozenset({"GPE", "FAC", "LOC"})


@dataclass(frozen=True)
class Details:
    """Addressee, channel and place of a statement; None and empty where not told."""

    addressee: Span | None = None
    channel: str = ""
    place: str = ""


def details_of(doc: Doc, item: Attribution) -> Details:
    """Return to whom, how and where the attribution `item` was said."""
    if item.head >= len(doc) or item.form in ("phrase", "label", "turn", "signature"):
        return Details()
    head = doc[item.head]
    channel = place = ""
    addressee = _addressee(doc, head, item)
    for preposition in _adjuncts(head):
        target = child(preposition, "pobj")
        if target is None or _inside(preposition, item.contents):
            continue
        words = doc[preposition.left_edge.i : preposition.right_edge.i + 1].text.rstrip(" ,.;")
        if not channel and is_channel(preposition):
            channel = words
        elif not place and preposition.lower_ in PLACE_PREPOSITIONS and _is_place(target):
            place = words
        if addressee is None and is_channel(preposition) and lemma_of(target) in PRIVATE:
            partner = next((kid for kid in target.children if kid.lower_ == "with"), None)
            addressee = _span(child(partner, "pobj") if partner is not None else None, item, inside=False)
    if not channel:
        channel = _occasion(doc, head, item)
    return Details(addressee, channel, place)


def _occasion(doc: Doc, head: Token, item: Attribution) -> str:
    """Return the clause that tells in which conversation it was said ("while meeting with ...")."""
    for kid in head.children:
        if kid.dep_ == "advcl" and kid.tag_ == "VBG" and lemma_of(kid) in cues().conversations:
            opening = kid.left_edge
            if opening.lower_ in ("while", "when", "after", "during") and not _inside(kid, item.contents):
                return doc[opening.i : kid.right_edge.i + 1].text.rstrip(" ,.;")
    return ""


def _adjuncts(head: Token) -> list[Token]:
    """Return the prepositions that qualify the cue, also those that its objects and days carry."""
    hosts = [head]
    hosts += [
        kid for kid in head.children if kid.dep_ in ("npadvmod", "dobj", "dative", "advcl", "prep", "nsubj")
    ]
    hosts += [
        target for kid in hosts[1:] if kid.dep_ == "prep" for target in kid.children if target.dep_ == "pobj"
    ]
    found = [
        kid
        for host in hosts
        for kid in host.children
        if kid.dep_ in ("prep", "agent") and (host.dep_ != "nsubj" or host.i == head.i)
    ]
    return sorted(found, key=lambda token: token.i)


def _inside(token: Token, contents: list[Chars]) -> bool:
    return any(start <= token.idx < end for start, end in contents)


def _is_place(target: Token) -> bool:
    return target.ent_type_ in PLACES or (target.ent_type_ == "ORG" and target.head.lower_ == "at")


def _addressee(doc: Doc, head: Token, item: Attribution) -> Span | None:
    """Return the one spoken to: the object of "told", or the phrase with "to" of a verb of speech."""
    target: Token | None = None
    if lemma_of(head) in cues().addressed:
        target = child(head, "dative", "dobj", "nsubjpass")
        if target is None and item.form == "infinitive":
            clause = child(head, "ccomp")
            target = child(clause, "nsubj") if clause is not None else None
            return _span(target, item, inside=True)
    if target is None and item.form in ("to:on", "to:upon"):
        preposition = next((kid for kid in head.children if kid.lower_ in ("on", "upon")), None)
        return _span(child(preposition, "pobj") if preposition is not None else None, item, inside=True)
    if target is None and head.pos_ == "VERB" and kind_of(item.stance) == "speech":
        preposition = next(
            (k for k in head.children if k.dep_ in ("prep", "dative") and k.lower_ == "to"), None
        )
        target = child(preposition, "pobj") if preposition is not None else None
        if target is not None and (lemma_of(target) in cues().channels or not _listens(target)):
            return None
    return _span(target, item, inside=item.form == "infinitive" and lemma_of(head) in cues().addressed)


def _listens(target: Token) -> bool:
    """Tell whether somebody can be spoken to: "to reporters", and not "to a standing ovation"."""
    if target.pos_ != "NOUN" or is_people(lemma_of(target)) or lemma_of(target) in cues().audiences:
        return True
    return any(m.span.start <= target.idx < m.span.end for m in target.doc._.mentions or ())


def _span(target: Token | None, item: Attribution, inside: bool) -> Span | None:
    """Return the span of `target` without its adjuncts; None when it is a part of the contents."""
    if target is None or target.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    if not inside and _inside(target, item.contents):
        return None
    doc = target.doc
    end = target
    for kid in target.rights:
        if kid.dep_ in ("conj", "cc") or (kid.dep_ == "prep" and kid.lower_ == "of"):
            end = kid.right_edge
        elif kid.dep_ == "appos" and kid.left_edge.i == end.i + 1:
            end = kid
    return Span(start=doc[target.left_edge.i].idx, end=end.idx + len(end))
