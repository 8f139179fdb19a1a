import pytest

from dragoman.errors import DataError
from dragoman.ontology import predicates as module
from dragoman.ontology.plover import load_ontology
from dragoman.ontology.predicates import load_predicates, make_classes, make_content_modes, make_entries
from dragoman.ontology.rules import ACTOR_CLASS, Facts

CLASSES = {"troops": frozenset({"troop"})}


def words(*lemmas):
    return frozenset(lemmas)


def told(rules, **facts):
    rule = load_predicates().choose(rules, Facts(**facts))
    return (rule.category, rule.mode) if rule else None


def verb(lemma, *beside, **facts):
    return told(load_predicates().verb_rules(lemma, beside), preps=words(*beside), **facts)


def noun(lemma, *modifiers, **facts):
    return told(load_predicates().noun_rules(lemma, modifiers), modifiers=words(*modifiers), **facts)


def test_the_lexicon_is_as_wide_as_the_news():
    lexicon = load_predicates()
    assert len(lexicon.verbs) >= 700
    assert len(lexicon.nouns) >= 350
    assert len(lexicon.adjectives) >= 60


def test_every_category_and_mode_can_be_told():
    lexicon, ontology = load_predicates(), load_ontology()
    entries = (*lexicon.verbs.values(), *lexicon.nouns.values(), *lexicon.adjectives.values())
    rules = {(rule.category, rule.mode) for rules in entries for rule in rules}
    by_content = {
        (category, mode) for category, table in lexicon._content_modes.items() for mode in table.values()
    }
    wanted = {(name, mode) for name, category in ontology.categories.items() for mode in category.modes}
    assert wanted - rules - by_content - {("CONSULT", "third-party")} == set()


@pytest.mark.parametrize(
    ("lemma", "beside", "facts", "expected"),
    [
        ("accuse", (), {"object": words(ACTOR_CLASS)}, ("ACCUSE", "allege")),
        ("deploy", ("near",), {"object": words("troop")}, ("MOBILIZE", "troops")),
        ("deploy", ("in",), {"object": words("missile")}, ("MOBILIZE", "weapons")),
        ("deploy", ("to",), {"object": words("peacekeeper")}, ("AID", "")),
        ("withdraw", ("from",), {"object": words("soldier")}, ("RETREAT", "withdraw")),
        ("withdraw", (), {"object": words("demand")}, ("CONCEDE", "")),
        ("withdraw", (), {"object": words("ambassador")}, ("SANCTION", "withdraw")),
        ("withdraw", ("from",), {"slots": {"from": words("treaty")}}, ("SANCTION", "withdraw")),
        ("announce", (), {"object": words("withdrawal")}, ("CONCEDE", "")),
        ("announce", (), {"object": words("sanction")}, ("SANCTION", "discontinue")),
        ("expel", (), {"object": words("diplomat")}, ("SANCTION", "expel")),
        ("deport", (), {"object": words("migrant")}, ("COERCE", "deport")),
        ("summon", (), {"object": words("ambassador")}, ("ACCUSE", "disapprove")),
        ("call", ("off",), {"object": words("talk")}, ("REJECT", "meet")),
        ("pardon", (), {"object": words("journalist")}, ("CONCEDE", "")),
        ("release", (), {"object": words("prisoner")}, ("RETREAT", "release")),
        ("hold", ("with",), {"object": words("exercise")}, ("COOPERATE", "")),
        ("hold", ("near",), {"object": words("exercise")}, ("MOBILIZE", "troops")),
        ("convict", (), {"object": words("minister")}, ("SANCTION", "convict")),
        ("jail", (), {"object": words("minister")}, ("COERCE", "arrest")),
        ("issue", (), {"object": words("warrant")}, ("THREATEN", "arrest")),
        ("hack", ("into",), {"slots": {"into": words("server")}}, ("COERCE", "cyber")),
        ("exchange", (), {"object": words("prisoner")}, ("RETREAT", "release")),
        ("strike", (), {"object": words("depot"), "subject": words("drone")}, ("ASSAULT", "drone")),
    ],
)
def test_a_verb_tells_its_category_by_what_stands_around_it(lemma, beside, facts, expected):
    assert verb(lemma, *beside, **facts) == expected


@pytest.mark.parametrize(
    ("lemma", "beside", "facts"),
    [
        ("meet", (), {"object": words("deadline")}),
        ("strike", (), {"object": words("balance")}),
        ("kill", (), {"object": words("people"), "subject": words("earthquake")}),
        ("shoot", (), {"object": words("film")}),
        ("decline", (), {"slots": {"xcomp": words("comment")}}),
        ("hit", (), {"object": words("city"), "subject": words("storm")}),
        ("release", (), {"object": words("statement")}),
        ("say", (), {}),
    ],
)
def test_words_that_only_look_like_events_tell_none(lemma, beside, facts):
    assert verb(lemma, *beside, **facts) is None


def test_a_call_on_a_friday_is_no_call_on_a_state():
    state = {"slots": {"on": words("france", ACTOR_CLASS), "xcomp": words("leave")}}
    friday = {"object": words("macron", ACTOR_CLASS), "slots": {"on": words("friday")}}
    assert verb("call", "on", **state) == ("REQUEST", "")
    assert verb("call", "on", **friday) == ("CONSULT", "phone")


@pytest.mark.parametrize(
    ("lemma", "modifiers", "facts", "expected"),
    [
        ("talk", (), {"plural": True}, ("CONSULT", "")),
        ("talk", ("phone",), {"plural": True}, ("CONSULT", "phone")),
        ("talk", (), {}, None),
        ("call", ("phone",), {}, ("CONSULT", "phone")),
        ("strike", ("hunger",), {}, ("PROTEST", "hunger")),
        ("strike", ("air",), {}, ("ASSAULT", "aerial")),
        ("strike", ("general",), {}, ("PROTEST", "strike")),
        ("attack", ("cyber",), {}, ("COERCE", "cyber")),
        ("attack", ("scathing",), {}, ("ACCUSE", "disapprove")),
        ("exercise", ("joint",), {}, ("COOPERATE", "")),
        ("buildup", ("troop",), {}, ("MOBILIZE", "troops")),
        ("conference", ("press",), {}, None),
    ],
)
def test_a_noun_tells_its_category_by_its_modifiers(lemma, modifiers, facts, expected):
    assert noun(lemma, *modifiers, **facts) == expected


@pytest.mark.parametrize(
    ("category", "content", "mode"),
    [
        ("REQUEST", "meeting", "meet"),
        ("REQUEST", "withdraw", "yield"),
        ("REQUEST", "reform", "change"),
        ("REQUEST", "aid", "assist"),
        ("THREATEN", "sanction", "restrict"),
        ("THREATEN", "invade", "violence"),
        ("REJECT", "negotiate", "meet"),
        ("AGREE", "meeting", ""),
        ("REQUEST", "banana", ""),
    ],
)
def test_the_content_gives_the_mode(category, content, mode):
    assert load_predicates().content_mode(category, content) == mode


def test_a_noun_without_an_actor_slot_takes_the_usual_ones():
    assert all(rule.actor for rules in load_predicates().nouns.values() for rule in rules if not rule.neutral)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"category": "AGREED"}, "f.yaml: move: no category AGREED"),
        ({"category": "AID", "mode": "troops"}, "f.yaml: move: AID has no mode troops"),
        ({"category": "AID", "object": "tents"}, "f.yaml: move: no word class tents"),
        ({"category": "AID", "unless": {"on": "tents"}}, "f.yaml: move: no word class tents"),
        ({"category": "AID", "recipient": ["iobj"]}, "f.yaml: move: recipient: .*no slot 'iobj'"),
        ({"category": "AID", "neutral": True}, "f.yaml: move: .*either a category or neutral"),
        ({"categori": "AID"}, "f.yaml: move: categori"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(entry, message):
    with pytest.raises(DataError, match=message):
        make_entries({"move": entry}, "f.yaml", CLASSES, load_ontology())


def test_a_form_that_stands_in_two_entries_is_refused():
    entry = {"category": "AID"}
    with pytest.raises(DataError, match="'move' stands twice"):
        make_entries({"move, shift": entry, "move": entry}, "f.yaml", CLASSES, load_ontology())


def test_classes_take_in_classes_above_them_only():
    assert make_classes({"a": ["x"], "b": ["+a", "y"]})["b"] == {"x", "y"}
    with pytest.raises(DataError, match="b: no class c above it"):
        make_classes({"b": ["+c"], "c": ["x"]})


def test_content_modes_must_be_modes_of_their_category():
    with pytest.raises(DataError, match=f"{module.MODES}: REQUEST: troops: no mode drone"):
        make_content_modes({"REQUEST": {"troops": "drone"}}, CLASSES, load_ontology())


def test_an_agreement_to_restore_relations_concedes_nothing_and_one_to_leave_does():
    assert verb("agree", slots={"xcomp": words("restore")}) == ("AGREE", "")
    assert verb("agree", slots={"xcomp": words("withdraw")}) == ("CONCEDE", "")


def test_missiles_fired_into_the_sea_are_a_show_of_arms():
    assert verb("fire", "into", object=words("missile"), slots={"into": words("sea")}) == (
        "MOBILIZE",
        "weapons",
    )
    assert verb("fire", "at", object=words("missile"), slots={"at": words("city")}) == ("ASSAULT", "aerial")
