"""The account: what it says of a ledger, and that every line leads to the words."""

import pytest

from dragoman.ledger import Ledger
from dragoman.views import Account, build_account, wording
from dragoman.views.account import actor_lines
from sheets import NORTH, SOUTH, Sheet, day, first_sheet, ledger_of, second_sheet


def line_of(account, words):
    (found,) = [line for line in (*account.timeline, *account.calendar) if words in line.words]
    return found


def test_the_headline_counts_reports_outlets_and_entries(account):
    headline = account.headline
    assert headline.period == "5–6 Mar 2020"
    assert (headline.reports, headline.undated, headline.independent) == (2, 0, 2)
    assert headline.entries == headline.events + headline.statements + headline.plans == 7
    assert headline.model == "hand 1.0"


def test_a_thing_that_two_reports_tell_is_one_line_with_both(account):
    line = line_of(account, "demanded")
    assert line.sources == (1, 2)
    assert [telling.source for telling in line.tellings] == [1, 2]
    assert (line.who, line.whom) == ((NORTH,), (SOUTH,))
    assert line.date.text == "Tue 3 Mar 2020"
    assert line.date.told == ("on Tuesday",)


@pytest.mark.parametrize(
    ("words", "status", "marker"),
    [
        ("refused", "happened", []),
        ("did not send", "denied", ["denied"]),
        ("would close", "hypothetical", ["conditional"]),
        ("fired on", "happened", ["claimed by Clara Voss"]),
        ("will meet", "planned", ["planned"]),
    ],
)
def test_what_did_not_happen_is_marked_in_words(account, words, status, marker):
    line = line_of(account, words)
    assert line.status == status
    assert [word for _, word in wording.markers(line)] == marker


@pytest.mark.parametrize(("tellings", "markers"), [((0.3,), ["unsure"]), ((0.3, 0.9), []), ((0.4,), [])])
def test_what_no_telling_is_sure_of_says_so(tellings, markers):
    made = []
    for n, confidence in enumerate(tellings):
        sheet = Sheet(f"{n}.txt", f"Post {n}", "2020-03-05")
        sheet.event(
            "Nordia expelled twelve envoys of Sudland.",
            "expelled",
            "SANCTION",
            [NORTH],
            [SOUTH],
            mode="expel",
            when=day("2020-03-04"),
            confidence=confidence,
        )
        made.append(sheet)
    with ledger_of(*made) as ledger:
        (line,) = build_account(ledger).timeline
    assert [word for _, word in wording.markers(line)] == markers


def test_a_planned_meeting_stands_in_the_calendar_alone(account):
    (plan,) = account.calendar
    assert "will meet" in plan.words
    assert plan.did == "will meet"
    assert plan.id not in {line.id for line in account.timeline}


def test_undated_lines_come_last(account):
    dated = [bool(line.date.edtf) for line in account.timeline]
    assert dated == sorted(dated, reverse=True)


def test_two_renderings_of_a_statement_are_one_line_with_both_as_printed(account):
    (group,) = account.statements
    assert (group.name, group.office) == ("Clara Voss", "foreign minister of Nordia")
    (statement,) = group.statements
    assert [(rendering.words, rendering.sources) for rendering in statement.renderings] == [
        ("“No captain shall wait at the northern port,”", (1,)),
        ("No captain should have to wait at the northern port", (2,)),
    ]
    assert statement.channel == "at the quay"
    assert statement.addressees == ("sailors",)


def test_positions_stand_by_party_and_issue_with_their_reports(account):
    told = [
        (group.party.name, issue.issue, position.stance, position.sources)
        for group in account.positions
        for issue in group.issues
        for position in issue.positions
    ]
    assert told == [("Nordia", "ferry port", "demands", (1, 2)), ("Sudland", "ferry port", "refuses", (2,))]


def test_every_telling_is_the_report_s_own_text_at_its_span(account):
    texts = {1: first_sheet().text, 2: second_sheet().text}
    lines = [*account.lines().values()]
    lines += [p for group in account.positions for issue in group.issues for p in issue.positions]
    assert lines
    for line in lines:
        assert line.tellings
        for telling in line.tellings:
            text = texts[telling.source]
            assert text[telling.span.start : telling.span.end] == telling.words
            start = telling.span.start - len(telling.before)
            assert text[start:].startswith(telling.before + telling.words + telling.after)
            assert "\n" not in telling.before + telling.after


def test_reports_are_numbered_by_date_and_compared(account):
    part = account.reports
    assert [(source.number, source.label) for source in part.sources] == [
        (1, "Morning Wire"),
        (2, "Evening Post"),
    ]
    lines = account.lines()
    assert all(lines[key].sources == (1, 2) for key in part.by_all)
    assert len(part.by_all) == 2
    for number, keys in part.only.items():
        assert all(lines[key].sources == (number,) for key in keys)
    (difference,) = part.differences
    assert difference.field == "wording"
    assert [(value.value, value.sources) for value in difference.values] == [
        ("yield", (1,)),
        ("change", (2,)),
    ]


def test_an_inferred_date_says_from_what_and_names_reports_by_number():
    dated = Sheet("dated.txt", "Wire", "2020-03-05")
    undated = Sheet("undated.txt")
    for sheet, when in ((dated, day("2020-03-03", "Tuesday", "publication")), (undated, None)):
        for deed in ("open the northern ferry port", "free the crew of the yellow trawler"):
            when_told = when or day("", "Tuesday", "unresolved").model_copy(update={"tense": "past"})
            sheet.event(
                f"Nordia demanded that Sudland {deed}.",
                "demanded",
                "REQUEST",
                [NORTH],
                [SOUTH],
                when=when_told,
            )
    with ledger_of(dated, undated) as ledger:
        made = build_account(ledger)
    source = next(source for source in made.reports.sources if source.name == "undated.txt")
    assert source.date_basis == "inferred"
    other = next(source for source in made.reports.sources if source.name == "dated.txt")
    assert f"[{other.number}]" in source.inferred_from
    assert "“Tuesday”" in source.inferred_from
    assert "dated.txt" not in source.inferred_from


def test_an_empty_ledger_gives_an_empty_account():
    with Ledger(None) as ledger:
        made = build_account(ledger)
    assert made.headline.entries == 0
    assert made.timeline == ()


def test_the_account_survives_json(account):
    assert Account.model_validate_json(account.model_dump_json()) == account


def test_actors_are_counted_by_what_they_do():
    with ledger_of(first_sheet(), second_sheet()) as ledger:
        lines = {line.actor.name: line for line in actor_lines(ledger)}
    assert lines["Clara Voss"].speaks == 1
    assert lines["Nordia"].acts == 2
    assert lines["Sudland"].receives == 1


def test_sources_are_cited_in_runs():
    assert wording.cite((1,)) == "[1]"
    assert wording.cite((2, 1)) == "[1][2]"
    assert wording.cite((1, 2, 3, 5)) == "[1–3][5]"
