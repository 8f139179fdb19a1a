"""The index of tellings: which there are, under which keys they meet, and which pairs are alike.

Kept in the ledger, so that new tellings are compared with the few that share a key with them. What it
holds is a function of the tellings alone, whatever the order in which they came: where a key fills up
beyond `largest_block`, or empties again, all tellings under it are compared anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from pydantic import TypeAdapter

from dragoman.ledger.candidates import keys
from dragoman.ledger.database import Database, Row
from dragoman.ledger.likeness import Scorer
from dragoman.ledger.rarity import load_rarity
from dragoman.ledger.tellings import Telling
from dragoman.ledger.tuning import Tuning

TELLING: TypeAdapter[Telling] = TypeAdapter(Telling)
_AT_ONCE = 20_000
"""Pairs that are scored with their tellings in memory."""
_KEPT = 60_000
"""Tellings that are kept read, some three kilobytes each: reading one again costs as much as scoring it."""


class Indexed(NamedTuple):
    """A telling to put into the index.

    `bare` tells that it is as an undated report was read, to find its date by; `final`, that it is to be
    joined into an entry. A report whose date is inferred has both kinds; `inferred` marks the second,
    which does not count when a key fills up: whether it is there hangs on what the keys find.
    """

    telling: Telling
    bare: bool
    final: bool
    inferred: bool = False


class Held(NamedTuple):
    """A telling of the index with its number."""

    n: int
    report: str
    bare: bool
    final: bool
    telling: Telling


@dataclass
class Touched:
    """What a change of the index bears on: to be grouped and dated anew."""

    tellings: set[int] = field(default_factory=set)
    """Numbers of tellings that are new or have other links than before."""
    components: set[int] = field(default_factory=set)
    """Components that tellings left."""
    undated: set[str] = field(default_factory=set)
    """Undated reports whose votes changed."""
    gone: set[str] = field(default_factory=set)
    """Ids of tellings that left."""


class Index:
    """The tellings of a ledger and their links; every change is noted in `touched`."""

    def __init__(self, db: Database, scorer: Scorer, tuning: Tuning) -> None:
        self._db = db
        self._scorer = scorer
        self._tuning = tuning
        self._rarity = load_rarity()
        self._kept: dict[int, Held] = {}
        self.touched = Touched()

    def numbers_of(self, reports: Iterable[str], *, only_final: bool = False) -> list[int]:
        """Return the numbers of the tellings of reports; `only_final`, those that are not bare besides."""
        query = "SELECT n FROM tellings WHERE report IN (SELECT unnest(?))"
        return self._db.numbers(query + (" AND NOT bare" if only_final else ""), list(reports))

    def load(self, numbers: Iterable[int]) -> dict[int, Held]:
        """Return tellings by number; as a number stands for one telling for good, those read are kept."""
        wanted = set(numbers)
        if len(self._kept) > _KEPT:
            self._kept = {n: held for n, held in self._kept.items() if n in wanted}
        self._db.lay_out("wanted", n=sorted(wanted - self._kept.keys()))
        rows = self._db.rows("SELECT n, report, bare, final, record FROM tellings SEMI JOIN wanted USING (n)")
        for n, report, bare, final, record in rows:
            self._kept[n] = Held(n, report, bare, final, TELLING.validate_json(record))
        return {n: self._kept[n] for n in wanted if n in self._kept}

    def bare_unlike(self, final: Mapping[str, bool]) -> dict[int, Held]:
        """Return the bare tellings of reports that are to be joined into entries and are not, or are and
        are not to be."""
        query = "SELECT n, report, final FROM tellings WHERE bare AND report IN (SELECT unnest(?))"
        return self.load(n for n, report, was in self._db.rows(query, list(final)) if was != final[report])

    def change(self, drop: Sequence[int], add: Sequence[Indexed]) -> None:
        """Take tellings out and put others in, and bring the links up to date."""
        self._db.lay_out("dropped", n=drop)
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE fewer AS "
            "SELECT key, count(*) FILTER (counted) AS c FROM blocks SEMI JOIN dropped USING (n) GROUP BY key"
        )
        if drop:
            self._drop()
        fresh = self._add(add)
        again = self._crossing()
        self._unlink(again)
        self.touched.tellings |= set(again)
        self._compare([*fresh, *again])

    def _drop(self) -> None:
        """Remove the tellings in `dropped`, noting what they leave behind."""
        self._cut_links()
        self.touched.components.update(
            self._db.numbers("SELECT DISTINCT component FROM components SEMI JOIN dropped USING (n)")
        )
        self.touched.gone.update(
            key for (key,) in self._db.fetch("SELECT id FROM tellings SEMI JOIN dropped USING (n)")
        )
        for n in self._db.numbers("SELECT n FROM dropped"):
            self._kept.pop(n, None)
        for table in ("tellings", "blocks", "components"):
            self._db.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM dropped)")  # noqa: S608
        self.touched.tellings -= set(self._db.numbers("SELECT n FROM dropped"))

    def _cut_links(self) -> None:
        """Take away the links of the tellings in `dropped`, noting whom they reach: their votes and
        disputes change."""
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE partners AS "
            "SELECT other AS n, kind FROM links WHERE one IN (SELECT n FROM dropped) "
            "UNION SELECT one AS n, kind FROM links WHERE other IN (SELECT n FROM dropped)"
        )
        self.touched.tellings.update(
            self._db.numbers(
                "SELECT n FROM partners WHERE kind <> 'vote' AND n NOT IN (SELECT n FROM dropped)"
            )
        )
        self.touched.undated.update(
            report
            for (report,) in self._db.fetch(
                "SELECT DISTINCT report FROM tellings SEMI JOIN (SELECT n FROM partners WHERE kind = 'vote') "
                "USING (n) WHERE bare"
            )
        )
        self._db.execute(
            "DELETE FROM links WHERE one IN (SELECT n FROM dropped) OR other IN (SELECT n FROM dropped)"
        )

    def _add(self, add: Sequence[Indexed]) -> list[int]:
        start = self._db.numbers("SELECT coalesce(max(n), 0) + 1 FROM tellings")[0]
        # Numbers of tellings that are gone must not come back within one reconciliation.
        start = max(start, int(self._db.meta("next_telling") or 0))
        self._db.set_meta("next_telling", str(start + len(add)))
        rows: list[Row] = []
        under: list[int] = []
        counts: list[int] = []
        counted: list[int] = []
        for n, item in enumerate(add, start):
            telling = item.telling
            rows.append(
                {
                    "n": n,
                    "id": telling.id,
                    "report": telling.report,
                    "bare": item.bare,
                    "final": item.final,
                    "dated": telling.published is not None,
                    "record": TELLING.dump_json(telling).decode(),
                }
            )
            found = sorted(keys(telling, self._rarity, self._tuning))
            under.extend(found)
            counts.append(len(found))
            counted.append(not item.inferred)
        self._db.insert({"tellings": rows})
        numbers = range(start, start + len(add))
        self._db.lay_out("fresh", key=under, n=np.repeat(numbers, counts), counted=np.repeat(counted, counts))
        self._db.execute("INSERT INTO blocks SELECT key, n, counted <> 0 FROM fresh")
        self.touched.tellings.update(numbers)
        self.touched.undated.update(item.telling.report for item in add if item.bare)
        return list(numbers)

    def _crossing(self) -> list[int]:
        """Return tellings, not fresh ones, under a key that filled up or emptied across the bound."""
        return self._db.numbers(
            """
            WITH more AS (SELECT key, sum(counted) AS c FROM fresh GROUP BY key),
            changed AS (
                SELECT key, coalesce(more.c, 0) AS more, coalesce(fewer.c, 0) AS fewer
                FROM more FULL JOIN fewer USING (key)
            ),
            now AS (
                SELECT key, count(*) FILTER (counted) AS c
                FROM blocks SEMI JOIN changed USING (key) GROUP BY key
            ),
            crossed AS (
                SELECT key FROM changed LEFT JOIN now USING (key)
                WHERE (coalesce(c, 0) > $1) <> (coalesce(c, 0) - more + fewer > $1)
            )
            SELECT DISTINCT n FROM blocks SEMI JOIN crossed USING (key)
            WHERE n NOT IN (SELECT n FROM fresh)
            """,
            self._tuning.largest_block,
        )

    def _unlink(self, numbers: Sequence[int]) -> None:
        """Take away the links of tellings that are compared anew."""
        if not numbers:
            return
        self._db.lay_out("dropped", n=numbers)
        self._cut_links()

    def _compare(self, numbers: Sequence[int]) -> None:
        """Compare tellings with all that share a key with them, and keep the links."""
        if not numbers:
            return
        self._db.lay_out("compared", n=numbers)
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE meeting AS "
            "SELECT b.key, b.n, b.counted FROM blocks b SEMI JOIN "
            "(SELECT DISTINCT key FROM blocks SEMI JOIN compared USING (n)) AS k USING (key)"
        )
        pairs = self._db.rows(
            """
            WITH open AS (
                SELECT key FROM meeting GROUP BY key HAVING count(*) > 1 AND count(*) FILTER (counted) <= $1
            ),
            usable AS (SELECT key, n FROM meeting SEMI JOIN open USING (key))
            SELECT DISTINCT least(a.n, b.n) AS one, greatest(a.n, b.n) AS other
            FROM (SELECT key, n FROM usable SEMI JOIN compared USING (n)) AS a
            JOIN usable AS b ON a.key = b.key AND a.n <> b.n
            ORDER BY ALL
            """,
            self._tuning.largest_block,
        )
        for start in range(0, len(pairs), _AT_ONCE):
            chunk = pairs[start : start + _AT_ONCE]
            held = self.load({n for pair in chunk for n in pair})
            likely = [pair for pair in chunk if self._may_join(held[pair[0]], held[pair[1]])]
            self._scorer.prepare(held[n].telling for n in sorted({n for pair in likely for n in pair}))
            found = [
                {"one": one, "other": other, "kind": kind}
                for one, other in likely
                for kind in self._kinds(held[one], held[other])
            ]
            self._db.insert({"links": found})
            for row in found:
                self._note_link(held[row["one"]], held[row["other"]], row["kind"])

    def _note_link(self, one: Held, other: Held, kind: str) -> None:
        if kind == "vote":
            self.touched.undated.update(row.report for row in (one, other) if row.bare)
        else:
            self.touched.tellings.update((one.n, other.n))

    def _may_join(self, one: Held, other: Held) -> bool:
        """Tell whether a pair is worth asking what it means."""
        asked = _joint(one, other) or _voting(one, other)
        return asked and self._scorer.may_join(one.telling, other.telling, _disputed(one, other))

    def _kinds(self, one: Held, other: Held) -> list[str]:
        """Return what a pair is: `join` or `dispute` within entries, `vote` on an undated report's date."""
        a, b = one.telling, other.telling
        pair = self._scorer.compare(a, b, _disputed(one, other))
        if pair is None or not self._scorer.joins(pair, a, b):
            return []
        if _contrary(a, b):
            return ["dispute"]
        return ["join"] * _joint(one, other) + ["vote"] * _voting(one, other)


def _joint(one: Held, other: Held) -> bool:
    """Tell whether both are to be joined into entries."""
    return one.final and other.final


def _voting(one: Held, other: Held) -> bool:
    return one.report != other.report and (_votes(one, other) or _votes(other, one))


def _contrary(one: Telling, other: Telling) -> bool:
    """Tell whether one says that it happened, and the other that it did not."""
    return {one.status, other.status} == {"happened", "denied"}


def _disputed(one: Held, other: Held) -> bool:
    return _contrary(one.telling, other.telling) and _joint(one, other)


def _votes(undated: Held, dated: Held) -> bool:
    return undated.bare and dated.final and dated.telling.published is not None
