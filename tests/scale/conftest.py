"""Short reports of our own, and the reader's plain readings of them."""

import pytest

from dragoman.reader import load
from dragoman.reading.assemble import Metadata, make_report
from dragoman.settings import Settings
from short_reports import SENTENCES


@pytest.fixture(scope="package")
def settings():
    return Settings(batch_size=2)


@pytest.fixture(scope="package")
def reports():
    """Six reports, the fourth of them a copy of the first."""
    made = [make_report(f"{n}.txt", text, Metadata(outlet=f"Outlet {n}")) for n, text in enumerate(SENTENCES)]
    return [*made[:3], made[0], *made[3:]]


@pytest.fixture(scope="package")
def plain(settings, reports):
    """JSON of the readings, as one process makes them."""
    return [reading.model_dump_json() for reading in load(settings).read_reports(reports)]
