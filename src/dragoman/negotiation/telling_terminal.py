"""An analysis in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.negotiation import telling, telling_threats
from dragoman.negotiation.analysis import Analysis
from dragoman.negotiation.backtest import Score
from dragoman.negotiation.conflict import Conflict
from dragoman.negotiation.stability import Concept
from dragoman.views.plain import visible

_MOST_ROWS = 40
FEW_CASES = 10
"""Below so many cases a backtest says that it shows nothing."""
_SHORT = {Concept.nash: "Nash", Concept.seq: "SEQ", Concept.smr: "SMR", Concept.gmr: "GMR"}


def print_analysis(analysis: Analysis, part: str, console: Console | None = None) -> None:
    """Print an analysis, or one part of it: stability, forecast, bargain, threats or basis."""
    console = console or Console(highlight=False)
    console.print(Text(visible(analysis.title), style="bold"))
    _lines(console, telling.head_lines(analysis), indent=0)
    if part in ("all", "stability"):
        _conflict(console, analysis)
    if part in ("all", "forecast"):
        _heading(console, "Forecast", "where each issue would be settled, by positions, salience and means")
        for outlook in analysis.outlooks:
            console.print(Text(visible(outlook.name), style="italic"))
            _lines(console, telling.outlook_lines(analysis, outlook))
        _none(console, analysis.outlooks)
    if part in ("all", "bargain"):
        _heading(console, "Bargain", "what all issues together could be settled at")
        _lines(console, [*telling.talks_lines(analysis), *telling.bargain_lines(analysis)])
    if part in ("all", "threats"):
        _threats(console, analysis)
    if part in ("all", "forecast", "threats") and (history := telling_threats.history_lines(analysis)):
        _heading(console, "History", "how often such things came out so: of other cases, not of this one")
        _lines(console, history)
    if part == "basis":
        _heading(console, "Basis", "each figure with the entries that tell it, or as assumed")
        _lines(console, telling.basis_lines(analysis))
    if part == "all" and analysis.not_told:
        _heading(console, "Not told", "what the ledger could not tell; check these first")
        _lines(console, analysis.not_told)


def print_scores(scores: Sequence[Score], cases: int, console: Console | None = None) -> None:
    """Print the scores of a backtest."""
    console = console or Console(highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Method", "Error", "95%", "Against the weighted mean", "95%"):
        table.add_column(heading, justify="left" if heading == "Method" else "right")
    for one in scores:
        table.add_row(
            one.method,
            f"{one.error:.1f}",
            f"{one.interval[0]:.1f} to {one.interval[1]:.1f}",
            f"{one.difference:+.1f}",
            f"{one.difference_interval[0]:+.1f} to {one.difference_interval[1]:+.1f}",
        )
    console.print(table)
    console.print(
        f"Mean absolute error in hundredths of the scale, over {cases} case{'' if cases == 1 else 's'}; "
        "below 0 is better than the mean weighted with salience and capability."
    )
    if cases < FEW_CASES:
        console.print(
            f"With fewer than {FEW_CASES} cases this shows how to run it, not which method is better: the "
            "intervals are over these cases alone."
        )


def _conflict(console: Console, analysis: Analysis) -> None:
    _heading(console, "Stability", "in which states nobody gains by moving")
    conflict = analysis.conflict
    if conflict is None:
        _none(console, ())
        return
    _lines(console, telling.conflict_lines(analysis, conflict))
    console.print()
    console.print(Padding(_table(conflict), (0, 0, 0, 2)))
    more = len(conflict.states) - len(telling.told_states(conflict)[:_MOST_ROWS])
    if more:
        _lines(console, [f"{more} more states, stable in fewer draws or none: --json has all"])
    _lines(
        console,
        [
            "● stable for everyone by that concept; % of draws of the rankings in which it is, not a "
            "probability that it comes about."
        ],
    )
    for name, means in conflict.options.items():
        _lines(console, [f"{name}: {means}"])
    hinges = telling.hinge_lines(conflict, analysis.parties)
    if hinges:
        _heading(console, "What would change it", "the fewest comparisons that would have to turn")
        _lines(console, hinges)


def _table(conflict: Conflict) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", justify="right")
    table.add_column("Options taken", overflow="fold")
    for name in _SHORT.values():
        table.add_column(name, justify="right")
    for state in telling.told_states(conflict)[:_MOST_ROWS]:
        cells = [
            f"{'●' if concept in state.equilibrium else '·'} {100 * state.shares[concept]:3.0f}%"
            for concept in _SHORT
        ]
        style = "bold" if state.equilibrium else ""
        number = f"{state.number}{'*' if state.number == conflict.today else ''}"
        table.add_row(number, Text(", ".join(state.taken) or "–"), *cells, style=style)
    return table


def _threats(console: Console, analysis: Analysis) -> None:
    _heading(console, "Threats", "how credible, by what each side is held to want")
    for menace in analysis.threats:
        who = f"{analysis.parties[menace.challenger]} to {analysis.parties[menace.defender]}: {menace.means}"
        console.print(Text(visible(who), style="italic"))
        _lines(console, telling_threats.threat_lines(analysis, menace))
    _lines(console, telling_threats.rest_lines(analysis))
    if not analysis.threats and not analysis.demands:
        _none(console, ())


def _heading(console: Console, title: str, words: str) -> None:
    console.print()
    console.print(Rule(Text.assemble((title, "bold"), f"  {words}"), align="left"))


def _lines(console: Console, lines: Iterable[str], indent: int = 2) -> None:
    for line in lines:
        console.print(Padding(Text(visible(line)), (0, 0, 0, indent)))


def _none(console: Console, those: Sequence[object]) -> None:
    if not those:
        _lines(console, ["none"])
