"""What one attribution covers, told sentence by sentence."""

import datetime as dt

import pytest

from dragoman.coding.utterances import whole

THREE = (
    "“They moved the missiles closer. We have nowhere left to retreat. Do they think we will not answer?” "
    "President Putin told officers on Tuesday."
)


def read(reading, text):
    return reading(text, dt.date(2021, 12, 21)).statements


def words(statement, text):
    return [content.of(text) for content in statement.contents]


def test_each_sentence_of_a_quotation_is_a_statement_of_its_speaker(reading):
    found = read(reading, THREE)
    assert [words(each, THREE) for each in found] == [
        ["“They moved the missiles closer."],
        ["We have nowhere left to retreat."],
        ["Do they think we will not answer?”"],
    ]
    assert {each.speakers[0].actor.name for each in found} == {"Vladimir Putin"}
    assert {each.when.edtf for each in found} == {"2021-12-21"}
    assert {each.kind for each in found} == {"direct"}


def test_the_sentence_with_the_cue_leads_and_the_others_name_it(reading):
    text = "“We will go on,” Lavrov said on Monday. “Nobody can stop these talks. They will succeed.”"
    found = read(reading, text)
    [main] = [each for each in found if not each.part_of]
    assert words(main, text) == ["“We will go on,”"]
    assert main.cue is not None
    assert main.cue.of(text) == "said"
    assert [each.part_of for each in found if each is not main] == [main.id, main.id]
    assert all(each.cue is None for each in found if each is not main)


def test_one_word_stays_with_the_sentence_beside_it(reading):
    text = "“No. We will never accept this demand,” Kuleba said. “Never. It is a trap for our people.”"
    found = read(reading, text)
    assert [words(each, text) for each in found] == [
        ["“No. We will never accept this demand,”"],
        ["“Never. It is a trap for our people.”"],
    ]


def test_a_sentence_beside_quoted_words_has_its_own_kind(reading):
    text = "Stoltenberg said the talks had been “useful.” “We will meet again in Geneva in March,” he added."
    kinds = {" ".join(words(each, text)): each.kind for each in read(reading, text)}
    assert kinds["“We will meet again in Geneva in March,”"] == "direct"


def test_what_is_told_inside_a_part_names_that_part(reading):
    text = (
        "“The minister has promised us a lot. President Biden said that he would sign the treaty.” "
        "Those were the words of Lavrov, who said on Tuesday: “I do not believe it. Nobody does in Moscow.”"
    )
    found = {each.id: each for each in read(reading, text)}
    for each in found.values():
        if each.parent:
            mark = each.cue or each.contents[0]
            assert any(around.contains(mark) for around in found[each.parent].contents)


@pytest.mark.parametrize("text", [THREE, THREE.replace("“", '"').replace("”", '"')])
def test_whole_puts_parts_together_again(reading, text):
    [statement] = whole(read(reading, text), text)
    [content] = statement.contents
    assert content.of(text).strip('“”"') == text[1 : text.index("President") - 2]
    assert statement.cue is not None
    assert statement.cue.of(text) == "told"
