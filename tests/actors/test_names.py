import pytest

from dragoman.actors.entities import first_day, last_day
from dragoman.actors.names import last_names


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sergei Lavrov", "Lavrov"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Bashar al-Assad", "Assad"),
        ("Bashar al-Assad", "al-Assad"),
        ("Joseph F. Dunford Jr.", "Dunford"),
        ("Jean-Yves Le Drian", "Le Drian"),
        ("Francis", "Francis"),
    ],
)
def test_last_names_keep_particles_and_drop_suffixes(name, found):
    assert found in last_names(name)


def test_partial_dates_span_their_month_or_year():
    assert (first_day("2020-02").isoformat(), last_day("2020-02").isoformat()) == ("2020-02-01", "2020-02-29")
    assert (first_day("1991").isoformat(), last_day("1991").isoformat()) == ("1991-01-01", "1991-12-31")
