"""Who a person's name stands for: one identity for all names of a person in a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from dragoman.actors.registry import Entity
from dragoman.language.mention_context import Context
from dragoman.language.mention_draft import Draft, Gender, slug
from dragoman.language.mention_names import gender_of
from dragoman.language.mention_people import INITIAL, YOUNGER, Name, head_of, last_words, phrase_of_title
from dragoman.language.mention_titles import LEADERS, RULERS
from dragoman.records import Actor, ResolvedBy

Resolution = tuple[Actor, ResolvedBy, str, float, tuple[Actor, ...]]
LEAST = 4
"""Rank of someone whom the who's who does not have."""
CANDIDACY = frozenset({"candidate", "candidacy", "nominee", "front-runner", "primary", "caucus"})
"""Words of a report about a campaign."""
NATIONAL = frozenset({"GOV", "LEG", "MIL", "SPY", "JUD", "COP", "PTY", "OPP"})
"""Sectors of titles that belong to some state even where none is named."""


class Identities:
    """The people of one report: full names first, then what short names can be traced to."""

    def __init__(self, context: Context, names: list[Name]) -> None:
        self._context = context
        self._names = names
        self._roles: dict[str, frozenset[str]] = {}
        self._genders: dict[str, Gender] = {}
        self._by_last: dict[str, list[Name]] = {}
        self._resolved: dict[str, Resolution] = {}
        for name in names:
            if name.gender:
                self._genders.setdefault(" ".join(name.words), name.gender)
                if name.honorific:
                    for last in last_words(context, name):
                        self._genders.setdefault(last, name.gender)
            if len(name.words) > 1:
                for last in last_words(context, name):
                    self._by_last.setdefault(last, []).append(name)

    @cached_property
    def _tells_of_a_campaign(self) -> bool:
        """Whether the report is about candidates: whom it gives no office may not hold his latest one yet."""
        return sum(token.lemma_.lower() in CANDIDACY for token in self._context.doc) > 1

    def _roles_of(self, entity: Entity) -> frozenset[str]:
        return frozenset(office.role for office in self._context.lexicon.registry.offices(entity.id))

    def roles(self, actor: Actor) -> frozenset[str]:
        """Return the roles of the offices that an actor ever held, as the registry has them."""
        return self._roles.get(actor.id, frozenset())

    def gender(self, actor: Actor) -> Gender:
        """Return the gender that the actor's name or a "Mr" somewhere in the report tells."""
        words = tuple(actor.name.split())
        return (
            gender_of(words)
            or self._genders.get(actor.name)
            or self._genders.get(words[-1])
            or self._genders.get(words[0], "")
        )

    def resolve(self, name: Name) -> Resolution:
        """Return who `name` is, how that was found, why in words, how sure, and other readings."""
        if len(name.words) == 1 and (full := self._fuller(name)) is not None:
            actor, _, _, confidence, others = self.resolve(full)
            where = "before" if full.start < name.start else "later in the report"
            return actor, "name", f"last name of {actor.name}, named in full {where}", confidence, others
        key = slug(*(word for word in name.words if not INITIAL.fullmatch(word)))
        if key not in self._resolved:
            same = [
                other for other in self._names
                if slug(*(word for word in other.words if not INITIAL.fullmatch(word))) == key
            ]  # fmt: skip
            self._resolved[key] = self._identify(name, same)
        return self._resolved[key]

    def _fuller(self, name: Name) -> Name | None:
        """Return the full name that a single last name repeats: the last one before, else the next."""
        bearers = [
            full for full in self._by_last.get(name.words[0], ())
            if not (name.gender and full.gender and name.gender != full.gender)
        ]  # fmt: skip
        if not bearers:
            return self._by_first_name(name)
        best = min((self._rank(entity) for full in bearers for entity in full.known), default=LEAST)
        if best > 0 and any(self._rank(entity) == 0 for entity in name.known):
            return None
        foremost = [full for full in bearers if any(self._rank(entity) == best for entity in full.known)]
        bearers = foremost or [full for full in bearers if full.words[-1] not in YOUNGER] or bearers
        before = [full for full in bearers if full.start < name.start]
        return before[-1] if before else bearers[0]

    def _rank(self, entity: Entity) -> int:
        """Return how prominent an office someone holds: a bare last name is not the wife's or the son's.

        In a report without a date only those who still lead do so; who once led may be anybody's namesake.
        """
        on = self._context.on
        office = self._context.lexicon.registry.office_on(entity.id, on)
        leads = office is not None and office.role in LEADERS
        if office is not None and on is None:
            leads = leads and office.last == dt.date.max
        return LEAST - 1 if office is None else 0 if leads else 2 if office.role == "other" else 1

    def _by_first_name(self, name: Name) -> Name | None:
        """Return the full name, or the known person, whose first name `name` is."""
        for full in self._names:
            if full.words == name.words:
                continue
            if len(full.words) > 1 and full.words[0] == name.words[0]:
                return full
            for entity in full.known[:1]:
                lasts = self._context.lexicon.lastnames.get(entity.id, frozenset())
                if entity.name.split()[0] == name.words[0] and name.words[0] not in lasts:
                    return full
        return None

    def _identify(self, name: Name, same: list[Name]) -> Resolution:
        context = self._context
        registry, on = context.lexicon.registry, context.on
        known = name.known
        if known:
            scored = sorted(((self._fit(entity, same), entity) for entity in known), key=lambda one: -one[0])
            best = scored[0][0]
            first = scored[0][1]
            rivals = [entity for score, entity in scored[1:] if best - score < 1]
            bare = len(name.words) == 1 and not any(one.titles or one.honorific for one in same)
            bare = bare and name.words[0] != first.name
            compatible = best >= 1 if bare else best > -2
            if compatible:
                actor = registry.actor(first, on)
                if on is None:
                    actor = self._as_titled(first, actor, same)
                actor = self._with_title(actor, same)
                self._roles[actor.id] = self._roles_of(first)
                full = len(name.words) > 1
                because = f"name in the who's who: {first.name}"
                if actor.office and on is not None:
                    because += f", {actor.office} on {on.isoformat()}"
                elif actor.office:
                    because += f", {actor.office} (latest known; the report has no date)"
                confidence = (0.97 if full else 0.85) - (0.35 if rivals else 0) - (0 if on else 0.07)
                return actor, "name", because, confidence, tuple(registry.actor(one, on) for one in rivals)
        return self._made_up(same)

    def _fit(self, entity: Entity, same: Iterable[Name]) -> float:
        """Score how well a person of the registry fits the titles and states of the report."""
        context = self._context
        registry = context.lexicon.registry
        offices = registry.offices(entity.id)
        held = registry.office_on(entity.id, context.on) if context.on else None
        actor = registry.actor(entity, context.on)
        codes = {office.code for office in offices} | {actor.code}
        score = 1.0 if held is not None else 0.0
        score += min(2.0, context.codes[actor.code] / 2) if actor.code else 0.0
        for name in same:
            roles = {role for title in [*name.titles, *name.appositions] for role in title.roles()} - {
                "other"
            }
            if name.code and name.code in codes:
                score += 3
            elif name.code and name.titles and offices:
                score -= 3
            if roles & {office.role for office in offices}:
                score += 2
            if name.gender and gender_conflict(entity, name.gender):
                score -= 4
        return score

    def _as_titled(self, entity: Entity, actor: Actor, same: Iterable[Name]) -> Actor:
        """Give a person of a report without date the latest office that fits the titles in the text."""
        names = list(same)
        roles = {
            role for name in names for title in [*name.titles, *name.appositions] for role in title.roles()
        }
        codes = {name.code for name in names if name.code}
        fitting = [
            office
            for office in self._context.lexicon.registry.offices(entity.id)
            if office.role in roles and (not codes or office.code in codes)
        ]
        if not fitting:
            titles = [title for name in names for title in [*name.titles, *name.appositions]]
            runs = next((title for title in titles if title.sectors[:1] == ("PTY",)), None)
            if runs is not None and not roles - {"other"}:
                # Whom the report calls a candidate does not yet, or no longer, hold the office.
                return actor.model_copy(update={"sectors": runs.sectors, "office": runs.words})
            if not titles and self._tells_of_a_campaign and self._roles_of(entity) & LEADERS:
                return actor.model_copy(update={"sectors": (), "office": ""})
            return actor
        latest = max(fitting, key=lambda office: office.last)
        if any(name.former for name in names):
            return actor.model_copy(update={"code": latest.code, "sectors": ("ELI",), "office": ""})
        return actor.model_copy(
            update={"code": latest.code, "sectors": latest.sectors, "office": latest.title}
        )

    def _with_title(self, actor: Actor, same: Iterable[Name]) -> Actor:
        """Fill the code and sectors of a person for whom the registry has no office on the date."""
        if actor.code and actor.sectors:
            return actor
        described = self._described(same)
        return actor.model_copy(
            update={
                "code": actor.code or described.code,
                "sectors": actor.sectors or described.sectors,
                "office": actor.office or described.office,
            }
        )

    def _described(self, same: Iterable[Name]) -> Actor:
        """Return code, sectors and office that the report itself gives a person."""
        context = self._context
        names = list(same)
        code = next((name.code for name in names if name.code), "") or self._master(names)
        titles = [title for name in names for title in [*name.titles, *name.appositions]]
        titles.sort(key=lambda title: not title.sectors)
        former = any(name.former for name in names)
        sectors = titles[0].sectors if titles else ()
        if titles and titles[0].words in RULERS:
            sectors = self._led(names) or sectors
        if not code and NATIONAL.intersection(sectors) and not any(self._owned(name) for name in names):
            # A legislator named without a land is of the outlet's own; others of where the report is from.
            there = context.scene if context.codes[context.scene] and sectors[:1] != ("LEG",) else ""
            code = there or context.home
        if former and sectors[:1] == ("GOV",):
            sectors = ("ELI",)
        office = titles[0].words if titles and not former else ""
        return Actor(id="person/", name="", kind="person", code=code, sectors=sectors, office=office)

    def _master(self, names: Iterable[Name]) -> str:
        """Return the code of whose man somebody is: "Yeltsin's spokesman Sergei Yastrzhembsky"."""
        doc = self._context.doc
        masters = (
            other
            for name in names
            for other in self._names
            if name.phrase <= other.start < other.end <= name.start and doc[other.end - 1].dep_ == "poss"
        )
        return next((code for other in masters if (code := self.resolve(other)[0].code)), "")

    def _led(self, names: Iterable[Name]) -> tuple[str, ...]:
        """Return the sectors of the party or firm that a phrase names: "Sinn Fein leader Gerry Adams"."""
        context = self._context
        hits = (hit for name in names for hit in context.hits if name.phrase <= hit.start < name.start)
        led = (context.entity(hit) for hit in hits)
        return next((one.sectors for one in led if one.kind in {"organisation", "group"} and one.sectors), ())

    def _owned(self, name: Name) -> bool:
        """Tell whether an apposition says "its leader", "his lawyer": not of the outlet's own state then."""
        doc = self._context.doc
        return any(doc[max(title.start - 1, 0)].tag_ == "PRP$" for title in name.appositions)

    def _made_up(self, same: list[Name]) -> Resolution:
        """Return an actor for someone the registry does not know, as the report describes them."""
        described = self._described(same)
        words = [word for word in same[0].words if not INITIAL.fullmatch(word)] or list(same[0].words)
        full = "".join(word if word == "-" else f" {word}" for word in words).replace("- ", "-").strip()
        actor = described.model_copy(update={"id": f"person/{slug(full)}", "name": full})
        stated = any(name.code for name in same)
        because = "name is not in the who's who"
        if described.office:
            because += f"; the report calls them {described.office!r}"
        if described.code and not stated:
            because += f"; no state is named, so the report's own is taken: {described.code}"
        return actor, "name", because, 0.75 if stated else 0.5, ()


def gender_conflict(entity: Entity, gender: Gender) -> bool:
    """Tell whether the registry's first name speaks against a "Mr" or "Ms" of the report."""
    known = gender_of(tuple(entity.name.split()))
    return bool(known) and known != gender


def people_drafts(context: Context, names: list[Name]) -> list[Draft]:
    """Resolve every name, and give one draft for it and one for each apposition."""
    identities = Identities(context, names)
    context.person_at.clear()
    drafts: list[Draft] = []
    for name in names:
        actor, how, because, confidence, others = identities.resolve(name)
        titles = [*name.titles, *name.appositions]
        roles = identities.roles(actor) | {role for title in titles for role in title.roles()}
        words = frozenset(word for title in titles for word in title.words.split())
        head = head_of(context, name.phrase, name.end)
        context.person_at.update(dict.fromkeys(range(name.phrase, name.end), actor))
        drafts.append(
            Draft(
                name.phrase,
                name.end,
                head,
                (actor,),
                how,
                because,
                confidence,
                others,
                gender=identities.gender(actor),
                roles=frozenset(roles),
                words=words,
            )
        )
        for title in name.appositions:
            low, high = phrase_of_title(context, title)
            drafts.append(
                Draft(
                    low,
                    high,
                    title.head,
                    (actor,),
                    "title",
                    f"stands beside the name {actor.name}",
                    min(confidence, 0.9),
                    gender=identities.gender(actor),
                    roles=frozenset(roles),
                    words=words,
                )
            )
    return drafts
