"""Third-person pronouns and the antecedents that they may have."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import Context
from dragoman.language.mention_draft import Draft, Gender
from dragoman.language.mention_words import words
from dragoman.records import Actor

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
ACTING = words("acting")
"""Verbs whose subject is commonly an actor."""
MAX_SENTENCES = {"person": 6, "it": 2, "they": 2}


def pronoun_draft(context: Context, token: Token, past: list[Draft]) -> Draft | None:
    """Return the draft for a third-person pronoun, or None where no actor is meant."""
    word = token.lower_
    if word in HE:
        gender: Gender = "m" if HE[word] == "m" else "f"
        kind = "person"
    elif word in IT:
        gender, kind = "", "it"
        if word == "it" and syntax.is_pleonastic(token):
            return None
    elif word in THEY:
        gender, kind = "", "they"
    else:
        return None
    ranked = sorted(scores(context, token, past, kind, gender), key=lambda one: -one[0])
    if not ranked:
        return None
    best, draft = ranked[0]
    if kind != "person" and thing_score(context, token, kind) > best:
        return None
    together = coordinated(context, draft, past) if kind == "they" else draft.actors
    rivals = [other for score, other in ranked[1:4] if best - score < 0.4 and other.actors != draft.actors]
    confidence = 0.8 if not rivals else 0.6
    return Draft(
        token.i, token.i + 1, token.i, together, "antecedent",
        f"{token.text!r} takes up {' and '.join(actor.name for actor in together)}",
        min(confidence, draft.confidence), tuple(actor for other in rivals[:1] for actor in other.actors),
        plural=draft.plural, gender=draft.gender or gender, roles=draft.roles, words=draft.words,
    )  # fmt: skip


def coordinated(context: Context, draft: Draft, past: list[Draft]) -> tuple[Actor, ...]:
    """Return the actors of `draft` and of those joined with it by "and" ("the U.S. and its allies")."""
    first = syntax.anchor(context.doc[draft.head]).i
    together: dict[str, Actor] = {}
    for other in past[-30:]:
        token = context.doc[other.head]
        if token.pos_ in {"NOUN", "PROPN"} and not other.modifier and syntax.anchor(token).i == first:
            together.update({actor.id: actor for actor in other.actors})
    return tuple(together.values()) if len(together) > 1 else draft.actors


def scores(
    context: Context, token: Token, past: list[Draft], kind: str, gender: Gender
) -> Iterable[tuple[float, Draft]]:
    """Yield the antecedents that agree with a pronoun, with their salience."""
    doc = context.doc
    seen: dict[str, int] = {}
    own_verb = syntax.clause_verb(token)
    own_subject = syntax.subject_of(own_verb)
    sentence = token.sent.start
    distances: dict[int, int] = {}
    for draft in reversed(past[-60:]):
        if draft.start > token.i or draft.start <= token.i < draft.end:
            continue
        start = doc[draft.head].sent.start
        if start not in distances:
            distances[start] = sum(1 for t in doc[start + 1 : sentence + 1] if t.is_sent_start)
        distance = distances[start]
        if distance > MAX_SENTENCES[kind]:
            break
        if not agrees(draft, kind, gender) or bound(doc[draft.head], token, own_verb):
            continue
        key = draft.actors[0].id
        seen[key] = seen.get(key, 0) + 1
        yield salience(context, draft, token, distance, own_subject) + 0.12 * min(seen[key] - 1, 4), draft


def agrees(draft: Draft, kind: str, gender: Gender) -> bool:
    """Tell whether number, gender and kind of an antecedent fit a pronoun."""
    if not draft.actors:
        return False
    actor = draft.actors[0]
    if kind == "person":
        if len(draft.actors) > 1 or draft.plural:
            return False
        human = actor.kind == "person" or (actor.kind == "description" and bool(draft.roles))
        return human and (not draft.gender or draft.gender == gender)
    if kind == "it":
        impersonal = actor.kind in {"state", "body", "organisation", "group", "region"}
        return len(draft.actors) == 1 and not draft.plural and impersonal
    return draft.plural or len(draft.actors) > 1 or actor.kind in {"organisation", "group", "state", "body"}


def bound(antecedent: Token, token: Token, own_verb: Token) -> bool:
    """Tell whether both are arguments of one verb, so that only a reflexive could take it up."""
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        return False
    if antecedent.head.i == own_verb.i and token.dep_ not in {"poss"}:
        return token.head.i == own_verb.i or (
            token.head.dep_ in {"prep", "dative", "agent"} and token.head.head.i == own_verb.i
        )
    return False


def salience(context: Context, draft: Draft, token: Token, distance: int, own_subject: Token | None) -> float:
    """Return how likely `draft` is meant: near, a subject, alike in role."""
    head = context.doc[draft.head]
    role = syntax.anchor(head).dep_
    score = -1.0 * distance - 0.01 * min(token.i - draft.head, 60)
    if role in SUBJECT:
        score += 1.0
        if token.dep_ in SUBJECT:
            score += 0.4
    elif role in {"dobj", "dative"}:
        score += 0.4
    elif draft.modifier:
        score -= 0.8
    elif role == "poss":
        score -= 0.1
    if own_subject is not None and own_subject.i == head.i and token.tag_ == "PRP$":
        score += 1.2
    if token.lower_ in THEY:
        several = draft.plural or len(draft.actors) > 1
        score += 0.8 if several else -1.2 if draft.actors[0].kind in {"state", "body"} else -0.6
    if draft.gender and token.lower_ in HE:
        score += 0.5
    if context.quoted[token.i] != context.quoted[head.i]:
        score -= 0.2
    return score


def thing_score(context: Context, token: Token, kind: str) -> float:
    """Return how likely a thing rather than an actor is meant: the nearest noun that could be taken up."""
    doc = context.doc
    verb = token.head
    if token.dep_ in SUBJECT and verb.lemma_ in ACTING:
        return -9.0
    ready = any(child.lemma_.lower() in syntax.READY for child in verb.children)
    if token.dep_ in SUBJECT and verb.lemma_ == "be" and ready:
        return -9.0
    best = -9.0
    start = (
        doc[token.sent.start].nbor(-1).sent.start if token.sent.start > context.first else token.sent.start
    )
    for other in doc[max(start, context.first) : token.i]:
        if other.pos_ != "NOUN" or other.i in context.hit_at or other.ent_type_ in {"DATE", "TIME"}:
            continue
        if (other.tag_ == "NNS") != (kind == "they"):
            continue
        role = other.dep_
        value = -0.01 * min(token.i - other.i, 60) - (1.0 if other.sent.start != token.sent.start else 0.0)
        value += 1.0 if role in SUBJECT else 0.4 if role == "dobj" else -0.3
        value += 0.8 if kind == "they" else 0.0
        if role in SUBJECT and token.dep_ in SUBJECT:
            value += 0.4
        if token.tag_ == "PRP$":
            value -= 0.7
        best = max(best, value)
    return best - 0.3
