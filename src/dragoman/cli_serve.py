"""`dragoman serve`: the page and the API of a ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli_options import EPILOG, run_settings
from dragoman.errors import DragomanError


def add_serve(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command(epilog=EPILOG)(serve)


def serve(
    ledger: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER", help="DuckDB file; made if absent.", dir_okay=False, show_default=False
        ),
    ],
    host: Annotated[
        str,
        typer.Option(help="Where to listen. Other computers can ask for an address that is not loopback."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8300,
    token: Annotated[
        str,
        typer.Option(
            envvar="DRAGOMAN_TOKEN",
            help="What a request that writes must bring. Made up and printed when other computers can ask.",
            show_default=False,
        ),
    ] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="Only show; nothing is written.")] = False,
) -> None:
    """Serve the page of a ledger: timeline, actors, issues, comparisons, review, uploads; and its API.

    Each view has an address that can be shared; the same data is at /api/, described in
    /api/openapi.json. The file is open only while a request needs it, so that `dragoman read` can add to it
    meanwhile.

    Example: dragoman serve talks.duckdb

    Example: dragoman serve talks.duckdb --host 0.0.0.0 --token "$(openssl rand -hex 16)"
    """
    try:
        import uvicorn

        from dragoman.server.app import make_app
        from dragoman.server.guard import Access, is_loopback
    except ImportError as error:
        raise DragomanError(f'this needs {error.name}: pip install "dragoman[web]"') from error
    from dragoman.ledger import Ledger

    if not ledger.exists() and read_only:
        raise DragomanError(f"{ledger}: no such ledger")
    # Opening it for writing makes a ledger that is absent, and brings an older one up to date.
    with Ledger(ledger, read_only=read_only):
        pass
    if not is_loopback(host) and not token and not read_only:
        import secrets

        token = secrets.token_urlsafe(16)
        print(f"writing needs this token: {token}", file=sys.stderr)
    app = make_app(ledger, Access(host, token, read_only), run_settings())
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    with config.bind_socket() as socket:
        socket.listen()  # whoever asks as soon as the address is printed waits, and is not refused
        shown = f"[{host}]" if ":" in host else host
        print(
            f"serving {ledger} at http://{shown}:{socket.getsockname()[1]}/  (stop with Ctrl-C)", flush=True
        )
        server.run([socket])
