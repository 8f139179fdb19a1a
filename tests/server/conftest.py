"""Servers over a ledger of two hand-made reports."""

import pytest

from dragoman.server.guard import Access
from serving import made, serving
from sheets import first_sheet, second_sheet


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
