"""Readings written by hand, sentence by sentence, for tests of the ledger."""

from __future__ import annotations

import datetime as dt

from dragoman.records import (
    Actor,
    Event,
    Mention,
    Position,
    Reading,
    Report,
    Span,
    Statement,
    Time,
    When,
    content_id,
)

BORDURIA = Actor(id="state/BDR", name="Borduria", kind="state", code="BDR", sectors=("GOV",))
SYLDAVIA = Actor(id="state/SYL", name="Syldavia", kind="state", code="SYL", sectors=("GOV",))
ALLIANCE = Actor(id="body/PACT", name="Northern Pact", kind="body", code="IGO")
MAREK = Actor(
    id="person/marek",
    name="Ota Marek",
    kind="person",
    code="BDR",
    sectors=("GOV",),
    office="president of Borduria",
)
ILINA = Actor(
    id="person/ilina", name="Vera Ilina", kind="person", code="BDR", sectors=("GOV",), office="spokesman"
)
REBELS = Actor(id="group/free-bdr", name="Free Bordurians", kind="group", code="BDR", sectors=("OPP",))
CHIEF = Actor(
    id="person/holm",
    name="Anna Holm",
    kind="person",
    code="IGO",
    office="Northern Pact secretary general",
)


def day(text: str, words: str = "on that day") -> When:
    """A date told in words."""
    return When(edtf=text, basis="stated", text=words)


def words(text: str, tense: str = "past") -> When:
    """Relative words that nothing resolves yet."""
    return When(text=text, tense=tense)


class Draft:
    """A report that grows by sentences, each of which may tell something."""

    def __init__(self, name: str, outlet: str = "", published: str = "") -> None:
        self.name, self.outlet = name, outlet
        self.published = dt.date.fromisoformat(published) if published else None
        self.text = ""
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.positions: list[Position] = []
        self.times: list[Time] = []
        self.mentions: list[Mention] = []

    @property
    def id(self) -> str:
        return content_id("report", self.name)

    def say(self, sentence: str) -> Span:
        """Add a sentence that tells nothing."""
        start = len(self.text)
        self.text += sentence + "\n"
        return Span(start=start, end=start + len(sentence))

    def event(
        self, sentence, trigger, category, actors, recipients=(), *, content="", marks=(), when=None, mode="",
        place="", told_by=(),
    ) -> str:  # fmt: skip
        """Add a sentence that tells an event; `trigger` and `content` are words of it."""
        span = self.say(sentence)
        event = Event(
            id=content_id("event", self.id, span.start, trigger),
            report=self.id,
            span=span,
            trigger=self._part(span, trigger),
            actors=self._mentions(actors, span),
            recipients=self._mentions(recipients, span),
            category=category,
            mode=mode,
            content=self._part(span, content) if content else None,
            marks=marks,
            when=when or When(),
            place=place,
            attributed_to=self._mentions(told_by, span),
        )
        self.events.append(event)
        return event.id

    def statement(self, sentence, content, speakers, *, kind="indirect", when=None, **fields) -> str:
        """Add a sentence with an attribution; `content` is what is said."""
        span = self.say(sentence)
        statement = Statement(
            id=content_id("statement", self.id, span.start),
            report=self.id,
            span=span,
            kind=kind,
            speakers=self._mentions(speakers, span),
            contents=(self._part(span, content),),
            when=when or When(),
            **fields,
        )
        self.statements.append(statement)
        return statement.id

    def position(self, content, party, stance, issue, source) -> str:
        start = self.text.index(content)
        position = Position(
            id=content_id("position", self.id, start, stance),
            report=self.id,
            span=Span(start=start, end=start + len(content)),
            party=party,
            issue=issue,
            stance=stance,
            content=content,
            source=source,
        )
        self.positions.append(position)
        return position.id

    def time(self, text, tense="past", edtf="") -> None:
        """Note a time expression where `text` first stands; without `edtf` nothing resolves it yet."""
        start = self.text.index(text)
        span = Span(start=start, end=start + len(text))
        basis = "stated" if edtf else "unresolved"
        self.times.append(
            Time(span=span, text=text, type="DATE", value=edtf, edtf=edtf, basis=basis, tense=tense)
        )

    def name_actor(self, text, actor) -> None:
        """Note a mention of an actor where `text` last stands."""
        start = self.text.rindex(text)
        span = Span(start=start, end=start + len(text))
        self.mentions.append(Mention(span=span, text=text, actor=actor, how="name"))

    def reading(self) -> Reading:
        """The reading of all that was added."""
        report = Report(
            id=self.id,
            name=self.name,
            text=self.text,
            body=Span(start=0, end=len(self.text)),
            outlet=self.outlet,
            published=self.published,
            date_basis="stated" if self.published else "unresolved",
        )
        return Reading(
            report=report,
            model="hand 1.0",
            times=tuple(self.times),
            actors=tuple(self.mentions),
            events=tuple(self.events),
            statements=tuple(self.statements),
            positions=tuple(self.positions),
        )

    def _part(self, span: Span, words: str) -> Span:
        start = self.text.index(words, span.start)
        return Span(start=start, end=start + len(words))

    def _mentions(self, actors, span: Span) -> tuple[Mention, ...]:
        return tuple(Mention(span=span, text=actor.name, actor=actor, how="name") for actor in actors)


def a_report(name="a.txt", outlet="Morning Post"):
    draft = Draft(name, outlet, "2031-05-14")
    source = draft.event(
        "Borduria demanded “free passage” – 3,5 % duty – from Syldavia.", "demanded", "REQUEST", [BORDURIA],
        [SYLDAVIA], content="free passage", when=day("2031-05-13", "Tuesday"),
    )  # fmt: skip
    draft.statement("Marek said the fleet is ready.", "the fleet is ready", [MAREK], when=words("Tuesday"))
    draft.position("free passage", BORDURIA, "demands", "passage", source)
    draft.time("Tuesday") if "Tuesday" in draft.text else None
    return draft.reading()
