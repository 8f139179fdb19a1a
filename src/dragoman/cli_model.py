"""The commands that model a negotiation: `model` and `backtest`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli_options import EPILOG
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.ledger import PositionLine
    from dragoman.negotiation.scenario import Scenario


class Part(StrEnum):
    """What `model` tells."""

    all = "all"
    draft = "draft"
    check = "check"
    stability = "stability"
    forecast = "forecast"
    bargain = "bargain"
    threats = "threats"
    basis = "basis"


_ENDINGS = (".yaml", ".yml")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (model, backtest):
        app.command(epilog=EPILOG)(command)


def model(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER|SCENARIO",
            help="DuckDB file, or a scenario (.yaml) where there is no ledger.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    part: Annotated[Part, typer.Argument(help="What to tell.")] = Part.all,
    scenario: Annotated[
        Path | None,
        typer.Option(help="The scenario to model; else one is drafted.", exists=True, dir_okay=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the draft here (draft only).", dir_okay=False)
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the page here, one file.", dir_okay=False)] = None,
    samples: Annotated[int, typer.Option(min=1, help="Draws over uncertain inputs.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same one gives the same draws.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Tell where the negotiation stands: what is stable, how far apart the parties are, which threats hold.

    Draft a scenario from the ledger, correct it in an editor, check it, and model it.

    Example: dragoman model talks.duckdb

    Example: dragoman model talks.duckdb draft --out talks.yaml

    Example: dragoman model talks.duckdb --scenario talks.yaml --html model.html
    """
    from dragoman.negotiation.analysis import Options, analyse_scenario
    from dragoman.negotiation.scenario_text import scenario_text
    from dragoman.negotiation.telling_terminal import print_analysis

    wanted, positions = _scenario(source, scenario, part is Part.check)
    if part is Part.draft:
        _write(scenario_text(wanted), out)
        return
    if out is not None:
        raise typer.BadParameter(
            "only a draft is written to a file; --html writes the page", param_hint="--out"
        )
    if part is Part.check:
        print(f"{scenario or source}: holds")
        return
    analysis = analyse_scenario(wanted, Options(samples=samples, seed=seed))
    if html is not None:
        from dragoman.negotiation.page import write_page

        write_page(analysis, positions, html)
    if json:
        import json as encoder

        print(encoder.dumps(analysis.as_data(), ensure_ascii=False, indent=2))
    else:
        print_analysis(analysis, part.value)
    if html is not None:
        print(f"page written to {html}", file=sys.stderr)


def backtest(
    cases: Annotated[
        Path,
        typer.Argument(
            metavar="CASES.csv",
            help="Past cases: case, actor, position, salience, capability, outcome.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    samples: Annotated[int, typer.Option(min=100, help="Bootstrap samples.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="The same one gives the same samples.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Score methods of forecasting on past cases: mean absolute error, with paired bootstrap intervals.

    Example: dragoman backtest cases.csv --json

    Example: dragoman backtest examples/cases/emissions.csv
    """
    from dataclasses import asdict

    from dragoman.negotiation.backtest import backtest as score
    from dragoman.negotiation.backtest import read_cases

    found = read_cases(cases)
    scores = score(found, samples, seed)
    if json:
        import json as encoder

        print(encoder.dumps({"cases": len(found), "scores": [asdict(one) for one in scores]}, indent=2))
        return
    from dragoman.negotiation.telling_terminal import print_scores

    print_scores(scores, len(found))


def _scenario(source: Path, given: Path | None, checking: bool) -> tuple[Scenario, list[PositionLine]]:
    """Return the scenario to model, and the ledger's positions where there is a ledger.

    An entry that the scenario rests on and the ledger lacks is an error when checking, else a warning: an
    entry's id changes when tellings join it.
    """
    from dragoman.ledger import Ledger
    from dragoman.negotiation.draft import draft_scenario
    from dragoman.negotiation.scenario_file import ScenarioError, load_scenario, unknown_entries

    if source.suffix.lower() in _ENDINGS:
        if given is not None:
            raise typer.BadParameter("a scenario is given already", param_hint="--scenario")
        return load_scenario(source), []
    with Ledger(source, read_only=True) as ledger:
        positions = ledger.positions()
        if given is None:
            return draft_scenario(ledger), positions
        scenario = load_scenario(given)
        known = {entry.id for entry in ledger.entries()}
    wrong = unknown_entries(scenario, known, str(given))
    if wrong and checking:
        raise ScenarioError(wrong)
    for line in wrong:
        print(f"dragoman: {line}", file=sys.stderr)
    return scenario, positions


def _write(text: str, out: Path | None) -> None:
    if out is None:
        print(text, end="")
        return
    if out.exists():
        raise DragomanError(
            f"{out}: is there already; a draft never overwrites what a person may have edited"
        )
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DragomanError(f"{out}: cannot be written: {error.strerror}") from error
    print(f"draft written to {out}", file=sys.stderr)
