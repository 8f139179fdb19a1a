"""PETRARCH's actor and agent files as tables of a user's own."""

import datetime as dt

import pytest

from dragoman.actors.petrarch import read_petrarch
from dragoman.actors.registry import load_registry
from dragoman.errors import DataError

ACTORS = """# A comment
LAND_OF_OZ_ [KEN]  # the whole land
+KENIA_
EMERALD_TOWN

TIN_WOODMAN_
+NICK_CHOPPER_
\t[KENGOV 030101-060630]
\t[KENMIL >060701]
\t[KENELI]

FLYING_MONKEYS_ [KENREB]
LEAGUE_OF_THE_RED_SHOES_ [IGOUNOHLH]
NOWHERE_MEN_ [QQQGOV]
BAD_DAY_ [KENGOV 2004017-20061201]
"""
AGENTS = """!PERSON! = MAN, WOMEN

WITCH!PERSON! [~REL]
BROOM_BINDER {BROOM_BINDERS} [~BUS]
TOWN_CRIER [~MED]
"""


@pytest.fixture
def files(tmp_path):
    actors, agents = tmp_path / "mine.actors.txt", tmp_path / "mine.agents.txt"
    actors.write_text(ACTORS)
    agents.write_text(AGENTS)
    return actors, agents


def test_people_get_their_dated_posts(files):
    registry = load_registry(files)
    person = registry.people_named("Tin Woodman")[0]
    assert registry.people_named("Nick Chopper") == (person,)
    early, late = (registry.actor(person, dt.date(year, 5, 1)) for year in (2004, 2010))
    assert (early.code, early.sectors) == ("KEN", ("GOV",))
    assert late.sectors == ("MIL",)


def test_groups_and_bodies_become_organisations_with_plover_codes(files):
    registry = load_registry(files)
    by_name = {entity.name: entity for entity in registry.entities()}
    assert (by_name["Flying Monkeys"].code, by_name["Flying Monkeys"].kind) == ("KEN", "group")
    shoes = by_name["League of the Red Shoes"]
    assert (shoes.code, shoes.sectors) == ("UNO", ("MED",))


def test_names_with_only_a_state_become_places_of_it(files):
    registry = load_registry(files)
    lands = [one for one in registry.entities() if one.kind == "region" and "Kenia" in one.names]
    assert [(one.name, one.code) for one in lands] == [("Land of Oz", "KEN")]


def test_agents_take_plurals_and_substitution_sets(files):
    registry = load_registry(files)
    assert [registry.agent(word).sectors for word in ("witchman", "broom binders", "town crier")] == [
        ("REL",),
        ("BUS",),
        ("JRN",),
    ]


def test_what_the_tables_have_stays_theirs(tmp_path):
    path = tmp_path / "mine.actors.txt"
    path.write_text("PENTAGON_ [CHNBUS]\n")
    pentagon = [one for one in load_registry((path,)).entities() if "Pentagon" in one.names]
    assert [one.code for one in pentagon] == ["USA"]


def test_unreadable_codes_and_dates_are_left_out_with_a_warning(files, caplog):
    tables = dict(read_petrarch(files[0], set(), {"KEN"}))
    assert "mine.actors.txt:14: QQQ" in caplog.text
    assert "mine.actors.txt:15: the dates of [KENGOV 2004017-20061201]" in caplog.text
    assert not any("Bad Day" in at.row.name for at in tables["organisations"])


def test_a_file_without_entries_is_refused(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("# nothing\n")
    with pytest.raises(DataError, match="holds no PETRARCH entry"):
        load_registry((path,))
