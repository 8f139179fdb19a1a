"""Word pieces keep to the vocabulary and know where they stand in the text."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.word_pieces import WordPieces

WORDS = [
    "[CLS]",
    "[SEP]",
    "[UNK]",
    "krem",
    "##lin",
    "talks",
    "the",
    "un",
    "##der",
    ".",
    "'",
    "s",
    "zu",
    "##rich",
]
CUT = WordPieces(WORDS)


def pieces(text):
    return [WORDS[number] for number in CUT(text).ids]


def test_the_longest_piece_comes_first():
    assert pieces("the Kremlin talks") == ["[CLS]", "the", "krem", "##lin", "talks", "[SEP]"]


def test_marks_stand_alone_and_accents_fall():
    assert pieces("Zürich's talks.") == ["[CLS]", "zu", "##rich", "'", "s", "talks", ".", "[SEP]"]


def test_a_word_without_pieces_is_unknown_as_a_whole():
    assert pieces("kremxyz talks") == ["[CLS]", "[UNK]", "talks", "[SEP]"]


def test_each_piece_knows_its_first_character():
    assert CUT("the Kremlin").starts == [0, 0, 4, 8, 11]


def test_a_character_belongs_to_the_piece_that_covers_it():
    found = CUT("the Kremlin talks")
    assert [WORDS[found.ids[found.at(i)]] for i in (0, 2, 4, 7, 8, 10, 12)] == [
        "the", "the", "krem", "krem", "##lin", "##lin", "talks",
    ]  # fmt: skip


def test_what_is_cut_off_belongs_to_the_end():
    found = CUT("the Kremlin talks talks").cut(4)
    assert [WORDS[number] for number in found.ids] == ["[CLS]", "the", "krem", "[SEP]"]
    assert found.at(17) == 3


@given(st.text(max_size=60))
def test_any_text_has_pieces_in_order_inside_it(text):
    found = CUT(text)
    assert len(found.ids) == len(found.starts)
    assert found.starts == sorted(found.starts)
    assert all(0 <= start <= len(text) for start in found.starts)
    assert all(0 < found.at(i) < len(found.ids) for i in range(len(text)))


def test_a_single_word_has_pieces_and_an_unknown_one_has_one():
    assert CUT.word("Kremlin") == (WORDS.index("krem"), WORDS.index("##lin"))
    assert CUT.word("xylem") == CUT.word("c" * 200) == CUT.word("́") == (WORDS.index("[UNK]"),)
    assert CUT.number("the") == WORDS.index("the")
