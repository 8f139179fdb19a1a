"""Where parties stand: issues under one name, what answers what, red lines, own views, what is agreed."""

import pytest

from drafts import BORDURIA, ILINA, MAREK, SYLDAVIA, Draft, day
from dragoman.coding.issues import Issue
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger

TELLS = {
    "demands": "REQUEST",
    "offers": "AGREE",
    "accepts": "CONCEDE",
    "refuses": "REJECT",
    "open to": "AGREE",
}


class Talks:
    """A report in which parties take stances, one a sentence."""

    def __init__(self, name="a.txt"):
        self.draft = Draft(name, name, "2031-05-30")

    def take(self, who, stance, content, issue, on, toward=(), **fields):
        source = self.draft.event(
            f"{who.name} {stance} {content} on {on}.", stance, TELLS[stance], [who], toward, content=content,
            when=day(on),
        )  # fmt: skip
        self.draft.position(content, fields.pop("party", who), stance, issue, source)
        last = self.draft.positions[-1]
        start = self.draft.text.rindex(content)
        self.draft.positions[-1] = last.model_copy(
            update={
                "id": f"{last.id}-{len(self.draft.positions)}",
                "span": last.span.model_copy(update={"start": start, "end": start + len(content)}),
                "when": day(on),
                "toward": tuple(toward),
                **fields,
            }
        )
        return source


def ledger_of(*talks):
    ledger = Ledger(None)
    ledger.add_all(one.draft.reading() for one in talks)
    ledger.reconcile()
    return ledger


def line_of(ledger, stance, party=None):
    (found,) = [
        line
        for line in ledger.positions()
        if line.stance == stance and (party is None or line.party.id == party.id)
    ]
    return found


def bargain():
    talks = Talks()
    talks.take(
        BORDURIA, "demands", "the removal of all toll gates from the canal", "canal", "2031-05-01", [SYLDAVIA]
    )
    talks.take(SYLDAVIA, "refuses", "the removal of the toll gates", "canal", "2031-05-03", [BORDURIA])
    talks.take(SYLDAVIA, "offers", "a lower toll on grain barges", "canal", "2031-05-08", [BORDURIA])
    talks.take(BORDURIA, "accepts", "a lower toll on grain barges", "canal", "2031-05-12", [SYLDAVIA])
    return talks


def test_a_demand_its_refusal_and_the_offer_that_follows_hang_together():
    with ledger_of(bargain()) as ledger:
        demand, refusal = line_of(ledger, "demands"), line_of(ledger, "refuses")
        offer, yes = line_of(ledger, "offers"), line_of(ledger, "accepts")
        (canal,) = ledger.issues()
    assert [(tie.how, tie.line) for tie in refusal.ties] == [("answers", demand.id)]
    assert [(tie.how, tie.line) for tie in offer.ties] == [("counters", demand.id)]
    assert [(tie.how, tie.line) for tie in yes.ties] == [("answers", offer.id)]
    assert demand.ties == ()
    assert [line.stance for line in canal.lines] == ["demands", "refuses", "offers", "accepts"]
    assert [(one.sides, one.content) for one in canal.agreed] == [
        ((BORDURIA, SYLDAVIA), "a lower toll on grain barges")
    ]


def test_what_came_before_is_no_answer_nor_is_what_the_same_party_says():
    talks = Talks()
    talks.take(SYLDAVIA, "refuses", "the removal of toll gates", "canal", "2031-05-01", [BORDURIA])
    talks.take(BORDURIA, "demands", "free use of the harbour", "canal", "2031-05-09")
    talks.take(BORDURIA, "refuses", "free use of the harbour by others", "canal", "2031-05-12")
    with ledger_of(talks) as ledger:
        assert all(line.ties == () for line in ledger.positions())


def test_a_party_that_gives_way_is_told_with_the_stance_it_leaves():
    talks = Talks()
    talks.take(SYLDAVIA, "refuses", "joint patrols on the upper canal", "canal", "2031-05-02")
    talks.take(SYLDAVIA, "accepts", "joint patrols on the upper canal", "canal", "2031-05-20")
    with ledger_of(talks) as ledger:
        refusal, yes = line_of(ledger, "refuses"), line_of(ledger, "accepts")
    assert [(tie.how, tie.line) for tie in yes.ties] == [("departs from", refusal.id)]
    assert not yes.own_view


def test_who_speaks_alone_against_the_party_is_told_as_an_own_view():
    one, other = Talks("a.txt"), Talks("b.txt")
    for talks in (one, other):
        talks.take(BORDURIA, "refuses", "foreign pilots on canal barges", "canal", "2031-05-10")
    one.take(
        ILINA,
        "open to",
        "foreign pilots on canal barges",
        "canal",
        "2031-05-11",
        party=BORDURIA,
        speaker=ILINA,
    )
    with ledger_of(one, other) as ledger:
        refusal, view = line_of(ledger, "refuses"), line_of(ledger, "open to")
    assert view.own_view and not refusal.own_view
    assert view.speakers == (ILINA,) and view.party == BORDURIA
    assert [(tie.how, tie.line) for tie in view.ties] == [("departs from", refusal.id)]


def test_an_own_view_by_its_own_words_does_not_join_the_partys():
    talks = Talks()
    talks.take(
        MAREK, "open to", "a ferry for both shores", "ferry", "2031-05-10", party=BORDURIA, speaker=MAREK
    )
    talks.take(
        ILINA, "open to", "a ferry for both shores", "ferry", "2031-05-10", party=BORDURIA, speaker=ILINA,
        own_view=True, red_line=True,
    )  # fmt: skip
    with ledger_of(talks) as ledger:
        lines = ledger.positions()
        shown = ledger.sql("SELECT party_code, speakers, own_view, red_line FROM positions").fetchall()
    assert sorted((line.own_view, line.red_line, line.speakers) for line in lines) == [
        (False, False, (MAREK,)),
        (True, True, (ILINA,)),
    ]
    assert sorted(shown) == [("BDR", ["Ota Marek"], False, False), ("BDR", ["Vera Ilina"], True, True)]


def test_positions_that_speak_of_the_same_are_one_issue_whatever_noun_leads():
    talks = Talks()
    talks.take(BORDURIA, "demands", "lower tolls for grain barges on the Zuber canal", "toll", "2031-05-01")
    talks.take(SYLDAVIA, "refuses", "lower tolls for grain barges of the Zuber canal", "barge", "2031-05-02")
    talks.take(SYLDAVIA, "offers", "a school for deaf children", "school", "2031-05-02")
    with ledger_of(talks) as ledger:
        issues = {line.stance: line.issue for line in ledger.positions()}
    assert issues["demands"] == issues["refuses"] != issues["offers"]


def test_a_users_issues_name_the_positions_of_reports_read_before():
    with ledger_of(bargain()) as ledger:
        ledger.fix_issues(
            [Issue(name="levies", cues=("toll", "duty")), Issue(name="herring", cues=("fish",))]
        )
        ledger.reconcile()
        assert {line.issue for line in ledger.positions()} == {"levies"}
        ledger.fix_issues([])
        ledger.reconcile()
        assert {line.issue for line in ledger.positions()} == {"canal"}


def test_a_person_renames_merges_and_splits_issues_and_takes_it_back():
    talks = bargain()
    talks.take(SYLDAVIA, "demands", "an apology for the burnt flag", "flag", "2031-05-15")
    later = Talks("later.txt")
    later.take(BORDURIA, "refuses", "a tax on upstream lighthouses", "canal", "2031-05-25")
    with ledger_of(talks) as ledger:
        before = ledger.positions()
        renamed = ledger.judge("rename", "ada", field="canal", value="tolls on the canal", why="clearer")
        entry = line_of(ledger, "offers").entries[0]
        ledger.judge("split", "ada", one=entry, value="grain")
        merged = ledger.judge("merge", "ada", field="flag", value="grain")
        ledger.add(later.draft.reading())
        ledger.reconcile(anew=True)
        by_issue = {}
        for line in ledger.positions():
            by_issue.setdefault(line.issue, []).append((line.party.code, line.stance))
        assert {name: sorted(lines) for name, lines in by_issue.items()} == {
            "tolls on the canal": [
                ("BDR", "accepts"), ("BDR", "demands"), ("BDR", "refuses"), ("SYL", "refuses"),
            ],
            "grain": [("SYL", "demands"), ("SYL", "offers")],
        }  # fmt: skip
        ledger.judge("undo", "ada", undoes=merged.id)
        assert "flag" in {line.issue for line in ledger.positions()}
        ledger.judge("undo", "ada", undoes=renamed.id)
        assert {line.issue for line in before} <= {line.issue for line in ledger.positions()}


@pytest.mark.parametrize(
    ("kind", "field", "value", "says"),
    [
        ("rename", "weather", "fog", "no issue 'weather'"),
        ("rename", "canal", "flag", "there is an issue 'flag' already"),
        ("merge", "canal", "weather", "no other issue 'weather'"),
        ("merge", "canal", "canal", "no other issue 'canal'"),
        ("rename", "canal", " ", "needs a name"),
    ],
)
def test_a_judgement_of_an_issue_that_is_not_there_is_refused(kind, field, value, says):
    talks = bargain()
    talks.take(SYLDAVIA, "demands", "an apology for the burnt flag", "flag", "2031-05-15")
    with ledger_of(talks) as ledger, pytest.raises(LedgerError, match=says):
        ledger.judge(kind, "ada", field=field, value=value)
