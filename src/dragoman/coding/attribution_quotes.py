"""Give each quotation its cue and speaker: beside it, around it, or carried on from the one before."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution, attribute, speaks
from dragoman.coding.attribution_cues import forms_of
from dragoman.coding.attribution_syntax import Chars, subject_of
from dragoman.coding.quotes import Quote, paragraphs_of

REACH = 40
"""Tokens after a quotation within which its cue is looked for."""
SHORT = 4
"""Words: a shorter quotation without a cue of its own is a term, not speech."""


class Words:
    """Token numbers by character, for one document."""

    def __init__(self, doc: Doc) -> None:
        self.starts = [token.idx for token in doc]
        self.doc = doc

    def at(self, char: int) -> int:
        """Return the number of the first token that starts at or after `char`."""
        return bisect_left(self.starts, char)


def quoted_at(quotes: list[Quote], char: int) -> Quote | None:
    """Return the outermost quotation around `char`."""
    return next((q for q in quotes if q.depth == 0 and q.start <= char < q.end), None)


def extend_over_quotes(contents: list[Chars], quotes: list[Quote], cue: Chars) -> list[Chars]:
    """Widen each content to the whole of every quotation that it cuts; join what then touches."""
    widened = []
    for start, end in contents:
        for quote in quotes:
            if quote.depth or quote.end <= start or quote.start >= end:
                continue
            if quote.start <= cue[0] < quote.end:
                continue
            low, high = min(start, quote.start), max(end, quote.end)
            if not low <= cue[0] < high or start <= cue[0] < end:
                start, end = low, high
        widened.append((start, end))
    return join(widened)


def join(spans: list[Chars]) -> list[Chars]:
    """Return the spans in order, those that overlap made one."""
    joined: list[Chars] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def link_quotes(doc: Doc, quotes: list[Quote], found: list[Attribution]) -> list[Attribution]:
    """Attach every free quotation to a cue beside it or to the speaker before; return what is new."""
    words = Words(doc)
    by_head = {item.head: item for item in found}
    new: list[Attribution] = []
    paragraphs = list(paragraphs_of(doc.text))
    last: Attribution | None = None
    last_end = -1
    for quote in quotes:
        if quote.depth:
            continue
        owner = _owner(quote, [*found, *new])
        if owner is None:
            cue = _cue_after(doc, words, quote) or _cue_before(doc, words, quote)
            if cue is not None:
                owner = by_head.get(cue.i)
                span = (quote.start, quote.end)
                if owner is None:
                    forms = forms_of(cue)
                    owner = attribute(doc, cue, "quote", forms.get("quote", "says"), [span])
                    if owner.source is None:
                        owner.confidence = 0.5
                    new.append(owner)
                    by_head[cue.i] = owner
                else:
                    owner.contents = join([*owner.contents, span])
            elif last is not None and _carries_on(doc, quote, last_end, paragraphs):
                last.contents = join([*last.contents, (quote.start, quote.end)])
                owner = last
        if owner is not None:
            last, last_end = owner, max(quote.end, owner.end, owner.cue[1] if owner.cue else 0)
    return new


def _owner(quote: Quote, found: list[Attribution]) -> Attribution | None:
    """Return the outermost attribution whose contents already hold the quotation."""
    holders = [
        item
        for item in found
        if any(start < quote.inner_end and quote.inner_start < end for start, end in item.contents)
    ]
    return max(holders, key=lambda item: item.end - item.start, default=None)


def _is_speech_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and "quote" in forms_of(token) and speaks(token, forms_of(token))


def _cue_after(doc: Doc, words: Words, quote: Quote) -> Token | None:
    """Return the cue verb of the clause right after the quotation ("...," he said)."""
    inner = doc.text[quote.inner_start : quote.inner_end].rstrip()
    if not inner or inner[-1] in ".:" or not quote.closed:
        return None
    first = words.at(quote.end)
    subject_seen = False
    for token in doc[first : first + REACH]:
        if token.is_space:
            if "\n" in token.text:
                return None
            continue
        if token.text in ("“", '"', "''", "``", "«") or (token.is_sent_start and token.i > first + 1):
            return None
        if token.text in (".", "?", "!", ";"):
            return None
        if _is_speech_verb(token):
            subject = subject_of(token)
            if subject is None or subject.i >= first or subject_seen:
                return token
            return None if subject.idx < quote.start and inner[-1] not in ",?!" else token
        if token.pos_ == "VERB" and token.dep_ in ("ROOT", "conj", "ccomp") and inner[-1] not in ",":
            return None
        subject_seen = subject_seen or token.dep_ == "nsubj"
    return None


def _cue_before(doc: Doc, words: Words, quote: Quote) -> Token | None:
    """Return the cue verb of the clause that leads to the quotation (He said: "...")."""
    at = words.at(quote.start)
    for number in range(at - 1, max(-1, at - REACH), -1):
        token = doc[number]
        if token.is_space and "\n" in token.text:
            return None
        if token.text in (".", "?", "!", ";", "”", "»") or (token.text in ('"', "''") and number < at - 1):
            return None
        if _is_speech_verb(token):
            return token
        if (
            token.pos_ == "VERB"
            and token.dep_ in ("ROOT", "ccomp", "conj")
            and "quote" not in forms_of(token)
        ):
            return None
    return None


def _carries_on(doc: Doc, quote: Quote, last_end: int, paragraphs: list[Chars]) -> bool:
    """Tell whether the quotation goes on with the last speaker's words.

    It does when it begins a sentence and nothing but cues and blanks lies between, or when it opens
    the next paragraph.
    """
    inner = doc.text[quote.inner_start : quote.inner_end]
    if len(inner.split()) < SHORT:
        return False
    gap = doc.text[last_end : quote.start] if last_end <= quote.start else ""
    if quote.continues:
        return True
    opens = any(start == quote.start for start, _ in paragraphs)
    before = gap.strip()
    return (not before or before in (".", ",", "—", "...", "…", ". . .")) or (
        opens and len(before.split()) < SHORT
    )
