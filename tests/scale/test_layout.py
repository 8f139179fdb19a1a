"""Readings as Parquet: whole parts, the way back, and what other engines see."""

import datetime as dt

import duckdb
import pytest

from dragoman.errors import DragomanError

pytest.importorskip("fsspec", reason="the extra 'ray' is not installed: the Parquet layout is not tested")
import polars

from dragoman.scale.layout import Failed, Layout, Manifest
from sheets import first_sheet, second_sheet

READ_WITH = {"model": "one"}


@pytest.fixture(scope="module")
def readings():
    """Four readings: two written by hand, and these again as reports of another month and of none."""
    written = [sheet.reading() for sheet in (first_sheet(), second_sheet())]
    later = [_moved(reading, n) for n, reading in enumerate(written)]
    return [*written, *later]


def _moved(reading, number):
    """Return a reading as that of another report, of May 2031 or undated."""
    name = f"rep_moved_{number}"
    date = dt.date(2031, 5, 7) if number == 0 else None
    report = reading.report.model_copy(update={"id": name, "published": date})
    events = tuple(
        event.model_copy(update={"id": f"{event.id}_{number}", "report": name}) for event in reading.events
    )
    return reading.model_copy(update={"report": report, "events": events})


@pytest.fixture(params=["folder", "memory"])
def layout(request, tmp_path):
    return Layout(str(tmp_path / "out") if request.param == "folder" else f"memory://{tmp_path.name}/out")


def test_a_part_comes_back_as_it_was_written(layout, readings):
    part = layout.write("part-000000", readings, [Failed(name="x.txt", reason="is empty")])
    assert layout.done() == {"part-000000": part}
    back = {reading.report.id: reading for reading in layout.readings(part)}
    assert back == {reading.report.id: reading for reading in readings}
    assert part.failed == (Failed(name="x.txt", reason="is empty"),)


def test_a_part_written_twice_is_there_once(layout, readings):
    first = layout.write("part-000000", readings, [])
    assert layout.write("part-000000", readings, []) == first
    assert len(list(layout.readings(layout.done()["part-000000"]))) == len(readings)


def test_a_part_that_was_broken_off_is_not_done(layout, readings, monkeypatch):
    put = layout._put

    def breaks(path, data):
        if path.startswith("parts/"):
            raise OSError("machine gone")
        put(path, data)

    monkeypatch.setattr(layout, "_put", breaks)
    with pytest.raises(OSError, match="machine gone"):
        layout.write("part-000000", readings, [])
    assert layout.done() == {}


def test_duckdb_and_polars_read_it_by_month(tmp_path, readings):
    layout = Layout(str(tmp_path / "out"))
    layout.write("part-000000", readings[:2], [])
    layout.write("part-000001", readings[2:], [])
    events = sum(len(reading.events) for reading in readings)
    assert events > 3
    table = f"read_parquet('{tmp_path}/out/events/*/*.parquet', hive_partitioning = true)"
    assert duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM {table}").fetchall() == [(events, events)]
    months = duckdb.sql(f"SELECT DISTINCT month FROM {table} ORDER BY month").fetchall()
    assert [str(month) for (month,) in months] == sorted({_month(reading) for reading in readings})
    assert len(months) > 2
    frame = polars.scan_parquet(f"{tmp_path}/out/reports/**/*.parquet", hive_partitioning=True).collect()
    assert sorted(frame["id"]) == sorted(reading.report.id for reading in readings)
    codes = polars.scan_parquet(f"{tmp_path}/out/events/**/*.parquet", hive_partitioning=True)
    assert "NRD" in codes.select(polars.col("actor_codes").explode()).collect()["actor_codes"].to_list()


def _month(reading):
    published = reading.report.published
    return published.strftime("%Y-%m") if published else "undated"


def test_readings_made_with_something_else_are_not_mixed(layout):
    layout.save(Manifest(read_with=READ_WITH))
    assert layout.manifest(READ_WITH).parts == {}
    with pytest.raises(DragomanError, match="give another folder"):
        layout.manifest({"model": "another"})


def test_new_inputs_make_new_parts_and_known_ones_keep_theirs():
    manifest = Manifest(read_with=READ_WITH)
    manifest.plan(["a", "b", "c", "b"], 2)
    assert manifest.parts == {"part-000000": ["a", "b"], "part-000001": ["c"]}
    manifest.plan(["b", "d", "c"], 2)
    assert list(manifest.parts) == ["part-000000", "part-000001", "part-000002"]
    assert manifest.parts["part-000002"] == ["d"]


def test_an_unknown_kind_of_filesystem_is_said_in_one_line():
    with pytest.raises(DragomanError, match=r"nosuch://x"):
        Layout("nosuch://x")
