"""Options: arguments before the environment, the environment before the file, the file before defaults."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dragoman.settings import Settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_need_nothing():
    settings = Settings()
    assert settings.model == ""
    assert settings.issues is None
    assert settings.actors == ()


def test_the_file_of_the_working_folder_is_read(elsewhere):
    (elsewhere / "dragoman.toml").write_text('batch_size = 4\nissues = "mine.yaml"\n', encoding="utf-8")
    assert Settings().batch_size == 4
    assert Settings().issues == Path("mine.yaml")


def test_the_environment_wins_over_the_file(elsewhere, monkeypatch):
    (elsewhere / "dragoman.toml").write_text("batch_size = 4\n", encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_BATCH_SIZE", "8")
    assert Settings().batch_size == 8


def test_arguments_win_over_all(elsewhere, monkeypatch):
    (elsewhere / "dragoman.toml").write_text("batch_size = 4\n", encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_BATCH_SIZE", "8")
    assert Settings(batch_size=2).batch_size == 2


def test_lists_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("DRAGOMAN_ACTORS", '["one.csv", "two.csv"]')
    assert Settings().actors == (Path("one.csv"), Path("two.csv"))


def test_an_unknown_option_is_refused(elsewhere):
    (elsewhere / "dragoman.toml").write_text("colour = 'red'\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="colour"):
        Settings()


def test_a_wrong_value_is_refused(monkeypatch):
    monkeypatch.setenv("DRAGOMAN_BATCH_SIZE", "many")
    with pytest.raises(ValidationError, match="batch_size"):
        Settings()
