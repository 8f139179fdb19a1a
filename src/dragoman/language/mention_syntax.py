"""What the parse says about a noun phrase: how far it reaches, what governs it, acting or a mere place."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.language.mention_words import words

PLACE_PREPOSITIONS = words("place_prepositions")
PARTY_PREPOSITIONS = words("party_prepositions")
GIVING = words("giving")
"""Governors after which "to Moscow" means the government."""
TAKING = words("taking")
"""Governors after which "from Moscow" means the government."""
MOVING = words("moving")
"""Governors after which "to the White House" is a way, not a party."""
CITY_NOUNS = words("city_nouns")
OBJECT_CONTROL = words("object_control")
"""Verbs whose object, not subject, does what their complement tells ("urged Kyiv to withdraw")."""
HOSTING = frozenset(["host", "lie"])


PREMODIFIERS = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "npadvmod", "advmod", "punct"}
)
"""Dependencies of words that stand in a noun phrase before its noun."""


def anchor(token: Token) -> Token:
    """Return the first conjunct of a coordination, whose dependency holds for all of it."""
    while token.dep_ == "conj" and token.head.pos_ in {"PROPN", "NOUN", "PRON", "ADJ"}:
        token = token.head
    return token


def left_edge(doc: Doc, head: Token) -> int:
    """Return the first token of the noun phrase before and with `head`."""
    start = head.i
    first = min((child.left_edge.i for child in head.lefts if is_inside(child)), default=head.i)
    while start > first and not (doc[start - 1].is_space or doc[start - 1].text in {",", ";", ":", "—", "“"}):
        start -= 1
    return start


def is_inside(child: Token) -> bool:
    """Tell whether a left child belongs to the words of its noun phrase."""
    return child.dep_ in PREMODIFIERS


def acts(token: Token) -> bool | None:
    """Tell whether the capital at `token` stands for its government.

    True where it acts, owns a demand or is dealt with, False where things happen in it, None where
    it only modifies another noun.
    """
    first = anchor(token)
    governor = first.head
    if token.i > 0 and token.nbor(-1).lower_ == "between":
        return True
    if (
        token.i + 1 < len(token.doc)
        and token.nbor().text in {"(", "—", "–", "--"}
        and token.i == token.sent.start
    ):
        return False
    if first.dep_ in {"compound", "amod", "nmod"} and governor.i > first.i:
        return None
    if first.dep_ in {"nsubj", "nsubjpass", "csubj"}:
        return governor.lemma_.lower() not in HOSTING and not any(
            child.dep_ == "attr" and child.lemma_.lower() in {"city", "capital", "place", "town"}
            for child in governor.children
        )
    if first.dep_ == "poss":
        return governor.lemma_.lower() not in CITY_NOUNS
    if first.dep_ in {"dobj", "dative", "iobj", "agent"}:
        return governor.lemma_.lower() not in {"visit", "leave", "reach", "enter", "tour", "bomb", "shell"}
    if first.dep_ == "pobj":
        return acts_after(governor)
    return first.dep_ in {"ROOT", "attr", "oprd"} and None


def is_place(token: Token) -> bool:
    """Tell whether things merely happen at the seat at `token` ("met at the White House")."""
    governor = anchor(token).head
    if anchor(token).dep_ != "pobj":
        return False
    if governor.lower_ in {"to", "from"}:
        return governor.head.lemma_.lower() in MOVING
    return governor.lower_ in PLACE_PREPOSITIONS


def acts_after(preposition: Token) -> bool:
    """Tell whether a capital after `preposition` is a party rather than a place."""
    word = preposition.lower_
    above = preposition.head.lemma_.lower()
    if word in PLACE_PREPOSITIONS:
        return False
    if word in PARTY_PREPOSITIONS:
        return above not in {
            "head",
            "leave",
            "march",
            "advance",
            "arrive",
            "sail",
            "depart",
            "bind",
            "embark",
        }
    if word == "to":
        return above in GIVING
    if word == "from":
        return above in TAKING
    return word == "of" and above not in CITY_NOUNS


def is_plural(token: Token) -> bool:
    """Tell whether a noun is plural."""
    return token.tag_ in {"NNS", "NNPS"}


def clause_verb(token: Token) -> Token:
    """Return the verb whose clause `token` stands in (itself the root where there is none)."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if at.pos_ in {"VERB", "AUX"}:
            break
    return at


def subject_of(verb: Token) -> Token | None:
    """Return the subject of `verb`, taken from the verb above for shared subjects, if any."""
    at = verb
    for _ in range(4):
        for child in at.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return child
        if at.dep_ == "xcomp" and at.head.lemma_ in OBJECT_CONTROL:
            told = next((child for child in at.head.children if child.dep_ == "dobj"), None)
            if told is not None:
                return told  # "asked Turkey to withdraw its troops"
        if at.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "aux"} or at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ == "ADP":
            at = at.head
    return None


def is_pleonastic(token: Token) -> bool:
    """Tell whether "it" refers to nothing ("it is clear that", "it took two days to")."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if verb.lemma_ in {"rain", "snow", "seem", "appear", "turn"} and token.dep_ == "nsubj":
        return verb.lemma_ != "turn"
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    clausal = any(
        child.dep_ in {"ccomp", "csubj", "csubjpass"} and child.i > verb.i for child in verb.children
    )
    if token.dep_ == "nsubjpass":
        return clausal and verb.lemma_ in {
            "agree",
            "report",
            "say",
            "believe",
            "expect",
            "understand",
            "know",
        }
    if verb.lemma_ != "be":
        return verb.lemma_ in {"take", "remain", "mean"} and any(c.dep_ == "xcomp" for c in verb.children)
    complements = [child for child in verb.children if child.dep_ in {"acomp", "attr", "prep", "advmod"}]
    for complement in complements:
        if complement.dep_ == "attr":
            return complement.pos_ != "PROPN"
        if complement.lemma_.lower() in IMPERSONAL:
            return True
    return clausal and not any(complement.lemma_.lower() in READY for complement in complements)


READY = words("ready")
IMPERSONAL = words("impersonal")
