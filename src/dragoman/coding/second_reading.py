"""What the relation model makes of a document's sentences, by token and mention."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.coding.attribution_syntax import text_of
from dragoman.coding.relation_model import NONE, Answer, Query, RelationModel
from dragoman.records import Mention

TELLING = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
"""Parts of speech of words that can tell an event."""


class Part(NamedTuple):
    """A mention's part in the event that a word tells, as probabilities."""

    mention: Mention
    actor: float
    recipient: float


@dataclass(frozen=True)
class SentenceReading:
    """The model's answer on one sentence."""

    mentions: tuple[Mention, ...]
    acting: int
    """How many of the mentions can act; the others are hosts."""
    rows: dict[int, int]
    """Token index to the row of the answer."""
    labels: Mapping[str, Sequence[str]]
    answer: Answer

    @property
    def hosts(self) -> tuple[Mention, ...]:
        """The states for whose capitals and towns the sentence has mere places."""
        return self.mentions[self.acting :]

    def told(self, token: Token) -> dict[str, float]:
        """Return how likely it is that `token` tells each category, or none; empty where it was not asked."""
        row = self.rows.get(token.i)
        if row is None:
            return {}
        return dict(zip(self.labels["category"], map(float, self.answer.words[row]), strict=True))

    def mode(self, token: Token, modes: Collection[str]) -> str:
        """Return the likeliest of `modes` for the event that `token` tells; empty where none is likely."""
        row = self.rows.get(token.i)
        if row is None:
            return ""
        chances = self.answer.modes[row]
        labels = self.labels["mode"]
        options = [number for number, label in enumerate(labels) if not label or label in modes]
        return labels[max(options, key=lambda number: chances[number])]

    def parts(self, tokens: Iterable[Token]) -> list[Part]:
        """Return each mention's part in the event that the words tell together: the mean over them."""
        rows = [self.rows[token.i] for token in tokens if token.i in self.rows]
        if not rows or not self.mentions:
            return []
        mean = self.answer.roles[rows].mean(axis=0)
        return [
            Part(mention, float(row[1]) if number < self.acting else 0.0, float(row[2]))
            for number, (mention, row) in enumerate(zip(self.mentions, mean, strict=True))
        ]


def read_sentences(
    model: RelationModel,
    doc: Doc,
    sentences: Sequence[DocSpan],
    hosts: Callable[[DocSpan], tuple[Mention, ...]],
) -> dict[int, SentenceReading]:
    """Return the model's reading of each sentence that mentions anybody, by the sentence's first token.

    `hosts` gives the states for whose capitals a sentence has mere places: they can receive, not act.
    """
    by_sentence = _mentions_in(doc, sentences)
    text = text_of(doc)
    asked: list[tuple[DocSpan, list[Token], tuple[Mention, ...], int]] = []
    queries: list[Query] = []
    for sentence in sentences:
        mentions = by_sentence.get(sentence.start, ())
        words = [token for token in sentence if token.pos_ in TELLING and token.is_alpha]
        if not mentions or not words:
            continue
        acting = len(mentions)
        mentions += hosts(sentence)
        start = sentence.start_char
        queries.append(
            Query(
                text=text[start : sentence.end_char],
                triggers=[token.idx - start for token in words],
                mentions=[(m.span.start - start, m.span.end - start) for m in mentions],
            )
        )
        asked.append((sentence, words, mentions, acting))
    return {
        sentence.start: SentenceReading(
            mentions, acting, {token.i: row for row, token in enumerate(words)}, model.labels, answer
        )
        for (sentence, words, mentions, acting), answer in zip(asked, model.ask(queries), strict=True)
    }


def _mentions_in(doc: Doc, sentences: Sequence[DocSpan]) -> dict[int, tuple[Mention, ...]]:
    """Return the mentions inside each sentence, in text order."""
    found: dict[int, tuple[Mention, ...]] = {}
    mentions = sorted(doc._.mentions, key=lambda m: m.span.start)
    at = 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].span.start < sentence.start_char:
            at += 1
        inside = []
        place = at
        while place < len(mentions) and mentions[place].span.start < sentence.end_char:
            if mentions[place].span.end <= sentence.end_char:
                inside.append(mentions[place])
            place += 1
        if inside:
            found[sentence.start] = tuple(inside)
    return found


def event_probability(told: dict[str, float]) -> float:
    """Return how likely it is that a word tells an event at all."""
    return 1.0 - told[NONE] if told else 0.0
