"""Parquet files, as they are parsed within limits: one row group at a time, as plain values."""

from __future__ import annotations

import io
from typing import Any

from dragoman.errors import ReadError


def count_groups(data: bytes, options: dict[str, Any]) -> int:
    """Return the number of row groups."""
    return int(_file(data).num_row_groups)


def read_group(data: bytes, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the row group `options["group"]`; only text, numbers, times and lists are kept."""
    rows = _file(data).read_row_group(options["group"]).to_pylist()
    return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _file(data: bytes) -> Any:  # noqa: ANN401
    import pyarrow
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(io.BytesIO(data))
    except pyarrow.ArrowException as error:
        raise ReadError("", f"is no Parquet file that can be read ({error}); write it again") from error


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON can hold it; times as ISO text, what has no use here as None."""
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else None
