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
_HITS = (
    "SELECT ?::VARCHAR AS word, entry, sum(times) AS times FROM words "
    "WHERE stem = ? OR starts_with(form, ?) GROUP BY entry"
)
"""The entries that have one word, asked for by word, stem and beginning."""


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


def search(db: Database, words: str, limit: int, skip: int = 0) -> list[Entry]:
    """Return entries that have all the words, as they stand, bent, or as beginnings; the likeliest first.

    Ranked by BM25; entries alike in that come by date.
    """
    wanted = list(dict.fromkeys(_forms(words)))
    if not wanted:
        return []
    hits = " UNION ALL ".join(_HITS for _ in wanted)
    query = f"""
        WITH hits AS MATERIALIZED ({hits}),
        total AS (SELECT count(*) AS entries, avg(words) AS words FROM lengths),
        rare AS (
            SELECT word, ln(1 + (any_value(total.entries) - count(*) + 0.5) / (count(*) + 0.5)) AS weight
            FROM hits CROSS JOIN total GROUP BY word
        ),
        ranked AS (
            SELECT hits.entry, sum(rare.weight * times * (1 + {_SATURATION})
                / (times + {_SATURATION} * (1 - {_LENGTH} + {_LENGTH} * l.words / total.words))) AS score
            FROM hits JOIN rare USING (word) JOIN lengths l USING (entry) CROSS JOIN total
            GROUP BY hits.entry HAVING count(*) = {len(wanted)}
        )
        SELECT record FROM ranked JOIN entries e ON e.id = ranked.entry WHERE NOT e.hidden
        ORDER BY round(score, 6) DESC, first_day NULLS LAST, id LIMIT ? OFFSET ?
    """  # noqa: S608 (what is asked for goes in as values)
    asked = (part for word in wanted for part in (word, stem(word), word))
    return db.records(query, Entry, *asked, limit, skip)


def _forms(text: str) -> list[str]:
    return [*plain_words(text), *_NUMBER.findall(text)]


def _actors(entry: Entry) -> Sequence[Actor]:
    return (*entry.actors, *entry.recipients)
