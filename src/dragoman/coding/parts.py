"""Who acts and who receives, by the syntax and by the relation model together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.coding.candidates import Candidate, Coding
from dragoman.coding.judging import telling_words
from dragoman.coding.participants import codes_of, unique
from dragoman.coding.second_reading import Part, SentenceReading
from dragoman.language.time_tense import is_conditional
from dragoman.records import Mention


@dataclass(frozen=True)
class PartLimits:
    """How sure the model must be of a mention's part; tuned on the first half of `tests/gold/records`."""

    add: float = 0.6
    """To fill a side for which the syntax gives nobody with a code, or a meeting that has one side only."""
    more: float = 0.97
    """To add somebody of another state to those who act."""


LIMITS = PartLimits()
SAID_TO_PARTIES = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Categories in which a mere place is no recipient: who proposes Geneva offers Switzerland nothing."""
BESIDE = frozenset({"near", "around", "outside", "along"})
"""Prepositions after which a land is only where something else is: "amid a buildup near Ukraine"."""
POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "whose"})

Chance = Callable[[Part], float]


@dataclass
class Sides:
    """Actors and recipients, and what the model changed about them."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    reasons: list[str] = field(default_factory=list)


def heard(reading: SentenceReading, candidate: Candidate, coding: Coding, doc: Doc) -> list[Part]:
    """Return the parts that the model gives mentions in a candidate's event, without those that cannot be."""
    parts = reading.parts(telling_words(candidate))
    visit = candidate.rule.category == "CONSULT"  # one to come is an agreement, and has its host
    if coding.category in SAID_TO_PARTIES and not visit:
        parts = [
            part
            for part in parts
            if part.mention not in reading.hosts
            and _head(doc, part.mention, candidate.trigger).head.lower_ not in BESIDE
        ]
    return [part for part in parts if not _only_in_condition(doc, part.mention, candidate.trigger)]


def _head(doc: Doc, mention: Mention, default: Token) -> Token:
    named = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return named.root if named is not None else default


def _only_in_condition(doc: Doc, mention: Mention, trigger: Token) -> bool:
    """Tell whether somebody is only named in what another must do or leave ("if rebels attack him")."""
    token = _head(doc, mention, trigger)
    for above in (token, *token.ancestors):
        if above.i == trigger.i:
            return False
        if above.dep_ == "advcl" and is_conditional(above):
            return not (token.head.i == above.i and token.dep_ in {"nsubj", "nsubjpass"})
    return False


def settle(
    actors: tuple[Mention, ...],
    recipients: tuple[Mention, ...],
    parts: Sequence[Part],
    symmetric: bool,
    limits: PartLimits = LIMITS,
) -> Sides:
    """Return the sides of an event by both opinions; where it is symmetric, all sides are actors."""
    sides = Sides(actors, recipients)
    if symmetric:
        sides.actors = _settled("side", actors, (), parts, _either, limits, sides.reasons, enough=2)
        return sides
    sides.actors = _settled("actor", actors, recipients, parts, _actor, limits, sides.reasons)
    sides.recipients = _settled(
        "recipient", recipients, sides.actors, parts, _recipient, limits, sides.reasons
    )
    return sides


def _actor(part: Part) -> float:
    return part.actor


def _recipient(part: Part) -> float:
    return part.recipient


def _either(part: Part) -> float:
    return max(part.actor, part.recipient)


def _settled(
    side: str,
    given: tuple[Mention, ...],
    opposite: tuple[Mention, ...],
    parts: Sequence[Part],
    chance: Chance,
    limits: PartLimits,
    reasons: list[str],
    enough: int = 1,
) -> tuple[Mention, ...]:
    """Return whom the syntax gives; where fewer than `enough` have a code, with those who are likely."""
    coded = tuple(mention for mention in given if mention.actor.code)
    least = limits.add
    if len(coded) >= enough:
        if side == "recipient":
            return given
        least = limits.more
    likely = sorted((part for part in parts if chance(part) >= least), key=chance, reverse=True)
    if given or any(part.mention.actor.code for part in likely):
        # Who has no state or sector to be coded by only fills a side that would be empty.
        likely = [part for part in likely if part.mention.actor.code]
    against = {mention.actor.id for mention in opposite}
    own = codes_of(opposite)
    added: list[Mention] = []
    for part in likely:
        mention = part.mention
        if mention.actor.id in against or mention.actor.code in {m.actor.code for m in (*coded, *added)}:
            continue
        if mention.actor.code in own and (mention.actor.kind == "state" or _belongs(mention)):
            continue  # nobody does it to himself: "its ambassador", "their last troops"
        if len(coded) + len(added) >= enough > 1 and chance(part) < limits.more:
            continue  # who met in another meeting of the sentence
        added.append(mention)
        reasons.append(f"{side} “{mention.text}” by the sentence as a whole ({chance(part):.2f})")
    return unique((*coded, *added)) if added else given


def _belongs(mention: Mention) -> bool:
    """Tell whether a mention is told as somebody's own."""
    return mention.text.split(maxsplit=1)[0].lower() in POSSESSIVES
