"""A real server on a free port, for tests of the page and the API."""

import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

import httpx2
import uvicorn

from dragoman.server.app import make_app
from sheets import ledger_of


@contextmanager
def serving(path, access=None, settings=None):
    """Serve a ledger; gives its address, the app, and a client that asks there."""
    app = make_app(path, access, settings)
    config = uvicorn.Config(app, port=0, log_level="warning")
    server = uvicorn.Server(config)
    with config.bind_socket() as socket:
        thread = threading.Thread(target=server.run, args=([socket],))
        thread.start()
        while not server.started:
            time.sleep(0.02)
        base = f"http://127.0.0.1:{socket.getsockname()[1]}"
        try:
            with httpx2.Client(base_url=base, timeout=120) as client:
                yield SimpleNamespace(base=base, app=app, client=client, path=path)
        finally:
            server.should_exit = True
            thread.join()


def made(path, *sheets):
    """Write a ledger of hand-made reports; return its path."""
    ledger_of(*sheets, path=path).close()
    return path
