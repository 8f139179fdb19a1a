"""How alike two tellings are: who, to whom, when, what category, which words; with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.ledger.similarity import Nearness
from dragoman.ledger.tellings import Party, Telling
from dragoman.ledger.tuning import Tuning
from dragoman.ledger.words import likeness
from dragoman.records import EntryKind

_SUBSET = 0.8
_PARTNER_UNKNOWN = 0.5
"""A meeting of which one telling names a single party may be with anybody."""
_AGREES = 0.85
_ONE_THOUGHT = 12
"""Content words up to which a "not" turns the whole of a statement round."""
_MOST_OF_A_MEETING = 0.6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings compared: the score that joins, and each ground for it, 0 to 1."""

    one: str
    other: str
    score: float
    words: float
    who: float
    whom: float
    when: float
    category: float
    notes: tuple[str, ...] = ()

    def reason(self) -> str:
        """Return the grounds in words."""
        grounds = f"words {self.words:.2f}, who {self.who:.2f}, when {self.when:.2f}"
        if self.category:
            grounds += f", to whom {self.whom:.2f}, category {self.category:.2f}"
        return ", ".join((f"likeness {self.score:.2f}: {grounds}", *self.notes))


class Scorer:
    """Compares tellings: a function of the two alone.

    Args:
        weights: Weight of each word.
        tuning: Weights of the grounds, thresholds and floors.
        nearness: How near tellings are in meaning.
    """

    def __init__(self, weights: Mapping[str, float], tuning: Tuning, nearness: Nearness) -> None:
        self._weights = weights
        self._tuning = tuning
        self._nearness = nearness

    def prepare(self, tellings: Iterable[Telling]) -> None:
        """Have at hand what comparing these needs besides the tellings."""
        looked_at = self._tuning.meaning.nothing
        self._nearness.prepare(telling for telling in tellings if telling.kind in looked_at)

    def joins(self, pair: Pair, one: Telling, other: Telling) -> bool:
        """Tell whether a pair by itself is alike enough to be one thing."""
        floor = self._tuning.word_floors[one.kind]
        threshold = self._tuning.thresholds[one.kind]
        if one.report == other.report:
            floor = max(floor, self._tuning.same_report_word_floor)
            threshold += self._tuning.same_report_penalty
        elif one.kind == "event" and min(pair.who, pair.whom) >= _AGREES and pair.when == pair.category == 1:
            floor *= self._tuning.agreeing_floor_share
        if one.kind == "event" and one.mutual and pair.who <= _PARTNER_UNKNOWN:
            floor = max(floor, self._tuning.partner_unknown_word_floor)
        return pair.words >= floor and pair.score >= threshold

    def may_join(self, one: Telling, other: Telling, across_status: bool = False) -> bool:
        """Tell whether a pair could be one thing if both meant the same: only then is their meaning asked."""
        pair = self.compare(one, other, across_status, nearness=1.0)
        return pair is not None and self.joins(pair, one, other)

    def compare(
        self, one: Telling, other: Telling, across_status: bool = False, nearness: float | None = None
    ) -> Pair | None:
        """Compare two tellings.

        Args:
            one: A telling.
            other: Another of the same kind.
            across_status: Compare even where one happened and the other is denied or not yet real.
            nearness: How near they are in meaning, -1 to 1, where it is not to be asked.

        Returns:
            The comparison, or None where kind, status, category, parties or dates exclude each other.
        """
        if one.kind != other.kind or not (across_status or self._same_status(one, other)):
            return None
        category = self._tuning.closeness(one.category, other.category)
        who = who_likeness(one, other)
        if category == 0 or who == 0 or _entangled(one, other):
            return None
        when = self._when(one, other)
        if when is None:
            return None
        words = likeness(one.words, other.words, self._weights)
        short = max(len(one.words), len(other.words)) <= _ONE_THOUGHT
        contrary = short and one.negated != other.negated
        alone = one.mutual and who <= _PARTNER_UNKNOWN
        if not (contrary or alone) and self._mean_something(one, other):
            near = self._nearness.between(one, other) if nearness is None else nearness
            words = max(words, meaning(near, one.kind, self._tuning))
        if when == 1 and _same_meeting(one, other):
            words = max(words, self._tuning.same_meeting_words)
        if contrary:
            words *= self._tuning.contrary_share
        if one.kind == "statement" and one.act != other.act:
            words *= self._tuning.other_act_share
        if one.cue and other.cue and set(one.words) & set(other.words) <= one.cue & other.cue:
            words *= self._tuning.cue_only_share
        if when == 0 and words < self._tuning.when.retold_words:
            return None
        whom = whom_likeness(one, other)
        weights = self._tuning.weights[one.kind]
        score = weights.words * words + weights.who * who + weights.whom * whom + weights.category * category
        if one.when is None or other.when is None:
            score *= self._tuning.when.unknown / (1 - weights.when)
        else:
            score += weights.when * when
        notes: list[str] = []
        if one.numbers & other.numbers:
            score += self._tuning.number_bonus
            notes.append(f"both give {', '.join(sorted(one.numbers & other.numbers))}")
        if one.place and other.place and one.place.casefold() != other.place.casefold():
            score -= self._tuning.place_penalty
            notes.append("places differ")
        if one.report == other.report:
            notes.append("told twice in one report")
        return Pair(
            one=one.id,
            other=other.id,
            score=round(min(max(score, 0.0), 1.0), 6),
            words=words,
            who=who,
            whom=whom,
            when=when,
            category=category if one.kind != "statement" else 0.0,
            notes=tuple(notes),
        )

    def _mean_something(self, one: Telling, other: Telling) -> bool:
        """Tell whether meaning can be compared: names alone say nothing of what was said or done."""
        return one.kind in self._tuning.meaning.nothing and all(
            any(not word.startswith("@") for word in telling.words) for telling in (one, other)
        )

    def _same_status(self, one: Telling, other: Telling) -> bool:
        if one.status == other.status:
            return True
        # What is only said (a promise, a demand) is marked as future by some wordings and not by others.
        words_only = one.category in self._tuning.retellable and other.category in self._tuning.retellable
        return words_only and {one.status, other.status} == {"happened", "planned"}

    def _when(self, one: Telling, other: Telling) -> float | None:
        """Return how far the days agree; 0 for what may be told again later, None where they exclude."""
        tuning = self._tuning.when
        if one.when is None or other.when is None:
            return 0.5
        gap = one.when.gap(other.when)
        if gap == 0:
            return 1.0
        if gap <= tuning.near_days and one.kind != "plan":
            return tuning.near
        told_again = one.kind == "statement" or {one.category, other.category} <= self._tuning.retellable
        return 0.0 if told_again and one.kind != "plan" else None


def meaning(cosine: float, kind: EntryKind, tuning: Tuning) -> float:
    """Return the likeness of words that a nearness in meaning stands for, 0 to 1."""
    nothing = tuning.meaning.nothing[kind]
    return min(1.0, max(0.0, (cosine - nothing) / (1 - nothing)))


def party_likeness(one: Party, other: Party, persons_apart: bool) -> float:
    """Return how far two actors can be one: themselves, or one who acts for the other.

    Args:
        one: An actor.
        other: Another.
        persons_apart: Two persons of one state are never taken for each other (speakers).
    """
    if one.id == other.id:
        return 1.0
    if one.person and other.person and persons_apart:
        return 0.0
    if one.generic or other.generic:
        # A body's officer has the body's name in the title: "Secretary General of ...".
        speaks_for = (one.person and other.name and other.name.casefold() in one.office.casefold()) or (
            other.person and one.name and one.name.casefold() in other.office.casefold()
        )
        same_kind_of_body = one.code == other.code and one.code and one.person != other.person
        return 0.85 if speaks_for else 0.4 if same_kind_of_body else 0.0
    if one.code != other.code:
        return 0.0
    if one.apart != other.apart:
        return 0.0
    if one.apart or (one.person and other.person):
        return 0.4
    return 0.85


def _same_meeting(one: Telling, other: Telling) -> bool:
    """Tell whether the very same two or more meet in two tellings of one kind."""
    if not (one.mutual and other.mutual and one.act == other.act):
        return False
    names = {party.id for party in one.parties}
    return len(names) > 1 and names == {party.id for party in other.parties}


def _entangled(one: Telling, other: Telling) -> bool:
    """Tell whether two events of one report are told by one clause: then they are two by intent."""
    same_clause = one.report == other.report and one.span.overlaps(other.span)
    return same_clause and one.kind != "statement"


def who_likeness(one: Telling, other: Telling) -> float:
    """Return how far the same parties act in two tellings; 0 where they exclude each other."""
    if not one.who and not other.who:
        # Unknown speakers: only the very same words speak for one source.
        return 0.5 if one.kind == "statement" and one.words == other.words else 0.0
    # A president and a minister of one state can act for each other, but not meet in place of each other.
    persons_apart = one.kind == "statement" or (one.mutual and other.mutual)
    return _sets(one.parties, other.parties, one.mutual or other.mutual, persons_apart)


def whom_likeness(one: Telling, other: Telling) -> float:
    """Return how far two tellings have the same recipients; half where one names none."""
    if one.mutual and other.mutual:
        return 1.0
    if not one.whom or not other.whom:
        return 0.6 if not one.whom and not other.whom else 0.5
    return _sets(one.whom, other.whom, mutual=False, persons_apart=False)


def _sets(one: tuple[Party, ...], other: tuple[Party, ...], mutual: bool, persons_apart: bool) -> float:
    if not one or not other:
        return 0.0
    forth = [max(party_likeness(a, b, persons_apart) for b in other) for a in one]
    back = [max(party_likeness(a, b, persons_apart) for a in one) for b in other]
    both = (sum(forth) + sum(back)) / (len(one) + len(other))
    fewer = forth if len(one) <= len(other) else back
    if min(fewer) == 0:
        return both if not mutual or both >= _MOST_OF_A_MEETING else 0.0
    # All of the shorter list are in the longer: a telling that leaves somebody out.
    if mutual and len(fewer) == 1:
        return _PARTNER_UNKNOWN * fewer[0]
    return max(both, _SUBSET * sum(fewer) / len(fewer))
