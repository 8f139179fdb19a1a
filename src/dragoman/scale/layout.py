"""Readings as Parquet, on any filesystem that fsspec knows: part by part, each whole or not there.

    MANIFEST                                 what is read, with what, in which parts
    parts/PART.json                          written last: the part is done, and which files are its
    FOLDER/month=2021-12/PART.parquet        rows of a table of the ledger; month of publication

A part that was broken off leaves no `parts/PART.json`; read again, it writes the same files anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any, TypeVar

import fsspec
import pyarrow
from pyarrow import parquet
from pydantic import BaseModel, ConfigDict

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.ledger.database import batched
from dragoman.ledger.rows import reading_rows
from dragoman.records import Event, Mention, Position, Reading, Report, Statement, Time

_Record = TypeVar("_Record", bound=BaseModel)
FORMAT = 1
MANIFEST = "manifest.json"
FOLDERS = {
    "reports": "reports",
    "times": "times",
    "mentions": "mentions",
    "read_statements": "statements",
    "read_events": "events",
    "read_positions": "positions",
}
"""Table of the ledger, as read, to the folder of its rows."""
UNDATED = "undated"


class Failed(BaseModel):
    """An input or report of a part that gave no reading."""

    model_config = ConfigDict(frozen=True)

    name: str
    reason: str


class Part(BaseModel):
    """A part that is done."""

    model_config = ConfigDict(frozen=True)

    part: str
    reports: int
    failed: tuple[Failed, ...] = ()
    files: tuple[str, ...] = ()
    """Paths below the layout's root."""


class Manifest(BaseModel):
    """What a layout holds."""

    format: int = FORMAT
    read_with: dict[str, str]
    """Versions and settings on which the readings depend; parts read with others are not mixed."""
    parts: dict[str, list[str]] = {}
    """Part to its inputs."""

    def plan(self, inputs: Iterable[str], size: int) -> None:
        """Add parts, of so many inputs, for the inputs that are in none."""
        known = {name for names in self.parts.values() for name in names}
        new = list(dict.fromkeys(name for name in inputs if name not in known))
        numbers = count(len(self.parts))
        self.parts |= {f"part-{next(numbers):06}": chunk for chunk in batched(new, size)}


class Layout:
    """The folder or address that holds the readings.

    Raises:
        DragomanError: when no filesystem of that kind is installed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise DragomanError(f"{url}: no place that can be written to ({error})") from error

    def manifest(self, read_with: dict[str, str]) -> Manifest:
        """Return the manifest, a new one where there is none.

        Raises:
            DragomanError: when the readings there were made with something else.
        """
        path = self._path(MANIFEST)
        if not self._files.exists(path):
            return Manifest(read_with=read_with)
        found = Manifest.model_validate_json(self._files.cat_file(path))
        if found.format != FORMAT or found.read_with != read_with:
            raise DragomanError(
                f"{self.url}: holds readings made with {found.read_with}, not {read_with}; "
                "give another folder"
            )
        return found

    def save(self, manifest: Manifest) -> None:
        """Write the manifest."""
        self._put(MANIFEST, manifest.model_dump_json(indent=1).encode())

    def done(self) -> dict[str, Part]:
        """Return the parts that are done, by name."""
        if not self._files.exists(self._path("parts")):
            return {}
        self._files.invalidate_cache()
        found = [
            Part.model_validate_json(self._files.cat_file(path))
            for path in sorted(self._files.ls(self._path("parts"), detail=False))
            if path.endswith(".json")
        ]
        return {part.part: part for part in found}

    def write(self, name: str, readings: Sequence[Reading], failed: Sequence[Failed]) -> Part:
        """Write a part, its file in `parts` last."""
        rows: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for reading in readings:
            published = reading.report.published
            month = published.strftime("%Y-%m") if published else UNDATED
            for table, more in reading_rows(reading).items():
                rows[table, month] += more
        schemas = _schemas()
        files = []
        for (table, month), told in sorted(rows.items(), key=lambda item: item[0]):
            if told:
                sink = pyarrow.BufferOutputStream()
                made = pyarrow.Table.from_pylist(told, schema=schemas[table])
                parquet.write_table(made, sink, compression="zstd")
                files.append(f"{FOLDERS[table]}/month={month}/{name}.parquet")
                self._put(files[-1], sink.getvalue().to_pybytes())
        part = Part(part=name, reports=len(readings), failed=tuple(failed), files=tuple(files))
        self._put(f"parts/{name}.json", part.model_dump_json(indent=1).encode())
        return part

    def readings(self, part: Part) -> Iterator[Reading]:
        """Yield the readings of a part, as they were."""
        rows: dict[str, list[dict[str, Any]]] = {folder: [] for folder in FOLDERS.values()}
        for path in part.files:
            with self._files.open(self._path(path), "rb") as stream:
                columns = (
                    ["id", "model", "record"] if path.startswith("reports/") else ["report", "n", "record"]
                )
                rows[path.partition("/")[0]] += parquet.read_table(stream, columns=columns).to_pylist()
        reports = rows.pop("reports")
        told = {folder: _by_report(found) for folder, found in rows.items()}
        for row in reports:
            key = row["id"]
            yield Reading(
                report=Report.model_validate_json(row["record"]),
                model=row["model"],
                times=_records(Time, told["times"][key]),
                actors=_records(Mention, told["mentions"][key]),
                statements=_records(Statement, told["statements"][key]),
                events=_records(Event, told["events"][key]),
                positions=_records(Position, told["positions"][key]),
            )

    def _path(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    def _put(self, path: str, data: bytes) -> None:
        """Write a file so that it is there whole or not at all."""
        full = self._path(path)
        self._files.makedirs(full.rpartition("/")[0], exist_ok=True)
        with self._files.transaction, self._files.open(full, "wb") as stream:
            stream.write(data)


@cache
def _schemas() -> dict[str, pyarrow.Schema]:
    """Return the Arrow schemas of the ledger's tables: they are written with the same columns."""
    with Ledger() as ledger:
        found = {}
        for table in FOLDERS:
            fields = ledger.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema  # noqa: S608
            found[table] = pyarrow.schema(
                pyarrow.field("record", pyarrow.string())
                if field.name == "record"
                else field.remove_metadata()
                for field in fields
            )
        return found


def _by_report(rows: Iterable[dict[str, Any]]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["n"]):
        found[row["report"]].append(row["record"])
    return found


def _records(model: type[_Record], texts: Iterable[str]) -> tuple[_Record, ...]:
    return tuple(model.model_validate_json(text) for text in texts)
