"""`dragoman watch`: feeds are followed politely, over restarts, and no item is read twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.cli_watch import MAX_WAIT, Watch
from dragoman.ledger import Ledger
from dragoman.reading.polite import Manners
from dragoman.settings import Settings
from readers_at_work import BareReader
from reading.conftest import ARTICLE, server  # noqa: F401

DRAGOMAN = Path(sys.executable).with_name("dragoman")
ITEM = "<item><title>T{n}</title><link>{at}/{n}</link><guid>{n}</guid></item>"
TEXT = {"Content-Type": "text/plain"}


class Site:
    """A feed whose items are added by the test, with what was asked for."""

    def __init__(self, server):  # noqa: F811
        self.server, self.asked, self.items, self.status, self.retry = server, [], [], 200, ""
        server.answers["/feed"] = self.feed

    @property
    def feed_address(self):
        return f"{self.server.address}/feed"

    def add(self, name):
        self.items.insert(0, name)
        body = f"{ARTICLE} This was item {name}.".encode()

        def handle(request):
            self.asked.append(request.path)
            request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body)

        self.server.answers[f"/{name}"] = handle

    def feed(self, request):
        tag = f'"{len(self.items)}"'
        status = 304 if request.headers.get("If-None-Match") == tag else self.status
        self.asked.append(f"/feed {status}")
        head = f"HTTP/1.0 {status} X\r\nContent-Type: application/rss+xml\r\nETag: {tag}\r\n{self.retry}\r\n"
        items = "".join(ITEM.format(n=name, at=self.server.address) for name in self.items)
        body = f"<rss version='2.0'><channel><title>H</title>{items}</channel></rss>" if status == 200 else ""
        request.wfile.write((head + body).encode())


@pytest.fixture
def site(server):  # noqa: F811
    return Site(server)


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def start(tmp_path, site):
    def start(clock, every=60.0):
        settings = Settings(allow_private_hosts=("127.0.0.1",), fetch_timeout=5.0, host_seconds=0.0)
        manners = Manners(settings, clock=clock, sleep=lambda seconds: None)
        return Watch(
            [site.feed_address],
            tmp_path / "w.duckdb",
            settings,
            every,
            manners,
            now=clock,
            reader=BareReader(),
        )

    return start


def test_new_items_are_read_once_over_rounds_and_restarts(site, start, tmp_path):
    clock = Clock()
    site.add("one")
    first = start(clock)
    first.round()
    first.round()  # not due: nothing is asked
    clock.now += 61
    first.round()  # unchanged
    site.add("two")
    clock.now += 61
    second = start(clock)
    second.round()
    clock.now += 61
    second.round()
    assert site.asked == ["/feed 200", "/one", "/feed 304", "/feed 200", "/two", "/feed 304"]
    assert (first.failures, second.failures) == (0, 0)
    with Ledger(tmp_path / "w.duckdb") as ledger:
        assert len(ledger.reports()) == 2


def test_an_item_that_was_read_when_the_program_was_killed_is_not_read_again(site, start, tmp_path):
    clock = Clock()
    site.add("one")
    watch = start(clock)
    watch.round()
    with Ledger(tmp_path / "w.duckdb") as ledger:  # as if killed before the feed's state was kept
        ledger.sql("SELECT 1").fetchall()
        ledger._db.execute("DELETE FROM feeds")
        ledger._db.execute("DELETE FROM feed_items")
    start(clock).round()
    assert site.asked.count("/one") == 1


def test_a_feed_that_fails_is_left_alone_ever_longer_and_as_long_as_it_asks(site, start, tmp_path):
    clock = Clock()
    site.add("one")
    site.status = 503
    watch = start(clock)
    waits = []
    for _ in range(4):
        watch.round()
        with Ledger(tmp_path / "w.duckdb") as ledger:
            state = ledger.intake.feed(site.feed_address)
        waits.append(state.next_at - clock.now)
        clock.now = state.next_at + 1
    assert waits == [120, 240, 480, 960]
    site.retry = "Retry-After: 7200\r\n"
    watch.round()
    with Ledger(tmp_path / "w.duckdb") as ledger:
        assert ledger.intake.feed(site.feed_address).next_at - clock.now == 7200
    site.status, site.retry = 200, ""
    clock.now += 7201
    watch.round()
    assert site.asked[-1] == "/one"


def test_a_clock_that_is_set_back_does_not_stop_the_following(site, start):
    clock = Clock()
    site.add("one")
    start(clock).round()
    clock.now -= MAX_WAIT + 3600
    site.add("two")
    start(clock).round()
    assert site.asked[-1] == "/two"


def test_watch_once_from_the_command_line(site, tmp_path):
    site.add("one")
    environment = {"DRAGOMAN_ALLOW_PRIVATE_HOSTS": '["127.0.0.1"]', "DRAGOMAN_HOST_SECONDS": "0"}
    command = [DRAGOMAN, "watch", site.feed_address, "--ledger", tmp_path / "w.duckdb", "--once"]
    for expected in ("1 read, 0 known, 0 failed\n", ""):
        result = subprocess.run(
            command, capture_output=True, text=True, timeout=300, env=environment, check=False
        )
        assert (result.returncode, result.stdout, result.stderr) == (0, expected, "")
