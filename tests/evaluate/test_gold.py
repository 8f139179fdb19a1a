"""The scorer of gold annotations, on a small report of our own."""

import hashlib
import json
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.gold import evaluate, score
from dragoman.evaluate.gold_format import load, load_ledger
from dragoman.records import (
    Actor,
    Entry,
    Event,
    Mention,
    Position,
    Reading,
    Report,
    Span,
    Statement,
    Time,
    When,
)

TEXT = (
    "Freedonia demanded on Monday that Sylvania open the river. "
    "Sylvania refused, and no troops crossed the border, minister Ada Lund said."
)
FREEDONIA = Actor(id="state/FRE", name="Freedonia", kind="state", code="FRE")
SYLVANIA = Actor(id="state/SYL", name="Sylvania", kind="state", code="SYL")
LUND = Actor(id="person/lund", name="Ada Lund", kind="person", code="SYL")
DAY = "2020-03-02"


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def span(words):
    start, end = at(words)
    return Span(start=start, end=end)


def mention(actor):
    return (Mention(span=Span(start=0, end=1), text="", actor=actor, how="name"),)


def event(name, clause, trigger, category, actor, recipients=(), day="", **more):
    return Event(
        id=name,
        report="r",
        span=span(clause),
        trigger=span(trigger),
        actors=mention(actor),
        recipients=recipients,
        category=category,
        when=When(edtf=day),
        **more,
    )


DEMAND = event(
    "ev_1",
    "Freedonia demanded on Monday that Sylvania open the river",
    "demanded",
    "REQUEST",
    FREEDONIA,
    mention(SYLVANIA),
    DAY,
)
REFUSAL = event("ev_2", "Sylvania refused", "refused", "REJECT", SYLVANIA, attributed_to=mention(LUND))
SAID = Statement(
    id="st_1",
    report="r",
    span=span(TEXT[59:]),
    kind="indirect",
    speakers=mention(LUND),
    cue=span("said"),
    contents=(span("Sylvania refused, and no troops crossed the border"),),
)
MONDAY = Time(span=span("on Monday"), text="on Monday", type="DATE", value=DAY, edtf=DAY, basis="publication")
STANCE = Position(
    id="po_1",
    report="r",
    span=DEMAND.span,
    party=FREEDONIA,
    issue="river",
    stance="demands",
    content="",
    when=When(edtf=DAY),
    source="ev_1",
)
CROSSING = event("ev_3", "no troops crossed the border", "crossed", "ASSAULT", SYLVANIA, marks=("negation",))
REPORT = Report(id="r", name="a.txt", text=TEXT, body=Span(start=0, end=len(TEXT)), published="2020-03-04")
PERFECT = Reading(
    report=REPORT,
    model="none",
    events=(DEMAND, REFUSAL),
    statements=(SAID,),
    times=(MONDAY,),
    positions=(STANCE,),
)


@pytest.fixture
def gold():
    return {
        "report": "a.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "published": "2020-03-04",
        "date_basis": "stated",
        "events": [
            {
                "id": "e1",
                "span": at("Freedonia demanded on Monday that Sylvania open the river"),
                "trigger": at("demanded"),
                "actor": ["FRE"],
                "recipient": ["SYL"],
                "category": "REQUEST",
                "date": DAY,
            },
            {
                "id": "e2",
                "span": at("Sylvania refused"),
                "trigger": at("refused"),
                "actor": ["SYL"],
                "recipient_optional": ["FRE"],
                "category": ["REJECT", "ACCUSE"],
                "date": "*",
                "attributed_to": ["SYL"],
            },
            {
                "id": "e3",
                "optional": True,
                "span": at("no troops crossed the border"),
                "trigger": at("crossed"),
                "actor": ["SYL"],
                "category": "*",
                "marks": ["negation"],
            },
        ],
        "not_happened": [
            {"id": "n1", "span": at("no troops crossed the border"), "why": "no crossing"},
            {"id": "n2", "span": at("open the river"), "why": "demanded", "unless": ["REQUEST"]},
        ],
        "statements": [
            {
                "id": "s1",
                "speaker": {"name": "Ada Lund", "code": "SYL", "person": True},
                "kind": "indirect",
                "contents": [at("Sylvania refused, and no troops crossed the border")],
                "cue": at("said"),
            }
        ],
        "times": [{"span": at("Monday"), "type": "DATE", "value": DAY, "edtf": DAY, "relative": True}],
        "positions": [
            {
                "id": "p1",
                "party": "FRE",
                "issue": "x",
                "stance": ["demands"],
                "span": at("demanded"),
                "date": DAY,
            }
        ],
    }


def changed(**fields):
    return PERFECT.model_copy(update=fields)


def test_a_perfect_reading_scores_one(gold):
    result = score(PERFECT, gold)
    for kind in ("events", "statements", "times", "positions"):
        assert result[kind]["precision"] == result[kind]["recall"] == result[kind]["f1"] == 1
    shares = [v for kind in ("events", "statements") for k, v in result[kind].items() if k.endswith("_right")]
    assert set(shares) == {1}
    assert result["not_happened_violations"] == 0
    assert result["published_right"] is True


@pytest.mark.parametrize("kind", ["events", "statements", "times", "positions"])
def test_what_is_left_out_costs_recall_only(gold, kind):
    result = score(changed(**{kind: getattr(PERFECT, kind)[1:]}), gold)
    assert result[kind]["recall"] < 1
    others = {"events", "statements", "times", "positions"} - {kind}
    assert all(result[other]["f1"] == 1 for other in others)


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "AGREE"},
        {"actors": mention(FREEDONIA)},
        {"trigger": Span(start=0, end=9), "span": Span(start=0, end=9)},
    ],
)
def test_a_wrong_category_actor_or_place_is_a_miss_and_a_false_alarm(gold, wrong):
    result = score(changed(events=(DEMAND, REFUSAL.model_copy(update=wrong))), gold)
    assert result["events"]["recall"] == result["events"]["precision"] == 0.5


@pytest.mark.parametrize(
    ("wrong", "share"),
    [
        ({"recipients": ()}, "recipient_right"),
        ({"when": When(edtf="2020-03-03")}, "date_right"),
        ({"marks": ("negation",)}, "marks_right"),
        ({"attributed_to": mention(LUND)}, "attribution_right"),
        ({"mode": "yield"}, "mode_right"),
    ],
)
def test_a_wrong_detail_lowers_its_own_share(gold, wrong, share):
    result = score(changed(events=(DEMAND.model_copy(update=wrong), REFUSAL)), gold)["events"]
    assert result["f1"] == 1
    assert result[share] == 0.5
    assert [k for k, v in result.items() if v == 0.5 and k != "strict_right"] == [share]


def test_the_same_thing_coded_twice_costs_precision(gold):
    result = score(changed(events=(DEMAND, DEMAND.model_copy(update={"id": "ev_9"}), REFUSAL)), gold)
    assert result["events"]["precision"] == pytest.approx(2 / 3, abs=1e-4)


def test_optional_items_are_neither_rewarded_nor_punished(gold):
    result = score(changed(events=(DEMAND, REFUSAL, CROSSING)), gold)
    assert (result["events"]["predicted"], result["events"]["gold"]) == (2, 2)


def test_what_did_not_happen_must_carry_a_mark(gold):
    happened = CROSSING.model_copy(update={"marks": ()})
    assert score(changed(events=(CROSSING,)), gold)["not_happened_violations"] == 0
    assert score(changed(events=(happened,)), gold)["not_happened_violations"] == 1
    opened = event("ev_4", "open the river", "open", "RETREAT", SYLVANIA)
    assert score(changed(events=(opened,)), gold)["not_happened_violations"] == 1


def test_a_statement_needs_its_speaker_and_a_third_of_its_words(gold):
    other = SAID.model_copy(update={"speakers": mention(SYLVANIA)})
    assert score(changed(statements=(other,)), gold)["statements"]["recall"] == 0
    short = SAID.model_copy(update={"contents": (span("Sylvania"),)})
    assert score(changed(statements=(short,)), gold)["statements"]["recall"] == 0
    direct = SAID.model_copy(update={"kind": "direct"})
    assert score(changed(statements=(direct,)), gold)["statements"]["kind_right"] == 0


def test_relative_times_may_stay_open_only_while_the_report_has_no_date(gold):
    unresolved = MONDAY.model_copy(update={"value": "", "edtf": "", "basis": "unresolved"})
    undated = REPORT.model_copy(update={"published": None})
    assert score(changed(times=(unresolved,)), gold)["times"]["recall"] == 0
    open_reading = changed(times=(unresolved,), report=undated)
    assert score(open_reading, gold)["times"]["recall"] == 1
    wrong = MONDAY.model_copy(update={"value": "2020-03-03", "edtf": "2020-03-03"})
    assert score(changed(times=(wrong,), report=undated), gold)["times"]["recall"] == 0


def test_another_text_is_refused(gold):
    with pytest.raises(DataError, match="not the one that was annotated"):
        score(changed(report=REPORT.model_copy(update={"text": TEXT + " "})), gold)


def test_the_listing_shows_the_words_of_misses_and_false_alarms(gold):
    result = score(changed(events=(DEMAND, REFUSAL.model_copy(update={"category": "AGREE"}))), gold, True)
    assert result["misses"]["events"] == ["e2 Sylvania refused"]
    assert result["false_alarms"]["events"][0].endswith("Sylvania refused")


def entry(name, *members, kind="event", **more):
    return Entry(
        id=name, kind=kind, summary="", members=members, reports=(), outlets=1, independent=1, **more
    )


@pytest.fixture
def folder(tmp_path, gold):
    """Two reports with one text: what the first tells, the second tells too."""
    plan = {"id": "c1", "parties": ["FRE"], "what": "talks", "when": "2020-04", "spans": [at("demanded")]}
    gold |= {"calendar": [plan]}
    (tmp_path / "a.json").write_text(json.dumps(gold))
    (tmp_path / "b.json").write_text(json.dumps(gold | {"report": "b.txt", "date_basis": "inferred"}))
    groups = [
        {"id": "g1", "kind": "event", "members": {"a": ["e1"], "b": ["e1"]}, "what": "demand"},
        {"id": "g2", "kind": "event", "members": {"a": ["e2"], "b": ["e2"]}, "what": "refusal"},
        {"id": "g3", "kind": "plan", "members": {"a": ["c1"], "b": ["c1"]}, "what": "talks"},
    ]
    inferred = {"report": "b", "date": "2020-03-04", "from": ["g1"]}
    both = {"reports": ["a", "b"], "groups": groups, "only": {}, "inferred_date": inferred}
    (tmp_path / "both.json").write_text(json.dumps(both))
    return tmp_path


def read(path):
    stem = path.stem
    events = tuple(e.model_copy(update={"id": f"{stem}{e.id}"}) for e in PERFECT.events)
    return changed(events=events, report=REPORT.model_copy(update={"name": path.name}))


def joined(readings):
    plan = entry("en_3", "aev_1", "bev_1", kind="plan", date="2020-04")
    return [entry("en_1", "aev_1", "bev_1"), entry("en_2", "aev_2", "bev_2"), plan]


def test_right_joins_score_one(folder, tmp_path):
    result = evaluate(folder, tmp_path, read, joined)
    assert result["total"]["events"]["f1"] == 1
    assert result["ledger"]["joins"] | {"groups": 0, "pairs": 0} == {
        "precision": 1, "recall": 1, "f1": 1, "told_once": 0.5, "groups": 0, "pairs": 0,
    }  # fmt: skip
    assert result["ledger"]["calendar"] == {"precision": 1, "recall": 1, "date_right": 1, "told_once": 1}
    assert result["ledger"]["inferred_date_right"] is True


def test_a_wrong_join_costs_precision_and_a_missing_one_recall(folder, tmp_path):
    result = evaluate(folder, tmp_path, read, lambda _: [entry("en_1", "aev_1", "bev_2")], verbose=True)
    joins = result["ledger"]["joins"]
    assert joins["precision"] == joins["recall"] == 0
    assert joins["missed"] == ["g1", "g2"]
    apart = evaluate(folder, tmp_path, read, lambda _: [entry("en_1", "aev_1"), entry("en_2", "bev_1")])
    assert apart["ledger"]["joins"]["recall"] == apart["ledger"]["calendar"]["recall"] == 0


def test_a_folder_without_gold_is_named(tmp_path):
    with pytest.raises(DataError, match="holds no gold annotation"):
        evaluate(tmp_path, tmp_path, read)


def test_a_broken_annotation_is_named(tmp_path):
    (tmp_path / "a.json").write_text('{"report": 1}')
    with pytest.raises(DataError, match=r"a\.json"):
        load(tmp_path / "a.json")


def test_the_seeds_gold_counts_in_the_seeds_and_refers_to_itself(shared):
    folder = Path(__file__).parent.parent / "gold" / "seeds"
    both = load_ledger(folder / "both.json")
    for stem in both.reports:
        gold = load(folder / f"{stem}.json")
        text = (shared / "seeds" / gold.report).read_text(encoding="utf-8")
        assert hashlib.sha256(text.encode()).hexdigest() == gold.sha256
        ids = {
            "event": {e.id for e in gold.events},
            "statement": {s.id for s in gold.statements},
            "plan": {c.id for c in gold.calendar},
        }
        for event_ in gold.events:
            assert event_.span[0] <= event_.trigger[0] < event_.trigger[1] <= event_.span[1] <= len(text)
        for group in both.groups:
            assert set(group.members[stem]) <= ids[group.kind]


def gold_as_reading(gold, text):
    """A reading that tells exactly what the annotation asks for, taking the first choice everywhere."""

    def first(choice):
        return "" if choice == "*" else choice if isinstance(choice, str) else choice[0]

    def reach(offsets):
        return Span(start=offsets[0], end=offsets[1])

    def mentions(codes, name="x"):
        actors = [Actor(id=code, name=name, kind="state", code=code) for code in codes]
        return tuple(Mention(span=Span(start=0, end=1), text="", actor=a, how="name") for a in actors)

    events = tuple(
        Event(
            id=e.id,
            report="r",
            span=reach(e.span),
            trigger=reach(e.trigger),
            actors=mentions(e.actor),
            recipients=mentions(e.recipient),
            category=first(e.category) or "ASSAULT",
            mode=first(e.mode),
            marks=e.marks,
            when=When(edtf=first(e.date)),
            attributed_to=mentions(e.attributed_to),
        )
        for e in gold.events
    )
    statements = tuple(
        Statement(
            id=s.id,
            report="r",
            span=reach(s.cue),
            kind=first(s.kind),
            speakers=mentions([s.speaker.code], s.speaker.name),
            cue=reach(s.cue),
            contents=tuple(reach(c) for c in s.contents),
            when=When(edtf=first(s.date)),
        )
        for s in gold.statements
    )
    times = tuple(
        Time(
            span=reach(t.span),
            text="",
            type=first(t.type),
            value=first(t.value),
            edtf=first(t.edtf),
            basis="publication",
        )
        for t in gold.times
    )
    positions = tuple(
        STANCE.model_copy(
            update={
                "span": reach(p.span),
                "party": mentions([first(p.party)])[0].actor,
                "stance": first(p.stance),
                "when": When(edtf=first(p.date)),
            }
        )
        for p in gold.positions
    )
    report = REPORT.model_copy(update={"text": text})
    return Reading(
        report=report, model="", events=events, statements=statements, times=times, positions=positions
    )


def test_the_seeds_gold_agrees_with_itself(seeds):
    for path in seeds:
        gold = load(Path(__file__).parent.parent / "gold" / "seeds" / f"{path.stem}.json")
        result = score(gold_as_reading(gold, path.read_text(encoding="utf-8")), gold, verbose=True)
        assert {kind: result[kind]["f1"] for kind in ("events", "statements", "times", "positions")} == {
            "events": 1, "statements": 1, "times": 1, "positions": 1,
        }  # fmt: skip
        assert result["faults"] == []
        assert result["violations"] == []
