"""From the tokens that stand in an event's roles to the actors they mention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.actors.entities import Entity
from dragoman.actors.names import folded
from dragoman.actors.party import party_of
from dragoman.actors.registry import Registry
from dragoman.coding.syntax import antecedent, children, possessors, with_conjuncts
from dragoman.records import Mention, Span, Statement

FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
SPEAKER_CONFIDENCE, HOST_CONFIDENCE = 0.8, 0.85
INNER_PREPOSITIONS = ("of", "by", "from", "between", "against", "on", "in", "with", "to")


class Participants:
    """Looks up the mentions of one document by token, with first persons resolved to their speaker."""

    def __init__(
        self,
        doc: Doc,
        registry: Registry,
        statement_at: Callable[[Doc, int], Statement | None],
    ) -> None:
        self.doc = doc
        self.registry = registry
        self.statement_at = statement_at
        self.published: dt.date | None = doc._.report.published if doc._.report else None
        self._by_head: dict[int, list[Mention]] = {}
        self._by_token: dict[int, list[Mention]] = {}
        for mention in doc._.mentions:
            span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if span is None or not len(span):
                continue
            self._by_head.setdefault(span.root.i, []).append(mention)
            for token in span:
                self._by_token.setdefault(token.i, []).append(mention)

    @property
    def head_indices(self) -> set[int]:
        """Token indices of the heads of all mentions."""
        return set(self._by_head)

    def at(self, head: Token) -> tuple[Mention, ...]:
        """Return the mentions that the noun phrase headed by `head` makes, without looking inside it."""
        if head.lower_ in FIRST_SINGULAR | FIRST_PLURAL:
            return self._speaker(head)
        found = self._by_head.get(head.i)
        if not found:
            found = [m for m in self._by_token.get(head.i, ()) if self._is_head_like(m, head)]
        if not found:
            return ()
        widest = max(mention.span.end - mention.span.start for mention in found)
        return self._named(head, tuple(m for m in found if m.span.end - m.span.start == widest))

    def _named(self, head: Token, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return whom a description without a code names beside itself: "its ally Oman"."""
        if any(mention.actor.code for mention in found):
            return found
        named = [n for noun in children(head, "appos") for n in with_conjuncts(noun)]
        return unique(m for n in named for m in self._by_head.get(n.i, ()) if m.actor.code) or found

    def is_head(self, token: Token) -> bool:
        """Tell whether `token` heads a mention."""
        return token.i in self._by_head

    def before(self, at: int, sentence: DocSpan, but: Iterable[Mention]) -> tuple[Mention, ...]:
        """Return the mentions with a code before a character of `sentence`, in text order, `but` left out."""
        codes = {mention.actor.code for mention in but}
        found = [m for token in sentence for m in self._by_head.get(token.i, ()) if m.span.end <= at]
        return tuple(m for m in found if m.actor.code and m.actor.code not in codes)

    def of(self, heads: Iterable[Token], inner: bool = False) -> tuple[Mention, ...]:
        """Return the mentions of several noun phrases, each actor once.

        With `inner`, a phrase that is no actor itself ("Russia's demands", "the attack on Kyiv")
        gives the actor that owns it, or stands inside it.
        """
        found: list[Mention] = []
        for head in heads:
            mentions = self.at(head)
            if not mentions and inner:
                mentions = self.inside(head)
            found.extend(mentions)
        return unique(found)

    def inside(self, noun: Token) -> tuple[Mention, ...]:
        """Return the actor that owns `noun`, else the nearest one in its prepositional phrases."""
        owners = self.owners(noun)
        if owners:
            return owners
        for name in INNER_PREPOSITIONS:
            for preposition in children(noun, "prep", "agent"):
                if preposition.lower_ == name:
                    nouns = [n for p in children(preposition, "pobj") for n in with_conjuncts(p)]
                    found = self.of(nouns)
                    if not found and name in {"of", "by", "from"}:
                        found = unique([m for n in nouns for m in self.owners(n)])
                    if found:
                        return found
        return ()

    def hosts(
        self, heads: Iterable[Token], capitals: Mapping[str, Entity], towns: bool = False
    ) -> tuple[Mention, ...]:
        """Return the states whose capitals `heads` name, or with `towns` any of their towns."""
        found = []
        for head in heads:
            start = min([head.i, *(child.i for child in children(head, "compound"))])
            words = self.doc[start : head.i + 1]
            state, kind = capitals.get(words.text), "capital"
            if state is None and towns:
                place = self.registry.places().get(folded(words.text))
                if place is not None and place.kind in {"town", "site", "province"}:
                    state, kind = self.registry.state(place.code), place.kind
            if state is not None:
                found.append(
                    Mention(
                        span=Span(start=words.start_char, end=words.end_char),
                        text=words.text,
                        actor=self.registry.actor(state, self.published),
                        how="metonym",
                        because=f"{kind} of {state.name}: what befalls it befalls the state",
                        confidence=HOST_CONFIDENCE,
                    )
                )
        return unique(found)

    def hosts_in(self, sentence: DocSpan, capitals: Mapping[str, Entity]) -> tuple[Mention, ...]:
        """Return the states of the capitals and towns that a sentence names as mere places."""
        names = [
            t for t in sentence if t.pos_ == "PROPN" and t.dep_ != "compound" and t.i not in self._by_token
        ]
        return self.hosts(names, capitals, towns=True)

    def owners(self, noun: Token) -> tuple[Mention, ...]:
        """Return the actors in possessive, demonym or compound position, or after "by"."""
        modifiers = [*children(noun, "poss", "amod", "compound", "nmod"), *possessors(noun)]
        modifiers = [antecedent(token) if token.lower_ == "whose" else token for token in modifiers]
        tokens = [t for modifier in modifiers for t in (modifier, *modifier.conjuncts)]
        seen = sorted({token.i: token for token in tokens}.values(), key=lambda token: token.i)
        return self.of(seen)

    def parties(self, speakers: Iterable[Mention]) -> tuple[Mention, ...]:
        """Return the speakers with the state or body that each speaks for in place of the person."""
        return tuple(
            speaker.model_copy(update={"actor": party_of(speaker.actor, self.registry, self.published)})
            for speaker in speakers
        )

    def _speaker(self, pronoun: Token) -> tuple[Mention, ...]:
        statement = self.statement_at(self.doc, pronoun.idx)
        if statement is None:
            return ()
        span = Span(start=pronoun.idx, end=pronoun.idx + len(pronoun))
        found = []
        for speaker in statement.speakers:
            actor = speaker.actor
            if pronoun.lower_ in FIRST_PLURAL and actor.kind == "person" and actor.code:
                actor = party_of(actor, self.registry, self.published)
            found.append(
                Mention(
                    span=span,
                    text=pronoun.text,
                    actor=actor,
                    how="speaker",
                    because=f"“{pronoun.text}” in the words of {speaker.actor.name}",
                    confidence=SPEAKER_CONFIDENCE * speaker.confidence,
                )
            )
        return tuple(found)

    def _is_head_like(self, mention: Mention, token: Token) -> bool:
        """A token inside a mention stands for it unless it merely modifies the mention's own head."""
        span = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        return (
            span is not None
            and token.dep_ not in {"poss", "amod", "det", "case", "punct"}
            and token.i in range(span.start, span.end)
        )


def codes_of(mentions: Iterable[Mention]) -> set[str]:
    """Return the codes of those who have one."""
    return {mention.actor.code for mention in mentions} - {""}


def unique(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Keep the first mention of each actor."""
    seen: dict[str, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.actor.id, mention)
    return tuple(seen.values())
