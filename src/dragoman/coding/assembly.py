"""One candidate on its way to an event: its sides, marks, date and confidence put together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dragoman.actors.entities import Entity
from dragoman.coding import marks
from dragoman.coding.attribution_syntax import text_of
from dragoman.coding.candidates import Candidate, Coding
from dragoman.coding.completion import at_home, domestic
from dragoman.coding.confidence import Signs, log_odds
from dragoman.coding.dating import event_when, is_dated_ahead, is_own_statement
from dragoman.coding.evidence import Evidence
from dragoman.coding.participants import Participants, codes_of, unique
from dragoman.coding.parts import settle
from dragoman.coding.places import place_of
from dragoman.coding.relation_model import NONE
from dragoman.coding.roles import Roles
from dragoman.coding.second_reading import Part
from dragoman.coding.statements import statement_of_cue, telling_statement
from dragoman.coding.struck import BLOWS, struck
from dragoman.language.extensions import report_id
from dragoman.language.times import when_for
from dragoman.ontology.plover import Ontology
from dragoman.ontology.predicates import load_predicates
from dragoman.records import Event, Mark, Mention, Span, Statement, When, content_id

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
PLANNED = frozenset({"AGREE", "CONCEDE"})
"""Categories that stand for what is only planned: to meet, to help, to yield."""
WITHDRAWN = {"REQUEST": "CONCEDE", "THREATEN": "CONCEDE"}
"""What it is to do these no longer: a demand or threat that is dropped is a concession."""
ANNOUNCED = dict.fromkeys(THREATENED_MODES, ("THREATEN", "MOBILIZE"))
"""What the model may take these for where they only lie ahead ("will bomb", "is preparing to invade")."""
VERBAL = frozenset({1, 3})
MATERIAL_CONFLICT = 4
PARTISAN = frozenset({"REB", "OPP", "MIL", "COP", "PRM", "UAF", "PRE", "PTY", "LEG", "JUD", "SPY", "LAB"})
"""Sectors whose deeds and words count though it is not told of which state they are."""
LAND_FACTOR = 0.85
"""How much less sure a recipient is that is only the land where something was hit."""
REFUSING: tuple[Mark, ...] = ("negation", "future", "hypothetical")
"""Marks that make a refusal of what one says one will not do; the refusal itself has none of them."""
PRESUPPOSING = frozenset({"why", "how", "when", "where", "who", "whose", "whom", "since"})
"""Words of questions that take the event for granted ("why did they attack?")."""
CIVIL = frozenset({"CVL", "EDU", "SOC"})
"""Sectors that have no force to mobilise."""
DEALINGS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE"})
"""What is nothing to tell within one government: ministers travel together, presidents visit ministries."""
OTHER_POWERS = frozenset({"LEG", "JUD", "PTY", "OPP", "REB"})
"""Sectors that deal with a government though they are of its state."""
CLOSING_MARKS = " \n\"'”’»)"
"""What may follow the last mark of a sentence."""
NOUN_FACTOR, UNMET_RECIPIENT_FACTOR = 0.9, 0.9
"""How much less sure an event is that is told by a noun, or without the recipient that its word takes."""


@dataclass(frozen=True)
class Means:
    """What the assembly of any event uses: categories, states by name and capital, and what signs weigh."""

    ontology: Ontology
    capitals: Mapping[str, Entity]
    sure: Callable[[Signs], float]


class Assembly:
    """One candidate on its way to an event."""

    def __init__(
        self,
        means: Means,
        doc: Doc,
        people: Participants,
        sentence: DocSpan,
        contexts: tuple[str, ...],
        candidate: Candidate,
        coding: Coding,
        parts: Sequence[Part],
    ) -> None:
        self.parts = parts
        self.means, self.doc, self.people = means, doc, people
        self.sentence, self.contexts = sentence, contexts
        self.candidate, self.coding = candidate, coding
        self.frame, self.rule = candidate.frame, candidate.rule
        self.factor = 1.0
        self.reasons = [coding.reason]

    def event(self) -> Event | None:
        """Return the event; None where nobody is told to act."""
        statement = telling_statement(self.doc, self.candidate.trigger.idx)
        quad = self.means.ontology.quad(self.coding.category)
        roles = Roles(
            self.doc, self.people, self.candidate, self.coding.category, self.coding.mode, self.means.capitals
        )
        actors, recipients = roles.cast(verbal=quad in VERBAL)
        bare = self.frame.kind == "noun" and not actors
        sides = settle(actors, recipients, self.parts, self.rule.symmetric)
        actors, recipients = sides.actors, sides.recipients
        self.reasons += sides.reasons
        actors, recipients = self._by_land(actors, recipients)
        marked = marks.markings(self.candidate.trigger, self.frame.support, reported=statement is not None)
        flags: dict[Mark, str] = {marking.mark: marking.word for marking in marked}
        if not flags and self._is_asked(statement):
            flags["hypothetical"] = "?"
        planned = not flags and self._is_planned()
        if planned:
            flags["future"] = self.frame.head.text
        if not actors and (flags or not recipients or quad != MATERIAL_CONFLICT):
            return None
        if self.rule.requires_recipient and not recipients:
            return None
        if self.rule.ahead and not {"future", "hypothetical"} & flags.keys():
            return None
        if not any(map(_is_of_public_life, (*actors, *recipients))):
            return None  # what private people do to each other, or to whom nobody knows
        if self.coding.category in DEALINGS and _is_within_one_government((*actors, *recipients)):
            return None
        if quad in VERBAL and all("JRN" in mention.actor.sectors for mention in actors):
            return None  # reporters ask and criticise for a living
        if self.coding.category == "MOBILIZE" and actors and all(CIVIL & {*a.actor.sectors} for a in actors):
            return None  # schools hold drills too
        if self.coding.category == "CONSULT" and not _is_meeting(actors, recipients, bare):
            return None
        if bare and self.rule.category == "CONSULT" and len(actors) + len(recipients) < 2:
            return None  # "the upcoming negotiations": whose, nobody says
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
        if planned and not when.text:  # "plans to meet on Friday": the day is that of what is planned
            days = (when_for(head, self.doc) for head in self.candidate.content)
            when = next((day for day in days if day.text), when)
        if not flags and self._comes_later(when):
            flags["future"] = when.text
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
            confidence=self.means.sure(self._signs(category, actors, recipients, roles.factor, flags)),
            runner_up=self.coding.runner_up,
            reasons=tuple(self.reasons),
        )

    def _by_land(
        self, actors: tuple[Mention, ...], recipients: tuple[Mention, ...]
    ) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """Return the sides with those whom only the land tells where it happens: its people, or itself."""
        category = self.coding.category
        if category == "PROTEST" and not codes_of(actors):
            for where in struck(self.frame, self.people, self.means.capitals):
                actors = at_home(actors, where.actor.code)  # who demonstrates in a land is of it
        actors, recipients = domestic(actors, recipients, self.sentence, self.people)
        if category not in BLOWS or codes_of(recipients):
            return actors, recipients
        land = struck(self.frame, self.people, self.means.capitals)
        if category == "MOBILIZE":  # against oneself nobody does
            land = tuple(m for m in land if m.actor.code not in codes_of(actors))
        if not land:
            return actors, recipients
        self.factor *= LAND_FACTOR
        self.reasons += [f"recipient: the land of “{mention.text}”" for mention in land]
        return actors, land

    def _signs(
        self,
        category: str,
        actors: Sequence[Mention],
        recipients: Sequence[Mention],
        assumed: float,
        flags: Mapping[Mark, str],
    ) -> Signs:
        told = self.coding.told
        # What is refused, announced or planned may stand in the model's eyes for what is done.
        names = {self.coding.category, category, *(ANNOUNCED.get(category, ()) if flags else ())}
        names |= {"REJECT"} if "negation" in flags else set()
        names |= {"AGREE"} if category == "CONSULT" else set()
        likely = max((told.get(name, 0.0) for name in names), default=0.0)
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
            described=float(bool(actors) and all(m.actor.kind == "description" for m in actors)),
            uncoded=float(bool(actors) and not any(m.actor.code or m.actor.sectors for m in actors)),
            marked=float(bool(flags)),
        )

    def _is_threat(self) -> bool:
        """What an actor's own words announce against another is taken as a threat, not yet the act."""
        mode = THREATENED_MODES.get(self.coding.category)
        if mode is None:
            return False
        self.reasons.append(f"{self.coding.category} announced by its own actor: a threat")
        self.coding = replace(self.coding, category="THREATEN", mode=mode, runner_up=self.coding.category)
        return True

    def _is_planned(self) -> bool:
        """Tell whether the word that tells it says itself that it lies ahead: "plans to meet"."""
        lemma = self.frame.head.lemma_.lower()
        return (
            self.coding.category in PLANNED
            and self.frame.kind == "verb"
            and load_predicates().operators.get(lemma) == "future"
        )

    def _comes_later(self, when: When) -> bool:
        """Tell whether a date after the report's makes a meeting or a deed one that lies ahead."""
        category = self.coding.category
        if category != "CONSULT" and self.means.ontology.quad(category) in VERBAL:
            return False
        past = self.frame.kind == "verb" and self.frame.head.tag_ in {"VBD", "VBN"}
        return not past and is_dated_ahead(when, self.doc)

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
            _refuse(flags)  # "would never give up": for the model that very "never" refuses
        dropped = WITHDRAWN.get(category) if by_rule else category
        if dropped and flags.get("negation") == marks.NO_LONGER:
            flags.pop("negation")  # what the model makes of "no longer supports" has it in itself
            return dropped, "" if by_rule else mode
        refused = self.means.ontology.refused.get(category)
        if refused and "negation" in flags and {"future", "hypothetical"} & flags.keys():
            _refuse(flags)
            return refused, REFUSED_MODES.get(category, "")
        if "future" not in flags:
            return category, mode
        later = self.means.ontology.future.get(category)
        return (later, "") if later else (category, mode)


def _refuse(flags: dict[Mark, str]) -> None:
    """Take away the marks that make a refusal of what one will not do."""
    for mark in REFUSING:
        flags.pop(mark, None)


def _least(mentions: Sequence[Mention], chances: Mapping[tuple[Span, str], float]) -> float:
    """Return the log odds of the least likely of the mentions that the model was asked about."""
    known = [chances[key] for m in mentions if (key := (m.span, m.actor.id)) in chances]
    return log_odds(min(known)) if known else 0.0


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


def _is_of_public_life(mention: Mention) -> bool:
    """Tell whether a mention is somebody of a state, or of a sector that counts without one."""
    return bool(mention.actor.code) or bool(PARTISAN & set(mention.actor.sectors))


def _is_within_one_government(sides: Sequence[Mention]) -> bool:
    """Tell whether all of several sides are of the government of one and the same state."""
    codes = {mention.actor.code for mention in sides}
    sectors = [set(mention.actor.sectors) for mention in sides]
    return (
        len(sides) > 1
        and len(codes) == 1
        and "" not in codes
        and all("GOV" in each and not OTHER_POWERS & each for each in sectors)
    )


def _is_meeting(actors: tuple[Mention, ...], recipients: tuple[Mention, ...], bare: bool) -> bool:
    """Tell whether two sides are told to consult: one person alone, or one with the press, does not.

    Of a `bare` noun ("the talks"), whose sides only the sentence as a whole suggests, both must be.
    """
    if any("JRN" in mention.actor.sectors for mention in (*actors, *recipients)):
        return False
    return len(actors) + len(recipients) > 1 or (not bare and actors[0].actor.kind != "person")
