"""Reports without a date get one from the entries that they share with dated reports."""

import datetime as dt
import itertools

import pytest

from drafts import BORDURIA, ILINA, MAREK, SYLDAVIA, Draft, day, words
from dragoman.ledger import Ledger


@pytest.fixture
def dated():
    """Published on Wednesday, 14 May 2031."""
    draft = Draft("dated.txt", "Morning Post", "2031-05-14")
    draft.statement(
        "Marek said on Tuesday the strait must stay open to grain ships.",
        "the strait must stay open to grain ships",
        [MAREK],
        when=day("2031-05-13", "Tuesday"),
    )
    draft.statement(
        "Ilina told reporters Wednesday the envoys had left with sealed letters.",
        "the envoys had left with sealed letters",
        [ILINA],
        when=day("2031-05-14", "Wednesday"),
    )
    draft.event(
        "Syldavia demanded last week that Borduria scrap its harbour tolls.", "demanded", "REQUEST",
        [SYLDAVIA], [BORDURIA], content="scrap its harbour tolls",
        when=day("2031-05-05/2031-05-11", "last week"),
    )  # fmt: skip
    return draft


@pytest.fixture
def undated():
    draft = Draft("undated.txt")
    draft.statement(
        "The strait must stay open to ships with grain, Marek said on Tuesday.",
        "The strait must stay open to ships with grain",
        [MAREK],
        when=words("Tuesday"),
    )
    draft.statement(
        "On Wednesday, Ilina said the envoys left with letters under seal.",
        "the envoys left with letters under seal",
        [ILINA],
        when=words("Wednesday"),
    )
    draft.event(
        "Last week Syldavia demanded that the harbour tolls of Borduria be scrapped.", "demanded", "REQUEST",
        [SYLDAVIA], [BORDURIA], content="harbour tolls of Borduria be scrapped", when=words("Last week"),
    )  # fmt: skip
    draft.event(
        "A summit is to follow next month.", "summit", "AGREE", [BORDURIA], marks=("future",),
        when=words("next month", "future"),
    )  # fmt: skip
    draft.time("Tuesday")
    draft.time("next month", "future")
    return draft


def in_one_ledger(*drafts):
    ledger = Ledger(None)
    for draft in drafts:
        ledger.add(draft.reading())
    ledger.reconcile()
    return ledger


def test_weekdays_and_last_week_give_the_date_with_range_and_reason(dated, undated):
    ledger = in_one_ledger(dated, undated)
    (inferred,) = ledger.inferred_dates()
    assert inferred.report == undated.id
    assert inferred.date == inferred.earliest == dt.date(2031, 5, 14)
    # Whether on a Sunday "last week" is the one just ending is for the times component to say.
    assert dt.date(2031, 5, 17) <= inferred.latest <= dt.date(2031, 5, 18)
    assert "“Wednesday” is 2031-05-14 in dated.txt" in inferred.reason
    assert "“Last week” is 2031-05-05/2031-05-11" in inferred.reason


def test_relative_words_are_resolved_again_and_the_stored_reading_stays(dated, undated):
    ledger = in_one_ledger(dated, undated)
    (report,) = [report for report in ledger.reports() if report.id == undated.id]
    assert (report.published, report.date_basis) == (dt.date(2031, 5, 14), "inferred")
    (now,) = [reading for reading in ledger.readings() if reading.report.id == undated.id]
    assert [(when.edtf, when.basis) for when in (told.when for told in now.statements)] == [
        ("2031-05-13", "inferred"),
        ("2031-05-14", "inferred"),
    ]
    assert [(time.value, time.basis) for time in now.times] == [
        ("2031-05-13", "inferred"),
        ("2031-06", "inferred"),
    ]
    (plan,) = ledger.entries("plan")
    assert (plan.date, plan.date_basis) == ("2031-06", "inferred")
    assert undated.reading() in ledger.readings(original=True)


def test_the_inferred_date_is_redone_and_does_not_depend_on_order(dated, undated):
    other = Draft("other.txt", "Evening Star", "2031-05-15")
    other.say("Nothing of note took place.")
    seen = {
        tuple(date.model_dump_json() for date in in_one_ledger(*drafts).inferred_dates())
        for drafts in itertools.permutations((dated, undated, other))
    }
    assert len(seen) == 1
    ledger = in_one_ledger(undated)
    assert ledger.inferred_dates() == []
    ledger.add(dated.reading())
    ledger.reconcile()
    assert len(ledger.inferred_dates()) == 1


def test_an_undated_report_that_shares_nothing_stays_undated(dated):
    stranger = Draft("stranger.txt")
    stranger.statement("Ilina said on Monday rain was due.", "rain was due", [ILINA], when=words("Monday"))
    ledger = in_one_ledger(dated, stranger)
    assert ledger.inferred_dates() == []
    assert {report.published for report in ledger.reports()} == {None, dt.date(2031, 5, 14)}


def test_a_reread_finds_dates_that_have_no_words_of_their_own(dated, undated):
    read = []

    def reread(report):
        read.append(report)
        reading = undated.reading()
        when = day(report.published.isoformat(), "")
        statements = tuple(told.model_copy(update={"when": when}) for told in reading.statements)
        return reading.model_copy(update={"report": report, "statements": statements})

    ledger = Ledger(None)
    for draft in (dated, undated):
        ledger.add(draft.reading())
    ledger.reconcile(reread)
    assert read[-1].date_basis == "inferred"
    (now,) = [reading for reading in ledger.readings() if reading.report.id == undated.id]
    assert {told.when.edtf for told in now.statements} == {"2031-05-14"}
    assert undated.reading() in ledger.readings(original=True)


def test_words_that_lean_on_another_event_do_not_vote(dated):
    leaning = Draft("leaning.txt")
    leaning.statement(
        "Ilina said the envoys left with letters under seal, a day after the feast.",
        "the envoys left with letters under seal",
        [ILINA],
        when=words("a day after"),
    )
    ledger = in_one_ledger(dated, leaning)
    assert ledger.inferred_dates() == []
    assert [told.when.basis for told in ledger.statements() if told.report == leaning.id] == ["unresolved"]
