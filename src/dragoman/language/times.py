"""The spaCy component that finds the time expressions of a report and resolves them: `doc._.times`."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.language.extensions import body_of, register
from dragoman.language.time_attaching import when_for
from dragoman.language.time_calendar import Period, Tense
from dragoman.language.time_grammar import Found, recognise
from dragoman.language.time_resolution import resolve, split_range
from dragoman.language.time_tense import called_off, looks_ahead, tense_of
from dragoman.language.time_values import Context, Resolved
from dragoman.language.time_words import MARK, vocabulary
from dragoman.records import DateBasis, Span, Time

__all__ = ["NAME", "times", "when_for"]
NAME = "dragoman_times"
YEAR_RANGE = range(1500, 2101)
NO_YEARS = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT"})
BEFORE_YEARS = frozenset(
    (
        *("in", "since", "by", "from", "until", "till", "of", "to", "through", "between", "during"),
        *("before", "after", "for", "late", "early", "mid", "and"),
    )
)
DAYS_BACK = 3
AMOUNTS = ("NUM", "NOUN", "SYM", "PROPN")
NAMED = ("day_word", "season", "set_adverb")
"""Rules whose words are also parts of names: USA Today, the Arab Spring, the Daily News."""
TERMS = ("quarter", "half", "year")
BETWEEN_UNITS = re.compile(r"-(?:to|over|on|by|a)-")
TIME_OF = re.compile(r"\s+(?:of|that|when|in)\b")
QUOTES = "\"'“‘`"
QUOTED_END = re.compile(r"[,.]?[\"'”’]")
COMPARISONS = ("ago", "earlier", "year_ago_period")
"""Builders of what is only compared with: the talk goes on about the date before it."""


@Language.component(NAME, requires=["token.dep", "token.head", "token.tag", "token.pos"])
def times(doc: Doc) -> Doc:
    """Set `doc._.times`: every time expression of the body, in the order of the text."""
    register()
    report = doc._.report
    reference = report.published if report is not None else None
    inferred = report is not None and report.date_basis == "inferred"
    relative_basis: DateBasis = "inferred" if inferred else "publication"
    text = doc.text
    at = {token.idx: token for token in doc}
    body = body_of(doc)
    focus: Period | None = None
    term: Period | None = None
    drafts: list[Draft] = []

    def pos_at(offset: int) -> str:
        token = at.get(offset)
        return "" if token is None else MARK if token.dep_ == "mark" else token.pos_

    queue = deque(recognise(text, pos_at))
    while queue:
        found = queue.popleft()
        root = root_of(found, at)
        if found.start < body.start or found.end > body.end or not is_time(found, root, text):
            continue
        tense = tense_for(found, root, reference)
        context = Context(reference, tense, focus, term)
        resolved = resolve(found, context)
        if resolved is None:
            queue.extendleft(reversed(split_range(found)))
        if resolved is None or is_rate(found, root):
            continue
        if found.name == "length" and tense == "future" and _preceded(found, at, doc, "in"):
            resolved = resolve(replace(found, build="from_now"), context) or resolved
        if found.build not in COMPARISONS:
            focus = resolved.period or focus
            term = focus if focus is not None and focus.unit in TERMS else term
        drafts.append(Draft(found, root, tense, resolved))
    doc._.times = tuple(
        _record(text, draft, reference, relative_basis) for draft in anchor_clocks(drafts, reference)
    )
    return doc


def tense_for(found: Found, root: Token | None, reference: dt.date | None) -> Tense:
    """Return the tense by which to resolve an expression: its clause's, save for "Friday's purchases".

    A weekday in the possessive dates a thing and not the clause: it is past when that is nearer.
    """
    tense = tense_of(root) if root is not None else ""
    if root is not None and looks_ahead(root):
        tense = "future"
    if root is not None and reference is not None and found.build == "weekday" and called_off(root):
        return "past" if reference.isoweekday() - int(found.pieces[0].value) in (1, -6) else tense
    if found.build != "weekday" or root is None or root.dep_ != "poss" or reference is None:
        return tense
    back = (reference.isoweekday() - int(found.pieces[0].value)) % 7
    return "past" if back <= DAYS_BACK else tense


@dataclass(frozen=True)
class Draft:
    """A time on its way to a record: what was recognised, its head, its tense and its value."""

    found: Found
    root: Token | None
    tense: Tense
    resolved: Resolved


def anchor_clocks(drafts: list[Draft], reference: dt.date | None) -> list[Draft]:
    """Give a bare time of the clock the day that its sentence tells elsewhere."""
    out = []
    for draft in drafts:
        day = _day_of_sentence(draft, drafts) if is_bare_clock(draft.found) else None
        if day is not None:
            resolved = resolve(draft.found, Context(day, draft.tense)) or draft.resolved
            draft = Draft(draft.found, draft.root, draft.tense, resolved)
        out.append(draft)
    return out


def is_bare_clock(found: Found) -> bool:
    """Tell whether an expression tells the hour without the day."""
    days = ("month", "weekday", "short_weekday", "day_word", "iso", "slash", "holiday", "unit")
    return found.build == "clock" and not any(piece.kind in days for piece in found.pieces)


def _day_of_sentence(draft: Draft, drafts: list[Draft]) -> dt.date | None:
    if draft.root is None:
        return None
    sentence = draft.root.sent
    days = [
        (abs(other.found.start - draft.found.start), other.resolved.period.start)
        for other in drafts
        if other.resolved.period is not None
        and other.resolved.period.unit == "day"
        and sentence.start_char <= other.found.start < sentence.end_char
        and not is_bare_clock(other.found)
    ]
    return min(days)[1] if days else None


def _record(text: str, draft: Draft, reference: dt.date | None, relative_basis: DateBasis) -> Time:
    found, resolved = draft.found, draft.resolved
    basis: DateBasis = "stated" if resolved.absolute else relative_basis
    if not resolved.absolute and (reference is None or not (resolved.value and resolved.edtf)):
        basis = "unresolved"
    return Time(
        span=Span(start=found.start, end=found.end),
        text=text[found.start : found.end],
        type=resolved.type,
        value=resolved.value,
        edtf=resolved.edtf,
        basis=basis,
        tense=draft.tense,
    )


def root_of(found: Found, at: dict[int, Token]) -> Token | None:
    """Return the token of the expression whose head lies outside it, None when no token starts in it."""
    inside = [at[offset] for offset in range(found.start, found.end) if offset in at]
    for token in inside:
        if not found.start <= token.head.idx < found.end or token.head.i == token.i:
            return token
    return inside[0] if inside else None


def is_time(found: Found, root: Token | None, text: str) -> bool:
    """Tell whether what has the form of a time is one here: no counts, no persons, no bare "night"."""
    if root is None:
        return True
    if is_part_of_words(found, root, text) or is_title(found, text):
        return False
    if found.name == "year" and len(found.pieces) == 1:
        return is_year(int(found.pieces[0].value), root)
    if found.name == "month" and len(found.pieces) == 1:
        named = root.i > 0 and root.nbor(-1).pos_ == "PROPN" and root.nbor(-1).head.i == root.i
        return root.ent_type_ != "PERSON" and not named
    if found.name in NAMED and root.pos_ == "PROPN" and root.i and root.nbor(-1).pos_ == "PROPN":
        return False
    if found.name == "weekday" and found.pieces[0].kind == "short_weekday":
        return found.end - found.start > len(found.pieces[0].word)
    if found.name == "bare_noon":
        return ":" in str(found.pieces[0].value)
    return True


def is_part_of_words(found: Found, root: Token, text: str) -> bool:
    """Tell whether the words stand for something else: "the fall of Kabul", "year-to-year", "dark nights"."""
    after = text[found.end :]
    if BETWEEN_UNITS.match(after):
        return True
    if found.name == "at_time":
        return TIME_OF.match(after) is not None
    if found.name in ("season", "month"):
        # "The fall of 1996" has taken its "of" in; "in March of supplying arms" tells a month.
        named = found.name == "month" and text[: found.start].endswith(("in ", "In ", "since ", "last "))
        return after.startswith(" of ") and not named
    if found.name == "bare_units":
        described = any(child.dep_ == "amod" and child.i == root.i - 1 for child in root.children)
        return described or after.lstrip().startswith("apart")
    # The same hour again in another zone: "10:35 a.m. (0735 GMT)".
    return found.name == "clock" and text[: found.start].endswith("m. (")


def is_title(found: Found, text: str) -> bool:
    """Tell whether a time is the title of something: in quotation marks, with a capital."""
    before, after = text[found.start - 1 : found.start], text[found.end : found.end + 2]
    words = text[found.start : found.end]
    return before in QUOTES and before != "" and words.istitle() and bool(QUOTED_END.match(after))


def is_year(value: int, token: Token) -> bool:
    """Tell whether a bare number of four digits is a year where it stands."""
    if value not in YEAR_RANGE:
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    if token.text[0] in "'’" or (before and before in "'’"):
        before = token.nbor(-2).lower_ if before in ("'", "’") and token.i > 1 else before
        return before in BEFORE_YEARS
    counts = token.dep_ == "nummod" and token.head.lemma_.lower() in vocabulary().counted
    if counts:
        return False
    return before in BEFORE_YEARS or token.ent_type_ not in NO_YEARS


def is_rate(found: Found, root: Token | None) -> bool:
    """Tell whether "a year" goes with an amount ("$5 billion a year"), and so tells no time."""
    if [piece.kind for piece in found.pieces] != ["a", "unit"] or root is None or not root.i:
        return False
    return root.dep_ == "npadvmod" and root.doc[root.left_edge.i - 1].pos_ in AMOUNTS


def _preceded(found: Found, at: dict[int, Token], doc: Doc, word: str) -> bool:
    token = at.get(found.start)
    return token is not None and token.i > 0 and doc[token.i - 1].lower_ == word
