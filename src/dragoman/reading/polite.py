"""Manners towards hosts: robots.txt, a rate for each host, and waiting longer after it refused."""

from __future__ import annotations

import time
import urllib.robotparser
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dragoman.errors import ReadError
from dragoman.reading.web import AGENT, AnswerError, fetch
from dragoman.settings import Settings

MAX_CRAWL_DELAY = 60.0
"""Seconds between two requests, at most, that a robots.txt is granted."""
MAX_BACK_OFF = 3_600.0
REFUSALS = frozenset({429, 500, 502, 503, 504})
"""Answers after which a host is left alone for a while."""


@dataclass
class _Host:
    rules: urllib.robotparser.RobotFileParser
    delay: float
    free_at: float = 0.0
    refusals: int = 0


@dataclass
class Manners:
    """What is known of each host in one run. `clock` is monotonic: a clock that is set changes nothing."""

    settings: Settings
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def before(self, url: str) -> None:
        """Wait until the host of `url` may be asked; raise `ReadError` where its robots.txt forbids it."""
        host = self._host(url)
        if not host.rules.can_fetch(AGENT, url):
            raise ReadError(
                url, "is closed to programs by the site's robots.txt; save it by hand", step="fetch"
            )
        if (wait := host.free_at - self.clock()) > 0:
            if wait > MAX_CRAWL_DELAY:
                raise ReadError(url, f"is left alone for {wait:.0f} seconds, as its host asked", step="fetch")
            self.sleep(wait)
        host.free_at = self.clock() + host.delay

    def after(self, url: str, error: ReadError | None) -> None:
        """Take note of how the host answered: each refusal in a row doubles the time it is left alone."""
        host = self._host(url)
        if not isinstance(error, AnswerError) or error.status not in REFUSALS:
            host.refusals = 0
            return
        host.refusals += 1
        wait = max(error.retry_after, 2.0**host.refusals * host.delay)
        host.free_at = self.clock() + min(wait, MAX_BACK_OFF)

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._hosts:
            self._hosts[root] = self._ask(root)
        return self._hosts[root]

    def _ask(self, root: str) -> _Host:
        """Read a host's robots.txt: none allows all, a refusal or a server in trouble forbids all."""
        rules = urllib.robotparser.RobotFileParser()
        try:
            page = fetch(f"{root}/robots.txt", self.settings)
            rules.parse(page.data.decode("utf-8", errors="replace").splitlines())
        except AnswerError as error:
            rules.parse([] if error.status < 500 and error.status not in {401, 403, 429} else FORBID)
        except ReadError:
            rules.parse([])  # the request for the page itself will say what is wrong
        asked = rules.crawl_delay(AGENT)
        delay = max(self.settings.host_seconds, min(float(asked or 0), MAX_CRAWL_DELAY))
        return _Host(rules, delay)


FORBID = ["User-agent: *", "Disallow: /"]
