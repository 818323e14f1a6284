"""The data are what the page says of them."""

import numpy as np

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


def test_only_the_cat_is_bright_above_and_dark_below():
    scores = {name: (p[0] - p[1]).sum() for name, p in datasets.tiny_pictures().items()}
    assert all(p.shape == (2, 2) and p.min() >= 0 and p.max() <= 1 for p in datasets.tiny_pictures().values())
    assert max(scores, key=scores.get) == "cat" and sum(score > 0 for score in scores.values()) == 1
