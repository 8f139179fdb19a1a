"""Reconciling step by step gives what reconciling at once gives, and looks only at what is new."""

import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from drafts import ALLIANCE, BORDURIA, ILINA, MAREK, SYLDAVIA, Draft, day, words
from dragoman.ledger import Ledger
from dragoman.ledger.tuning import load_tuning
from dragoman.records import Actor

SHORT = Actor(id="person/marek", name="Marek", kind="person")
FULL = Actor(id="person/ota-marek", name="Ota Marek", kind="person", code="BDR", sectors=("GOV",))


def readings(count=9):
    """Reports of a few days that tell some things together, some alone, one of them without a date."""
    made = []
    for number in range(count):
        dated = f"2031-05-{14 + number % 3}" if number != 4 else ""
        draft = Draft(f"{number}.txt", f"Outlet {number % 5}", dated)
        when = day("2031-05-13", "Tuesday") if dated else words("Tuesday")
        draft.event(
            f"Borduria closed the strait of Zmyl to grain ships, version {number % 4}.", "closed", "COERCE",
            [BORDURIA], when=when, marks=("negation",) if number % 4 == 3 else (),
        )  # fmt: skip
        draft.statement(
            "Marek said the strait must stay open to peaceful grain ships.",
            "the strait must stay open to peaceful grain ships",
            [MAREK if number % 2 else ILINA],
            when=when,
        )
        station = f"dismantle radar station {number % 2}"
        demand = draft.event(
            f"Syldavia demanded that Borduria {station}.", "demanded", "REQUEST", [SYLDAVIA], [BORDURIA],
            content=station, when=when,
        )  # fmt: skip
        draft.position(station, SYLDAVIA, "demands", "radar" if number % 3 else "station", demand)
        draft.event(
            "Marek and the pact will meet for talks in June.", "meet", "AGREE", [MAREK, ALLIANCE],
            marks=("future",), when=day("2031-06", "in June"),
        )  # fmt: skip
        draft.name_actor("Marek", SHORT if number % 3 else FULL)
        made.append(draft.reading())
    return made


def account(ledger):
    records = (*ledger.entries(), *ledger.inferred_dates(), *ledger.positions())
    return [record.model_dump_json() for record in records], ledger.sql("FROM words ORDER BY ALL").fetchall()


def at_once(made):
    with Ledger(None) as ledger:
        ledger.add_all(made)
        ledger.reconcile()
        return account(ledger)


def test_twenty_orders_give_the_same_entries():
    made, shuffler = readings(), random.Random(20)
    expected = at_once(made)
    for _ in range(20):
        shuffler.shuffle(made)
        with Ledger(None) as ledger:
            for reading in made[:4]:
                ledger.add(reading)
            ledger.reconcile()
            ledger.add_all(made[4:])
            ledger.reconcile()
            assert account(ledger) == expected


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.permutations(range(9)), st.sets(st.integers(0, 8)))
def test_any_order_and_any_steps_give_the_same_entries(order, stops):
    made = readings()
    with Ledger(None) as ledger:
        for place, number in enumerate(order):
            ledger.add(made[number])
            if place in stops:
                ledger.reconcile()
        ledger.reconcile()
        assert account(ledger) == at_once(made)


def test_a_key_that_fills_up_is_passed_over_in_whatever_order(monkeypatch):
    few = load_tuning().model_copy(update={"largest_block": 4})
    monkeypatch.setattr("dragoman.ledger.store.load_tuning", lambda: few)
    made = readings()
    wanted = at_once(made)
    for seed in range(4):
        shuffled = random.Random(seed).sample(made, len(made))
        with Ledger(None) as ledger:
            for reading in shuffled:
                ledger.add(reading)
                ledger.reconcile()
            assert account(ledger) == wanted


def test_only_what_is_new_is_looked_at():
    made = readings()
    with Ledger(None) as ledger:
        ledger.add_all(made[:8])
        assert ledger.reconcile() == 8
        assert ledger.reconcile() == 0
        ledger.add(made[8])
        assert ledger.reconcile() < 8


def test_doing_it_anew_changes_nothing():
    with Ledger(None) as ledger:
        ledger.add_all(readings())
        ledger.reconcile()
        before = account(ledger)
        ledger.reconcile(anew=True)
        assert account(ledger) == before


def test_other_weights_make_the_entries_anew(monkeypatch):
    with Ledger(None) as ledger:
        ledger.add_all(readings(4))
        ledger.reconcile()
        strict = load_tuning().model_copy(
            update={"thresholds": dict.fromkeys(("event", "statement", "plan"), 0.999)}
        )
        monkeypatch.setattr("dragoman.ledger.store.load_tuning", lambda: strict)
        before = len(ledger.entries())
        assert ledger.reconcile() == 4
        assert len(ledger.entries()) > before


@pytest.mark.parametrize("later", [True, False])
def test_an_entry_is_found_under_the_id_that_it_had(later):
    made = readings(3)
    with Ledger(None) as ledger:
        ledger.add(made[0])
        ledger.reconcile()
        old = next(entry for entry in ledger.entries("event") if entry.category == "COERCE")
        ledger.add_all(made[1:])
        ledger.reconcile()
        found = ledger.entry(old.id) if later else ledger.entry(ledger.find(old.id[6:14]))
        assert old.members[0] in found.members and len(found.members) > 1
