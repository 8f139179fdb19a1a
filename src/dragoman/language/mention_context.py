"""What one report holds while its mentions are found: its words, names, titles, date and main states."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.actors.entities import last_day
from dragoman.actors.names import folded
from dragoman.actors.registry import Entity
from dragoman.language.extensions import body_of
from dragoman.language.mention_draft import Hit
from dragoman.language.mention_lexicon import COMPASS, Lexicon
from dragoman.language.mention_places import PlaceAt, places_in
from dragoman.language.mention_titles import TitleAt, titles_in
from dragoman.language.mention_words import words
from dragoman.records import Actor

STATE_KINDS = frozenset({"name", "demonym", "seat", "capital"})
BACKED = words("backed")
APART = frozenset({"pro", "anti", "ex", "post", "pre"})
"""What stands before a hyphen and a name that does not act ("pro-Russian", "post-Soviet")."""


@dataclass(slots=True)
class Context:
    """The report being read. Token offsets are of `doc`; `first` and `last` bound the body."""

    doc: Doc
    lexicon: Lexicon
    on: dt.date | None
    first: int
    last: int
    hits: list[Hit]
    titles: list[TitleAt]
    hit_at: dict[int, Hit] = field(default_factory=dict)
    title_at: dict[int, TitleAt] = field(default_factory=dict)
    families: dict[str, dict[str, Entity]] = field(default_factory=dict)
    """States that share a name, by it and then by what tells them apart: Korea, then North and South."""
    joint: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Where a hit that starts at a token is part of a coordination ("North and South Korea")."""
    person_at: dict[int, Actor] = field(default_factory=dict)
    """Who is named at a token, once the people are resolved."""
    place_at: dict[int, PlaceAt] = field(default_factory=dict)
    """The town, province or site that is named at a token."""
    scene: str = ""
    """Code of the state of the report's dateline."""
    quoted: list[bool] = field(default_factory=list)
    """For each token, whether it stands between quotation marks."""
    home: str = ""
    """Code of the state that goes without saying: the outlet's, else the one the report names most."""
    codes: Counter[str] = field(default_factory=Counter)
    """How often each state or body is named."""

    def entity(self, hit: Hit) -> Entity:
        """Return the likeliest reading of `hit`: among equals, the one the report names most."""
        best = hit.readings[0][0]
        equal = [entity for kind, entity in hit.readings if kind == best]
        living = [entity for entity in equal if not self.is_past(entity)] or equal
        return max(living, key=lambda entity: self.codes[entity.code]) if len(living) > 1 else living[0]

    def is_past(self, entity: Entity) -> bool:
        """Tell whether `entity` had ceased to be by the report's date."""
        return bool(entity.end) and (self.on is None or last_day(entity.end) < self.on)

    def code_of(self, hit: Hit) -> str:
        """Return the country or body code of `hit`; a city gives its state's, never that of a body in it."""
        kind = hit.readings[0][0]
        if kind in {"seat", "capital"}:
            states = [entity for _, entity in hit.readings if entity.kind == "state"]
            code = states[0].code if states else ""
        else:
            code = self.entity(hit).code
        return self.lexicon.registry.code_on(code, self.on)

    def is_gone(self, entity: Entity) -> bool:
        """Tell whether `entity` had ceased to be and has no code of its own under which it still acts."""
        return self.is_past(entity) and entity.id != f"state/{entity.code}"

    def owner_code(self, hit: Hit) -> str:
        """Return the code of the state or body that a name stands for, empty where there is none any more."""
        if not hit.kinds() & STATE_KINDS or self.is_gone(self.entity(hit)):
            return ""
        return self.code_of(hit)

    def before(self, i: int) -> Token | None:
        """Return the token before `i` in the body, line breaks skipped."""
        while i > self.first:
            i -= 1
            if not self.doc[i].is_space:
                return self.doc[i]
        return None

    def code_in(self, start: int, end: int) -> str:
        """Return the code that names among tokens `start` to `end` give, the last state first, then towns."""
        found = ""
        for i in range(start, end):
            hit = self.hit_at.get(i)
            if hit is None or hit.start != i or self.is_backing(hit):
                continue
            found = self.owner_code(hit) or found
        return found or self.place_code(start, end)

    def place_code(self, start: int, end: int) -> str:
        """Return the state of the last town or province among tokens `start` to `end`."""
        found = [
            at.place.code
            for i in range(start, end)
            if (at := self.place_at.get(i)) is not None and at.start == i
        ]
        return self.lexicon.registry.code_on(found[-1], self.on) if found else ""

    def is_backing(self, hit: Hit) -> bool:
        """Tell whether a name only says who stands behind ("Russian-backed separatists")."""
        doc = self.doc
        if hit.start > 1 and doc[hit.start - 1].text == "-" and doc[hit.start - 2].lower_ in APART:
            return True
        if hit.start > 0 and doc[hit.start - 1].lower_ == "former" and self.is_past(self.entity(hit)):
            return True
        return hit.end + 1 < len(doc) and doc[hit.end].text == "-" and doc[hit.end + 1].lower_ in BACKED


def open_context(doc: Doc, lexicon: Lexicon) -> Context:
    """Return the context of `doc` with all names and titles in its body found."""
    body = body_of(doc)
    inside = [token.i for token in doc if body.start <= token.idx < body.end]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    report = doc._.report
    on = report.published if report is not None else None
    hits = lexicon.hits(doc, first, last)
    titles = titles_in(doc, lexicon.registry, first, last, lexicon.title_starts)
    context = Context(doc, lexicon, on, first, last, hits, titles)
    for hit in hits:
        context.hit_at.update(dict.fromkeys(range(hit.start, hit.end), hit))
        entities = {entity for kind, entity in hit.readings if kind in {"name", "demonym", "seat"}}
        if len(entities) == 1:
            context.codes[entities.pop().code] += 1
    del context.codes[""]
    context.place_at = places_in(doc, lexicon, context.hit_at, first, last)
    context.quoted = quotations(doc)
    add_short_names(context)
    for title in titles:
        context.title_at.update(dict.fromkeys(range(title.start, title.end), title))
    context.scene = scene_of(context, report.place if report is not None else "")
    context.home = home_of(context, report.outlet if report is not None else "")
    return context


def add_short_names(context: Context) -> None:
    """Find "the North" and "North and South Korea" for states that the report names in full."""
    doc = context.doc
    named = {
        entity.name: entity for hit in context.hits for _, entity in hit.readings if entity.kind == "state"
    }
    for name in named:
        words = name.split()
        if len(words) == 2 and words[0] in COMPASS:
            context.families.setdefault(words[1], {})
    for direction, family, entity in context.lexicon.halves if context.families else ():
        if family in context.families:
            context.families[family][direction] = entity
    members = {
        direction: entity for family in context.families.values() for direction, entity in family.items()
    }
    if not members:
        return
    for token in doc[context.first : context.last]:
        if token.text not in members or token.i in context.hit_at or token.i + 1 >= context.last:
            continue
        after = context.hit_at.get(token.i + 2)
        joined = (
            doc[token.i + 1].lower_ == "and"
            and after is not None
            and context.entity(after) in members.values()
        )
        alone = (
            token.i > context.first and doc[token.i - 1].lower_ == "the" and doc[token.i + 1].pos_ != "PROPN"
        )
        if joined or alone:
            hit = Hit(token.i, token.i + 1, (("name", members[token.text]),))
            context.hits.append(hit)
            context.hit_at[token.i] = hit
        if joined and after is not None:
            context.joint[token.i] = context.joint[after.start] = (token.i, after.end)
    context.hits.sort(key=lambda hit: hit.start)


def quotations(doc: Doc) -> list[bool]:
    """Tell for each token whether it is quoted; a quotation ends with its paragraph at the latest."""
    inside, found = False, []
    for token in doc:
        text = token.text
        if "\n" in text:
            inside = False
        elif text in {"“", "``"}:
            inside = True
        elif text in {"”", "''"}:
            inside = False
        elif text == '"':
            inside = not inside
        found.append(inside)
    return found


def home_of(context: Context, outlet: str) -> str:
    """Return the code of the outlet's state where it is known, else of the state named most."""
    registry = context.lexicon.registry
    node = context.lexicon.root
    for word in outlet.removeprefix("The ").split():
        node = node.following.get(word, type(node)())
    codes = [entity.code for kind, entity in node.readings if kind == "name" and entity.code]
    if codes:
        return codes[0]
    towns = [(i, at.place.code) for i, at in sorted(context.place_at.items()) if at.start == i]
    states = [
        (hit.start, code)
        for hit in context.hits
        if hit.kinds() & {"name", "demonym", "seat"}
        and registry.state(code := context.code_of(hit)) is not None
    ]
    if not states and not towns:
        capitals = [hit for hit in context.hits if hit.readings[0][0] == "capital"]
        states = [(hit.start, context.code_of(hit)) for hit in capitals]
    named = Counter(code for _, code in (*states, *towns))
    first = {code: i for i, code in sorted((*states, *towns), reverse=True)}
    return max(named, key=lambda code: (named[code], -first[code])) if named else context.scene


def scene_of(context: Context, place: str) -> str:
    """Return the code of the state in which a dateline's place lies ("BEIRUT, Lebanon")."""
    registry = context.lexicon.registry
    parts = [part.strip() for part in place.split(",") if part.strip()]
    for part in reversed(parts):
        words, root = part.split(), context.lexicon.capitals if part.isupper() else context.lexicon.root
        node = root
        for word in words:
            node = node.following.get(word, type(node)())
        states = [
            entity for kind, entity in node.readings if entity.kind == "state" and kind in {"name", "capital"}
        ]
        town = registry.places().get(folded(part.title() if part.isupper() else part))
        if states or town is not None:
            return registry.code_on(states[0].code if states else town.code if town else "", context.on)
    return ""
