"""The records that every part of Dragoman hands on: immutable, typed, with a JSON Schema.

All offsets count characters (Python code points) of `Report.text`, are half open, and
`report.text[span.start:span.end]` is the evidence itself. Identifiers are content hashes, so that
reading the same report twice makes the same records.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Mark = Literal["historical", "future", "hypothetical", "negation"]
ReportMark = Literal["opinion", "live", "partial"]
"""`opinion`: the outlet argues or hosts who does; `live`: a page of posts that grows; `partial`: the
source shows only the beginning, as behind a paywall."""
DateBasis = Literal["stated", "publication", "inferred", "unresolved"]
ActorKind = Literal["state", "body", "organisation", "group", "person", "region", "description"]
ResolvedBy = Literal["name", "office", "metonym", "title", "antecedent", "description", "speaker"]
StatementKind = Literal["direct", "mixed", "indirect"]
Act = Literal["speech", "thought", "attitude", "display", "topic", "deed", "unsaid"]
"""What an attribution tells of its source: said or written, held, stood for or against, or shown; only what
was spoken about, only what was done by speaking ("asked him to leave"), or what was not, or not yet, said."""
Stance = Literal["demands", "offers", "accepts", "refuses", "conditions", "threatens", "open to"]
EntryKind = Literal["event", "statement", "plan"]
Voice = Literal["outlet", "party", "adversary", "official", "unnamed"]


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix` and 16 hex digits of a hash of `parts`, the same wherever it is computed."""
    payload = json.dumps(parts, default=str, ensure_ascii=False, separators=(",", ":"))
    return f"{prefix}_{hashlib.sha256(payload.encode()).hexdigest()[:16]}"


class Record(BaseModel):
    """Base of all records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def _repr_html_(self) -> str:
        """Return the record as a table for a notebook: what is told of it, all words escaped."""
        told = ((name, value) for name, value in self if value not in ("", (), {}, None))
        rows = "".join(
            f"<tr><th>{name}</th><td>{html.escape(in_words(value))}</td></tr>" for name, value in told
        )
        return f"<table><caption>{type(self).__name__}</caption>{rows}</table>"


_LONGEST = 300


def in_words(value: object) -> str:
    """Return a field's value on one line: of records their name or words, of long ones the beginning."""
    if isinstance(value, tuple | list):
        text = "; ".join(map(in_words, value))
    elif isinstance(value, Record):
        names = ("name", "text", "edtf", "summary", "id")
        text = next((str(getattr(value, name)) for name in names if getattr(value, name, "")), str(value))
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class Span(Record):
    """Start (inclusive) and end (exclusive) of evidence in a report's text, in characters."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def trimmed(self, text: str) -> Span:
        """Return the span without white space at its ends, and never empty."""
        words = self.of(text)
        start = self.start + len(words) - len(words.lstrip())
        end = self.end - len(words) + len(words.rstrip())
        return Span(start=start, end=end) if end > start else self


class Report(Record):
    """One article as an outlet published it.

    `text` is never altered. For a plain-text file it is the whole decoded file, and `body` says
    where the article proper lies in it (after a block of header lines or a dateline).
    """

    id: str
    name: str
    """The file's name or the address, as it was given."""
    text: str
    body: Span
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    place: str = ""
    """The dateline's place, where there is one."""
    language: str = "en"
    published: dt.date | None = None
    date_basis: DateBasis = "unresolved"
    """`stated` when the report or its metadata gives the date, `inferred` when the ledger did."""
    updated: dt.date | None = None
    """When the source says it last changed the report, where that is another day."""
    section: str = ""
    """The outlet's section or rubric, in its own words."""
    agency: str = ""
    """The news agency whose report the outlet passes on, where it credits one."""
    marks: tuple[ReportMark, ...] = ()


class Actor(Record):
    """Who acts: a state, body, group or person, with whom they act for on the report's date."""

    id: str
    """A Wikidata id where one is known for certain, else a local slug such as `state/RUS`."""
    name: str
    kind: ActorKind
    code: str = ""
    """PLOVER country or body code (ISO 3166-1 alpha-3, UNO, EUR, IGO, ...); empty for ideas."""
    sectors: tuple[str, ...] = ()
    """PLOVER sector codes, the main one first."""
    office: str = ""
    """Title of the office held on the report's date, persons only."""


class Mention(Record):
    """An actor where a report names it. A plural such as "the two sides" gives one for each."""

    span: Span
    text: str
    actor: Actor
    how: ResolvedBy
    because: str = ""
    """Why it was resolved so, in words a user understands."""
    confidence: float = 1.0
    alternatives: tuple[Actor, ...] = ()
    """Other readings that could not be ruled out."""


class Time(Record):
    """A time expression: its words, its TIMEX3 type and value, its EDTF value and basis."""

    span: Span
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    """TIMEX3 value (`2021-12-21`, `2021-W51`, `P2W`, `PRESENT_REF`); empty when unresolved."""
    edtf: str = ""
    """EDTF value for points and ranges on the calendar (`2021-12-13/2021-12-19`); else empty."""
    basis: DateBasis
    tense: Literal["past", "present", "future", ""] = ""
    """Tense of the governing clause, kept so that the value can be resolved again."""


class When(Record):
    """The date of a record: EDTF value, the words that told it (if any) and its basis."""

    edtf: str = ""
    basis: DateBasis = "unresolved"
    text: str = ""
    span: Span | None = None
    tense: Literal["past", "present", "future", ""] = ""


class Event(Record):
    """One PLOVER event as one report tells it."""

    id: str
    report: str
    span: Span
    """The clause that tells it."""
    trigger: Span
    """The predicate: verb, noun or multiword form."""
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...] = ()
    category: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    content: Span | None = None
    """What is demanded, offered, promised, refused or threatened: never an event of its own."""
    when: When = When()
    place: str = ""
    attributed_to: tuple[Mention, ...] = ()
    """Who tells it, the outermost speaker first; empty where the outlet speaks."""
    statement: str = ""
    """The statement inside which it is told, where there is one."""
    confidence: float = 1.0
    runner_up: str = ""
    """The category that came second."""
    reasons: tuple[str, ...] = ()
    """What led to the trigger, category, roles, marks and date, in words."""


class Statement(Record):
    """An attribution: who says what, with which cue."""

    id: str
    report: str
    span: Span
    """From the first to the last character of source, cue and contents."""
    kind: StatementKind
    speakers: tuple[Mention, ...] = ()
    speaker_span: Span | None = None
    cue: Span | None = None
    contents: tuple[Span, ...] = ()
    stance: str = "says"
    """What the cue does: says, claims, denies, warns, promises, asks, ..."""
    act: Act = "speech"
    """Whether it was said or written (speech), held (thought), stood for (attitude), shown (display), ..."""
    addressees: tuple[Mention, ...] = ()
    addressee_text: str = ""
    channel: str = ""
    """Where it was said: "in an interview with RT", "in a statement"."""
    place: str = ""
    when: When = When()
    parent: str = ""
    """The statement inside which this one is told."""
    part_of: str = ""
    """The statement with the cue, where this one is another sentence that its source and cue attribute."""
    confidence: float = 1.0


class Position(Record):
    """A party's stance on an issue on a date."""

    id: str
    report: str
    span: Span
    party: Actor
    issue: str
    stance: Stance
    content: str
    """The words of the report that say what is demanded, offered, ..."""
    toward: tuple[Actor, ...] = ()
    when: When = When()
    told_by: tuple[Mention, ...] = ()
    """Who says so; empty where the outlet does."""
    source: str
    """Id of the event or statement it comes from."""
    speaker: Actor | None = None
    """The person who took the stance for the party."""
    own_view: bool = False
    """The person says that it is a view of their own, and not the party's."""
    red_line: bool = False
    """It is told in words that leave no room: "never", "not negotiable"."""
    confidence: float = 1.0


class Difference(Record):
    """A field on which the tellings of an entry disagree, each value with its reports' ids."""

    field: str
    values: dict[str, str]
    """Report id to the value that it tells."""


class Voucher(Record):
    """Who vouches for what an entry tells, and in which reports."""

    voice: Voice
    """The outlet itself, the party that acts or speaks, the one acted upon, another who is named, or
    a source without a name."""
    names: tuple[str, ...] = ()
    """Those who say so; nobody where the outlet does."""
    reports: tuple[str, ...]


class Correction(Record):
    """A field of an entry that a person corrected; what the reports told stays beside it."""

    field: str
    value: str
    original: str
    judgement: str
    """Id of the judgement."""


class Entry(Record):
    """One thing that happened, was said or is planned, reconciled from all that tell it."""

    id: str
    kind: EntryKind
    date: str = ""
    """EDTF."""
    date_basis: DateBasis = "unresolved"
    summary: str
    category: str = ""
    mode: str = ""
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    marks: tuple[Mark, ...] = ()
    claimed_by: tuple[Actor, ...] = ()
    """Speakers, where no outlet tells it in its own voice."""
    members: tuple[str, ...]
    """Ids of the events or statements joined here."""
    reports: tuple[str, ...]
    outlets: int
    independent: int
    """Outlets, copies counted once."""
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why the members were joined, with the scores that led to it."""
    vouched: tuple[Voucher, ...] = ()
    """Who vouches for it: the outlet's own voice first."""
    first_told: dt.date | None = None
    """Day of the first dated report that tells it."""
    last_told: dt.date | None = None
    confidence: float = 1.0
    """Of the surest telling: for an event, the probability that category, actors and recipients are right.

    1 where a person corrected it.
    """
    corrections: tuple[Correction, ...] = ()
    hidden: bool = False
    """A person hid it: it is kept, and shown only when asked for."""


class Reading(Record):
    """All that one report tells."""

    report: Report
    model: str
    """Base model and version that read it."""
    times: tuple[Time, ...] = ()
    actors: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
