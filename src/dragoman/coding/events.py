"""The event coder: from the candidates of each sentence to PLOVER events with actors, marks and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.actors.entities import Entity
from dragoman.actors.registry import Registry, load_registry
from dragoman.coding import marks, syntax
from dragoman.coding.candidates import (
    Candidate,
    Classifier,
    Coding,
    by_lexicon,
    content_indices,
    find_candidates,
)
from dragoman.coding.dating import event_when, is_own_statement
from dragoman.coding.frames import Frame
from dragoman.coding.participants import Participants, unique
from dragoman.coding.places import place_of
from dragoman.coding.statements import statement_at, statement_of_cue, telling_statement
from dragoman.language.extensions import body_of, register, report_id
from dragoman.ontology.contexts import contexts_of
from dragoman.ontology.plover import Ontology, load_ontology
from dragoman.ontology.predicates import Predicates, load_predicates
from dragoman.records import Event, Mark, Mention, Span, Statement, When, content_id

NAME = "dragoman_events"
REFUSED_MODES = {
    "AGREE": "",
    "CONSULT": "meet",
    "SUPPORT": "",
    "CONCEDE": "yield",
    "COOPERATE": "assist",
    "AID": "assist",
    "RETREAT": "yield",
}
"""Who will not or cannot do one of these rejects it, in this mode."""
THREATENED_MODES = {"ASSAULT": "violence", "SANCTION": "restrict", "COERCE": "restrict"}
"""Who says that they will do one of these threatens with it, in this mode."""
VISIT = "visit"
VERBAL = frozenset({1, 3})
MATERIAL_CONFLICT = 4
PARTISAN = frozenset({"REB", "OPP", "MIL", "COP", "PRM", "UAF", "PRE", "PTY", "LEG", "JUD", "SPY", "LAB"})
"""Sectors whose demands and refusals count though it is not told of which state they are."""
OWN_FORCES = frozenset({"MOBILIZE", "RETREAT"})
"""Categories in which the forces that are moved act: "Russian paratroopers were deployed"."""
DEFAULT_DOERS = ("amod", "compound", "nmod", "by", "between", "of", "from")
"""Where the doer of a noun's event stands, when its rule does not say."""
IMPERSONAL_SUBJECTS = frozenset({"it", "there", "door", "doors", "window", "option", "options"})
NOUN_FACTOR, UNMET_RECIPIENT_FACTOR, INNER_FACTOR = 0.9, 0.9, 0.85
"""How much less sure an event is: told by a noun; without the recipient that its word takes; with an
actor found inside a phrase that is no actor itself. Rough until the trained model calibrates them."""


class EventCoder:
    """spaCy component: sets `doc._.events` from mentions, times and statements."""

    def __init__(
        self, registry: Registry, lexicon: Predicates, ontology: Ontology, classify: Classifier
    ) -> None:
        self.registry = registry
        self.lexicon = lexicon
        self.ontology = ontology
        self.classify = classify

    @cached_property
    def capitals(self) -> dict[str, Entity]:
        """Capitals and the states whose they are: who visits one visits the state."""
        phrases = self.registry.phrases()
        return {name: entity for name, kind, entity in phrases if kind == "capital" and not entity.end}

    def __call__(self, doc: Doc) -> Doc:
        """Code the body of `doc`."""
        register()
        body = body_of(doc)
        people = Participants(doc, self.registry, statement_at)
        is_actor = people.head_indices
        events: dict[str, Event] = {}
        for sentence in doc.sents:
            if sentence.start_char < body.start or sentence.start_char >= body.end:
                continue
            for event in self._sentence_events(doc, people, sentence, is_actor):
                events.setdefault(event.id, event)
        doc._.events = tuple(sorted(events.values(), key=lambda event: (event.trigger.start, event.id)))
        return doc

    def _sentence_events(
        self, doc: Doc, people: Participants, sentence: DocSpan, is_actor: set[int]
    ) -> list[Event]:
        """Return the events of a sentence, without those that are only the content of another."""
        found = find_candidates(sentence, self.lexicon, is_actor)
        contexts = contexts_of([token.lemma_ for token in sentence]) if found else ()
        coded: list[tuple[Candidate, Event]] = []
        for candidate, coding in zip(found, self.classify(found), strict=True):
            event = _Assembly(self, doc, people, sentence, contexts, candidate, coding).event()
            if event is not None:
                coded.append((candidate, event))
        contents = [content_indices(candidate) for candidate, _ in coded]
        free = [not any(candidate.trigger.i in held for held in contents) for candidate, _ in coded]
        # What is itself only content holds nothing of its own.
        holding = [held for held, is_free in zip(contents, free, strict=True) if is_free]
        return [
            event for candidate, event in coded if not any(candidate.trigger.i in held for held in holding)
        ]


class _Assembly:
    """One candidate on its way to an event."""

    def __init__(
        self,
        coder: EventCoder,
        doc: Doc,
        people: Participants,
        sentence: DocSpan,
        contexts: tuple[str, ...],
        candidate: Candidate,
        coding: Coding,
    ) -> None:
        self.coder, self.doc, self.people = coder, doc, people
        self.sentence, self.contexts = sentence, contexts
        self.candidate, self.coding = candidate, coding
        self.frame, self.rule = candidate.frame, candidate.rule
        self.factor = 1.0
        self.reasons = [coding.reason]

    def event(self) -> Event | None:
        """Return the event; None where nobody is told to act."""
        statement = telling_statement(self.doc, self.candidate.trigger.idx)
        quad = self.coder.ontology.quad(self.coding.category)
        actors, recipients = self._roles()
        if not actors and quad in VERBAL:
            actors = self._impersonal_doers(statement)
        if not actors and self.coding.category in OWN_FORCES:
            actors = self.people.of(self.frame.objects, inner=True)
        marked = marks.markings(self.candidate.trigger, self.frame.support, reported=statement is not None)
        flags: dict[Mark, str] = {marking.mark: marking.word for marking in marked}
        if not actors and (flags or not recipients or quad != MATERIAL_CONFLICT):
            return None
        if self.rule.requires_recipient and not recipients:
            return None
        if self.rule.ahead and not {"future", "hypothetical"} & flags.keys():
            return None
        if quad in VERBAL and not any(map(_is_somebody, (*actors, *recipients))):
            return None
        if quad in VERBAL and all("JRN" in mention.actor.sectors for mention in actors):
            return None  # reporters ask and criticise for a living
        if self.coding.category == "CONSULT" and not _is_meeting(actors, recipients):
            return None
        own_words = statement is not None and is_own_statement(actors, statement)
        announced = own_words and "future" in flags and "negation" not in flags and self._is_threat()
        if self.coding.category == "THREATEN" and own_words and "negation" not in flags:
            # Who says "we will strike back" has threatened: what lies ahead is the threat's content.
            flags.clear()
        cue_of = statement_of_cue(self.doc, self.candidate.trigger.idx)
        if cue_of is not None and cue_of.when.edtf:
            when = cue_of.when
        elif announced and statement is not None and statement.when.edtf:
            when = statement.when  # the threat is made on that day; its own words date what is threatened
        else:
            when = event_when(self.candidate.trigger, self.doc, quad in VERBAL, actors, statement)
        if {"future", "hypothetical"} & flags.keys() and not when.text:
            when = When(tense=when.tense)
        if marks.is_historical(when, self.people.published):
            flags["historical"] = when.edtf
        self.reasons += [f"{mark}: “{word}”" for mark, word in flags.items()]
        category, mode = self._recast(flags)
        if category == "REJECT" and self.rule.symmetric:
            actors, recipients = self._refusing(actors)
        if self.frame.kind == "noun":
            self.factor *= NOUN_FACTOR
        if self.rule.recipient and not recipients:
            self.factor *= UNMET_RECIPIENT_FACTOR
        trigger = _span_of(self.candidate.trigger_tokens)
        report = report_id(self.doc)
        sure = min([m.confidence for m in (*actors, *recipients)], default=1.0)
        return Event(
            id=content_id("e", report, trigger.start, trigger.end, category),
            report=report,
            span=self._evidence(actors, recipients, when, statement),
            trigger=trigger,
            actors=actors,
            recipients=recipients,
            category=category,
            mode=mode,
            contexts=self.contexts,
            marks=tuple(sorted(flags)),
            content=self._content(statement),
            when=when,
            place=place_of(t for t in (self.candidate.trigger, self.frame.support) if t is not None),
            attributed_to=_speakers(self.doc, statement),
            statement=statement.id if statement else "",
            confidence=round(self.coding.confidence * self.factor * sure, 3),
            runner_up=self.coding.runner_up,
            reasons=tuple(self.reasons),
        )

    def _is_threat(self) -> bool:
        """What an actor's own words announce against another is taken as a threat, not yet the act."""
        mode = THREATENED_MODES.get(self.coding.category)
        if mode is None:
            return False
        self.reasons.append(f"{self.coding.category} announced by its own actor: a threat")
        self.coding = replace(self.coding, category="THREATEN", mode=mode, runner_up=self.coding.category)
        return True

    def _recast(self, flags: dict[Mark, str]) -> tuple[str, str]:
        """A future meeting is an agreement to meet; what one will not or cannot do, one refuses."""
        category, mode = self.coding.category, self.coding.mode
        if "negation" in flags and category in REFUSED_MODES and {"future", "hypothetical"} & flags.keys():
            for mark in ("negation", "future", "hypothetical"):
                flags.pop(mark, None)
            return "REJECT", REFUSED_MODES[category]
        if "future" not in flags:
            return category, mode
        later = self.coder.ontology.future.get(category)
        return (later, "") if later else (category, mode)

    def _refusing(self, sides: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """Of the sides of a meeting that is refused, those who refuse and those who are refused."""
        ids = {mention.actor.id for mention in self._doers()}
        refusing = tuple(mention for mention in sides if mention.actor.id in ids)
        others = tuple(mention for mention in sides if mention.actor.id not in ids)
        return (refusing, others) if refusing else (sides, ())

    def _roles(self) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        doers = self._doers()
        recipients = self._recipients()
        if self.rule.symmetric:
            partners = self._first(self.rule.partners)
            if not partners and self.frame.kind == "verb":
                partners = self.people.of(self.frame.objects)
            sides = unique([*doers, *partners, *recipients])
            return self._with_speaker(sides) if partners and sides == partners else sides, ()
        acting = {mention.actor.id for mention in doers}
        return doers, tuple(m for m in recipients if m.actor.id not in acting)

    def _with_speaker(self, sides: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Add the speaker's party to the one side told: "talks with Kyiv will open", said Minsk's envoy."""
        statement = telling_statement(self.doc, self.candidate.trigger.idx)
        if statement is None or len(sides) != 1 or is_own_statement(sides, statement):
            return sides
        self.factor *= INNER_FACTOR
        self.reasons.append("one side only is told: the speaker's is taken for the other")
        return unique([*self.people.parties(statement.speakers), *sides])

    def _recipients(self) -> tuple[Mention, ...]:
        """Return to whom it is done, where the rule says or where the word's meaning puts it."""
        if self.rule.swap:
            return self.people.of(self.frame.subjects, inner=True)
        by_is_actor = self.frame.kind == "verb" and syntax.is_passive(self.candidate.trigger)
        found = self._first(slot for slot in self.rule.recipient if not (slot == "by" and by_is_actor))
        if not found and self.frame.undergone:
            found = self.people.of(self.frame.objects, inner=True)
        if not found and self.coding.category == "REQUEST":
            found = self._asked()
        if not found and self.coding.category == "AGREE" and not self.rule.symmetric:
            found = self._first(self.rule.partners) or self._partners_in_content()
        if not found and self.coding.mode == VISIT:
            heads = [head for slot in self.rule.recipient for head in self.frame.slot(slot)]
            found = self.people.hosts(heads, self.coder.capitals)
        return found

    def _partners_in_content(self) -> tuple[Mention, ...]:
        """With whom one agrees to do what is agreed: "agreed to discuss the plan with Oslo"."""
        clauses = [Frame(head, "verb") for head in self.candidate.content if head.pos_ in {"VERB", "AUX"}]
        return self.people.of(
            [head for clause in clauses for slot in self.rule.partners for head in clause.slot(slot)]
        )

    def _asked(self) -> tuple[Mention, ...]:
        """Who is to do what is demanded: the subject of the demand's clause."""
        clauses = [head for head in self.candidate.content if head.dep_ in {"ccomp", "acl", "xcomp"}]
        return self.people.of(
            [s for clause in clauses for s in syntax.children(clause, "nsubj", "nsubjpass")]
        )

    def _cue_speakers(self) -> tuple[Mention, ...]:
        """Where the predicate is the cue of a statement, its speakers act, however the parse goes."""
        statement = statement_of_cue(self.doc, self.candidate.trigger.idx)
        return statement.speakers if statement is not None else ()

    def _impersonal_doers(self, statement: Statement | None) -> tuple[Mention, ...]:
        """Who says "it is agreed that" or "the door is open" does it, where nobody else is told to."""
        subjects = syntax.surface_subjects(_clause_verb(self.candidate.trigger))
        impersonal = all(token.lower_ in IMPERSONAL_SUBJECTS for token in subjects)
        if statement is None or self.frame.kind == "noun" or not impersonal:
            return ()
        self.factor *= INNER_FACTOR
        self.reasons.append("actor: whoever says so, since the subject is impersonal")
        return statement.speakers

    def _doers(self) -> tuple[Mention, ...]:
        subjects = self.frame.subjects
        if self.frame.kind == "noun":
            found = self._noun_doers(subjects)
            return unique([*found, *self._first(self.rule.actor)]) if self.rule.symmetric else found
        if self.rule.actor:
            return self._first(self.rule.actor)
        found = self.people.of(subjects) or self._cue_speakers()
        if not found:
            found = unique([m for subject in subjects for m in self.people.owners(subject)])
            if found:
                self.factor *= INNER_FACTOR
                self.reasons.append(f"actor owns the subject “{subjects[0].text}”")
        return found

    def _noun_doers(self, subjects: list[Token]) -> tuple[Mention, ...]:
        noun = self.candidate.trigger
        for heads in (syntax.children(noun, "poss"), subjects):
            found = self.people.of(
                [token for head in heads for token in syntax.with_conjuncts(head)], inner=True
            )
            if found:
                return found
        return self._first(self.rule.actor or DEFAULT_DOERS) or self.people.owners(noun)

    def _first(self, slots: Iterable[str]) -> tuple[Mention, ...]:
        """Return the mentions in the first of `slots` that has any."""
        for slot in slots:
            heads = self.frame.slot(slot)
            found = self.people.of(heads) or self.people.of(heads, inner=True)
            if found:
                return found
        return ()

    def _content(self, statement: Statement | None) -> Span | None:
        if not self.candidate.content:
            return None
        tokens = [token for head in self.candidate.content for token in head.subtree]
        span = _trimmed(tokens)
        return _within(span, self._bounds(statement)) if span is not None else None

    def _bounds(self, statement: Statement | None) -> Span:
        """The sentence, or what of it the statement tells in whose words the event stands."""
        bounds = Span(start=self.sentence.start_char, end=self.sentence.end_char)
        trigger = self.candidate.trigger.idx
        for content in statement.contents if statement else ():
            if content.start <= trigger < content.end:
                bounds = _within(content, bounds) or bounds
        return bounds

    def _evidence(
        self,
        actors: Iterable[Mention],
        recipients: Iterable[Mention],
        when: When,
        statement: Statement | None,
    ) -> Span:
        """From the first to the last of the words that tell it, within the sentence and the statement."""
        bounds = self._bounds(statement)
        spans = [mention.span for mention in (*actors, *recipients)]
        spans += [span for span in (self._content(statement), when.span) if span is not None]
        if self.frame.support is not None:
            spans.append(_span_of([self.frame.support]))
        spans += [span for head in self.frame.objects if (span := _trimmed(_own_words(head))) is not None]
        inside = [part for span in spans if (part := _within(span, bounds)) is not None]
        inside.append(_span_of(self.candidate.trigger_tokens))
        start, end = min(span.start for span in inside), max(span.end for span in inside)
        first = self.doc.char_span(start, end, alignment_mode="expand")
        if (
            first is not None
            and first.start
            and first[0].head.i == first.start - 1
            and first[0].dep_ == "pobj"
        ):
            start = max(bounds.start, first[0].head.idx)  # "in 2014", not "2014"
        return Span(start=start, end=end)


def _speakers(doc: Doc, statement: Statement | None) -> tuple[Mention, ...]:
    """Return the speakers of a statement and of those around it, the outermost first."""
    by_id = {other.id: other for other in doc._.statements}
    chain: list[Mention] = []
    seen: set[str] = set()
    while statement is not None and statement.id not in seen:
        seen.add(statement.id)
        chain = [*statement.speakers, *chain]
        statement = by_id.get(statement.parent)
    return unique(chain)


def _is_somebody(mention: Mention) -> bool:
    """Tell whether a mention is more than "experts" or "people": somebody of a state, name or sector."""
    actor = mention.actor
    return actor.kind != "description" or bool(actor.code) or bool(PARTISAN & set(actor.sectors))


def _is_meeting(actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> bool:
    """Tell whether two sides are told to consult: one person alone, or one with the press, does not."""
    if any("JRN" in mention.actor.sectors for mention in (*actors, *recipients)):
        return False
    return len(actors) + len(recipients) > 1 or actors[0].actor.kind != "person"


def _clause_verb(token: Token) -> Token:
    return token.head if token.dep_ in {"acomp", "oprd", "attr"} else token


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


def _trimmed(tokens: list[Token]) -> Span | None:
    words = [token for token in tokens if not (token.is_punct or token.is_space)]
    return _span_of(words) if words else None


@Language.factory(
    NAME,
    assigns=["doc._.events"],
    requires=["doc._.mentions", "doc._.times", "doc._.statements", "token.dep", "token.lemma"],
    default_config={"actors": []},
)
def make_event_coder(nlp: Language, name: str, actors: list[str]) -> Callable[[Doc], Doc]:
    """Make the coder with the packaged lexicon; `actors` are further who's who files."""
    lexicon = load_predicates()
    registry = load_registry(tuple(Path(path) for path in actors))
    return EventCoder(registry, lexicon, load_ontology(), by_lexicon(lexicon))
