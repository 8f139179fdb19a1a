"""The scorer of short mentions, and the set it is meant for."""

import json
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.evaluate.mentions import Row, best, evaluate, read_rows, same_office
from dragoman.records import Actor, Mention, Span

GOLD = Path(__file__).parents[1] / "gold" / "mentions"
PLAIN = {
    "id": "one",
    "kind": "name",
    "date": "2001-02-03",
    "text": "France and Spain met.",
    "mention": "Spain",
    "code": "ESP",
}


def actor(code="ESP", sectors=("GOV",), office=""):
    return Actor(id="x", name="X", kind="person", code=code, sectors=sectors, office=office)


def mention(start, end, **of):
    return Mention(span=Span(start=start, end=end), text="x", actor=actor(**of), how="name")


@pytest.mark.parametrize("half", ["mentions_dev", "mentions_test"])
def test_each_half_of_the_set_holds_well_formed_rows(half):
    rows = read_rows(GOLD / f"{half}.jsonl")
    assert len(rows) == 519
    assert len({row.id for row in rows}) == 519


def test_the_halves_share_no_row():
    dev, test = ({row.id for row in read_rows(GOLD / f"mentions_{half}.jsonl")} for half in ("dev", "test"))
    assert not dev & test


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ("President of Russia", "president"),
        ("Minister of Foreign Affairs", "foreign minister"),
        ("Secretary of Defense", "defence secretary"),
        ("Premier", "prime minister"),
        ("UN Secretary-General", "secretary general"),
        ("", ""),
    ],
)
def test_two_titles_of_one_role_agree(ours, expected):
    assert same_office(ours, expected)


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ("vice president", "president"),
        ("minister", "prime minister"),
        ("chancellor of the exchequer", "chancellor"),
        ("", "president"),
        ("president", ""),
    ],
)
def test_titles_of_other_roles_do_not_agree(ours, expected):
    assert not same_office(ours, expected)


def test_the_mention_with_most_in_common_is_judged():
    row = Row.model_validate(PLAIN)
    assert [a.code for a in best(row, [mention(0, 16, code="FRA"), mention(11, 16)])] == ["ESP"]
    assert best(row, [mention(0, 6)]) == []


def test_a_longer_phrase_does_not_make_an_actor_of_a_place():
    row = Row.model_validate({**PLAIN, "code": None})
    assert row.judge(best(row, [mention(0, 16)])) == {"no_actor": True}
    assert row.judge(best(row, [mention(11, 16)])) == {"no_actor": False}


def test_any_of_the_accepted_lists_gives_the_main_sector():
    row = Row.model_validate({**PLAIN, "sectors": ["GOV"], "sectors_any": [["GOV"], []]})
    assert row.judge([actor(sectors=())])["sector"]
    assert row.judge([actor(sectors=("GOV", "MIL"))])["sector"]
    assert not row.judge([actor(sectors=("MIL", "GOV"))])["sector"]


def test_every_actor_of_a_shared_span_must_be_right():
    row = Row.model_validate(PLAIN)
    assert not row.judge([actor(), actor(code="FRA")])["code"]


@pytest.mark.parametrize("change", [{"mention": "Italy"}, {"start": 3}, {"colour": "red"}])
def test_a_malformed_row_is_told_with_its_line(tmp_path, change):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(PLAIN) + "\n" + json.dumps({**PLAIN, **change}) + "\n")
    with pytest.raises(DataError, match="line 2"):
        read_rows(path)


def test_a_set_is_read_with_its_dates_and_scored(tmp_path, nlp):
    rows = [
        {**PLAIN, "id": "a", "sectors": ["GOV"], "sectors_any": [["GOV"], []]},
        {**PLAIN, "id": "b", "mention": "France", "code": "ITA", "kind": "description"},
    ]
    path, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = evaluate(path, nlp, out)
    assert found["rows"] == 2
    assert found["code"] == 0.5
    assert found["by_kind"]["name"]["code"] == 1.0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["a", "b"]
