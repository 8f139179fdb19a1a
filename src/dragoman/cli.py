"""The command line. What is heavy is imported inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import datetime as dt
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli_model import add_commands as add_model_commands
from dragoman.cli_options import EPILOG, FAILED_INPUTS, WRONG_USE, Issues, OptionalSources, run_settings
from dragoman.cli_review import add_review
from dragoman.cli_serve import add_serve
from dragoman.cli_views import add_commands
from dragoman.cli_watch import add_watch
from dragoman.errors import DragomanError

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
    mentions = "mentions"
    records = "records"
    relations = "relations"
    roles = "roles"
    stories = "stories"
    renderings = "renderings"
    passages = "passages"
    gold = "gold"


class Engine(StrEnum):
    """What `read` runs on."""

    local = "local"
    ray = "ray"


APART = (Task.gold, Task.renderings, Task.stories)
"""Tasks that take other arguments than the rest."""
TASKS = {task: f"dragoman.evaluate.{task}" for task in Task if task not in APART}
"""Task to the module whose `evaluate(path, nlp, predictions)` scores it."""


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import version

    from dragoman.language.pipeline import choose_model

    model = choose_model(run_settings())
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
    sources: OptionalSources = None,
    *,
    ledger: Annotated[Path, typer.Option(help="DuckDB file that keeps what is read; made if absent.")],
    issues: Issues = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what failed in earlier runs.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes that read, up to one a core.", show_default="1")
    ] = None,
    engine: Annotated[
        Engine | None, typer.Option(help="This machine, or a Ray cluster.", show_default="local")
    ] = None,
    parquet: Annotated[
        str | None,
        typer.Option(metavar="FOLDER|URL", help="Where a Ray cluster writes readings.", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Read reports into a ledger. What it already holds is added no second time.

    Inputs that fail are listed, and kept in the ledger with the step and the reason.

    Example: dragoman read reports/ https://news.example/talks.html --ledger talks.duckdb
    """
    from dragoman.ledger import Ledger
    from dragoman.scale.encoding import shared_similarity

    if not sources and not retry_failed:
        raise typer.BadParameter("give files, folders or addresses to read, or --retry-failed")
    settings = run_settings(issues, jobs=jobs, engine=engine, parquet=parquet)
    if settings.engine == Engine.ray:
        from dragoman.cli_cluster import take_in_from_cluster as take_in
    else:
        from dragoman.cli_intake import take_in
    with Ledger(ledger, similarity=shared_similarity(settings)) as store:
        again = [failure.source for failure in store.intake.failures()] if retry_failed else []
        intake = take_in(dict.fromkeys([*(sources or []), *again]), settings, store)
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

    reading = dragoman.load(run_settings()).read(sentence, published=date.date() if date else None)
    if json:
        print(reading.model_dump_json(indent=2))
    else:
        print_reading(reading)


@app.command(epilog=EPILOG)
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.", show_default=False)],
    data: Annotated[Path, typer.Argument(help="The benchmark's file or folder.", exists=True)],
    other: Annotated[
        Path | None,
        typer.Argument(
            help="The second translation (renderings only).", exists=True, dir_okay=False, show_default=False
        ),
    ] = None,
    predictions: Annotated[
        Path | None, typer.Option(help="Write one prediction a line here.", dir_okay=False)
    ] = None,
    reports: Annotated[
        Path | None, typer.Option(help="Where the annotated reports are (gold, stories).", exists=True)
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Add what was missed and found wrongly (gold only).")
    ] = False,
) -> None:
    """Score it on a public benchmark, or on our own annotation. Prints one JSON object.

    Example: dragoman evaluate times data/timebank --predictions times.jsonl

    Example: dragoman evaluate renderings tests/gold/renderings/test_a.txt tests/gold/renderings/test_b.txt
    """
    import importlib
    import json

    from dragoman.language.pipeline import load_pipeline

    if task is Task.gold:
        if reports is None:
            raise typer.BadParameter("gold needs the folder of the annotated reports: --reports DIR")
        from dragoman.evaluate.seeds import evaluate as score_gold

        figures = score_gold(data, load_pipeline(run_settings()), reports, verbose)
        print(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    if task is Task.renderings:
        if other is None:
            raise typer.BadParameter("renderings needs two files, line by line the same: A.txt B.txt")
        from dragoman.evaluate.renderings import evaluate as score_renderings

        print(json.dumps(score_renderings(data, other, predictions), indent=2))
        return
    if task is Task.stories:
        from dragoman.evaluate.stories import evaluate as score_stories

        figures = score_stories(data, load_pipeline(run_settings()), predictions, reports)
        print(json.dumps(figures, indent=2))
        return
    scorer = importlib.import_module(TASKS[task])
    print(json.dumps(scorer.evaluate(data, load_pipeline(run_settings()), predictions), indent=2))


add_commands(app)
add_model_commands(app)
add_review(app)
add_serve(app)
add_watch(app)


def main() -> None:
    """Run the command line; an error that is not an input's is one line and exit status 2.

    What is in the buffer is written here: a pipe that nobody reads is a complaint at the interpreter's end.
    """
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        raise SystemExit(WRONG_USE) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
