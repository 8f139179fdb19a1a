"""What each party stands for: stance, issue, conditions, and what is no position."""

import pytest

from dragoman.coding.positions import load_stances, stance_of
from dragoman.language.pipeline import load_pipeline
from dragoman.ontology.plover import load_ontology
from dragoman.reader import Reader
from dragoman.settings import Settings


@pytest.fixture(scope="module")
def stands(reading):
    """Return the positions of a text as (party, stance, issue)."""

    def found(text):
        return [(p.party.code or p.party.name, p.stance, p.issue) for p in reading(text).positions]

    return found


CASES = {
    "a demand": (
        "Japan demanded that China lift the sanctions.",
        [("JPN", "demands", "sanctions")],
    ),
    "a call": (
        "Turkey called on Israel to declare a ceasefire.",
        [("TUR", "demands", "ceasefire")],
    ),
    "an offer": ("Kenya offered to hold talks with Somalia.", [("KEN", "offers", "talks")]),
    "an acceptance": ("Iran agreed to a ceasefire.", [("IRN", "accepts", "ceasefire")]),
    "a refusal": ("Iran refused to lift the sanctions.", [("IRN", "refuses", "sanctions")]),
    "a threat": ("Canada threatened to impose sanctions on Peru.", [("CAN", "threatens", "sanctions")]),
    "readiness": ("Chile is ready to hold talks with Peru.", [("CHL", "open to", "talks")]),
    "nothing between two of one side": (
        "The French president demanded that the French army withdraw its troops.",
        [],
    ),
    "somebody alone is nothing demanded": ("Iran demanded him from Iraq.", []),
    "a name alone is nothing demanded": ("Iran demanded John Smith.", []),
    "promises that nobody tells are no offer": ("Iran offered promises to Iraq on Monday.", []),
    "what holds all the same is no condition": (
        "Iran refused to lift the sanctions, even if Iraq withdrew its troops.",
        [("IRN", "refuses", "sanctions")],
    ),
    "each of two parties": (
        "France and Germany demanded a ceasefire.",
        [("FRA", "demands", "ceasefire"), ("DEU", "demands", "ceasefire")],
    ),
    "a minister speaks for the state": (
        "Sergei Lavrov demanded that NATO halt its expansion.",
        [("RUS", "demands", "alliance membership")],
    ),
    "a fact is no position": ("Turkey invaded Syria.", []),
    "a meeting to come is no position": ("Chile will meet Peru on Friday.", []),
    "a demand that is only named is no position": ("Japan presented the demands to China.", []),
    "an accusation that is denied is no position": (
        "Canada spoke of spies, an accusation China has repeatedly denied.",
        [],
    ),
    "what may be demanded is no position": ("Japan may demand a ceasefire.", []),
}


@pytest.mark.parametrize("case", CASES)
def test_positions(stands, case):
    text, wanted = CASES[case]
    assert stands(text) == wanted


def test_the_terms_of_an_offer_are_a_position_of_their_own(reading):
    text = "Kenya offered to withdraw its troops if Somalia declares a ceasefire."
    terms = [p for p in reading(text).positions if p.stance == "conditions"]
    held = [p for p in reading(text).positions if p.stance != "conditions"]
    assert [p.content for p in terms] == ["if Somalia declares a ceasefire"] or (
        held and "if Somalia declares a ceasefire" in held[0].content
    )


def test_a_threat_is_told_with_its_condition(reading):
    text = "Canada threatened to impose sanctions if Peru left the talks."
    (position,) = reading(text).positions
    assert position.stance == "threatens"
    assert "if Peru left the talks" in position.content


def test_a_position_names_its_source_its_teller_and_whom_it_is_about(reading):
    text = "Peru has demanded that Chile return the archive, Josep Borrell said on Monday."
    read = reading(text)
    (position,) = read.positions
    assert position.source in {event.id for event in read.events}
    assert [mention.actor.name for mention in position.told_by] == ["Josep Borrell"]
    assert [actor.code for actor in position.toward] == ["CHL"]
    assert position.content == "that Chile return the archive"
    assert position.span.of(text)


def test_ids_are_unique_and_the_same_each_time(reading):
    text = "France and Germany demanded a ceasefire and offered Mali aid."
    first, second = reading(text).positions, reading(text).positions
    assert first == second
    assert len({position.id for position in first}) == len(first)


def test_a_negated_acceptance_is_a_refusal(event):
    accepted = event("Iran did not accept the offer.", "AGREE")
    assert stance_of(accepted, frozenset({"accept"})) == "refuses"


def test_every_category_with_a_stance_is_one_of_the_ontology():
    table, known = load_stances(), load_ontology().categories
    assert {*table.categories, *table.lemmas, *table.negated} <= set(known)


def test_a_users_issues_name_positions(tmp_path, nlp):
    path = tmp_path / "issues.yaml"
    path.write_text("- {name: The fishermen, cues: [fisherman]}\n", encoding="utf-8")
    settings = Settings(issues=path)
    reader = Reader(load_pipeline(settings), settings)
    read = reader.read("Japan demanded that China release the fishermen.", "2022-03-16")
    assert [position.issue for position in read.positions] == ["The fishermen"]


@pytest.mark.parametrize(
    ("text", "red"),
    [
        ("Iran refused to lift the sanctions.", False),
        ("Iran will never agree to lift the sanctions.", True),
        ("Turkey rejected a ceasefire as absolutely unacceptable.", True),
        ("Turkey rejected a ceasefire and will never forget it.", False),
    ],
)
def test_words_that_leave_no_room_make_a_red_line(reading, text, red):
    (position,) = reading(text).positions
    assert position.red_line is red


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Sergei Lavrov demanded that NATO halt its expansion.", False),
        ("Speaking in a personal capacity, Sergei Lavrov demanded that NATO halt its expansion.", True),
        ("Speaking in a personal capacity, Russia demanded that NATO halt its expansion.", False),
    ],
)
def test_a_person_who_speaks_for_nobody_else_has_an_own_view(reading, text, own):
    (position,) = reading(text).positions
    assert position.own_view is own
    assert position.party.code == "RUS"
    assert (position.speaker.name if position.speaker else "") == (
        "Sergei Lavrov" if "Lavrov" in text else ""
    )


def _parties(reading, text):
    return [(p.party.name, p.stance) for p in reading(text, None).positions]


def test_a_candidate_in_a_report_without_date_does_not_speak_for_the_state(reading):
    text = (
        "The Republican primary drew near. Donald Trump refused to talk to Iran. "
        "No candidate or nominee had said so before."
    )
    assert _parties(reading, text) == [("Donald Trump", "refuses")]


def test_who_is_given_the_office_speaks_for_the_state_even_in_a_campaign(reading):
    text = (
        "The Republican primary drew near. US President Donald Trump refused to talk to Iran. "
        "No candidate or nominee had said so before."
    )
    assert _parties(reading, text) == [("United States", "refuses")]


def test_a_governor_does_not_speak_for_the_state(reading):
    text = "Ohio Governor John Kasich demanded that Iran lift the sanctions."
    assert _parties(reading, text) == [("John Kasich", "demands")]
