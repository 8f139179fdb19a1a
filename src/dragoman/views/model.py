"""The account: what a ledger tells a person, typed, in the order in which it is read.

Reports are named by their number in the account; every line names its sources and carries the
tellings, each with the exact words in the paragraph of the report where they stand.
"""

from __future__ import annotations

import datetime as dt

from dragoman.ledger.answers import Link
from dragoman.ledger.tellings import Status
from dragoman.ledger.threads import Stage
from dragoman.records import Actor, DateBasis, EntryKind, Mark, Record, Span, Stance, StatementKind, Voice
from dragoman.views.figures import Figures


class DateView(Record):
    """A date as a line shows it."""

    edtf: str = ""
    text: str = ""
    """The date in words, such as "13–19 Dec 2021"; empty when unresolved."""
    basis: DateBasis = "unresolved"
    told: tuple[str, ...] = ()
    """The words of the reports that gave it, such as "last week"."""


class TellingView(Record):
    """The exact words of one telling, in their paragraph: `before + words + after` is the report's text."""

    member: str
    """Id of the event, statement or position."""
    source: int
    before: str
    words: str
    after: str
    span: Span
    """Where `words` stand in the report."""


class SourceView(Record):
    """A report, numbered for the account."""

    number: int
    id: str
    name: str
    outlet: str
    title: str
    author: str
    url: str
    date: str
    """In words; empty when unknown."""
    published: dt.date | None
    date_basis: DateBasis
    inferred_from: str = ""
    """For an inferred date: from what, with the days that fit as well."""
    words: int
    """Length of the article."""
    copies: tuple[int, ...] = ()
    """Numbers of reports that are copies of this one."""
    label: str
    """Outlet or title or name, short enough for a line."""


class DifferingValue(Record):
    """One of the values told for a field, with the reports that tell it."""

    value: str
    sources: tuple[int, ...]


class DifferenceView(Record):
    """A field on which the reports differ."""

    entry: str
    about: str
    field: str
    values: tuple[DifferingValue, ...]


class VoucherView(Record):
    """Who vouches for what a line tells, with the reports."""

    voice: Voice
    names: tuple[str, ...]
    sources: tuple[int, ...]


class ThreadStep(Record):
    """Another entry of the thread that a line belongs to, and what it is there."""

    entry: str
    stage: Stage
    date: str
    """In words; empty when unresolved."""


class TieView(Record):
    """A position on which another hangs: "in answer to", "a condition of", "instead of"."""

    how: Link
    party: str
    stance: Stance
    content: str
    entry: str
    """The entry that it comes from; empty where a person hid it."""


class Line(Record):
    """What all lines of the account have: an id, a date, sources and tellings."""

    id: str
    date: DateView
    sources: tuple[int, ...]
    tellings: tuple[TellingView, ...]


class EntryLine(Line):
    """A line about an entry of the ledger; `id` is the entry's."""

    kind: EntryKind
    outlets: int
    independent: int
    differences: tuple[DifferenceView, ...] = ()
    reasons: tuple[str, ...] = ()
    vouched: tuple[VoucherView, ...] = ()
    first_told: dt.date | None = None
    last_told: dt.date | None = None
    thread: tuple[ThreadStep, ...] = ()
    """The other entries of its thread: where it was planned, held, called off, recalled."""


class EventLine(EntryLine):
    """A thing that happened, is planned, is denied, or hangs on a condition."""

    status: Status
    marks: tuple[Mark, ...]
    who: tuple[Actor, ...]
    did: str
    """The predicate in plain words, by status: "threatened force", "will meet"."""
    link: str
    whom: tuple[Actor, ...]
    category: str
    mode: str
    words: str
    """The clearest telling in its own words, on one line."""
    place: str = ""
    claimed_by: tuple[Actor, ...] = ()
    """Speakers, where no outlet tells it in its own voice."""
    own_account: bool = False
    """Those who tell it speak for those who act."""
    unsure: bool = False
    """More likely than not something of it is wrong: no telling of it is sure."""


class Rendering(Record):
    """One form of a statement's words, with the reports that print it."""

    words: str
    kind: StatementKind
    stance: str
    sources: tuple[int, ...]


class StatementLine(EntryLine):
    """A statement, once, with each form in which it is printed."""

    speakers: tuple[Actor, ...]
    speaker_text: str
    renderings: tuple[Rendering, ...]
    channel: str = ""
    place: str = ""
    addressees: tuple[str, ...] = ()


class SpeakerGroup(Record):
    """The statements of one speaker, or of several who speak as one."""

    name: str
    office: str
    code: str
    statements: tuple[StatementLine, ...]


class PositionView(Line):
    """A party's stance; `id` is that of the first position that tells it."""

    stance: Stance
    content: str
    toward: tuple[Actor, ...] = ()
    told_by: tuple[Actor, ...] = ()
    entries: tuple[str, ...] = ()
    speakers: tuple[Actor, ...] = ()
    """Persons who took the stance for the party."""
    own_view: bool = False
    red_line: bool = False
    ties: tuple[TieView, ...] = ()
    agreed: tuple[Actor, ...] = ()
    """Where it accepts: the parties that agree."""


class IssueGroup(Record):
    """A party's positions on one issue."""

    issue: str
    positions: tuple[PositionView, ...]


class PartyGroup(Record):
    """All positions of one party."""

    party: Actor
    issues: tuple[IssueGroup, ...]


class ReportsPart(Record):
    """The reports, and how they compare; entries are named by id."""

    sources: tuple[SourceView, ...]
    by_all: tuple[str, ...]
    """Told by every report, where there is more than one."""
    by_some: tuple[str, ...]
    only: dict[int, tuple[str, ...]]
    """Report number to what only that report tells."""
    differences: tuple[DifferenceView, ...]


class Headline(Record):
    """The facts at the top."""

    period: str
    first_day: dt.date | None
    last_day: dt.date | None
    reports: int
    undated: int
    outlets: int
    independent: int
    """Outlets, copies counted once."""
    entries: int
    events: int
    statements: int
    plans: int
    positions: int
    model: str


class Account(Record):
    """The whole account."""

    headline: Headline
    timeline: tuple[EventLine, ...]
    statements: tuple[SpeakerGroup, ...]
    positions: tuple[PartyGroup, ...]
    calendar: tuple[EventLine, ...]
    reports: ReportsPart
    figures: Figures = Figures()

    def lines(self) -> dict[str, EntryLine]:
        """Return every line about an entry, by the entry's id."""
        spoken = (line for group in self.statements for line in group.statements)
        return {line.id: line for line in (*self.timeline, *self.calendar, *spoken)}

    def source(self, number: int) -> SourceView:
        """Return the report of a number."""
        return self.reports.sources[number - 1]


class ActorLine(Record):
    """An actor and how often the entries name it."""

    actor: Actor
    acts: int
    receives: int
    speaks: int
    sources: tuple[int, ...]
