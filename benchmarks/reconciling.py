"""How long it takes to reconcile synthetic readings: the first time, and ten percent more on top.

    python benchmarks/reconciling.py [--reports 1000 10000] [--keep FOLDER] [--jobs N]

Prints one JSON object for each number of reports, one a line. Each report tells four things; one in three is
told by other reports too. Seconds are of the process, so that other work on the machine counts little; with
more jobs than one, of the clock. `--keep` leaves the ledgers in a folder, for `queries.py`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.ledger import Ledger
from dragoman.records import Actor, Event, Mention, Reading, Report, Span, Statement, When, content_id
from dragoman.scale.encoding import shared_similarity
from dragoman.settings import Settings

CODES = [f"S{number:02d}" for number in range(60)]
SYLLABLES = ["ba", "ri", "to", "mel", "sar", "qui", "ven", "dol", "pra", "zu", "lin", "gor", "hep", "nax"]
CATEGORIES = ["REQUEST", "ACCUSE", "THREATEN", "AGREE", "COERCE", "ASSAULT", "SUPPORT", "REJECT"]
START = dt.date(2031, 1, 1)


def state(code: str) -> Actor:
    """Return an invented state."""
    return Actor(id=f"state/{code}", name=f"State {code}", kind="state", code=code, sectors=("GOV",))


def words(source: random.Random, count: int) -> str:
    """Return invented words."""
    return " ".join("".join(source.choices(SYLLABLES, k=3)) for _ in range(count))


def story(number: int) -> tuple[str, str, str, str, int]:
    """Return a thing that may be told: who, to whom, category, words, day."""
    source = random.Random(number)
    one, other = source.sample(CODES, 2)
    return one, other, source.choice(CATEGORIES), words(source, 9), source.randrange(700)


def reading(number: int, things: int) -> Reading:
    """Return a report that tells four of so many things."""
    source = random.Random(f"report {number}")
    first, last = max(0, number - things // 3), number + 4
    told = [
        story(source.randrange(first, last) if source.random() < 0.3 else number * 10 + k) for k in range(4)
    ]
    day = START + dt.timedelta(days=told[0][4])
    report_id = content_id("rep", number)
    text, events, statements = "", [], []
    for k, (one, other, category, content, _) in enumerate(told):
        sentence = f"State {one} acts on State {other}: {content}."
        start, end = len(text), len(text) + len(sentence)
        text += sentence + "\n"
        span, at = Span(start=start, end=end), text.index(content, start)
        mention = Mention(span=span, text=f"State {one}", actor=state(one), how="name")
        when = When(edtf=day.isoformat(), basis="stated", text="that day")
        inner = Span(start=at, end=at + len(content))
        if k % 2:
            statements.append(
                Statement(
                    id=content_id("s", number, k), report=report_id, span=span, kind="indirect",
                    speakers=(mention,), contents=(inner,), when=when,
                )
            )  # fmt: skip
        else:
            whom = Mention(span=span, text=f"State {other}", actor=state(other), how="name")
            events.append(
                Event(
                    id=content_id("e", number, k), report=report_id, span=inner, trigger=inner,
                    actors=(mention,), recipients=(whom,), category=category, when=when,
                )
            )  # fmt: skip
    report = Report(
        id=report_id, name=f"{number}.txt", text=text, body=Span(start=0, end=len(text)),
        outlet=f"Outlet {number % 40}", published=day, date_basis="stated",
    )  # fmt: skip
    return Reading(report=report, model="synthetic", events=tuple(events), statements=tuple(statements))


def readings(first: int, last: int, things: int) -> Iterator[Reading]:
    """Yield reports by number."""
    return (reading(number, things) for number in range(first, last))


def measure(count: int, keep: Path | None, jobs: int) -> dict[str, float]:
    """Return the seconds and sizes of one ledger."""
    now = time.process_time if jobs == 1 else time.perf_counter
    with tempfile.TemporaryDirectory() as folder:
        path = (keep or Path(folder)) / f"{count}.duckdb"
        with Ledger(path, similarity=shared_similarity(Settings(jobs=jobs))) as ledger:
            start = now()
            ledger.add_all(readings(0, count, count))
            added = now()
            ledger.reconcile()
            done = now()
            more = count // 10
            ledger.add_all(readings(count, count + more, count))
            before = now()
            ledger.reconcile()
            again = now()
            entries, joined = ledger.sql(
                "SELECT count(*), count(*) FILTER (len(reports) > 1) FROM entries"
            ).fetchall()[0]
        return {
            "reports": count,
            "jobs": jobs,
            "add_seconds": round(added - start, 1),
            "reconcile_seconds": round(done - added, 1),
            "ten_percent_more_seconds": round(again - before, 1),
            "entries": entries,
            "told_by_several": joined,
            "file_megabytes": round(path.stat().st_size / 1e6),
            "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


def main() -> None:
    """Run the benchmark and print its JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    for count in options.reports:
        print(
            json.dumps({"benchmark": "reconciling"} | measure(count, options.keep, options.jobs)), flush=True
        )


if __name__ == "__main__":
    main()
