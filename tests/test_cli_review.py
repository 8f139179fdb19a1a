"""`dragoman review` from the command line."""

import json

import pytest
from typer.testing import CliRunner

from drafts import BORDURIA, MAREK, Draft, day
from dragoman.cli import app
from dragoman.ledger import Ledger


@pytest.fixture
def ledger(tmp_path):
    draft = Draft("one.txt", "Wire", "2031-05-14")
    draft.event("Borduria seized a ferry.", "seized", "COERCE", [BORDURIA], when=day("2031-05-12"))
    draft.statement("Marek said the fog is thick.", "the fog is thick", [MAREK])
    path = tmp_path / "a.duckdb"
    with Ledger(path) as store:
        store.add(draft.reading())
        store.reconcile()
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["review", *map(str, arguments)])


def entries(path):
    with Ledger(path, read_only=True) as store:
        return store.entries()


def test_a_correction_is_made_listed_and_undone(ledger):
    short = entries(ledger)[0].id.rpartition("_")[2][:8]
    done = run(ledger, "correct", short, "date", "2031-05-11", "--who", "ada", "--why", "the mayor's diary")
    assert done.exit_code == 0, done.output
    assert entries(ledger)[0].date == "2031-05-11"
    listed = run(ledger, "list").output
    assert "ada" in listed and "date is 2031-05-11 (the mayor's diary)" in listed
    (made,) = json.loads(run(ledger, "list", "--json").output)
    assert run(ledger, "undo", made["id"].rpartition("_")[2][:8]).exit_code == 0
    assert entries(ledger)[0].date == "2031-05-12"
    assert "[undone]" in run(ledger, "list").output


def test_same_and_different_take_two_and_hide_takes_one(ledger):
    one, other = (entry.id for entry in entries(ledger))
    assert run(ledger, "same", one, other).exit_code == 0
    assert len(entries(ledger)) == 1
    assert run(ledger, "hide", one).exit_code == 0
    assert entries(ledger) == []
    assert run(ledger, "same", one).exit_code == 2


def test_judgements_go_out_to_a_file_and_in_from_one(ledger, tmp_path):
    run(ledger, "hide", entries(ledger)[0].id)
    out = tmp_path / "judgements.jsonl"
    assert run(ledger, "export", out).exit_code == 0
    assert len(out.read_text().splitlines()) == 1
    assert run(ledger, "apply", out).exit_code == 0
    out.write_text("no judgement\n")
    done = run(ledger, "apply", out)
    assert done.exit_code != 0 and "line 1: not a judgement" in str(done.exception)


def test_issues_are_renamed_merged_and_split(ledger):
    with Ledger(ledger) as store:
        draft = Draft("two.txt", "Star", "2031-05-15")
        for issue, content in (("fish", "a ban on salted herring"), ("flag", "an apology for the flag")):
            source = draft.event(
                f"Borduria demanded {content}.", "demanded", "REQUEST", [BORDURIA], content=content,
                when=day("2031-05-14"),
            )  # fmt: skip
            draft.position(content, BORDURIA, "demands", issue, source)
        store.add(draft.reading())
        store.reconcile()
        (herring, _) = sorted(store.positions(), key=lambda line: line.content)
    assert run(ledger, "rename", "fish", "herring", "--who", "ada").exit_code == 0
    assert run(ledger, "merge", "flag", "herring").exit_code == 0
    assert run(ledger, "split", herring.entries[0], "honour").exit_code == 0
    with Ledger(ledger, read_only=True) as store:
        assert sorted(line.issue for line in store.positions()) == ["herring", "honour"]
    listed = run(ledger, "list").output
    assert "rename “fish” to “herring”" in listed and "its issue is “honour”" in listed
    assert run(ledger, "rename", "fish").exit_code == 2


def test_what_is_not_there_is_named(ledger):
    assert "no entry 0000" in str(run(ledger, "hide", "0000").exception)
    assert "no judgement 0000" in str(run(ledger, "undo", "0000").exception)
    assert "there are date" in str(run(ledger, "correct", entries(ledger)[0].id, "fog", "x").exception)
