"""One identifier for a person across the reports of a ledger."""

from drafts import Draft, day
from dragoman.ledger import Ledger
from dragoman.ledger.identities import identified, identities, persons
from dragoman.records import Actor, Mention, Span

FULL = Actor(id="person/jana-novak", name="Jana Novak", kind="person", code="CZE", sectors=("GOV",))
SHORT = Actor(id="person/novak", name="Novak", kind="person")
OTHER = Actor(id="person/petr-novak", name="Petr Novak", kind="person", code="CZE")
ABROAD = Actor(id="person/ivan-novak", name="Ivan Novak", kind="person", code="HRV")


def reading(name, actor):
    draft = Draft(name, name, "2031-05-14")
    draft.event(
        f"{actor.name} rejected the plan.", "rejected", "REJECT", [actor], when=day("2031-05-13", "Tuesday")
    )
    told = draft.reading()
    text = told.report.text
    start = text.index(actor.name)
    span = Span(start=start, end=start + len(actor.name))
    return told.model_copy(update={"actors": (Mention(span=span, text=actor.name, actor=actor, how="name"),)})


def known_from(*readings):
    return identities(person for reading in readings for person in persons(reading))


def test_a_last_name_takes_the_one_person_whom_another_report_names():
    readings = [reading("a", FULL), reading("b", SHORT)]
    known = known_from(*readings)
    assert known == {SHORT.id: FULL}
    assert identified(readings[1], known).events[0].actors[0].actor.id == FULL.id


def test_two_bearers_of_the_name_leave_it_open():
    assert known_from(reading("a", FULL), reading("b", SHORT), reading("c", OTHER)) == {}


def test_a_bearer_of_another_state_is_somebody_else():
    here = SHORT.model_copy(update={"code": "CZE"})
    assert known_from(reading("a", ABROAD), reading("b", here)) == {}


def test_the_ledger_tells_both_reports_as_one_persons_and_keeps_what_was_stored():
    with Ledger(None) as ledger:
        for told in (reading("a", FULL), reading("b", SHORT)):
            ledger.add(told)
        ledger.reconcile()
        (entry,) = ledger.entries("event")
        assert [actor.name for actor in entry.actors] == ["Jana Novak"]
        assert len(entry.reports) == 2
        stored = {mention.actor.id for told in ledger.readings(original=True) for mention in told.actors}
        assert SHORT.id in stored
