"""Datelines of agencies and collections."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.assemble import Metadata, make_report
from dragoman.reading.dateline import find_dateline


@pytest.mark.parametrize(
    ("opening", "outlet", "place", "published"),
    [
        (" date 2022-01-10 (Morning Wire) -- ", "Morning Wire", "", dt.date(2022, 1, 10)),
        ("date 2022-01-10 -- ", "", "", dt.date(2022, 1, 10)),
        ("GENEVA, Jan 10 (Morning Wire) - ", "Morning Wire", "GENEVA", None),
        ("WASHINGTON/MOSCOW, Dec. 22, 2021 (MW) -- ", "MW", "WASHINGTON/MOSCOW", dt.date(2021, 12, 22)),
        ("TEL AVIV, Israel (MW) — ", "MW", "TEL AVIV, Israel", None),
        ("ROSTOV-ON-DON, Russia, Jan 3 (MW) - ", "MW", "ROSTOV-ON-DON, Russia", None),
        ("Jan 10 (Morning Wire) - ", "Morning Wire", "", None),
        ("(Morning Wire) -- ", "Morning Wire", "", None),
        ("GENEVA, Switzerland (MW) _ ", "MW", "GENEVA, Switzerland", None),
        ("GENEVA (MW)_\n\n", "MW", "GENEVA", None),
        ("BRUSSELS\xa0— ", "", "BRUSSELS", None),
        ("KYIV, Ukraine — ", "", "KYIV, Ukraine", None),
        ("BUENOS AIRES - ", "", "BUENOS AIRES", None),
    ],
)
def test_a_dateline_gives_outlet_place_and_date_and_ends_before_the_article(
    opening, outlet, place, published
):
    dateline = find_dateline(opening + "The envoys met.")
    assert (dateline.outlet, dateline.place, dateline.published) == (outlet, place, published)
    assert dateline.end == len(opening)


@pytest.mark.parametrize(
    "text",
    [
        "The envoys met on Monday - and parted.",
        "NATO — an alliance of thirty states — met.",
        "EXCLUSIVE – Envoys of two states met.",
        "Envoys (of two states) - met.",
        "EU leaders met in Paris, Jan 10.",
        "",
    ],
)
def test_running_text_has_no_dateline(text):
    assert find_dateline(text) is None


@given(st.text(max_size=80))
def test_no_opening_makes_it_fail_or_run_past_the_text(text):
    dateline = find_dateline(text)
    assert dateline is None or dateline.end <= len(text)


@pytest.mark.parametrize(
    ("outlet", "opening", "agency"),
    [
        ("Harbour Herald", "GENEVA, Jan 10 (Reuters) - ", "Reuters"),
        ("Harbour Herald", "GENEVA (AP) — ", "Associated Press"),
        ("Harbour Herald", "GENEVA (Morning Wire) — ", "Morning Wire"),
        ("Harbour Herald", "GENEVA (Harbour Herald) — ", ""),
        ("Reuters News", "GENEVA, Jan 10 (Reuters) - ", ""),
        ("Associated Press", "GENEVA (AP) — ", ""),
        ("", "GENEVA, Jan 10 (Reuters) - ", ""),
        ("Harbour Herald", "BRUSSELS — ", ""),
    ],
)
def test_the_agency_of_a_dateline_is_credited_where_another_outlet_passes_it_on(
    article, outlet, opening, agency
):
    report = make_report("a.txt", opening + article, Metadata(outlet=outlet))
    assert report.agency == agency
    assert report.outlet == outlet or report.outlet == "Reuters"
