"""Find attributions: source, cue and content, from the parse and from quotation marks.

This is the part that a trained tagger may replace: `find` gives `Attribution`s, and
`dragoman.coding.statements` links them and makes records of them.

Contents follow the usage of PolNeAR: they take in "that" and the quotation marks, and leave out the
punctuation that parts them from the cue.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_content import content_of
from dragoman.coding.attribution_cues import PREPOSITION, cues, forms_of, kind_of, lemma_of
from dragoman.coding.attribution_syntax import (
    Chars,
    antecedent,
    child,
    cue_span,
    has_to,
    in_condition,
    is_negated,
    pieces,
    source_span,
    subject_of,
)

CERTAIN = {
    "quote": 0.9,
    "clause": 0.94,
    "infinitive": 0.75,
    "gerund": 0.75,
    "naming": 0.7,
    "as": 0.8,
    "noun": 0.7,
}
"""Share of right attributions by form of content, as measured on PolNeAR's dev articles, rounded."""
MODALS = frozenset({"will", "would", "could", "may", "might", "should", "can", "’ll", "'ll"})
LONGEST_SENTENCE = 200
"""Tokens; cues farther apart are not looked at together."""
NOMINAL = ("NOUN", "PROPN", "PRON")
DEPENDENT_NEGATION = frozenset({"believes", "knows", "expects", "wants", "doubts", "supports", "opposes"})


@dataclass
class Attribution:
    """One attribution, in characters of the text; `head` and `speaker` are token numbers."""

    head: int
    stance: str
    form: str
    cue: Chars | None
    source: Chars | None
    speaker: int | None
    contents: list[Chars] = field(default_factory=list)
    confidence: float = 0.5
    anchor: int = -1
    """Token that dates it where that is not the cue: the outer cue of a participle; else -1."""

    @property
    def start(self) -> int:
        """First character of the contents."""
        return min(start for start, _ in self.contents)

    @property
    def end(self) -> int:
        """Last character of the contents, exclusive."""
        return max(end for _, end in self.contents)


def attribute(doc: Doc, head: Token, form: str, stance: str, contents: list[Chars]) -> Attribution:
    """Make the attribution of the verb `head`: its source from the parse, its contents as given."""
    subject = subject_of(head)
    if form in ("quote", "clause") and (subject is None or _within(subject, contents)):
        subject = beside(doc, head, contents)
    source = source_span(doc, subject, head) if subject is not None else None
    particle = None
    if form.startswith(PREPOSITION):
        particle = next((kid for kid in head.children if kid.lower_ == form[len(PREPOSITION) :]), None)
    speaker = antecedent(subject).i if subject is not None else None
    sure = CERTAIN.get(form, 0.65) if source is not None else 0.5
    return Attribution(head.i, stance, form, cue_span(doc, head, particle), source, speaker, contents, sure)


def _within(token: Token, spans: list[Chars]) -> bool:
    return any(start <= token.idx < end for start, end in spans)


def beside(doc: Doc, head: Token, contents: list[Chars]) -> Token | None:
    """Return the noun between the content and its cue, or right after the cue, where the parse has none.

    The parser loses the subject when a long quotation goes before ("...," Smith told reporters).
    """
    first = head.i
    while first > head.sent.start and not _within(doc[first - 1], contents) and head.i - first < 30:
        first -= 1
    before = [t for t in doc[first : head.i] if t.pos_ in NOMINAL and t.dep_ not in ("pobj", "npadvmod")]
    if before and first < head.i and any(end <= doc[first].idx for _, end in contents):
        return before[0] if before[0].head.i not in range(first, head.i) else _top(before[0], first, head.i)
    after = [t for t in doc[head.i + 1 : head.i + 6] if not t.is_space]
    if after and after[0].pos_ in (*NOMINAL, "DET", "ADJ") and after[0].ent_type_ not in ("DATE", "TIME"):
        ends_content = any(end <= head.idx for _, end in contents)
        noun = next((t for t in after if t.pos_ in NOMINAL), None)
        if ends_content and noun is not None:
            return _top(noun, head.i + 1, head.i + 12)
    return None


def _top(token: Token, low: int, high: int) -> Token:
    """Return the highest noun above `token` whose number lies in [low, high)."""
    while token.head.i != token.i and low <= token.head.i < high and token.head.pos_ in NOMINAL:
        token = token.head
    return token


def find_by_verb(doc: Doc) -> list[Attribution]:
    """Return the attributions whose content depends on a cue verb."""
    found = []
    for token in doc:
        forms = forms_of(token) if token.pos_ == "VERB" else {}
        if not forms or not speaks(token, forms):
            continue
        content = content_of(doc, token, forms)
        if content is not None:
            form, spans = content
            found.append(attribute(doc, token, form, forms[form], spans))
    move_out(doc, found)
    part(doc, found)
    return found


def move_out(doc: Doc, found: list[Attribution]) -> None:
    """Give a participle after a content to the outer speaker ("X said ..., while also calling ...").

    The parser hangs it inside the content; the content then ends before it.
    """
    for inner in found:
        head = doc[inner.head]
        if head.tag_ != "VBG" or child(head, "nsubj", "aux") is not None or inner.cue is None:
            continue
        first = head.left_edge.i
        conjunction = doc[first - 1] if first else None
        if conjunction is not None and conjunction.lower_ == "while":
            first -= 1
        marked = doc[first].lower_ == "while"
        if not first or not (marked or doc[first - 1].text == ","):
            continue
        for outer in found:
            if not 0 < inner.head - outer.head < LONGEST_SENTENCE:
                continue
            if (
                outer is inner
                or outer.form != "clause"
                or outer.head > inner.head
                or doc[outer.head].sent != head.sent
            ):
                continue
            cut = [(s, e) for s, e in outer.contents if s < doc[first].idx < e]
            if cut and kind_of(inner.stance) == "speech" and kind_of(outer.stance) == "speech":
                kept = [span for span in outer.contents if span[1] <= cut[0][0]]
                numbers = [t.i for t in doc[doc[outer.head].i : first] if cut[0][0] <= t.idx]
                outer.contents = kept + pieces(doc, numbers)
                inner.source, inner.speaker, inner.anchor = outer.source, outer.speaker, outer.head


def part(doc: Doc, found: list[Attribution]) -> None:
    """End a content before a conjoined clause with a cue and a named speaker of its own.

    "X said A and Y accused Z of B" is two tellings by the outlet, whatever the parser makes of it.
    """
    for inner in found:
        head = doc[inner.head]
        subject = child(head, "nsubj")
        if head.dep_ != "conj" or subject is None or subject.pos_ == "PRON" or inner.cue is None:
            continue
        first = head.left_edge.i
        while first and (doc[first - 1].dep_ == "cc" or doc[first - 1].text == ","):
            first -= 1
        for outer in found:
            if not 0 < inner.head - outer.head < LONGEST_SENTENCE:
                continue
            between = outer.head < head.head.i < head.i and doc[outer.head].sent == head.sent
            if outer is inner or outer.form != "clause" or not between:
                continue
            cut = next(((s, e) for s, e in outer.contents if s < doc[first].idx < e), None)
            if cut is not None and head.head.dep_ in ("ccomp", "conj"):
                kept = [span for span in outer.contents if span[1] <= cut[0]]
                outer.contents = kept + pieces(doc, [t.i for t in doc[outer.head : first] if cut[0] <= t.idx])


def speaks(token: Token, forms: dict[str, str]) -> bool:
    """Tell whether the verb tells of an act that took place: not planned, possible, denied or asked."""
    stances = set(forms.values())
    if is_negated(token) and not stances & DEPENDENT_NEGATION:
        return False
    helped = any(kid.dep_ in ("aux", "auxpass") for kid in token.children)
    named = child(token, "nsubj") is not None
    if token.tag_ == "VB" and not helped and not (token.dep_ == "ROOT" and named):
        return False
    if token.tag_ == "VBN" and token.dep_ == "advcl" and not helped and not named:
        return False
    if has_to(token) and not (token.dep_ == "xcomp" and lemma_of(token.head) in cues().aspectual):
        return False
    if any(kid.dep_ == "aux" and kid.lower_ in MODALS for kid in token.children):
        return False
    return not in_condition(token)
