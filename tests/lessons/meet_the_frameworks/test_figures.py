"""Same numbers: each bar is a difference of two engines, and without Keras the figure says so."""

import importlib.util

import numpy as np
import pytest
from driving import drive_everything, say

from helpers.explorers import SameNumbers
from helpers.lessons.meet_the_frameworks import frameworks
from helpers.lessons.meet_the_frameworks.figures import LEAST, STEPS
from helpers.lessons.meet_the_frameworks.numbers import ADAM, PARTS, STAGES, numpy_training, ours_training

EXTRA = all(importlib.util.find_spec(name) for name in frameworks.EXTRA)
needs_keras = pytest.mark.skipif(not EXTRA, reason="the extra is not installed")


def change(figure, **changes):
    say(figure, kind="change", changes=changes)
    return figure.known


def test_the_bars_are_the_differences_of_the_two_trainings():
    figure = SameNumbers()
    known = change(figure, precision="float32", optimizer=ADAM, rate=0.01, step=STEPS)
    pair = [list(run)[-1] for run in (ours_training(ADAM, 0.01, 20), numpy_training("float32", ADAM, 0.01, 20))]
    apart = [np.abs(a - b).max() for a, b in zip(*pair, strict=True)]
    assert known["apart"] == pytest.approx(apart) and min(apart) > 0
    lefts, _, widths, _ = known["bars"].T
    assert lefts + widths == pytest.approx(apart) and set(lefts) == {LEAST}


@pytest.mark.parametrize("stage", STAGES)
def test_only_what_the_step_has_reached_is_shown(stage):
    known = change(SameNumbers(precision="float32"), stage=stage)
    shown = known["bars"][:, 2] > 0
    assert known["apart"].shape == (STAGES[stage],) and not shown[STAGES[stage] :].any() and shown[0]
    assert f"the first number of {PARTS[STAGES[stage] - 1]}:" in known["first"]


def test_a_step_backward_shows_what_it_showed_before():
    figure = SameNumbers()
    first = change(figure, step=3)["apart"]
    change(figure, step=9)
    assert np.array_equal(change(figure, step=3)["apart"], first)


def test_without_keras_the_other_engine_is_numpy_and_the_caption_says_so(monkeypatch):
    monkeypatch.setenv(frameworks.HIDING, "keras")
    figure = SameNumbers("keras")
    assert "Keras and TensorFlow are not installed: the other engine is NumPy." in figure.caption
    assert figure.other == "NumPy" and "NumPy in float64" in figure.known["settings"]
    assert "not installed" not in SameNumbers("numpy").caption


def test_another_engine_is_refused():
    with pytest.raises(ValueError, match="engine to be one of numpy, keras, got 'torch'"):
        SameNumbers("torch")


@needs_keras
def test_with_keras_adam_differs_in_the_update_alone():
    figure = SameNumbers("keras", optimizer=ADAM)
    assert figure.other == "Keras" and figure.known["apart"][:6].max() < 1e-12
    assert figure.known["apart"][6:] == pytest.approx(6.7e-7, rel=0.01)
    assert "W₁ 7·10⁻⁷" in figure.caption and "the others below 10⁻¹²" in figure.caption
    drive_everything(figure, steps=3)
