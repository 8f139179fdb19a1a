"""Issues and threads in a terminal: how a contention went, and what became of what was planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dragoman.ledger import IssueHistory, PositionLine, Thread
from dragoman.views import wording
from dragoman.views.dates import date_text
from dragoman.views.model import PositionView
from dragoman.views.terminal import TerminalBrief

Viewed = Callable[[PositionLine], PositionView]


def print_issues(issues: Iterable[IssueHistory], view: Viewed, brief: TerminalBrief) -> None:
    """Print each issue: its parties, who took which stance when, and what is agreed."""
    brief.heading("Issues", "what the parties contend over, in the order of time")
    for issue in issues:
        brief.group(issue.name, wording.names(issue.parties))
        for line in issue.lines:
            brief.position(view(line), of=line.party.name)
        for agreement in issue.agreed:
            when = date_text(agreement.date) or wording.UNDATED
            brief.note(f"agreed by {wording.names(agreement.sides)}, {when}: {agreement.content}")


def print_threads(threads: Iterable[Thread], brief: TerminalBrief) -> None:
    """Print each thread: its parties, and each entry with what it is there."""
    brief.heading("Threads", "what was planned, what came of it, where it was recalled")
    for thread in threads:
        brief.group(" and ".join(thread.parties), "")
        for part in thread.parts:
            when = date_text(part.date) or wording.UNDATED
            brief.note(f"{part.stage}, {when}: {part.summary}  {wording.short_id(part.entry)}")
