"""Two reports, outlets or countries' outlets side by side, in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.ledger import Comparison, Side
from dragoman.views import wording
from dragoman.views.model import DifferenceView, DifferingValue, EntryLine, SourceView
from dragoman.views.terminal import TerminalBrief

_STRONGER = "  (the stronger word)"
_MOST_REPORTS = 5
"""Of a side with more reports than these only the number is told."""


def print_comparison(
    comparison: Comparison,
    lines: Mapping[str, EntryLine],
    sources: Sequence[SourceView],
    brief: TerminalBrief,
) -> None:
    """Print what both sides tell, what one tells only, and what they tell differently.

    Args:
        comparison: The two sides compared.
        lines: The line of each entry that it names, by the entry's id.
        sources: All reports in the order of their numbers.
        brief: Prints on the console.
    """
    a, b = (_numbers(side, sources) for side in (comparison.a, comparison.b))
    names = [_name(side, cited) for side, cited in ((comparison.a, a), (comparison.b, b))]
    for side, cited in ((comparison.a, a), (comparison.b, b)):
        if side.kind != "report":
            brief.group(side.name, f"{len(cited)} reports {wording.cite(cited)}")
        for number in cited if len(cited) <= _MOST_REPORTS else ():
            brief.source(sources[number - 1])
    if comparison.copies:
        brief.group("These two are copies of each other", "")
    brief.told("Told by both", [lines[key] for key in comparison.both])
    brief.told(f"Told by {names[0]}, not by {names[1]}", [lines[key] for key in comparison.only_a])
    brief.told(f"Told by {names[1]}, not by {names[0]}", [lines[key] for key in comparison.only_b])
    brief.group("Told differently", str(len(comparison.differently)))
    for one in comparison.differently:
        values = tuple(
            DifferingValue(value=(value or "–") + (_STRONGER if one.stronger == side else ""), sources=cited)
            for side, value, cited in (("a", one.a, a), ("b", one.b, b))
        )
        about = wording.short_line(lines[one.entry])
        brief.difference(
            DifferenceView(entry=one.entry, about=about, field=one.field, values=values), indent=2
        )


def _numbers(side: Side, sources: Sequence[SourceView]) -> tuple[int, ...]:
    return tuple(source.number for source in sources if source.id in side.reports)


def _name(side: Side, numbers: Sequence[int]) -> str:
    return wording.cite(numbers) if side.kind == "report" else side.name
