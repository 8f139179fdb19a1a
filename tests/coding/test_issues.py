"""Which issue the words of a demand, offer or refusal speak of."""

import pytest

from dragoman.coding.issues import OTHER, load_issues
from dragoman.errors import DataError


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "issues.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_topics_name_what_parties_commonly_contend_over():
    issues = load_issues(None)
    assert issues.name(["lift", "the", "sanction"]) == "sanctions"
    assert issues.name(["withdraw", "the", "troop"]) in {"withdrawal of forces", "military deployments"}
    assert issues.name(["declare", "a", "ceasefire"]) == "ceasefire"


def test_what_fits_no_topic_is_named_by_its_noun():
    issues = load_issues(None)
    assert issues.name(["return", "the", "marble"], "marble") == "marble"
    assert issues.name(["do", "so"]) == OTHER
    assert issues.name([]) == OTHER


def test_the_issues_of_a_users_file_come_first(file):
    issues = load_issues(file("- name: The Elgin question\n  cues: [marble, sanction]\n"))
    assert issues.name(["return", "the", "marble"]) == "The Elgin question"
    assert issues.name(["sanction"]) == "The Elgin question"
    assert issues.name(["ceasefire"]) == "ceasefire"


def test_phrases_count_for_more_than_single_words(file):
    issues = load_issues(file("- {name: water, cues: [dam]}\n- {name: power, cues: [dam power plant]}\n"))
    assert issues.name(["the", "dam", "power", "plant"]) == "power"
    assert issues.name(["the", "dam"]) == "water"


def test_cues_are_read_in_any_case(file):
    assert load_issues(file("- {name: Water, cues: [DAM]}\n")).name(["dam"]) == "Water"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: water", "a list of issues"),
        ("- cues: [dam]", "issue 1"),
        ("- {name: water}\n- {name: power, cue: [dam]}", "issue 2"),
        ("- [", "not valid YAML"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(file, text, says):
    with pytest.raises(DataError) as error:
        load_issues(file(text))
    assert "issues.yaml" in str(error.value)
    assert says in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(DataError, match=r"absent\.yaml"):
        load_issues(tmp_path / "absent.yaml")


def test_a_binary_file_is_refused(tmp_path):
    path = tmp_path / "issues.yaml"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(DataError, match="cannot be read"):
        load_issues(path)
