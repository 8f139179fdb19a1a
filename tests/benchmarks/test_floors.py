"""The guard over quality: a figure that falls, or is no longer measured, is a failure."""

import json
import sys

import pytest

from scripts import load_script

FIGURES = {"events.precision": 0.9, "not_happened_violations": 0.0}


@pytest.fixture
def floors(tmp_path, monkeypatch):
    """Return the script as a module, with floors of its own and `FIGURES` in place of what is measured."""
    module = load_script("benchmarks/floors.py")
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(module, "SEEDS", tmp_path)
    monkeypatch.setattr(module, "measure", lambda: FIGURES)
    monkeypatch.setattr(sys, "argv", ["floors.py"])
    return module


@pytest.mark.parametrize(
    ("name", "floor", "status"),
    [
        ("events.precision", 0.9, 0),
        ("events.precision", 0.85, 0),
        ("events.precision", 0.95, 1),
        ("not_happened_violations", 1.0, 0),
        ("not_happened_violations", 0.0, 0),
        ("events.recall", 0.5, 1),
    ],
)
def test_a_figure_may_get_better_and_not_worse(floors, capsys, name, floor, status):
    floors.FLOORS.write_text(json.dumps({name: floor}), encoding="utf-8")
    assert floors.main() == status
    assert (name in capsys.readouterr().err) is bool(status)


def test_raising_keeps_the_better_of_floor_and_figure(floors, monkeypatch):
    floors.FLOORS.write_text(json.dumps({"events.precision": 0.95}), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["floors.py", "--raise"])
    floors.main()
    assert json.loads(floors.FLOORS.read_text()) == {**FIGURES, "events.precision": 0.95}


def test_a_rise_of_what_must_not_rise_is_a_failure(floors):
    assert list(floors.faults("not_happened_violations", 0.0, {"not_happened_violations": 1.0}))


def test_counts_and_what_was_not_measured_are_no_figures(floors):
    figures = {"events": {"f1": 0.5, "right": 3}, "published_right": None, "inferred_date_right": True}
    assert dict(floors.flat(figures)) == {"events.f1": 0.5, "inferred_date_right": 1.0}


def test_without_the_shared_folder_it_says_so_and_passes(floors, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(floors, "SEEDS", tmp_path / "absent")
    assert floors.main() == 0
    assert "absent" in capsys.readouterr().out


def test_without_floors_it_does_not_pass(floors):
    with pytest.raises(FileNotFoundError):
        floors.main()
