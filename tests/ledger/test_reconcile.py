"""What belongs together, and what does not."""

import random

import pytest

from drafts import ALLIANCE, BORDURIA, CHIEF, ILINA, MAREK, REBELS, SYLDAVIA, Draft, day
from dragoman.ledger import Ledger


def reconciled(*drafts):
    ledger = Ledger(None)
    for draft in drafts:
        assert ledger.add(draft.reading())
    ledger.reconcile()
    return ledger


def together(ledger, one, other):
    return any(one in entry.members and other in entry.members for entry in ledger.entries())


@pytest.fixture
def morning():
    return Draft("morning.txt", "Morning Post", "2031-05-14")


@pytest.fixture
def evening():
    return Draft("evening.txt", "Evening Star", "2031-05-15")


def test_two_translations_of_the_same_words_are_one_statement(morning, evening):
    one = morning.statement(
        "Marek vowed to take fitting economic-financial counter-measures.",
        "take fitting economic-financial counter-measures",
        [MAREK],
        kind="mixed",
        when=day("2031-05-13"),
    )
    other = evening.statement(
        "“If our neighbours go on like this, we shall take fitting economic and financial measures to "
        "counter them,” Marek said.",
        "If our neighbours go on like this, we shall take fitting economic and financial measures to "
        "counter them,",
        [MAREK],
        kind="direct",
        when=day("2031-05-13"),
    )
    apart = evening.statement(
        "The harvest will be the best for a decade, Marek said.",
        "The harvest will be the best for a decade",
        [MAREK],
        when=day("2031-05-13"),
    )
    ledger = reconciled(morning, evening)
    assert together(ledger, one, other)
    assert not together(ledger, other, apart)
    (entry,) = [entry for entry in ledger.entries("statement") if len(entry.members) == 2]
    assert entry.reports == tuple(sorted((morning.id, evening.id)))
    assert entry.date == "2031-05-13"
    assert "likeness" in entry.reasons[0] and "words" in entry.reasons[0]


def test_two_persons_of_one_state_are_never_one_speaker(morning, evening):
    words = "the border posts stay shut until the inquiry is over"
    one = morning.statement(f"Marek said {words}.", words, [MAREK], when=day("2031-05-13"))
    other = evening.statement(f"Ilina said {words}.", words, [ILINA], when=day("2031-05-13"))
    assert not together(reconciled(morning, evening), one, other)


def test_a_president_acts_for_the_state_and_rebels_do_not(morning, evening):
    words = "withdraw its gunboats from the strait"
    one = morning.event(
        f"Borduria demanded that Syldavia {words}.", "demanded", "REQUEST", [BORDURIA], [SYLDAVIA],
        content=words, when=day("2031-05-13"),
    )  # fmt: skip
    other = evening.event(
        f"Marek told Syldavia to {words}.", "told", "REQUEST", [MAREK], [SYLDAVIA],
        content=words, when=day("2031-05-13"),
    )  # fmt: skip
    rebels = evening.event(
        f"The Free Bordurians told Syldavia to {words}.", "told", "REQUEST", [REBELS], [SYLDAVIA],
        content=words, when=day("2031-05-13"),
    )  # fmt: skip
    ledger = reconciled(morning, evening)
    assert together(ledger, one, other)
    assert not together(ledger, one, rebels)
    (entry,) = [entry for entry in ledger.entries() if one in entry.members]
    assert [actor.name for actor in entry.actors] == ["Ota Marek"]


def test_a_body_and_its_secretary_general_are_one_party(morning, evening):
    words = "send more observers to the border villages"
    one = morning.statement(f"The Northern Pact said it would {words}.", words, [ALLIANCE])
    other = evening.statement(f"Holm said the pact would {words}.", words, [CHIEF])
    assert together(reconciled(morning, evening), one, other)


@pytest.mark.parametrize("mark", ["negation", "hypothetical"])
def test_what_happened_is_never_one_with_what_did_not(morning, evening, mark):
    sentence = "Borduria moved two brigades to the Syldavian border"
    one = morning.event(sentence + ".", "moved", "MOBILIZE", [BORDURIA], when=day("2031-05-12"))
    other = evening.event(
        sentence + ", or not.", "moved", "MOBILIZE", [BORDURIA], marks=(mark,), when=day("2031-05-12")
    )
    ledger = reconciled(morning, evening)
    assert not together(ledger, one, other)
    disputed = [d for entry in ledger.entries() for d in entry.differences if d.field == "happened"]
    assert len(disputed) == (2 if mark == "negation" else 0)
    if disputed:
        assert disputed[0].values == {morning.id: "happened", evening.id: "did not happen"}


def test_a_planned_meeting_told_in_other_words_is_one_plan(morning, evening):
    one = morning.event(
        "Borduria and Syldavia are to open negotiations early next month.", "open negotiations", "AGREE",
        [BORDURIA, SYLDAVIA], marks=("future",), when=day("2031-06", "early next month"),
    )  # fmt: skip
    other = evening.event(
        "Borduria will hold bilateral talks with Syldavia in June.", "talks", "AGREE", [BORDURIA], [SYLDAVIA],
        marks=("future",), when=day("2031-06-01/2031-06-10", "in June"),
    )  # fmt: skip
    council = evening.event(
        "The Northern Pact plans to meet Borduria in June.", "meet", "AGREE", [ALLIANCE], [BORDURIA],
        marks=("future",), when=day("2031-06", "in June"),
    )  # fmt: skip
    ledger = reconciled(morning, evening)
    assert together(ledger, one, other)
    assert not together(ledger, other, council)
    assert len(ledger.entries("plan")) == 2
    (entry,) = [entry for entry in ledger.entries("plan") if len(entry.members) == 2]
    assert entry.date == "2031-06-01/2031-06-10"
    assert entry.marks == ("future",)


def test_two_meetings_on_two_days_stay_two(morning, evening):
    one = morning.event(
        "Marek met Syldavian officials for talks.",
        "met",
        "CONSULT",
        [MAREK],
        [SYLDAVIA],
        when=day("2031-05-02"),
    )
    other = evening.event(
        "Marek met Syldavian officials for talks.",
        "met",
        "CONSULT",
        [MAREK],
        [SYLDAVIA],
        when=day("2031-05-13"),
    )
    assert not together(reconciled(morning, evening), one, other)


def test_a_demand_told_again_weeks_later_is_one_entry(morning):
    later = Draft("later.txt", "Evening Star", "2031-07-01")
    words = "dismantle the radar station on Mount Zmyl"
    one = morning.event(
        f"Syldavia demanded that Borduria {words}.", "demanded", "REQUEST", [SYLDAVIA], [BORDURIA],
        content=words, when=day("2031-05-13"),
    )  # fmt: skip
    other = later.event(
        f"Syldavia has demanded that Borduria {words}.", "demanded", "REQUEST", [SYLDAVIA], [BORDURIA],
        content=words, when=day("2031-07-01"),
    )  # fmt: skip
    ledger = reconciled(morning, later)
    assert together(ledger, one, other)
    assert "date" in {difference.field for entry in ledger.entries() for difference in entry.differences}


def test_figures_that_disagree_are_shown(morning, evening):
    one = morning.event(
        "Syldavia expelled 12 Bordurian diplomats.", "expelled", "SANCTION", [SYLDAVIA], [BORDURIA],
        mode="expel", when=day("2031-05-13"),
    )  # fmt: skip
    other = evening.event(
        "Syldavia expelled 14 Bordurian diplomats.", "expelled", "SANCTION", [SYLDAVIA], [BORDURIA],
        mode="expel", when=day("2031-05-13"),
    )  # fmt: skip
    ledger = reconciled(morning, evening)
    assert together(ledger, one, other)
    (entry,) = ledger.entries()
    (difference,) = entry.differences
    assert difference.field == "number"
    assert difference.values == {morning.id: "12", evening.id: "14"}


@pytest.mark.parametrize(
    ("sentence", "content", "fields", "told"),
    [
        ("Marek denied that.", "that", {"stance": "denies"}, False),
        ("“No,” said Marek.", "“No,”", {"kind": "direct"}, True),
        ("Marek fears a flood.", "a flood", {"stance": "fears", "act": "thought"}, False),
        ("Marek warned of a flood.", "a flood", {"stance": "warns"}, True),
    ],
)
def test_an_entry_is_what_was_said_and_tells_something(morning, sentence, content, fields, told):
    morning.statement(sentence, content, [MAREK], **fields)
    with Ledger(None) as ledger:
        ledger.add(morning.reading())
        ledger.reconcile()
        assert bool(ledger.entries("statement")) == told
        assert len(ledger.readings()[0].statements) == 1


def test_a_link_does_not_chain_two_things(morning, evening):
    third = Draft("third.txt", "Noon Herald", "2031-05-15")
    one = morning.statement(
        "Marek said the dam will be opened at dawn.", "the dam will be opened at dawn", [MAREK]
    )
    middle = evening.statement(
        "Marek said the dam will be opened at dawn and grain will be sold to cities.",
        "the dam will be opened at dawn and grain will be sold to cities",
        [MAREK],
    )
    other = third.statement(
        "Marek said grain will be sold to cities.", "grain will be sold to cities", [MAREK]
    )
    ledger = reconciled(morning, evening, third)
    assert together(ledger, one, middle) or together(ledger, middle, other)
    assert not together(ledger, one, other)


def test_claims_name_who_makes_them_until_an_outlet_tells_it_itself(morning, evening):
    sentence = "Borduria shelled the village of Zlip"
    morning.event(
        sentence + ".", "shelled", "ASSAULT", [BORDURIA], told_by=[SYLDAVIA], when=day("2031-05-12")
    )
    ledger = reconciled(morning)
    assert [actor.id for actor in ledger.entries()[0].claimed_by] == ["state/SYL"]
    evening.event(sentence + ".", "shelled", "ASSAULT", [BORDURIA], when=day("2031-05-12"))
    ledger.add(evening.reading())
    ledger.reconcile()
    (entry,) = ledger.entries()
    assert entry.claimed_by == () and entry.outlets == 2


def test_the_order_of_reports_does_not_show(morning, evening):
    third = Draft("third.txt", "Noon Herald", "2031-05-16")
    for number, draft in enumerate((morning, evening, third)):
        draft.event(
            f"Borduria warned Syldavia of shelling the strait forts, part {number}.", "warned", "THREATEN",
            [BORDURIA], [SYLDAVIA], content="shelling the strait forts", when=day("2031-05-13"),
        )  # fmt: skip
        draft.event(
            "Marek phoned the Northern Pact chief.", "phoned", "CONSULT", [MAREK], [ALLIANCE],
            when=day(f"2031-05-1{number + 2}"),
        )  # fmt: skip
        draft.statement(
            "Marek said the strait is open to all peaceful ships.",
            "the strait is open to all peaceful ships",
            [MAREK, BORDURIA][: 1 + number % 2],
        )
    readings = [draft.reading() for draft in (morning, evening, third)]
    shuffler, seen = random.Random(6), set()
    for _ in range(20):
        shuffler.shuffle(readings)
        with Ledger(None) as ledger:
            for reading in readings:
                ledger.add(reading)
            ledger.reconcile()
            seen.add(tuple(entry.model_dump_json() for entry in ledger.entries()))
    assert len(seen) == 1


def test_readiness_to_meet_on_a_day_to_come_is_the_plan_of_that_meeting(morning, evening):
    one = morning.event(
        "Syldavia is ready to open talks with Borduria on 9 June.", "ready", "AGREE", [SYLDAVIA],
        content="to open talks with Borduria on 9 June", when=day("2031-05-13", "Tuesday"),
    )  # fmt: skip
    morning.name_actor("Borduria", BORDURIA)
    morning.time("9 June", "future", "2031-06-09")
    other = evening.event(
        "Borduria and Syldavia will meet in June.", "meet", "AGREE", [BORDURIA, SYLDAVIA],
        marks=("future",), when=day("2031-06", "in June"),
    )  # fmt: skip
    ledger = reconciled(morning, evening)
    assert together(ledger, one, other)
    (plan,) = ledger.entries("plan")
    assert plan.date == "2031-06-09"
    assert [actor.name for actor in plan.actors] == ["Borduria", "Syldavia"]
    assert plan.marks == ("future",)
    assert plan.differences == ()


def test_two_names_of_one_actor_count_as_one_word(morning, evening):
    one = morning.statement(
        "Holm said the Northern Pact would shield Syldavia.",
        "the Northern Pact would shield Syldavia",
        [CHIEF],
    )
    morning.name_actor("Northern Pact", ALLIANCE)
    morning.name_actor("Syldavia", SYLDAVIA)
    other = evening.statement(
        "Holm said the alliance would shield the kingdom.", "the alliance would shield the kingdom", [CHIEF]
    )
    assert not together(reconciled(morning, evening), one, other)
    evening.name_actor("alliance", ALLIANCE)
    evening.name_actor("kingdom", SYLDAVIA)
    assert together(reconciled(morning, evening), one, other)


@pytest.mark.parametrize(("stance", "fields"), [("adds", []), ("warns", ["wording"])])
def test_a_stronger_word_for_one_statement_is_a_difference(morning, evening, stance, fields):
    content = "the strait will be mined before winter"
    morning.statement(f"Marek said {content}.", content, [MAREK])
    evening.statement(f"Marek told us {content}.", content, [MAREK], stance=stance)
    (entry,) = reconciled(morning, evening).entries()
    assert [difference.field for difference in entry.differences] == fields


def test_a_statement_is_not_one_with_its_contrary(morning, evening):
    one = morning.statement(
        "Marek said Zlip would one day join the league.", "Zlip would one day join the league", [MAREK]
    )
    other = evening.statement(
        "Marek said Zlip would never be let into the league.",
        "Zlip would never be let into the league",
        [MAREK],
    )
    assert not together(reconciled(morning, evening), one, other)


def test_names_alone_make_no_two_statements_one(morning, evening):
    one = morning.statement("Marek criticised Syldavia.", "Syldavia", [MAREK])
    morning.name_actor("Syldavia", SYLDAVIA)
    other = evening.statement("Marek praised Syldavia.", "Syldavia", [MAREK])
    evening.name_actor("Syldavia", SYLDAVIA)
    assert not together(reconciled(morning, evening), one, other)


def test_two_demands_that_share_only_the_verb_stay_two(morning, evening):
    one = morning.event(
        "Borduria demanded an apology.", "demanded", "REQUEST", [BORDURIA], content="an apology",
        when=day("2031-05-13"),
    )  # fmt: skip
    other = evening.event(
        "Borduria demanded grain.", "demanded", "REQUEST", [BORDURIA], content="grain", when=day("2031-05-13")
    )
    assert not together(reconciled(morning, evening), one, other)


def test_a_meeting_with_nobody_named_is_not_taken_for_another(morning, evening):
    one = morning.event(
        "Marek met the Syldavian envoys.", "met", "CONSULT", [MAREK], [SYLDAVIA], when=day("2031-05-13")
    )
    other = evening.event(
        "Marek was meeting his generals.", "meeting", "CONSULT", [MAREK], when=day("2031-05-13")
    )
    assert not together(reconciled(morning, evening), one, other)
