import datetime as dt

import pytest

from dragoman.actors.registry import Registry, load_registry
from dragoman.errors import DataError


@pytest.fixture(scope="module")
def who() -> Registry:
    return load_registry()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


HOLDERS = [
    ("TWN", "head_of_government", "2022-06-01", "Su Tseng-chang"),
    ("TUN", "head_of_government", "2024-01-10", "Ahmed Hachani"),
    ("SUN", "head_of_state", "1987-01-10", "Mikhail Gorbachev"),
    ("DDR", "head_of_state", "1965-01-10", "Walter Ulbricht"),
    ("RUS", "foreign_minister", "2021-12-22", "Sergei Lavrov"),
    ("RUS", "head_of_state", "2010-06-01", "Dmitry Medvedev"),
    ("RUS", "head_of_government", "2010-06-01", "Vladimir Putin"),
    ("RUS", "head_of_state", "2014-03-18", "Vladimir Putin"),
    ("RUS", "defence_minister", "2022-02-24", "Sergei Shoigu"),
    ("RUS", "defence_minister", "2025-01-01", "Andrei Belousov"),
    ("UKR", "head_of_state", "2013-12-01", "Viktor Yanukovych"),
    ("UKR", "head_of_state", "2015-02-12", "Petro Poroshenko"),
    ("UKR", "head_of_state", "2021-12-22", "Volodymyr Zelensky"),
    ("UKR", "foreign_minister", "2022-03-10", "Dmytro Kuleba"),
    ("USA", "head_of_state", "2012-05-01", "Barack Obama"),
    ("USA", "head_of_state", "2018-06-12", "Donald Trump"),
    ("USA", "head_of_state", "2025-06-01", "Donald Trump"),
    ("USA", "foreign_minister", "2012-09-12", "Hillary Clinton"),
    ("USA", "foreign_minister", "2016-05-01", "John Kerry"),
    ("USA", "foreign_minister", "2021-12-22", "Antony Blinken"),
    ("USA", "national_security_adviser", "2021-12-22", "Jake Sullivan"),
    ("USA", "national_security_adviser", "2019-02-27", "John Bolton"),
    ("GBR", "head_of_government", "2010-01-01", "Gordon Brown"),
    ("GBR", "head_of_government", "2016-10-01", "Theresa May"),
    ("GBR", "foreign_minister", "2021-12-11", "Liz Truss"),
    ("GBR", "foreign_minister", "2023-12-01", "David Cameron"),
    ("DEU", "head_of_government", "2021-12-07", "Angela Merkel"),
    ("DEU", "head_of_government", "2021-12-22", "Olaf Scholz"),
    ("DEU", "foreign_minister", "2014-02-20", "Frank-Walter Steinmeier"),
    ("FRA", "head_of_state", "2015-01-07", "Francois Hollande"),
    ("FRA", "foreign_minister", "2021-12-13", "Jean-Yves Le Drian"),
    ("CHN", "head_of_state", "2011-01-19", "Hu Jintao"),
    ("CHN", "foreign_minister", "2023-03-01", "Qin Gang"),
    ("IRN", "foreign_minister", "2015-07-14", "Mohammad Javad Zarif"),
    ("KOR", "head_of_state", "2018-04-27", "Moon Jae-in"),
    ("PRK", "head_of_state", "2018-04-27", "Kim Jong-un"),
    ("EGY", "head_of_state", "2011-02-01", "Hosni Mubarak"),
    ("EGY", "head_of_state", "2013-01-01", "Mohamed Morsi"),
    ("ISR", "head_of_government", "2021-10-01", "Naftali Bennett"),
    ("JPN", "head_of_government", "2011-03-11", "Naoto Kan"),
    ("TUR", "foreign_minister", "2020-01-01", "Mevlut Cavusoglu"),
    ("POL", "head_of_government", "2021-11-08", "Mateusz Morawiecki"),
    ("body/NATO", "head_of_body", "2011-03-31", "Anders Fogh Rasmussen"),
    ("body/NATO", "head_of_body", "2021-12-22", "Jens Stoltenberg"),
    ("body/NATO", "head_of_body", "2025-01-15", "Mark Rutte"),
    ("body/UN", "head_of_body", "2013-09-01", "Ban Ki-moon"),
    ("body/IAEA", "head_of_body", "2021-12-01", "Rafael Grossi"),
    ("RUS", "head_of_state", "1989-11-09", "Mikhail Gorbachev"),
    ("RUS", "head_of_state", "1993-10-04", "Boris Yeltsin"),
    ("USA", "head_of_state", "1962-10-22", "John F. Kennedy"),
    ("GBR", "head_of_government", "1982-04-02", "Margaret Thatcher"),
    ("DEU", "head_of_government", "1990-10-03", "Helmut Kohl"),
]


@pytest.mark.parametrize(("code", "role", "on", "name"), HOLDERS)
def test_the_office_is_that_of_the_day(who, code, role, on, name):
    assert name in [person.name for person in who.holders(code, role, day(on))]
    (person,) = [p for p in who.people_named(name) if name == p.name]
    assert any(o.role == role and o.held_on(day(on)) for o in who.offices(person.id))


def test_a_person_carries_code_sectors_and_office_of_the_day(who):
    (johnson,) = who.people_named("Boris Johnson")
    before, during, after = (who.actor(johnson, day(d)) for d in ("2017-01-01", "2021-12-22", "2024-01-01"))
    assert (before.office, during.office, after.office) == ("Foreign Secretary", "Prime Minister", "")
    assert {actor.code for actor in (before, during, after)} == {"GBR"}
    assert (during.sectors, after.sectors) == (("GOV",), ("ELI",))
    assert during.id == "Q180589"


def test_an_official_of_a_body_is_of_its_own_state_before_and_after(who):
    (stoltenberg,) = who.people_named("Jens Stoltenberg")
    assert [who.actor(stoltenberg, day(d)).code for d in ("2012-01-01", "2021-12-22", "2024-12-01")] == [
        "NOR",
        "IGO",
        "NOR",
    ]


def test_an_opposition_leader_is_no_former_official(who):
    (navalny,) = who.people_named("Alexey Navalny")
    assert who.actor(navalny, day("2021-01-17")).sectors == ("OPP",)
    assert who.actor(navalny, day("2024-06-01")).sectors == ("OPP",)


@pytest.mark.parametrize("name", ["Sergey Lavrov", "sergei lavrov", "Lavrov"])
def test_spellings_and_last_names_find_the_person(who, name):
    assert "Q58217" in [person.id for person in who.people_named(name)]


def test_a_last_name_gives_all_bearers(who):
    names = {person.name for person in who.people_named("Rasmussen")}
    assert {"Anders Fogh Rasmussen", "Lars Lokke Rasmussen"} <= names


def test_last_names_that_are_ordinary_words_are_marked(who):
    kinds = {(words, kind) for words, kind, _ in who.phrases() if "lastname" in kind}
    assert ("May", "common_lastname") in kinds and ("May", "lastname") not in kinds
    assert ("Bush", "common_lastname") in kinds
    assert ("Lavrov", "lastname") in kinds
    assert ("Xi", "lastname") in kinds and ("Jinping", "lastname") not in kinds


def test_phrases_say_what_they_are_to_their_entity(who):
    found = {(words, kind): entity.id for words, kind, entity in who.phrases() if entity.kind != "person"}
    assert found["Kremlin", "seat"] == "state/RUS"
    assert found["Minsk", "capital"] == "state/BLR"
    assert found["Ukrainians", "demonym"] == "state/UKR"
    assert found["U.S.", "name"] == found["US", "name"] == "state/USA"
    assert found["alliance", "generic"].startswith("body/")
    assert found["Soviet", "demonym"] == "state/SUN"


def test_every_state_of_iso_3166_is_there_with_the_code_of_who_controls_it(who):
    assert len([e for e in who.entities() if e.id == f"state/{e.code}"]) >= 196
    assert who.state("KOS").name == "Kosovo" and who.state("HKG") and who.state("PSE")
    assert who.entity("territory/GRL").code == "DNK"
    assert who.state("SUN").name == "Soviet Union" and who.entity("state/zaire").code == "COD"
    assert who.state("GRL") is None
    assert who.entity("region/transnistria").sectors == ("PRE",)


def test_states_carry_distinct_wikidata_ids(who):
    ids = [e.wikidata for e in who.entities() if e.wikidata]
    assert len(ids) == len(set(ids))


def test_titles_and_agents_are_found_in_any_case_and_number(who):
    assert who.title("Foreign Minister").role == "foreign_minister"
    assert who.agent("troops").sectors == ("MIL",)
    assert who.agent("lawmakers").sectors == ("LEG",)
    assert who.agent("policemen").sectors == ("COP",)
    assert who.agent("Ministries").sectors == ("GOV",)
    assert who.agent("teapot") is None


def test_nobody_heads_two_foreign_ministries_at_once(who):
    for person in who.entities():
        if person.kind == "person":
            posts = [o for o in who.offices(person.id) if o.role in ("foreign_minister", "defence_minister")]
            for one in posts:
                for other in posts:
                    if one.code != other.code:
                        assert one.last <= other.first or other.last <= one.first, person.name


def test_a_file_of_the_users_own_adds_people_and_offices(tmp_path):
    people, offices = tmp_path / "mine.csv", tmp_path / "posts.csv"
    people.write_text("id,name,country,source\nperson/ada-quill,Ada Quill,NZL,me\n", encoding="utf-8")
    offices.write_text(
        "person,role,title,code,sectors,start,end,source\n"
        "person/ada-quill,envoy,Special Envoy,body/UN,,2020-03,2021,me\n",
        encoding="utf-8",
    )
    who = load_registry((people, offices))
    (ada,) = who.people_named("Quill")
    assert who.office_on(ada.id, day("2021-06-01")).title == "Special Envoy"
    assert who.actor(ada, day("2021-06-01")).code == "UNO"
    assert who.actor(ada, day("2022-06-01")).code == "NZL"
    assert load_registry().people_named("Quill") == ()


BAD = [
    ("offices", "person,role,title,code,start,source\nQ7747,king,President,RUS,2000,me\n", ":2: role"),
    ("offices", "person,role,title,code,start,source\nQ7747,other,Judge,XYZ,2000,me\n", "XYZ"),
    ("offices", "person,role,title,code,start,source\nnobody,other,Judge,RUS,2000,me\n", "nobody"),
    ("offices", "person,role,title,code,start,source\nQ7747,other,Judge,RUS,2000-13,me\n", ":2: start"),
    (
        "offices",
        "person,role,title,code,start,end,source\nQ7747,other,Judge,RUS,2000,1999,me\n",
        "before it starts",
    ),
    (
        "offices",
        "person,role,title,code,start,source\nQ7747,head_of_state,President,RUS,2020,me\n",
        "overlaps",
    ),
    ("agents", "words,sectors,actor_kind,source\nwalrus,ZOO,group,me\n", ":2: sectors"),
    ("states", "code,name,source\nRU,Russia,me\n", ":2: code"),
    ("people", "id,name,source\nperson/a,Ann\n", ":2: 2 cells"),
    ("people", "id,name,country,source\nperson/a,Ann,ZZZ,me\n", "ZZZ"),
    ("what", "colour,taste\nred,sweet\n", ":1: the columns"),
]


@pytest.mark.parametrize(("name", "text", "told"), BAD)
def test_a_bad_row_is_refused_with_file_and_line(tmp_path, name, text, told):
    file = tmp_path / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_registry((file,))
    assert f"{name}.csv" in str(error.value) and told in str(error.value)


@pytest.mark.parametrize(
    ("code", "on", "then"),
    [
        ("RUS", "1962-10-28", "SUN"), ("RUS", "1992-01-01", "RUS"), ("SRB", "1999-04-01", "YUG"),
        ("SRB", "2004-04-01", "SCG"), ("CZE", "1968-08-21", "CSK"), ("DEU", "1968-08-21", "DEU"),
    ],
)  # fmt: skip
def test_a_state_had_the_code_of_its_time(who, code, on, then):
    assert who.code_on(code, day(on)) == then
    assert who.code_on(code, None) == code
