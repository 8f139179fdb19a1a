"""Pronouns, titles and general nouns traced to whom they stand for, in one pass through a report.

Antecedents are ranked by recency, grammatical role, number and gender, as in the salience method of
Lappin and Leass (1994), with the agreement that news prose keeps. First persons are left to whoever
knows the speaker.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.registry import Entity
from dragoman.language import mention_syntax as syntax
from dragoman.language.coreference_pairs import Pairs
from dragoman.language.coreference_pronouns import pronoun_draft
from dragoman.language.coreference_titles import Titles
from dragoman.language.mention_context import Context
from dragoman.language.mention_descriptions import (
    RELATIONAL,
    WHOLE_STATE,
    content_words,
    description,
    is_definite,
)
from dragoman.language.mention_draft import Draft, slug
from dragoman.language.mention_groups import type_words
from dragoman.language.mention_owners import agent_of
from dragoman.language.mention_settings import LOCAL, setting
from dragoman.language.mention_words import words
from dragoman.records import Actor

COUNTRY = frozenset({"country", "nation", "kingdom", "emirate", "sultanate", "island", "archipelago"})
LANDS = {
    **dict.fromkeys(("kingdom", "monarchy", "emirate", "sultanate"), words("monarchies")),
    **dict.fromkeys(("island", "archipelago"), words("islands")),
}
"""Which states a word for a state fits: "the kingdom" is no republic."""
SCARCE = frozenset({"MIL", "REB", "PRM", "SPY"})
"""Sectors of those who, in a report that names one state only, are of that state."""
INSTITUTION = words("institution")


class Coreference:
    """One pass through a report's tokens: named drafts go by, and what refers back to them is added."""

    def __init__(self, context: Context, drafts: list[Draft]) -> None:
        self._context = context
        self._named = sorted(drafts, key=lambda draft: draft.start)
        self.past: list[Draft] = []
        self._titles = Titles(context, self._named, self.past)
        self._pairs = Pairs(context, self.past)

    def resolve(self) -> list[Draft]:
        """Return all drafts, the named ones and those that refer back, in text order."""
        context = self._context
        waiting = iter([*self._named, None])
        following = next(waiting)
        heads = {i for draft in self._named for i in range(draft.start, draft.end)}
        inner = {draft.head for draft in self._named}
        for token in context.doc[context.first : context.last]:
            while following is not None and following.start <= token.i:
                self.past.append(following)
                following = next(waiting)
            draft = None
            if token.tag_ == "WP$":
                draft = self._whose(token)
            elif token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
                both = token.lower_ == "both"
                draft = self._pairs.both(token) if both else pronoun_draft(context, token, self.past)
            elif token.i not in heads or (token.i not in inner and token.pos_ == "NOUN"):
                draft = self._noun(token)
            if draft is not None:
                self.past.append(draft)
        kept = [draft for draft in self.past if not self._is_part(draft)]
        return sorted(kept, key=lambda draft: (draft.start, -draft.end))

    def _is_part(self, draft: Draft) -> bool:
        """Tell whether a state's name only says whose a title is ("Russia" in "Russia's top diplomat")."""
        if (
            draft.person()
            or draft.actors[0].kind not in {"state", "body", "organisation"}
            or self._context.doc[draft.start].pos_ == "PRON"
        ):
            return False
        return any(
            other is not draft and other.start <= draft.start and draft.end <= other.end
            and (other.roles or other.actors == draft.actors) and other.head != draft.head
            for other in self.past[-400:]
        )  # fmt: skip

    def _noun(self, token: Token) -> Draft | None:
        """Return what a noun without a name refers back to."""
        context = self._context
        lemma = token.lemma_.lower()
        if token.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ", "DET"}:
            return None
        start = max(syntax.left_edge(context.doc, token), context.first)
        title = context.title_at.get(token.i)
        pair = self._pairs.resolve(token, start, lemma)
        if pair is not None:
            return pair
        if title is not None and title.head == token.i:
            return self._titles.resolve(title)
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}:
            return None
        hit = context.hit_at.get(token.i)
        if hit is not None and "generic" in hit.kinds() and hit.end == token.i + 1:
            bodies = [entity for kind, entity in hit.readings if kind == "generic"]
            taken_up = self._generic(token, start, bodies)
            if taken_up is not None:
                return taken_up
        if lemma in COUNTRY or lemma in WHOLE_STATE:
            return self._state(token, start, lemma)
        if lemma in INSTITUTION and token.is_lower and context.doc[start].lower_ in {"the", "this", "that"}:
            again = self._again(token, start, lemma)
            if again is not None:
                return again
        if lemma == "office" and (staff := self._office(token, start)) is not None:
            return staff
        if lemma == "counterpart" and (met := self._titles.counterpart(token, start)) is not None:
            return met
        owned = lemma in INSTITUTION and context.doc[start].tag_ == "PRP$"
        if owned or agent_of(context, token) is not None or lemma in RELATIONAL:
            return self._agent(token, start, lemma)
        return None

    def _whose(self, token: Token) -> Draft | None:
        """Resolve "whose" to the noun that its clause describes: "Oslo, whose troops"."""
        clause = next((one for one in token.ancestors if one.dep_ == "relcl"), None)
        for draft in reversed(self.past[-20:]) if clause is not None else ():
            if clause is not None and draft.head == clause.head.i:
                return Draft(
                    token.i, token.i + 1, token.i, draft.actors, "antecedent",
                    f"{token.text!r} takes up {draft.actors[0].name}", min(0.8, draft.confidence),
                    plural=draft.plural, gender=draft.gender, roles=draft.roles, words=draft.words,
                )  # fmt: skip
        return None

    def _generic(self, token: Token, start: int, entities: list[Entity]) -> Draft | None:
        """Resolve "the alliance", "the bloc"."""
        context = self._context
        if context.doc[start].lower_ not in {"the", "this", "that", "its"}:
            return None
        registry = context.lexicon.registry
        actors = {
            registry.actor(entity, context.on).id: registry.actor(entity, context.on) for entity in entities
        }
        for draft in reversed(self.past):
            if len(draft.actors) == 1 and draft.actors[0].id in actors:
                return Draft(
                    start, token.i + 1, token.i, draft.actors, "antecedent",
                    f"{token.text!r} takes up {draft.actors[0].name}", 0.9,
                )  # fmt: skip
        for hit in reversed(context.hits):
            entity = context.entity(hit)
            if hit.end <= start and hit.readings[0][0] == "name" and entity in entities:
                actor = registry.actor(entity, context.on)
                return Draft(
                    start, token.i + 1, token.i, (actor,), "antecedent",
                    f"{token.text!r} takes up {actor.name}, named in a title", 0.85,
                )  # fmt: skip
        return None

    def _state(self, token: Token, start: int, lemma: str) -> Draft | None:
        """Resolve "the country", "his government", "the Trump administration"."""
        context = self._context
        registry = context.lexicon.registry
        if (syntax.is_plural(token) and lemma != "authorities") or start == token.i:
            return None
        first = context.doc[start].lower_
        owner = self._titles.owner(start, token.i)
        if owner is not None:
            state = registry.state(owner.code)
        elif first in {"the", "this", "that"} and not any(
            t.text[:1].isupper() for t in context.doc[start + 1 : token.i]
        ):
            if lemma not in COUNTRY and lemma not in {"government", "administration", "regime"}:
                return None
            before = self._last_state(token, self._fitting(start, token))
            state = registry.state(before.code) if before is not None else None
            if first == "that" and any(
                other.lemma_ == token.lemma_
                and any(child.lower_ in {"one", "a", "any"} for child in other.children)
                for other in context.doc[token.sent.start : start]
            ):
                return None
        else:
            return None
        if state is None:
            return None
        actor = registry.actor(state, context.on)
        if lemma in WHOLE_STATE:
            actor = actor.model_copy(update={"sectors": ("GOV",)})
        return Draft(
            start, token.i + 1, token.i, (actor,), "antecedent", f"{token.text!r} takes up {state.name}",
            0.85 if owner is not None else 0.7,
        )  # fmt: skip

    def _office(self, token: Token, start: int) -> Draft | None:
        """Resolve "Putin's office", "the prime minister's office": the staff, where it acts."""
        context = self._context
        governor = token.head.lower_ if token.dep_ == "pobj" else ""
        if token.dep_ not in {"nsubj", "nsubjpass"} and governor not in {"for", "from", "by"}:
            return None
        owner = self._titles.owner(start, token.i)
        if owner is None or owner.kind != "person":
            return None
        words = slug(owner.id, *content_words(context, token.i, token))
        text = context.doc[start : token.i + 1].text
        actor = description(context, owner.code, owner.sectors, text, words, "organisation")
        return Draft(
            start, token.i + 1, token.i, (actor,), "description", f"the office of {owner.name}", 0.8,
            words=frozenset({"office"}),
        )  # fmt: skip

    def _fitting(self, start: int, token: Token) -> frozenset[str] | None:
        """Return the codes of the states that "the kingdom" or "the island nation" may be; None for any."""
        for other in self._context.doc[start : token.i + 1]:
            if other.lemma_.lower() in LANDS:
                return LANDS[other.lemma_.lower()]
        return None

    def _last_state(self, token: Token, fitting: frozenset[str] | None) -> Actor | None:
        """Return the state spoken of last, subjects and full names before adjectives."""
        best: tuple[float, Actor] | None = None
        for draft in self.past[-12:]:
            if len(draft.actors) != 1 or draft.actors[0].kind != "state":
                continue
            if fitting is not None and draft.actors[0].code not in fitting:
                continue
            distance = sum(1 for t in self._context.doc[draft.start : token.i] if t.is_sent_start)
            score = -distance - (0.6 if draft.modifier else 0) + draft.start / 100_000
            if best is None or score >= best[0]:
                best = (score, draft.actors[0])
        return best[1] if best is not None else None

    def _again(self, token: Token, start: int, lemma: str) -> Draft | None:
        """Resolve "the ministry", "the group" to the last one of its type, named alone or in a phrase."""
        context = self._context
        for hit in reversed(context.hits):
            entity = context.entity(hit)
            if hit.start < start and hit.readings[0][0] == "name" and lemma in type_words(entity):
                actor = context.lexicon.registry.actor(entity, context.on)
                return Draft(
                    start, token.i + 1, token.i, (actor,), "antecedent",
                    f"{token.text!r} takes up {actor.name}", 0.8, plural=syntax.is_plural(token),
                )  # fmt: skip
        for draft in reversed(self.past):
            if lemma in draft.words and len(draft.actors) == 1 and draft.actors[0].kind == "organisation":
                return Draft(
                    start, token.i + 1, token.i, draft.actors, "antecedent",
                    f"{token.text!r} takes up {draft.actors[0].name}", 0.75, words=draft.words,
                )  # fmt: skip
        return None

    def _agent(self, token: Token, start: int, lemma: str) -> Draft | None:
        """Resolve "the troops", "its forces", "his lawyer"."""
        context = self._context
        if token.dep_ in {"compound", "amod", "nmod"} or not is_definite(context, start, token):
            return None
        owner = self._titles.owner(start, token.i) if lemma not in RELATIONAL else None
        agent = agent_of(context, token)
        if owner is None and lemma not in RELATIONAL:
            for draft in reversed(self.past):
                if (
                    lemma in draft.words
                    and len(draft.actors) == 1
                    and draft.how in {"description", "antecedent"}
                ):
                    return Draft(
                        start, token.i + 1, token.i, draft.actors, "antecedent",
                        f"{token.text!r} takes up {draft.actors[0].name!r}", 0.65,
                        plural=draft.plural, words=draft.words,
                    )  # fmt: skip
        code = owner.code if owner is not None else ""
        sectors = agent.sectors if agent is not None else ()
        if owner is None and lemma not in RELATIONAL:
            code = setting(context, token, sectors) or self._only_state(sectors)
        words = slug(code.lower(), *content_words(context, start, token))
        actor = description(context, code, sectors, context.doc[start : token.i + 1].text, words)
        because = f"description by {lemma!r}" + (f", of {owner.name}" if owner is not None else "")
        return Draft(
            start, token.i + 1, token.i, (actor,), "description", because, 0.7 if code else 0.5,
            plural=syntax.is_plural(token), words=frozenset({lemma, token.lower_}),
        )  # fmt: skip

    def _only_state(self, sectors: tuple[str, ...]) -> str:
        """Return the one state that the report has spoken of so far, for those who mostly are of it."""
        if not (LOCAL | SCARCE).intersection(sectors[:1]):
            return ""
        registry = self._context.lexicon.registry
        codes = {actor.code for draft in self.past for actor in draft.actors if registry.state(actor.code)}
        return codes.pop() if len(codes) == 1 else ""
