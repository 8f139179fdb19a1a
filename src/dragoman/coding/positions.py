"""Positions: what each party demands, offers, accepts, refuses, threatens, is open to, and on what terms.

A position is read off an event whose actor takes a stance by it; `data/stances.yaml` says which.
Events that did not happen, or only might, give none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.actors.party import party_of
from dragoman.actors.registry import Registry, load_registry
from dragoman.coding.attribution_syntax import text_of
from dragoman.coding.evidence import trimmed
from dragoman.coding.issues import Issues, load_issues
from dragoman.coding.participants import unique
from dragoman.coding.syntax import children
from dragoman.records import Actor, Event, Position, Span, Stance, content_id
from dragoman.tables import load_table

NAME = "dragoman_positions"
_UNYIELDING = frozenset({"demands", "refuses", "conditions", "threatens"})
"""Stances that can be a red line."""
_FORTHCOMING = frozenset({"offers", "open to"})
"""Stances of who is to give something, which must be named."""
CLAUSE_DEPTH = 4
"""A condition is looked for at most this many links below the predicate."""


class _Stances(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    categories: dict[str, Stance]
    lemmas: dict[str, dict[Stance, frozenset[str]]]
    negated: dict[str, Stance]
    told_whole: frozenset[str]
    bare_contents: frozenset[str]
    general_nouns: frozenset[str]
    conditions: frozenset[str]
    condition_phrases: tuple[str, ...]
    red_lines: tuple[str, ...]
    own_views: tuple[str, ...]


@cache
def load_stances() -> _Stances:
    """Return the checked table of stances; raises `DataError` when the file is wrong."""
    return load_table(_Stances, "dragoman.coding", "data/stances.yaml")


def stance_of(event: Event, lemmas: frozenset[str]) -> Stance | None:
    """Return the stance that an event's actors take by it; None where it tells none.

    `lemmas` are those of its predicate and of the predicate's object ("reach", "agreement").
    """
    table = load_stances()
    if "hypothetical" in event.marks or (event.category == "AGREE" and event.content is None):
        return None
    chosen = next(
        (
            stance
            for stance, words in table.lemmas.get(event.category, {}).items()
            if not words.isdisjoint(lemmas)
        ),
        table.categories.get(event.category),
    )
    if chosen is not None and "negation" in event.marks:
        return table.negated.get(event.category)
    return chosen


class PositionFinder:
    """spaCy component: sets `doc._.positions` from its events."""

    def __init__(self, registry: Registry, issues: Issues) -> None:
        self.registry = registry
        self.issues = issues

    def __call__(self, doc: Doc) -> Doc:
        """Find the positions that the events of `doc` show."""
        report = doc._.report
        published = report.published if report is not None else None
        found: dict[str, Position] = {}
        for event in doc._.events:
            for position in self._positions(doc, event, published):
                found.setdefault(position.id, position)
        doc._.positions = tuple(found.values())
        return doc

    def _positions(self, doc: Doc, event: Event, published: dt.date | None) -> Iterator[Position]:
        trigger = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
        if trigger is None:
            return
        predicate = trigger.root
        stance = stance_of(
            event, frozenset(t.lemma_.lower() for t in (predicate, *children(predicate, "dobj", "oprd")))
        )
        if stance is None:
            return
        content = self._content(doc, event, predicate)
        if content is None or _says_nothing(doc, content, stance):
            return
        issue = self._issue(doc, content)
        conditions = [span for span in _conditions(predicate) if not content.contains(span)]
        if stance == "threatens" and conditions:
            # A threat is told with its condition; a condition of its own is what an offer hangs on.
            ends = [content, *conditions]
            content = Span(start=min(s.start for s in ends), end=max(s.end for s in ends))
            conditions = []
        shared: dict[str, Any] = {
            "issue": issue,
            "red_line": stance in _UNYIELDING
            and _has_phrase(_clause_words(predicate), load_stances().red_lines),
            "own_view": _has_phrase(predicate.sent, load_stances().own_views),
        }
        toward = self._toward(event, published)
        for party, speaker in self._parties(event, published):
            others = tuple(other for other in toward if other.id != party.id)
            if toward and not others:
                continue  # between two of one side nothing is negotiated
            own = {"own_view": shared["own_view"] and speaker is not None}
            fields = {**shared, "toward": others, "party": party, "speaker": speaker, **own}
            yield _position(doc, event, stance, content, fields)
            for span in conditions:
                yield _position(doc, event, "conditions", span, fields)

    @staticmethod
    def _content(doc: Doc, event: Event, predicate: Token) -> Span | None:
        """Return the words for what the stance is about; None where they only name an act."""
        if event.content is None or predicate.lemma_.lower() in load_stances().told_whole:
            told = Span(start=min(event.trigger.start, event.span.end), end=event.span.end)
            words = doc.char_span(told.start, told.end, alignment_mode="expand")
            return None if words is not None and _only_names(words, predicate) else told
        words = doc.char_span(event.content.start, event.content.end, alignment_mode="expand")
        if words is None:
            return event.content
        if _only_names(words, predicate):
            return None
        before = doc[words.start - 1] if words.start else None
        if before is not None and before.lower_ == "against" and words.root.dep_ in {"pobj", "pcomp"}:
            return Span(start=before.idx, end=event.content.end)
        return event.content

    def _issue(self, doc: Doc, content: Span) -> str:
        span = doc.char_span(content.start, content.end, alignment_mode="expand")
        if span is None:
            return self.issues.name(())
        words = [token.lemma_.lower() for token in span if not token.is_punct]
        nouns = [span.root, *(t for t in span if t.pos_ == "NOUN")]
        telling = (noun.lemma_.lower() for noun in nouns if noun.pos_ == "NOUN" and self._names_issue(noun))
        return self.issues.name(words, next(telling, ""))

    def _names_issue(self, noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        return lemma not in load_stances().general_nouns and self.registry.agent(lemma) is None

    def _parties(self, event: Event, published: dt.date | None) -> list[tuple[Actor, Actor | None]]:
        """Return the parties whose stance it is, each with the person who speaks for it, if one does."""
        found: dict[str, tuple[Actor, Actor | None]] = {}
        for mention in unique(event.actors):
            actor = mention.actor
            if actor.kind == "description" and not actor.code:
                continue
            party = party_of(actor, self.registry, published)
            speaker = actor if actor.kind == "person" and actor.id != party.id else None
            if party.id not in found or speaker is None:
                found[party.id] = party, speaker
        return list(found.values())

    def _toward(self, event: Event, published: dt.date | None) -> tuple[Actor, ...]:
        parties = (party_of(mention.actor, self.registry, published) for mention in event.recipients)
        return tuple({party.id: party for party in parties}.values())


def _says_nothing(doc: Doc, content: Span, stance: Stance) -> bool:
    """Tell whether a content is no more than somebody's name, or "promises" that are offered."""
    span = doc.char_span(content.start, content.end, alignment_mode="expand")
    words = [] if span is None else [token for token in span if token.pos_ not in {"DET", "PUNCT", "SPACE"}]
    if words and all(token.ent_type_ == "PERSON" for token in words):
        return True
    lemmas = {token.lemma_.lower() for token in words}
    return len(words) == 1 and stance in _FORTHCOMING and lemmas <= load_stances().general_nouns


def _only_names(words: DocSpan, predicate: Token) -> bool:
    """Tell whether words only name an act told elsewhere, or somebody: "the demands", "him"."""
    if all(word.pos_ in {"PRON", "DET", "PUNCT", "PART"} for word in words):
        return True
    told_about = (
        child
        for child in words.root.children
        if child.dep_ in {"acl", "relcl", "prep", "ccomp"} and child in words and child.i != predicate.i
    )
    return words.root.lemma_.lower() in load_stances().bare_contents and not any(told_about)


def _position(doc: Doc, event: Event, stance: Stance, content: Span, fields: dict[str, Any]) -> Position:
    return Position(
        id=content_id("p", event.id, fields["party"].id, stance, content.start, content.end),
        report=event.report,
        span=event.span,
        stance=stance,
        content=" ".join(content.of(text_of(doc)).split()),
        when=event.when,
        told_by=event.attributed_to,
        source=event.id,
        confidence=event.confidence,
        **fields,
    )


def _clause_words(predicate: Token) -> Iterator[Token]:
    """Yield the words of a predicate's clause, without clauses that are joined to it by "and"."""
    for child in predicate.lefts:
        yield from child.subtree
    yield predicate
    for child in predicate.rights:
        if child.dep_ != "conj":
            yield from child.subtree


def _has_phrase(words: Iterable[Token], phrases: tuple[str, ...]) -> bool:
    """Tell whether one of the phrases stands among words as whole words."""
    text = " ".join(word.lower_ for word in words)
    return any(f" {phrase} " in f" {text} " for phrase in phrases)


def _conditions(predicate: Token, depth: int = 0) -> Iterator[Span]:
    """Yield the conditional clauses that hang on a predicate or on its complement."""
    table = load_stances()
    for child in predicate.children:
        if child.dep_ == "advcl":
            markers = [t for t in child.children if t.dep_ in {"mark", "advmod"} and t.i < child.i]
            conceded = any(word.lower_ == "even" for word in child.lefts)  # "even if" sets no condition
            if any(marker.lower_ in table.conditions for marker in markers) and not conceded:
                yield _clause(child)
        elif child.dep_ == "prep" and _phrase(child).startswith(table.condition_phrases):
            yield _clause(child)
        elif child.dep_ in {"xcomp", "ccomp", "acomp", "dobj", "conj"} and depth < CLAUSE_DEPTH:
            yield from _conditions(child, depth + 1)


def _phrase(token: Token) -> str:
    return " ".join(part.lower_ for part in token.subtree)


def _clause(token: Token) -> Span:
    return trimmed(token.subtree) or Span(start=token.idx, end=token.idx + len(token))


@Language.factory(
    NAME,
    default_config={"issues": "", "actors": []},
    requires=["doc._.events"],
    assigns=["doc._.positions"],
)
def make_position_finder(nlp: Language, name: str, issues: str, actors: list[str]) -> Callable[[Doc], Doc]:
    """Make the component: `issues` is the path of an issues file, `actors` are further who's who files."""
    registry = load_registry(tuple(Path(path) for path in actors))
    return PositionFinder(registry, load_issues(Path(issues) if issues else None))
