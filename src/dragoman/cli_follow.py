"""The following of feeds into a ledger: politely, and from where the last run stood."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from dragoman.cli_intake import take_in
from dragoman.errors import LedgerBusyError, ReadError
from dragoman.ledger import Ledger
from dragoman.ledger.intake import FeedState
from dragoman.reader import Reader, load
from dragoman.reading import Address
from dragoman.reading.feeds import ends_as_feed
from dragoman.reading.lists import feed_addresses
from dragoman.reading.polite import Manners
from dragoman.reading.web import AnswerError, NetError, Page
from dragoman.settings import Settings

MAX_WAIT = 6 * 3_600.0
"""Seconds, at most, that a feed which fails again and again is left alone unless its server asks for more."""
MAX_DOUBLINGS = 30
BUSY = 60.0
"""Seconds after which a ledger is tried again that another program holds."""
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
    _looked_at: float = field(default=0.0, init=False)
    _soonest: float = field(default=0.0, init=False)
    """When the first feed is due."""

    def look(self) -> None:
        """Make a round; where another program holds the ledger, say so and leave it for a while."""
        try:
            self.round()
        except LedgerBusyError as error:
            self._looked_at, self._soonest = self.now(), self.now() + BUSY
            typer.echo(f"{error} (tried again in {BUSY:.0f} seconds)", err=True)

    def round(self) -> None:
        """Ask each feed that is due once, and read what it has that is new.

        The ledger is open only meanwhile, so that others can read it between two rounds. Raises
        `LedgerBusyError` where another program holds it.
        """
        if not self._is_due(self._looked_at, self._soonest):
            return
        with Ledger(self.path) as ledger:
            for address in dict.fromkeys(self.feeds):
                state = ledger.intake.feed(address)
                if self._is_due(state.asked_at, state.next_at):
                    self._ask(state, ledger)
            self._looked_at = self.now()
            self._soonest = min(ledger.intake.feed(address).next_at for address in self.feeds)

    def _is_due(self, asked_at: float, next_at: float) -> bool:
        """Tell whether to ask: the time has come, or the clock has been set back to before the last time."""
        return not asked_at <= self.now() < next_at

    def _ask(self, state: FeedState, ledger: Ledger) -> None:
        error: ReadError | None = None
        taken: set[str] = set()
        try:
            page = self._fetch(state)
            items = self._new(state.address, page, ledger)
            missed = self._take(items, ledger)
            taken = items.keys() - missed
            # Where something is missing the whole feed is asked for next time, unchanged or not.
            whole = not missed and ends_as_feed(page.data)
            state = replace(state, etag=page.etag * whole, modified=page.modified * whole)
        except ReadError as caught:
            if not isinstance(caught, AnswerError) or caught.status != UNCHANGED:
                error = caught
        errors = 0 if error is None else min(state.errors + 1, MAX_DOUBLINGS)
        wait = min(self.every * 2**errors, max(MAX_WAIT, self.every))
        if isinstance(error, AnswerError):
            wait = max(wait, error.retry_after)
        now = self.now()
        ledger.intake.keep_feed(replace(state, asked_at=now, next_at=now + wait, errors=errors), taken)
        if error is not None:
            self.failures += 1
            typer.echo(f"{error} (asked again in {wait:.0f} seconds)", err=True)

    def _fetch(self, state: FeedState) -> Page:
        """Return the feed, where it has changed since it was asked for last."""
        known = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        return self.manners.fetch(state.address, {key: value for key, value in known.items() if value})

    def _new(self, address: str, page: Page, ledger: Ledger) -> dict[str, Address]:
        """Return the entries of a feed that were not taken yet, by the address of each."""
        found = {entry.name: entry for entry in feed_addresses(address, page.data, page.url, self.settings)}
        unseen = ledger.intake.unseen(found)
        return {link: entry for link, entry in found.items() if link in unseen}

    def _take(self, items: dict[str, Address], ledger: Ledger) -> set[str]:
        """Read the items; return those that the net failed on, which are for another time.

        Killed in between, those that were read are known by their names next time.
        """
        if not items:
            return set()
        self.reader = self.reader or load(self.settings)
        intake = take_in(items.values(), self.settings, ledger, self.reader, self.manners)
        self.failures += len(intake.failures)
        typer.echo(intake.summary())
        return {error.name for error in intake.failures if isinstance(error, NetError) and error.passing}
