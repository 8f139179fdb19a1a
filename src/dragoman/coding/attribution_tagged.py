"""Join what the tagger sees with what the rules find, and give the tagger's finds their place in the parse.

Where both see one statement it becomes one. What only the rules find stays where it rests on punctuation
or a fixed phrase, or where the tagger does not think the cue unlikely; it always stays inside another
statement's content, since the tagger learned from articles in which nested statements are not marked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dragoman.coding.attribution import Attribution
from dragoman.coding.attribution_cues import PREPOSITION, cues, forms_of, lemma_of
from dragoman.coding.attribution_quotes import extend_over_quotes
from dragoman.coding.attribution_syntax import Chars, antecedent, has_to, is_negated, is_passive, text_of
from dragoman.coding.quotes import Quote
from dragoman.coding.tagger import Findings, Loose, Tagged

SAME = 0.5
"""Jaccard index of the contents' characters from which two attributions with cues apart are one."""
CERTAIN_FORMS = frozenset({"quote", "phrase", "label", "turn", "signature"})
"""Forms of rule-found attributions that rest on punctuation or a fixed phrase."""
_TELLING = frozenset({"quote", "clause", "phrase"})
"""Forms of contents that are said, whatever the cue."""
DOUBTED = 0.3
"""A cue of a rule that is less probable than this to the tagger is no cue."""
SURE = 0.7
"""Least probability of a cue that only the tagger finds; chosen on held articles."""
FEWEST = 4
"""Words of the shortest content that is kept without a cue."""
NEAR = 400
"""Characters within which what is said without a cue is taken for the words of the speaker beside it."""
FARTHEST = 4
"""Words within which a source goes on that ends with a preposition or an article."""
FOLLOWING = 0.6
"""How much less sure such a statement is."""


def join(doc: Doc, rules: list[Attribution], findings: Findings, quotes: list[Quote]) -> list[Attribution]:
    """Return one list of attributions from both."""
    tagged = findings.attributions
    seen = [item for item in tagged if item.contents]
    pairs = pair(rules, seen)
    joined: list[Attribution] = []
    for number, rule in enumerate(rules):
        other = pairs.get(number)
        if other is not None and seen[other].sure >= SURE:
            joined.append(merged(doc, rule, seen[other], quotes))
        elif keeps(rule, tagged, rules):
            joined.append(rule)
    taken = set(pairs.values())
    for number, item in enumerate(seen):
        if number not in taken and item.sure >= SURE:
            joined.append(placed(doc, item, quotes))
    joined = said_once(joined)
    return joined + [
        without_cue(doc, item, joined, quotes) for item in left_over(doc, findings, joined, quotes)
    ]


def said_once(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out what has the very words of a surer attribution: "He hit out after they demanded that ..."."""
    surest: dict[tuple[Chars, ...], Attribution] = {}
    for item in sorted(found, key=lambda item: (item.source is not None, item.confidence)):
        surest[tuple(item.contents)] = item
    return [item for item in found if surest[tuple(item.contents)] is item]


def left_over(
    doc: Doc, findings: Findings, joined: Sequence[Attribution], quotes: Sequence[Quote]
) -> list[Loose]:
    """Return what is said in the tagger's eyes and is no part of any attribution."""
    taken = [span for item in joined for span in (*item.contents, item.source, item.cue) if span is not None]
    text = text_of(doc)
    starts = [sentence.start_char for sentence in doc.sents]
    return [
        item
        for item in findings.contents
        if len(text[item.content[0] : item.content[1]].split()) >= FEWEST
        and (_is_quoted(item, quotes) or _begins_sentence(text, starts, item.content[0]))
        and not any(start < item.content[1] and item.content[0] < end for start, end in taken)
    ]


def _is_quoted(item: Loose, quotes: Sequence[Quote]) -> bool:
    """Tell whether one quotation holds all of what is said."""
    return any(quote.start <= item.content[0] and item.content[1] <= quote.end for quote in quotes)


def _begins_sentence(text: str, starts: Sequence[int], place: int) -> bool:
    """Tell whether no word of its sentence stands before a place: half a clause is no saying."""
    start = starts[max(0, bisect_right(starts, place) - 1)]
    return not any(letter.isalnum() for letter in text[start:place])


def without_cue(doc: Doc, item: Loose, joined: Sequence[Attribution], quotes: list[Quote]) -> Attribution:
    """Return the attribution of what is said without a cue: to the speaker before it, or right after it."""

    def distance(other: Attribution) -> int:
        """Return the characters between; what stands before is half as far."""
        edges = [edge for edge in (other.cue, *other.contents) if edge is not None]
        before = [item.content[0] - end for _, end in edges if end <= item.content[0]]
        after = [2 * (start - item.content[1]) for start, _ in edges if start >= item.content[1]]
        return min([*before, *after], default=NEAR + 1)

    known = [other for other in joined if other.source is not None]
    owner = min(known, key=distance, default=None)
    if owner is not None and distance(owner) > NEAR:
        owner = None
    return Attribution(
        head_of_content(doc, *item.content).i,
        "says",
        "quote" if _is_quoted(item, quotes) else "clause",
        None,
        owner.source if owner is not None else None,
        owner.speaker if owner is not None else None,
        [item.content],
        FOLLOWING * item.sure,
    )


def pair(rules: Sequence[Attribution], tagged: Sequence[Tagged]) -> dict[int, int]:
    """Return which rule-found attribution is which of the tagger's: cues that overlap, else like contents."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    likeness = []
    for number, rule in enumerate(rules):
        for other, item in enumerate(tagged):
            crossed = rule.cue is not None and rule.cue[0] < item.cue[1] and item.cue[0] < rule.cue[1]
            alike = overlap(rule.contents, item.contents)
            if crossed or alike >= SAME:
                likeness.append((-crossed, -alike, number, other))
    for _, _, number, other in sorted(likeness):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def overlap(one: Sequence[Chars], other: Sequence[Chars]) -> float:
    """Return the Jaccard index of the characters of two sets of spans."""
    shared = sum(max(0, min(end, high) - max(start, low)) for start, end in one for low, high in other)
    if not shared:
        return 0.0
    whole = sum(end - start for start, end in (*one, *other)) - shared
    return shared / whole


def keeps(rule: Attribution, tagged: Sequence[Tagged], rules: Sequence[Attribution]) -> bool:
    """Tell whether an attribution stays that only the rules find."""
    if rule.form in CERTAIN_FORMS or rule.cue is None:
        return True
    spans = [span for item in tagged for span in item.contents]
    spans += [span for item in rules if item is not rule for span in item.contents]
    if any(start <= rule.cue[0] and rule.cue[1] <= end for start, end in spans):
        return True
    chances = [item.sure for item in tagged if item.cue[0] < rule.cue[1] and rule.cue[0] < item.cue[1]]
    return max(chances, default=1.0) >= DOUBTED


def merged(doc: Doc, rule: Attribution, item: Tagged, quotes: list[Quote]) -> Attribution:
    """Return the attribution that both see: the rule's cue and head, the tagger's source.

    Contents that are much alike keep the rule's edges, which rest on the parse and on quotation marks.
    """
    if overlap(rule.contents, item.contents) < SAME:
        rule.contents = extend_over_quotes(list(item.contents), quotes, item.cue)
    rule.cue = rule.cue or item.cue
    if item.source:
        source = whole(doc, longest(item.source))
        if not is_told(doc, doc[rule.head], source):
            rule.source = source
            spoke = doc[rule.speaker] if rule.speaker is not None else None
            if spoke is not None and not source[0] <= spoke.idx < source[1] and not _stands_for(doc, source):
                rule.speaker = antecedent(head_of(doc, source)).i
    rule.confidence = max(rule.confidence, item.sure)
    return rule


def placed(doc: Doc, item: Tagged, quotes: list[Quote]) -> Attribution:
    """Return the attribution that only the tagger sees, with its head in the parse and its stance."""
    head = head_of(doc, item.cue)
    forms = forms_of(head)
    form = form_of(doc, item, quotes, head)
    # "Downplayed the directive" says nothing, nor does "are examining whether".
    asked = doc[first_word(doc, item.contents[0])].lower_ in {"whether", "if"} and not is_negated(head)
    unlisted = "says" if form in _TELLING and not asked else "regards"
    stance = forms.get(form) or next(iter(forms.values()), unlisted)
    if head.pos_ == "NOUN" and lemma_of(head.head) in cues().dismissing and head.dep_ in {"dobj", "pobj"}:
        stance = "rejects"  # "discounted rumours that" spreads none
    source = whole(doc, longest(item.source)) if item.source else None
    if source is not None and is_told(doc, head, source):
        source = None
    speaker = antecedent(head_of(doc, source)).i if source is not None else None
    return Attribution(
        head.i, stance, form, item.cue, source, speaker, list(item.contents), item.sure * item.held
    )


def is_told(doc: Doc, cue: Token, source: Chars) -> bool:
    """Tell whether a source is the one told or accused: the subject of a passive that quotes nobody."""
    if not is_passive(cue) or lemma_of(cue) in cues().quoting:
        return False
    root = head_of(doc, source)
    return root.dep_ == "nsubjpass" and root.head.i == cue.i


def _stands_for(doc: Doc, source: Chars) -> bool:
    """Tell whether a source is a pronoun, whose speaker stands elsewhere."""
    return head_of(doc, source).pos_ == "PRON"


def longest(spans: Sequence[Chars]) -> Chars:
    """Return the longest span."""
    return max(spans, key=lambda span: span[1] - span[0])


def whole(doc: Doc, source: Chars) -> Chars:
    """Return a source with the name that the tagger cut off: "the former secretary of" goes on to "State"."""
    span = doc.char_span(*source, alignment_mode="expand")
    if span is None or span[-1].pos_ not in {"ADP", "DET"}:
        return source
    last = span[-1]
    rest = last.head if last.pos_ == "DET" else next((kid for kid in last.rights if kid.dep_ == "pobj"), None)
    if rest is not None and last.i < rest.i <= last.i + FARTHEST:
        return source[0], rest.idx + len(rest)
    return (source[0], doc[last.i - 1].idx + len(doc[last.i - 1])) if len(span) > 1 else source


def head_of(doc: Doc, span: Chars) -> Token:
    """Return the word of `span` that the others depend on; of a cue, the last one that can be a cue."""
    starts: list[int] | None = doc.user_data.get("dragoman_starts")
    if starts is None or len(starts) != len(doc):
        starts = doc.user_data["dragoman_starts"] = [token.idx for token in doc]
    first, last = bisect_left(starts, span[0] + 1) - 1, bisect_left(starts, span[1])
    tokens = doc[max(0, first) : max(first + 1, last)]
    return next((token for token in reversed(list(tokens)) if forms_of(token)), tokens.root)


def form_of(doc: Doc, item: Tagged, quotes: list[Quote], head: Token) -> str:
    """Return the form of the contents, as the rules name it."""
    outer = [quote for quote in quotes if quote.depth == 0]
    if all(any(q.start <= start and end <= q.end for q in outer) for start, end in item.contents):
        return "quote"
    if text_of(doc)[item.cue[0] : item.cue[1]].lower() in {
        p for group in cues().phrases.values() for p in group
    }:
        return "phrase"
    start, end = item.contents[0]
    root = head_of_content(doc, start, end)
    if root.pos_ in ("VERB", "AUX"):
        if has_to(root):
            return "infinitive"
        return "gerund" if root.tag_ == "VBG" and root.dep_ in ("xcomp", "pcomp") else "clause"
    if any(token.dep_ == "mark" for token in root.children):
        return "clause"
    before = doc[root.left_edge.i - 1].lower_ if root.left_edge.i else ""
    return PREPOSITION + before if PREPOSITION + before in forms_of(head) else "noun"


def first_word(doc: Doc, content: Chars) -> int:
    """Return the number of the first word of a content."""
    span = doc.char_span(*content, alignment_mode="expand")
    return span.start if span is not None else head_of(doc, content).i


def head_of_content(doc: Doc, start: int, end: int) -> Token:
    """Return the root of the words between two characters."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else head_of(doc, (start, end))
