"""Who speaks, where the source is nobody whom the mention finder knows."""

import pytest


def speakers(reading, text):
    return [
        (mention.actor.name, mention.actor.kind, mention.actor.code)
        for statement in reading(text).statements
        for mention in statement.speakers
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Times reported on Monday that the minister was irritated.", ("The Times", "organisation", "")),
        (
            "The Washington-based Center for Strategic & International Studies said the stakes were high.",
            ("Center for Strategic & International Studies", "organisation", ""),
        ),
        (
            "NK News, a website with updates from the communist country, reported that nothing had changed.",
            ("NK News", "organisation", ""),
        ),
        ("Forecasters said the storm would reach the coast.", ("Forecasters", "description", "")),
    ],
)
def test_whoever_says_something_has_the_name_that_the_report_gives(reading, text, expected):
    assert speakers(reading, text) == [expected]


def test_several_without_a_name_are_of_the_state_of_those_they_are_of(reading):
    text = "The chairmen of three House committees that asked the Justice Department said they were glad."
    assert ("chairmen", "description", "USA") in speakers(reading, text)
    assert all(name != "Justice Department" for name, _, _ in speakers(reading, text))


def test_a_last_name_is_the_one_named_in_full(reading):
    text = "Kevin Reynolds spoke first. Reynolds said that he was sorry."
    assert speakers(reading, text) == [("Kevin Reynolds", "person", "")]


def test_the_statement_is_its_speakers(reading):
    text = (
        "Poland’s foreign ministry said on Monday that it was ready for talks. “We will not yield,” "
        "the statement said."
    )
    assert [code for _, _, code in speakers(reading, text)] == ["POL", "POL"]


def test_i_in_the_words_of_somebody_is_that_one(reading):
    found = reading("Zelensky recalled: “I told the minister that we would not sign.”")
    inner = [each for each in found.statements if each.parent]
    for statement in inner:
        assert [mention.actor.name for mention in statement.speakers] == ["Volodymyr Zelensky"]


def test_who_speaks_is_among_the_mentions(reading):
    text = "Jeffrey Lewis, an expert at the Middlebury Institute, wrote that it was too early to say."
    found = reading(text)
    (statement,) = found.statements
    (speaker,) = statement.speakers
    assert speaker.actor.name == "Jeffrey Lewis"
    assert speaker in found.actors
    assert [m.text for m in found.actors if m.span.overlaps(speaker.span)] == ["Jeffrey Lewis"]


def test_whose_uncle_somebody_is_says_nothing(reading):
    found = speakers(reading, "The boy's great-uncle, Lazaro Gonzalez, said that the family was sad.")
    assert "boy" not in {name for name, _, _ in found}
    assert found


def test_the_same_sentence_of_the_same_speakers_is_one_statement(reading):
    text = "“We will stay,” the minister said. “We will not leave the city,” the minister said."
    told = [
        (statement.contents, tuple(mention.actor.id for mention in statement.speakers))
        for statement in reading(text).statements
    ]
    assert len(told) == len(set(told)) == 2


def test_a_statement_from_somebody_is_theirs(reading):
    text = "“These papers matter,” said a statement from Chairman Bob Goodlatte."
    assert [name for name, _, _ in speakers(reading, text)] == ["Bob Goodlatte"]


def test_an_ovation_is_not_spoken_to(reading):
    for statement in reading("To a standing ovation, John Kasich called the deal a mistake.").statements:
        assert not statement.addressee_text
    (told,) = reading("John Kasich said to the audience that the deal was a mistake.").statements
    assert told.addressee_text == "the audience"


def test_who_is_urged_is_not_also_whose_they_are(reading):
    (told,) = reading("The Cuban government urged its people to rally.").statements
    assert [mention.text for mention in told.addressees] == ["its people"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to police accounts, the man fired first.", "police accounts"),
        ("According to reports, the robbers escaped with the money.", "reports"),
        ("A resolution calls for an end to the war.", "resolution"),
        ("The commission said that the talks had failed.", "commission"),
        ("The communist leadership warned that the talks would fail.", "communist leadership"),
    ],
)
def test_a_paper_of_nobody_named_speaks_itself(reading, text, speaker):
    assert [name for name, _, _ in speakers(reading, text)] == [speaker]
