"""The two seed reports, against our own annotation of all that they tell."""

import datetime as dt
from pathlib import Path

import pytest

from dragoman.evaluate import gold
from dragoman.evaluate.gold_format import load as load_gold
from dragoman.reader import Reader
from dragoman.reading import read_sources
from dragoman.settings import Settings

GOLD = Path(__file__).parent.parent / "gold" / "seeds"
NAMES = [path.stem for path in sorted(GOLD.glob("*.json")) if path.stem != "both"]
BAR = 0.8
PRECISE = {"events": 0.9, "statements": 0.75, "times": 0.95}
"""Least precision; the annotation has no demands and threats as statements, which the tagger marks."""
DATED_BY_THE_LEDGER = dt.date(2021, 12, 22)
"""The undated report's day, as the ledger infers it from the other one (tests/ledger check that)."""


@pytest.fixture(scope="module", params=NAMES)
def scored(request, nlp, shared):
    """Return the figures of one report, with the words behind each fault."""
    annotation = load_gold(GOLD / f"{request.param}.json")
    (report,) = read_sources([shared / "seeds" / annotation.report], Settings())
    if report.published is None:
        report = report.model_copy(update={"published": DATED_BY_THE_LEDGER, "date_basis": "inferred"})
    return gold.score(Reader(nlp, Settings()).read_report(report), annotation, verbose=True)


@pytest.mark.parametrize("kind", ["events", "statements", "times"])
def test_precision_and_recall_are_over_the_bar(scored, kind):
    assert scored[kind]["precision"] >= PRECISE[kind], scored["false_alarms"][kind]
    assert scored[kind]["recall"] >= BAR, scored["misses"][kind]


def test_what_did_not_happen_is_never_shown_as_having_happened(scored):
    assert scored["violations"] == []


def test_the_report_has_its_day(scored):
    assert scored["published_right"]
