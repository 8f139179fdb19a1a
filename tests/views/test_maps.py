"""The map: who acts, where things are told to happen, and what it shows without outlines."""

from xml.etree import ElementTree

import pytest

from dragoman.views import maps
from dragoman.views.figures import Acting, Scene, acting, scenes
from dragoman.views.maps import acts_map, centre, scene_title
from dragoman.views.outlines import load_outlines
from sheets import NORTH, SOUTH, Sheet, day, ledger_of

SVG = "{http://www.w3.org/2000/svg}"
SQUARES = {
    "NRD": [[(0, 40), (10, 40), (10, 50), (0, 50), (0, 40)]],
    "SUD": [[(10, 40), (20, 40), (20, 50), (10, 50), (10, 40)], [(-170, 0), (-169, 0), (-169, 1), (-170, 0)]],
    "FAR": [[(10, -50), (20, -50), (20, -40), (10, -40), (10, -50)]],
    "ATA": [[(-180, -85), (180, -85), (180, 60), (-180, -85)]],
}


@pytest.fixture
def squares(monkeypatch):
    monkeypatch.setattr(maps, "load_outlines", lambda: SQUARES)


def tree(plot):
    return ElementTree.fromstring(plot._repr_svg_())


def told(*places, who=(NORTH,)):
    """A ledger in which Nordia, or others, help Sudland at each place."""
    sheet = Sheet("acts.txt", "Post", "2020-03-05")
    for number, place in enumerate(places):
        things = ("Ferries sank", "Grain arrived", "Prisoners came home", "Roads opened")[number]
        sheet.event(f"{things}.", things, "AID", [*who], [SOUTH], when=day("2020-03-04"), place=place)
    return ledger_of(sheet)


def test_places_are_counted_in_their_state_and_open_ones_nowhere():
    with told("Geneva", "the Netherlands", "Zurich", "a field") as ledger:
        found = scenes(ledger)
        acts = acting(ledger)
    assert [(one.code, one.events, one.cooperation, one.conflict) for one in found] == [
        ("CHE", 2, 2, 0),
        ("NLD", 1, 1, 0),
    ]
    assert [(one.code, one.acts) for one in found[0].who] == [("NRD", 2)]
    assert [(one.code, one.acts) for one in acts] == [("NRD", 4)]


def test_a_body_under_a_code_of_many_is_named_itself():
    alliance = SOUTH.model_copy(
        update={"id": "Q1", "name": "Northern Alliance", "kind": "body", "code": "IGO"}
    )
    with told("Geneva", who=[NORTH, alliance]) as ledger:
        (scene,) = scenes(ledger)
    assert {(one.code, one.name) for one in scene.who} == {("NRD", "NRD"), ("Q1", "Northern Alliance")}


def test_states_are_shaded_by_how_often_they_act_and_circled_where_it_happens(squares):
    who = (Acting(code="NRD", name="Nordia", acts=3),)
    scene = Scene(code="SUD", name="Sudland", events=2, cooperation=0, conflict=2, who=who)
    plot = acts_map([*who, Acting(code="XXX", name="Nowhere", acts=9)], [scene])
    picture = tree(plot)
    titles = [title.text for title in picture.iter(f"{SVG}title")]
    assert titles == ["Nordia acts 3 times", scene_title(scene)]
    assert scene_title(scene) == "Sudland: 0 in cooperation, 2 in conflict; who acted: Nordia 3"
    (circle,) = picture.iter(f"{SVG}circle")
    assert 0 < float(circle.get("cx")) < 760
    # Neither what lies outside the part of the world that is shown is drawn, nor Antarctica.
    assert len(list(picture.iter(f"{SVG}path"))) == 2


def test_nothing_marked_or_no_outlines_is_no_map(squares, monkeypatch):
    assert acts_map([Acting(code="IGO", name="a body", acts=1)], []) is None
    monkeypatch.setattr(maps, "load_outlines", dict)
    assert acts_map([Acting(code="NRD", name="Nordia", acts=1)], []) is None


def test_a_far_island_does_not_move_the_centre_of_a_state():
    assert centre(maps.main_ring(SQUARES["SUD"])) == pytest.approx((15, 45))
    assert centre([(3, 4), (3, 4)]) == (3, 4)


@pytest.mark.skipif(not load_outlines(), reason="the build fetched no outlines")
def test_the_world_s_states_stand_where_they_lie():
    outlines = load_outlines()
    near = {"CHE": (8, 47), "UKR": (31, 49), "AUS": (134, -25), "FRA": (2, 46.5)}
    for code, (east, north) in near.items():
        assert centre(maps.main_ring(outlines[code])) == pytest.approx((east, north), abs=2.5), code
    whole = acts_map([Acting(code=code, name=code, acts=1) for code in ("USA", "AUS", "RUS")], [])
    assert len(whole.svg) < 150_000
