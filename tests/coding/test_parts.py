"""Who acts and who receives, where syntax and model say the same or differ."""

from dragoman.coding.parts import PartLimits, settle
from dragoman.coding.second_reading import Part
from dragoman.records import Actor, Mention, Span

LIMITS = PartLimits(add=0.75)


def mention(code, start, text="", kind="state"):
    words = text or code
    return Mention(
        span=Span(start=start, end=start + len(words)),
        text=words,
        actor=Actor(id=f"{kind}:{code}", name=words, kind=kind, code=code),
        how="name",
        because="",
        confidence=1.0,
    )


CHL, PER, COL = mention("CHL", 0), mention("PER", 20), mention("COL", 40)


def codes(mentions):
    return [one.actor.code for one in mentions]


def test_without_the_model_the_syntax_stands():
    sides = settle((CHL,), (PER,), [], symmetric=False, limits=LIMITS)
    assert (sides.actors, sides.recipients, sides.reasons) == ((CHL,), (PER,), [])


def test_an_empty_side_is_filled_with_the_likely():
    parts = [Part(CHL, 0.9, 0.0), Part(PER, 0.0, 0.8), Part(COL, 0.1, 0.2)]
    sides = settle((CHL,), (), parts, symmetric=False, limits=LIMITS)
    assert codes(sides.recipients) == ["PER"]
    assert any("PER" in reason for reason in sides.reasons)


def test_whom_the_syntax_gives_stands_alone():
    parts = [Part(CHL, 0.9, 0.0), Part(PER, 0.0, 0.1), Part(COL, 0.0, 0.95)]
    assert codes(settle((CHL,), (PER,), parts, False, LIMITS).recipients) == ["PER"]


def test_who_has_no_code_gives_way_to_who_has_one_and_fills_an_empty_side():
    crowd = mention("", 30, "a crowd", kind="description")
    parts = [Part(CHL, 0.9, 0.0), Part(crowd, 0.0, 0.95), Part(COL, 0.0, 0.8)]
    assert codes(settle((CHL,), (crowd,), parts, False, LIMITS).recipients) == ["COL"]
    assert settle((CHL,), (), parts[:2], False, LIMITS).recipients == (crowd,)


def test_nobody_acts_on_his_own():
    own = mention("CHL", 30, "its ambassador", kind="description")
    parts = [Part(CHL, 0.9, 0.0), Part(own, 0.0, 0.9)]
    assert settle((CHL,), (), parts, False, LIMITS).recipients == ()


def test_all_sides_of_a_meeting_act():
    parts = [Part(CHL, 0.95, 0.0), Part(PER, 0.2, 0.8)]
    for given in ((), (CHL,)):
        sides = settle(given, (), parts, symmetric=True, limits=LIMITS)
        assert codes(sides.actors) == ["CHL", "PER"]
        assert sides.recipients == ()
