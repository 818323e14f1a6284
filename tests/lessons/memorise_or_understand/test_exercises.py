"""The exercises of notebook 07 accept every right way to write them, and their references are what they say."""

from functools import partial

import numpy as np
import pytest

from helpers import checks
from helpers.datasets import fruit_trades
from helpers.gradcheck import check_gradient
from helpers.layers import Dense
from helpers.training import EarlyStopping, Sequential

X, Y = fruit_trades()


@pytest.mark.parametrize(
    "name, answer",
    [
        ("memoriser", lambda x: np.select([abs(x - 5) < 0.5, abs(x - 6) < 0.5], [16, 20])),
        ("memoriser", lambda x: 16 * ((4.5 < x) & (x < 5.5)) + 20 * ((5.5 < x) & (x < 6.5))),
        ("split_trades", lambda x, y, order, n: [x[order[n:]], y[order[n:]], x[order[:n]], y[order[:n]]]),
        ("one_fold", lambda order, k, i: (np.delete(order, slice(i, None, k)), order[i::k])),
        ("one_fold", lambda order, k, i: [order[[j for j in range(len(order)) if j % k != i]], order[i::k]]),
    ],
)
def test_other_ways_to_write_the_same_are_right(name, answer):
    report = getattr(checks, name).report(answer)
    assert report.mark == "✓", str(report)


def test_the_reference_slopes_agree_with_a_nudge():
    def total(line, beta):
        return np.sum((line[0] * X + line[1] - Y) ** 2) + beta * line[0] ** 2

    for w, b, beta in checks.penalty_slopes.cases:
        slopes = np.array(checks.penalty_slopes.reference(w, b, beta))
        found = check_gradient(partial(total, beta=beta), slopes, [w, b])
        assert found.ok, str(found)


def test_no_trade_is_lost_and_none_is_on_both_sides():
    for x, y, order, count in checks.split_trades.cases:
        pieces = checks.split_trades.reference(np.array(x), np.array(y), order, count)
        assert sorted([*pieces[0], *pieces[2]]) == x and len(pieces[2]) == count
        assert all(b == y[int(a)] for k in (0, 2) for a, b in zip(pieces[k], pieces[k + 1], strict=True))


def test_each_trade_validates_in_one_fold_and_trains_in_all_others():
    for order, k, _ in checks.one_fold.cases:
        folds = [checks.one_fold.reference(order, k, i) for i in range(k)]
        assert sorted(np.concatenate([held for _, held in folds])) == sorted(order)
        assert all(sorted([*training, *held]) == sorted(order) for training, held in folds)


def test_a_memoriser_that_is_right_at_the_trades_only_by_luck_is_found_out():
    for answer in (lambda x: 16 * (x > 4.5) + 4 * (x > 5.5), lambda x: np.interp(x, X, Y)):
        assert checks.memoriser.report(answer).mark == "✗"


def test_stop_epoch_is_where_early_stopping_goes_back_to():
    model = Sequential([Dense(1, input_dim=1)])
    for costs, patience in checks.stop_epoch.cases:
        stopping, model.stop_training = EarlyStopping(patience=patience), False
        stopping.set_model(model)
        stopping.on_train_begin()
        for epoch, cost in enumerate(costs):
            if not model.stop_training:
                stopping.on_epoch_end(epoch, {"val_loss": cost})
        assert stopping.best_epoch == checks.stop_epoch.reference(costs, patience)
