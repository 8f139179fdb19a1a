"""A real server on a free port, over a ledger of two hand-made reports."""

import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

import httpx2
import pytest
import uvicorn

from dragoman.server.app import make_app
from dragoman.server.guard import Access
from sheets import first_sheet, ledger_of, second_sheet


@contextmanager
def serving(path, access=None):
    app = make_app(path, access)
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
    ledger_of(*sheets, path=path).close()
    return path


@pytest.fixture
def served(tmp_path):
    """A server of its own for tests that write."""
    with serving(made(tmp_path / "talks.duckdb", first_sheet(), second_sheet())) as server:
        yield server


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """One server for all tests that only read."""
    path = made(tmp_path_factory.mktemp("served") / "talks.duckdb", first_sheet(), second_sheet())
    with serving(path, Access(read_only=True)) as server:
        yield server
