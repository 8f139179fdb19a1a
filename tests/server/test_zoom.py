"""Other days to see beside those that a chart shows."""

import datetime as dt

from dragoman.language.calendar import Interval
from dragoman.server.zoom import zoomed

MARCH = Interval(dt.date(2020, 3, 1), dt.date(2020, 3, 31))


def test_ranges_are_nearer_wider_before_and_after():
    found = zoomed(MARCH)
    assert found["Zoom in"] == Interval(dt.date(2020, 3, 8), dt.date(2020, 3, 24))
    assert found["Zoom out"] == Interval(dt.date(2020, 2, 15), dt.date(2020, 4, 15))
    assert found["Earlier"].end == dt.date(2020, 2, 29)
    assert found["Later"].start == dt.date(2020, 4, 1)
    assert {found[name].days for name in ("Earlier", "Later")} == {MARCH.days}


def test_a_day_is_not_cut_and_the_calendar_has_ends():
    day = Interval(dt.date.min, dt.date.min)
    assert list(zoomed(day)) == ["Later"]
    assert list(zoomed(Interval(dt.date.min, dt.date.max))) == ["Zoom in"]
