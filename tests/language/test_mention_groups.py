"""Peoples within states, crowds that are counted, and what takes up or leads them."""

import pytest


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Iraqi Kurds rejected the plan.", "Iraqi Kurds", "IRQ"),
        ("Cypriot Turks rejected the plan.", "Cypriot Turks", "CYP"),
        ("Tamils in Sri Lanka rejected the plan.", "Tamils in Sri Lanka", "LKA"),
        ("Kurdish forces in Syria rejected the plan.", "Kurdish forces in Syria", "SYR"),
        ("A Kurdish newspaper in Diyarbakir was shut.", "A Kurdish newspaper in Diyarbakir", "TUR"),
        ("Thousands of Germans rejected the plan.", "Thousands of Germans", "DEU"),
        ("Opposition leaders in Belarus called a strike.", "Opposition leaders in Belarus", "BLR"),
        ("The central bank of Ghana warned lenders.", "The central bank of Ghana", "GHA"),
        ("The opposition leader was arrested in Harare.", "The opposition leader", "ZWE"),
        ("Hackers working for Pyongyang broke in.", "Hackers", "PRK"),
        ("Rebels loyal to Khalifa Haftar broke in.", "Rebels", "LBY"),
        ("Court officials in The Hague met a Hague tribunal lawyer.", "The Hague", None),
        ("Judges at the Hague tribunal freed him.", "the Hague tribunal", "IGO"),
    ],
)
def test_groups_are_of_the_state_that_the_words_beside_them_name(who, text, words, code):
    found = who(text, words)
    assert (found[0] if found else None) == code


def test_the_kingdom_is_no_republic_and_the_island_no_mainland(who):
    text = "Saudi Arabia bombed a port. Iran condemned the raid, and the kingdom refused to answer."
    assert who(text, "the kingdom", on="2015-03-26")[0] == "SAU"
    text = "China held drills near Taiwan. Germany protested, and the island called up reservists."
    assert who(text, "the island", on="2022-08-04")[0] == "TWN"


def test_whose_takes_up_the_noun_before_it(who):
    assert who("Senegal, whose troops had shelled the camp, agreed.", "whose troops")[:2] == ("SEN", ("MIL",))


def test_both_are_the_last_two_named(who):
    assert who("Greece and Turkey mobilised, and Britain urged both to stop.", "both")[0] in {"GRC", "TUR"}


def test_the_leader_of_fighters_is_not_the_leader_of_their_state(who):
    text = "Wagner fighters seized a town. Their leader accused the ministry of treason."
    found = who(text, "Their leader", on="2023-06-24")
    assert found is None or found[2] == ""


def test_who_is_described_in_a_report_on_one_state_is_of_it(who):
    assert who("Mali's president resigned. The rebels took a town.", "The rebels")[0] == "MLI"
    assert who("Mali and Niger met. The rebels took a town.", "The rebels")[0] == ""


@pytest.mark.parametrize(
    ("words", "code", "sector"),
    [
        ("The Knesset", "ISR", "LEG"), ("The Storting", "NOR", "LEG"), ("The Riksbank", "SWE", "GOV"),
        ("The Carabinieri", "ITA", "COP"), ("UNPROFOR", "UNO", None), ("EULEX", "EUR", None),
        ("Mercy Corps", "NGO", "SOC"), ("Glencore", "CHE", "BUS"), ("Yonhap", "KOR", "JRN"),
        ("Al-Qaeda in the Arabian Peninsula", None, "REB"),
    ],
)  # fmt: skip
def test_organisations_are_known_by_their_own_names(who, words, code, sector):
    found = who(f"{words} rejected the plan.", words)
    assert code is None or found[0] == code
    assert sector is None or found[1] == (sector,)


def test_gunmen_are_unidentified_until_the_report_says_whose_they_are(who):
    assert who("Gunmen killed a man in Karachi.", "Gunmen")[:2] == ("", ("UAF",))
