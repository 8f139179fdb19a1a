"""Addresses: one page fetched politely and within limits, never from a private network unasked.

Each hop resolves its host once, checks every address that came back, and connects to one of those
very addresses, so that a name that changes its answer between check and connection gains nothing.
Proxies of the environment are not used, since they would resolve the name again.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any

import httpx2

from dragoman.errors import ReadError
from dragoman.settings import Settings

DEADLINE_FACTOR = 3
"""A whole fetch, with its redirects, may take this many times the time to wait for one answer."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REFUSALS = frozenset({429, 500, 502, 503, 504})
"""Answers of a server in trouble: later it may answer otherwise."""
LONGEST_RETRY = 86_400.0
"""Seconds, at most, that a server is granted when it asks to be left alone."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
PORTS = {"http": 80, "https": 443}
AGENT = "dragoman"
"""The name that a robots.txt can address."""
HEADERS = {
    "User-Agent": f"{AGENT}/{version('dragoman')} (reads news reports)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True)
class Page:
    """What an address answered: its last address after redirects, type, charset and bytes."""

    url: str
    content_type: str
    charset: str
    data: bytes
    etag: str = ""
    modified: str = ""
    """When it was changed last, as the server words it."""


class NetError(ReadError):
    """The net or a server failed on an address."""

    passing = True
    """Whether it may go well when it is asked again later."""
    retry_after = 0.0
    """Seconds that the server asks to wait."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason, step="fetch")


class AnswerError(NetError):
    """A server answered with another status than 200."""

    def __init__(self, name: str, status: int, retry_after: float = 0.0) -> None:
        super().__init__(name, f"answered {status}; check the address in a browser")
        self.status = status
        self.passing = status in REFUSALS
        self.retry_after = retry_after


def fetch(name: str, settings: Settings, known: Mapping[str, str] | None = None) -> Page:
    """Return what the address `name` answers.

    `known` are further headers, with which a server is asked for what has changed only.

    Raises `AnswerError` for another answer than 200 (304 where nothing changed), `NetError` for one that
    is not whole in time, and `ReadError` for one above `settings.max_document_bytes`, for more than
    `settings.max_redirects` redirects, and for a host on a private network that
    `settings.allow_private_hosts` does not name.
    """
    timeout = httpx2.Timeout(settings.fetch_timeout)
    deadline = settings.fetch_timeout * DEADLINE_FACTOR
    watch = _Deadline(deadline)
    too_slow = NetError(name, f"took more than {deadline:g} seconds; try again later")
    try:
        with (
            watch,
            httpx2.Client(timeout=timeout, trust_env=False, headers={**HEADERS, **(known or {})}) as client,
        ):
            page = _follow(name, client, settings, watch)
    except httpx2.TimeoutException as error:
        raise NetError(
            name, f"did not answer in {settings.fetch_timeout:g} seconds; try again later"
        ) from error
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        if watch.passed:
            raise too_slow from error
        why = str(error) or type(error).__name__
        raise NetError(name, f"cannot be fetched ({why}); check the address") from error
    except httpx2.InvalidURL as error:
        raise ReadError(name, f"cannot be fetched ({error}); check the address", step="fetch") from error
    if watch.passed:  # an answer without a length seems to end well where it was cut
        raise too_slow
    return page


def _follow(name: str, client: httpx2.Client, settings: Settings, watch: _Deadline) -> Page:
    url = httpx2.URL(name)
    for _ in range(settings.max_redirects + 1):
        with _answer(name, client, url, settings, watch) as response:
            if response.status_code in REDIRECTS and "location" in response.headers:
                url = url.join(response.headers["location"])
                continue
            if response.status_code != 200:
                raise AnswerError(
                    name, response.status_code, _seconds(response.headers.get("retry-after", ""))
                )
            content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Page(
                str(url),
                content_type,
                response.charset_encoding or "",
                _body(name, response, _limit(content_type, settings)),
                response.headers.get("etag", ""),
                response.headers.get("last-modified", ""),
            )
    raise ReadError(
        name,
        f"redirects more than {settings.max_redirects} times; give the last address itself",
        step="fetch",
    )


def _limit(content_type: str, settings: Settings) -> tuple[int, str]:
    """Return the bytes that an answer may have, and the option that says so: a page is one report."""
    option = "max_report_bytes" if content_type in PAGES else "max_document_bytes"
    return getattr(settings, option), option


def _seconds(words: str) -> float:
    """Return what `Retry-After` asks for, in seconds, as a number or a date; nonsense counts as a minute."""
    if not words:
        return 0.0
    try:
        if words.isdecimal():
            asked = float(words)
        else:
            until = parsedate_to_datetime(words)
            asked = (until - dt.datetime.now(until.tzinfo)).total_seconds()
    except (ValueError, OverflowError):
        return 60.0
    return min(max(asked, 0.0), LONGEST_RETRY)


@contextmanager
def _answer(
    name: str, client: httpx2.Client, url: httpx2.URL, settings: Settings, watch: _Deadline
) -> Iterator[httpx2.Response]:
    """Yield the answer of `url`, asked at an address of its host that was checked."""
    if url.scheme not in PORTS or not url.host:
        raise ReadError(
            name, f"leads to {str(url)[:80]!r}; only http and https addresses are fetched", step="fetch"
        )
    port = url.port or PORTS[url.scheme]
    address = _checked_address(name, url.host, port, settings.allow_private_hosts)
    request = client.build_request(
        "GET",
        url.copy_with(host=address, userinfo=b"", fragment=None),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.raw_host.decode("ascii"), "trace": watch.trace},
    )
    response = client.send(request, stream=True, follow_redirects=False)
    try:
        yield response
    finally:
        response.close()


def _body(name: str, response: httpx2.Response, limit: tuple[int, str]) -> bytes:
    most, option = limit
    too_large = ReadError(
        name, f"is larger than {most:,} bytes; set DRAGOMAN_{option.upper()} higher", step="fetch"
    )
    promised = response.headers.get("content-length") or "0"
    if not promised.isdecimal() or int(promised) > most:
        raise too_large
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > most:
            raise too_large
    return bytes(data)


def _checked_address(name: str, host: str, port: int, allowed: tuple[str, ...]) -> str:
    """Return an IP address of `host`; raise `ReadError` when any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NetError(name, f"names a host that cannot be found ({host}); check the address") from error
    addresses = [str(entry[4][0]) for entry in found]
    if host not in allowed and not all(_is_public(address) for address in addresses):
        raise ReadError(
            name,
            f"is on a private network ({host}); name the host in DRAGOMAN_ALLOW_PRIVATE_HOSTS to allow it",
            step="fetch",
        )
    return addresses[0]


def _is_public(address: str) -> bool:
    """Tell whether an address is on the public internet, also where it wraps an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return _is_public(str(inner))
        if ip in NAT64:
            return _is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


class _Deadline:
    """Shuts a fetch's connections when its whole time is over: a slow drip resets every other timer."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Keep the socket of each connection that httpx2 opens (its `trace` extension)."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._sockets.append(info["return_value"].get_extra_info("socket"))

    def _shut(self) -> None:
        self.passed = True
        for opened in self._sockets:
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
