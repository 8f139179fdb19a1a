"""Full-text search: an index of the words of entries, kept in the ledger as entries are made.

An own table, because DuckDB's index of words is an extension that would have to be downloaded, and one
file is to hold the whole ledger, so that a kill can never leave index and entries apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.ledger.database import Database, Row
from dragoman.ledger.words import plain_words, stem
from dragoman.records import Actor, Entry

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SATURATION, _LENGTH = 1.2, 0.75
"""The two constants of BM25 (Robertson and Zaragoza 2009), at their usual values."""


def index_rows(entry: Entry, texts: Iterable[str]) -> dict[str, list[Row]]:
    """Return the index's rows of one entry.

    Args:
        entry: The entry; the names of those in it can be found too.
        texts: The words of its tellings, speakers included.
    """
    names = (actor.name for actor in _actors(entry))
    counts = Counter(form for text in {*texts, *names} for form in _forms(text))
    return {
        "words": [
            {"form": form, "stem": stem(form), "entry": entry.id, "times": times}
            for form, times in sorted(counts.items())
        ],
        "lengths": [{"entry": entry.id, "words": counts.total()}],
    }


def forget(db: Database) -> None:
    """Take the entries of the temporary table `outdated` out of the index."""
    for table in ("words", "lengths"):
        # The table's name is one of ours.
        db.execute(f"DELETE FROM {table} WHERE entry IN (SELECT entry FROM outdated)")  # noqa: S608


def search(db: Database, words: str, limit: int) -> list[Entry]:
    """Return entries that have all the words, as they stand, bent, or as beginnings; the likeliest first.

    Ranked by BM25; entries alike in that come by date.
    """
    wanted = list(dict.fromkeys(_forms(words)))
    if not wanted:
        return []
    query = """
        WITH asked AS (SELECT unnest($1::VARCHAR[]) AS form, unnest($2::VARCHAR[]) AS stem),
        hits AS (
            SELECT asked.form AS word, w.entry, sum(w.times) AS times
            FROM words w JOIN asked ON w.stem = asked.stem OR starts_with(w.form, asked.form)
            GROUP BY ALL
        ),
        rare AS (
            SELECT word, ln(1 + (total.entries - count(*) + 0.5) / (count(*) + 0.5)) AS weight
            FROM hits CROSS JOIN (SELECT count(*) AS entries FROM lengths) AS total
            GROUP BY word, total.entries
        ),
        ranked AS (
            SELECT hits.entry, sum(rare.weight * hits.times * (1 + $3)
                / (hits.times + $3 * (1 - $4 + $4 * l.words / (SELECT avg(words) FROM lengths)))) AS score
            FROM hits JOIN rare USING (word) JOIN lengths l USING (entry)
            GROUP BY hits.entry HAVING count(*) = $5
        )
        SELECT record FROM ranked JOIN entries e ON e.id = ranked.entry WHERE NOT e.hidden
        ORDER BY round(score, 6) DESC, first_day NULLS LAST, id LIMIT $6
    """
    return db.records(
        query, Entry, wanted, [stem(word) for word in wanted], _SATURATION, _LENGTH, len(wanted), limit
    )


def _forms(text: str) -> list[str]:
    return [*plain_words(text), *_NUMBER.findall(text)]


def _actors(entry: Entry) -> Sequence[Actor]:
    return (*entry.actors, *entry.recipients)
