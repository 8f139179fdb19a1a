"""Logical subjects, objects and slots of a predicate, wherever the clause puts them."""

import pytest

from dragoman.coding import syntax


@pytest.fixture(scope="module")
def parse(nlp):
    def parsed(text, word):
        with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("dragoman_")]):
            doc = nlp(text)
        return next(token for token in doc if token.text == word)

    return parsed


def words(tokens):
    return [token.text for token in tokens]


SUBJECTS = {
    "active": ("Turkey attacked Syria.", "attacked", ["Turkey"]),
    "passive": ("Syria was attacked by Turkey.", "attacked", ["Turkey"]),
    "passive without an agent": ("Syria was attacked.", "attacked", []),
    "compound": ("Turkey and Iran attacked Syria.", "attacked", ["Turkey", "Iran"]),
    "control by the subject": ("Turkey agreed to meet Syria.", "meet", ["Turkey"]),
    "control by the object": ("Turkey urged Syria to meet Iran.", "meet", ["Syria"]),
    "control by the subject of a passive": ("Syria was urged by Iran to meet Turkey.", "meet", ["Syria"]),
    "chain of control": ("Turkey wanted to try to meet Syria.", "meet", ["Turkey"]),
    "coordinated verb": ("Turkey met Syria and attacked Iran.", "attacked", ["Turkey"]),
    "coordinated verb with its own subject": (
        "Turkey met Iran, and Oman attacked Syria.",
        "attacked",
        ["Oman"],
    ),
    "relative clause": ("Turkey, which attacked Syria, met Iran.", "attacked", ["Turkey"]),
    "relative clause on the object": ("Turkey met the envoy whom Iran expelled.", "expelled", ["Iran"]),
    "participle of time": ("Having met Iran, Turkey attacked Syria.", "met", ["Turkey"]),
    "participle after a comma": ("Turkey attacked Syria, killing civilians.", "killing", ["Turkey"]),
    "after a preposition": ("Turkey left without meeting Syria.", "meeting", ["Turkey"]),
    "of what is about to come": ("Turkey was about to attack Syria.", "attack", ["Turkey"]),
    "on the verge": ("Turkey is on the verge of attacking Syria.", "attacking", ["Turkey"]),
    "infinitive of a noun": ("Turkey repeated its willingness to meet Syria.", "meet", ["its"]),
}


@pytest.mark.parametrize("case", SUBJECTS)
def test_subjects(parse, case):
    text, verb, wanted = SUBJECTS[case]
    assert words(syntax.subjects(parse(text, verb))) == wanted


PATIENTS = {
    "active": ("Turkey attacked Syria.", "attacked", ["Syria"]),
    "passive": ("Syria was attacked by Turkey.", "attacked", ["Syria"]),
    "compound": ("Turkey attacked Syria and Iran.", "attacked", ["Syria", "Iran"]),
    "object relative clause": ("The offer that Kyiv refused came late.", "refused", ["offer"]),
    "reduced passive": ("The envoy expelled by Iran met Turkey.", "expelled", ["envoy"]),
    "coordinated passive": ("Syria was attacked and occupied by Turkey.", "occupied", ["Syria"]),
    "subject relative clause": ("The state that attacked Syria met Iran.", "attacked", ["Syria"]),
}


@pytest.mark.parametrize("case", PATIENTS)
def test_patients(parse, case):
    text, verb, wanted = PATIENTS[case]
    assert words(syntax.patients(parse(text, verb))) == wanted


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Syria was attacked.", "attacked", True),
        ("Turkey has attacked Syria.", "attacked", False),
        ("The envoy expelled by Iran left.", "expelled", True),
        ("Turkey attacked Syria.", "attacked", False),
        ("Syria was attacked and occupied.", "occupied", True),
    ],
)
def test_passives_are_told_apart_from_perfects(parse, text, verb, passive):
    assert syntax.is_passive(parse(text, verb)) is passive


@pytest.mark.parametrize(
    ("text", "noun", "wanted"),
    [
        ("Russia's demand divided Europe.", "demand", ["Russia"]),
        ("Demands by Russia and Iran divided Europe.", "Demands", ["Russia", "Iran"]),
        ("A demand by Russia divided Europe.", "demand", ["Russia"]),
        ("The Russian demand divided Europe.", "demand", ["Russian"]),
        ("The demand divided Europe.", "demand", []),
    ],
)
def test_possessors(parse, text, noun, wanted):
    assert words(syntax.possessors(parse(text, noun))) == wanted


def test_objects_of_a_preposition_are_found_through_a_chain(parse):
    assert words(syntax.objects_of(parse("Iran pulled out of Syria.", "pulled"), "of")) == ["Syria"]


def test_a_source_phrase_is_no_object_of_its_preposition(parse):
    verb = parse("According to Germany, Russia sent troops.", "sent")
    assert syntax.objects_of(verb, "to") == []


def test_a_split_prefix_belongs_to_the_lemma(parse):
    assert syntax.lemma_of(parse("Germany called for de-escalation.", "escalation")) == "de-escalation"


def test_conjuncts_before_a_noun_are_not_repeated(parse):
    assert words(syntax.with_conjuncts(parse("Turkey attacked Syria and Iran.", "Iran"))) == ["Iran"]
