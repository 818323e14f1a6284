"""The exercises of notebook 07 accept every right way to write them, and their references are what they say."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import check_gradient
from helpers.layers import Dense
from helpers.training import EarlyStopping, Sequential

X, Y = np.array([1.0, 5.0, 6.0]), np.array([0.0, 16.0, 20.0])


def test_a_memoriser_with_two_thresholds_is_not_asked_for_but_a_table_is_right():
    assert checks.memoriser.report(lambda x: np.array([{1: 0, 5: 16, 6: 20, 5.2: 16}.get(v, 0) for v in x])).mark == "✓"
    assert checks.memoriser.report(lambda x: 16 * ((3 < x) & (x < 5.5)) + 20 * (x > 5.5)).mark == "✓"


def test_the_reference_slopes_agree_with_a_nudge():
    for w, b, beta in checks.penalty_slopes.cases:
        total = lambda p: np.sum((p[0] * X + p[1] - Y) ** 2) + beta * np.sum(p**2)
        found = check_gradient(total, np.array(checks.penalty_slopes.reference(w, b, beta)), [w, b])
        assert found.ok, str(found)


def test_no_trade_is_lost_and_none_is_on_both_sides():
    for x, y, order, count in checks.split_trades.cases:
        pieces = checks.split_trades.reference(np.array(x), np.array(y), order, count)
        assert sorted([*pieces[0], *pieces[2]]) == x and len(pieces[2]) == count
        assert all(b == y[int(a)] for a, b in [*zip(*pieces[:2]), *zip(*pieces[2:])])


def test_a_split_may_come_as_a_list_of_arrays():
    assert (
        checks.split_trades.report(
            lambda x, y, order, count: [x[order[count:]], y[order[count:]], x[order[:count]], y[order[:count]]]
        ).mark
        == "✓"
    )


@pytest.mark.parametrize(
    "answer, mark", [("w up, b down", "✓"), (" W up, b down ", "✓"), ("both to 0", "✗"), ("up", "✗")]
)
def test_which_way_is_a_choice(answer, mark):
    assert checks.which_way.report(answer).mark == mark


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


def test_a_beta_may_come_as_a_numpy_number():
    assert (
        checks.choose_beta.report(lambda betas, training, validation: np.array(betas)[np.argmin(validation)]).mark
        == "✓"
    )
