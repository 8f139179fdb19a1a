"""Mentions that a set of short sentences brought up: headlines, former states, staffs, seats."""

import pytest


def test_names_are_found_in_headlines_in_capitals(who):
    text = "SWEDEN TO SEND ENVOY AS OBAMA PRAISES PLAN"
    assert who(text, "SWEDEN") == ("SWE", (), "")
    assert who(text, "OBAMA") == ("USA", ("GOV",), "President")


def test_capitals_in_running_text_are_no_headline(who):
    assert who("The firm bought IT equipment from a store.", "IT") is None


@pytest.mark.parametrize(("on", "code"), [("1985-03-02", "SUN"), ("2016-05-04", "SUN")])
def test_a_former_state_with_a_code_of_its_own_keeps_it(who, on, code):
    assert who("Soviet troops left the valley.", "Soviet troops", on)[0] == code


@pytest.mark.parametrize(("on", "code"), [("1970-03-02", "VNM"), ("2016-05-04", "")])
def test_a_former_state_without_a_code_has_troops_only_while_it_lived(who, on, code):
    assert who("South Vietnamese troops left the valley.", "South Vietnamese troops", on)[0] == code


@pytest.mark.parametrize(
    ("text", "words", "on", "code"),
    [
        ("Moscow turned the offer down.", "Moscow", "1962-10-26", "SUN"),
        ("Moscow turned the offer down.", "Moscow", "1995-10-26", "RUS"),
        ("Leonid Brezhnev turned the offer down.", "Leonid Brezhnev", "1975-10-26", "SUN"),
        ("The Soviet leader turned the offer down.", "The Soviet leader", "1987-10-26", "SUN"),
        ("Belgrade turned the offer down.", "Belgrade", "1999-04-26", "YUG"),
        ("Prague turned the offer down.", "Prague", "1968-08-26", "CSK"),
        ("Prague turned the offer down.", "Prague", "1998-08-26", "CZE"),
        ("East German guards shut the gate.", "East German guards", "1961-08-26", "DDR"),
        ("West German guards shut the gate.", "West German guards", "1961-08-26", "DEU"),
    ],
)
def test_a_state_has_the_code_that_it_had_on_the_day(who, text, words, on, code):
    assert who(text, words, on)[0] == code


def test_what_is_only_called_after_a_former_state_does_not_act(who):
    assert who("The former Soviet republic kept Soviet-era tanks.", "Soviet") is None


def test_a_seat_that_acts_is_the_government(who):
    assert who("Oslo recalled its envoy.", "Oslo") == ("NOR", ("GOV",), "")


def test_brussels_is_belgium_where_only_belgium_is_spoken_of(who):
    assert who("Belgium closed its embassy. Brussels had warned twice.", "Brussels")[0] == "BEL"
    assert who("Brussels had warned twice.", "Brussels")[0] == "EUR"


@pytest.mark.parametrize("place", ["Singapore", "Hong Kong", "Abkhazia"])
def test_city_states_and_regions_where_things_happen_are_no_actors(who, place):
    assert who(f"Two ships collided near the coast in {place} on Monday.", place) is None


def test_the_alliance_takes_up_nato_inside_a_title(who):
    text = "NATO Secretary General Jens Stoltenberg gave a speech. The alliance needs money, he said."
    assert who(text, "The alliance")[0] == "IGO"


def test_an_office_that_acts_is_the_staff(who):
    assert who("Hollande's office denied the report.", "Hollande's office") == ("FRA", ("GOV",), "")


def test_a_spokesman_is_not_whom_he_speaks_for(who):
    text = "A spokesman for President Barack Obama declined to comment."
    assert who(text, "A spokesman") == ("USA", ("GOV",), "")
    assert who(text, "President Barack Obama") == ("USA", ("GOV",), "President")


def test_jets_and_courts_of_a_state_act_for_it(who):
    assert who("Danish jets bombed the camp.", "Danish jets") == ("DNK", ("MIL",), "")
    assert who("A Danish court freed the captain.", "A Danish court") == ("DNK", ("JUD",), "")


def test_separatists_are_of_the_state_that_they_want_to_leave(who):
    text = "Pro-Russian separatists held a bridge in Ukraine."
    assert who(text, "Pro-Russian separatists", "2015-03-01") == ("UKR", ("PRE",), "")


def test_leaders_of_a_breakaway_region_are_of_no_government(who):
    text = "Leaders of the Luhansk People's Republic signed the paper."
    assert who(text, "Leaders of the Luhansk People's Republic", "2015-03-01") == ("UKR", ("PRE",), "")


def test_the_very_words_of_a_title_choose_among_those_who_lead(who):
    assert who("Iran's supreme leader spoke on Friday.", "Iran's supreme leader")[2] == "Supreme Leader"
    assert who("The pope prayed for peace.", "The pope") == ("VAT", ("REL",), "Pope")


def test_an_unknown_person_is_known_by_the_apposition(who):
    text = "Stavros Galanis, the mayor of a Greek island, asked for help."
    assert who(text, "Stavros Galanis") == ("GRC", ("GOV",), "mayor")


def test_a_former_office_in_a_report_without_date_is_not_held(who):
    text = "Former British prime minister Gordon Brown spoke in Edinburgh."
    found = who(text, "Former British prime minister Gordon Brown", on="")
    assert found == ("GBR", ("ELI",), "")


def test_relatives_do_not_share_their_offices(who):
    text = "{} gave a speech on the budget."
    assert who(text.format("Pierre Trudeau"), "Pierre Trudeau", "1972-06-01")[2] == "Prime Minister"
    assert who(text.format("Justin Trudeau"), "Justin Trudeau", "1982-06-01")[2] == ""
