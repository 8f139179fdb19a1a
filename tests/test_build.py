"""The build's own step: outlines from a locked package, and a build that goes on without them."""

import hashlib
import json
import struct
import zipfile
from pathlib import Path

import pytest

from scripts import load_script

ROOT = Path(__file__).parent.parent
INSIDE = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres"


@pytest.fixture(scope="module")
def build():
    return load_script("hatch_build.py")


def table(rows):
    """A dBASE file of names and codes."""
    columns = b"".join(
        struct.pack("<11sc4xB15x", name, b"C", width) for name, width in ((b"name", 20), (b"iso_a3", 5))
    )
    body = b"".join(b" " + name.encode("latin-1").ljust(20) + code.ljust(5) for name, code in rows)
    head = struct.pack("<4xIHH20x", len(rows), 32 + len(columns) + 1, 26)
    return head + columns + b"\r" + body


def shapes(polygons):
    """A shapefile of polygons."""
    records = b""
    for number, rings in enumerate(polygons, 1):
        points = [point for ring in rings for point in ring]
        starts = [sum(len(ring) for ring in rings[:place]) for place in range(len(rings))]
        body = struct.pack(f"<i4dii{len(rings)}i", 5, 0, 0, 0, 0, len(rings), len(points), *starts)
        body += b"".join(struct.pack("<dd", *point) for point in points)
        records += struct.pack(">II", number, len(body) // 2) + body
    return bytes(100) + records


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A tree whose lock names a package that lies beside it; nothing is fetched from elsewhere."""
    (tmp_path / "src/dragoman/views").mkdir(parents=True)
    wheel = tmp_path / "geopandas-0.1-py3-none-any.whl"
    square = [(0, 0), (1.23456, 0), (1, 1), (0, 0)]
    with zipfile.ZipFile(wheel, "w") as made:
        rows = [("Côte", b"CIV"), ("Kosovo", b"-99")]
        made.writestr(f"{INSIDE}.dbf", table(rows))
        made.writestr(f"{INSIDE}.shp", shapes([[square], [square, square[::-1]]]))
        made.writestr(
            "geopandas-0.1.dist-info/METADATA", "Metadata-Version: 2.1\nName: geopandas\nVersion: 0.1\n"
        )
        made.writestr("geopandas-0.1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        made.writestr("geopandas-0.1.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (tmp_path / "outlines.lock").write_text(f"geopandas==0.1 --hash=sha256:{digest}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    return tmp_path


def test_rings_of_each_state_come_out_of_the_locked_package(build, root):
    assert build.make(root) == ""
    made = json.loads((root / build.OUT).read_text())
    square = [[0, 0], [1.23, 0], [1, 1], [0, 0]]
    assert made == {"CIV": [square], "KOS": [square, square[::-1]]}


def test_a_package_that_is_not_the_locked_one_makes_no_outlines(build, root):
    (root / "outlines.lock").write_text(f"geopandas==0.1 --hash=sha256:{'0' * 64}\n")
    assert "there will be no map" in build.make(root)
    assert not (root / build.OUT).exists()


def test_without_an_index_the_build_is_told_in_one_line(build, root, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    fault = build.make(root)
    assert "could not be fetched, so there will be no map" in fault
    assert "\n" not in fault
