"""Whether an attribution tells that something was said."""

import pytest


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The minister said that the talks had failed.", "speech"),
        ("The minister did not say when the talks had failed.", "unsaid"),
        ("The spokesman did not specify whether the tests would end.", "unsaid"),
        ("The North no longer insists that the troops leave.", "unsaid"),
        ("The government should insist that the weapons go.", "unsaid"),
        ("The minister did not deny that the talks had failed.", "speech"),
        ("The envoys agreed to meet again in March.", "deed"),
        ("The president asked the minister to leave the room.", "deed"),
        ("The two leaders discussed trade and the weather.", "topic"),
        ("The minister vowed to retaliate.", "speech"),
        ("The minister hopes that the talks succeed.", "thought"),
        ("The general is accused of masterminding the attack.", "unsaid"),
        ("The envoys saw the talks as a failure.", "thought"),
        ("No one has claimed responsibility for the attack.", "unsaid"),
        ("The general has pleaded guilty to lying to the court.", "unsaid"),
        ("The minister did not answer questions about whether the talks had failed.", "unsaid"),
        ("Investigators are examining whether the minister took money.", "attitude"),
        ("The minister gave no sign that the talks had failed.", "unsaid"),
        ("The war of attrition has been steadily claiming soldiers' lives.", "deed"),
        ("It was announced that the talks had failed.", "speech"),
    ],
)
def test_act_of_an_attribution(reading, text, act):
    acts = {statement.act for statement in reading(text).statements}
    assert acts <= {act}
    assert acts or act == "unsaid"


def test_printed_words_were_said_whatever_the_cue(reading):
    (statement,) = reading("The minister will say: “We have nothing to hide from anybody.”").statements
    assert statement.kind == "direct"
    assert statement.act == "speech"


def test_a_verb_with_its_particle_does_what_both_do(reading):
    (statement,) = reading("President Biden has ruled out sending American soldiers to Ukraine.").statements
    assert statement.stance == "rejects"


def test_the_minister_did_not_rule_out_says_something(reading):
    (statement,) = reading("The minister did not rule out that the talks would end.").statements
    assert (statement.stance, statement.act) == ("rejects", "speech")


def test_the_subject_of_a_passive_is_told_and_does_not_tell(reading):
    (statement,) = reading("Iran was told by the United States that the sanctions would stay.").statements
    assert [mention.actor.code for mention in statement.speakers] == ["USA"]
    assert [mention.actor.code for mention in statement.addressees] == ["IRN"]
    (quoted,) = reading("The minister was quoted as saying that the talks had failed.").statements
    assert [mention.text for mention in quoted.speakers] == ["The minister"]


def test_who_dismisses_a_rumour_does_not_spread_it(reading):
    found = reading("The minister discounted rumours that the talks had failed.").statements
    assert {statement.stance for statement in found if statement.speakers} <= {"rejects"}
