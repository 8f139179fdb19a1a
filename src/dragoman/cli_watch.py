"""`dragoman watch`: feeds followed politely into a ledger, whatever stops it in between."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli_options import EPILOG, FAILED_INPUTS, Issues, run_settings

LOOK = 1.0
"""Seconds between two looks whether a feed is due."""


def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(metavar="FEED...", help="Addresses of RSS or Atom feeds.", show_default=False),
    ],
    ledger: Annotated[Path, typer.Option(help="DuckDB file that keeps what is read; made if absent.")],
    issues: Issues = None,
    every: Annotated[float, typer.Option(help="Seconds between two looks at a feed.", min=1.0)] = 900.0,
    once: Annotated[bool, typer.Option("--once", help="Ask what is due once and end, as for cron.")] = False,
) -> None:
    """Follow feeds into a ledger until it is stopped. No item is read twice, also after a restart.

    Example: dragoman watch https://news.example/world.rss --ledger talks.duckdb
    """
    from dragoman.cli_follow import Watch
    from dragoman.reading.polite import Manners

    settings = run_settings(issues)
    following = Watch(feeds, ledger, settings, every, Manners(settings))
    try:
        if once:
            following.round()
        while not once:
            following.look()
            time.sleep(LOOK)
    except KeyboardInterrupt:
        typer.echo("stopped; the next run goes on from here", err=True)
    if following.failures:
        raise typer.Exit(FAILED_INPUTS)


def add_watch(app: typer.Typer) -> None:
    """Add `watch` to the command line."""
    app.command(epilog=EPILOG)(watch)
