"""Titles without a name: "the president", "Russia's top diplomat", "his French counterpart"."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from dragoman.actors.registry import Entity
from dragoman.actors.tables import BODY_CODES
from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import Context
from dragoman.language.mention_descriptions import content_words, description
from dragoman.language.mention_draft import Draft, slug
from dragoman.language.mention_identity import NATIONAL
from dragoman.language.mention_people import phrase_of_title
from dragoman.language.mention_settings import setting
from dragoman.language.mention_titles import CHIEFS, FORMER, HONORIFICS, LEADERS, RULERS, TitleAt
from dragoman.records import Actor

ROYAL = frozenset({"king", "queen", "emperor", "monarch", "prince", "duke", "governor"})
"""Words of offices that reign but do not lead a state."""
UNIQUE = LEADERS | {"foreign_minister", "defence_minister", "head_of_body", "national_security_adviser"}
"""Roles that one person holds at a time."""
LONG_PHRASE = 5
"""Words from which a phrase may hold a title and the body whose it is."""
ONE_SEAT = {"pope": "VAT", "pontiff": "VAT"}
"""Titles of which there is only one, and whose they are."""
SAME_OFFICE = {
    "foreign policy chief": "high representative",
    "eu foreign policy chief": "high representative",
    "pontiff": "pope",
}
"""What reports call an office, and the title that its holder has."""
DEPUTIES = frozenset({"congressman", "congresswoman", "representative", "rep.", "rep", "congressmember"})
"""What one member of a house of representatives is called."""
FADING = 0.985
"""How much of its weight an antecedent keeps with each word that goes by."""


class Titles:
    """Finds who is meant by a title in one report, from those named in it, then from the registry."""

    def __init__(self, context: Context, named: list[Draft], past: list[Draft]) -> None:
        self._context = context
        self._named = named
        self._past = past
        self._words: dict[str, set[str]] = defaultdict(set)
        registry = context.lexicon.registry
        for draft in named:
            if draft.person():
                actor = draft.actors[0]
                self._words[actor.id] |= draft.words | set(actor.office.lower().split())
        for identifier, words in self._words.items():
            entity = registry.entity(identifier)
            for office in registry.offices(entity.id) if entity is not None else ():
                words.update(office.title.lower().split())

    def owner(self, start: int, end: int) -> Actor | None:
        """Return whom a possessive between `start` and `end` names ("its", "Russia's", "Trump")."""
        inside = [draft for draft in self._past[-30:] if start <= draft.head < end and len(draft.actors) == 1]
        owning = [draft for draft in inside if self._context.doc[draft.head].dep_ == "poss"]
        return (owning or inside)[-1].actors[0] if inside else None

    def resolve(self, title: TitleAt) -> Draft | None:
        """Return the draft for a title, or None where it names nobody in particular."""
        context = self._context
        doc = context.doc
        start, end = phrase_of_title(context, title)
        head = doc[title.head]
        if not self._points_to_someone(title, start, end):
            return None
        owner = self.owner(start, title.start)
        code = context.code_in(start, title.start) or (owner.code if owner is not None else "")
        linked = {"of", "from", "for", "at", "in"} if title.role in UNIQUE else {"of", "from", "for", "at"}
        if not code and end > title.end and doc[title.end].lower_ in linked:
            code = context.code_in(title.end, end)
        body = self._body(start, end)
        code = code or ONE_SEAT.get(title.words, "")
        town = title.role == "other" and self._of_town(start, end, title)
        if title.words in CHIEFS and not (code or body):
            return None
        former = any(doc[i].lower_ in FORMER for i in range(start, title.start))
        found = self._named_before(title, code, former, owner)
        if found is not None:
            return Draft(
                start, end, head.i, found.actors, "title",
                f"the {title.words!r} named: {found.actors[0].name}",
                0.8 if code else 0.72, gender=found.gender, roles=found.roles, words=found.words,
            )  # fmt: skip
        if former:
            return self._untold(title, start, end, code or context.home, ("ELI",))
        holder = self._of_body(start, end, code)
        fighters = owner is not None and owner.kind in {"description", "group"} and "GOV" not in owner.sectors
        if holder is None and not town and not fighters:
            holder = self._holder(title, body or code or (context.home if title.role != "other" else ""))
        if holder is not None:
            day = context.on.isoformat() if context.on else "the latest date known"
            return Draft(
                start, end, head.i, (context.lexicon.registry.actor(holder, context.on),), "office",
                f"held the office {title.words!r} on {day}",
                (0.8 if code or body else 0.55) - (0 if context.on else 0.1),
                roles=title.roles(), words=frozenset(title.words.split()),
            )  # fmt: skip
        code = code or (setting(context, head, title.sectors) if owner is None else "")
        home = context.home if NATIONAL.intersection(title.sectors) and owner is None else ""
        return self._untold(title, start, end, code or home, title.sectors)

    def counterpart(self, token: Token, start: int) -> Draft | None:
        """Resolve "his French counterpart": who holds the same office there."""
        context = self._context
        registry = context.lexicon.registry
        code = context.code_in(start, token.i)
        owner = self.owner(start, token.i)
        named = [word for child in token.children if child.dep_ == "appos" for word in child.subtree]
        beside = context.person_at.get(token.i + 1) or next(
            (person for word in named if (person := context.person_at.get(word.i)) is not None), None
        )
        if beside is not None:
            return Draft(
                start, token.i + 1, token.i, (beside,), "title", f"stands beside the name {beside.name}", 0.9
            )
        if not code or owner is None:
            return None
        if syntax.is_plural(token):
            words = slug(code.lower(), *content_words(context, start, token))
            actor = description(context, code, owner.sectors, context.doc[start : token.i + 1].text, words)
            return Draft(
                start, token.i + 1, token.i, (actor,), "description", f"{token.text!r} of {owner.name}", 0.7,
                plural=True,
            )  # fmt: skip
        office = registry.office_on(self.entity_id(owner), context.on)
        roles: list[str] = [office.role] if office is not None else []
        told = next((draft.roles for draft in reversed(self._past) if owner in draft.actors), frozenset())
        if (roles and roles[0] in LEADERS) or (not roles and told & LEADERS):
            roles += sorted(LEADERS)
        for draft in reversed(self._past):
            if draft.person() and draft.actors[0].code == code and draft.roles.intersection(roles):
                return Draft(
                    start, token.i + 1, token.i, draft.actors, "title",
                    f"counterpart of {owner.name}: {draft.actors[0].name}", 0.8,
                    gender=draft.gender, roles=draft.roles,
                )  # fmt: skip
        for role in roles:
            if role == "other":
                continue  # ministers of all kinds: no one office
            for entity in registry.holders(code, role, context.on)[:1]:
                return Draft(
                    start, token.i + 1, token.i, (registry.actor(entity, context.on),), "office",
                    f"counterpart of {owner.name}, by office", 0.7, roles=frozenset({role}),
                )  # fmt: skip
        words = slug(code.lower(), *content_words(context, start, token))
        actor = description(context, code, owner.sectors, context.doc[start : token.i + 1].text, words)
        return Draft(
            start, token.i + 1, token.i, (actor,), "description", f"counterpart of {owner.name}", 0.6,
        )  # fmt: skip

    def entity_id(self, actor: Actor) -> str:
        """Return the registry's own id of an actor."""
        entity = self._context.lexicon.registry.entity(actor.id)
        return entity.id if entity is not None else actor.id

    def _points_to_someone(self, title: TitleAt, start: int, end: int) -> bool:
        """Tell whether a title is a definite noun phrase of its own, in the singular."""
        doc = self._context.doc
        head = doc[title.head]
        if doc[start].lower_ in HONORIFICS or syntax.is_plural(head):
            return False
        if not (start < title.start or end > title.end):
            return False
        if doc[start].lower_ in {"a", "an"} or (start > 0 and doc[start - 1].lower_ == "as"):
            return False
        return not (head.dep_ in {"compound", "amod", "nmod"} and head.head.i > head.i)

    def _body(self, start: int, end: int) -> str:
        """Return the id of the body or organisation named in a title's phrase."""
        context = self._context
        for hit in context.hits:
            if start <= hit.start < end and context.entity(hit).kind in {"body", "organisation"}:
                return context.entity(hit).id
        return ""

    def _holder(self, title: TitleAt, place: str) -> Entity | None:
        """Return who held a title's office on the report's date: one the report names, else the first."""
        context = self._context
        registry = context.lexicon.registry
        if not place:
            return None
        if title.role not in UNIQUE:
            return self._only(place, title)
        roles = ["head_of_state", "head_of_government"] if title.roles() == LEADERS else sorted(title.roles())
        found = [entity for role in roles for entity in registry.holders(place, role, context.on)]
        found.sort(key=lambda entity: not self._called(entity, title))
        if title.words.endswith("chancellor") and found and not self._called(found[0], title):
            found = [entity for entity in (self._only(place, title),) if entity is not None] or found
        here = {draft.actors[0].id for draft in self._named if draft.person()}
        for entity in found:
            if registry.actor(entity, context.on).id in here:
                return entity
        for entity in found:
            office = registry.office_on(entity.id, context.on)
            if len(roles) == 1 or office is None or ROYAL.isdisjoint(office.title.lower().split()):
                return entity
        return found[0] if found else None

    def _of_body(self, start: int, end: int, code: str) -> Entity | None:
        """Return who held the office of a body that the whole phrase names: "the president of the ..."."""
        registry, on = self._context.lexicon.registry, self._context.on
        if on is None or code not in BODY_CODES or end - start < LONG_PHRASE:
            return None
        words = self._context.doc[start:end].text.lower().removeprefix("the ")
        bodies = [one.id for one in registry.entities() if one.kind == "body" and one.code == code]
        found = [entity for place in (*bodies, code) for entity in registry.titled(place, words, on)]
        return found[0] if found else None

    def _of_town(self, start: int, end: int, title: TitleAt) -> bool:
        """Tell whether a title is of a town or province, as "the mayor of Odesa" is."""
        return any(i in self._context.place_at for i in range(start, end) if not title.start <= i < title.end)

    def _only(self, place: str, title: TitleAt) -> Entity | None:
        """Return the one person who held an office of these very words for a state or body."""
        if self._context.on is None:
            return None
        found = self._context.lexicon.registry.titled(place, title.words, self._context.on)
        return found[0] if len(found) == 1 else None

    def _called(self, entity: Entity, title: TitleAt) -> bool:
        """Tell whether the very words of a title are those of the office that someone holds."""
        office = self._context.lexicon.registry.office_on(entity.id, self._context.on)
        known = SAME_OFFICE.get(title.words, title.words)
        return office is not None and known in office.title.lower()

    def _untold(self, title: TitleAt, start: int, end: int, code: str, sectors: tuple[str, ...]) -> Draft:
        """Return a description for a title whose holder is not known."""
        context = self._context
        words = slug(code.lower(), *content_words(context, start, context.doc[title.head]))
        actor = description(context, code, sectors, context.doc[start:end].text, words)
        return Draft(
            start, end, title.head, (actor,), "description", f"title {title.words!r} without a known holder",
            0.6 if code else 0.45, roles=title.roles(), words=frozenset(title.words.split()),
        )  # fmt: skip

    def _named_before(self, title: TitleAt, code: str, former: bool, owner: Actor | None) -> Draft | None:
        """Return the person named before who fits a title best: often named, of late, as a subject."""
        token = self._context.doc[title.head]
        speakers = self._speaking_states(token)
        called = title.words.split()[-1]
        fitting: dict[str, tuple[float, Draft]] = {}
        for draft in reversed(self._past):
            if not draft.person() or draft.how == "description":
                continue
            actor = draft.actors[0]
            if (code and actor.code != code) or (owner is not None and actor.id == owner.id):
                continue
            if not self._fits(title, draft, former) or self._context.doc[draft.head].dep_ == "compound":
                continue  # "the Bush administration" does not name the president again
            weight, first = fitting.get(actor.id, (0.0, draft))
            if weight == 0.0:
                weight += 2.0 if actor.code in speakers else 0.0
                weight += 1.5 if called in RULERS and called in self._words[actor.id] else 0.0
            subject = syntax.anchor(self._context.doc[draft.head]).dep_ in {"nsubj", "nsubjpass"}
            weight += FADING ** (token.i - draft.head) * (1.0 if subject else 0.5)
            fitting[actor.id] = weight, first
        return max(fitting.values(), key=lambda one: one[0])[1] if fitting else None

    def _fits(self, title: TitleAt, draft: Draft, former: bool) -> bool:
        """Tell whether the person of `draft` may be called by `title` on the report's date."""
        actor = draft.actors[0]
        known = self._words[actor.id]
        noun = title.words.split()
        roles = title.roles() - {"other"}
        if "ELI" in actor.sectors and roles & LEADERS and not former:
            return False  # who once was the president is not "the president"
        if title.role in {"other", "head_of_body"} and (
            set(noun) <= known or (noun[-1] in DEPUTIES and not DEPUTIES.isdisjoint(known))
        ):
            return True
        if not roles & draft.roles:
            return bool(actor.office) and actor.office.lower().endswith(title.words)
        if roles & LEADERS and noun[-1] not in RULERS and known and noun[-1] not in known:
            return False
        current = self._context.lexicon.registry.office_on(self.entity_id(actor), self._context.on)
        return former or current is None or current.role in roles or not draft.words.isdisjoint(noun)

    def _speaking_states(self, token: Token) -> set[str]:
        """Return the states of those who are named outside the quotation in which `token` stands."""
        quoted = self._context.quoted
        if not quoted[token.i]:
            return set()
        sentence = token.sent
        return {
            draft.actors[0].code
            for draft in self._named
            if sentence.start <= draft.head < sentence.end
            and draft.person()
            and draft.actors[0].code
            and not quoted[draft.head]
        }
