"""Small questions about the parse that finding attributions asks: subject, spans, adjuncts."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_cues import cues, lemma_of
from dragoman.language.time_tense import is_conditional

Chars = tuple[int, int]
TEXT = "dragoman_text"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
CHANNEL_PREPOSITIONS = frozenset({"in", "on", "at", "during", "via", "through", "by", "over"})
EDGE = frozenset(",;:.—–-…")
"""Punctuation that never belongs to the edge of a source or an indirect content."""


def text_of(doc: Doc) -> str:
    """Return `doc.text`, joined from the tokens once for a document and not at each look."""
    held: tuple[int, str] | None = doc.user_data.get(TEXT)
    if held is None or held[0] != len(doc):
        held = (len(doc), doc.text)
        doc.user_data[TEXT] = held
    return held[1]


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child of `token` with one of the dependencies."""
    return next((kid for kid in token.children if kid.dep_ in deps), None)


def is_negated(token: Token) -> bool:
    """Tell whether `token` has a negation of its own."""
    return any(kid.dep_ == "neg" for kid in token.children)


def has_to(token: Token) -> bool:
    """Tell whether `token` is an infinitive with "to"."""
    return any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in token.children)


def is_passive(token: Token) -> bool:
    """Tell whether the verb `token` is passive."""
    return any(kid.dep_ in ("auxpass", "nsubjpass") for kid in token.children)


def in_condition(token: Token) -> bool:
    """Tell whether `token` stands in an if-clause."""
    return any(place.dep_ == "advcl" and is_conditional(place) for place in (token, *token.ancestors))


def subject_of(token: Token) -> Token | None:
    """Return the head of who speaks for the cue verb `token`, found through coordination and control."""
    seen: set[int] = set()
    verb = token
    while verb.i not in seen:
        seen.add(verb.i)
        passive = is_passive(verb)
        if passive:
            return _agent(verb)
        own = child(verb, "nsubj", "csubj")
        if own is not None:
            return (
                own
                if own.pos_ != "PRON" or own.lower_ not in ("it", "there") or not _is_expletive(own)
                else None
            )
        if verb.dep_ == "acl":
            return _issuer(verb.head)
        if verb.dep_ == "relcl" or verb.dep_ == "ROOT":
            return None
        head = verb.head
        if verb.dep_ in ("pcomp", "prep") or head.pos_ in ("ADP", "SCONJ"):
            while head.dep_ in ("prep", "pcomp") and head.head.i != head.i and head.pos_ in ("ADP", "SCONJ"):
                head = head.head
        if head.pos_ not in ("VERB", "AUX"):
            return _issuer(head) if head.pos_ in ("NOUN", "PROPN") else None
        verb = head
    return None


def _is_expletive(pronoun: Token) -> bool:
    """Tell whether "it" or "there" stands for nothing ("it was said that")."""
    return pronoun.dep_ == "expl" or is_passive(pronoun.head)


def _agent(verb: Token) -> Token | None:
    """Return the object of a passive's "by"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def _issuer(noun: Token) -> Token:
    """Return who issued the document `noun` ("sent a letter saying ..."), else `noun` itself."""
    if lemma_of(noun) not in cues().documents:
        return noun
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    verb = noun.head
    if noun.dep_ in ("dobj", "pobj") and verb.pos_ == "ADP":
        verb = verb.head
    if noun.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB":
        return subject_of(verb) or noun
    return noun


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or `token` itself."""
    if token.lower_ in RELATIVES and token.pos_ in ("PRON", "DET", "SCONJ"):
        for place in token.ancestors:
            if place.dep_ == "relcl":
                return place.head
    return token


def subtree(token: Token, without: Iterable[Token] = ()) -> list[int]:
    """Return the token numbers under `token`, less the subtrees of `without`."""
    left_out = {kid.i for other in without for kid in other.subtree}
    return [kid.i for kid in token.subtree if kid.i not in left_out]


def pieces(doc: Doc, numbers: Iterable[int]) -> list[Chars]:
    """Join token numbers into spans, over gaps of nothing but blanks, with the edges trimmed."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and all(doc[gap].is_space for gap in range(runs[-1][-1] + 1, number)):
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = []
    for run in runs:
        start, end = run[0], run[-1] + 1
        while start < end and (doc[start].is_space or doc[start].text in EDGE):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in EDGE):
            end -= 1
        if any(doc[number].is_alpha or doc[number].like_num for number in range(start, end)):
            spans.append((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))
    return spans


def source_span(doc: Doc, token: Token, cue: Token) -> Chars:
    """Return the span of the source with head `token`: its phrase, cut off before the cue inside it."""
    numbers = subtree(token)
    start, end = numbers[0], numbers[-1] + 1
    if start <= cue.i < end:
        end = cue.i if token.i < cue.i else end
        start = start if token.i < cue.i else cue.i + 1
        while end > token.i + 1 and doc[end - 1].dep_ in ("aux", "auxpass", "neg", "advmod", "nsubj", "mark"):
            end -= 1
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].is_punct):
        if doc[end - 1].text == ")" and any(doc[number].text == "(" for number in range(start, end)):
            break
        end -= 1
    while start < end - 1 and (doc[start].is_space or doc[start].is_punct or doc[start].dep_ == "cc"):
        start += 1
    if (
        end < len(doc)
        and doc[end].text == ","
        and any(kid.dep_ in ("appos", "relcl") for kid in token.children)
    ):
        end += 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def cue_span(doc: Doc, head: Token, particle: Token | None = None) -> Chars:
    """Return the span of the cue: the verb with its auxiliaries and adverbs, and its particle."""
    start = end = head.i
    first = head
    while first.dep_ in ("xcomp", "advcl") and has_to(first) and lemma_of(first.head) in cues().aspectual:
        first = first.head
    start = first.i
    for _ in range(6):
        before = doc[start - 1] if start else None
        if (
            before is None
            or before.head.i not in (head.i, first.i)
            or before.dep_
            not in (
                "aux",
                "auxpass",
                "neg",
                "advmod",
            )
        ):
            break
        start -= 1
    while start < head.i and doc[start].lower_ in ("when", "where", "how", "why", "as", "so", "then", "but"):
        start += 1
    for kid in (child(head, "prt"), particle):
        if kid is not None and kid.i == end + 1:
            end = kid.i
    return doc[start].idx, doc[end].idx + len(doc[end])


def is_channel(preposition: Token) -> bool:
    """Tell whether the phrase says by which means something was told ("in an interview with RT")."""
    target = child(preposition, "pobj")
    if target is None or preposition.lower_ not in CHANNEL_PREPOSITIONS:
        return False
    words = {lemma_of(target), target.lower_}
    if preposition.lower_ in ("on", "over", "by"):
        named = target.ent_type_ in ("ORG", "WORK_OF_ART") and preposition.lower_ == "on"
        return named or bool(words & cues().broadcasts)
    return bool(words & cues().channels)
