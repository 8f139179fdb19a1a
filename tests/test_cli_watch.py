"""`dragoman watch`: feeds are followed politely, over restarts, and no item is read twice."""

import datetime as dt
import socket
import subprocess
import sys
import threading
import time
from email.utils import format_datetime
from pathlib import Path

import pytest

from dragoman.cli_follow import BUSY, Watch
from dragoman.ledger import Ledger
from dragoman.reading.polite import Manners
from dragoman.settings import Settings
from readers_at_work import BareReader
from reading.conftest import ARTICLE, server  # noqa: F401

HERE = str(Path(__file__).parent)
DRAGOMAN = Path(sys.executable).with_name("dragoman")
ITEM = "<item><title>T{n}</title><link>{at}/{n}</link><guid>{n}</guid></item>"
RSS = "<rss version='2.0'><channel><title>H</title>{items}</channel></rss>"


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
        body = RSS.format(items=items) if status == 200 else ""
        request.wfile.write((head + body).encode())


@pytest.fixture
def site(server):  # noqa: F811
    return Site(server)


class Clock:
    """The clock on the wall, which can be set back, and beside it the time that runs on."""

    now, back = 1_000_000.0, 0.0

    def __call__(self):
        return self.now

    def monotonic(self):
        return self.now + self.back

    def set_back(self, seconds):
        self.now -= seconds
        self.back += seconds


@pytest.fixture
def start(tmp_path, site):
    def start(clock, every=60.0, feed="/feed", fetch_timeout=5.0):
        settings = Settings(allow_private_hosts=("127.0.0.1",), fetch_timeout=fetch_timeout, host_seconds=0.0)
        manners = Manners(settings, clock=clock.monotonic, sleep=lambda seconds: None)
        return Watch(
            [site.server.address + feed],
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


WATCH = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from dragoman.cli_follow import Watch
from dragoman.reading.polite import Manners
from dragoman.settings import Settings
from readers_at_work import BareReader
settings = Settings(allow_private_hosts=("127.0.0.1",), host_seconds=0.0)
Watch([sys.argv[1]], Path(sys.argv[2]), settings, 60.0, Manners(settings), reader=BareReader()).round()
"""


def test_killed_in_the_middle_of_a_round_it_goes_on_from_there(site, tmp_path):
    for name in ("two", "one"):
        site.add(name)
    whole, reached = site.server.answers["/two"], threading.Event()

    def stall(request):
        reached.set()
        time.sleep(1.0)

    command = [sys.executable, "-c", WATCH, site.feed_address, tmp_path / "w.duckdb", HERE]
    site.server.answers["/two"] = stall
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as program:
        assert reached.wait(300)
        program.kill()
    site.server.answers["/two"] = whole
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert site.asked == ["/feed 200", "/one", "/feed 200", "/two"]
    with Ledger(tmp_path / "w.duckdb") as ledger:
        assert len(ledger.reports()) == 2


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
    first = start(clock)
    first.round()
    clock.set_back(3600)
    site.add("two")
    first.round()
    assert site.asked[-1] == "/two"
    clock.set_back(100 * 86_400)
    site.add("three")
    start(clock).round()
    assert site.asked[-1] == "/three"


def test_a_clock_that_jumps_ahead_asks_once_and_reads_nothing_twice(site, start):
    clock = Clock()
    site.add("one")
    watch = start(clock)
    watch.round()
    clock.now += 10 * 365 * 86_400
    watch.round()
    watch.round()
    assert site.asked == ["/feed 200", "/one", "/feed 304"]


def test_a_server_that_asks_for_a_day_is_left_alone_for_a_day(site, start):
    clock = Clock()
    site.add("one")
    site.status, site.retry = 429, "Retry-After: 86400\r\n"
    watch = start(clock)
    watch.round()
    clock.now += 86_399
    watch.round()
    start(clock).round()
    assert site.asked == ["/feed 429"]
    site.status, site.retry = 200, ""
    clock.now += 2
    watch.round()
    assert site.asked == ["/feed 429", "/feed 200", "/one"]


def test_retry_after_may_be_a_date(site, start, tmp_path):
    clock = Clock()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    site.status, site.retry = 503, f"Retry-After: {format_datetime(until)}\r\n"
    start(clock).round()
    with Ledger(tmp_path / "w.duckdb") as ledger:
        assert ledger.intake.feed(site.feed_address).next_at - clock.now == pytest.approx(7200, abs=60)


def test_a_feed_that_tells_only_when_it_changed_is_asked_only_for_changes(site, start):
    asked = []

    def feed(request):
        asked.append(request.headers.get("If-Modified-Since"))
        status = 304 if asked[-1] else 200
        body = RSS.format(items=ITEM.format(n="one", at=site.server.address)) if status == 200 else ""
        head = f"HTTP/1.0 {status} X\r\nLast-Modified: Mon, 10 Jan 2022 08:00:00 GMT\r\n\r\n"
        request.wfile.write((head + body).encode())

    clock = Clock()
    site.add("one")
    site.server.answers["/feed"] = feed
    watch = start(clock)
    watch.round()
    clock.now += 61
    watch.round()
    assert asked == [None, "Mon, 10 Jan 2022 08:00:00 GMT"]
    assert (site.asked, watch.failures) == (["/one"], 0)


def cut(request):
    """Lose the connection in the middle of what was promised."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nEnvoys")
    request.wfile.flush()
    request.connection.shutdown(socket.SHUT_RDWR)


def refuse(request):
    request.wfile.write(b"HTTP/1.0 503 X\r\nRetry-After: 120\r\n\r\n")


@pytest.mark.parametrize("fail", [cut, refuse, lambda request: time.sleep(1.5)])
def test_an_item_that_the_net_failed_on_is_read_at_the_next_round_and_the_others_once(
    site, start, tmp_path, fail
):
    clock = Clock()
    for name in ("one", "two"):
        site.add(name)
    whole = site.server.answers["/one"]
    site.server.answers["/one"] = fail
    watch = start(clock, fetch_timeout=0.5)
    watch.round()
    assert watch.failures == 1
    site.server.answers["/one"] = whole
    clock.now += 121
    start(clock).round()
    clock.now += 121
    start(clock).round()
    assert site.asked == ["/feed 200", "/two", "/feed 200", "/one", "/feed 304"]
    with Ledger(tmp_path / "w.duckdb") as ledger:
        assert (len(ledger.reports()), ledger.intake.failures()) == (2, [])


def test_an_item_that_is_gone_is_a_failure_once(site, start, tmp_path):
    clock = Clock()
    site.add("one")
    site.server.answers["/one"] = (404, {}, b"")
    watch = start(clock)
    for _ in range(3):
        watch.round()
        clock.now += 61
    assert watch.failures == 1
    assert site.asked == ["/feed 200", "/feed 304", "/feed 304"]
    with Ledger(tmp_path / "w.duckdb") as ledger:
        assert [failure.step for failure in ledger.intake.failures()] == ["fetch"]


def test_a_feed_that_is_cut_off_is_asked_for_as_a_whole_again(site, start):
    """An answer without a length ends well where the connection was lost."""
    clock = Clock()
    for name in ("one", "two"):
        site.add(name)
    items = "".join(ITEM.format(n=name, at=site.server.address) for name in ("two", "one"))
    text = RSS.format(items=items)
    answers = [text[: text.index("<title>Tone")], text, text]
    tags = []

    def feed(request):
        tags.append(request.headers.get("If-None-Match"))
        head = 'HTTP/1.0 200 X\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\n\r\n'
        request.wfile.write((head + answers.pop(0)).encode())

    site.server.answers["/feed"] = feed
    watch = start(clock)
    for _ in range(3):
        watch.round()
        clock.now += 61
    assert tags == [None, None, '"1"']
    assert site.asked == ["/two", "/one"]


@pytest.mark.parametrize("fail", [cut, lambda request: time.sleep(1.5)])
def test_a_feed_that_the_net_fails_on_is_asked_later_and_nothing_is_lost(site, start, fail):
    clock = Clock()
    site.add("one")
    whole = site.server.answers["/feed"]
    site.server.answers["/feed"] = fail
    watch = start(clock, fetch_timeout=0.5)
    watch.round()
    watch.round()
    assert (watch.failures, site.asked) == (1, [])
    site.server.answers["/feed"] = whole
    clock.now += 121
    watch.round()
    assert site.asked == ["/feed 200", "/one"]


def test_a_feed_that_moved_is_followed_to_where_it_is(site, start):
    site.add("one")
    site.server.answers["/moved"] = (301, {"Location": "/feed"}, b"")
    watch = start(Clock(), feed="/moved")
    watch.round()
    assert (site.asked, watch.failures) == (["/feed 200", "/one"], 0)


def test_robots_txt_is_heeded_for_feeds_and_items_and_asked_for_anew_after_a_day(site, start):
    robots = ["User-agent: dragoman\nDisallow: /one\n", "User-agent: *\nDisallow: /feed\n"]
    asked = []

    def handle(request):
        asked.append(request.path)
        body = robots[min(len(asked), 2) - 1].encode()
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body)

    clock = Clock()
    site.server.answers["/robots.txt"] = handle
    site.add("one")
    site.add("two")
    watch = start(clock)
    watch.round()
    assert (site.asked, watch.failures) == (["/feed 200", "/two"], 1)
    clock.now += 61
    watch.round()
    assert len(asked) == 1
    clock.now += 86_400
    watch.round()
    assert (len(asked), watch.failures) == (2, 2)
    assert site.asked == ["/feed 200", "/two", "/feed 304"]


@pytest.mark.parametrize("fail", [refuse, cut])
def test_a_host_that_fails_to_give_its_robots_txt_is_left_alone_until_it_does(site, start, capsys, fail):
    clock = Clock()
    site.add("one")
    site.server.answers["/robots.txt"] = fail
    watch = start(clock)
    watch.round()
    assert site.asked == []
    assert "is left alone, since its host's robots.txt" in capsys.readouterr().err
    del site.server.answers["/robots.txt"]
    clock.now += 121
    watch.round()
    assert site.asked == ["/feed 200", "/one"]


def test_a_ledger_that_another_program_holds_is_told_and_tried_again(
    site, start, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("dragoman.ledger.store._WAIT", 0.2)
    clock = Clock()
    site.add("one")
    watch = start(clock)
    hold = (
        "import sys; from dragoman.ledger import Ledger\nwith Ledger(sys.argv[1]): print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, tmp_path / "w.duckdb"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        holder.stdout.readline()
        watch.look()
        watch.look()
        assert capsys.readouterr().err.count("in use by another program") == 1
        holder.communicate("\n")
    clock.now += BUSY + 1
    watch.look()
    assert site.asked == ["/feed 200", "/one"]


def test_watch_once_from_the_command_line(site, tmp_path):
    site.add("one")
    environment = {"DRAGOMAN_ALLOW_PRIVATE_HOSTS": '["127.0.0.1"]', "DRAGOMAN_HOST_SECONDS": "0"}
    command = [DRAGOMAN, "watch", site.feed_address, "--ledger", tmp_path / "w.duckdb", "--once"]
    for expected in ("1 read, 0 known, 0 failed\n", ""):
        result = subprocess.run(
            command, capture_output=True, text=True, timeout=300, env=environment, check=False
        )
        assert (result.returncode, result.stdout, result.stderr) == (0, expected, "")
