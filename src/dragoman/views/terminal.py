"""The account in a terminal: readable at 80 columns and wide, in colour and plain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.views import wording
from dragoman.views.model import (
    Account,
    DifferenceView,
    EntryLine,
    EventLine,
    PartyGroup,
    PositionView,
    ReportsPart,
    SourceView,
    SpeakerGroup,
    StatementLine,
    TellingView,
)
from dragoman.views.plain import clip, one_line, visible

WIDE = 132
"""From this many columns on, a line's words stand beside it, not below."""
_WORDS_LENGTH = 240
_SHORT_LENGTH = 200
_COLOURS = {
    "planned": "cyan",
    "hypothetical": "magenta",
    "denied": "red",
    "claimed": "yellow",
    "historical": "blue",
    "unsure": "bright_black",
}
_STANCES = {"demands": "red", "threatens": "red", "refuses": "red", "conditions": "yellow"}
"""Stances that hold back; the others come forward."""


class TerminalBrief:
    """Prints an account, or parts of it, on a console.

    Args:
        console: Where to print; its width decides the layout.
        quotes: Print the words of each telling under its line.
    """

    def __init__(self, console: Console, *, quotes: bool = False) -> None:
        self._console = console
        self._quotes = quotes

    def account(self, account: Account) -> None:
        """Print all five parts under the headline facts."""
        grid = Table.grid(padding=(0, 2))
        for label, value in wording.facts(account.headline):
            grid.add_row(Text(label, style="dim"), Text(visible(value), style="bold"))
        self._console.print(grid)
        self.timeline(account.timeline)
        self.statements(account.statements)
        self.positions(account.positions)
        self.calendar(account.calendar)
        self.reports(account)

    def timeline(self, lines: Iterable[EventLine]) -> None:
        """Print what happened, each thing once, by date."""
        self.heading("Timeline", "what happened, each thing once")
        self._dated(lines)

    def calendar(self, lines: Iterable[EventLine]) -> None:
        """Print the talks and meetings that are planned."""
        self.heading("Calendar", "talks and meetings that are planned")
        self._dated(lines)

    def statements(self, groups: Iterable[SpeakerGroup]) -> None:
        """Print statements by speaker."""
        self.heading("Statements", "who said what; quotation marks as printed")
        self._none_if_empty(groups)
        for group in groups:
            self.group(group.name, group.office)
            for line in group.statements:
                self._statement(line)

    def positions(self, parties: Iterable[PartyGroup]) -> None:
        """Print where each party stands, by issue."""
        self.heading("Positions", "where each party stands, by issue")
        self._none_if_empty(parties)
        for group in parties:
            self.group(group.party.name, group.party.office)
            for issue in group.issues:
                self._console.print(Padding(Text(visible(issue.issue), style="italic"), (0, 0, 0, 2)))
                for position in issue.positions:
                    self.position(position)

    def position(self, position: PositionView, *, of: str = "") -> None:
        """Print a position, with its party's name where that does not stand above it."""
        style = _STANCES.get(position.stance, "green")
        body = Text()
        for word in wording.position_markers(position):
            body.append(f"[{visible(word)}] ", style="bold yellow")
        body.append(f"{visible(of)} " if of else "", style="bold")
        body.append(position.stance, style=f"bold {style}")
        body.append(f": {visible(wording.position_content(position))}")
        note = Text(visible(wording.position_note(position)), style="dim")
        identifier = position.entries[0] if position.entries else ""
        self._line(body, note, wording.cite(position.sources), identifier, indent=4)
        self._tellings(position.tellings)

    def print(self, shown: RenderableType) -> None:
        """Print something ready-made."""
        self._console.print(shown)

    def note(self, words: str) -> None:
        """Print a line of words below a heading."""
        self._console.print(Padding(Text(visible(one_line(words))), (0, 0, 0, 4)))

    def reports(self, account: Account) -> None:
        """Print the reports, what they share, and where they differ."""
        part = account.reports
        self.heading("Reports", "the sources, what they share, where they differ")
        for source in part.sources:
            self.source(source)
        if len(part.sources) > 1:
            self._console.print()
            self._shared(account, part)
        self.group("Where they differ", "")
        if not part.differences:
            self._console.print(Padding(Text("nowhere that was found", style="dim"), (0, 0, 0, 2)))
        for difference in part.differences:
            self.difference(difference, indent=2)

    def entry(self, line: EntryLine, sources: Sequence[SourceView]) -> None:
        """Print one entry: its line, every telling in its own words, differences, why they are one."""
        if isinstance(line, EventLine):
            self.group(wording.date_heading(line.date), wording.date_note(line.date))
            self._event(line)
        elif isinstance(line, StatementLine):
            self.group(", ".join(actor.name for actor in line.speakers) or line.speaker_text, "")
            self._statement(line)
        self.group("Told by", f"{line.independent} independent of {len(line.sources)} reports")
        for telling in line.tellings:
            source = sources[telling.source - 1]
            self._console.print(Padding(Text(source_text(source), style="bold"), (0, 0, 0, 2)))
            self._console.print(Padding(passage(telling), (0, 0, 1, 4)))
        self.group("Who vouches", wording.told_between(line))
        for one in line.vouched:
            self._console.print(Padding(Text(visible(wording.voucher(one))), (0, 0, 0, 2)))
        if line.differences:
            self.group("Where they differ", "")
            for difference in line.differences:
                self.difference(difference, indent=2, about=False)
        if line.reasons:
            self.group("Why these are one", "")
            for reason in line.reasons:
                self._console.print(Padding(Text(visible(reason), style="dim"), (0, 0, 0, 2)))

    # -- lines

    def _dated(self, lines: Iterable[EventLine]) -> None:
        self._none_if_empty(lines)
        for heading, group in groupby(lines, key=lambda line: wording.date_heading(line.date)):
            self.group(heading, "")
            for line in group:
                self._event(line)

    def _event(self, line: EventLine) -> None:
        body = Text()
        for kind, word in wording.markers(line):
            body.append(f"[{visible(word)}]", style=f"bold {_COLOURS[kind]}")
            body.append(" ")
        body.append(wording.names(line.who) or wording.SOMEONE, style="bold")
        body.append(f" {line.did}")
        if to := wording.whom(line):
            body.append(f" {to}")
        body.append(f"  {wording.code(line)}", style="dim")
        if teller := wording.own_account(line):
            body.append(f"  [{teller}]", style=_COLOURS["claimed"])
        words = Text(clip(line.words, _WORDS_LENGTH))
        if notes := "; ".join(
            filter(None, (wording.date_note(line.date), line.place, wording.thread(line.thread)))
        ):
            words.append(f"  ({notes})", style="dim")
        self._line(body, words, wording.cite(line.sources), line.id, indent=2)
        self._tellings(line.tellings)

    def _statement(self, line: StatementLine) -> None:
        body = Text()
        for number, rendering in enumerate(line.renderings):
            if number:
                body.append("\n")
            body.append(f"{rendering.stance}: ", style="dim")
            body.append(rendering.words)
            if len(line.renderings) > 1:
                body.append(f" {wording.cite(rendering.sources)}", style="green")
        note = Text(visible(wording.statement_note(line)), style="dim")
        self._line(body, note, wording.cite(line.sources), line.id, indent=2)
        self._tellings(line.tellings)

    def _line(self, body: Text, below: Text, sources: str, identifier: str, *, indent: int) -> None:
        """Print a line: its body, more words below or beside it, and its sources and id at the right."""
        grid = Table.grid(expand=True, padding=(0, 2))
        wide = self._console.width >= WIDE
        grid.add_column(ratio=3, overflow="fold")
        if wide:
            grid.add_column(ratio=3, overflow="fold")
        grid.add_column(justify="right", width=SIDE)
        side = Text.assemble((sources, "green"), " ", (wording.short_id(identifier), "dim"))
        if wide:
            grid.add_row(body, below, side)
        else:
            stacked = Group(body, Padding(below, (0, 0, 0, 2))) if below.plain else body
            grid.add_row(stacked, side)
        self._console.print(Padding(grid, (0, 0, 0, indent)))

    def _tellings(self, tellings: Iterable[TellingView]) -> None:
        if not self._quotes:
            return
        for telling in tellings:
            words = Text.assemble((f"[{telling.source}] ", "green"), one_line(telling.words))
            words.stylize("italic")
            self._console.print(Padding(words, (0, 0, 0, 6)))

    def source(self, source: SourceView) -> None:
        """Print a report: outlet, date and what it was inferred from, title, file, length."""
        body = Text(source_text(source))
        if source.title and source.title != source.label:
            body.append(f"\n{source.title}", style="italic")
        if source.inferred_from:
            body.append(f"\ndate inferred: {visible(source.inferred_from)}", style="yellow")
        if source.copies:
            body.append(f"\na copy of {wording.cite(source.copies)}, counted once", style="yellow")
        body.append(f"\n{visible(source.name)}, {source.words} words", style="dim")
        grid = Table.grid(padding=(0, 1))
        grid.add_column(justify="right", width=5)
        grid.add_column(overflow="fold")
        grid.add_row(Text(f"[{source.number}]", style="green"), body)
        self._console.print(grid)

    def _shared(self, account: Account, part: ReportsPart) -> None:
        lines = account.lines()
        self.told(wording.told_by_all(len(part.sources)), [lines[key] for key in part.by_all])
        if part.by_some:
            self.told("Told by several", [lines[key] for key in part.by_some])
        for number, keys in part.only.items():
            told = [lines[key] for key in keys]
            spoken = sum(line.kind == "statement" for line in told)
            self.told(f"Told only by [{number}]", [line for line in told if line.kind != "statement"], spoken)

    def told(self, heading: str, lines: list[EntryLine], spoken: int = 0) -> None:
        """Print entries a row each; `spoken` statements are only counted: they stand above by speaker."""
        self.group(heading, str(len(lines) + spoken))
        grid = Table.grid(expand=True, padding=(0, 2))
        grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        grid.add_column(justify="right", width=SIDE)
        for line in lines:
            sources = wording.cite(line.sources) if len(line.sources) > 1 else ""
            side = Text.assemble((sources, "green"), " ", (wording.short_id(line.id), "dim"))
            grid.add_row(Text(clip(wording.short_line(line), _SHORT_LENGTH)), side)
        if spoken:
            grid.add_row(Text(f"and {spoken} statement{'s' * (spoken > 1)}", style="dim"), "")
        self._console.print(Padding(grid, (0, 0, 0, 2)))

    def difference(self, difference: DifferenceView, *, indent: int, about: bool = True) -> None:
        """Print a field on which reports differ, with each value and its reports."""
        text = Text(difference.field, style="bold")
        if about:
            text.append(f" of {difference.about}", style="")
        self._console.print(Padding(text, (0, 0, 0, indent)))
        for value in difference.values:
            told = Text.assemble((wording.cite(value.sources), "green"), " ", visible(value.value))
            self._console.print(Padding(told, (0, 0, 0, indent + 2)))

    # -- headings

    def heading(self, title: str, says: str) -> None:
        """Print the heading of a part, and what it holds."""
        self._console.print()
        self._console.print(Rule(Text.assemble((title, "bold"), ("  " + says, "dim")), align="left"))

    def group(self, name: str, beside: str) -> None:
        """Print a heading inside a part: a date, a speaker, a party."""
        text = Text(visible(name), style="bold underline")
        if beside:
            text.append(f"  {visible(beside)}", style="not bold not underline dim")
        self._console.print(text)

    def _none_if_empty(self, lines: Iterable[object]) -> None:
        if not lines:
            self._console.print(Text("none found", style="dim"))


SIDE = 17
"""Columns for sources and id."""


def source_text(source: SourceView) -> str:
    """Return outlet and date of a report."""
    when = source.date or "no date"
    basis = " (inferred)" if source.date_basis == "inferred" else ""
    return f"{visible(source.label)}, {when}{basis}"


def passage(telling: TellingView) -> Text:
    """Return the paragraph of a telling with its words marked, also where there is no colour."""
    return Text.assemble(
        (visible(telling.before), "dim"),
        "»",
        (visible(telling.words), "bold"),
        "«",
        (visible(telling.after), "dim"),
    )
