"""The time expression that depends on a predicate: by the parse, within its own clause."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.language.time_tense import CLIMB, tense_of
from dragoman.language.time_words import vocabulary
from dragoman.records import Time

RELATIONS = {"after": -1, "before": 1, "since": -1}
"""Side of the main clause's event on which the subordinate one lies: "a day after he spoke" is before."""
MODIFIER = ("poss", "compound", "amod", "nummod")
"""Relations by which a time dates only the noun it stands with ("last week's proposals")."""
BARE = ("npadvmod", "tmod", "appos")
THROUGH_NOUN = ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "dative", "oprd")
DATING = frozenset(
    ["on", "in", "at", "during", "over", "by", "around", "since", "until", "before", "after", "early", "late"]
)


def own_time(token: Token, doc: Doc) -> Time | None:
    """Return the time expression that depends on `token` within its clause, the nearest one first."""
    sentence = token.sent
    best: tuple[bool, int, int, Time] | None = None
    for time in doc._.times:
        if not sentence.start_char <= time.span.start < sentence.end_char or not _is_point(time):
            continue
        if time.edtf and time.basis != "stated" and _lies_ahead(time, doc) and tense_of(token) == "past":
            continue
        distance = _distance(time, token, doc)
        if distance is None:
            continue
        vague = time.value.endswith("_REF")
        key = (vague, distance, abs(time.span.start - token.idx), time)
        if best is None or key[:3] < best[:3]:
            best = key
    return None if best is None else best[3]


def _lies_ahead(time: Time, doc: Doc) -> bool:
    """Tell whether a time begins after the publication date, where nothing told in the past can lie."""
    report = doc._.report
    published = "" if report is None or report.published is None else report.published.isoformat()
    return bool(published) and time.edtf[: len(published)] > published[: len(time.edtf.partition("/")[0])]


def _is_point(time: Time) -> bool:
    # "Three days later" with nothing to count from is a point, though only its length is known.
    return bool(time.edtf) or time.type in ("DATE", "TIME") or time.basis == "unresolved"


def root_of_time(time: Time, doc: Doc) -> Token | None:
    """Return the token that heads a time expression."""
    span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    return None if span is None else span.root


def _distance(time: Time, predicate: Token, doc: Doc) -> int | None:
    """Return the steps from a time up to the predicate, or None where it belongs to something else."""
    root = root_of_time(time, doc)
    if root is None:
        return None
    if time.span.start <= predicate.idx < time.span.end:
        return None
    cue = _cue_before(time, doc)
    if cue is not None:
        return 0 if cue.i == predicate.i else None
    steps, child, head = 0, root, root.head
    noun = predicate.pos_ in ("NOUN", "PROPN")
    while child.i != head.i and steps < CLIMB:
        steps += 1
        if head.i == predicate.i:
            return steps if noun or child.dep_ not in MODIFIER else None
        if not _passes(child, head):
            return None
        child, head = head, head.head
    return None


def _passes(child: Token, head: Token) -> bool:
    """Tell whether a time that depends on `head` (through `child`) may still date what is above it."""
    if head.lower_ in RELATIONS and length_before(head, head.doc) is not None:
        return False
    if head.pos_ in ("ADP", "SCONJ", "ADV") or head.dep_ == "advmod" or head.ent_type_ in ("DATE", "TIME"):
        return head.lower_ not in ("of", "than") and child.dep_ not in MODIFIER
    if head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        return (
            child.dep_ not in MODIFIER
            and head.dep_ in THROUGH_NOUN
            and (child.lower_ in DATING or child.dep_ in BARE)
        )
    return False


def _cue_before(time: Time, doc: Doc) -> Token | None:
    """Return the verb of saying that stands right before a time ("said Tuesday", "said on Tuesday")."""
    span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None or not span.start:
        return None
    before = doc[span.start - 1]
    if before.lower_ == "on" and before.i:
        before = doc[before.i - 1]
    return before if before.pos_ == "VERB" and before.lemma_ in vocabulary().saying else None


def length_before(mark: Token, doc: Doc) -> Time | None:
    """Return the length of time that stands right before `mark` ("a day after")."""
    if not mark.i:
        return None
    before = doc[mark.i - 1]
    end = before.idx + len(before)
    times: tuple[Time, ...] = doc._.times
    for time in times:
        if time.span.end == end and time.type == "DURATION":
            return time
    return None
