"""Marks from the syntax around a predicate: the words that set them, and how far they reach."""

import datetime as dt

import pytest

from dragoman.coding.marks import is_historical, markings
from dragoman.records import When


@pytest.fixture(scope="module")
def marks(nlp):
    """Return the marks of a word of a sentence, each with the word that led to it."""

    def found(text, word, support="", reported=False):
        with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("dragoman_")]):
            doc = nlp(text)
        tokens = {token.text: token for token in doc}
        return dict(markings(tokens[word], tokens.get(support), reported))

    return found


MARKED = {
    "nothing": ("Turkey attacked Syria.", "attacked", set()),
    "not": ("Turkey did not attack Syria.", "attack", {"negation"}),
    "never": ("Turkey never attacked Syria.", "attacked", {"negation"}),
    "no subject": ("No state attacked Syria.", "attacked", {"negation"}),
    "neither": ("Neither Turkey nor Iran attacked Syria.", "attacked", {"negation"}),
    "without": ("Turkey left without attacking Syria.", "attacking", {"negation"}),
    "failed": ("Turkey failed to attack Syria.", "attack", {"negation"}),
    "yet to": ("Turkey has yet to attack Syria.", "attack", {"negation"}),
    "will": ("Turkey will attack Syria.", "attack", {"future"}),
    "going to": ("Turkey is going to attack Syria.", "attack", {"future"}),
    "not going to": ("Turkey is not going to attack Syria.", "attack", {"future", "negation"}),
    "is to": ("Turkey is to attack Syria.", "attack", {"future"}),
    "about to": ("Turkey is about to attack Syria.", "attack", {"future"}),
    "expected to": ("Turkey is expected to attack Syria.", "attack", {"future"}),
    "plan to": ("Turkey has a plan to attack Syria.", "attack", {"future"}),
    "means": ("Turkey could help by attacking Syria.", "attacking", {"hypothetical"}),
    "means used": ("Turkey helped by attacking Syria.", "attacking", set()),
    "accused in": ("Two men accused in killing a judge fled.", "killing", {"hypothetical"}),
    "accused of a deed": ("Two men are accused of leading an attack.", "attack", {"hypothetical"}),
    "rather than": ("Turkey stayed quiet rather than attacking Syria.", "attacking", {"negation"}),
    "presumed": ("The crew is presumed killed.", "killed", {"hypothetical"}),
    "may": ("Turkey may attack Syria.", "attack", {"hypothetical"}),
    "cannot": ("Turkey cannot attack Syria.", "attack", {"hypothetical", "negation"}),
    "if": ("Iran will react if Turkey attacks Syria.", "attacks", {"hypothetical"}),
    "whether": ("Iran asked whether Turkey attacked Syria.", "attacked", {"hypothetical"}),
    "a question about whether": (
        "Turkey took no questions about whether it has attacked Syria.",
        "attacked",
        {"hypothetical"},
    ),
    "no longer": ("Turkey no longer attacked Syria.", "attacked", {"negation"}),
    "a journey ahead": ("The envoys will arrive in Geneva for talks.", "talks", {"future"}),
    "a deed behind": ("The envoys will answer for the raid.", "raid", set()),
    "before, ahead": ("Turkey might call a truce before it met Iran.", "met", {"future"}),
    "when, ahead": ("Turkey will leave when Iran signs the treaty.", "signs", {"future"}),
    "before, behind": ("Turkey called a truce before it met Iran.", "met", set()),
    "after, behind": ("Turkey will investigate after Iran attacked a ship.", "attacked", set()),
    "purpose": ("Turkey moved its fleet to attack Syria.", "attack", {"hypothetical"}),
    "ordered to": ("Turkey ordered its army to attack Syria.", "attack", {"hypothetical"}),
    "hopes that": ("Turkey hopes that Iran attacks Syria.", "attacks", {"hypothetical"}),
    "possible": ("Turkey feared a possible attack.", "attack", {"hypothetical"}),
    "coordinated": ("Turkey will meet Iran and attack Syria.", "attack", {"future"}),
    "managed to": ("Turkey managed to attack Syria.", "attack", set()),
    "said that": ("Turkey did not say that Iran attacked Syria.", "attacked", set()),
    "the next clause": ("Turkey did not attack Syria, but Iran attacked Oman.", "attacked", set()),
    "forced to": ("Turkey forced Iran to leave Syria.", "leave", set()),
}


@pytest.mark.parametrize("case", MARKED)
def test_marks(marks, case):
    text, word, wanted = MARKED[case]
    assert set(marks(text, word)) == wanted


def test_the_word_that_led_to_a_mark_is_told(marks):
    assert marks("Turkey might attack Syria.", "attack") == {"hypothetical": "might"}


def test_would_inside_a_statement_speaks_of_the_future(marks):
    text = "Turkey said it would attack Syria."
    assert set(marks(text, "attack", reported=True)) == {"future"}
    assert set(marks(text, "attack")) == {"hypothetical"}


def test_the_light_verb_marks_its_noun(marks):
    assert set(marks("Turkey will hold talks with Iran.", "talks", "hold")) == {"future"}
    assert set(marks("Turkey held no talks with Iran.", "talks", "held")) == {"negation"}


@pytest.mark.parametrize(
    ("edtf", "historical"),
    [
        ("2008", True),
        ("2021-03-15", True),
        ("2021-03-16", False),
        ("2022-03-15", False),
        ("2021", False),
        ("2020/..", False),
        ("", False),
        ("2023", False),
    ],
)
def test_what_ended_more_than_a_year_before_the_report_is_historical(edtf, historical):
    assert is_historical(When(edtf=edtf), dt.date(2022, 3, 16)) is historical


def test_without_a_date_of_the_report_nothing_is_historical():
    assert not is_historical(When(edtf="1914"), None)
