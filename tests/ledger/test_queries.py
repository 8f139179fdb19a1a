"""Two reports side by side, and the positions of parties."""

from drafts import BORDURIA, MAREK, SYLDAVIA, Draft, day
from dragoman.ledger import Ledger


def test_two_reports_are_compared_by_what_they_tell():
    a, b = Draft("a.txt", "Wire", "2031-05-14"), Draft("b.txt", "Star", "2031-05-14")
    for draft, figure in ((a, "12"), (b, "14")):
        draft.event(
            f"Syldavia expelled {figure} diplomats of Borduria.", "expelled", "SANCTION", [SYLDAVIA],
            [BORDURIA], mode="expel", when=day("2031-05-13"),
        )  # fmt: skip
    in_a = a.statement("Marek called it theft.", "it theft", [MAREK])
    in_b = b.event("Borduria mined the strait.", "mined", "MOBILIZE", [BORDURIA], when=day("2031-05-13"))
    with Ledger(None) as ledger:
        for draft in (a, b):
            ledger.add(draft.reading())
        ledger.reconcile()
        entry_of = {member: entry.id for entry in ledger.entries() for member in entry.members}
        comparison = ledger.compare(a.id, b.id)
    assert len(comparison.both) == 1
    assert comparison.only_a == (entry_of[in_a],)
    assert comparison.only_b == (entry_of[in_b],)
    (divergence,) = comparison.differently
    assert (divergence.field, divergence.a, divergence.b) == ("number", "12", "14")
    assert not comparison.copies


def test_a_demand_told_by_two_reports_is_one_position_of_both():
    drafts = []
    for name, party, text in (
        ("a.txt", BORDURIA, "Syldavia lift its ban on salted fish"),
        ("b.txt", MAREK, "Syldavia end the ban on fish that is salted"),
    ):
        draft = Draft(name, name, "2031-05-14")
        source = draft.event(
            f"{party.name} demanded that {text}.", "demanded", "REQUEST", [party], [SYLDAVIA], content=text,
            when=day("2031-05-13"),
        )  # fmt: skip
        draft.position(text, party, "demands", "fish", source)
        other = "an apology for the flag"
        source = draft.event(
            f"{party.name} offered {other} number {name[0]}.", "offered", "AGREE", [party], [SYLDAVIA],
            content=other, when=day("2031-05-13"),
        )  # fmt: skip
        draft.position(other, party, "offers", "flag", source)
        drafts.append(draft)
    with Ledger(None) as ledger:
        for draft in drafts:
            ledger.add(draft.reading())
        ledger.reconcile()
        lines = ledger.positions()
    assert [(line.issue, line.stance) for line in lines] == [("fish", "demands"), ("flag", "offers")]
    for line in lines:
        assert line.party == BORDURIA
        assert line.reports == tuple(sorted(draft.id for draft in drafts))
        assert len(line.entries) == 1
