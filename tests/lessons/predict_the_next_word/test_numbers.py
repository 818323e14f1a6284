"""Where the names of the translations stand, so that each can be read; and what of the network's talk is its own."""

import numpy as np
from course_notebooks import code_cells, printed, read

from helpers.datasets import Corpus, fruit_sentences
from helpers.lessons.predict_the_next_word.numbers import mixed, spaced


def test_labels_that_would_overlap_are_moved_apart_and_the_others_stay():
    assert spaced([0.0, 5.0, 10.0], 1).tolist() == [0, 5, 10]
    assert (
        spaced([1.0, 0.5], 1).tolist() == [1.25, 0.25] and np.abs(spaced([0, 0, 0, 5], 1) - [-1, 0, 1, 5]).max() < 1e-9
    )
    close = spaced([2.0, 2.1, 2.05, 9.0], 1)
    assert np.diff(np.sort(close)).min() >= 0.999 and close.argsort().tolist() == [0, 2, 1, 3]


def test_two_judges_are_mixed_by_weight():
    assert mixed([1, 2], [3, 6], np.array([[0.25], [1]])).tolist() == [[1.5, 3], [3, 6]]


def test_of_the_eight_sentences_of_the_network_one_stands_in_the_text():
    world = fruit_sentences(4000, seed=1)
    corpus = Corpus([[*words, "."] for words in world.sentences], least=10)
    _, text = corpus.split(len(corpus) // 4)
    stored = {" ".join(words) for words in text.sentences}
    (said,) = [
        printed(cell) for cell in code_cells(read("09b_predict_the_next_word.ipynb")) if "def speak" in cell.source
    ]
    assert len(said.splitlines()) == 8
    assert [line for line in said.splitlines() if line in stored] == ["Dan buys an orange ."]
