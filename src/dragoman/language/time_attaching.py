"""The date of a predicate: which time expression belongs to it by syntax, and what holds where none does.

Where the predicate has no time of its own, it takes that of the verb it leans on (a light verb, the
verb before "and", the verb that says it), else the publication date where its tense allows that.
`since` gives an interval with an open end (`2014/..`).
"""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Doc, Token

from dragoman.language.time_amounts import amount_range, move, unit_of
from dragoman.language.time_calendar import Tense
from dragoman.language.time_grammar import recognise
from dragoman.language.time_own import BARE, RELATIONS, length_before, own_time, root_of_time
from dragoman.language.time_tense import AUXILIARY, governing_verb, is_conditional, tense_of, verb_tense
from dragoman.language.time_values import Words
from dragoman.language.time_words import vocabulary
from dragoman.records import DateBasis, Time, When

ASKED = ("xcomp", "ccomp", "advcl")
"""How an infinitive hangs on the verb that asks for it."""
BEFORE_NOW = frozenset(
    {"already", "previously", "earlier", "formerly", "once", "originally", "initially", "long"}
)
"""Adverbs of what was done before the day of the report, though nobody says when."""
PAST_WORDS = frozenset({"ago", "last", "yesterday"})
POINTING = ("that", "same")
SIMULTANEOUS = ("when", "while", "as")
DEPTH = 4
"""Verbs that a predicate may lean on, one on another."""


def when_for(token: Token, doc: Doc) -> When:
    """Return the date of the predicate `token` of `doc`, whose times have been found.

    Looks, in this order, for "a day after X" and its like; for a time that depends on the
    predicate; at the verbs it leans on; at the publication date, in the past and the present only.
    """
    return _when(token, doc, 0)


def _when(token: Token, doc: Doc, depth: int) -> When:
    tense = tense_of(token)
    related = _main(token, doc, tense)
    own = _own(token, doc, tense) if related is None else None
    if own is not None:
        return _of_time(own, token, doc, tense)
    related = related or _subordinate(token, doc, tense, depth)
    if related is not None:
        return related
    if _is_taken_for_granted(token):
        return When(tense="past")
    support = _support(token, tense) if depth < DEPTH else None
    if support is not None:
        found = _when(support, doc, depth + 1)
        return found.model_copy(update={"tense": tense or found.tense})
    echoed = _beside(token, doc, tense) or _echo(token, doc, tense)
    if echoed is not None:
        return echoed
    said = _saying_verb(token)
    if said is not None and depth < DEPTH and tense != "future":
        # What is told to hold, or to have happened, did so by the day it was said.
        found = _when(said, doc, depth + 1)
        return When(edtf=found.edtf, basis=found.basis, tense=tense)
    return _fallback(token, doc, tense)


def _own(token: Token, doc: Doc, tense: Tense) -> Time | None:
    """Return the time of a predicate; a day that lies back is when it was asked, not when it is to be.

    "Asked Turkey to withdraw last Tuesday": parsers give the day to the infinitive.
    """
    if _is_infinitive(token) and token.dep_ in ASKED and tense_of(token.head) == "past":
        time = own_time(token, doc)
        return None if time is not None and _looks_back(time) else time
    found = own_time(token, doc)
    if found is not None and tense == "future" and _looks_back(found):
        return None  # "would look into the killings of four years ago"
    if found is not None or tense != "past":
        return found
    asked = (child for child in token.children if child.dep_ in ASKED and _is_infinitive(child))
    below = (own_time(child, doc) for child in asked)
    return next((time for time in below if time is not None and _looks_back(time)), None)


def _is_infinitive(token: Token) -> bool:
    auxiliaries = [child for child in token.children if child.dep_ == "aux"]
    return token.tag_ == "VB" and [aux.tag_ for aux in auxiliaries] == ["TO"]


def _looks_back(time: Time) -> bool:
    """Tell whether words of time can mean nothing but the past: "two weeks ago", "last Tuesday"."""
    return not PAST_WORDS.isdisjoint(time.text.lower().split())


def _of_time(time: Time, token: Token, doc: Doc, tense: Tense) -> When:
    report = doc._.report
    edtf, basis = time.edtf, time.basis
    if time.value == "PRESENT_REF" and report is not None and report.published is not None:
        edtf, basis = report.published.isoformat(), _publication_basis(doc)
    elif not edtf:
        basis = "unresolved"
    root = root_of_time(time, doc)
    if root is not None and edtf and root.head.lower_ == "since":
        edtf = f"{edtf.partition('/')[0]}/.."
    return When(edtf=edtf, basis=basis, text=time.text, span=time.span, tense=tense)


def _publication_basis(doc: Doc) -> DateBasis:
    return "inferred" if doc._.report.date_basis == "inferred" else "publication"


def _relation(token: Token) -> Token | None:
    """Return the "after" or "before" that opens the clause or phrase of `token`."""
    for child in token.children:
        if child.dep_ in ("mark", "prep", "advmod") and child.lower_ in RELATIONS and child.i < token.i:
            return child
    if token.dep_ in ("pobj", "pcomp") and token.head.lower_ in RELATIONS:
        return token.head
    return None


def _subordinate(token: Token, doc: Doc, tense: Tense, depth: int) -> When | None:
    """Date the event inside "a day after X" from that of the main clause."""
    mark = _relation(token)
    length = None if mark is None else length_before(mark, doc)
    if mark is None or length is None or depth >= DEPTH:
        return None
    above = mark.head if mark.head.i != token.i else token.head
    main = governing_verb(above)
    if main is None or main.i == token.i:
        return None
    base = own_time(main, doc)
    when = _of_time(base, main, doc, tense) if base else _when(main, doc, depth + 1)
    return _moved(when, length, mark, RELATIONS[mark.lower_], tense)


def _main(token: Token, doc: Doc, tense: Tense) -> When | None:
    """Date the main clause's event from the dated one inside "a day after X"."""
    for mark, event in _inner_events(token):
        length = length_before(mark, doc)
        if length is None:
            continue
        time = own_time(event, doc) or _time_behind(token, mark, doc)
        if time is not None:
            return _moved(_of_time(time, event, doc, tense), length, mark, -RELATIONS[mark.lower_], tense)
    return None


def _inner_events(token: Token) -> list[tuple[Token, Token]]:
    """Return each "after" or "before" under `token`, with the event that it opens."""
    found = []
    for child in token.children:
        below = list(child.children) if child.dep_ in BARE else []
        for phrase in [child, *below]:
            if phrase.lower_ in RELATIONS and phrase.dep_ == "prep":
                found += [(phrase, event) for event in phrase.children]
        mark = _relation(child) if child.dep_ == "advcl" else None
        if mark is not None:
            found.append((mark, child))
    return found


def _time_behind(token: Token, mark: Token, doc: Doc) -> Time | None:
    """Return a time that the parse gives to `token`, but that stands in the phrase of `mark`."""
    time = own_time(token, doc)
    if time is None or time.span.start < mark.idx:
        return None
    between = doc.char_span(mark.idx, time.span.start, alignment_mode="expand")
    return time if between is not None and not any(word.is_punct for word in between) else None


def _moved(base: When, length: Time, mark: Token, side: int, tense: Tense) -> When:
    """Return the date that lies `length` on one side of `base`; an approximate interval for "several"."""
    text = f"{length.text} {mark.text}"
    span = length.span.model_copy(update={"end": mark.idx + len(mark)})
    found = recognise(length.text)
    try:
        day = dt.date.fromisoformat(base.edtf)
        words = Words(found[0].pieces)
        low, high = sorted(side * count for count in amount_range(words))
        first, last = move(day, unit_of(words), low), move(day, unit_of(words), high)
    except (ValueError, IndexError, OverflowError):
        return When(basis="unresolved", text=text, span=span, tense=tense)
    edtf = first.isoformat() if first == last else f"{first}~/{last}~"
    return When(edtf=edtf, basis=base.basis, text=text, span=span, tense=tense)


def _support(token: Token, tense: Tense) -> Token | None:
    """Return the verb whose time is also that of `token`: its light verb, governor or fellow verb."""
    head = token.head
    if head.i == token.i:
        return None
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        verb = governing_verb(head)
        blocked = verb is None or (token.dep_ in ("pobj",) and head.lower_ in RELATIONS)
        return None if blocked else verb
    if token.dep_ in AUXILIARY:
        return head
    same = tense_of(head) == tense
    if token.dep_ in ("xcomp", "conj") and head.pos_ in ("VERB", "AUX"):
        return head if same else None
    if token.dep_ == "acl" and token.tag_ == "VBG":
        return governing_verb(head)
    if token.dep_ == "advcl" and _relation(token) is None and head.pos_ in ("VERB", "AUX"):
        return head if same and (token.tag_ == "VBG" or _simultaneous(token)) else None
    return None


def _is_taken_for_granted(token: Token) -> bool:
    """Tell whether a noun names what was done before the verb: "on Friday condemned the bombing"."""
    return (
        token.pos_ == "NOUN"
        and token.dep_ in ("dobj", "nsubjpass")
        and token.head.lemma_.lower() in vocabulary().presuming
    )


def _beside(token: Token, doc: Doc, tense: Tense) -> When | None:
    """Return the date of a dated clause with "when" or "as" under `token`."""
    for child in token.children:
        time = own_time(child, doc) if child.dep_ == "advcl" and _simultaneous(child) else None
        if time is not None:
            return _of_time(time, child, doc, tense)
    return None


def _echo(token: Token, doc: Doc, tense: Tense) -> When | None:
    """Return the date told in the sentence before, for what took place "in that call"."""
    sentence = token.sent
    pointing = any(
        word.lower_ in POINTING and word.dep_ in ("det", "amod") and word.head.head.head.i == token.i
        for preposition in token.children
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "at", "during")
        for noun in preposition.children
        for word in noun.children
    )
    if not pointing or not sentence.start:
        return None
    before = doc[sentence.start - 1].sent
    for time in reversed(doc._.times):
        if before.start_char <= time.span.start < before.end_char and time.edtf:
            return _of_time(time, token, doc, tense)
    return None


def _simultaneous(token: Token) -> bool:
    return any(child.dep_ in ("mark", "advmod") and child.lower_ in SIMULTANEOUS for child in token.children)


def _saying_verb(token: Token) -> Token | None:
    """Return the verb of saying whose content `token` heads."""
    head = token.head
    if token.dep_ in ("ccomp", "parataxis") and head.pos_ == "VERB" and head.lemma_ in vocabulary().saying:
        return head
    return None


def _fallback(token: Token, doc: Doc, tense: Tense) -> When:
    """Return the publication date where the tense allows it, else an unresolved date."""
    report = doc._.report
    verb = governing_verb(token)
    earlier = verb is not None and (
        _past_perfect(verb)
        or verb.dep_ in ("relcl", "acl")
        or is_conditional(verb)
        or (
            tense == "past" and any(kid.lower_ in BEFORE_NOW for kid in verb.children if kid.dep_ == "advmod")
        )
    )
    if report is None or report.published is None or tense == "future" or earlier:
        return When(tense=tense)
    return When(edtf=report.published.isoformat(), basis=_publication_basis(doc), tense=tense)


def _past_perfect(verb: Token) -> bool:
    had = any(child.dep_ in AUXILIARY and child.lower_ in ("had", "'d", "’d") for child in verb.children)
    return had and verb_tense(verb) == "past"
