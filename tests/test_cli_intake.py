"""Taking reports in: counts, failures kept with their step, trying again, languages that are skipped."""

import json
import socket

import pytest

from dragoman.cli_intake import take_in
from dragoman.ledger import Ledger
from dragoman.settings import Settings
from readers_at_work import BareReader
from reading.conftest import ARTICLE, server  # noqa: F401

FRENCH = (
    "Les envoyés des deux pays se sont rencontrés lundi à Genève et ont décidé d'ouvrir des négociations sur "
    "le traité du fleuve. La ministre des affaires étrangères a déclaré que son gouvernement enverrait une "
    "délégation la semaine prochaine, et que les navires se retireraient bientôt."
)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "talks.duckdb") as ledger:
        yield ledger


@pytest.fixture
def settings():
    return Settings(allow_private_hosts=("127.0.0.1",), fetch_timeout=5.0)


def test_the_summary_counts_read_known_failed_and_skipped(tmp_path, ledger, settings):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(FRENCH)
    (tmp_path / "c.txt").write_text("")
    sources = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    first = take_in(sources, settings, ledger, BareReader())
    assert first.summary() == "1 read, 0 known, 1 failed, 1 skipped (in other languages: 1 fr)"
    again = take_in(sources, settings, ledger, BareReader())
    assert (again.read, again.known) == (0, 1)
    assert json.loads(again.as_json())["skipped"] == {"fr": 1}


def test_each_failure_is_kept_with_its_source_step_and_reason(tmp_path, ledger, settings):
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": ARTICLE}) + "\n{}\n" + json.dumps({"text": ARTICLE + " BREAK"})
    )
    source = str(tmp_path / "a.jsonl")
    take_in([source, "http://no-such-host.invalid/a"], settings, ledger, BareReader())
    kept = [(failure.name, failure.source, failure.step) for failure in ledger.intake.failures()]
    assert kept == [
        (f"{source}:2", source, "read"),
        (f"{source}:3", source, "dragoman_events"),
        ("http://no-such-host.invalid/a", "http://no-such-host.invalid/a", "fetch"),
    ]
    assert "an odd clause" in ledger.intake.failures()[1].reason


def test_what_failed_is_forgotten_once_its_source_is_read_without_it(tmp_path, ledger, settings):
    (tmp_path / "a.txt").write_text("")
    source = str(tmp_path / "a.txt")
    for tries in (1, 2):
        take_in([source], settings, ledger, BareReader())
        assert [failure.tries for failure in ledger.intake.failures()] == [tries]
    (tmp_path / "a.txt").write_text(ARTICLE)
    again = take_in([failure.source for failure in ledger.intake.failures()], settings, ledger, BareReader())
    assert (again.read, ledger.intake.failures()) == (1, [])


def test_an_answer_that_is_cut_off_is_a_failure_and_read_when_the_net_is_back(server, ledger, settings):  # noqa: F811
    def cut(request):
        request.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nEnvoys met"
        )
        request.wfile.flush()
        request.connection.shutdown(socket.SHUT_RDWR)

    address = f"{server.address}/a"
    server.answers["/a"] = cut
    take_in([address], settings, ledger, BareReader())
    (failure,) = ledger.intake.failures()
    assert (failure.step, ledger.reports()) == ("fetch", [])
    server.answers["/a"] = (200, {"Content-Type": "text/plain"}, ARTICLE.encode())
    take_in([failure.source], settings, ledger, BareReader())
    assert (len(ledger.reports()), ledger.intake.failures()) == (1, [])
