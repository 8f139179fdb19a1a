"""`dragoman watch`: feeds followed politely into a ledger, whatever stops it in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli_options import EPILOG, FAILED_INPUTS, Issues, run_settings
from dragoman.errors import ReadError

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.ledger.intake import FeedState
    from dragoman.reader import Reader
    from dragoman.reading import Address
    from dragoman.reading.polite import Manners
    from dragoman.settings import Settings

MAX_WAIT = 6 * 3_600.0
"""Seconds, at most, that a feed which fails again and again is left alone."""
LOOK = 1.0
"""Seconds between two looks whether a feed is due."""
UNCHANGED = 304


@dataclass
class Watch:
    """The following of feeds. `now` is the clock on the wall, since it must hold across restarts."""

    feeds: list[str]
    path: Path
    settings: Settings
    every: float
    manners: Manners
    now: Callable[[], float] = time.time
    reader: Reader | None = None
    failures: int = field(default=0, init=False)

    def round(self) -> None:
        """Ask each feed that is due once, and read what it has that is new.

        The ledger is open only meanwhile, so that others can read it between two rounds.
        """
        from dragoman.ledger import Ledger

        with Ledger(self.path) as ledger:
            for address in dict.fromkeys(self.feeds):
                state = ledger.intake.feed(address)
                if self._is_due(state):
                    self._ask(state, ledger)

    def _is_due(self, state: FeedState) -> bool:
        """Tell whether to ask; a time too far ahead was written by a clock that has been set back since."""
        wait = state.next_at - self.now()
        return wait <= 0 or wait > max(MAX_WAIT, self.every)

    def _ask(self, state: FeedState, ledger: Ledger) -> None:
        from dragoman.reading.web import AnswerError, fetch

        known = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        error: ReadError | None = None
        try:
            self.manners.before(state.address)
            page = fetch(state.address, self.settings, {key: value for key, value in known.items() if value})
            items = self._new(state.address, page.data, page.url, ledger)
            self._take(items, ledger)
            state = replace(state, etag=page.etag, modified=page.modified)
        except ReadError as caught:
            error, items = caught, {}
        unchanged = isinstance(error, AnswerError) and error.status == UNCHANGED
        self.manners.after(state.address, error)
        errors = 0 if error is None or unchanged else state.errors + 1
        wait = min(self.every * 2**errors, max(MAX_WAIT, self.every))
        if isinstance(error, AnswerError):
            wait = max(wait, error.retry_after)
        ledger.intake.keep_feed(replace(state, next_at=self.now() + wait, errors=errors), items)
        if error is not None and not unchanged:
            self.failures += 1
            typer.echo(f"{error} (asked again in {wait:.0f} seconds)", err=True)

    def _new(self, address: str, data: bytes, url: str, ledger: Ledger) -> dict[str, Address]:
        """Return the entries of a feed that were not taken yet, by the address of each."""
        from dragoman.reading.lists import feed_addresses

        found = {entry.name: entry for entry in feed_addresses(address, data, url, self.settings)}
        unseen = ledger.intake.unseen(found)
        return {link: entry for link, entry in found.items() if link in unseen}

    def _take(self, items: dict[str, Address], ledger: Ledger) -> None:
        """Read the items. Killed in between, those that were read are known by their names next time."""
        import dragoman
        from dragoman.cli_intake import take_in

        if not items:
            return
        self.reader = self.reader or dragoman.load(self.settings)
        intake = take_in(items.values(), self.settings, ledger, self.reader)
        self.failures += len(intake.failures)
        typer.echo(intake.summary())


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
    from dragoman.reading.polite import Manners

    settings = run_settings(issues)
    following = Watch(feeds, ledger, settings, every, Manners(settings))
    try:
        following.round()
        while not once:
            time.sleep(LOOK)
            following.round()
    except KeyboardInterrupt:
        typer.echo("stopped; the next run goes on from here", err=True)
    if following.failures:
        raise typer.Exit(FAILED_INPUTS)


def add_watch(app: typer.Typer) -> None:
    """Add `watch` to the command line."""
    app.command(epilog=EPILOG)(watch)
