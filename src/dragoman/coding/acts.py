"""Who is meant by what answers an act told before: praised or blamed, paid back, apologised for.

"A decision that Oslo criticised" is blamed on who decided; who "returned fire" fired at who had shelled them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.coding.candidates import Candidate
from dragoman.coding.participants import codes_of
from dragoman.coding.syntax import children
from dragoman.coding.word_lists import word_lists
from dragoman.records import Event, Mention, content_id

JUDGING = frozenset({"ACCUSE", "SUPPORT"})
"""Categories that judge an act, and so are directed at whoever did it."""
PRISON = frozenset({"prison", "jail", "imprisonment", "custody", "detention", "bars"})
JAILING = frozenset({"jail", "imprison", "incarcerate"})
TERMS = frozenset({"year", "month", "life"})
OBJECTING = frozenset({"protest", "complain", "object"})
"""Verbs that object to what was told before, where they do not say to what."""
POINTERS = frozenset({"it", "this", "that", "which"})
MAX_DISTANCE = 400
"""Characters between an act and the words that take it up."""


def with_authors(coded: Sequence[tuple[Candidate, Event]]) -> list[Event]:
    """Return the events in text order; those that judge an act told before get its actors as recipients."""
    done: list[Event] = []
    for candidate, event in sorted(coded, key=lambda pair: (pair[1].trigger.start, pair[1].id)):
        authors = _authors(candidate, event, done)
        answered = authors or _other_side(candidate, event, done)
        if answered:
            words = next((noun.text for noun in candidate.frame.objects), candidate.trigger.text)
            reason = f"whose act “{words}” takes up" if authors else "the other side of an act told before"
            event = event.model_copy(
                update={"recipients": answered, "reasons": (*event.reasons, f"recipient: {reason}")}
            )
        done.append(event)
        done.extend(_sentence_served(candidate, event))
    return done


def _sentence_served(candidate: Candidate, event: Event) -> Iterator[Event]:
    """Yield the other half of a conviction with prison, which PLOVER counts as conviction and arrest."""
    words = {token.lemma_.lower() for head in candidate.trigger.children for token in _nouns(head)}
    if event.marks:
        return
    if event.mode == "convict" and words & PRISON:
        yield _twin(event, "COERCE", "arrest")
    elif candidate.trigger.lemma_ in JAILING and (
        words & TERMS or any("JUD" in mention.actor.sectors for mention in event.actors)
    ):
        yield _twin(event, "SANCTION", "convict")


def _nouns(head: Token) -> Iterator[Token]:
    """Yield what stands after the prepositions of a verb: "to nine years in prison"."""
    if head.dep_ in {"prep", "dative"}:
        for noun in children(head, "pobj"):
            yield noun
            for preposition in children(noun, "prep"):
                yield from _nouns(preposition)


def _twin(event: Event, category: str, mode: str) -> Event:
    trigger = event.trigger
    return event.model_copy(
        update={
            "id": content_id("e", event.report, trigger.start, trigger.end, category),
            "category": category,
            "mode": mode,
            "runner_up": event.category,
            "reasons": (*event.reasons, "a conviction with prison is conviction and arrest"),
        }
    )


def _authors(candidate: Candidate, event: Event, before: Sequence[Event]) -> tuple[Mention, ...]:
    if event.category not in JUDGING or any(mention.actor.code for mention in event.recipients):
        return ()
    objects = candidate.frame.objects
    if not any(map(_takes_up, objects)) and (objects or candidate.trigger.lemma_ not in OBJECTING):
        return ()
    acting = codes_of(event.actors)
    for other in reversed(before):
        if event.trigger.start - other.trigger.end > MAX_DISTANCE:
            break
        found = tuple(m for m in other.actors if m.actor.code and m.actor.code not in acting)
        if found and len(found) == len(other.actors):
            return found
    return ()


def _other_side(candidate: Candidate, event: Event, before: Sequence[Event]) -> tuple[Mention, ...]:
    """Return those who are paid back or apologised to where nobody is named: the other side told before."""
    if event.recipients or not codes_of(event.actors):
        return ()
    trigger = candidate.trigger
    beside = [child.lower_ for child in children(trigger, "prt", "advmod", "dobj")]
    forms = {trigger.lemma_.lower(), *(f"{trigger.lemma_.lower()} {word}" for word in beside)}
    words = word_lists()
    paying_back, sorry = bool(forms & words.paying_back), bool(forms & words.apologising)
    for other in reversed(before) if paying_back or sorry else ():
        if event.trigger.start - other.trigger.end > MAX_DISTANCE:
            break
        mine, theirs = other.recipients, other.actors
        if sorry:
            mine, theirs = theirs, mine
        if codes_of(event.actors) & codes_of(mine) and codes_of(theirs) - codes_of(event.actors):
            return tuple(mention for mention in theirs if mention.actor.code)
    return ()


def _takes_up(noun: Token) -> bool:
    """Tell whether a noun points back to an act, without a doer of its own."""
    if noun.lower_ in POINTERS:
        return True
    return noun.lemma_.lower() in word_lists().acts and not children(noun, "poss")
