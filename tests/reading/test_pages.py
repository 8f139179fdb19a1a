"""Articles from pages in the shapes of news sites: a floor, and never worse than plain trafilatura."""

import importlib.util
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parent.parent.parent / "benchmarks" / "pages.py"
FLOOR = {"text_f1": 0.995, "title": 1.0, "date": 1.0, "outlet": 1.0, "author": 1.0}


@pytest.fixture(scope="module")
def figures():
    spec = importlib.util.spec_from_file_location("pages", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.evaluate(module.PAGES)


def test_text_and_metadata_stay_above_the_floor(figures):
    assert figures["pages"] >= 40
    for name, least in FLOOR.items():
        assert figures["dragoman"][name] >= least, name


def test_nothing_is_worse_than_plain_trafilatura(figures):
    for name, value in figures["trafilatura"].items():
        assert figures["dragoman"][name] >= value, name
