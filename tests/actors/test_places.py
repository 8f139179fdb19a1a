import pytest

from dragoman.actors.names import folded
from dragoman.actors.registry import load_registry
from dragoman.errors import DataError


@pytest.fixture(scope="module")
def places():
    return load_registry().places()


@pytest.mark.parametrize(
    ("name", "code"),
    [("Lagos", "NGA"), ("Odesa", "UKR"), ("Helmand", "AFG"), ("Texas", "USA"), ("Bagram", "AFG")],
)
def test_places_have_the_code_of_their_state(places, name, code):
    assert places[name].code == code


def test_names_that_are_words_or_of_states_or_people_are_left_out_or_marked(places):
    assert "Georgia" not in places and "Jordan" not in places
    assert places["Reading"].kind == places["Nice"].kind == places["Houston"].kind == "shared"
    assert all(name == folded(name) for name in places)


def test_a_file_of_ones_own_adds_places(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("code,kind,names,source\nFRA,town,Trifouillis;Lagos,me\n")
    mine = load_registry((file,)).places()
    assert mine["Trifouillis"].code == mine["Lagos"].code == "FRA" and mine["Odesa"].code == "UKR"


def test_a_place_of_no_state_is_refused_with_its_line(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("code,kind,names,source\nXYZ,town,Trifouillis,me\n")
    with pytest.raises(DataError, match=r"mine.csv:2: 'XYZ' is the code of no state"):
        load_registry((file,))


@pytest.mark.parametrize(
    ("name", "plain"), [("Cúcuta", "Cucuta"), ("Diyarbakır", "Diyarbakir"), ("Łódź", "Lodz")]
)
def test_names_are_folded_to_plain_letters(name, plain):
    assert folded(name) == plain
