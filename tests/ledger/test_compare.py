"""Reports, outlets and countries' outlets side by side, and search."""

import pytest

from drafts import BORDURIA, MAREK, SYLDAVIA, Draft, day
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger


def held(drafts, urls=()):
    ledger = Ledger(None)
    for number, draft in enumerate(drafts):
        reading = draft.reading()
        if number < len(urls):
            report = reading.report.model_copy(update={"url": urls[number]})
            reading = reading.model_copy(update={"report": report})
        ledger.add(reading)
    ledger.reconcile()
    return ledger


def pair():
    mild, grave = Draft("mild.txt", "Post", "2031-05-14"), Draft("grave.txt", "Star", "2031-05-14")
    mild.event(
        "Syldavia expelled diplomats of Borduria, Marek said.", "expelled", "SANCTION", [SYLDAVIA],
        [BORDURIA], mode="expel", when=day("2031-05-13"), told_by=[MAREK],
    )  # fmt: skip
    grave.event(
        "Syldavia expelled 12 diplomats of Borduria in Klow.", "expelled", "SANCTION", [SYLDAVIA], [BORDURIA],
        mode="expel", when=day("2031-05-13", "on Tuesday"), place="in Klow",
    )  # fmt: skip
    mild.statement("Marek said the canal gates will stay shut.", "the canal gates will stay shut", [MAREK])
    grave.statement(
        "Marek threatened that the canal gates will stay shut.", "the canal gates will stay shut", [MAREK],
        stance="threatens",
    )  # fmt: skip
    return mild, grave


def test_who_speaks_what_is_left_out_and_the_stronger_verb_are_told():
    mild, grave = pair()
    with held([mild, grave]) as ledger:
        comparison = ledger.compare("mild.txt", "grave.txt")
    assert len(comparison.both) == 2
    found = {one.field: (one.a, one.b, one.stronger) for one in comparison.differently}
    assert found["who speaks"] == ("Ota Marek", "the outlet itself", "")
    assert found["left out"] == ("12; in Klow", "", "")
    assert found["wording"] == ("says", "threatens", "b")


def test_two_reports_are_compared_without_reading_the_others(monkeypatch):
    mild, grave = pair()
    more = Draft("more.txt", "Star", "2031-05-20")
    more.event("Borduria mined the canal.", "mined", "MOBILIZE", [BORDURIA], when=day("2031-05-19"))
    with held([mild, grave, more]) as ledger:
        ids = [reading.report.id for reading in (mild.reading(), grave.reading())]
        read, reports = [], ledger.reports

        def reports_read(ids=None):
            read.append(reports(ids))
            return read[-1]

        monkeypatch.setattr(ledger, "reports", reports_read)
        by_name, by_id = ledger.compare("mild.txt", "grave.txt"), ledger.compare(*ids)
        ledger.compare("Post", "Star")
    assert by_name.differently == by_id.differently and by_name.both == by_id.both
    assert [sorted(report.id for report in one) for one in read[:2]] == [sorted(ids)] * 2
    assert len(read[2]) == 3, "an outlet's reports are found among all"


def test_outlets_and_countries_outlets_are_compared_by_name():
    mild, grave = pair()
    more = Draft("more.txt", "Star", "2031-05-20")
    alone = more.event("Borduria mined the canal.", "mined", "MOBILIZE", [BORDURIA], when=day("2031-05-19"))
    urls = ("https://post.example.fr/1", "https://star.example.de/1", "https://star.example.de/2")
    with held([mild, grave, more], urls) as ledger:
        outlets = ledger.compare("post", "Star")
        countries = ledger.compare("France", "DEU")
        entry = next(one.id for one in ledger.entries() if alone in one.members)
        with pytest.raises(LedgerError, match="share reports"):
            ledger.compare("Star", "more.txt")
        with pytest.raises(LedgerError, match="no report Gazette, nor an outlet"):
            ledger.compare("Star", "Gazette")
    assert outlets.a.kind == "outlet" and outlets.b.reports == tuple(sorted((grave.id, more.id)))
    assert outlets.only_b == countries.only_b == (entry,)
    assert countries.a.name == "outlets of France" and countries.both == outlets.both


def test_search_finds_words_bent_or_begun_and_ranks_the_rarer_higher():
    one = Draft("one.txt", "Wire", "2031-05-14")
    barge = one.statement(
        "Marek said the barges were negotiating locks.", "the barges were negotiating locks", [MAREK]
    )
    for text in (
        "lock keepers want rain",
        "the third lock leaks oil",
        "no lock opened at night",
        "paint any lock red",
    ):
        one.statement(f"Marek said {text}.", text, [MAREK])
    with held([one]) as ledger:
        assert [barge in entry.members for entry in ledger.search("negotiation")] == [True]
        assert barge in ledger.search("lock barge")[0].members
        assert len(ledger.search("LOCK")) == 5
        assert len(ledger.search("Mar lock", limit=2)) == 2
        assert ledger.search("lock weasel") == ledger.search("  ") == ledger.search("'; --") == []
        hidden = next(entry for entry in ledger.entries() if barge in entry.members)
        ledger.judge("hide", "ada", one=hidden.id)
        assert ledger.search("negotiation") == []


def test_views_are_queried_by_day_and_month():
    draft = Draft("one.txt", "Wire", "2031-05-14")
    for on in ("2031-05-02", "2031-05-12"):
        draft.event(
            f"Syldavia expelled a diplomat on {on}.", "expelled", "SANCTION", [SYLDAVIA], [BORDURIA],
            mode="expel", when=day(on),
        )  # fmt: skip
    draft.event("Syldavia helped Borduria.", "helped", "AID", [SYLDAVIA], [BORDURIA], when=day("2031-05-12"))
    with held([draft]) as ledger:
        days = ledger.sql(
            "SELECT actor, recipient, day::VARCHAR, events, cooperation, conflict FROM dyads"
        ).fetchall()
        (month,) = ledger.sql("FROM dyads_by_month").fetchall()
        (source,) = ledger.sql("SELECT outlet, reports, entries FROM sources").fetchall()
    assert days == [("SYL", "BDR", "2031-05-02", 1, 0, 1), ("SYL", "BDR", "2031-05-12", 2, 1, 1)]
    assert month[:2] == ("SYL", "BDR") and month[3] == 3 and month[5:] == (1, 2)
    assert source == ("Wire", 1, 3)
