"""What the ledger keeps of the reading itself: inputs that failed, feeds that are followed.

These tables are made when they are first needed: they hold nothing of the account, so a ledger without
them is whole, and no version of the schema asks for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.ledger.database import Database

TABLES = (
    "CREATE TABLE IF NOT EXISTS failures (name VARCHAR PRIMARY KEY, source VARCHAR, step VARCHAR, "
    "reason VARCHAR, tries INTEGER, failed_at VARCHAR)",
    "CREATE TABLE IF NOT EXISTS feeds (address VARCHAR PRIMARY KEY, etag VARCHAR, modified VARCHAR, "
    "next_at DOUBLE, errors INTEGER)",
    "ALTER TABLE feeds ADD COLUMN IF NOT EXISTS asked_at DOUBLE DEFAULT 0",
    "CREATE TABLE IF NOT EXISTS feed_items (item VARCHAR PRIMARY KEY, feed VARCHAR, seen_at VARCHAR)",
)


@dataclass(frozen=True)
class Failure:
    """An input that failed: the step that failed on it, and why."""

    name: str
    source: str
    """What was given to be read, in which the input lies; relative paths as they were given."""
    step: str
    """`fetch`, `read`, `parse`, or the step of the pipeline that broke."""
    reason: str
    tries: int = 1
    failed_at: str = ""


@dataclass(frozen=True)
class FeedState:
    """Where the following of a feed stands."""

    address: str
    etag: str = ""
    modified: str = ""
    next_at: float = 0.0
    """When to ask again, in seconds since 1970."""
    errors: int = 0
    """Failures in a row."""
    asked_at: float = 0.0
    """When it was asked last, in seconds since 1970; in the future once the clock has been set back."""


class IntakeLog:
    """Failures and feeds, in the ledger's file."""

    def __init__(self, db: Database) -> None:
        self._db = db
        with db.transaction():
            for table in TABLES:
                db.execute(table)

    def failures(self) -> list[Failure]:
        """Return the inputs that failed and have not been read since, by source and name."""
        columns = "name, source, step, reason, tries, failed_at"
        rows = self._db.rows(f"SELECT {columns} FROM failures ORDER BY source, name")  # noqa: S608
        return [Failure(*row) for row in rows]

    def failed(self, name: str, source: str, step: str, reason: str) -> None:
        """Keep that an input failed; a further time is counted."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (name) DO UPDATE SET "
                "source = excluded.source, step = excluded.step, reason = excluded.reason, "
                "tries = tries + 1, failed_at = excluded.failed_at",
                *(name, source, step, reason, now),
            )

    def settled(self, source: str, still_failed: Iterable[str]) -> None:
        """Forget the failures of a source that was read to its end, but for those that failed again."""
        with self._db.transaction():
            self._db.execute(
                "DELETE FROM failures WHERE source = ? AND NOT list_contains(?::VARCHAR[], name)",
                source,
                list(still_failed),
            )

    def feed(self, address: str) -> FeedState:
        """Return where a feed stands, of one that was never asked the beginning."""
        columns = "address, etag, modified, next_at, errors, asked_at"
        rows = self._db.rows(f"SELECT {columns} FROM feeds WHERE address = ?", address)  # noqa: S608
        return FeedState(*rows[0]) if rows else FeedState(address)

    def keep_feed(self, state: FeedState, items: Iterable[str] = ()) -> None:
        """Keep where a feed stands and that its `items` were taken, both or neither."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._db.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO feeds (address, etag, modified, next_at, errors, asked_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                *(state.address, state.etag, state.modified, state.next_at, state.errors, state.asked_at),
            )
            self._db.execute(
                "INSERT OR IGNORE INTO feed_items SELECT unnest(?::VARCHAR[]), ?, ?",
                *(list(items), state.address, now),
            )

    def unseen(self, items: Iterable[str]) -> set[str]:
        """Return those of the items (ids or addresses) that were not taken, from this feed or another."""
        wanted = list(items)
        seen = self._db.fetch(
            "SELECT item FROM feed_items WHERE list_contains(?::VARCHAR[], item) "
            "UNION SELECT name FROM reports WHERE list_contains(?::VARCHAR[], name)",
            wanted,
            wanted,
        )
        return set(wanted) - {item for (item,) in seen}
