import pytest

from dragoman.errors import DataError
from dragoman.ontology.plover import load_ontology, make_ontology
from dragoman.tables import parse_table, read_table


def test_the_sixteen_categories_have_four_to_each_quad_class_but_the_material_ones():
    ontology = load_ontology()
    quads = [category.quad for category in ontology.categories.values()]
    assert len(quads) == 16
    assert [quads.count(quad) for quad in ontology.quads] == [4, 3, 4, 5]


def test_scores_agree_in_sign_with_the_quad_class():
    for category in load_ontology().categories.values():
        assert (category.score > 0) == (category.quad in {1, 2})


def test_a_mode_without_a_score_takes_that_of_its_category():
    ontology = load_ontology()
    assert ontology.score("PROTEST", "vandalize") == ontology.score("PROTEST") == -5
    assert ontology.score("RETREAT", "disarm") == 10


def test_the_older_root_set_has_fifteen_and_puts_concessions_under_material_cooperation():
    ontology = load_ontology()
    roots = {ontology.root(category) for category in ontology.categories}
    assert len(roots) == 15
    assert ontology.root("RETREAT") == ontology.root("CONCEDE") == "YIELD"
    assert ontology.root_quad("CONCEDE") == 2
    assert ontology.quad("CONCEDE") == 1


def test_a_future_meeting_is_an_agreement_and_a_refused_release_a_rejection():
    ontology = load_ontology()
    assert ontology.future["CONSULT"] == "AGREE"
    assert ontology.future["RETREAT"] == "CONCEDE"
    assert ontology.refused["RETREAT"] == "REJECT"


def test_an_unknown_quad_class_is_named_with_its_category():
    table = read_table("plover.yaml")
    table["categories"]["AID"]["quad"] = 7
    with pytest.raises(DataError, match=r"plover\.yaml: AID: no quad class 7"):
        make_ontology(table)


def test_a_misspelt_key_is_named():
    table = read_table("plover.yaml")
    table["categories"]["AID"]["skore"] = 1
    with pytest.raises(DataError, match=r"categories\.AID\.skore"):
        make_ontology(table)


def test_on_off_and_no_are_words_and_a_key_may_not_stand_twice():
    assert parse_table("t.yaml", "on: [off, no, yes, true]") == {"on": ["off", "no", "yes", True]}
    with pytest.raises(DataError, match=r"t\.yaml: .*'a' stands twice"):
        parse_table("t.yaml", "a: 1\na: 2")
