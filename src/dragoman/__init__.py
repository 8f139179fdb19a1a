"""Dragoman reads news reports and keeps their ledger: who did or said what to whom, when, with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.reader import Reader, load

__all__ = ["Ledger", "Reader", "load"]
_HOMES = {"Ledger": "dragoman.ledger", "Reader": "dragoman.reader", "load": "dragoman.reader"}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import on first use: spaCy and DuckDB take seconds that `dragoman --help` need not spend."""
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
