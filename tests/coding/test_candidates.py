"""Which words may tell an event, with the rule of the lexicon that fits, and what is only content."""

import pytest

from dragoman.coding.candidates import by_lexicon, content_indices, find_candidates
from dragoman.ontology.predicates import load_predicates


@pytest.fixture(scope="module")
def find(nlp):
    """Return the candidates of a sentence; `actors` are the words that mention actors."""

    def found(text, *actors):
        with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("dragoman_")]):
            doc = nlp(text)
        is_actor = {token.i for token in doc if token.text in actors}
        return find_candidates(doc, load_predicates(), is_actor)

    return found


def triggers(candidates):
    return [" ".join(token.text for token in one.trigger_tokens) for one in candidates]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Turkey attacked Syria.", ["attacked"]),
        ("Turkey called off the talks.", ["called off"]),
        ("Turkey imposed sanctions on Syria.", ["imposed"]),
        ("Talks between Turkey and Syria began.", ["Talks"]),
        ("Turkey is ready to meet Syria.", ["ready", "meet"]),
        ("Turkey feels threatened by Syria.", []),
        ("Turkey felt obstructed or threatened.", []),
        ("The sun rose over Ankara.", []),
        ("The demands were long.", []),
    ],
)
def test_triggers(find, text, wanted):
    assert triggers(find(text, "Turkey", "Syria")) == wanted


def test_a_noun_that_names_an_actor_is_no_event(find):
    assert triggers(find("The Attack won the match.", "Attack")) == []


def test_a_light_verb_carries_its_noun(find):
    (one,) = [c for c in find("Turkey made an offer to Syria.", "Turkey") if c.trigger.text == "offer"]
    assert one.frame.support.text == "made"
    assert [token.text for token in one.frame.subjects] == ["Turkey"]


def test_a_verb_of_suffering_lends_its_subject_as_object(find):
    (one,) = find("Syria came under attack.", "Syria")
    assert one.frame.undergone
    assert [token.text for token in one.frame.objects] == ["Syria"]


def test_the_mode_may_come_from_the_content(find):
    candidates = find("Turkey urged Syria to withdraw its troops.", "Turkey", "Syria")
    coding = by_lexicon(load_predicates())(candidates)[0]
    assert (coding.category, coding.mode) == ("REQUEST", "yield")
    assert "urged" in coding.reason


def held(find, text):
    candidates = find(text, "Turkey", "Syria", "Iran")
    indices = {i for one in candidates for i in content_indices(one)}
    return [one.trigger.text for one in candidates if one.trigger.i in indices]


def test_what_is_demanded_is_content(find):
    assert held(find, "Turkey demanded that Syria release Iran's envoy.") == ["release"]


def test_what_is_condemned_is_a_fact(find):
    assert held(find, "Turkey condemned Syria's attack on Iran.") == []


def test_a_relative_clause_on_the_content_is_a_fact(find):
    assert held(find, "Turkey rejected the offer, which Syria condemned.") in ([], ["offer"])
