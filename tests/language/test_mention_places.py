"""Towns, provinces and sites: whose the people are who are there, and what is no place at all."""

import pytest


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("A judge in Chicago freed the man.", "A judge in Chicago", "USA"),
        ("Lagos police freed the man.", "Lagos police", "NGA"),
        ("Protesters in Lyon burned cars.", "Protesters in Lyon", "FRA"),
        ("The mayor of Odesa spoke of a siege.", "The mayor of Odesa", "UKR"),
        ("Militants in Helmand burned cars.", "Militants in Helmand", "AFG"),
        (
            "Students in the northern city of Kano burned cars.",
            "Students in the northern city of Kano",
            "NGA",
        ),
        ("Police in Leeds, England, freed the man.", "Police in Leeds, England", "GBR"),
        ("New York police freed the man.", "New York police", "USA"),
        ("In Marseille, students burned cars.", "students", "FRA"),
        ("Students burned cars near the port of Karachi.", "Students", "PAK"),
    ],
)
def test_people_are_of_the_state_in_which_their_town_lies(who, text, words, code):
    assert who(text, words)[0] == code


def test_a_dateline_tells_whose_people_are_who_have_no_other_place(who):
    assert who("Police officers freed the man.", "Police officers", place="LYON, France")[0] == "FRA"
    assert who("Police officers freed the man.", "Police officers", place="ADEN")[0] == "YEM"
    assert who("Police officers in Lima freed the man.", "Police officers in Lima", place="LYON")[0] == "PER"
    assert who("Police officers freed the man.", "Police officers")[0] == ""


def test_people_who_are_often_abroad_are_not_of_the_land_where_they_are(who):
    assert who("Two tourists were robbed in Lyon.", "Two tourists")[0] == ""
    assert who("Reporters in Lyon heard shots.", "Reporters", place="LYON")[0] == ""


def test_a_name_that_is_a_persons_or_a_word_is_no_place(who):
    assert who("Mr Jackson met a judge. Reading is fun.", "a judge")[0] == ""
    assert who("Paris Hilton met police officers.", "police officers")[0] == ""
    assert who("Reading judges praised the book.", "judges") is None
    assert who("Police in Reading freed the man.", "Police in Reading")[0] == "GBR"


def test_an_attack_on_a_town_is_one_on_its_state(who):
    assert who("Jets bombed Mosul.", "Mosul")[0] == "IRQ"
    assert who("Jets struck the port of Odesa.", "Odesa")[0] == "UKR"
    assert who("The group fired rockets at Haifa.", "Haifa")[0] == "ISR"
    assert who("The delegates dined in Haifa.", "Haifa") is None


def test_a_province_acts_by_its_government_and_a_town_only_where_it_governs(who):
    assert who("Texas sued the government.", "Texas") == ("USA", ("GOV",), "")
    assert who("Chicago sued the government.", "Chicago") == ("USA", ("GOV",), "")
    assert who("Chicago rejected the striker.", "Chicago") is None


def test_the_mayor_of_one_town_is_not_that_of_the_capital(who):
    assert who("The mayor of Odesa praised the troops.", "The mayor of Odesa", on="2022-03-03")[2] == ""
