"""Joining what rules find with what the tagger sees."""

from dragoman.coding.attribution_tagged import join, overlap, pair
from dragoman.coding.quotes import find_quotes
from dragoman.coding.statements import find_by_rules
from dragoman.coding.tagger import Findings, Loose, Tagged

CLAUSE = "that the fleet leave the strait"
TEXT = "The envoy said the talks went on. Keller was adamant that nobody had lied."


def span(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def tagged(source, cue, content, sure=0.9):
    return Tagged(span(cue), (span(source),), (span(content),), sure, 0.9)


def joined(nlp, found, contents=(), text=TEXT):
    doc = nlp(text)
    quotes = find_quotes(text)
    return join(doc, find_by_rules(doc, quotes), Findings(found, list(contents)), quotes)


def test_what_both_see_becomes_one_and_what_one_sees_is_kept(nlp):
    found = joined(
        nlp,
        [
            tagged("The envoy", "said", "the talks went on"),
            tagged("Keller", "was adamant", "that nobody had lied"),
        ],
    )
    said = [item for item in found if item.cue == span("said")]
    assert [item.contents for item in said] == [[span("the talks went on")]]
    adamant = [item for item in found if item.contents == [span("that nobody had lied")]]
    assert len(adamant) == 1
    assert adamant[0].source == span("Keller")


def test_an_unlikely_cue_of_the_tagger_alone_is_left_out(nlp):
    found = joined(nlp, [tagged("Keller", "was", "adamant", sure=0.2)])
    assert span("adamant") not in [item.contents[0] for item in found]


def test_one_clause_is_said_by_its_surest_speaker_alone(nlp):
    text = "The envoy hit out after Keller demanded that the fleet leave the strait."
    pairs = [("hit out", "The envoy", 0.8), ("demanded", "Keller", 0.95)]
    both = [
        Tagged(span(cue, text), (span(source, text),), (span(CLAUSE, text),), sure, sure)
        for cue, source, sure in pairs
    ]
    (only,) = [item for item in joined(nlp, both, text=text) if span(CLAUSE, text) in item.contents]
    assert (only.cue, only.source) == (span("demanded", text), span("Keller", text))


def test_what_is_said_without_a_cue_goes_to_the_speaker_before_it(nlp):
    text = "The envoy said the talks went on. They would last until Friday at the least."
    loose = Loose(span("They would last until Friday at the least", text), 0.9)
    (found,) = [item for item in joined(nlp, [], [loose], text) if item.cue is None]
    assert found.contents == [loose.content]
    assert found.source == span("The envoy", text)
    assert found.confidence < 0.6


def test_what_is_said_far_from_any_speaker_has_none(nlp):
    text = (
        "The envoy said the talks went on."
        + " It rained in the hills." * 30
        + " The river would rise by a metre."
    )
    loose = Loose(span("The river would rise by a metre", text), 0.9)
    (found,) = [item for item in joined(nlp, [], [loose], text) if item.cue is None]
    assert found.source is None


def test_what_an_attribution_holds_already_is_not_told_twice(nlp):
    loose = Loose(span("the talks went on"), 0.9)
    assert [item for item in joined(nlp, [], [loose]) if item.cue is None] == []


def test_half_a_clause_without_a_cue_is_not_told(nlp):
    text = "The envoy said the talks went on. Since then they would last until Friday at the least."
    loose = Loose(span("would last until Friday at the least", text), 0.9)
    assert [item for item in joined(nlp, [], [loose], text) if item.cue is None] == []


def test_a_quotation_without_a_cue_is_told_wherever_it_stands(nlp):
    text = "The envoy said the talks went on. Since then “they would last until Friday at the least”."
    loose = Loose(span("they would last until Friday at the least", text), 0.9)
    (found,) = [item for item in joined(nlp, [], [loose], text) if item.cue is None]
    assert found.contents == [loose.content]


def test_a_source_that_was_cut_off_goes_on_to_its_name(nlp):
    text = "The former secretary of State was adamant that nobody had lied."
    found = joined(
        nlp,
        [
            Tagged(
                span("adamant", text),
                (span("The former secretary of", text),),
                (span("that nobody had lied", text),),
                0.9,
                0.9,
            )
        ],
        (),
        text,
    )
    assert span("The former secretary of State", text) in [item.source for item in found]


def test_likeness_of_contents_counts_characters():
    assert overlap([(0, 10)], [(5, 10)]) == 0.5
    assert overlap([(0, 10)], [(10, 20)]) == 0.0
    assert pair([], []) == {}
