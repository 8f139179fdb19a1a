"""Encoding in several processes: the same vectors as in one, whatever happens to the processes."""

import multiprocessing
import os
import signal

import numpy as np

from dragoman.ledger.similarity import load_similarity
from dragoman.scale import encoding
from dragoman.scale.encoding import ProcessSimilarity, shared_similarity
from dragoman.settings import Settings
from short_reports import SENTENCES

TEXTS = [f"{sentence} For the {number}th time." for number in range(9) for sentence in SENTENCES]


def killed(texts):
    """End the process that is asked to encode, unless it is the test's own."""
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return load_similarity().vectors(texts)


def test_texts_shared_out_have_the_vectors_that_one_process_gives_them(monkeypatch):
    monkeypatch.setattr(encoding, "WORTH_SHARING", 20)
    monkeypatch.setattr(encoding, "_SHARE", 7)
    shared = ProcessSimilarity(2)
    assert len(TEXTS) > 20
    assert np.array_equal(shared.vectors(TEXTS), load_similarity().vectors(TEXTS))
    assert shared.name == load_similarity().name


def test_a_few_texts_start_no_process(monkeypatch):
    monkeypatch.setattr(encoding, "ProcessPoolExecutor", None)
    assert np.array_equal(ProcessSimilarity(2).vectors(TEXTS[:3]), load_similarity().vectors(TEXTS[:3]))


def test_a_killed_process_costs_no_vector(monkeypatch):
    monkeypatch.setattr(encoding, "WORTH_SHARING", 20)
    monkeypatch.setattr(encoding, "encode", killed)
    found = ProcessSimilarity(2).vectors(TEXTS)
    assert np.array_equal(found, load_similarity().vectors(TEXTS))


def test_one_job_encodes_in_its_own_process():
    assert shared_similarity(Settings()) is load_similarity()
    assert isinstance(shared_similarity(Settings(jobs=2)), ProcessSimilarity)
