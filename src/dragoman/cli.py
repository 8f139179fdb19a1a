"""The command line. What is heavy is imported inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.settings import Settings

FAILED_INPUTS = 1
WRONG_USE = 2
EPILOG = "Exit status: 0 done, 1 some inputs failed and are listed, 2 wrong use."

app = typer.Typer(
    name="dragoman",
    no_args_is_help=True,
    rich_markup_mode=None,  # help in boxes takes three times as long to show
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news reports of a crisis or a negotiation and keeps their ledger.",
    epilog=EPILOG,
)


class Task(StrEnum):
    """What `evaluate` scores; each has a scorer in the module that `TASKS` names."""

    times = "times"
    statements = "statements"
    actors = "actors"


TASKS = {task: f"dragoman.evaluate.{task}" for task in Task}
"""Task to the module whose `evaluate(path, nlp, predictions)` scores it."""

Sources = Annotated[
    list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses.", show_default=False)
]
Issues = Annotated[
    Path | None, typer.Option(help="YAML file that fixes the issues.", exists=True, dir_okay=False)
]


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import version

    from dragoman.language.pipeline import choose_model

    model = choose_model(_settings())
    print(f"dragoman {version('dragoman')}, spaCy {version('spacy')}, {model} {version(model)}")
    raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print program, spaCy and base model."
        ),
    ] = False,
) -> None:
    """Reads news reports of a crisis or a negotiation and keeps their ledger."""


@app.command(epilog=EPILOG)
def read(
    sources: Sources,
    ledger: Annotated[Path, typer.Option(help="DuckDB file that keeps what is read; made if absent.")],
    issues: Issues = None,
    json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Read reports into a ledger. What it already holds is added no second time.

    Example: dragoman read reports/ https://news.example/talks.html --ledger talks.duckdb
    """
    from dragoman.cli_intake import take_in
    from dragoman.ledger import Ledger

    settings = _settings(issues)
    with Ledger(ledger) as store:
        intake = take_in(sources, settings, store)
    print(intake.as_json() if json else intake.summary())
    if intake.failures:
        raise typer.Exit(FAILED_INPUTS)


@app.command(epilog=EPILOG)
def code(
    sentence: Annotated[str, typer.Argument(help="One sentence or a few, in quotes.", show_default=False)],
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Publication date that relative dates are counted from."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the whole reading as JSON.")] = False,
) -> None:
    """Code a sentence and explain. Prints its times, actors, statements, events and positions.

    Example: dragoman code "The minister said on Monday that talks would open." --date 2022-01-12
    """
    import dragoman
    from dragoman.cli_code import print_reading

    reading = dragoman.load(_settings()).read(sentence, published=date.date() if date else None)
    if json:
        print(reading.model_dump_json(indent=2))
    else:
        print_reading(reading)


@app.command(epilog=EPILOG)
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.", show_default=False)],
    data: Annotated[Path, typer.Argument(help="The benchmark's file or folder.", exists=True)],
    predictions: Annotated[
        Path | None, typer.Option(help="Write one prediction a line here.", dir_okay=False)
    ] = None,
) -> None:
    """Score it on a public benchmark. Prints one JSON object.

    Example: dragoman evaluate times data/timebank --predictions times.jsonl
    """
    import importlib
    import json

    from dragoman.language.pipeline import load_pipeline

    scorer = importlib.import_module(TASKS[task])
    print(json.dumps(scorer.evaluate(data, load_pipeline(_settings()), predictions), indent=2))


def _settings(issues: Path | None = None) -> Settings:
    """Return the options of this run; raise `DragomanError` with one line when they do not hold."""
    from pydantic import ValidationError

    from dragoman.settings import Settings

    try:
        return Settings(issues=issues) if issues else Settings()
    except (ValidationError, ValueError) as error:
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False)[0]
            option = "_".join(str(part) for part in first["loc"]).upper()
            raise DragomanError(f"option DRAGOMAN_{option}: {first['msg']}") from error
        raise DragomanError(f"dragoman.toml or the environment cannot be read: {error}") from error


def main() -> None:
    """Run the command line; an error that is not an input's is one line and exit status 2."""
    try:
        app()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        raise SystemExit(WRONG_USE) from None
