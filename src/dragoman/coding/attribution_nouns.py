"""Attributions whose cue is no verb: nouns, adjectives and phrases such as "according to"."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution
from dragoman.coding.attribution_cues import PREPOSITION, cues, forms_of
from dragoman.coding.attribution_syntax import (
    Chars,
    child,
    has_to,
    in_condition,
    is_negated,
    pieces,
    source_span,
    subject_of,
    subtree,
    text_of,
)
from dragoman.records import Span

LIGHT_VERBS = frozenset(
    {"make", "issue", "express", "voice", "reiterate", "repeat", "have", "raise", "deliver", "send"}
)


def find_by_noun(doc: Doc) -> list[Attribution]:
    """Return attributions by a noun or adjective with a clause, an infinitive or a preposition."""
    found = []
    for token in doc:
        if token.pos_ not in ("NOUN", "ADJ") or in_condition(token):
            continue
        forms = forms_of(token)
        if not forms:
            continue
        content = _complement(doc, token, forms)
        holder = _holder(token)
        if content is None or holder is None:
            continue
        form, spans = content
        cue = _noun_cue(doc, token, form, holder)
        source = source_span(doc, holder, token)
        if holder.dep_ == "poss":
            source = (doc[holder.left_edge.i].idx, holder.idx + len(holder))
        if spans:
            found.append(Attribution(token.i, forms[form], form, cue, source, holder.i, spans, 0.6))
    return found


def _complement(doc: Doc, cue: Token, forms: dict[str, str]) -> tuple[str, list[Chars]] | None:
    """Return the form and spans of what depends on the noun or adjective."""
    host = cue.head if cue.pos_ == "ADJ" and cue.dep_ == "acomp" else cue
    for kid in (*cue.children, *(host.children if host.i != cue.i else ())):
        if kid.i < cue.i:
            continue
        finite = kid.dep_ in ("acl", "ccomp", "relcl") and any(k.dep_ == "mark" for k in kid.children)
        if "clause" in forms and (finite or (kid.dep_ == "ccomp" and not has_to(kid))) and kid.tag_ != "VBG":
            return "clause", pieces(doc, subtree(kid))
        if "infinitive" in forms and kid.dep_ in ("acl", "relcl", "xcomp") and has_to(kid):
            return "infinitive", pieces(doc, subtree(kid))
        form = PREPOSITION + kid.lower_
        if form in forms and kid.dep_ == "prep":
            return form, pieces(doc, subtree(kid)[1:])
    return None


def _holder(cue: Token) -> Token | None:
    """Return whose statement, hope or claim it is."""
    owner = child(cue, "poss")
    if owner is not None:
        return owner
    if cue.pos_ == "ADJ":
        host = cue.head
        if cue.dep_ != "acomp" or is_negated(host):
            return None
        return subject_of(host)
    for preposition in cue.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("by", "from"):
            return child(preposition, "pobj")
    verb = cue.head
    if cue.dep_ == "dobj" and verb.lemma_.lower() in LIGHT_VERBS and not is_negated(verb):
        return subject_of(verb)
    return None


def _noun_cue(doc: Doc, cue: Token, form: str, holder: Token) -> Chars:
    """Return the span of the cue: the noun, with its light verb or its preposition."""
    start, end = cue.i, cue.i
    if holder.dep_ != "poss" and cue.dep_ in ("dobj", "acomp") and cue.head.i < cue.i <= cue.head.i + 4:
        start = cue.head.i
    if form.startswith(PREPOSITION) and doc[end + 1].lower_ == form[len(PREPOSITION) :]:
        end += 1
    return doc[start].idx, doc[end].idx + len(doc[end])


def find_by_phrase(doc: Doc) -> list[Attribution]:
    """Return attributions by a prepositional phrase ("according to X", "in the words of X")."""
    found = []
    for stance, phrases in cues().phrases.items():
        for phrase in phrases:
            for match in re.finditer(rf"\b{re.escape(phrase)}\b", text_of(doc), re.IGNORECASE):
                cue = doc.char_span(match.start(), match.end())
                if cue is None or (phrase == "per" and not _is_source_per(cue[0])):
                    continue
                source = child(cue[-1], "pobj") or next((kid for kid in cue[-1].children), None)
                top = next((t for t in cue if t.head.i < cue.start or t.head.i >= cue.end), cue[0])
                if source is None or source.i < cue.end:
                    continue
                host = next((t for t in top.ancestors if t.pos_ in ("VERB", "AUX")), None)
                if host is None or host.i == top.i:
                    continue
                spans = _clause_around(doc, host, top)
                if spans:
                    who = source_span(doc, source, cue[0])
                    span = (match.start(), match.end())
                    found.append(Attribution(cue.start, stance, "phrase", span, who, source.i, spans, 0.85))
    return found + _find_views(doc)


def _find_views(doc: Doc) -> list[Attribution]:
    """Return attributions by whose view it is ("in the minister's view")."""
    found = []
    for noun in doc:
        if noun.lower_ not in cues().views or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "by"):
            continue
        owner = child(noun, "poss")
        host = next((t for t in noun.head.ancestors if t.pos_ in ("VERB", "AUX")), None)
        if owner is None or host is None or owner.lower_ in ("my", "your", "our"):
            continue
        spans = _clause_around(doc, host, noun.head)
        cue = (noun.idx, noun.idx + len(noun))
        source = (doc[owner.left_edge.i].idx, owner.idx + len(owner))
        if spans:
            found.append(Attribution(noun.i, "says", "phrase", cue, source, owner.i, spans, 0.8))
    return found


def _is_source_per(token: Token) -> bool:
    """Tell whether "per" names a source, not a rate."""
    source = child(token, "pobj")
    if source is None:
        return False
    if source.ent_type_ in ("ORG", "PERSON"):
        return True
    span = Span(start=source.idx, end=source.idx + len(source))
    return any(mention.span.overlaps(span) for mention in token.doc._.mentions)


def _clause_around(doc: Doc, host: Token, phrase: Token) -> list[Chars]:
    """Return the clause that the phrase qualifies, less the phrase."""
    while host.dep_ in ("xcomp", "pcomp", "acl", "relcl", "advcl") and host.head.i != host.i:
        if host.dep_ == "relcl" and phrase.i < host.i:
            break
        host = host.head
        while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
            host = host.head
    return pieces(doc, subtree(host, without=(phrase,)))
