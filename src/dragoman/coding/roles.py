"""Who acts in an event, and to whom: from the slots of its rule to the actors that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.actors.entities import Entity
from dragoman.coding import syntax
from dragoman.coding.candidates import Candidate
from dragoman.coding.completion import domestic, wider_recipients
from dragoman.coding.dating import is_own_statement
from dragoman.coding.frames import Frame
from dragoman.coding.participants import Participants, unique
from dragoman.coding.statements import statement_of_cue, telling_statement
from dragoman.coding.word_lists import word_lists
from dragoman.ontology.rules import Rule
from dragoman.records import Mention, Statement

VISIT = "visit"
OWN_FORCES = frozenset({"MOBILIZE", "RETREAT"})
"""Categories in which the forces that are moved act: "Russian paratroopers were deployed"."""
DEFAULT_DOERS = ("amod", "compound", "nmod", "by", "between", "of", "from")
"""Where the doer of a noun's event stands, when its rule does not say."""
IMPERSONAL_SUBJECTS = frozenset({"it", "there", "door", "doors", "window", "option", "options"})
TOWARDS = frozenset({"to", "from"})
BETWEEN_STATES = frozenset({"SANCTION", "COOPERATE", "AID", "RETREAT", "AGREE", "REQUEST"})
"""Categories in which a capital after "to" or "from" means its state."""
TAKING = frozenset({"ASSAULT"})
"""Categories that befall a capital as its state, wherever it stands."""
ASKED = frozenset({"ccomp", "acl", "xcomp", "ROOT", "conj", "parataxis"})
"""How the clause hangs that tells what is demanded."""
PRONOUNS = frozenset({"it", "him", "her", "them"})
MEETING_VERBS = frozenset({"meet", "gather", "sit", "convene", "talk"})
"""Verbs that tell the meeting themselves ("met in emergency session")."""
OCCASIONS = frozenset({"after", "before", "in", "during", "following", "at", "of"})
"""Prepositions of a meeting on whose occasion its sides did something else."""
INNER_FACTOR = 0.85
"""How much less sure an actor is that was found inside a phrase that is no actor itself."""


@dataclass
class Roles:
    """The roles of one candidate; `factor` and `reasons` tell what had to be assumed to fill them."""

    doc: Doc
    people: Participants
    candidate: Candidate
    category: str
    mode: str
    capitals: Mapping[str, Entity]
    """Capitals and the states whose they are: who visits one visits the state."""
    factor: float = 1.0
    reasons: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The predicate in its sentence."""
        return self.candidate.frame

    @property
    def rule(self) -> Rule:
        """The lexicon's rule that the predicate fits."""
        return self.candidate.rule

    def cast(self, verbal: bool) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """Return actors and recipients; `verbal` acts without a doer may be their speaker's own."""
        actors, recipients = self._roles()
        if not actors and verbal:
            actors = self._impersonal_doers(telling_statement(self.doc, self.candidate.trigger.idx))
        if not actors and self.category in OWN_FORCES:
            actors = self.people.of(self.frame.objects, inner=True)
        if self.category in OWN_FORCES:
            acting = {mention.actor.id for mention in actors}
            recipients = tuple(m for m in recipients if m.actor.id not in acting)
            # Forces are sent against or to somebody known, not "to member states".
            recipients = tuple(m for m in recipients if m.actor.kind != "description" or m.actor.code)
        return actors, recipients

    def refusing(self, sides: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
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
        others = tuple(m for m in recipients if m.actor.id not in acting)
        if recipients and not others:
            others = self._not_oneself(recipients, doers)
        if not any(mention.actor.code for mention in others):
            wider = wider_recipients(self.candidate, self.people, self.category, doers, told=bool(others))
            if wider:
                self.factor *= INNER_FACTOR
                self.reasons.append(f"recipient by the words around: “{wider[0].text}”")
                others = wider
        return domestic(doers, others, self.candidate.trigger.sent, self.people)

    def _not_oneself(
        self, recipients: tuple[Mention, ...], doers: tuple[Mention, ...]
    ) -> tuple[Mention, ...]:
        """Whom a pronoun means that was taken for the doer: nobody accuses "it" and means himself."""
        pronoun = recipients[0]
        if len(recipients) != 1 or pronoun.text.lower() not in PRONOUNS:
            return ()
        others = self.people.before(pronoun.span.start, self.candidate.trigger.sent, doers)
        if not others:
            return ()
        self.reasons.append(f"“{pronoun.text}” is not the one who acts")
        return (pronoun.model_copy(update={"actor": others[-1].actor}),)

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
        if not found and self.category == "REQUEST":
            found = self._asked()
        if not found and self.category == "AGREE" and not self.rule.symmetric:
            found = self._first(self.rule.partners) or self._partners_in_content()
        if not found and self.mode == VISIT:
            heads = [head for slot in self.rule.recipient for head in self.frame.slot(slot)]
            found = self.people.hosts(heads, self.capitals, towns=True)
        return found

    def _partners_in_content(self) -> tuple[Mention, ...]:
        """With whom one agrees to do what is agreed: "agreed to discuss the plan with Oslo"."""
        clauses = [Frame(head, "verb") for head in self.candidate.content if head.pos_ in {"VERB", "AUX"}]
        return self.people.of(
            [head for clause in clauses for slot in self.rule.partners for head in clause.slot(slot)]
        )

    def _asked(self) -> tuple[Mention, ...]:
        """Who is to do what is demanded: the subject of the demand's clause."""
        clauses = [head for head in self.candidate.content if head.dep_ in ASKED]
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
        shared = self.candidate.trigger.dep_ == "conj" and not syntax.children(
            self.candidate.trigger, "nsubj", "nsubjpass"
        )
        # "The minister said Iran had broken its word and warned": parsers give the warning to Iran.
        found = (self._cue_speakers() if shared else ()) or self.people.of(subjects) or self._cue_speakers()
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
        found = self._first(self.rule.actor or DEFAULT_DOERS) or self.people.owners(noun)
        return found or (self._on_occasion(noun) if self.rule.symmetric or self.mode == VISIT else ())

    def _on_occasion(self, noun: Token) -> tuple[Mention, ...]:
        """Return who did something else on the occasion: "gave way after hours of talks with Oslo"."""
        current = noun
        on = {"on"} if self.mode == VISIT else set()
        while current.dep_ == "pobj" and current.head.lower_ in OCCASIONS | on:
            current = current.head.head
        if current is noun or current.pos_ != "VERB" or current.lemma_ in MEETING_VERBS:
            return ()
        return self.people.of(syntax.surface_subjects(current))

    def _first(self, slots: Iterable[str]) -> tuple[Mention, ...]:
        """Return the mentions in the first of `slots` that has any."""
        for slot in slots:
            heads = self.frame.slot(slot)
            found = self._hosts(heads) if slot in TOWARDS or self.category in TAKING else ()
            found = found or self.people.of(heads) or self._within(heads)
            if found:
                return found
        return ()

    def _within(self, heads: list[Token]) -> tuple[Mention, ...]:
        """Return who stands inside phrases that are no actors; of a harm that is condemned, only who did it.

        "Condemned the bombing of the embassy" accuses whoever bombed, and not the embassy.
        """
        harms = word_lists().harms if self.category == "ACCUSE" else frozenset()
        done = [head for head in heads if head.lemma_.lower() in harms]
        found = [m for head in heads if head not in done for m in self.people.of([head], inner=True)]
        for head in done:
            by = syntax.objects_of(head, "by") + syntax.objects_of(head, "from")
            found.extend(self.people.of(by) or self.people.owners(head))
        return unique(found)

    def _hosts(self, heads: list[Token]) -> tuple[Mention, ...]:
        """Return the states of capitals that are no actors themselves ("recalled its envoy from Paris")."""
        if self.category not in BETWEEN_STATES | TAKING:
            return ()
        return self.people.hosts([head for head in heads if not self.people.is_head(head)], self.capitals)


def _clause_verb(token: Token) -> Token:
    return token.head if token.dep_ in {"acomp", "oprd", "attr"} else token
