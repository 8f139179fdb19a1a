"""Who said what: every construction, with speaker, kind, addressee and channel."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coding.statements import statement_at, statements_of
from dragoman.coding.utterances import whole


@pytest.fixture(scope="module")
def read(nlp):
    """Return statements as (speaker, cue, contents, kind, stance), with the doc."""

    def reader(text):
        with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("dragoman_ev")]):
            doc = nlp(text)
        return doc, statements_of(doc)

    return reader


def told(text, statement):
    source = statement.speaker_span.of(text) if statement.speaker_span else ""
    return source, [span.of(text) for span in statement.contents], statement.kind


CASES = {
    "direct, cue after": (
        "“We are ready to meet in Geneva,” the minister said.",
        ("the minister", ["“We are ready to meet in Geneva,”"], "direct"),
    ),
    "direct, inverted": (
        "“The door is still open,” said Anna Keller, the union’s envoy.",
        ("Anna Keller, the union’s envoy", ["“The door is still open,”"], "direct"),
    ),
    "direct, cue before": (
        "The envoy said: “Nobody wants a new war in Europe.”",
        ("The envoy", ["“Nobody wants a new war in Europe.”"], "direct"),
    ),
    "direct, broken by the cue": (
        "“We have waited long enough,” the president said. “Now it is their turn to answer.”",
        ("the president", ["“We have waited long enough,”", "“Now it is their turn to answer.”"], "direct"),
    ),
    "indirect with that": (
        "The spokesman said that the convoy had crossed the border.",
        ("The spokesman", ["that the convoy had crossed the border"], "indirect"),
    ),
    "indirect without that": (
        "The spokesman said the convoy had crossed the border.",
        ("The spokesman", ["the convoy had crossed the border"], "indirect"),
    ),
    "indirect, cue after": (
        "The convoy had crossed the border at dawn, the spokesman said on Friday.",
        ("the spokesman", ["The convoy had crossed the border at dawn"], "indirect"),
    ),
    "indirect, cue in the middle": (
        "The treaty, she said, would have to be ratified first.",
        ("she", ["The treaty", "would have to be ratified first"], "indirect"),
    ),
    "mixed": (
        "The chancellor said the plan was “a step in the right direction” for both sides.",
        ("The chancellor", ["the plan was “a step in the right direction” for both sides"], "mixed"),
    ),
    "according to": (
        "According to the defence ministry, two ships left the port on Monday.",
        ("the defence ministry", ["two ships left the port on Monday"], "indirect"),
    ),
    "infinitive": (
        "The president vowed to defend every village along the river.",
        ("The president", ["to defend every village along the river"], "indirect"),
    ),
    "noun": (
        "The minister denied the allegations of fraud.",
        ("The minister", ["the allegations of fraud"], "indirect"),
    ),
    "naming": (
        "The premier called the offer “an insult.”",
        ("The premier", ["the offer “an insult.”"], "mixed"),
    ),
    "signature": (
        "“I no longer trust either of them.” — Maria Lopes",
        ("Maria Lopes", ["“I no longer trust either of them.”"], "direct"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_construction_is_read(read, name):
    text, expected = CASES[name]
    _, found = read(text)
    assert expected in [told(text, statement) for statement in whole(found, text)]


def test_a_conjoined_cue_shares_the_subject(read):
    text = "The envoys refused to sign the paper but said they were open to more talks."
    _, found = read(text)
    assert ("The envoys", ["they were open to more talks"], "indirect") in [
        told(text, item) for item in found
    ]
    assert "refuses" in [item.stance for item in found]


def test_while_also_calling_belongs_to_the_outer_speaker(read):
    text = "Norway said it was ready to discuss the drafts while also calling parts of them “unacceptable.”"
    _, found = read(text)
    sources = {item.stance: told(text, item) for item in found}
    assert sources["says"] == ("Norway", ["it was ready to discuss the drafts"], "indirect")
    assert sources["describes"] == ("Norway", ["parts of them “unacceptable.”"], "mixed")


def test_addressee_channel_and_place_are_kept_as_printed(read):
    _, found = read("“The talks go on,” Keller told reporters in Vienna.")
    assert (found[0].addressee_text, found[0].place) == ("reporters", "in Vienna")
    _, found = read("The army will leave by May, the minister said in an interview with Radio Nord.")
    assert found[0].channel == "in an interview with Radio Nord"


def test_an_addressee_between_cue_and_content_is_found(read):
    text = "The president warned Finland against hosting the troops."
    _, (statement,) = read(text)
    assert (statement.stance, statement.addressee_text) == ("warns", "Finland")
    assert told(text, statement)[1] == ["against hosting the troops"]


def test_a_quotation_of_several_paragraphs_is_one_statement(read):
    text = (
        "“We came here in good faith,” the envoy said. “We made an offer.\n\n“Nobody has answered it yet.”\n"
    )
    _, found = read(text)
    (statement,) = whole(found, text)
    assert told(text, statement)[1] == [
        "“We came here in good faith,”",
        "“We made an offer.",
        "“Nobody has answered it yet.”",
    ]


def test_a_quoted_paragraph_without_a_cue_goes_on_with_the_last_speaker(read):
    text = "“We came here in good faith,” the envoy said.\n\n“Nobody has given us an answer so far.”\n"
    _, found = read(text)
    (statement,) = whole(found, text)
    assert len(statement.contents) == 2


def test_went_on_to_say_is_a_cue_and_he_the_speaker(read):
    text = "“We will answer every unfriendly step,” he went on to say."
    _, (statement,) = read(text)
    assert statement.cue.of(text) == "went on to say"
    assert statement.speaker_span.of(text) == "he"


def test_a_statement_inside_another_names_its_parent(read):
    text = "Keller said that Moreau had promised to withdraw the troops."
    _, (outer, inner) = read(text)
    assert inner.parent == outer.id
    assert outer.parent == ""
    assert inner.speaker_span.of(text) == "Moreau"


def test_statement_at_gives_the_innermost(read):
    text = "Keller said that Moreau had promised to withdraw the troops."
    doc, found = read(text)
    doc._.statements = found
    assert statement_at(doc, text.index("troops")).id == found[1].id
    assert statement_at(doc, text.index("that")).id == found[0].id
    assert statement_at(doc, 0) is None


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say when the talks would start.",
        "The minister will announce the date next week.",
        "If the ministry denies the report, nobody will listen.",
    ],
)
def test_what_was_not_said_is_no_statement(read, text):
    _, found = read(text)
    assert found == ()


def test_a_transcript_gives_each_line_to_its_speaker(read):
    text = "Keller: We have not decided yet.\n\nMoreau: Then we shall wait for you.\n"
    _, found = read(text)
    assert [told(text, item)[:2] for item in found] == [
        ("Keller", ["We have not decided yet."]),
        ("Moreau", ["Then we shall wait for you."]),
    ]


def test_the_day_of_the_cue_dates_the_statement(read):
    text = "The spokesman said on 3 March 2021 that the convoy had crossed the border."
    _, (statement,) = read(text)
    assert statement.when.edtf == "2021-03-03"


def test_ids_are_the_same_for_the_same_text_and_differ_within_it(read):
    text = "“We are ready,” Keller said. Moreau warned that time was short."
    _, first = read(text)
    _, again = read(text)
    assert [item.id for item in first] == [item.id for item in again]
    assert len({item.id for item in first}) == 2


BASE = (
    "“We are ready to meet,” the minister said. “It is their turn.”\n\n“Nobody has answered,” he told "
    "reporters in Vienna, adding that the offer was “final.”\n\nAccording to Keller, the plan is 'dead.'"
)
CHANGE = st.tuples(
    st.integers(0, len(BASE)),
    st.sampled_from(["", "“", "”", '"', "'", "''", "«", "\n", "\n\n", "‘", "’"]),
    st.booleans(),
)


@given(st.lists(CHANGE, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_broken_marks_and_lines_never_crash_and_keep_offsets(read, changes):
    text = BASE
    for place, mark, delete in changes:
        place = min(place, len(text))
        text = text[:place] + mark + text[place + delete :]
    doc, found = read(text)
    assert doc.text == text
    for statement in found:
        for span in (statement.speaker_span, statement.cue, *statement.contents):
            assert span is None or 0 <= span.start < span.end <= len(text)
            elsewhere = span == statement.speaker_span and statement.part_of
            assert span is None or elsewhere or statement.span.contains(span)


def test_every_statement_of_the_seeds_has_speaker_cue_and_content(read, seeds):
    for path in seeds:
        text = path.read_text(encoding="utf-8")
        _, found = read(text)
        assert len(found) >= 15
        assert all(item.speaker_span and item.contents for item in found)
        assert all(item.cue or item.part_of for item in found)
        assert {"direct", "mixed", "indirect"} <= {item.kind for item in found}


def test_who_notes_something_does_not_argue_it(nlp):
    doc = nlp("The envoy noted that the talks would go on.")
    (statement,) = doc._.statements
    assert statement.stance == "notes"
