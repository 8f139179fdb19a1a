"""The words of an event: its evidence and its content, as spans of the report."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.coding.attribution_syntax import text_of
from dragoman.coding.candidates import Candidate, content_words
from dragoman.records import Mention, Span, Statement, When

PAIRS = (("“", "”"), ("‘", "’"), ("«", "»"), ("[", "]"), ("(", ")"))
"""Opening and closing marks."""


class Evidence:
    """Finds the spans of one candidate within its sentence and the statement that tells it."""

    def __init__(
        self, doc: Doc, sentence: DocSpan, candidate: Candidate, statement: Statement | None
    ) -> None:
        self.doc = doc
        self.candidate = candidate
        self.bounds = _bounds(sentence, candidate.trigger.idx, statement)

    @property
    def trigger(self) -> Span:
        """The predicate with its particles."""
        return _span_of(self.candidate.trigger_tokens)

    def content(self) -> Span | None:
        """What is demanded, offered or threatened; None where nothing is told."""
        if not self.candidate.content:
            return None
        span = trimmed(
            [token for head in self.candidate.content for token in content_words(self.candidate, head)]
        )
        return _within(balanced(span, text_of(self.doc)), self.bounds) if span is not None else None

    def clause(self, people: Iterable[Mention], when: When) -> Span:
        """From the first to the last of the words that tell who did what to whom, and when."""
        frame = self.candidate.frame
        spans = [mention.span for mention in people]
        spans += [span for span in (self.content(), when.span) if span is not None]
        if frame.support is not None:
            spans.append(_span_of([frame.support]))
        spans += [span for head in frame.objects if (span := trimmed(_own_words(head))) is not None]
        inside = [part for span in spans if (part := _within(span, self.bounds)) is not None]
        inside.append(self.trigger)
        start, end = min(span.start for span in inside), max(span.end for span in inside)
        words = self.doc.char_span(start, end, alignment_mode="expand")
        if words is not None and words.start and words[0].dep_ == "pobj":
            preposition = words[0].head
            if preposition.i == words.start - 1:
                start = max(self.bounds.start, preposition.idx)  # "in 2014", not "2014"
        return Span(start=start, end=end)


def balanced(span: Span, text: str) -> Span:
    """Take in the mark beside a span whose partner stands inside it: “meaningful dialogue” with Moscow."""
    words = span.of(text)
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    start, end = span.start, span.end
    for opening, closing in PAIRS:
        if words.count(closing) > words.count(opening) and before == opening:
            start -= 1
        elif words.count(opening) > words.count(closing) and after == closing:
            end += 1
    return Span(start=start, end=end)


def _bounds(sentence: DocSpan, trigger: int, statement: Statement | None) -> Span:
    """The sentence, or what of it the statement tells in whose words the event stands."""
    bounds = Span(start=sentence.start_char, end=sentence.end_char)
    for content in statement.contents if statement else ():
        if content.start <= trigger < content.end:
            bounds = _within(content, bounds) or bounds
    return bounds


def _span_of(tokens: Iterable[Token]) -> Span:
    tokens = list(tokens)
    return Span(start=min(t.idx for t in tokens), end=max(t.idx + len(t) for t in tokens))


def _own_words(head: Token) -> list[Token]:
    """Return the words of a noun phrase without the clauses that hang on it."""
    words, stack = [], [head]
    while stack:
        token = stack.pop()
        words.append(token)
        stack.extend(
            child for child in token.children if child.dep_ not in {"relcl", "acl", "appos", "advcl"}
        )
    return words


def _within(span: Span, bounds: Span) -> Span | None:
    """Return the part of `span` inside `bounds`; None where there is none."""
    start, end = max(span.start, bounds.start), min(span.end, bounds.end)
    return Span(start=start, end=end) if start < end else None


def trimmed(tokens: Iterable[Token]) -> Span | None:
    """Return the span of tokens without the punctuation around them; None where nothing is left."""
    words = [token for token in tokens if not (token.is_punct or token.is_space)]
    return _span_of(words) if words else None
