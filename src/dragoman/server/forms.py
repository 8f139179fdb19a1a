"""Tables of the ledger in the forms that the API answers in: JSON by pages, CSV and Parquet whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import duckdb
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel
from pydantic_core import to_json

from dragoman.server import queries
from dragoman.server.queries import Listed, Part

Form_ = Literal["json", "csv", "parquet"]
TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def tabular(rows: duckdb.DuckDBPyRelation, form: Form_) -> Response:
    """Return rows as JSON, CSV or Parquet."""
    if form == "json":
        return Response(to_json(queries.dicts(rows)), media_type="application/json")
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        path = Path(folder) / f"rows.{form}"
        write: Callable[[str], None] = rows.to_csv if form == "csv" else rows.to_parquet
        write(str(path))
        return Response(path.read_bytes(), media_type=TYPES[form])


def listed(rows: Listed, form: Form_, part: Part, request: Request) -> Response:
    """Return a page of a list as JSON, with the address of the next one in `Link`; in other forms all."""
    if form != "json":
        return tabular(rows.table(), form)
    held, more = rows.rows(part)
    headers = {"Link": next_page(part, request)} if more else None
    return Response(to_json(held), media_type="application/json", headers=headers)


def next_page(part: Part, request: Request) -> str:
    """Return the header that names the page after this one."""
    following = request.url.include_query_params(page=part.page + 1)
    return f'<{following.path}?{following.query}>; rel="next"'


def described(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """Return the description of an answer that is JSON, CSV or Parquet as asked."""
    schema = {"type": "array", "items": {"$ref": f"#/components/schemas/{model.__name__}"}}
    content = {"application/json": {"schema": schema}, "text/csv": {}, TYPES["parquet"]: {}}
    return {200: {"content": content, "description": "the rows", "model": list[model]}}  # type: ignore[valid-type]
