"""The models of notebook 08b: words of a kind gather, the map shows most and does not spin."""

from itertools import islice

import numpy as np
import pytest

from helpers import datasets, language
from helpers.lessons.words_find_neighbours import numbers
from helpers.lessons.words_find_neighbours.numbers import flat, view

CORPUS = datasets.fruit_sentences()
CLOUD = np.random.default_rng(1).normal(size=(40, 6)) * [5, 1, 4, 1, 1, 1]


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_from_every_start_kinds_that_were_scattered_gather(seed):
    run = numbers.training(CORPUS.contexts(5), CORPUS.word_ids, len(CORPUS.vocabulary), seed)
    first, *_, last = islice(run, 1 + 300 // numbers.STEPS_A_TICK)
    before, after = (language.neighbourhoods(v, CORPUS.vocabulary, datasets.word_classes()) for v in (first, last))
    assert (first.shape[1], numbers.BATCH, numbers.MOST_STEPS, numbers.STEPS_A_TICK) == (12, 64, 600, 4), "the page's"
    assert before.share <= 0.25 and after.share >= 0.9


def test_the_view_shows_more_of_the_differences_than_any_other_two_directions():
    axes, before = view(CLOUD), np.eye(6)[:, [1, 4]]
    assert (
        axes.T @ axes == pytest.approx(np.eye(2), abs=1e-12) and (axes[np.abs(axes).argmax(axis=0), [0, 1]] > 0).all()
    )
    assert np.array_equal(view(CLOUD, before), view(CLOUD, before, 0.25)), "a quarter of the way"
    shown = np.sum(flat(CLOUD, axes) ** 2)
    for seed in range(50):
        others = np.linalg.qr(np.random.default_rng(seed).normal(size=(6, 2)))[0]
        assert np.sum(flat(CLOUD, others) ** 2) < shown


@pytest.mark.parametrize("share", [0.25, 1])
def test_the_map_does_not_spin_while_nothing_moves(share):
    turned = view(CLOUD) @ [[0, -1], [1, 0]]
    assert view(CLOUD, turned, share) == pytest.approx(turned)


def test_following_comes_to_the_best_view_in_the_end():
    axes = np.eye(6)[:, [1, 4]]
    for _ in range(60):
        axes = view(CLOUD, axes)
        assert axes.T @ axes == pytest.approx(np.eye(2), abs=1e-9)
    assert np.sum(flat(CLOUD, axes) ** 2) == pytest.approx(np.sum(flat(CLOUD, view(CLOUD)) ** 2), rel=1e-3)


def test_a_word_without_any_length_has_no_direction_and_breaks_nothing():
    assert np.isfinite(flat(np.eye(4, 3) * [0, 1, 1], np.eye(3)[:, :2])).all()


def test_the_next_word_is_ahead_and_never_behind():
    positions = np.array([[0, 0], [5, 1], [-1, 0], [0, 2], [2, 3.0]])
    ways = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])
    assert [numbers.next_word(positions, 0, way) for way in ways] == [1, 2, 3, 0]
    diagonal = np.array([[0, 0], [2, 2], [5, 0], [0, -1.0]])
    assert [numbers.next_word(diagonal, 0, way) for way in ways] == [1, 0, 1, 3], "ahead as far as aside is ahead"
    assert numbers.next_word(diagonal, 3, ways[2]) == 0


def test_4_in_100_words_drawn_at_random_stand_in_the_window_and_half_near_the_word_somewhere():
    middles, contexts, first = CORPUS.word_ids, CORPUS.contexts(5), 2  # rows 0 and 1 are never drawn
    near = np.zeros((len(middles), len(CORPUS.vocabulary)), dtype=bool)
    near[np.arange(len(middles))[:, np.newaxis], np.column_stack([contexts, middles])] = True
    somewhere = np.zeros((len(CORPUS.vocabulary), len(CORPUS.vocabulary)), dtype=bool)
    somewhere[np.repeat(middles, 4), contexts.ravel()] = True
    pairs = np.sum(contexts != CORPUS.vocabulary["<pad>"], axis=1)  # each with negatives of its own
    shares = [np.average(found[:, first:].mean(axis=1), weights=pairs) for found in (near, somewhere[middles])]
    assert 0.035 < shares[0] < 0.045 and 0.45 < shares[1] < 0.55
    eat, others = CORPUS.vocabulary["eat"], [CORPUS.vocabulary[word] for word in ("apples", "lamp", "milk")]
    assert somewhere[eat, others].tolist() == [True, False, False], "the page's fakes are fakes"
