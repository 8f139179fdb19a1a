"""The two that a report is about: "the two sides", "both leaders", "both"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.language.mention_context import Context
from dragoman.language.mention_draft import Draft
from dragoman.language.mention_titles import LEADERS
from dragoman.language.mention_words import words as word_list
from dragoman.records import Actor

PAIRED = word_list("paired")
"""Nouns that, with "two" or "both", mean the two parties a report is about."""
PAIRED_PEOPLE = frozenset({"leader", "man", "president", "minister", "diplomat", "counterpart"})


class Pairs:
    """Finds pairs among the drafts of one report that have gone by."""

    def __init__(self, context: Context, past: list[Draft]) -> None:
        self._context = context
        self._past = past

    def resolve(self, token: Token, start: int, lemma: str) -> Draft | None:
        """Resolve "the two sides", "both leaders", "the two"."""
        context = self._context
        words = {t.lower_ for t in context.doc[start : token.i + 1]}
        definite = (
            words & {"the", "their"}
            and token.tag_ == "NNS"
            and (
                (lemma == "side" and len(words) == 2)
                or (lemma == "leader" and words <= {"the", "their", "top", token.lower_})
            )
        )
        if not words & {"two", "both"} and not definite:
            return None
        if token.lower_ == "both":
            return self.both(token)
        alone = (
            token.lower_ == "two"
            and context.doc[start].lower_ == "the"
            and token.dep_ in {"nsubj", "nsubjpass"}
        )
        plural = token.tag_ in {"NNS", "NNPS"}
        if any(
            t.pos_ == "ADJ" and t.lower_ not in {"two", "other", "top", "main"}
            for t in context.doc[start : token.i]
        ):
            return None
        people = (lemma in PAIRED_PEOPLE and plural) or alone
        if not people and not (plural and lemma in PAIRED):
            return None
        if lemma not in {"two"} and not (words & {"the", "both", "our", "these", "those", "their"}):
            return None
        actors = self._main_two(people, leaders=lemma == "leader")
        if len(actors) < 2:
            return None
        names = " and ".join(actor.name for actor in actors)
        return Draft(
            start,
            token.i + 1,
            token.i,
            actors,
            "antecedent",
            f"the two spoken of most: {names}",
            0.7,
            plural=True,
        )

    def both(self, token: Token) -> Draft | None:
        """Resolve "both" without a noun to the last two states or bodies, as "urged both to stop" has it."""
        asked = token.dep_ == "advmod" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to"
        alone = token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and not any(token.children)
        if not (asked or alone):
            return None
        found: dict[str, Actor] = {}
        for draft in reversed(self._past[-12:]):
            actor = draft.actors[0]
            state = self._context.lexicon.registry.state(actor.code)
            if len(draft.actors) == 1 and (state is not None or actor.kind == "body"):
                if state is not None:
                    actor = self._context.lexicon.registry.actor(state, self._context.on)
                found.setdefault(actor.id, actor)
        actors = tuple(found.values())[:2]
        if len(actors) < 2:
            return None
        return Draft(
            token.i, token.i + 1, token.i, actors[::-1], "antecedent",
            f"the last two named: {actors[1].name} and {actors[0].name}", 0.6, plural=True,
        )  # fmt: skip

    def _main_two(self, people: bool, leaders: bool) -> tuple[Actor, ...]:
        """Return the two people, or the two states or bodies, that the report speaks of most so far."""
        registry = self._context.lexicon.registry
        weight: dict[str, float] = {}
        actors: dict[str, Actor] = {}
        for age, draft in enumerate(reversed(self._past)):
            for actor in draft.actors:
                share = 1.0
                if (
                    not people
                    and actor.kind == "person"
                    and (state := registry.state(actor.code)) is not None
                ):
                    actor, share = registry.actor(state, self._context.on), 0.8
                if people and draft.roles & LEADERS:
                    share = 2.0
                fits = actor.kind == "person" if people else actor.kind in {"state", "body"}
                if not fits or (leaders and not draft.roles & LEADERS):
                    continue
                weight[actor.id] = weight.get(actor.id, 0) + share * (0.95**age + 0.02)
                actors.setdefault(actor.id, actor)
        best = sorted(weight, key=lambda one: -weight[one])[:2]
        return tuple(actors[one] for one in best)
