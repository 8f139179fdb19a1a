"""The task `gold`: readings of reports against our own annotation of all that they tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from dragoman.errors import DataError, ReadError
from dragoman.evaluate import gold
from dragoman.ledger import Ledger
from dragoman.reader import Reader
from dragoman.reading import read_sources
from dragoman.records import Entry, Reading
from dragoman.settings import Settings


def evaluate(folder: Path, nlp: Language, reports: Path, verbose: bool = False) -> dict[str, Any]:
    """Read the annotated reports in `reports` into one ledger and score them against `folder`.

    Reports without a date are scored as they are once the ledger has inferred one. `verbose` adds
    what was missed and what was found wrongly, in the reports' words.
    """
    settings = Settings()
    reader = Reader(nlp, settings)
    with Ledger(None) as ledger:
        for item in read_sources([str(reports)], settings):
            if isinstance(item, ReadError):
                raise DataError(str(item))
            ledger.add(reader.read_report(item))
        ledger.reconcile(reader.read_report)
        readings = {Path(reading.report.name).name: reading for reading in ledger.readings()}

        def reconcile(_: Sequence[Reading]) -> Sequence[Entry]:
            return ledger.entries()

        return {
            "task": "gold",
            **gold.evaluate(folder, reports, lambda path: readings[path.name], reconcile, verbose),
        }
