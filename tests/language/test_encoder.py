"""The encoder gives like states whatever it is batched with."""

import numpy as np
import pytest

from dragoman.coding.relation_model import FOLDER
from dragoman.language.encoder import Body, Words, load_words, models_folder


@pytest.fixture(scope="module")
def body():
    return Body(models_folder() / FOLDER / "body.onnx", load_words())


def embedded(body, text):
    return body.words.embeddings(np.array(body.words.pieces(text).ids))


def test_a_text_alone_and_in_a_batch_has_like_states(body):
    short, long = (
        "Oslo praised Lima.",
        "The foreign ministers of Chile and Peru met in Cali on Wednesday to talk.",
    )
    (alone,) = body.states([embedded(body, short)])
    together = body.states([embedded(body, long), embedded(body, short)])
    assert alone.shape == together[1].shape == (len(body.words.pieces(short).ids), body.words.width)
    assert np.abs(alone - together[1]).mean() < 0.15  # int8 scales are of the whole batch


def test_many_texts_come_back_in_their_order(body):
    texts = [f"Oslo met Lima {'again ' * n}in Rome." for n in range(40)]
    found = body.states([embedded(body, text) for text in texts])
    assert [len(states) for states in found] == [len(body.words.pieces(text).ids) for text in texts]


def test_no_texts_no_states(body):
    assert body.states([]) == []


def test_the_table_gives_back_what_was_rounded(tmp_path):
    (tmp_path / "vocabulary.txt").write_text("[CLS]\n[SEP]\n[UNK]\n", encoding="utf-8")
    values = np.array([[127, -127], [64, 0], [0, 1]], dtype=np.int8)
    np.savez(tmp_path / "words.npz", values=values, scales=np.array([0.1, 0.5, 1], dtype=np.float16))
    words = Words(tmp_path)
    assert words.width == 2
    assert words.embeddings(np.array([[1, 0]])).tolist() == [
        [[32.0, 0.0], pytest.approx([12.7, -12.7], rel=1e-3)]
    ]
