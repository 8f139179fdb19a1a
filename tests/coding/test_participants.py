"""From tokens to the actors they mention: heads, owners, first persons, hosts."""

import datetime as dt

import pytest

from dragoman.actors.registry import load_registry
from dragoman.coding.participants import Participants, unique
from dragoman.coding.statements import statement_at


@pytest.fixture(scope="module")
def people(nlp):
    """Return the participants of a text, and its words by their form."""

    def made(text):
        doc = nlp(text)
        return Participants(doc, load_registry(), statement_at), {token.text: token for token in doc}

    return made


def codes(mentions):
    return [mention.actor.code or mention.actor.name for mention in mentions]


def test_a_noun_phrase_gives_the_actor_it_names(people):
    who, word = people("The United States condemned Iran.")
    assert codes(who.at(word["States"])) == ["USA"]
    assert codes(who.of([word["States"], word["Iran"]])) == ["USA", "IRN"]


def test_a_word_that_names_nobody_gives_nobody(people):
    who, word = people("The storm reached Iran.")
    assert who.at(word["storm"]) == ()


def test_the_owner_of_a_noun_stands_for_it_only_when_asked(people):
    who, word = people("Russia's proposal angered Iran.")
    assert who.of([word["proposal"]]) == ()
    assert codes(who.of([word["proposal"]], inner=True)) == ["RUS"]


def test_an_owner_may_follow_a_preposition(people):
    who, word = people("The attack by Russia on Georgia began.")
    assert codes(who.owners(word["attack"])) == ["RUS"]
    assert codes(who.inside(word["attack"])) == ["RUS"]


def test_we_is_the_state_of_the_speaker_and_i_is_the_person(people):
    who, word = people("“We are ready, and I am glad,” said Emmanuel Macron.")
    assert [m.actor.kind for m in who.at(word["We"])] == ["state"]
    assert [m.actor.name for m in who.at(word["I"])] == ["Emmanuel Macron"]


def test_first_persons_outside_any_statement_are_nobody(people):
    who, word = people("We are ready to meet Iran.")
    assert who.at(word["We"]) == ()


def test_a_visited_capital_gives_its_state(people):
    who, word = people("Angela Merkel visited Buenos Aires.")
    argentina = load_registry().state("ARG")
    (host,) = who.hosts([word["Aires"]], {"Buenos Aires": argentina})
    assert (host.actor.code, host.text, host.how) == ("ARG", "Buenos Aires", "metonym")
    assert host.span.of(who.doc.text) == "Buenos Aires"
    assert who.hosts([word["Aires"]], {}) == ()


def test_parties_are_the_states_that_speakers_speak_for(people):
    who, word = people("“Talks will open,” said Emmanuel Macron.")
    assert codes(who.parties(who.at(word["Macron"]))) == ["FRA"]
    assert who.parties(who.at(word["Macron"]))[0].actor.kind == "state"


def test_each_actor_is_given_once(people):
    who, word = people("Iran said Iran had met Iraq.")
    mentions = [*who.at(word["Iran"]), *who.at(word["Iran"]), *who.at(word["Iraq"])]
    assert codes(unique(mentions)) == ["IRN", "IRQ"]


def test_a_text_without_a_report_has_no_date(people):
    assert people("Iran met Iraq.")[0].published is None


def test_the_reports_date_is_kept(reading, nlp):
    doc = nlp.make_doc("Iran met Iraq.")
    doc._.report = reading("Iran met Iraq.").report
    assert Participants(nlp(doc), load_registry(), statement_at).published == dt.date(2022, 3, 16)
