"""PLOVER in plain words."""

import pytest

from dragoman.errors import DataError
from dragoman.ontology.plover import load_ontology
from dragoman.views.phrases import make_table, phrase


def test_every_category_and_mode_has_words():
    for name, category in load_ontology().categories.items():
        for mode in ("", *category.modes):
            words = phrase(name, mode)
            assert words.did
            assert words.do


def test_only_what_happened_is_told_in_the_past():
    words = phrase("THREATEN", "violence")
    assert words.told("happened") == "threatened force"
    assert words.told("planned", ("future",)) == "will threaten force"
    assert words.told("hypothetical", ("hypothetical",)) == "might threaten force"
    assert words.told("denied", ("negation",)) == "did not threaten force"
    assert words.told("denied", ("future", "negation")) == "will not threaten force"


def test_a_table_that_leaves_a_category_out_is_refused():
    with pytest.raises(DataError, match="categories differ"):
        make_table({"CONSULT": {"did": "met", "do": "meet", "link": "with"}})


def test_a_category_that_is_not_known_is_called_by_its_name():
    assert phrase("PARLEY").did == "parley"
