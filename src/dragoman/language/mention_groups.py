"""States, bodies and organisations where a report names them, and which of the names are mere places."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.registry import Entity
from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import Context
from dragoman.language.mention_descriptions import RELATIONAL, described, description
from dragoman.language.mention_draft import Draft, Hit, slug
from dragoman.language.mention_place_drafts import is_attacked, place_draft
from dragoman.language.mention_settings import place_after, setting
from dragoman.language.mention_words import words

CITY_STATES = frozenset({"SGP", "MCO", "HKG", "MAC", "SMR"})
"""States and territories that are one city, and so places as capitals are."""
COUNTERS = words("counters")
"""Nouns that only say how many of somebody there are."""
GEOGRAPHY = frozenset({"sea", "strait", "ocean", "gulf", "river", "canal", "basin", "peninsula", "desert"})
"""Nouns of places that only carry a state's name."""


def group_drafts(context: Context, taken: set[int]) -> list[Draft]:
    """Return drafts for all names and descriptions outside the people's tokens `taken`."""
    drafts: list[Draft] = []
    used = set(taken)
    for head in context.doc[context.first : context.last]:
        if head.i in used or head.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"}:
            continue
        draft = described(context, head, used)
        if draft is not None:
            drafts.append(draft)
            if draft.how == "description":
                used.update(range(draft.start, draft.end) if absorbs(context, draft) else [head.i])
    for hit in context.hits:
        if any(i in used for i in range(hit.start, hit.end)) or context.is_backing(hit):
            continue
        draft = named(context, hit)
        if draft is not None:
            drafts.append(draft)
    for at in {at.start: at for at in context.place_at.values() if at.start not in used}.values():
        if at.start not in context.hit_at and (draft := place_draft(context, at)) is not None:
            drafts.append(draft)
    drafts.extend(shared_names(context))
    counted = {draft.head for draft in drafts if count(context, draft)}
    return [draft for draft in drafts if draft.head not in counted or draft.end > draft.head + 1]


def count(context: Context, draft: Draft) -> bool:
    """Let a draft begin with the noun that counts it, and tell whether there is one.

    "Thousands of students" is one phrase, and acts as one.
    """
    noun = context.doc[draft.head]
    if not draft.plural or noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return False
    counter = noun.head.head
    if counter.lemma_.lower() in COUNTERS and counter.i < draft.start and not is_named(context, counter):
        draft.start, draft.head = syntax.left_edge(context.doc, counter), counter.i
        return True
    return False


def is_named(context: Context, token: Token) -> bool:
    """Tell whether a token is more than a general word that takes up a name."""
    hit = context.hit_at.get(token.i)
    return hit is not None and hit.readings[0][0] != "generic"


def absorbs(context: Context, draft: Draft) -> bool:
    """Tell whether the names inside a description are only part of it: not in "U.S. allies"."""
    return context.doc[draft.head].lemma_.lower() not in RELATIONAL


def head_token(context: Context, hit: Hit) -> Token:
    """Return the word of a name on which the rest of it depends."""
    for token in context.doc[hit.start : hit.end]:
        if token.head.i == token.i or not hit.start <= token.head.i < hit.end:
            return token
    return context.doc[hit.end - 1]


def ethnic(context: Context, hit: Hit, head: Token) -> Draft | None:
    """Return the draft for "ethnic Albanians": people of where they live, not of the state of their name."""
    if head.tag_ not in {"NNPS", "NNS"}:
        return None
    code = setting(context, head, ("CVL",))
    text = context.doc[hit.start - 1 : hit.end].text
    people = description(context, code, ("CVL",), text, slug(code.lower(), *text.lower().split()))
    return Draft(
        hit.start - 1, hit.end, head.i, (people,), "description", "people by descent", 0.6, plural=True
    )


def named(context: Context, hit: Hit) -> Draft | None:
    """Return the draft for a name of the registry, or None where it is a place or a part of a name."""
    doc, registry = context.doc, context.lexicon.registry
    entity = context.entity(hit)
    kind = hit.readings[0][0]
    if kind in {"person", "lastname", "common_lastname", "generic"}:
        return None
    head = head_token(context, hit)
    how, because, confidence = "name", f"name of {entity.name}", 0.95
    if hit.kinds() & {"demonym"} and doc[max(hit.start - 1, 0)].lower_ == "ethnic":
        return ethnic(context, hit, head)
    if (within := people_of(context, hit, entity)) is not None:
        return within
    if hit.kinds() & {"demonym"} and people_at(context, context.hit_at.get(hit.end)):
        return None
    modifier = head.dep_ in {"compound", "amod", "nmod", "npadvmod"} and head.head.i >= hit.end
    if modifier and (context.is_gone(entity) or head.head.lower_ in GEOGRAPHY):
        return None
    if kind in {"capital", "seat"}:
        acting = syntax.acts(head)
        place = "capital" if kind == "capital" else "seat"
        if kind == "capital" and is_address(context, hit):
            return None
        if kind == "seat" and entity.kind == "state":
            acting = not syntax.is_place(head)
        if not acting and not hit.part:
            return (
                None if kind == "capital" or entity.kind != "state" else attacked(context, hit, head, entity)
            )
        seat = seated(context, hit)
        if seat is None:
            return None
        entity = seat
        how, because, confidence = (
            "metonym",
            f"{place} stands for {entity.name}: it acts or is dealt with",
            0.85,
        )
    elif kind == "name" and is_place_too(entity) and syntax.acts(head) is False:
        return None
    elif kind == "demonym":
        because = f"demonym of {entity.name}"
        if not modifier and head.tag_ in {"NNPS", "NNS"} and doc[max(hit.start - 1, 0)].lower_ != "the":
            people = description(
                context, entity.code, ("CVL",), doc[hit.start : hit.end].text, entity.code.lower() + "-people"
            )
            return Draft(hit.start, hit.end, head.i, (people,), "description", because, 0.7, plural=True)
    start, end = hit.start, hit.end
    start, end = context.joint.get(hit.start, (start, end))
    before = context.before(start)
    if before is not None and before.lower_ == "the" and before.i == start - 1 and not modifier:
        start -= 1
    alternatives = tuple(
        registry.actor(other, context.on)
        for found, other in hit.readings
        if found == kind and other is not entity and not context.is_past(other)
    )
    if alternatives:
        confidence -= 0.25
    actor = registry.actor(entity, context.on)
    if how == "metonym" and entity.kind == "state":
        actor = actor.model_copy(update={"sectors": ("GOV",)})
    words = frozenset({doc[hit.end - 1].lower_, *type_words(entity)})
    return Draft(
        start, end, head.i, (actor,), "metonym" if how == "metonym" else "name", because, confidence,
        alternatives, words=words, part=hit.part, modifier=modifier,
        plural=entity.kind == "group" and head.tag_ in {"NNS", "NNPS"},
    )  # fmt: skip


def attacked(context: Context, hit: Hit, head: Token, entity: Entity) -> Draft | None:
    """Return the draft for a seat that is attacked: its state is."""
    if not is_attacked(head):
        return None
    state = context.lexicon.registry.actor(entity, context.on)
    because = f"an attack on a seat of {entity.name} is one on it"
    return Draft(hit.start, hit.end, head.i, (state,), "metonym", because, 0.65)


def people_at(context: Context, hit: Hit | None) -> bool:
    """Tell whether a hit is a people's name in the plural, or one without a state of its own."""
    if hit is None or context.doc[hit.end - 1].tag_ not in {"NNPS", "NNS"}:
        return False
    stateless = context.entity(hit).kind == "group" and not context.code_of(hit)
    return "demonym" in hit.kinds() or stateless


def people_of(context: Context, hit: Hit, entity: Entity) -> Draft | None:
    """Return the draft for a people within a state: "Iraqi Kurds", "Cypriot Turks", "Tamils in Sri Lanka"."""
    if not people_at(context, hit):
        return None
    before, start, end = context.hit_at.get(hit.start - 1), hit.start, hit.end
    code = ""
    if before is not None and before.kinds() & {"demonym"} and before.end == hit.start:
        code, start = context.code_of(before), before.start
    elif entity.kind == "group" and not entity.code and context.doc[hit.end].lower_ == "in":
        code, end = place_after(context, hit.end + 1) or ("", hit.end)
    elif entity.kind == "group" and not entity.code:
        code = setting(context, context.doc[hit.end - 1], ("REB",))
    if not code:
        return None
    text = context.doc[start:end].text
    actor = description(context, code, ("CVL",), text, slug(code, entity.name))
    return Draft(
        start, end, hit.end - 1, (actor,), "description", f"{entity.name} of {code}", 0.75, plural=True
    )  # fmt: skip


def is_place_too(entity: Entity) -> bool:
    """Tell whether a name is as often a place's: a city state, or a region with its own government."""
    if entity.kind == "state":
        return entity.code in CITY_STATES
    return entity.id.startswith("region/") and bool(entity.code)


def type_words(entity: Entity) -> tuple[str, ...]:
    """Return the nouns by which an organisation is taken up again."""
    return {
        "ministry": ("ministry", "department"),
        "service": ("agency", "service", "bureau"),
        "armed_group": ("group", "militant", "rebel", "organization", "organisation", "movement"),
        "party": ("party",),
        "company": ("company", "firm"),
        "court": ("court",),
        "parliament": ("parliament", "chamber"),
        "ngo": ("organization", "organisation", "group", *(["union"] if "LAB" in entity.sectors else [])),
    }.get(entity.type, _body_words(entity) if entity.kind == "body" else ())


def _body_words(entity: Entity) -> tuple[str, ...]:
    """An "agency" is a body that is called so; "the agency reported" is else somebody's press."""
    called = {word for name in entity.names for word in name.lower().split()}
    return ("organization", "organisation", *(["agency"] if "agency" in called else []))


def seated(context: Context, hit: Hit) -> Entity | None:
    """Return whom a seat stands for.

    A city where bodies sit stands for the one the report names most, else for its state where only that
    is named, else for the union (Brussels); New York or Geneva for nobody.
    """
    entities = [entity for kind, entity in hit.readings if kind in {"capital", "seat"}]
    names = mentioned(context)
    bodies = [entity for entity in entities if entity.kind == "body"]
    states = [entity for entity in entities if entity.kind == "state"]
    union = next((entity for entity in bodies if entity.code == "EUR"), None)
    if union is not None:
        about = states and context.codes[states[0].code] and not any(body.id in names for body in bodies)
        if about:
            return states[0]
        return max([union, *bodies], key=lambda entity: names.count(entity.id))
    return states[0] if states else None


def mentioned(context: Context) -> list[str]:
    """Return the ids of what the report names, one for each time."""
    return [context.entity(hit).id for hit in context.hits if hit.readings[0][0] == "name"]


def is_address(context: Context, hit: Hit) -> bool:
    """Tell whether a capital stands in a dateline or an address ("Moscow, Russia")."""
    doc = context.doc
    after = doc[hit.end] if hit.end < len(doc) else None
    if after is not None and after.text == "," and hit.end + 1 in context.hit_at:
        follower = context.hit_at[hit.end + 1]
        if follower.readings[0][0] == "name" and context.code_of(follower) == context.code_of(hit):
            return True
    opening = hit.start - context.first < 4
    near = doc[hit.end : hit.end + 5].text
    return opening and any(mark in near for mark in ("(", "—", "–", " - "))


def shared_names(context: Context) -> list[Draft]:
    """Return drafts for a name that states share, in the plural: "the two Koreas"."""
    doc, registry = context.doc, context.lexicon.registry
    drafts: list[Draft] = []
    for token in doc[context.first : context.last]:
        members = context.families.get(token.text.removesuffix("s"))
        if members is None or not token.text.endswith("s"):
            continue
        actors = tuple(registry.actor(entity, context.on) for entity in members.values())
        start = token.i
        while start > context.first and doc[start - 1].lower_ in {"the", "two", "both"}:
            start -= 1
        names = " and ".join(actor.name for actor in actors)
        drafts.append(Draft(start, token.i + 1, token.i, actors, "name", f"means {names}", 0.85, plural=True))
    return drafts
