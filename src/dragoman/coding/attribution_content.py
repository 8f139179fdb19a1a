"""Find what depends on a cue verb: the clause, infinitive, object or name that it attributes."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_cues import PREPOSITION, cues, forms_of, is_idiom, lemma_of
from dragoman.coding.attribution_syntax import (
    RELATIVES,
    Chars,
    antecedent,
    child,
    has_to,
    is_channel,
    is_passive,
    pieces,
    subject_of,
    subtree,
)

OBJECT_PREPOSITIONS = frozenset({"of", "for", "as", "against"})
CLOSING = frozenset({"”", '"', "''", "»", "’"})
OPENING = frozenset({"“", '"', "''", "``", "«", "‘"})


def content_of(doc: Doc, verb: Token, forms: dict[str, str]) -> tuple[str, list[Chars]] | None:
    """Return the form and spans of the content that depends on `verb`, the surest form first."""
    kids = list(verb.children)
    passive = is_passive(verb)
    clause = [kid for kid in kids if kid.dep_ == "ccomp"]
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(kid.dep_ == "aux" for kid in kids):
        told = _before_tail(doc, verb) if "clause" in forms else []
        return ("clause", pieces(doc, told)) if told else None
    if "naming" in forms and (named := _named(verb)):
        return "naming", pieces(doc, named)
    if len(clause) > 1 and clause[0].i < verb.i < clause[-1].i and not _is_broken(verb, clause[-1]):
        clause = [kid for kid in clause if kid.i > verb.i]
    for kid in clause:
        numbers = _without_cue(kid, verb)
        if has_to(kid) and not any(k.dep_ == "aux" and k.tag_ == "MD" for k in kid.children):
            if "infinitive" in forms and not passive:
                return "infinitive", pieces(doc, numbers + _condition(verb))
        elif kid.tag_ == "VBG" and not any(k.dep_ in ("aux", "mark") for k in kid.children):
            if "gerund" in forms and not passive:
                return "gerund", pieces(doc, numbers)
        elif "clause" in forms:
            return "clause", pieces(
                doc, [n for other in clause for n in _without_cue(other, verb)] + _carried(verb)
            )
    open_clause = child(verb, "xcomp")
    if open_clause is not None and not passive:
        if lemma_of(open_clause) in cues().anonymity and is_passive(open_clause):
            return None
        numbers = subtree(open_clause)
        urged = child(verb, "dobj")
        if urged is not None and verb.i < urged.i < open_clause.i and lemma_of(verb) not in ("ask", "tell"):
            numbers = subtree(urged) + numbers
        if has_to(open_clause) and "infinitive" in forms:
            return "infinitive", pieces(doc, numbers + _condition(verb))
        if open_clause.tag_ == "VBG" and "gerund" in forms:
            return "gerund", pieces(doc, numbers)
    if "clause" in forms and (around := _around(doc, verb)):
        return "clause", around
    if "clause" in forms and (told := _told_that(verb) or _before_tail(doc, verb)):
        return "clause", pieces(doc, told)
    return _nominal(doc, verb, forms, passive)


def _is_broken(verb: Token, right: Token) -> bool:
    """Tell whether the clause on the right goes on with one on the left ("A, he said, and B")."""
    return verb.doc[right.left_edge.i - 1].text in (",", "—", "–", "--", *OPENING)


def _told_that(verb: Token) -> list[int]:
    """Return the that-clause that the parser hung on the one spoken to ("told the crowd that ...")."""
    hearer = child(verb, "dobj") if lemma_of(verb) in cues().addressed else None
    for kid in hearer.rights if hearer is not None else ():
        if kid.dep_ in ("relcl", "acl") and any(
            k.dep_ == "mark" and k.lower_ == "that" for k in kid.children
        ):
            return subtree(kid)
    return []


def _before_tail(doc: Doc, verb: Token) -> list[int]:
    """Return what goes before a cue that ends its sentence (..., the minister announced on Friday)."""
    if verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP") or child(verb, "dobj", "xcomp", "agent") is not None:
        return []
    if verb.tag_ == "VBN" and any(kid.dep_ in ("aux", "auxpass") for kid in verb.children):
        return []
    sentence = verb.sent
    end = sentence.end
    while end > verb.i and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    if verb.right_edge.i != end - 1 or end - verb.i > 12:
        return []
    noun = verb.head if verb.dep_ == "acl" else child(verb, "nsubj")
    if noun is None or noun.i > verb.i or verb.i - noun.i > 3:
        return []
    start = noun.left_edge.i
    while start < noun.i and doc[start].is_punct:
        start += 1
    if start - 1 <= sentence.start + 2 or doc[start - 1].text != ",":
        return []
    before = doc[sentence.start : start - 1]
    return [token.i for token in before] if any(t.pos_ in ("VERB", "AUX") for t in before) else []


def _without_cue(clause: Token, verb: Token) -> list[int]:
    """Return the tokens of a content clause, less the cue's own clause where it is cut in."""
    numbers = [number for number in subtree(clause) if number != verb.i]
    if clause.i < verb.i:
        left = [number for number in numbers if number < verb.i]
        quoted = verb.doc[left[-1]].text in CLOSING or verb.doc[min(left[-1] + 1, verb.i)].text in CLOSING
        after = verb.right_edge.i if quoted else next((n for n in numbers if n > verb.i), verb.i)
        if quoted or verb.doc[after - 1].text not in (",", "—", "–", "--"):
            return left
    return numbers


def _carried(verb: Token) -> list[int]:
    """Return a second content clause that the parser hung on the cue ("said it fell but would rise again").

    Its "would" shows that it is told, not done, by the speaker.
    """
    carried: list[int] = []
    for kid in verb.rights:
        told = kid.dep_ == "conj" and any(
            k.dep_ == "aux" and k.lower_ in ("would", "could") for k in kid.children
        )
        if told and child(verb, "ccomp") is not None and not forms_of(kid).get("clause"):
            first = kid.left_edge.i
            joint = [n for n in range(max(verb.i, first - 2), first) if verb.doc[n].dep_ in ("cc", "punct")]
            carried += joint + subtree(kid)
    return carried


def _condition(verb: Token) -> list[int]:
    """Return the tokens of an if-clause that qualifies what is threatened, promised or offered."""
    for kid in verb.children:
        if kid.dep_ == "advcl" and kid.i > verb.i and any(k.lower_ in ("if", "unless") for k in kid.children):
            return subtree(kid)
    return []


def _named(verb: Token) -> list[int]:
    """Return the tokens of an object and of what it is called ("called the plan unacceptable")."""
    name = child(verb, "oprd")
    thing = child(verb, "dobj")
    if name is None and thing is not None and thing.i > verb.i:
        label = child(thing, "appos")
        if label is not None and verb.doc[label.left_edge.i - 1].text in OPENING:
            return subtree(thing)
    if name is None:
        small = child(verb, "ccomp")
        if small is None or small.i < verb.i or small.pos_ in ("VERB", "AUX"):
            return []
        return subtree(small)
    if is_passive(verb):
        return subtree(name)
    if verb.doc[name.left_edge.i].text in OPENING:
        whole = subtree(name)
        closing = next((n for n in whole[1:] if verb.doc[n].text in CLOSING), whole[-1])
        return [n for n in whole if n <= closing] + (
            subtree(thing) if thing is not None and thing.i > verb.i else []
        )
    if thing is not None and thing.i > verb.i and thing.lower_ != "what":
        return subtree(thing) + subtree(name)
    return subtree(name)


def _around(doc: Doc, verb: Token) -> list[Chars]:
    """Return the clause into which the cue is cut ("Russia, he said, is ready")."""
    complement = child(verb, "dobj", "ccomp", "xcomp")
    if (complement is not None and not is_idiom(verb)) or subject_of(verb) is None:
        return []
    as_cue = any(kid.dep_ == "mark" and kid.lower_ == "as" for kid in verb.children)
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and as_cue) or verb.dep_ == "ccomp":
        host = verb.head
        while verb.dep_ == "parataxis" and host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
            host = host.head
        if host.pos_ not in ("VERB", "AUX") or (verb.dep_ == "ccomp" and verb.i < host.i - 12):
            return []
        before = doc[verb.left_edge.i - 1] if verb.left_edge.i else None
        if verb.dep_ == "ccomp" and (before is None or before.text not in (",", "—", "–", "--")):
            return []
        return pieces(doc, subtree(host, without=(verb,)))
    return []


def _nominal(doc: Doc, verb: Token, forms: dict[str, str], passive: bool) -> tuple[str, list[Chars]] | None:
    """Return the content that is an object, with "as" or another preposition where the cue takes one."""
    thing = child(verb, "nsubjpass") if passive else child(verb, "dobj")
    if passive and child(verb, "agent") is None:
        return None
    for kid in verb.children:
        form = PREPOSITION + kid.lower_
        if form in forms and kid.dep_ in ("prep", "prt", "agent") and kid.i > verb.i:
            rest = [other for other in verb.rights if other.i > kid.i and other.dep_ == "xcomp"]
            numbers = [number for number in subtree(kid) if number != kid.i or kid.i > verb.i + 1]
            if kid.dep_ == "prt" and thing is not None:
                numbers = subtree(thing)
            numbers += [number for other in rest for number in subtree(other)]
            if numbers:
                return form, pieces(doc, numbers)
    if (
        thing is None
        and verb.dep_ == "relcl"
        and "noun" in forms
        and not passive
        and subject_of(verb) is not None
    ):
        pronoun = next((kid for kid in verb.lefts if kid.lower_ in RELATIVES), None)
        stop = pronoun.i if pronoun is not None else verb.left_edge.i
        return "noun", pieces(doc, [number for number in subtree(verb.head) if number < stop])
    if thing is None:
        return None
    as_phrase = next((kid for kid in verb.children if kid.dep_ == "prep" and kid.lower_ == "as"), None)
    if as_phrase is not None and "as" in forms:
        return "as", pieces(doc, subtree(thing) + subtree(as_phrase))
    if "noun" not in forms:
        return None
    if thing.lower_ in ("which", "that", "who", "whom") and thing.i < verb.i:
        head = antecedent(thing)
        return "noun", pieces(doc, [number for number in subtree(head) if number < thing.i])
    extra = [k for k in verb.rights if k.dep_ == "prep" and k.lower_ in OBJECT_PREPOSITIONS and k.i > thing.i]
    numbers = _phrase(thing) + [number for kid in extra for number in subtree(kid)]
    return "noun", pieces(doc, numbers + _condition(verb))


def _phrase(noun: Token) -> list[int]:
    """Return the tokens of an object, less an aside (", who ...") and its channel."""
    loose = []
    for kid in noun.rights:
        comma = kid.left_edge.i and noun.doc[kid.left_edge.i - 1].text in (",", "--", "—", "–")
        if (kid.dep_ == "relcl" and comma) or is_channel(kid):
            loose.append(kid)
    return subtree(noun, without=loose)
