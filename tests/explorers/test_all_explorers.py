"""Every live figure of the course, driven over its whole range; one that has no row here fails."""

import statistics
import time

import pytest
from driving import drive_everything, listen

from helpers import datasets, explorers

X, Y = datasets.fruit_trades()
ARGUMENTS = {"FirstFigure": (), "FitByHand": (X, Y), "WalkTheBowl": (X, Y)}
ARGUMENTS |= {"Gears": (), "TwoPaths": ()}
each_explorer = pytest.mark.parametrize("name", explorers.__all__)


def make(name):
    return getattr(explorers, name)(*ARGUMENTS[name])


@each_explorer
def test_it_survives_everything_a_learner_can_do(name):
    drive_everything(make(name))


@each_explorer
def test_the_same_state_is_drawn_the_same(name):
    one, two = make(name), make(name)
    assert (one.paint() == two.paint()).all()


@each_explorer
def test_a_frame_follows_the_hand(name):
    """15 ms is the promise on a quiet machine (make bench); a crowded one gets some slack here."""
    figure = make(name)
    listen(figure)
    figure.receive({"kind": "hello", "dpr": 1})
    slider = next((c for c in figure.controls if c.kind == "slider"), None)
    times = []
    for i in range(31):
        value = slider.low + i * (slider.high - slider.low) / 30 if slider else None
        start = time.perf_counter()
        figure.receive({"kind": "change", "changes": {slider.name: value} if slider else {}})
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.045
