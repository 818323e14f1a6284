"""The data are what the page says of them."""

import hashlib

import numpy as np
import pytest

from helpers import datasets


def test_the_three_trades_stand_exactly_on_4x_minus_4():
    x, y = datasets.fruit_trades()
    assert x.dtype == y.dtype == np.float64
    assert (list(x), list(y)) == ([1, 5, 6], [0, 16, 20])
    assert (4 * x - 4 == y).all()


def test_the_seven_trades_go_on_from_the_three_and_lie_on_no_line():
    x, y = datasets.seven_trades()
    assert x.dtype == y.dtype == np.float64 and (x[:3] == datasets.fruit_trades()[0]).all()
    assert (list(x), list(y)) == ([1, 5, 6, 9, 11, 15, 19], [0, 16, 20, 20, 20, 1, 1])
    _, rest, *_ = np.polyfit(x[:5], y[:5], 1, full=True)
    assert round(rest[0], 2) == 82.81


def test_every_call_gives_new_arrays_so_that_nobody_spoils_them_for_others():
    datasets.fruit_trades()[1][:] = 7
    assert list(datasets.fruit_trades()[1]) == [0, 16, 20]


def test_moody_trades_follow_the_rule_but_for_their_moods():
    x, y = datasets.moody_trades(2000, noise=0)
    assert (np.diff(x) > 0).all() and 0 < x[0] < x[-1] < 20 and x.dtype == y.dtype == np.float64
    places = x * 100 - np.arange(2000)  # within its hundredth of an apple
    assert (places.min(), places.max()) == pytest.approx((0.1, 0.9), abs=0.01)
    assert y[x < 1].max() < 0.3 and y[(x > 7) & (x < 10)].min() > 19.5 and y[x > 17].max() < 0.3
    moods = datasets.moody_trades(2000, noise=3)[1] - y
    assert moods.mean() == pytest.approx(0, abs=0.2) and moods.std() == pytest.approx(3, abs=0.2)


def test_the_seed_alone_decides_the_moody_trades():
    once, again, other = (datasets.moody_trades(seed=seed) for seed in (4, 4, 5))
    assert np.array_equal(once, again) and not np.array_equal(once, other)
    assert np.array_equal(once, datasets.moody_trades(12, 3.0, 4))


def test_only_the_cat_is_bright_above_and_dark_below():
    scores = {name: (p[0] - p[1]).sum() for name, p in datasets.tiny_pictures().items()}
    assert all(p.shape == (2, 2) and p.min() >= 0 and p.max() <= 1 for p in datasets.tiny_pictures().values())
    assert max(scores, key=scores.get) == "cat" and sum(score > 0 for score in scores.values()) == 1


def test_the_digits_are_1797_pictures_of_8_by_8_with_steps_of_a_sixteenth():
    pictures, digits = datasets.digits()
    assert pictures.shape == (1797, 8, 8) and pictures.dtype == np.float64
    assert digits.shape == (1797,) and digits.dtype == np.int64
    assert (pictures.min(), pictures.max()) == (0, 1) and (pictures * 16 == np.rint(pictures * 16)).all()
    assert np.bincount(digits).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_digits_are_those_of_uci_in_the_order_of_scikit_learn():
    pictures, digits = datasets.digits()
    rows = np.column_stack([pictures.reshape(-1, 64) * 16, digits]).astype(np.uint8)  # a row as in the published table
    assert (
        hashlib.sha256(rows.tobytes()).hexdigest() == "68aea062d35a127749050fa0e52dca09d6569ac08092c925610e0954e172dde2"
    )
    assert digits[:10].tolist() == list(range(10))
    assert (pictures[0] * 16).astype(int)[:2].tolist() == [[0, 0, 5, 13, 9, 1, 0, 0], [0, 0, 13, 15, 10, 15, 5, 0]]


@pytest.mark.parametrize("length", [1, 2, 9, 50])
def test_the_verb_agrees_with_the_first_noun_and_with_no_other(length):
    words, y = datasets.far_clue(2000, length, seed=3)
    named = np.array(datasets.FAR_CLUE_WORDS)[words]
    several = np.char.endswith(named, "s")
    assert words.shape == (2000, length) and (several[:, 0] == y).all() and abs(y.mean() - 0.5) < 0.04
    assert all(abs((several[:, place] == y).mean() - 0.5) < 0.05 for place in range(2, length, 2))
    assert set(named[:, 1::2].flat) <= set("near behind under with".split())
    again = datasets.far_clue(2000, length, seed=3)
    assert np.array_equal(again[0], words) and np.array_equal(again[1], y)


@pytest.mark.parametrize(
    "count, length, name", [(0, 5, "count"), (5, 0, "length"), (2.0, 5, "count"), (5, True, "length")]
)
def test_far_clue_refuses_what_is_no_number_of_sentences_or_words(count, length, name):
    with pytest.raises(ValueError, match=f"from 1 up as {name}"):
        datasets.far_clue(count, length)
