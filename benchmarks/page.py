"""Seconds to the first view of a ledger with many entries: python benchmarks/page.py [ENTRIES]

The entries are made up by rule, with every column that the views ask for; nothing is read or reconciled.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dragoman.ledger import Ledger
from serving import serving

PATHS = (
    "/",
    "/?party=USA&kind=event",
    "/?outlet=Outlet+3",
    "/?page=500",
    "/actors",
    "/actors/USA",
    "/issues",
    "/issues/issue%2010",
    "/reports",
    "/api/entries?size=500",
    "/api/positions",
    "/search?q=talks",
    "/api/search?q=talks&page=100",
)
PARTIES = ("USA", "RUS", "UKR", "FRA", "DEU", "GBR", "POL", "CHN", "TUR", "BLR")
_RULES = """
    SELECT n, printf('entry_%016x', n) AS id, printf('rep_%016x', n // 40) AS report,
        list_extract($1, 1 + (n * 7) % 10) AS one, list_extract($1, 1 + (n * 3 + 1) % 10) AS other,
        list_extract(['CONSULT', 'ACCUSE', 'THREATEN', 'AGREE', 'ASSAULT', 'REJECT'], 1 + n % 6) AS category,
        list_extract(['event', 'event', 'statement', 'plan'], 1 + n % 4) AS kind,
        DATE '2015-01-01' + (n % 3650)::INTEGER AS day
    FROM range($2) AS made(n)
"""


def fill(path: Path, entries: int) -> None:
    """Make a ledger of so many entries, forty to a report, ten outlets."""
    with Ledger(path) as ledger:
        run = ledger._db.execute  # the ledger itself writes only what was read
        run(f"CREATE TEMP TABLE made AS {_RULES}", list(PARTIES), entries)
        actor = "{'id': 'state/' || X, 'name': X, 'kind': 'state', 'code': X}"
        words = "one || ' spoke of talks with ' || other || ' (' || n || ')'"
        record = f"""{{
            'id': id, 'kind': kind, 'date': strftime(day, '%Y-%m-%d'), 'date_basis': 'stated',
            'summary': {words}, 'category': category, 'actors': [{actor.replace("X", "one")}],
            'recipients': [{actor.replace("X", "other")}], 'members': ['m' || n], 'reports': [report],
            'outlets': 1, 'independent': 1
        }}"""
        run(
            f"""
            INSERT INTO entries SELECT id, kind, strftime(day, '%Y-%m-%d'), 'stated', day, day, category, '',
                [], ['state/' || one], [one], ['state/' || other], [other], {words}, [report], 1, 1,
                to_json({record}), false
            FROM made
            """
        )
        run("INSERT INTO members SELECT id, 'm' || n, report FROM made")
        run(
            "INSERT INTO reports (id, name, outlet, title, author, url, date_basis, record) "
            "SELECT DISTINCT report, report || '.txt', 'Outlet ' || ((n // 40) % 10), '', '', '', "
            "'unresolved', '{}' FROM made"
        )
        run(
            "INSERT INTO words SELECT form, form, id, 1 FROM "
            f"(SELECT id, unnest(string_split(lower({words}), ' ')) AS form FROM made)"
        )
        run("INSERT INTO lengths SELECT entry, count(*) FROM words GROUP BY entry")
        run(
            "INSERT INTO stances SELECT 'p' || n, 'state/' || one, one, one, 'issue ' || (n % 50), "
            "'demands', 'what ' || n, '', 'unresolved', NULL, NULL, [], [], [], false, false, [], [report], "
            "[id], '{}' FROM made WHERE n % 10 = 0"
        )


def main() -> None:
    """Print one JSON object: path to seconds, of the first request and the best of three later ones."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.duckdb"
        fill(path, entries)
        with serving(path) as server:
            figures = {one: [_timed(server.base + one) for _ in range(4)] for one in PATHS}
    told = {
        one: {"first": round(times[0], 3), "later": round(min(times[1:]), 3)}
        for one, times in figures.items()
    }
    print(json.dumps({"entries": entries, "seconds": told}, indent=2))


def _timed(address: str) -> float:
    start = time.perf_counter()
    with urlopen(address) as answer:
        answer.read()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
