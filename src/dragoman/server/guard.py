"""What is let in: which names the server answers to, who may write, and what a page may do in a browser."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: under that a browser sends `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Access:
    """Who may do what."""

    host: str = "127.0.0.1"
    """Where the server listens."""
    token: str = ""
    """What a request that writes must bring; empty asks for none."""
    read_only: bool = False

    @property
    def loopback(self) -> bool:
        """Whether only this computer can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Tell whether a name or address is this computer's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def may_write(request: Request, given: str = "") -> None:
    """Let a request write, or stop it.

    Args:
        request: The request.
        given: The token of a form; one in the header `Authorization: Bearer` counts as well.

    Raises:
        HTTPException: 403 when nothing may be written, 401 when the token is wrong.
    """
    access: Access = request.app.state.access
    if access.read_only:
        raise HTTPException(403, "this server only shows the ledger: start it without --read-only to write")
    if not access.token:
        return
    header = request.headers.get("authorization", "")
    token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else given
    if not hmac.compare_digest(token.encode(), access.token.encode()):
        raise HTTPException(401, "writing needs the token that `dragoman serve` was started with")


async def guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse what another site sends through a reader's browser, and say what a page may do."""
    refused = _refusal(request)
    response: Response = PlainTextResponse(refused, 403) if refused else await go_on(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refusal(request: Request) -> str:
    access: Access = request.app.state.access
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    # A name that some other site has pointed at this computer is not ours (DNS rebinding).
    if access.loopback and not is_loopback(host):
        return "this server answers only to localhost"
    origin = request.headers.get("origin")
    if request.method not in _SAFE and origin is not None:
        try:
            same = urlsplit(origin).netloc == request.headers.get("host")
        except ValueError:
            same = False
        if not same:
            return "another site may not write here"
    return ""
