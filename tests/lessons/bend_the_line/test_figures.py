"""Soft switch and Seven points: what stands on the picture is the truth, wherever the learner turns."""

import numpy as np
import pytest
from driving import as_at_first, opened, say

from helpers import datasets
from helpers.explorers import SevenPoints, SoftSwitch

X, Y = datasets.seven_trades()


@pytest.fixture(scope="module")
def made():
    return opened(switch=SoftSwitch(X[:5], Y[:5]), seven=SevenPoints(X, Y))


@pytest.fixture
def figures(made):
    return as_at_first(made)


def change(figure, done=False, **changes):
    return say(figure, kind="change", changes=changes, done=done)


OPENED = {"x inside": "11", "s1 inside": "0", "s2 inside": "1", "s3 inside": "0", "ŷ inside": "20"}
SPOKEN = {"switch": ["switch", "score"], "seven": ["score", "total"]}


@pytest.mark.parametrize(
    "name, changes, known",
    [
        ("switch", dict(power=3.0, threshold=6.0), dict(switch="s2 = σ(1000x − 6000)", score="C = 0")),
        ("seven", {}, dict(OPENED, score="C = 90.25")),
        ("seven", dict(probe=11), dict(total="(40) 0 + (20) 1 + (1) 0 = 20")),
        ("seven", dict(probe=19), dict(total="(72) 0 + (20) 0 + (1) 1 = 1")),
        ("seven", dict(probe=15), dict(total="(56) 0 + (20) 0.5 + (1) 0.5 = 10.5")),
        ("seven", dict(last=11), dict(score="C = 90.25, best so far 90.25")),
        *[("seven", dict(last=last), dict(score="C = 0, all seven fit")) for last in (11.1, 13, 14.9)],
    ],
)
def test_what_is_known_in_this_state_stands_on_the_picture_and_in_the_caption(figures, name, changes, known):
    figure = getattr(figures, name)
    caption = change(figure, done=bool(changes), **changes)["caption"]
    assert {part: figure.known[part] for part in known} == known
    assert all(figure.known[part] in caption for part in SPOKEN[name])


@pytest.mark.parametrize(
    "name, handle, spot, state",
    [
        ("switch", 0, (10.0, 0.3), dict(threshold=10.0)),
        ("seven", 0, (5.5, 0.2), dict(first=5.5)),
        ("seven", 1, (13.0, 0.2), dict(last=13.0)),
        ("seven", 2, (12.1, 7.0), dict(probe=12.0)),
    ],
)
def test_what_is_held_on_the_picture_changes_the_state(figures, name, handle, spot, state):
    figure = getattr(figures, name)
    figure.apply(figure.handles[handle].drag(*spot, **figure.known))
    assert {name: figure.state[name] for name in state} == state


@pytest.mark.parametrize("threshold, power", [(6.0, 3.0), (0.0, -0.5), (12.0, 0.3), (7.7, 1.0)])
def test_gates_sum_bars_and_cost_tell_the_same_story(figures, threshold, power):
    change(figures.switch, threshold=threshold, power=power)
    known, fine = figures.switch.known, np.linspace(0, 12, 361)
    assert np.allclose(known["s1"] + known["s2"], 1)
    assert np.allclose(known["y_hat"], (4 * fine - 4) * known["s1"] + 20 * known["s2"])
    assert np.sum(np.diff(known["errors"], axis=0)[::3, 1] ** 2) == pytest.approx(known["cost"])
    assert np.interp(threshold, fine, known["costs"]) == pytest.approx(known["cost"], abs=1e-6)


def test_a_steep_switch_has_flat_costs_and_a_soft_one_has_not(figures):
    for power, flat in ((3.0, True), (0.0, False)):
        change(figures.switch, power=power)
        assert (np.ptp(figures.switch.known["costs"][200:250]) < 1e-9) == flat, "thresholds from 6.6 to 8.3"


def test_each_try_leaves_a_trace_and_the_best_is_told(figures):
    for threshold in (3, 3, 8):
        change(figures.switch, done=True, threshold=threshold)
    assert [threshold for threshold, _ in figures.switch.known["tried"]] == [3, 8]
    for last in (16.0, 14.0, 10.0):
        change(figures.seven, done=True, last=last)
    assert len(figures.seven.state["tries"]) == 3 and figures.seven.known["score"] == "C = 361, best so far 0"
