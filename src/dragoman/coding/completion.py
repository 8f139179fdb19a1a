"""Who else is meant: sides of an event that no slot of its rule gives, but that its words make clear.

"Police in Oslo arrested three men" names no state for the men, "refused to let American troops cross"
has the refused inside what is refused. What is filled in so is told in the event's reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.coding.candidates import Candidate
from dragoman.coding.participants import Participants, unique
from dragoman.coding.syntax import children
from dragoman.coding.word_lists import word_lists
from dragoman.records import Mention

WIDER_SLOTS = (
    *("dobj", "dative", "to", "against", "on", "at", "towards", "toward"),
    *("into", "from", "with", "of", "for", "over"),
)
"""Where a recipient stands, when the rule's own slots hold none."""
INNER_CONTENT = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "ACCUSE", "SANCTION"})
"""Categories whose recipient may be named only in their content: "promised to help Oslo rebuild"."""


SESSIONS = frozenset({"meeting", "session", "summit", "membership"})
"""What is asked for of the body that holds or grants it."""
VETOES = frozenset({"veto", "block", "reject", "oppose"})
TELLING = frozenset({"tell", "inform", "assure", "notify", "warn", "promise"})
"""Verbs whose object is told a clause."""
ARTICLES = frozenset({"the", "a", "an"})
MISSIONS = ("embassy", "consulate", "ambassador", "consul", "diplomat", "envoy")
"""Words for those who stand for their state in another."""
BORDERS = frozenset({"border", "frontier", "boundary"})
PLACES = frozenset({"in", "near", "around", "across", "inside", "outside"})
"""Prepositions that tell where something is ("launchers in Romania"), not against whom."""
ASIDES = frozenset({"relcl", "appos"})
DOMESTIC = frozenset(
    {"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "GOV", "JRN", "JUD", "LAB"}
    | {"LEG", "MED", "MIL", "OPP", "PRM", "PTY", "REB", "REL", "SOC"}
)
"""Sectors of those who mostly act, and are acted upon, within their own state."""

OCCASIONS = frozenset(
    {"eve", "day", "night", "anniversary", "occasion", "sideline", "margin", "condition", "ground"}
)
"""Nouns after "on" that tell when or why: "seized a bomb on the eve of talks with Oslo"."""


def wider_recipients(
    candidate: Candidate, people: Participants, category: str, actors: Iterable[Mention], told: bool
) -> tuple[Mention, ...]:
    """Return the coded mentions in the first slot beside the rule's own that has any, or in its content.

    `told` says that the rule's slots name somebody, though not of which state; nobody is then looked
    for in the content.
    """
    actors = tuple(actors)
    codes = {mention.actor.code for mention in actors}
    for slot in WIDER_SLOTS:
        heads = [head for head in candidate.frame.slot(slot) if head.lemma_.lower() not in OCCASIONS]
        if category == "ACCUSE":  # who condemns a bombing does not accuse whom it hit
            heads = [head for head in heads if not _is_harmed(head)]
        found = _foreign(people.of(heads), codes)
        if not found and (slot == "dobj" or not told):
            found = _foreign(_within(heads, people, category), codes)
        if found:
            return found
    if told or category not in INNER_CONTENT or len(codes) > 1 or candidate.trigger.lemma_ == "deny":
        return ()
    found = _foreign(people.of(_told(candidate.trigger)), codes)
    if found:
        return found
    for head in candidate.content:
        if category == "ACCUSE" and _is_harmed(head):
            continue
        if category == "REQUEST" and not (children(head, "nsubj") or head.lemma_.lower() in SESSIONS):
            continue  # in "demanded his release in Oslo" the thing asked for names no one asked
        if category == "THREATEN" and head.lemma_.lower() in VETOES:
            continue  # whoever would veto help for somebody threatens others
        found = _foreign(people.of(_own_tokens(head)), codes)
        if found:
            return found[:1]
    return ()


def _is_harmed(head: Token) -> bool:
    """Tell whether a noun is a harm, or is told as what one was done to."""
    harms, preposition = word_lists().harms, head.head
    if head.lemma_.lower() in harms:
        return True
    return (
        preposition.dep_ == "prep"
        and preposition.lower_ not in {"by", "from"}
        and preposition.head.pos_ == "NOUN"
        and preposition.head.lemma_.lower() in harms
    )


def _within(heads: list[Token], people: Participants, category: str) -> tuple[Mention, ...]:
    """Return who stands inside phrases that are no actors; what is demanded tells only whose it is."""
    if category == "REQUEST":
        return unique([mention for head in heads for mention in people.owners(head)])
    return people.of(heads, inner=True)


def _told(token: Token) -> list[Token]:
    """Return who is told a clause: "told Oslo that it was ready"."""
    while token.dep_ in {"acomp", "xcomp", "attr", "conj"}:
        token = token.head
    if token.dep_ != "ccomp" or token.head.lemma_.lower() not in TELLING:
        return []
    return children(token.head, "dobj", "dative")


def _own_tokens(head: Token) -> Iterator[Token]:
    """Yield the tokens under `head` without its relative clauses and appositions, in text order.

    Of a condition only who is to meet it counts: "sanctions if Oslo invades" are meant for Oslo.
    """
    stack, found = [head], []
    while stack:
        token = stack.pop()
        found.append(token)
        for child in token.children:
            if child.dep_ == "advcl" and children(child, "mark"):
                stack.extend(children(child, "nsubj", "nsubjpass"))
            elif not _is_aside(child):
                stack.append(child)
    return iter(sorted(found, key=lambda token: token.i))


def _is_aside(child: Token) -> bool:
    if child.dep_ == "xcomp":
        return child.tag_ == "VBG"
    return child.dep_ in ASIDES or (child.dep_ == "prep" and child.lower_ in PLACES)


def _foreign(mentions: Iterable[Mention], codes: set[str]) -> tuple[Mention, ...]:
    return unique(m for m in mentions if m.actor.code and m.actor.code not in codes)


def domestic(
    actors: tuple[Mention, ...],
    recipients: tuple[Mention, ...],
    sentence: Iterable[Token],
    people: Participants,
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Give those who are only described ("the army", "students") the state of the other side.

    Only where the sentence names no second state: then the act is most likely one within the state.
    """
    state = _one_state((*actors, *recipients), people)
    if not state or _one_state(people.of(t for t in sentence if not _beyond_border(t)), people) != state:
        return actors, recipients
    if any(word in mention.text.lower() for mention in recipients for word in MISSIONS):
        return actors, recipients  # an embassy is attacked by people of the land where it stands
    if _one_state(actors, people) != state:
        # An airline or firm that acts upon a state need not be of it.
        own = at_home(tuple(m for m in actors if "BUS" not in m.actor.sectors), state)
        named = {mention.span: mention for mention in own}
        return tuple(named.get(mention.span, mention) for mention in actors), at_home(recipients, state)
    return at_home(actors, state), at_home(recipients, state)


def at_home(mentions: tuple[Mention, ...], state: str) -> tuple[Mention, ...]:
    """Return those who are only described as people of `state`."""
    return tuple(_of_state(mention, state) for mention in mentions)


def _beyond_border(token: Token) -> bool:
    """Tell whether a name only says which border is meant ("near the border with Oman")."""
    preposition = token.head
    return token.dep_ == "pobj" and preposition.lower_ == "with" and preposition.head.lemma_ in BORDERS


def _one_state(mentions: Iterable[Mention], people: Participants) -> str:
    codes = {m.actor.code for m in mentions if people.registry.state(m.actor.code) is not None}
    return codes.pop() if len(codes) == 1 else ""


def _of_state(mention: Mention, state: str) -> Mention:
    actor, words = mention.actor, set(mention.text.lower().split())
    if actor.code or actor.kind not in {"description", "organisation"} or words & word_lists().abroad:
        return mention
    named = mention.text.split()
    named = named[1:] if len(named) == 1 or named[0].lower() in ARTICLES else named
    if not DOMESTIC.intersection(actor.sectors) or any(word[:1].isupper() for word in named):
        return mention  # "a Kurdish commander" is of a people of its own
    because = f"{mention.because}; no other state is named, so of {state}"
    return mention.model_copy(update={"actor": actor.model_copy(update={"code": state}), "because": because})
