"""Manners towards hosts: robots.txt, a rate for each host, and waiting longer after it refused."""

from __future__ import annotations

import time
import urllib.robotparser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dragoman.errors import ReadError
from dragoman.reading.web import AGENT, AnswerError, NetError, Page, fetch
from dragoman.settings import Settings

MAX_CRAWL_DELAY = 60.0
"""Seconds between two requests, at most, that a robots.txt is granted."""
MAX_BACK_OFF = 3_600.0
RULES_HOLD = 86_400.0
"""Seconds after which a robots.txt is asked for again: programs that follow feeds run for weeks."""
RULES_RETRY = 60.0
"""Seconds after which it is where the host failed to give it."""


@dataclass
class _Host:
    rules: urllib.robotparser.RobotFileParser | None = None
    """What its robots.txt says; None until its server gives it."""
    trouble: str = ""
    """Why it could not be had when it was asked for last."""
    asked_again_at: float = 0.0
    delay: float = 0.0
    free_at: float = 0.0
    refusals: int = 0


@dataclass
class Manners:
    """What is known of each host in one run. `clock` is monotonic: a clock that is set changes nothing."""

    settings: Settings
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def fetch(self, url: str, known: Mapping[str, str] | None = None) -> Page:
        """Return what `url` answers, asked when its host may be; `known` and errors as in `web.fetch`.

        Raises `ReadError` where the host's robots.txt forbids it, `NetError` where it cannot be asked now.
        """
        self._before(url)
        try:
            page = fetch(url, self.settings, known)
        except ReadError as error:
            self._after(url, error)
            raise
        self._after(url, None)
        return page

    def _before(self, url: str) -> None:
        """Wait until the host of `url` may be asked."""
        host = self._host(url)
        if host.rules is None:
            raise NetError(url, f"is left alone, since its host's robots.txt {host.trouble}")
        if not host.rules.can_fetch(AGENT, url):
            raise ReadError(
                url, "is closed to programs by the site's robots.txt; save it by hand", step="fetch"
            )
        if (wait := host.free_at - self.clock()) > 0:
            if wait > MAX_CRAWL_DELAY:
                raise NetError(url, f"is left alone for {wait:.0f} seconds, as its host asked or failed")
            self.sleep(wait)
        host.free_at = self.clock() + host.delay

    def _after(self, url: str, error: ReadError | None) -> None:
        """Take note of how the host answered: each failure in a row doubles the time it is left alone."""
        host = self._host(url)
        if not isinstance(error, NetError) or not error.passing:
            host.refusals = 0
            return
        host.refusals += 1
        wait = max(error.retry_after, 2.0**host.refusals * host.delay)
        host.free_at = self.clock() + min(wait, MAX_BACK_OFF)

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        host = self._hosts.setdefault(root, _Host())
        if self.clock() >= host.asked_again_at:
            self._ask(root, host)
        return host

    def _ask(self, root: str, host: _Host) -> None:
        """Read a host's robots.txt: none allows all, and a refusal forbids all.

        A host that cannot give it now is left alone, or held to what it said before.
        """
        rules = urllib.robotparser.RobotFileParser()
        host.asked_again_at = self.clock() + RULES_HOLD
        try:
            page = fetch(f"{root}/robots.txt", self.settings)
            rules.parse(page.data.decode("utf-8", errors="replace").splitlines())
        except NetError as error:
            if error.passing:
                host.trouble = error.reason
                wait = min(max(error.retry_after, RULES_RETRY), MAX_BACK_OFF)
                host.asked_again_at = self.clock() + wait
                return
            refused = isinstance(error, AnswerError) and error.status in {401, 403}
            rules.parse(FORBID if refused else [])
        except ReadError:
            rules.parse([])  # the request for the page itself will say what is wrong
        host.rules = rules
        asked = rules.crawl_delay(AGENT)
        host.delay = max(self.settings.host_seconds, min(float(asked or 0), MAX_CRAWL_DELAY))


FORBID = ["User-agent: *", "Disallow: /"]
