"""States, bodies, organisations and described groups where a report names them."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.registry import Agent
from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import STATE_KINDS, Context
from dragoman.language.mention_draft import Draft, Hit, slug
from dragoman.records import Actor, ActorKind

RELATIONAL = frozenset(
    """ally partner adversary rival friend neighbor neighbour opponent enemy foe colleague counterpart critic
    backer patron""".split()
)
"""Nouns whose possessor is somebody else: "U.S. allies" are not of the United States."""
COLLECTIVE = frozenset("state country nation power capital government leader member republic".split())
WHOLE_STATE = frozenset({"government", "administration", "regime", "side", "state", "authorities"})
"""Nouns that, with a state's name, mean the state itself."""
TEMPORAL = frozenset("former new current present recent more additional other several many few own".split())
LINKS = frozenset({"of", "in", "from", "for", "inside"})
DETERMINERS = frozenset({"DET", "NUM", "PRON", "PUNCT", "PART", "SPACE", "CCONJ", "ADV"})


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
    drafts.extend(koreas(context, used))
    return drafts


def absorbs(context: Context, draft: Draft) -> bool:
    """Tell whether the names inside a description are only part of it: not in "U.S. allies"."""
    return context.doc[draft.head].lemma_.lower() not in RELATIONAL


def head_token(context: Context, hit: Hit) -> Token:
    """Return the word of a name on which the rest of it depends."""
    for token in context.doc[hit.start : hit.end]:
        if token.head.i == token.i or not hit.start <= token.head.i < hit.end:
            return token
    return context.doc[hit.end - 1]


def named(context: Context, hit: Hit) -> Draft | None:
    """Return the draft for a name of the registry, or None where it is a place or a part of a name."""
    doc, registry = context.doc, context.lexicon.registry
    entity = context.entity(hit)
    kind = hit.readings[0][0]
    if kind in {"person", "lastname", "common_lastname", "generic"}:
        return None
    head = head_token(context, hit)
    how, because, confidence = "name", f"name of {entity.name}", 0.95
    modifier = head.dep_ in {"compound", "amod", "nmod", "npadvmod"} and head.head.i >= hit.end
    if kind in {"capital", "seat"}:
        acting = syntax.acts(head)
        place = "capital" if kind == "capital" else "seat"
        if kind == "capital" and is_address(context, hit):
            return None
        if kind == "seat" and acting is None:
            acting = True
        if not acting and not hit.part:
            return None
        entity = seated(context, hit)
        how, because, confidence = "metonym", f"{place} stands for {entity.name}: it acts or is dealt with", 0.85
    elif kind == "demonym":
        because = f"demonym of {entity.name}"
        if not modifier and head.tag_ in {"NNPS", "NNS"} and doc[max(hit.start - 1, 0)].lower_ != "the":
            people = description(
                context, entity.code, ("CVL",), doc[hit.start : hit.end].text, entity.code.lower() + "-people"
            )
            return Draft(hit.start, hit.end, head.i, (people,), "description", because, 0.7, plural=True)
    start = hit.start
    before = context.before(start)
    if before is not None and before.lower_ == "the" and before.i == start - 1 and not modifier:
        start -= 1
    alternatives = tuple(
        registry.actor(other, context.on)
        for found, other in hit.readings
        if found == kind and other is not entity and not other.end
    )
    if alternatives:
        confidence -= 0.25
    actor = registry.actor(entity, context.on)
    words = frozenset({doc[hit.end - 1].lower_, *type_words(entity.type)})
    return Draft(
        start, hit.end, head.i, (actor,), "metonym" if how == "metonym" else "name", because, confidence,
        alternatives, words=words, part=hit.part, modifier=modifier,
    )  # fmt: skip


def type_words(kind: str) -> tuple[str, ...]:
    """Return the nouns by which an organisation of this type is taken up again."""
    return {
        "ministry": ("ministry", "department"),
        "service": ("agency", "service", "bureau"),
        "armed_group": ("group", "militants", "organization", "movement"),
        "party": ("party",),
        "company": ("company", "firm"),
        "court": ("court",),
        "parliament": ("parliament", "chamber"),
    }.get(kind, ())


def seated(context: Context, hit: Hit):  # noqa: ANN201
    """Return whom a seat stands for: of several, the one the report speaks of most, bodies first."""
    entities = [entity for kind, entity in hit.readings if kind in {"capital", "seat"}]
    bodies = [entity for entity in entities if entity.kind == "body"]
    if len(entities) == 1:
        return entities[0]
    counted = [(sum(other_id == entity.id for other_id in mentioned(context)), entity) for entity in bodies or entities]
    best = max(count for count, _ in counted)
    leaders = [entity for count, entity in counted if count == best]
    return next((entity for entity in leaders if entity.code == "EUR"), leaders[0])


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


def described(context: Context, head: Token, used: set[int]) -> Draft | None:
    """Return a description such as "Russian forces" or "police in Minsk", if `head` is its noun."""
    hit = context.hit_at.get(head.i)
    if hit is not None and hit.readings[0][0] != "generic":
        return None
    lemma = head.lemma_.lower()
    agent = agent_of(context, head)
    relational, collective = lemma in RELATIONAL, lemma in COLLECTIVE
    title = context.title_at.get(head.i)
    if agent is None and not relational and not collective and not (title is not None and title.head == head.i):
        return None
    if head.pos_ == "VERB" or head.dep_ in {"compound", "amod", "nmod"} and head.head.pos_ in {"NOUN", "PROPN"}:
        return None
    doc = context.doc
    start = max(syntax.left_edge(doc, head), context.first)
    while start < head.i and (start in used or doc[start].pos_ in {"SPACE", "PUNCT", "CCONJ"}):
        start += 1
    code = "" if relational else code_left(context, start, head)
    if lemma in WHOLE_STATE and code and context.lexicon.registry.state(code) is not None:
        state = context.lexicon.registry.state(code)
        assert state is not None
        actor = context.lexicon.registry.actor(state, context.on).model_copy(update={"sectors": ("GOV",)})
        return Draft(start, head.i + 1, head.i, (actor,), "description", f"{lemma} of {state.name}", 0.9, words=frozenset({lemma}))
    end = head.i + 1
    if not relational and not code:
        code, end = code_right(context, head)
    definite = is_definite(context, start, head)
    indefinite_title = title is not None and (not definite or syntax.is_plural(head))
    if title is not None and not indefinite_title:
        return None
    if agent is None and title is None and not has_modifier(context, start, head):
        return None
    if definite and not code and agent is not None and not has_modifier(context, start, head):
        return None
    if (collective or relational) and agent is None and doc[start].lower_ in {"the", "this", "that", "its", "his", "their", "both"} and not region_words(context, start, head):
        return None
    sectors: tuple[str, ...] = agent.sectors if agent is not None else title.sectors if title is not None else ()
    kind: ActorKind = "description"
    words = content_words(context, start, head)
    actor = description(context, code, sectors, doc[start:end].text, slug(code.lower(), *words), kind)
    because = f"description by {lemma!r}" + (f", of {code} by the words beside it" if code else "")
    return Draft(
        start, end, head.i, (actor,), "description", because, 0.8 if code else 0.6,
        plural=head.tag_ in {"NNS", "NNPS"} or lemma == "police", words=frozenset({lemma, head.lower_}),
    )  # fmt: skip


def agent_of(context: Context, head: Token) -> Agent | None:
    """Return the agent that `head` is, with the word before it where both make one ("armed forces")."""
    registry = context.lexicon.registry
    if head.i > context.first:
        pair = registry.agent(f"{head.nbor(-1).lower_} {head.lower_}")
        if pair is not None:
            return pair
    return registry.agent(head.lower_)


def is_definite(context: Context, start: int, head: Token) -> bool:
    """Tell whether the phrase points to someone known ("the", "his", "Russia's")."""
    first = context.doc[start]
    if first.lower_ in {"a", "an", "some", "many", "several", "one", "any", "another", "no", "every", "each"}:
        return False
    return (
        first.lower_ in {"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "both"}
        or any(child.dep_ == "poss" for child in head.children)
        or head.tag_ in {"NN", "NNP"}
        and any(i in context.hit_at for i in range(start, head.i))
    )


def has_modifier(context: Context, start: int, head: Token) -> bool:
    """Tell whether more than a determiner comes before the noun."""
    return any(token.pos_ not in {"DET", "NUM", "SPACE"} for token in context.doc[start : head.i])


def region_words(context: Context, start: int, head: Token) -> bool:
    """Tell whether a name or a capitalised word says which countries or allies are meant."""
    return any(token.pos_ in {"PROPN", "ADJ"} and token.text[:1].isupper() for token in context.doc[start + 1 : head.i])


def code_left(context: Context, start: int, head: Token) -> str:
    """Return the code that names before the noun give it."""
    found = context.code_in(start, head.i)
    if not found:
        for i in range(start, head.i):
            hit = context.hit_at.get(i)
            if hit is not None and hit.start == i and not context.is_backing(hit) and context.entity(hit).kind != "person":
                found = context.code_of(hit) or found
    return found


def code_right(context: Context, head: Token) -> tuple[str, int]:
    """Return the code after "of", "in", "from" and where the phrase then ends."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in LINKS and child.i > head.i:
            for inner in child.children:
                hit = context.hit_at.get(inner.i)
                if inner.dep_ == "pobj" and hit is not None and hit.kinds() & STATE_KINDS and (code := context.code_of(hit)):
                    if child.i == head.i + 1 and inner.i - child.i <= 3:
                        return code, hit.end
                    return code, head.i + 1
    return "", head.i + 1


def content_words(context: Context, start: int, head: Token) -> list[str]:
    """Return the lemmas that make a description what it is, states' names and numbers left out."""
    words = []
    for token in context.doc[start : head.i + 1]:
        hit = context.hit_at.get(token.i)
        if token.pos_ in DETERMINERS and token.i != head.i or token.lower_ in TEMPORAL:
            continue
        if hit is not None and hit.kinds() & STATE_KINDS and not context.is_backing(hit) and context.code_of(hit):
            if hit.readings[0][0] in {"demonym", "capital"} or context.entity(hit).kind == "state":
                continue
        words.append(token.lemma_.lower())
    return words


def description(
    context: Context, code: str, sectors: tuple[str, ...], text: str, words: str, kind: ActorKind = "description"
) -> Actor:
    """Return the actor of a description; the same words make the same identifier in every report."""
    name = " ".join(text.split())
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        name = name.removeprefix(article)
    return Actor(id=f"description/{words}", name=name, kind=kind, code=code, sectors=sectors)


def koreas(context: Context, used: set[int]) -> list[Draft]:
    """Return drafts for names that states share: "the two Koreas", "the North", "North and South Korea"."""
    doc, registry = context.doc, context.lexicon.registry
    families: dict[str, dict[str, str]] = {}
    for code in context.codes:
        state = registry.state(code)
        words = state.name.split() if state is not None else []
        if len(words) == 2 and words[0] in {"North", "South", "East", "West"}:
            families.setdefault(words[1], {})[words[0]] = code
    drafts: list[Draft] = []
    for token in doc[context.first : context.last]:
        if token.i in used or token.i in context.hit_at and context.hit_at[token.i].end - context.hit_at[token.i].start > 1:
            continue
        for family, members in families.items():
            codes: list[str] = []
            if token.text == f"{family}s":
                codes = sorted(members.values())
            elif token.text in members and (
                token.nbor(-1).lower_ == "the" if token.i else False
            ) and not follows_noun(token) or token.text in members and doc[token.i + 1 : token.i + 2].text == "and":
                codes = [members[token.text]]
            actors = tuple(
                registry.actor(state, context.on) for code in codes if (state := registry.state(code)) is not None
            )
            if actors:
                start = token.i
                while start > context.first and doc[start - 1].lower_ in {"the", "two", "both"}:
                    start -= 1
                drafts.append(
                    Draft(start, token.i + 1, token.i, actors, "name", f"short for {actors[0].name}", 0.85, plural=len(actors) > 1)
                )
    return drafts


def follows_noun(token: Token) -> bool:
    """Tell whether a capitalised direction belongs to a longer name ("the South China Sea")."""
    return token.i + 1 < len(token.doc) and token.nbor().pos_ == "PROPN"
