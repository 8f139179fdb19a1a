"""Actors that a report describes without a name: "Russian forces", "police in Minsk", "European allies"."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from dragoman.language import mention_syntax as syntax
from dragoman.language.mention_context import STATE_KINDS, Context
from dragoman.language.mention_draft import Draft, slug
from dragoman.language.mention_owners import agent_of, codes_right
from dragoman.language.mention_settings import setting
from dragoman.language.mention_titles import CHIEFS, HONORIFICS
from dragoman.language.mention_words import words as word_list
from dragoman.records import Actor, ActorKind

RELATIONAL = word_list("relational")
"""Nouns whose possessor is somebody else: "U.S. allies" are not of the United States."""
COLLECTIVE = frozenset(
    ["state", "country", "nation", "power", "capital", "government", "leader", "member", "republic"]
)
WHOLE_STATE = frozenset({"government", "administration", "regime", "side", "authorities"})
"""Nouns that, with a state's name, mean the state itself."""
TEMPORAL = word_list("temporal")
PAIRED = word_list("paired")
THINGS = word_list("things")
"""Nouns that agent tables list but that act for nobody by themselves."""
FIRST_PERSON = frozenset({"my", "our", "your"})
MACHINES = word_list("machines")
OFFICIAL = frozenset({"GOV", "MIL", "REB"})
UNOFFICIAL = frozenset({"PRE", "REB", "PRM"})
DOMESTIC = frozenset({"LEG", "JUD"})
"""Sectors that, without a state's name, are those of the outlet's own state."""
DETERMINERS = frozenset({"DET", "NUM", "PRON", "PUNCT", "PART", "SPACE", "CCONJ", "ADV"})


def described(context: Context, head: Token, used: set[int]) -> Draft | None:
    """Return a description such as "Russian forces" or "police in Minsk", if `head` is its noun."""
    hit = context.hit_at.get(head.i)
    if hit is not None and (
        hit.readings[0][0] != "generic"
        or (
            hit.end == head.i + 1
            and is_definite(context, hit.start - 1, head)
            and not owned_by_state(context, head)
        )
    ):
        return None
    lemma = head.lemma_.lower()
    agent = agent_of(context, head)
    relational, collective = lemma in RELATIONAL, lemma in COLLECTIVE
    title = context.title_at.get(head.i)
    if title is not None and title.head != head.i:
        return None
    if lemma in THINGS and not acting_thing(context, head):
        return None
    if lemma == "capital" and not syntax.is_plural(head) and syntax.acts(head) is False:
        return None
    if (
        agent is None
        and not relational
        and not collective
        and not (title is not None and title.head == head.i)
    ):
        return None
    if head.pos_ in {"VERB", "ADJ"} or (
        head.dep_ in {"compound", "amod", "nmod"} and head.head.pos_ in {"NOUN", "PROPN"}
    ):
        return None
    doc = context.doc
    start = max(syntax.left_edge(doc, head), context.first)
    while start < head.i and doc[start].pos_ in {"SPACE", "PUNCT", "CCONJ"}:
        start += 1
    if start - 2 >= context.first and doc[start - 1].lower_ == "and" and start in context.hit_at:
        other = context.hit_at.get(start - 2)
        if (
            other is not None
            and context.code_of(other)
            and (other.start == context.first or doc[other.start - 1].pos_ == "ADP")
        ):
            start = other.start
    first = doc[start]
    if first.lower_ in HONORIFICS:
        return None
    if first.tag_ == "PRP$" and first.lower_ not in FIRST_PERSON:
        return None
    if (
        lemma == "leader"
        and syntax.is_plural(head)
        and first.lower_ in {"the", "both"}
        and not any(i in context.hit_at for i in range(start, head.i))
    ):
        return None
    codes = [] if relational else codes_left(context, start, head)
    code = codes[-1] if codes else ""
    if {token.lower_ for token in doc[start : head.i]} & {"two", "both"} and lemma in PAIRED:
        return None
    if (
        lemma in WHOLE_STATE
        and code
        and not syntax.is_plural(head)
        and context.lexicon.registry.state(code) is not None
    ):
        state = context.lexicon.registry.state(code)
        assert state is not None
        actor = context.lexicon.registry.actor(state, context.on).model_copy(update={"sectors": ("GOV",)})
        return Draft(
            start,
            head.i + 1,
            head.i,
            (actor,),
            "description",
            f"{lemma} of {state.name}",
            0.9,
            words=frozenset({lemma}),
        )
    end = head.i + 1
    if not relational and not code:
        codes, end = codes_right(context, head, agent.sectors if agent is not None else ())
        code = codes[0] if codes else ""
    definite = is_definite(context, start, head)
    indefinite_title = title is not None and (not definite or syntax.is_plural(head))
    if title is not None and (not indefinite_title or (title.words in CHIEFS and agent is None)):
        return None
    if title is not None and not syntax.is_plural(head) and start >= title.start and not code:
        return None
    bare = not code and not has_modifier(context, start, head)
    if bare and ((agent is None and title is None) or collective or relational):
        return None
    if (not definite and head.dep_ == "attr") or (head.tag_ == "NN" and start == head.i):
        return None
    if definite and not code and agent is not None and not has_modifier(context, start, head):
        return None
    if (
        (collective or relational)
        and agent is None
        and doc[start].lower_ in {"the", "this", "that", "its", "his", "their", "both"}
        and not region_words(context, start, head)
    ):
        return None
    sectors: tuple[str, ...] = (
        agent.sectors if agent is not None else title.sectors if title is not None else ()
    )
    sectors = own_sectors(context, start, end, sectors)
    if not code and sectors[:1] == ("PRE",):
        code = claimant(context)
    organised = agent is not None and agent.actor_kind == "organisation" and not collective
    kind: ActorKind = "organisation" if organised else "description"
    words = content_words(context, start, head)
    if kind == "organisation" and not code and head.dep_ not in {"nsubj", "nsubjpass", "pobj"}:
        return None
    owned = any(child.dep_ == "poss" for child in head.children)  # somebody's team is of his land, if any
    if not code and not relational and not collective and not owned:
        code = setting(context, head, sectors)
    if not code and DOMESTIC.intersection(sectors) and not relational and not owned:
        code = context.home
    each = codes if len(codes) > 1 else [code]
    actors = tuple(
        description(
            context, one, sectors, called(context, start, head, end, one), slug(one.lower(), *words), kind
        )
        for one in each
    )
    whose = f", of {' and '.join(each)} by the words beside it" if code else ""
    because = f"description by {lemma!r}{whose}"
    return Draft(
        start, end, head.i, actors, "description", because, 0.8 if code else 0.6,
        plural=head.tag_ in {"NNS", "NNPS"} or lemma == "police", words=frozenset({lemma, head.lower_}),
    )  # fmt: skip


def called(context: Context, start: int, head: Token, end: int, code: str) -> str:
    """Return what a report calls those of `code`: its own words, or for the second owner of several his.

    "Envoys from Chile and Peru" are "envoys from Chile" and "envoys of Peru".
    """
    state = context.lexicon.registry.state(code)
    if end == head.i + 1 or state is None or context.code_in(head.i + 1, end) == code:
        return context.doc[start:end].text
    return f"{context.doc[start : head.i + 1].text} of {state.name}"


def acting_thing(context: Context, head: Token) -> bool:
    """Tell whether a noun of a thing means those who use it: "forces", "French jets bombed"."""
    if head.tag_ == "NNPS" or (head.lemma_.lower() == "force" and head.tag_ == "NNS"):
        return True
    driven = head.lemma_.lower() in MACHINES and syntax.is_plural(head) and head.dep_ == "nsubj"
    return driven and owned_by_state(context, head)


def owned_by_state(context: Context, head: Token) -> bool:
    """Tell whether a state's name stands by the noun: "a Turkish court", "the bank of Ghana"."""
    start = max(syntax.left_edge(context.doc, head), context.first)
    if head.i + 2 < context.last and head.nbor().lower_ == "of":
        hit = context.hit_at.get(head.i + 2)
        if hit is not None and context.lexicon.registry.state(context.code_of(hit)) is not None:
            return True
    return any(context.lexicon.registry.state(code) for code in codes_left(context, start, head))


def claimant(context: Context) -> str:
    """Return the state that separatists without a land want to leave: the one named most, no backer."""
    named = Counter(
        context.code_of(hit)
        for hit in context.hits
        if hit.kinds() & STATE_KINDS and not context.is_backing(hit)
    )
    states = [code for code, _ in named.most_common() if context.lexicon.registry.state(code)]
    return states[0] if states else ""


def own_sectors(context: Context, start: int, end: int, sectors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sectors of people of a group or breakaway region: they act for it, for no state."""
    if not OFFICIAL.intersection(sectors):
        return sectors
    for i in range(start, end):
        hit = context.hit_at.get(i)
        if hit is None or hit.start != i or hit.readings[0][0] != "name" or context.is_backing(hit):
            continue
        entity = context.entity(hit)
        fighters = entity.kind == "organisation" and sectors[:1] == ("REB",) and entity.sectors
        if fighters or (entity.kind in {"group", "region"} and UNOFFICIAL.intersection(entity.sectors)):
            return entity.sectors
    return sectors


UNCONFIRMED = frozenset({"person", "lastname", "common_lastname"})
"""Kinds of names that give no state where nobody was found to bear them: "Key lawmakers", "Young voters"."""


def codes_left(context: Context, start: int, head: Token) -> list[str]:
    """Return the codes that the words before the noun give: several in "American and European officials"."""
    found: list[str] = []
    joined = False
    for i in range(start, head.i):
        hit, person = context.hit_at.get(i), context.person_at.get(i)
        code = ""
        if person is not None:
            code = person.code
        elif (
            hit is not None
            and hit.start == i
            and i not in context.place_at
            and not context.is_backing(hit)
            and hit.readings[0][0] != "generic"
            and not hit.kinds() <= UNCONFIRMED
        ):
            code = "" if context.is_gone(context.entity(hit)) else context.code_of(hit)
        if code and code not in found:
            found = [*found, code] if joined else [code]
        joined = context.doc[i].lower_ == "and" or joined
    town = context.place_code(start, head.i)
    return found or ([town] if town else [])


def is_definite(context: Context, start: int, head: Token) -> bool:
    """Tell whether the phrase points to someone known ("the", "his", "Russia's")."""
    first = context.doc[start]
    if first.lower_ in {"a", "an", "some", "many", "several", "one", "any", "another", "no", "every", "each"}:
        return False
    return (
        first.lower_ in {"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "both"}
        or any(child.dep_ == "poss" for child in head.children)
        or (head.tag_ in {"NN", "NNP"} and any(i in context.hit_at for i in range(start, head.i)))
    )


def has_modifier(context: Context, start: int, head: Token) -> bool:
    """Tell whether more than a determiner comes before the noun."""
    return any(token.pos_ not in {"DET", "NUM", "SPACE"} for token in context.doc[start : head.i])


def region_words(context: Context, start: int, head: Token) -> bool:
    """Tell whether a name or a capitalised word says which countries or allies are meant."""
    return any(
        token.pos_ in {"PROPN", "ADJ"} and token.text[:1].isupper()
        for token in context.doc[start + 1 : head.i]
    )


def content_words(context: Context, start: int, head: Token) -> list[str]:
    """Return the lemmas that make a description what it is, states' names and numbers left out."""
    words = []
    for token in context.doc[start : head.i + 1]:
        hit = context.hit_at.get(token.i)
        if (token.pos_ in DETERMINERS and token.i != head.i) or token.lower_ in TEMPORAL:
            continue
        if token.i in context.person_at and context.person_at[token.i].code:
            continue
        if (
            hit is not None
            and not context.is_backing(hit)
            and context.owner_code(hit)
            and (hit.readings[0][0] in {"demonym", "capital"} or context.entity(hit).kind == "state")
        ):
            continue
        words.append(token.lemma_.lower())
    return words


def description(
    context: Context,
    code: str,
    sectors: tuple[str, ...],
    text: str,
    words: str,
    kind: ActorKind = "description",
) -> Actor:
    """Return the actor of a description; the same words make the same identifier in every report."""
    name = " ".join(text.split())
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        name = name.removeprefix(article)
    return Actor(id=f"description/{words}", name=name, kind=kind, code=code, sectors=sectors)
