"""Whose people are who are described, by what stands after their noun: "of Ghana", "in Lyon", "led by"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.actors.registry import Agent
from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import Context
from dragoman.language.mention_settings import place_after
from dragoman.language.mention_words import words

NEAR = frozenset({"of", "in", "from", "inside", "near", "outside", "around", "across", "at"})
"""Prepositions between people and where they are."""
LINKS = frozenset({"of", "in", "from", "for", "inside"})
AWAY = frozenset({"MIL", "JRN"})
"""Sectors of those who are often abroad: where they are does not say whose they are."""
HOME = frozenset({"OPP", "REL", "LAB", "PTY", "REB", "BUS", "CRM"})
"""Sectors whose leaders mostly are of the land where they are."""
TRAVELLERS = frozenset({"diplomat", "negotiator", "envoy", "delegate", "delegation", "leader"})
"""Nouns of those who are often abroad."""
SERVING = words("serving")
"""What those do, or are, who act for whoever is named after it."""


def agent_of(context: Context, head: Token) -> Agent | None:
    """Return the agent that `head` is, with the word before it where both make one ("armed forces")."""
    registry = context.lexicon.registry
    if head.i > context.first:
        pair = registry.agent(f"{head.nbor(-1).lower_} {head.lower_}")
        if pair is not None:
            return pair
    return registry.agent(head.lower_)


def codes_right(context: Context, head: Token, sectors: tuple[str, ...]) -> tuple[list[str], int]:
    """Return the codes after "of", "in", "from" and where the phrase then ends.

    More than one only for several people: "envoys from Chile and Peru", "aides of the leaders of Chile and
    Peru". The phrase ends with the first.
    """
    inner = leaders_of(context, head)
    if inner is not None:
        codes, _ = codes_right(context, inner, ())
        if codes:
            return codes, head.i + 1
    code, end = code_right(context, head, sectors)
    if not code or not syntax.is_plural(head):
        return [code] if code else [], end
    return list(dict.fromkeys([code, *listed(context, end)])), end


def leaders_of(context: Context, head: Token) -> Token | None:
    """Return whose people are meant, where these too are of somebody: "aides of the leaders of Chile"."""
    for preposition in head.children:
        if preposition.i == head.i + 1 and preposition.lower_ == "of":
            for noun in preposition.children:
                near = noun.i - preposition.i <= 2 and noun.i + 2 < context.last
                if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and near and noun.nbor().lower_ == "of":
                    return noun
    return None


def listed(context: Context, at: int) -> Iterator[str]:
    """Yield the codes of the states that go on a list of names: ", Peru and Bolivia"."""
    doc = context.doc
    while at + 1 < context.last and doc[at].lower_ in {",", "and"}:
        at += 2 if doc[at].text == "," and doc[at + 1].lower_ == "and" else 1
        at += doc[at].lower_ == "the"
        hit = context.hit_at.get(at)
        code = context.owner_code(hit) if hit is not None and hit.start == at else ""
        if hit is None or not code or doc[hit.end - 1].dep_ != "conj":
            return
        yield code
        at = hit.end


def code_right(context: Context, head: Token, sectors: tuple[str, ...]) -> tuple[str, int]:
    """Return the code after "of", "in", "from" and where the phrase then ends.

    Troops and reporters in a country are often not that country's: "in" says nothing about them.
    """
    doc, at = context.doc, head.i + 1
    if at + 1 >= context.last or doc[at].lower_ not in LINKS:
        return local(context, head, sectors)
    if doc[at].lower_ in {"in", "inside"} and is_away(context, head, sectors):
        return "", at
    named = at + 2 if doc[at + 1].lower_ == "the" else at + 1
    if doc[at].lower_ in {"of", "for"} and (person := context.person_at.get(named)) is not None:
        return person.code, at
    hit = context.hit_at.get(named)
    code = context.owner_code(hit) if hit is not None and hit.start == named else ""
    return (code, hit.end) if hit is not None and code else local(context, head, sectors)


def is_away(context: Context, head: Token, sectors: tuple[str, ...]) -> bool:
    """Tell whether those meant are often abroad, as troops and reporters are, but no outlets."""
    if head.lemma_.lower() in TRAVELLERS and not HOME.intersection(sectors[:1]):
        return True
    agent = agent_of(context, head)
    outlet = agent is not None and agent.actor_kind == "organisation" and sectors[:1] == ("JRN",)
    return bool(AWAY.intersection(sectors)) and not outlet and not of_a_people(context, head)


def of_a_people(context: Context, head: Token) -> bool:
    """Tell whether a people or group without a state's code stands before the noun: "Kurdish forces"."""
    hit = context.hit_at.get(head.i - 1)
    return hit is not None and context.entity(hit).kind == "group" and not context.code_of(hit)


def led_by(context: Context, head: Token) -> str | None:
    """Return the code of whom others are led by or work for: "rebels led by X", "a group loyal to Y"."""
    for child in head.children:
        if child.i <= head.i or child.lemma_.lower() not in SERVING:
            continue
        for preposition in child.children:
            if preposition.dep_ not in {"agent", "prep"} or preposition.lower_ not in {"by", "for", "to"}:
                continue
            for named in preposition.children:
                person, hit = context.person_at.get(named.i), context.hit_at.get(named.i)
                code = person.code if person is not None else context.code_of(hit) if hit is not None else ""
                if code:
                    return code
    return None


def local(context: Context, head: Token, sectors: tuple[str, ...]) -> tuple[str, int]:
    """Return the code of the town or land where people are said to be ("a judge in the town of Lyon")."""
    doc, at = context.doc, head.i + 1
    if at + 1 >= context.last:
        return "", at
    if (leader := led_by(context, head)) is not None:
        return leader, at
    if doc[at].lower_ not in NEAR or (doc[at].lower_ != "of" and is_away(context, head, sectors)):
        return "", at
    found = place_after(context, at + 1)
    return (found[0], found[1]) if found is not None else ("", at)
