"""Articles from pages in the shapes of news sites: a floor, and never worse than plain trafilatura."""

import pytest

from scripts import load_script

FLOOR = {"text_f1": 0.995, "title": 1.0, "date": 1.0, "outlet": 1.0, "author": 1.0}


@pytest.fixture(scope="module")
def figures():
    module = load_script("benchmarks/pages.py")
    return module.evaluate(module.PAGES)


def test_text_and_metadata_stay_above_the_floor(figures):
    assert figures["pages"] >= 40
    for name, least in FLOOR.items():
        assert figures["dragoman"][name] >= least, name


def test_nothing_is_worse_than_plain_trafilatura(figures):
    for name, value in figures["trafilatura"].items():
        assert figures["dragoman"][name] >= value, name
