"""Fixtures shared by all tests: the pipeline is loaded once."""

from pathlib import Path

import pytest

from dragoman.language.pipeline import load_pipeline
from dragoman.settings import Settings

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def nlp():
    return load_pipeline(Settings())


@pytest.fixture(scope="session")
def shared():
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: tests on its data are skipped")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared):
    return sorted((shared / "seeds").glob("*.txt"))
