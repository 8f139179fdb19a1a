"""Copies do not confirm."""

from drafts import BORDURIA, Draft, day
from dragoman.ledger import Ledger

_BODY = [
    "The harbour of Zlip was quiet on market morning, and the fishermen stayed at their nets.",
    "Nobody on the quay could say how many boats had come back during the night.",
    "The customs house kept its shutters down, and a lone guard smoked beside the flagpole.",
    "Merchants who had waited three days for their licences packed up and took the inland road.",
    "By noon the mayor had read a short notice from the balcony and gone back to his soup.",
]


def report(name, outlet, sentences):
    draft = Draft(name, outlet, "2031-05-14")
    draft.event(
        "Borduria closed the strait to all grain ships.", "closed", "COERCE", [BORDURIA],
        when=day("2031-05-13"),
    )  # fmt: skip
    for sentence in sentences:
        draft.say(sentence)
    return draft


def only_entry(*drafts):
    with Ledger(None) as ledger:
        for draft in drafts:
            ledger.add(draft.reading())
        ledger.reconcile()
        (entry,) = ledger.entries()
        return entry, ledger.copies()


def test_a_wire_story_and_its_copy_are_one_source():
    wire, copy = report("wire", "Wire", _BODY), report("copy", "Gazette", ["By our staff.", *_BODY])
    entry, copies = only_entry(wire, copy)
    assert copies == [tuple(sorted((wire.id, copy.id)))]
    assert (entry.outlets, entry.independent) == (2, 1)


def test_a_shortened_version_is_a_copy_and_an_own_story_is_not():
    wire, short = report("wire", "Wire", _BODY), report("short", "Gazette", _BODY[:3])
    own = report("own", "Herald", [" ".join(reversed(sentence.split())) for sentence in _BODY])
    entry, copies = only_entry(wire, short, own)
    assert copies == [tuple(sorted((wire.id, short.id)))]
    assert (entry.outlets, entry.independent) == (3, 2)


def test_reports_without_an_outlet_stand_each_for_itself():
    one, other = report("one", "", _BODY[:1]), report("other", "", _BODY[4:])
    entry, copies = only_entry(one, other)
    assert copies == []
    assert (entry.outlets, entry.independent) == (2, 2)


def test_two_reports_of_one_outlet_are_one_source():
    one, other = report("one", "Wire", _BODY[:2]), report("other", "wire ", _BODY[3:])
    entry, _ = only_entry(one, other)
    assert (entry.outlets, entry.independent) == (1, 1)
