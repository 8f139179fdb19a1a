"""Sides of an event that stand outside the slots of its word, or that are only described."""

from __future__ import annotations

import pytest

CASES = {
    "the_refused_stand_inside_what_is_refused": (
        "Greece's parliament refused to let Libyan ships use the harbour.",
        ["REJECT GRC>LBY"],
    ),
    "the_helped_stand_inside_what_is_promised": (
        "Norway promised to send nurses to help Haiti rebuild its clinics.",
        ["AGREE NOR>HTI"],
    ),
    "a_relative_clause_names_nobody_who_is_promised": (
        "Chad promised Niger a road that Libya had planned.",
        ["AGREE TCD>NER"],
    ),
    "a_place_in_a_complaint_is_not_whom_it_is_against": (
        "Norway complained that the launchers in Romania threatened the peace.",
        ["ACCUSE disapprove NOR>-"],
    ),
    "only_who_is_to_meet_a_condition_is_threatened": (
        "Chad threatened to close the road if rebels went on with their attacks on Niger.",
        ["THREATEN restrict TCD>rebels"],
    ),
    "a_threat_that_is_denied_is_one_that_was_not_made": (
        "Chad denied that it posed a threat to Niger.",
        ["THREATEN TCD>NER negation"],
    ),
    "people_who_are_told_so_are_recipients": (
        "Sudan told Egypt on Monday that it was ready to reopen the canal.",
        ["CONCEDE SDN>EGY"],
    ),
    "the_described_are_of_the_only_state_named": (
        "Peru's police arrested four students on Friday.",
        ["COERCE arrest PER>PER"],
    ),
    "a_firm_that_acts_upon_a_state_may_be_of_any": (
        "The airline suspended flights to Libya.",
        ["SANCTION discontinue airline>LBY"],
    ),
    "who_looks_into_a_killing_killed_nobody": (
        "Peru's police named a suspect in the slaying of three judges.",
        ["ACCUSE allege PER>PER", "ASSAULT ->PER"],
    ),
    "who_stands_before_a_participle_acts": (
        "Norway is faced with a movement calling for its withdrawal from Chad.",
        ["REQUEST yield movement>NOR"],
    ),
    "who_mourns_the_victims_bombed_nobody": (
        "Norway's minister paid tribute to bombing victims in Nairobi.",
        ["SUPPORT NOR>KEN", "ASSAULT explosives ->KEN"],
    ),
    "what_a_plan_calls_for_nobody_asks": (
        "Peru and Chile signed a plan, which calls for cooperation in trade.",
        ["SUPPORT CHL,PER>-"],
    ),
    "who_condemns_a_harm_accuses_nobody_whom_it_hit": (
        "The Security Council condemned the bombing of the Norwegian embassy.",
        ["ACCUSE disapprove UNO>-", "ASSAULT explosives ->NOR"],
    ),
    "who_condemns_a_harm_accuses_who_did_it": (
        "Norway condemned the killing of three Iranian diplomats by Iraq.",
        ["ACCUSE disapprove NOR>IRQ", "ASSAULT IRQ>IRN"],
    ),
    "with_two_states_named_the_described_stay_open": (
        "Peru's police arrested four students on a ferry from Chile.",
        ["COERCE arrest PER>four students"],
    ),
    "a_capital_after_from_is_its_state": (
        "Kenya recalled its ambassador from Mogadishu.",
        ["SANCTION withdraw KEN>SOM"],
    ),
    "ministers_of_several_states_are_all_meant": (
        "The foreign ministers of Mali, Niger and Ghana met on Sunday.",
        ["CONSULT GHA,MLI,NER>-"],
    ),
    "an_apposition_names_whom_a_description_means": (
        "Portugal promised a loan to its neighbours Spain and Morocco.",
        ["AGREE PRT>ESP,MAR"],
    ),
    "measures_of_a_thing_are_the_thing": (
        "Canada imposed a second round of sanctions on Belarus.",
        ["SANCTION discontinue CAN>BLR"],
    ),
    "whose_deed_is_answered_did_it": (
        "India cut off gas to Nepal for having sent weapons to Bhutan.",
        ["SANCTION discontinue IND>NPL", "AID NPL>BTN"],
    ),
    "talks_on_whose_occasion_one_gives_way_have_two_sides": (
        "Bulgaria gave way to Serbia after nine hours of talks with Aleksandar Vucic.",
        ["CONCEDE BGR>SRB", "CONSULT BGR,SRB>-"],
    ),
    "a_decision_that_is_criticised_is_whoevers_took_it": (
        "Japan deported nine Vietnamese, a decision that Mongolia criticised.",
        ["COERCE deport JPN>VNM", "ACCUSE disapprove MNG>JPN"],
    ),
    "it_takes_up_the_act_of_the_sentence_before": (
        "Uganda invaded Rwanda. Kenya condemned the invasion.",
        ["ASSAULT UGA>RWA", "ACCUSE disapprove KEN>UGA"],
    ),
    "nobody_accuses_it_and_means_himself": (
        "Egypt cut ties with Qatar and accused it of lying.",
        ["SANCTION discontinue EGY>QAT", "ACCUSE allege EGY>QAT"],
    ),
    "whose_is_the_noun_before_it": (
        "Mexico thanked Cuba, whose doctors had treated Mexican miners.",
        ["SUPPORT MEX>CUB", "AID CUB>MEX"],
    ),
    "a_bombed_capital_is_its_state": ("Turkey bombed Damascus.", ["ASSAULT explosives TUR>SYR"]),
    "a_border_names_no_second_state": (
        "Venezuelan soldiers fired on villagers near the border with Colombia.",
        ["ASSAULT firearms VEN>VEN"],
    ),
    "states_protest_in_words_against_what_was_done": (
        "Ghana expelled a Togolese diplomat, and Togo protested.",
        ["SANCTION expel GHA>TGO", "ACCUSE disapprove TGO>GHA"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_meant(told, case):
    text, wanted = CASES[case]
    assert sorted(told(text)) == sorted(wanted)


TOLD = {
    "troops_that_leave_a_country_withdraw": ("Cuban troops left Angola.", ["RETREAT withdraw CUB>AGO"]),
    "weapons_flown_in_are_aid": ("Iran flew rifles to the Syrian army.", ["AID IRN>SYR"]),
    "loads_received_are_aid": (
        "Lebanon received 900 tonnes of wheat from Greece.",
        ["AID GRC>LBN"],
    ),
    "information_passed_on_is_cooperation": (
        "Spain passed information on smugglers to Algeria.",
        ["COOPERATE ESP>DZA"],
    ),
    "more_patrols_are_a_mobilisation": ("Qatar stepped up its patrols.", ["MOBILIZE troops QAT>-"]),
    "a_missile_launched_at_nobody_is_a_test": (
        "India launched a missile on Tuesday.",
        ["MOBILIZE weapons IND>-"],
    ),
    "dissidents_sent_to_jail_are_arrested": (
        "Cuba sent nine dissidents to prison.",
        ["COERCE arrest CUB>CUB"],
    ),
    "an_attack_in_a_speech_is_blame": (
        "Viktor Orban attacked the European Union in a speech.",
        ["ACCUSE disapprove HUN>EUR"],
    ),
    "a_match_that_is_won_is_no_assault": ("Croatia beat Denmark in the final.", []),
    "a_named_storm_assaults_nobody": ("Hurricane Dorian killed dozens in the Bahamas.", []),
    "drills_of_schools_are_no_mobilisation": ("Chile's schools held drills in March.", []),
    "who_votes_against_rejects": ("Malta voted against the resolution.", ["REJECT change MLT>-"]),
    "a_deal_reached_is_an_agreement": ("Iran and Oman reached a deal on fishing.", ["AGREE IRN,OMN>-"]),
    "debt_cancelled_is_aid": ("Canada cancelled Bolivia's debt.", ["AID CAN>BOL"]),
    "who_stops_firing_keeps_a_ceasefire": (
        "Chad and Sudan stopped fighting.",
        ["RETREAT ceasefire SDN,TCD>-"],
    ),
    "a_body_that_suspends_a_member_punishes_it": (
        "The African Union suspended Mali.",
        ["SANCTION expel IGO>MLI"],
    ),
    "soldiers_that_cross_into_a_country_attack_it": (
        "Ethiopian soldiers crossed into Somalia.",
        ["ASSAULT ETH>SOM"],
    ),
    "who_gathers_outside_demonstrates": (
        "Hundreds gathered outside the Chinese embassy.",
        ["PROTEST demo ->CHN"],
    ),
    "imports_banned_are_a_sanction": (
        "Russia banned imports of Polish apples.",
        ["SANCTION discontinue RUS>POL"],
    ),
    "people_on_hunger_strike_protest": (
        "Peruvian prisoners are on hunger strike.",
        ["PROTEST hunger PER>-"],
    ),
    "a_month_is_no_march": ("Norway's museums held a fair in March.", []),
    "power_seized_is_repression": ("Togo's army seized power.", ["COERCE seize TGO>-"]),
    "visas_revoked_are_a_sanction": (
        "Canada revoked the visas of Chinese students.",
        ["SANCTION discontinue CAN>CHN"],
    ),
    "who_praises_on_a_visit_visits": (
        "On a visit to Hanoi, the Indian premier praised Vietnam.",
        ["CONSULT visit IND>VNM", "SUPPORT IND>VNM"],
    ),
    "an_envoy_is_recalled_from_the_state_named": (
        "Nepal recalled its ambassador from India.",
        ["SANCTION withdraw NPL>IND"],
    ),
    "a_mob_at_an_embassy_is_not_of_the_embassys_state": (
        "A mob set fire to the French embassy.",
        ["PROTEST riot mob>FRA"],
    ),
    "a_conviction_with_prison_is_an_arrest_too": (
        "An Iranian court sentenced a Norwegian sailor to nine years in prison.",
        ["SANCTION convict IRN>NOR", "COERCE arrest IRN>NOR"],
    ),
    "a_fine_is_no_arrest": (
        "An Iranian court fined a Norwegian bank.",
        ["SANCTION convict IRN>NOR"],
    ),
    "a_people_is_no_citizen_of_the_other_side": (
        "A Turkish drone killed a Kurdish commander.",
        ["ASSAULT TUR>Kurdish commander"],
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_what_words_tell(told, case):
    text, wanted = TOLD[case]
    assert told(text) == wanted


def test_who_flies_to_a_town_visits_its_state(told):
    assert "CONSULT visit DEU>MEX" in told("Germany's chancellor flew to Guadalajara on Monday.")
