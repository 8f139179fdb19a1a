"""Give each quotation its cue and speaker: beside it, around it, or carried on from the one before."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution, attribute, speaks
from dragoman.coding.attribution_cues import cues, forms_of, lemma_of
from dragoman.coding.attribution_syntax import Chars, child, has_to, subject_of, text_of
from dragoman.coding.quotes import Quote, paragraphs_of

REACH = 40
"""Tokens after a quotation within which its cue is looked for."""
TITLE_LEADS = frozenset(
    {"on", "in", "of", "at", "for", "from", "to", "a", "the", "his", "her", "its", "their", "'s", "’s"}
    | {"show", "book", "film", "program", "called"}
)
"""Words that lead to a quoted title."""
NEAR = 600
"""Characters; a quoted paragraph farther from the last speaker's words is not taken for his."""
SHORT = 4
"""Words: a shorter quotation without a cue of its own is a term, not speech."""


SIGNATURE = re.compile(
    r"\s*(?P<dash>―|—|–|--?)\s*"
    r"(?P<name>[A-Z][\w.’'-]*(?: (?:[a-z]{1,3} )?[A-Z][\w.’'-]*){0,5}(?<!\.))"
    r"(?=\.?\s*(?:\n|$|,))"
)
"""A dash and a name that sign a quotation, at the end of a line."""
JOINTS = frozenset({"and", "but", "or", "that", "yet", "then", "also", "because", "..."})
"""Words that join a quotation to the words of the same speaker before it."""


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
    words, text = Words(doc), text_of(doc)
    by_head = {item.head: item for item in found}
    new: list[Attribution] = []
    paragraphs = dict(paragraphs_of(text))
    last: Attribution | None = None
    last_end = -1
    for quote in quotes:
        if quote.depth:
            new += _quoted_inside(doc, words, quote, quotes, [*found, *new])
            continue
        owner = _owner(quote, [*found, *new])
        if owner is None:
            if _is_title(
                text[quote.inner_start : quote.inner_end], text[max(0, quote.start - 40) : quote.start]
            ):
                continue
            cue = (
                _cue_after(doc, words, quote, by_head)
                or _cue_before(doc, words, quote)
                or _lead_before(doc, words, quote)
            )
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
                    owner.contents = carry_on(doc, owner, span)
            elif (signed := _signed(doc, quote)) is not None:
                owner = signed
                new.append(signed)
            elif last is not None and _carries_on(
                doc, words, quote, last, last_end, quote.start in paragraphs
            ):
                last.contents = carry_on(doc, last, (quote.start, quote.end))
                owner = last
            elif last is not None and quote.start - last_end < NEAR and quote.start in paragraphs:
                span = (quote.start, quote.end)
                if (
                    paragraphs[quote.start] <= quote.end
                    and len(text[quote.start : quote.end].split()) >= 2 * SHORT
                ):
                    owner = Attribution(
                        last.head, last.stance, "quote", None, last.source, last.speaker, [span], 0.5
                    )
                    new.append(owner)
        if owner is not None:
            edges = [edge[1] for edge in (owner.cue, owner.source) if edge is not None]
            last, last_end = owner, max(quote.end, owner.end, *edges)
    return new


def carry_on(doc: Doc, item: Attribution, span: Chars) -> list[Chars]:
    """Return the contents of `item` with one more piece; a piece after "and" is one with the last."""
    start, end = item.contents[-1]
    gap = text_of(doc)[end : span[0]]
    if item.cue is not None and item.cue[0] < start and gap.strip() and "\n" not in gap:
        words = set(gap.lower().strip(" ,").split())
        if words <= JOINTS:
            return [*item.contents[:-1], (start, span[1])]
    return join([*item.contents, span])


def _owner(quote: Quote, found: list[Attribution]) -> Attribution | None:
    """Return the outermost attribution whose contents already hold the quotation."""
    holders = [
        item
        for item in found
        if not (item.cue is not None and quote.start <= item.cue[0] < quote.end)
        and any(start < quote.inner_end and quote.inner_start < end for start, end in item.contents)
    ]
    return max(holders, key=lambda item: item.end - item.start, default=None)


def _signed(doc: Doc, quote: Quote) -> Attribution | None:
    """Return the attribution of a quotation that is signed with a dash and a name ("..." -- Name)."""
    match = SIGNATURE.match(text_of(doc), quote.end)
    name = doc.char_span(*match.span("name")) if match is not None else None
    if match is None or name is None:
        return None
    span = (quote.start, quote.end)
    return Attribution(
        name.root.i, "says", "signature", match.span("dash"), match.span("name"), name.root.i, [span], 0.8
    )


def _is_speech_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and "quote" in forms_of(token) and speaks(token, forms_of(token))


def _is_title(inner: str, before: str) -> bool:
    """Tell whether the quoted words are the title of a book or broadcast ("on 'The Morning Show'")."""
    long = [word for word in inner.split() if len(word) > 3]
    led = before.rsplit(maxsplit=1)[-1].lower() if before.strip() else ""
    return led in TITLE_LEADS and bool(long) and all(word[0].isupper() for word in long)


def _cue_after(doc: Doc, words: Words, quote: Quote, taken: dict[int, Attribution]) -> Token | None:
    """Return the cue verb of the clause right after the quotation ("...," he said)."""
    inner = text_of(doc)[quote.inner_start : quote.inner_end].rstrip()
    if not inner or not quote.closed:
        return None
    first = words.at(quote.end)
    subject_seen = False
    closed = inner[-1] in ".:"
    for token in doc[first : first + REACH]:
        if token.is_space:
            if "\n" in token.text:
                return None
            continue
        if token.text in ("“", '"', "''", "``", "«") or (token.is_sent_start and token.i > first + 1):
            return None
        if token.text in (".", "?", "!", ";"):
            return None
        carried = next(
            (kid for kid in token.children if kid.dep_ in ("xcomp", "advcl") and has_to(kid)), None
        )
        if lemma_of(token) in cues().aspectual and carried is not None and _is_speech_verb(carried):
            return carried
        if _is_speech_verb(token):
            if closed and (token.i in taken or token.right_edge.i > token.i + 6 or token.i > first + 8):
                return None
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
            if number and doc[number - 1].text == ":":
                continue
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


def _lead_before(doc: Doc, words: Words, quote: Quote) -> Token | None:
    """Return the verb of a clause with a subject that a colon parts from the quotation."""
    text = text_of(doc)
    colon = len(text[: quote.start].rstrip()) - 1
    if colon < 0 or text[colon] != ":" or "\n\n" in text[colon : quote.start]:
        return None
    at = words.at(colon)
    line = text.rfind("\n", 0, colon)
    if not at:
        return None
    for token in doc[doc[at - 1].sent.start : at]:
        if token.pos_ in ("VERB", "AUX") and token.idx > line and token.dep_ not in ("relcl", "advcl", "acl"):
            subject = child(token, "nsubj")
            if subject is not None and subject.i < token.i:
                return token
    return None


def _quoted_inside(
    doc: Doc, words: Words, quote: Quote, quotes: list[Quote], found: list[Attribution]
) -> list[Attribution]:
    """Return the attribution of a quotation inside another, where the outer speaker names who said it."""
    outer = next((q for q in quotes if q.depth == 0 and q.start < quote.start and quote.end <= q.end), None)
    if outer is None or quote.depth != 1:
        return []
    cue = _cue_before(doc, words, quote)
    if cue is None or cue.idx < outer.start or any(item.head == cue.i for item in found):
        return []
    subject = subject_of(cue)
    if subject is None or subject.idx < outer.start or subject.lower_ in ("i", "we", "you"):
        return []
    return [attribute(doc, cue, "quote", forms_of(cue).get("quote", "says"), [(quote.start, quote.end)])]


def _carries_on(doc: Doc, words: Words, quote: Quote, last: Attribution, last_end: int, opens: bool) -> bool:
    """Tell whether the quotation goes on with the last speaker's words.

    It does when it begins a sentence right after the sentence of the last cue or quotation, when only
    a conjunction or a dash parts it from the last words, and when it opens the next paragraph.
    """
    if quote.continues:
        return True
    gap = text_of(doc)[last_end : quote.start] if last_end <= quote.start else ""
    if set(gap.lower().strip(" ,.;:—–-…").split()) <= JOINTS:
        return "\n" not in gap or opens
    long = len(text_of(doc)[quote.inner_start : quote.inner_end].split()) >= SHORT
    if opens:
        return long and "\n" not in gap.strip() and len(gap.split()) < SHORT
    if "\n" in gap or last.cue is None:
        return False
    between = [token for token in doc[words.at(last_end) : words.at(quote.start)] if not token.is_space]
    if not between or between[-1].text not in (".", ",", "?", "!", ":", "—", "–", "--", "..."):
        return False
    if last.end > last.cue[0]:
        return False
    ends = [token for token in between if token.text in (".", "?", "!", ":", ";")]
    return (
        len(ends) <= 1
        and all(token.i == between[-1].i for token in ends)
        and (long or between[-1].text == ",")
    )
