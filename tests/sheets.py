"""Readings written by hand for tests of views and exports: all marks, two renderings, a plan."""

from __future__ import annotations

import datetime as dt

from dragoman.ledger import Ledger
from dragoman.records import (
    Actor,
    Event,
    Mention,
    Position,
    Reading,
    Report,
    Span,
    Statement,
    When,
    content_id,
)
from dragoman.views import build_account

NORTH = Actor(id="state/NRD", name="Nordia", kind="state", code="NRD", sectors=("GOV",))
SOUTH = Actor(id="state/SUD", name="Sudland", kind="state", code="SUD", sectors=("GOV",))
VOSS = Actor(
    id="person/voss",
    name="Clara Voss",
    kind="person",
    code="NRD",
    sectors=("GOV",),
    office="foreign minister of Nordia",
)


class Sheet:
    """A report that is written line by line; each line may tell something."""

    def __init__(self, name, outlet="", published="", title="", url=""):
        self.fields = {"name": name, "outlet": outlet, "title": title, "url": url}
        self.published = dt.date.fromisoformat(published) if published else None
        self.id = content_id("rep", name)
        self.text = ""
        self.events, self.statements, self.positions = [], [], []

    def line(self, sentence):
        start = len(self.text)
        self.text += sentence + "\n"
        return Span(start=start, end=start + len(sentence))

    def part(self, span, words):
        start = self.text.index(words, span.start)
        return Span(start=start, end=start + len(words))

    def mentions(self, actors, span):
        return tuple(Mention(span=span, text=actor.name, actor=actor, how="name") for actor in actors)

    def event(self, sentence, trigger, category, who, whom=(), by=(), **fields):
        span = self.line(sentence)
        self.events.append(
            Event(
                id=content_id("e", self.id, span.start),
                report=self.id,
                span=self.part(span, sentence.rstrip(".")),
                trigger=self.part(span, trigger),
                actors=self.mentions(who, span),
                recipients=self.mentions(whom, span),
                attributed_to=self.mentions(by, span),
                category=category,
                **fields,
            )
        )
        return self.events[-1].id

    def statement(self, sentence, content, who, **fields):
        span = self.line(sentence)
        self.statements.append(
            Statement(
                id=content_id("s", self.id, span.start),
                report=self.id,
                span=span,
                kind=fields.pop("kind", "indirect"),
                speakers=self.mentions(who, span),
                contents=(self.part(span, content),),
                **fields,
            )
        )
        return self.statements[-1].id

    def position(self, content, party, stance, issue, source, **fields):
        start = self.text.index(content)
        self.positions.append(
            Position(
                id=content_id("p", self.id, start),
                report=self.id,
                span=Span(start=start, end=start + len(content)),
                party=party,
                issue=issue,
                stance=stance,
                content=content,
                source=source,
                **fields,
            )
        )

    def reading(self):
        report = Report(
            id=self.id,
            text=self.text,
            body=Span(start=0, end=len(self.text)),
            published=self.published,
            date_basis="stated" if self.published else "unresolved",
            **self.fields,
        )
        return Reading(
            report=report,
            model="hand 1.0",
            events=tuple(self.events),
            statements=tuple(self.statements),
            positions=tuple(self.positions),
        )


def day(edtf, words="", basis="stated"):
    return When(edtf=edtf, basis=basis, text=words)


def first_sheet():
    sheet = Sheet("wire/one.txt", "Morning Wire", "2020-03-05", "Ferry talks", "https://wire.example/one")
    demand = sheet.event(
        "Nordia demanded on Tuesday that Sudland open the northern ferry port.",
        "demanded",
        "REQUEST",
        [NORTH],
        [SOUTH],
        mode="yield",
        when=day("2020-03-03", "on Tuesday"),
    )
    sheet.event(
        "Sudland did not send patrol boats into the strait.",
        "send",
        "MOBILIZE",
        [SOUTH],
        marks=("negation",),
    )
    sheet.event(
        "Sudland would close the strait if the ferries were stopped.",
        "close",
        "COERCE",
        [SOUTH],
        marks=("hypothetical",),
        mode="restrict",
    )
    sheet.event(
        "Sudland fired on a ferry, Voss said.",
        "fired",
        "ASSAULT",
        [SOUTH],
        by=[VOSS],
        mode="firearms",
    )
    sheet.event(
        "Nordia and Sudland will meet in Ostrava on Monday for talks.",
        "meet",
        "AGREE",
        [NORTH, SOUTH],
        marks=("future",),
        when=day("2020-03-09", "on Monday"),
    )
    sheet.statement(
        "“No captain shall wait at the northern port,” Clara Voss told sailors.",
        "“No captain shall wait at the northern port,”",
        [VOSS],
        kind="direct",
        addressee_text="sailors",
        channel="at the quay",
        when=day("2020-03-03", "on Tuesday"),
    )
    sheet.position("that Sudland open the northern ferry port", NORTH, "demands", "ferry port", demand)
    return sheet


def second_sheet():
    sheet = Sheet("post/two.txt", "Evening Post", "2020-03-06")
    demand = sheet.event(
        "Nordia demanded that Sudland open the northern ferry port.",
        "demanded",
        "REQUEST",
        [NORTH],
        [SOUTH],
        mode="change",
        when=day("2020-03-03", "on Tuesday"),
    )
    sheet.statement(
        "No captain should have to wait at the northern port, said Clara Voss.",
        "No captain should have to wait at the northern port",
        [VOSS],
        when=day("2020-03-03", "on Tuesday"),
    )
    refusal = sheet.event("Sudland refused to open the port.", "refused", "REJECT", [SOUTH], mode="yield")
    sheet.position("to open the port", SOUTH, "refuses", "ferry port", refusal)
    sheet.position("that Sudland open the northern ferry port", NORTH, "demands", "ferry port", demand)
    return sheet


def ledger_of(*sheets, path=None):
    ledger = Ledger(path)
    for sheet in sheets:
        ledger.add(sheet.reading())
    ledger.reconcile()
    return ledger


SCRIPT = "<script>document.title='owned'</script>"
HOSTILE = f"{SCRIPT}<img src=x onerror=\"document.title='owned'\">{{{{ 7*7 }}}}"
"""What a page must show as text and never run."""


def hostile_account():
    sheet = Sheet(f"{HOSTILE}.txt", HOSTILE, "2020-03-05", title=HOSTILE, url="javascript:alert(1)")
    sheet.event(
        f"Nordia demanded {HOSTILE} \u202e\u0000 {'x' * 5000} </script></style>--> 𓂀 e\u0301\u0302.",
        "demanded",
        "REQUEST",
        [NORTH.model_copy(update={"name": f"Nordia {HOSTILE}"})],
        place=HOSTILE,
    )
    source = sheet.statement(f"Nordia said {HOSTILE}", HOSTILE, [NORTH], channel=HOSTILE)
    sheet.position(HOSTILE, NORTH, "demands", HOSTILE, source)
    with ledger_of(sheet) as ledger:
        return build_account(ledger)
