"""The event coder: from the candidates of each sentence to PLOVER events with actors, marks and dates."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.actors.entities import Entity
from dragoman.actors.registry import Registry, load_registry
from dragoman.coding import marks, syntax
from dragoman.coding.acts import with_authors
from dragoman.coding.attribution_syntax import text_of
from dragoman.coding.candidates import (
    Candidate,
    Classifier,
    Coding,
    by_lexicon,
    content_indices,
    find_candidates,
)
from dragoman.coding.completion import domestic
from dragoman.coding.confidence import Signs, confidence, load_weights, log_odds
from dragoman.coding.dating import event_when, is_own_statement
from dragoman.coding.evidence import Evidence
from dragoman.coding.judging import Judge, telling_words
from dragoman.coding.participants import Participants, unique
from dragoman.coding.parts import settle
from dragoman.coding.places import place_of
from dragoman.coding.relation_model import NONE, RelationModel, load_relation_model
from dragoman.coding.roles import Roles
from dragoman.coding.second_reading import Part, SentenceReading, read_sentences
from dragoman.coding.statements import statement_at, statement_of_cue, telling_statement
from dragoman.language.extensions import body_of, register, report_id
from dragoman.ontology.contexts import contexts_of, main_contexts
from dragoman.ontology.plover import Ontology, load_ontology
from dragoman.ontology.predicates import Predicates, load_predicates
from dragoman.records import Event, Mark, Mention, Span, Statement, When, content_id

NAME = "dragoman_events"
REFUSED_MODES = {
    "CONSULT": "meet",
    "CONCEDE": "yield",
    "COOPERATE": "assist",
    "AID": "assist",
    "RETREAT": "yield",
}
"""In which mode one rejects what one will not or cannot do; none where the category is not named."""
THREATENED_MODES = {"ASSAULT": "violence", "SANCTION": "restrict", "COERCE": "restrict"}
"""Who says that they will do one of these threatens with it, in this mode."""
VERBAL = frozenset({1, 3})
MATERIAL_CONFLICT = 4
PARTISAN = frozenset({"REB", "OPP", "MIL", "COP", "PRM", "UAF", "PRE", "PTY", "LEG", "JUD", "SPY", "LAB"})
"""Sectors whose demands and refusals count though it is not told of which state they are."""
REFUSING: tuple[Mark, ...] = ("negation", "future", "hypothetical")
"""Marks that make a refusal of what one says one will not do; the refusal itself has none of them."""
PRESUPPOSING = frozenset({"why", "how", "when", "where", "who", "whose", "whom", "since"})
"""Words of questions that take the event for granted ("why did they attack?")."""
SAID_TO_PARTIES = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Categories in which a mere place is no recipient: who proposes Geneva offers Switzerland nothing."""
CONDITIONS = frozenset({"if", "unless"})
CIVIL = frozenset({"CVL", "EDU", "SOC"})
"""Sectors that have no force to mobilise."""
CLOSING_MARKS = " \n\"'”’»)"
"""What may follow the last mark of a sentence."""
NOUN_FACTOR, UNMET_RECIPIENT_FACTOR = 0.9, 0.9
"""How much less sure an event is that is told by a noun, or without the recipient that its word takes."""


class EventCoder:
    """spaCy component: sets `doc._.events` from mentions, times and statements."""

    def __init__(
        self,
        registry: Registry,
        lexicon: Predicates,
        ontology: Ontology,
        classify: Classifier,
        model: Callable[[], RelationModel] | None = None,
        sure: Callable[[Signs], float] = confidence,
    ) -> None:
        self.registry = registry
        self.lexicon = lexicon
        self.ontology = ontology
        self.classify = classify
        self.sure = sure
        self.least = load_weights().least
        """An event less likely than this is left out."""
        self.judge = Judge(lexicon, ontology)
        self.model = model
        """Loads the relation model when the first document comes; None codes by the lexicon alone."""

    @cached_property
    def capitals(self) -> dict[str, Entity]:
        """States by their names and capitals: who visits a capital visits the state."""
        phrases = self.registry.phrases()
        return {
            name: entity
            for name, kind, entity in phrases
            if kind in {"name", "capital"} and entity.kind == "state" and not entity.end
        }

    def __call__(self, doc: Doc) -> Doc:
        """Code the body of `doc`."""
        register()
        body = body_of(doc)
        people = Participants(doc, self.registry, statement_at)
        is_actor = people.head_indices
        sentences = [s for s in doc.sents if body.start <= s.start_char < body.end]
        readings: dict[int, SentenceReading] = {}
        if self.model is not None:
            hosts = partial(people.hosts_in, capitals=self.capitals)
            readings = read_sentences(self.model(), doc, sentences, hosts)
        about = main_contexts([token.lemma_ for sentence in sentences for token in sentence])
        coded: list[tuple[Candidate, Event]] = []
        for sentence in sentences:
            reading = readings.get(sentence.start)
            coded.extend(self._sentence_events(doc, people, sentence, is_actor, reading, about))
        events: dict[str, Event] = {}
        for event in with_authors(coded):
            events.setdefault(event.id, event)
        doc._.events = tuple(events.values())
        return doc

    def _sentence_events(
        self,
        doc: Doc,
        people: Participants,
        sentence: DocSpan,
        is_actor: set[int],
        reading: SentenceReading | None,
        about: tuple[str, ...],
    ) -> list[tuple[Candidate, Event]]:
        """Return the candidates of a sentence that tell events, and these, without mere content of others."""
        if reading is None:
            judged = self._classified(find_candidates(sentence, self.lexicon, is_actor))
        else:
            worth = partial(self.judge.worth_a_look, reading=reading)
            found = find_candidates(sentence, self.lexicon, is_actor, worth)
            judged = list(self.judge.known(self._classified(found), reading))
            judged += self.judge.further(sentence, judged, reading, is_actor)
        contexts = contexts_of([token.lemma_ for token in sentence]) if judged else ()
        contexts = tuple(dict.fromkeys((*contexts, *about)))
        coded: list[tuple[Candidate, Event]] = []
        for candidate, coding in judged:
            parts = reading.parts(telling_words(candidate)) if reading is not None else []
            visit = candidate.rule.category == "CONSULT"  # one to come is an agreement, and has its host
            if reading is not None and coding.category in SAID_TO_PARTIES and not visit:
                parts = [part for part in parts if part.mention not in reading.hosts]
            parts = [part for part in parts if not _in_condition(doc, part.mention, candidate.trigger)]
            event = _Assembly(self, doc, people, sentence, contexts, candidate, coding, parts).event()
            if event is not None and event.confidence >= self.least:
                coded.append((candidate, event))
        contents = [content_indices(candidate) for candidate, _ in coded]
        free = [not any(candidate.trigger.i in held for held in contents) for candidate, _ in coded]
        # What is itself only content holds nothing of its own.
        holding = [held for held, is_free in zip(contents, free, strict=True) if is_free]
        coded = [pair for pair in coded if not any(pair[0].trigger.i in held for held in holding)]
        return [pair for pair in coded if pair[0].known or not _told_already(pair, coded)]

    def _classified(self, found: list[Candidate]) -> list[tuple[Candidate, Coding]]:
        return list(zip(found, self.classify(found), strict=True))


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
        parts: Sequence[Part],
    ) -> None:
        self.parts = parts
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
        roles = Roles(
            self.doc, self.people, self.candidate, self.coding.category, self.coding.mode, self.coder.capitals
        )
        actors, recipients = roles.cast(verbal=quad in VERBAL)
        sides = settle(actors, recipients, self.parts, self.rule.symmetric)
        actors, recipients = domestic(sides.actors, sides.recipients, self.sentence, self.people)
        self.reasons += sides.reasons
        marked = marks.markings(self.candidate.trigger, self.frame.support, reported=statement is not None)
        flags: dict[Mark, str] = {marking.mark: marking.word for marking in marked}
        if not flags and self._is_asked(statement):
            flags["hypothetical"] = "?"
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
        if self.coding.category == "MOBILIZE" and actors and all(CIVIL & {*a.actor.sectors} for a in actors):
            return None  # schools hold drills too
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
        self.reasons += roles.reasons
        self.reasons += [f"{mark}: “{word}”" for mark, word in flags.items()]
        category, mode = self._recast(flags, actors)
        if category == "REJECT" and self.rule.symmetric:
            actors, recipients = roles.refusing(actors)
        if self.frame.kind == "noun":
            self.factor *= NOUN_FACTOR
        if self.rule.recipient and not recipients:
            self.factor *= UNMET_RECIPIENT_FACTOR
        evidence = Evidence(self.doc, self.sentence, self.candidate, statement)
        trigger = evidence.trigger
        report = report_id(self.doc)
        return Event(
            id=content_id("e", report, trigger.start, trigger.end, category),
            report=report,
            span=evidence.clause((*actors, *recipients), when),
            trigger=trigger,
            actors=actors,
            recipients=recipients,
            category=category,
            mode=mode,
            contexts=self.contexts,
            marks=tuple(sorted(flags)),
            content=evidence.content(),
            when=when,
            place=place_of(t for t in (self.candidate.trigger, self.frame.support) if t is not None),
            attributed_to=_speakers(self.doc, statement),
            statement=statement.id if statement else "",
            confidence=self.coder.sure(self._signs(category, actors, recipients, roles.factor, bool(flags))),
            runner_up=self.coding.runner_up,
            reasons=tuple(self.reasons),
        )

    def _signs(
        self,
        category: str,
        actors: Sequence[Mention],
        recipients: Sequence[Mention],
        assumed: float,
        marked: bool,
    ) -> Signs:
        told = self.coding.told
        # What is refused, announced or planned may stand in the model's eyes for what is done.
        likely = max((told.get(name, 0.0) for name in {self.coding.category, category}), default=0.0)
        by_actor = {(part.mention.span, part.mention.actor.id): part.actor for part in self.parts}
        by_recipient = {(part.mention.span, part.mention.actor.id): part.recipient for part in self.parts}
        return Signs(
            told=log_odds(1.0 - told[NONE]) if told else 0.0,
            category=log_odds(likely) if told else 0.0,
            unknown=float(not self.candidate.known),
            weight=math.log(self.rule.weight),
            assumed=math.log(assumed * self.factor),
            mentions=math.log(min([m.confidence for m in (*actors, *recipients)], default=1.0)),
            actor=_least(actors, by_actor),
            recipient=_least(recipients, by_recipient),
            no_actor=float(not actors),
            no_recipient=float(not recipients and not self.rule.symmetric),
            marked=float(marked),
        )

    def _is_threat(self) -> bool:
        """What an actor's own words announce against another is taken as a threat, not yet the act."""
        mode = THREATENED_MODES.get(self.coding.category)
        if mode is None:
            return False
        self.reasons.append(f"{self.coding.category} announced by its own actor: a threat")
        self.coding = replace(self.coding, category="THREATEN", mode=mode, runner_up=self.coding.category)
        return True

    def _is_asked(self, statement: Statement | None) -> bool:
        """Tell whether the event stands in a question: in what is said when somebody says it."""
        start, end = self.sentence.start_char, self.sentence.end_char
        if statement is not None:
            inside = [
                content for content in statement.contents if content.start < end and content.end > start
            ]
            end = min(end, max((content.end for content in inside), default=start))
        if not text_of(self.doc)[start:end].rstrip(CLOSING_MARKS).endswith("?"):
            return False
        return not any(token.lower_ in PRESUPPOSING for token in self.sentence if start <= token.idx < end)

    def _recast(self, flags: dict[Mark, str], actors: tuple[Mention, ...]) -> tuple[str, str]:
        """Meetings ahead are agreements; what one will not do is refused; states protest in words."""
        category, mode = self.coding.category, self.coding.mode
        if (
            category == "PROTEST"
            and self.frame.head.lemma_ == "protest"
            and actors
            and all(map(_governs, actors))
        ):
            return "ACCUSE", "disapprove"
        by_rule = self.candidate.known and self.rule.category == category
        if category == "REJECT" and "negation" in flags and not by_rule:
            # "Would never give up": for the model that very "never" refuses.
            for mark in REFUSING:
                flags.pop(mark, None)
        refused = self.coder.ontology.refused.get(category)
        if refused and "negation" in flags and {"future", "hypothetical"} & flags.keys():
            for mark in REFUSING:
                flags.pop(mark, None)
            return refused, REFUSED_MODES.get(category, "")
        if "future" not in flags:
            return category, mode
        later = self.coder.ontology.future.get(category)
        return (later, "") if later else (category, mode)


def _in_condition(doc: Doc, mention: Mention, trigger: Token) -> bool:
    """Tell whether somebody is only named in what another must do or leave ("if rebels attack him")."""
    named = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    token = named.root if named is not None else trigger
    for above in (token, *token.ancestors):
        if above.i == trigger.i:
            return False
        if above.dep_ == "advcl" and any(
            mark.lower_ in CONDITIONS for mark in syntax.children(above, "mark")
        ):
            return not (token.head.i == above.i and token.dep_ in {"nsubj", "nsubjpass"})
    return False


def _least(mentions: Sequence[Mention], chances: Mapping[tuple[Span, str], float]) -> float:
    """Return the log odds of the least likely of the mentions that the model was asked about."""
    known = [chances[key] for m in mentions if (key := (m.span, m.actor.id)) in chances]
    return log_odds(min(known)) if known else 0.0


def _told_already(pair: tuple[Candidate, Event], coded: Sequence[tuple[Candidate, Event]]) -> bool:
    """Tell whether a word that the lexicon does not know only tells again what another one tells."""
    event = pair[1]
    for candidate, other in coded:
        if other is event or other.category != event.category or not (candidate.known or other.id < event.id):
            continue
        if _codes(event.actors) <= _codes(other.actors) and _codes(event.recipients) <= _codes(
            other.recipients
        ):
            return True
    return False


def _codes(mentions: Sequence[Mention]) -> set[str]:
    return {mention.actor.code for mention in mentions}


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


def _governs(mention: Mention) -> bool:
    """Tell whether a mention is a state or who speaks for one: such a one protests with a note."""
    actor = mention.actor
    return actor.kind in {"state", "body"} or "GOV" in actor.sectors


def _is_somebody(mention: Mention) -> bool:
    """Tell whether a mention is more than "experts" or "people": somebody of a state, name or sector."""
    actor = mention.actor
    return actor.kind != "description" or bool(actor.code) or bool(PARTISAN & set(actor.sectors))


def _is_meeting(actors: tuple[Mention, ...], recipients: tuple[Mention, ...]) -> bool:
    """Tell whether two sides are told to consult: one person alone, or one with the press, does not."""
    if any("JRN" in mention.actor.sectors for mention in (*actors, *recipients)):
        return False
    return len(actors) + len(recipients) > 1 or actors[0].actor.kind != "person"


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
    return EventCoder(registry, lexicon, load_ontology(), by_lexicon(lexicon), load_relation_model)
