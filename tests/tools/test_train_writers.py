"""The table of five seeds on the page of notebook 13 is what tools/train_writers.py computes."""

import re

import numpy as np
import pytest
import train_writers
from course_notebooks import read

from helpers import datasets

PAGE = "\n".join(cell.source for cell in read("13_write_a_sentence.ipynb").cells if cell.cell_type == "markdown")


def row(name):
    """[(mean, lowest, highest)] of a row of the page's tables: perplexity, share right in %"""
    (line,) = re.findall(rf"^\| {re.escape(name)} \|(.*)\|$", PAGE, re.M)
    found = re.findall(r"([\d.]+)(?: %)? \(([\d.]+) to ([\d.]+)\)", line)
    return [tuple(map(float, numbers)) for numbers in found]


@pytest.fixture(scope="module")
def halves():
    return train_writers.the_world()


def test_the_world_is_that_of_the_page(halves):
    unseen, text = halves
    assert (len(unseen), len(text), len(text.vocabulary)) == (1000, 3000, 111)


def test_the_trigram_has_the_perplexity_and_shares_of_the_page(halves):
    unseen, text = halves
    runs = [train_writers.trigram(text, unseen, seed) for seed in train_writers.SEEDS]
    assert train_writers.told(runs).startswith("7.30 (7.30 to 7.30)  0.49 (0.46 to 0.52)")
    assert "| trigram | 7.30 | 49 % (46 to 52) |" in PAGE


@pytest.mark.parametrize(
    "name, settings",
    [("one layer of attention alone", "attention alone"), ("the same, added to x", "attention added to x")],
)
def test_one_seed_trained_anew_lies_within_what_the_page_says(halves, name, settings):
    unseen, text = halves
    perplexity, right, new = train_writers.network(text, unseen, 1, **train_writers.NETWORKS[settings])
    (mean, lowest, highest), (_, fewest, most) = row(name)
    assert lowest - 0.01 <= perplexity <= highest + 0.01 and lowest < mean < highest
    assert fewest - 1 <= 100 * right <= most + 1 and 0.5 < new < 0.8


def test_the_shares_are_of_all_sentences_and_of_the_right_ones(halves):
    _, text = halves
    vocabulary = text.vocabulary
    known = " ".join(next(words for words in text.sentences if len(words) == 5))
    said = [vocabulary.ids(words) for words in (known, "the light is on .", "does Abby eat two figs .", "on on .")]

    def writer(past):
        p = np.zeros((len(past), len(vocabulary)))
        for i in range(len(past)):
            words = said[i % 4]
            p[i, words[min(past.shape[1] - 1, len(words) - 1)]] = 1
        return p

    right, new = train_writers.shares(writer, text, seed=0)
    stored = {" ".join(words) for words in text.sentences}
    unread = [words for words in ("the light is on .", "does Abby eat two figs .") if words not in stored]
    assert right == 0.75 and new == pytest.approx(len(unread) / 3)


def test_fewer_or_more_sentences_to_learn_from(halves, monkeypatch):
    unseen, text = halves
    given = []
    monkeypatch.setattr(train_writers.numbers, "train", lambda model, x, y, seed: given.append(y))
    for sentences in (750, 3000, 12000):
        train_writers.network(text, unseen, 1, sentences, width=8)
    x, y = train_writers.numbers.padded(text, 14)
    assert [len(y) for y in given] == [750, 3000, 12000]
    assert np.array_equal(given[0], y[:750]) and np.array_equal(given[2][:3000], y)
    more = datasets.fruit_sentences(1, seed=2).sentences[0]
    assert [text.vocabulary.words[word] for word in given[2][3000]][: len(more)] == more


def test_a_row_is_told_as_means_with_the_lowest_and_the_highest():
    assert train_writers.told([(5.0, 0.5), (6.0, 0.75)]) == "5.50 (5.00 to 6.00)  0.62 (0.50 to 0.75)"
