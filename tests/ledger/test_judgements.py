"""What persons judge holds, is never overwritten, and can be taken back and carried elsewhere."""

import datetime as dt

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from drafts import BORDURIA, MAREK, SYLDAVIA, Draft, day
from dragoman.errors import DragomanError, LedgerError
from dragoman.ledger import Ledger


def drafts():
    one = Draft("one.txt", "Morning Post", "2031-05-14")
    other = Draft("other.txt", "Evening Star", "2031-05-15")
    ids = {}
    for name, draft in (("one", one), ("other", other)):
        ids[f"{name} expels"] = draft.event(
            "Syldavia expelled 12 Bordurian diplomats.", "expelled", "SANCTION", [SYLDAVIA], [BORDURIA],
            mode="expel", when=day("2031-05-13"),
        )  # fmt: skip
    ids["says"] = one.statement("Marek called it theft.", "it theft", [MAREK], when=day("2031-05-13"))
    ids["seizes"] = other.event(
        "Borduria seized a ferry.", "seized", "COERCE", [BORDURIA], when=day("2031-05-12")
    )
    return (one, other), ids


@pytest.fixture
def held():
    made, ids = drafts()
    with Ledger(None) as ledger:
        for draft in made:
            ledger.add(draft.reading())
        ledger.reconcile()
        yield ledger, ids


def of(ledger, member, hidden=False):
    return next(entry for entry in ledger.entries(hidden=hidden) if member in entry.members)


def dump(ledger):
    return [entry.model_dump_json() for entry in ledger.entries(hidden=True)]


def test_different_parts_an_entry_and_undo_joins_it_again(held):
    ledger, ids = held
    before = dump(ledger)
    assert of(ledger, ids["one expels"]) == of(ledger, ids["other expels"])
    made = ledger.judge("different", "ada", one=ids["one expels"], other=ids["other expels"], why="two days")
    assert of(ledger, ids["one expels"]) != of(ledger, ids["other expels"])
    ledger.judge("undo", "ada", undoes=made.id)
    assert dump(ledger) == before
    assert [one.kind for one in ledger.judgements()] == ["different", "undo"]


def test_a_telling_leaves_the_entry_that_it_is_judged_different_from(held):
    ledger, ids = held
    entry = of(ledger, ids["one expels"])
    ledger.judge("different", "ada", one=ids["one expels"], other=entry.id)
    assert of(ledger, ids["one expels"]).members == (ids["one expels"],)
    with pytest.raises(LedgerError, match="name two entries"):
        ledger.judge("different", "ada", one=ids["says"], other=ids["says"])


def test_same_joins_what_no_score_would_and_says_who_did(held):
    ledger, ids = held
    ledger.judge("same", "ada", one=ids["seizes"], other=ids["other expels"], why="one raid")
    entry = of(ledger, ids["seizes"])
    assert ids["other expels"] in entry.members
    assert "judged the same by ada: one raid" in entry.reasons


def test_a_correction_stands_beside_what_the_reports_tell(held):
    ledger, ids = held
    ledger.judge("correct", "ada", one=ids["seizes"], field="date", value="2031-05-11")
    ledger.judge("correct", "ada", one=ids["seizes"], field="actors", value="SYL,FRA")
    entry = of(ledger, ids["seizes"])
    assert entry.date == "2031-05-11"
    assert [actor.name for actor in entry.actors][1] == "France"
    assert {(made.field, made.original) for made in entry.corrections} == {
        ("date", "2031-05-12"),
        ("actors", "Borduria"),
    }
    assert [record.when.edtf for record in ledger.members(entry.id)] == ["2031-05-12"]
    assert entry.confidence == 1.0  # a person has looked at it
    with pytest.raises(DragomanError, match="no field 'weather'"):
        ledger.judge("correct", "ada", one=ids["seizes"], field="weather", value="fine")


def test_what_is_hidden_is_kept(held):
    ledger, ids = held
    made = ledger.judge("hide", "ada", one=ids["says"])
    assert not any(ids["says"] in entry.members for entry in ledger.entries())
    assert of(ledger, ids["says"], hidden=True).hidden
    ledger.judge("undo", "ada", undoes=made.id)
    assert of(ledger, ids["says"])


def test_judgements_hold_when_the_ledger_grows_and_when_all_is_done_anew(held):
    ledger, ids = held
    ledger.judge("different", "ada", one=ids["one expels"], other=ids["other expels"])
    third = Draft("third.txt", "Noon Herald", "2031-05-14")
    third.event(
        "Syldavia expelled 12 Bordurian diplomats.", "expelled", "SANCTION", [SYLDAVIA], [BORDURIA],
        mode="expel", when=day("2031-05-13"),
    )  # fmt: skip
    ledger.add(third.reading())
    for anew in (False, True):
        ledger.reconcile(anew=anew)
        assert of(ledger, ids["one expels"]) != of(ledger, ids["other expels"])


def test_judgements_are_carried_to_another_ledger_even_if_its_ids_are_others(held):
    ledger, ids = held
    ledger.judge("different", "ada", one=ids["one expels"], other=ids["other expels"])
    made, _ = drafts()
    with Ledger(None) as elsewhere:
        for draft in made:
            reading = draft.reading()
            events = tuple(event.model_copy(update={"id": f"new-{event.id}"}) for event in reading.events)
            elsewhere.add(reading.model_copy(update={"events": events}))
        elsewhere.reconcile()
        assert elsewhere.apply(ledger.judgements()) == 1
        assert elsewhere.apply(ledger.judgements()) == 0
        one, other = f"new-{ids['one expels']}", f"new-{ids['other expels']}"
        assert of(elsewhere, one) != of(elsewhere, other)


def test_judgements_can_come_before_the_reports(held):
    ledger, ids = held
    ledger.judge("same", "ada", one=ids["seizes"], other=ids["other expels"])
    made, _ = drafts()
    with Ledger(None) as elsewhere:
        elsewhere.apply(ledger.judgements())
        for draft in made:
            elsewhere.add(draft.reading())
        elsewhere.reconcile()
        assert dump(elsewhere) == dump(ledger)


KINDS = st.sampled_from(["same", "different", "hide", "correct"])


@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(KINDS, st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=4))
def test_undoing_everything_gives_back_what_was(steps):
    made, ids = drafts()
    names = sorted(ids.values())
    with Ledger(None) as ledger:
        for draft in made:
            ledger.add(draft.reading())
        ledger.reconcile()
        before = dump(ledger)
        start = dt.datetime(2031, 6, 1, tzinfo=dt.UTC)
        done = []
        for number, (kind, one, step) in enumerate(steps):
            second = {"other": names[(one + step) % 4]} if kind in ("same", "different") else {}
            field = {"field": "mode", "value": "none"} if kind == "correct" else {}
            at = start + dt.timedelta(minutes=number)
            done.append(ledger.judge(kind, "ada", one=names[one], at=at, **second, **field))
        for number, judgement in enumerate({made.id: made for made in done}.values()):
            ledger.judge("undo", "ada", undoes=judgement.id, at=start + dt.timedelta(hours=1, minutes=number))
        assert dump(ledger) == before
        assert len(ledger.judgements()) >= 2
