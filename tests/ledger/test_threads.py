"""A meeting from plan to memory; versions of a report; who vouches for what."""

from drafts import BORDURIA, MAREK, SYLDAVIA, Draft, day
from dragoman.ledger import Ledger
from dragoman.records import Actor

TRADER = Actor(id="description/trader", name="a trader", kind="description")


PLAN = "Borduria and Syldavia will meet in May."


def ledger_of(*made):
    ledger = Ledger(None)
    ledger.add_all(draft.reading() for draft in made)
    ledger.reconcile()
    return ledger


def meeting(draft, sentence, trigger, category, when, **fields):
    return draft.event(sentence, trigger, category, [BORDURIA, SYLDAVIA], when=when, **fields)


def test_a_meeting_planned_held_and_recalled_is_one_thread():
    before = Draft("before.txt", "Wire", "2031-05-01")
    meeting(before, PLAN, "meet", "AGREE", day("2031-05"), marks=("future",))
    after = Draft("after.txt", "Star", "2031-05-21")
    meeting(after, "Borduria and Syldavia met on Tuesday.", "met", "CONSULT", day("2031-05-20"))
    other = Draft("other.txt", "Star", "2031-08-02")
    meeting(other, "Borduria and Syldavia met in July.", "met", "CONSULT", day("2031-07-10"))
    (thread,) = ledger_of(before, after, other).threads()
    assert [part.stage for part in thread.parts] == ["planned", "held"]
    assert thread.parties == ("BDR", "SYL")
    assert thread.parts[1].date == "2031-05-20"


def test_a_plan_called_off_says_so():
    before = Draft("before.txt", "Wire", "2031-05-01")
    meeting(before, PLAN, "meet", "AGREE", day("2031-05"), marks=("future",))
    off = Draft("off.txt", "Star", "2031-05-11")
    off.event(
        "Borduria cancelled the talks with Syldavia.", "cancelled", "REJECT", [BORDURIA], [SYLDAVIA],
        mode="meet", when=day("2031-05-10"),
    )  # fmt: skip
    (thread,) = ledger_of(before, off).threads()
    assert [part.stage for part in thread.parts] == ["planned", "called off"]


BODY = [f"The harbour master wrote line {n} of his long report on fog and grain barges." for n in range(8)]


def version(name, published, lines, outlet="Wire"):
    draft = Draft(name, outlet, published)
    for line in lines:
        draft.say(line)
    return draft


def test_an_update_is_linked_to_the_earlier_version_with_what_changed():
    old = version("old", "2031-05-14", [*BODY, "At least 12 barges sank."])
    new = version("new", "2031-05-15", [*BODY, "At least 15 barges sank.", "A diver found the bell."])
    ledger = ledger_of(new, old)
    (copy,) = ledger.copy_relations()
    assert (copy.relation, copy.earlier) == ("update", old.id)
    change = ledger.change(old.id, new.id)
    assert change.added == ("At least 15 barges sank.", "A diver found the bell.")
    assert (change.numbers_removed, change.numbers_added) == (("12",), ("15",))


def test_the_same_story_in_another_outlet_is_a_copy_and_a_later_one_of_the_outlet_is_none():
    one, other = version("one", "2031-05-14", BODY), version("other", "2031-05-14", BODY, "Star")
    (copy,) = ledger_of(one, other).copy_relations()
    assert (copy.relation, copy.earlier) == ("copy", "")
    late = version("late", "2031-06-14", [f"{line[::-1]} {n}" for n, line in enumerate(BODY)])
    assert ledger_of(one, late).copies() == []


def test_an_entry_says_who_vouches_for_it_and_when_it_was_told():
    made = []
    for number, told_by in enumerate(([], [SYLDAVIA], [MAREK], [TRADER])):
        draft = Draft(f"{number}.txt", f"Outlet {number}", f"2031-05-{13 + number}")
        draft.event(
            "Borduria shelled the village of Zlip.", "shelled", "ASSAULT", [BORDURIA], [SYLDAVIA],
            told_by=told_by, when=day("2031-05-12"),
        )  # fmt: skip
        made.append(draft)
    (entry,) = ledger_of(*made).entries()
    assert [(one.voice, one.names) for one in entry.vouched] == [
        ("outlet", ()),
        ("adversary", ("Syldavia",)),
        ("party", ("Ota Marek",)),
        ("unnamed", ("a trader",)),
    ]
    assert entry.vouched[0].reports == (made[0].id,)
    assert (str(entry.first_told), str(entry.last_told)) == ("2031-05-13", "2031-05-16")
    assert (entry.outlets, entry.independent) == (4, 4)


def test_accused_and_denied_is_a_dispute_between_the_two():
    one, other = Draft("one.txt", "Wire", "2031-05-14"), Draft("other.txt", "Star", "2031-05-14")
    sentence = "Borduria shelled the village of Zlip"
    when = day("2031-05-12")
    one.event(f"{sentence}.", "shelled", "ASSAULT", [BORDURIA], told_by=[SYLDAVIA], when=when)
    denied = {"told_by": [MAREK], "marks": ("negation",)}
    other.event(f"{sentence}: untrue.", "shelled", "ASSAULT", [BORDURIA], when=when, **denied)
    for entry in ledger_of(one, other).entries():
        (dispute,) = [made for made in entry.differences if made.field == "happened"]
        assert dispute.values == {
            one.id: "happened, says Syldavia",
            other.id: "did not happen, says Ota Marek",
        }


def test_views_and_search_answer():
    one = Draft("one.txt", "Wire", "2031-05-14")
    one.event(
        "Borduria expelled a consul of Syldavia.", "expelled", "SANCTION", [BORDURIA], [SYLDAVIA],
        mode="expel", when=day("2031-05-12"),
    )  # fmt: skip
    one.event("Borduria did not mine it.", "mine", "MOBILIZE", [BORDURIA], [SYLDAVIA], marks=("negation",))
    one.statement("Marek said the fog is thick.", "the fog is thick", [MAREK])
    ledger = ledger_of(one)
    assert ledger.sql("SELECT actor, recipient, events, intensity, conflict FROM dyads").fetchall() == [
        ("BDR", "SYL", 1, -5.5, 1)
    ]
    assert ledger.sql("SELECT events FROM dyads_by_month").fetchall() == [(1,)]
    assert ledger.sql("SELECT outlet, reports, entries FROM sources").fetchall() == [("Wire", 1, 3)]
    assert ledger.sql("SELECT speaker_codes FROM statements").fetchall() == [(["BDR"],)]
    assert [entry.kind for entry in ledger.search("thick fog")] == ["statement"]
    assert ledger.search("thick soup") == []
    assert len(ledger.search("expel")) == 1
