"""Utterances: what one attribution covers, sentence by sentence.

A quotation of three sentences says three things, and other reports repeat one or two of them: each sentence
is a statement of its own, so that it is told once and joined with those that tell the same. The one with
the cue keeps the attribution's id; the others name it as the statement that they are a part of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from dragoman.coding.attribution_syntax import text_of
from dragoman.records import Span, Statement, content_id

END = re.compile(r"[.!?…][\"'”’»)\]]*$")
"""How a sentence ends; the parser also parts where none does."""
WORD = re.compile(r"\w+(?:['’]\w+)*")
PARAGRAPH = re.compile(r"\n\s*\n")
LEAST_WORDS = 2
"""Fewer words go with the sentence before or after them: "No.", "Why?"."""


class Sentences:
    """Where the sentences of a text end."""

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        parsed = (span.start_char + len(span.text.rstrip()) for span in doc.sents)
        self.ends = [end for end in parsed if END.search(self.text[max(0, end - 4) : end])]

    def number(self, char: int) -> int:
        """Return the number of the sentence in which a character stands."""
        return bisect_right(self.ends, char)

    def parted(self, contents: Iterable[Span]) -> dict[int, list[Span]]:
        """Return contents by the number of the sentence that they say something in."""
        found: dict[int, list[Span]] = {}
        for content in contents:
            for number, piece in self._pieces(content):
                wordless = found and not WORD.search(piece.of(self.text))
                found.setdefault(max(found) if wordless else number, []).append(piece)
        return found

    def _pieces(self, content: Span) -> Iterator[tuple[int, Span]]:
        """Yield the sentences of a content; too few words go with those before, the first with the next."""
        pieces: list[tuple[int, int, int]] = []
        low = content.start
        for high in (*(end for end in self.ends if content.start < end < content.end), content.end):
            if len(WORD.findall(self.text, low, high)) >= LEAST_WORDS or (high == content.end and not pieces):
                pieces.append((self.number(high - 1), low, high))
            elif pieces:
                number, start, _ = pieces[-1]
                pieces[-1] = number, start, high
            else:
                continue
            low = high
        for number, start, end in pieces:
            yield number, Span(start=start, end=end).trimmed(self.text)


def utterances(sentences: Sentences, statement: Statement) -> list[Statement]:
    """Return a statement as one for each sentence that its contents cover, in text order."""
    parted = sentences.parted(statement.contents)
    if len(parted) < 2:
        return [statement]
    at_cue = sentences.number(statement.cue.start) if statement.cue else -1
    main = at_cue if at_cue in parted else min(parted)
    return [_part(statement, tuple(parted[number]), is_main=number == main) for number in sorted(parted)]


def _part(statement: Statement, contents: tuple[Span, ...], *, is_main: bool) -> Statement:
    if is_main:
        named = [span for span in (statement.speaker_span, statement.cue) if span is not None]
        return statement.model_copy(update={"contents": contents, "span": covering([*contents, *named])})
    return statement.model_copy(
        update={
            "id": content_id("s", statement.id, contents[0].start, contents[-1].end),
            "span": covering(contents),
            "contents": contents,
            "cue": None,
            "part_of": statement.id,
        }
    )


def whole(statements: Iterable[Statement], text: str) -> list[Statement]:
    """Return statements with their parts put together again, as one source and cue attribute them."""
    parts: dict[str, list[Statement]] = {}
    for statement in statements:
        parts.setdefault(statement.part_of or statement.id, []).append(statement)
    whole_of = {part.id: id_ for id_, each in parts.items() for part in each}
    joined = (_joined(sorted(each, key=lambda part: bool(part.part_of)), text) for each in parts.values())
    return [one.model_copy(update={"parent": whole_of.get(one.parent, one.parent)}) for one in joined]


def _joined(parts: Sequence[Statement], text: str) -> Statement:
    if len(parts) == 1:
        return parts[0]
    contents: list[Span] = []
    for span in sorted((span for part in parts for span in part.contents), key=lambda span: span.start):
        gap = text[contents[-1].end : span.start] if contents else ""
        # The pieces of a content in several paragraphs are apart from the beginning.
        if contents and not gap.strip() and not PARAGRAPH.search(gap):
            span = Span(start=contents.pop().start, end=span.end)
        contents.append(span)
    kinds = {part.kind for part in parts}
    return parts[0].model_copy(
        update={
            "contents": tuple(contents),
            "span": covering([part.span for part in parts]),
            "kind": kinds.pop() if len(kinds) == 1 else "mixed",
        }
    )


def covering(spans: Sequence[Span]) -> Span:
    """Return the span from the first to the last character of spans."""
    return Span(start=min(span.start for span in spans), end=max(span.end for span in spans))
