"""Which words tell an event, and of which category: the lexicon's rules and the relation model together.

The lexicon says what a word can tell and where its roles stand; the model has read the whole sentence, and
knows words that the lexicon does not. Where both agree, the event is sure; where they differ, the surer wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding import syntax
from dragoman.coding.candidates import PREDICATE_TAGS, Candidate, Coding, is_compound_gerund, light_frame
from dragoman.coding.marks import markings
from dragoman.coding.relation_model import NONE
from dragoman.coding.second_reading import SentenceReading
from dragoman.coding.statements import statement_of_cue
from dragoman.language.time_tense import CONDITIONS
from dragoman.ontology.plover import Ontology
from dragoman.ontology.predicates import Predicates


@dataclass(frozen=True)
class Limits:
    """How sure the model must be; tuned on the halves of `tests/gold/records` that may be read."""

    find: float = 0.7
    """To tell an event by a word that the lexicon does not know here."""
    recast: float = 0.85
    """To put another category in the place of the lexicon's."""
    drop: float = 0.3
    """Below so little likeliness of any event, the lexicon's is dropped."""
    weak: float = 0.85
    """Rules of less weight than this are dropped even where a condition makes the model doubt an event."""


TOGETHER = frozenset({"dobj", "prt", "acomp", "attr", "oprd", "xcomp", "nsubjpass", "pobj", "prep"})
"""Links between the words that tell one event together ("held talks", "opened fire")."""
MATERIAL_CONFLICT = 4
LINKS = 2
"""How many such links may lie between them."""
NEVER_TELLING = frozenset({"aux", "auxpass", "compound", "amod", "nmod"})
"""Words that only help or modify another one tell no event of their own."""

SUPPOSING = CONDITIONS | {"in case"}
PLAIN_STANCES = frozenset({"says", "tells"})
"""Stances of cues that tell nothing but that something was said."""

Judged = tuple[Candidate, Coding]


@dataclass(frozen=True)
class Judge:
    """Decides on the candidates of a sentence, and finds further ones."""

    lexicon: Predicates
    ontology: Ontology
    limits: Limits = Limits()

    def worth_a_look(self, token: Token, reading: SentenceReading) -> bool:
        """Tell whether a token, or the verb or object beside it, may tell an event in the model's eyes."""
        near = [token, token.head, *syntax.children(token, "dobj", "attr")]
        return any(not told or 1.0 - told[NONE] >= self.limits.drop for told in map(reading.told, near))

    def known(self, judged: Sequence[Judged], reading: SentenceReading) -> Iterator[Judged]:
        """Yield those candidates of the lexicon that tell an event by both opinions."""
        for candidate, coding in judged:
            told = _told_together(telling_words(candidate), reading)
            if not told:
                yield candidate, coding
                continue
            event = 1.0 - told[NONE]
            if event < self.limits.drop:
                if candidate.rule.weight >= self.limits.weak and _is_supposed(candidate):
                    yield candidate, coding
                continue
            best = _best(told)
            if best == coding.category:
                reason = f"{coding.reason}, and in this sentence ({told[best]:.2f})"
                changed = replace(coding, runner_up=_best(told, but=best), reason=reason)
            elif told[best] < self.limits.recast or self._stands(candidate, coding, best):
                changed = replace(coding, runner_up=best)
            elif _told_by_another(candidate, best, judged):
                continue
            else:
                changed = replace(
                    coding,
                    category=best,
                    mode=self._mode(candidate.trigger, best, reading),
                    runner_up=coding.category,
                    reason=f"{coding.reason}, read as {best} in this sentence ({told[best]:.2f})",
                )
            yield candidate, replace(changed, told=told)

    def further(
        self, sentence: DocSpan, judged: Sequence[Judged], reading: SentenceReading, is_actor: set[int]
    ) -> Iterator[Judged]:
        """Yield candidates whose words the lexicon does not know here, the surest first."""
        taken = [
            (token, coding.category) for one, coding in judged for token in (one.trigger, one.frame.support)
        ]
        completing = {
            token.i for one, _ in judged if one.known and one.rule.object for token in telling_words(one)
        }  # "talks" in "held talks" tells no second event
        options = [(told, token) for token in sentence if (told := reading.told(token))]
        for told, token in sorted(options, key=lambda option: option[0][NONE]):
            kind = PREDICATE_TAGS.get(token.pos_)
            if 1.0 - told[NONE] < self.limits.find:
                return
            if kind is None or token.i in is_actor | completing or token.dep_ in NEVER_TELLING:
                continue
            if is_compound_gerund(token) or _only_introduces(token) or self._leaves_open(token, taken):
                continue
            best = _best(told)
            if any(
                other is not None and (token.i == other.i or (best == category and _together(token, other)))
                for other, category in taken
            ):
                continue
            taken.append((token, best))
            frame = light_frame(token, kind, self.lexicon)
            rule = self.lexicon.by_category[best]
            content = next((heads for slot in rule.content if (heads := frame.slot(slot))), [])
            yield (
                Candidate(frame, rule, "", tuple(content), known=False),
                Coding(
                    category=best,
                    mode=self._mode(token, best, reading),
                    confidence=told[best],
                    runner_up=_best(told, but=best),
                    reason=f"{kind} “{token.text}” tells {best} in this sentence ({told[best]:.2f})",
                    told=told,
                ),
            )

    def _leaves_open(self, token: Token, taken: Sequence[tuple[Token | None, str]]) -> bool:
        """Tell whether a word only says that another event is planned or denied, or is denied itself."""
        if any(
            self.lexicon.operators.get(verb.lemma_.lower()) in {"negation", "reject"}
            for verb in syntax.children(token, "relcl")
        ):
            return True  # "an accusation they have denied"
        if token.lemma_.lower() not in self.lexicon.operators:
            return False
        below = {child.i for child in syntax.children(token, "xcomp", "ccomp")}
        return any(other is not None and other.i in below for other, _ in taken)

    def _stands(self, candidate: Candidate, coding: Coding, best: str) -> bool:
        """Tell whether the lexicon's category stands, however sure the model is of the `best` other one."""
        match best, coding.category:
            case "MOBILIZE", "ASSAULT":
                return _lies_ahead(candidate)
            case "AGREE", "CONSULT":
                return _goes_on(candidate)
            case "SANCTION", "COERCE" if coding.mode == "deport":
                return True  # who is expelled decides: nationals, not diplomats
            case "ASSAULT", _ if coding.mode == "cyber":
                return True  # who attacks websites harms nobody's body
        return self._announces(best, coding.category) or self._turns_hostile_words(best, coding.category)

    def _turns_hostile_words(self, category: str, instead_of: str) -> bool:
        """Tell whether a threat would become a friendly act: both are told by "is ready to"."""
        return instead_of == "THREATEN" and self.ontology.quad(category) <= 2

    def _announces(self, category: str, instead_of: str) -> bool:
        """Tell whether a threat would stand for the act that is threatened: whose words tell it decides."""
        return category == "THREATEN" and self.ontology.quad(instead_of) == MATERIAL_CONFLICT

    def _mode(self, token: Token, category: str, reading: SentenceReading) -> str:
        return reading.mode(token, self.ontology.categories[category].modes)


def _is_supposed(candidate: Candidate) -> bool:
    """Tell whether an event is only supposed ("if they attack"): the model learned to pass many such over."""
    marked = markings(candidate.trigger, candidate.frame.support)
    return any(marking.mark == "hypothetical" and marking.word.lower() in SUPPOSING for marking in marked)


def _goes_on(candidate: Candidate) -> bool:
    """Tell whether a verb says that a meeting took place ("while meeting with"), whatever is said in it."""
    verb = candidate.trigger
    told = verb.tag_ == "VBD" or (verb.tag_ == "VBG" and verb.dep_ == "advcl")
    return candidate.frame.kind == "verb" and told and not _lies_ahead(candidate)


def _lies_ahead(candidate: Candidate) -> bool:
    """Tell whether an event is still to come: who "is preparing to invade" has not only moved his troops."""
    return any(marking.mark == "future" for marking in markings(candidate.trigger, candidate.frame.support))


def _told_by_another(candidate: Candidate, category: str, judged: Sequence[Judged]) -> bool:
    """Tell whether the words beside a trigger are a candidate of that category in their own right.

    "In that conversation Biden threatened": the threat in "conversation" is that of "threatened".
    """
    beside = {token.i for token in telling_words(candidate)}
    return any(
        other.trigger.i in beside and other.trigger.i != candidate.trigger.i and coding.category == category
        for other, coding in judged
    )


def _only_introduces(token: Token) -> bool:
    """Tell whether a word only introduces what somebody says ("said that"): that is told by itself."""
    statement = statement_of_cue(token.doc, token.idx)
    return statement is not None and statement.stance in PLAIN_STANCES


def telling_words(candidate: Candidate) -> list[Token]:
    """Return the trigger and what may tell the event with it: light verb, object, "phone" of "talks"."""
    words = [*candidate.trigger_tokens]
    if candidate.frame.kind == "noun":
        words += [noun for noun in syntax.children(candidate.trigger, "compound") if noun.pos_ == "NOUN"]
    if candidate.frame.support is not None:
        words.append(candidate.frame.support)
    if candidate.frame.kind == "verb":
        words += [noun for noun in syntax.children(candidate.trigger, "dobj", "attr") if noun.pos_ == "NOUN"]
    return words


def _told_together(tokens: Sequence[Token], reading: SentenceReading) -> dict[str, float]:
    """Return what words that may tell one event tell together; empty where none was asked.

    As likely an event as the surest of them, of the categories that all of them tell, each by its sureness.
    """
    options = [told for token in tokens if (told := reading.told(token))]
    if not options:
        return {}
    event = max(1.0 - told[NONE] for told in options)
    total = sum(1.0 - told[NONE] for told in options)
    if not total:
        return options[0]  # surely no event, in single precision
    shares = {name: sum(told[name] for told in options) / total for name in options[0] if name != NONE}
    return {name: event * share for name, share in shares.items()} | {NONE: 1.0 - event}


def _best(told: dict[str, float], but: str = "") -> str:
    return max((name for name in told if name not in {NONE, but}), key=lambda name: told[name])


def _together(one: Token, other: Token) -> bool:
    """Tell whether two words of one category stand so near in the parse that they tell one event."""
    return _below(one, other) or _below(other, one)


def _below(low: Token, high: Token) -> bool:
    for _ in range(LINKS):
        if low.dep_ not in TOGETHER:
            return False
        low = low.head
        if low.i == high.i:
            return True
    return False
