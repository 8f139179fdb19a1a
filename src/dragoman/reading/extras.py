"""Libraries that only some formats need: a clear line where the extra is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dragoman.errors import ReadError


@contextmanager
def needs(name: str, extra: str) -> Iterator[None]:
    """Turn a missing import for the input `name` into a `ReadError` that names the extra."""
    try:
        yield
    except ImportError as error:
        raise ReadError(
            name, f"needs the extra {extra!r}; install it with pip install 'dragoman[{extra}]'"
        ) from error
