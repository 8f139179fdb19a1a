"""How `dragoman code` prints each kind of record, from records made by hand."""

import pytest

from dragoman.cli_code import print_reading
from dragoman.reading.assemble import Metadata, make_report
from dragoman.records import Actor, Event, Mention, Position, Reading, Span, Statement, Time, When

TEXT = "Karin Holt [of Norland] said on Monday that Estmark would not withdraw its boats."
NORLAND = Actor(id="state/NLD", name="Norland", kind="state", code="NLD")
HOLT = Actor(
    id="person/karin-holt",
    name="Karin Holt",
    kind="person",
    code="NLD",
    sectors=("GOV",),
    office="foreign minister",
)
ESTMARK = Actor(id="state/EST", name="Estmark", kind="state", code="EST")


def span(words):
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def mention(words, actor, **more):
    return Mention(span=span(words), text=words, actor=actor, how="name", **more)


@pytest.fixture
def reading():
    report = make_report("text", TEXT, Metadata())
    holt = mention("Karin Holt", HOLT, because="foreign minister on that day", alternatives=(NORLAND,))
    estmark = mention("Estmark", ESTMARK)
    monday = When(edtf="2022-01-10", basis="publication", text="on Monday", span=span("on Monday"))
    statement = Statement(
        id="stm_1",
        report=report.id,
        span=span(TEXT),
        kind="indirect",
        speakers=(holt,),
        cue=span("said"),
        contents=(span("Estmark would not withdraw its boats"),),
        when=monday,
    )
    event = Event(
        id="evt_1",
        report=report.id,
        span=span("Estmark would not withdraw its boats"),
        trigger=span("withdraw"),
        actors=(estmark,),
        category="RETREAT",
        mode="withdraw",
        marks=("future", "negation"),
        attributed_to=(holt,),
        statement="stm_1",
        reasons=("“withdraw” with forces as its object", "“not” denies it"),
        confidence=0.75,
        runner_up="CONCEDE",
    )
    position = Position(
        id="pos_1",
        report=report.id,
        span=event.span,
        party=ESTMARK,
        issue="boats",
        stance="refuses",
        content="withdraw its boats",
        told_by=(holt,),
        source="evt_1",
    )
    time = Time(
        span=span("on Monday"),
        text="on Monday",
        type="DATE",
        value="2022-01-10",
        edtf="2022-01-10",
        basis="publication",
        tense="past",
    )
    return Reading(
        report=report,
        model="test",
        times=(time,),
        actors=(holt, estmark),
        statements=(statement,),
        events=(event,),
        positions=(position,),
    )


@pytest.fixture
def printed(reading, capsys):
    print_reading(reading)
    return " ".join(capsys.readouterr().out.split())


def test_a_time_shows_its_words_value_and_basis(printed):
    assert "“on Monday” = 2022-01-10" in printed
    assert "basis publication, past tense" in printed


def test_an_actor_shows_codes_office_why_and_other_readings(printed):
    assert "“Karin Holt” = Karin Holt [NLD GOV] foreign minister" in printed
    assert "name: foreign minister on that day, confidence 1.00" in printed
    assert "or Norland [NLD]" in printed


def test_a_statement_shows_speaker_kind_cue_and_contents(printed):
    assert "Karin Holt says: “Estmark would not withdraw its boats”" in printed
    assert "kind indirect" in printed
    assert "cue “said”" in printed


def test_an_event_shows_its_marks_attribution_and_every_reason(printed):
    assert "RETREAT/withdraw [future, negation]: Estmark" in printed
    assert "told by Karin Holt" in printed
    assert "inside a statement, indirect, says" in printed
    assert "because “not” denies it" in printed
    assert "0.75, else CONCEDE" in printed


def test_a_position_shows_party_stance_issue_and_who_tells_it(printed):
    assert "Estmark refuses: withdraw its boats" in printed
    assert "issue boats" in printed


def test_what_a_sentence_does_not_tell_is_said(reading, capsys):
    print_reading(reading.model_copy(update={"times": (), "positions": ()}))
    assert capsys.readouterr().out.count("none") == 2
