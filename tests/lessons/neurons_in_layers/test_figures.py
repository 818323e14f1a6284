"""Gate builder: what stands on the picture is the truth, wherever the learner turns."""

import numpy as np
import pytest
from driving import as_at_first, drive_everything, opened, say

from helpers.explorers import GateBuilder
from helpers.lessons.neurons_in_layers.figures.gate_builder import clipped
from helpers.lessons.neurons_in_layers.figures.plane import CENTRE, GRID, ends, foot, tip
from helpers.lessons.neurons_in_layers.numbers import CORNERS, GOALS, network, output


@pytest.fixture(scope="module")
def made():
    return opened(one=GateBuilder(), three=GateBuilder(3))


@pytest.fixture
def figures(made):
    return as_at_first(made)


def change(figure, done=False, **changes):
    return say(figure, kind="change", changes=changes, done=done)


def neuron(w1, w2, b):
    return dict(w1=w1, w2=w2, b=b)


SPOKEN = ["formula", "all_solved"]


@pytest.mark.parametrize(
    "name, changes, known",
    [
        ("one", dict(goal="And", **neuron(10, 10, -15)), dict(score="And: 4 of 4 right", all_solved="And")),
        ("one", dict(goal="Or", **neuron(10, 10, -5)), dict(score="Or: 4 of 4 right", all_solved="Or")),
        ("one", dict(goal="Nor", **neuron(-10, -10, 5)), dict(verdicts=[f"{bit} ✓" for bit in GOALS["Nor"]])),
        ("three", {}, dict(score="Xor: 3 of 4 right", verdicts=["0 ✓", "1 ✓", "1 ✓", "0 ✗"], all_solved="none")),
        ("three", dict(w2=-10.0), dict(score="Xor: 4 of 4 right", all_solved="Xor")),
    ],
)
def test_what_is_known_in_this_state_stands_on_the_picture_and_in_the_caption(figures, name, changes, known):
    figure = getattr(figures, name)
    caption = change(figure, done=bool(changes), **changes)["caption"]
    assert {part: figure.known[part] for part in known} == known
    assert all(figure.known[part] in caption for part in SPOKEN)


@pytest.mark.parametrize(
    "name, handle, spot, state",
    [
        ("one", 0, (0.75, 0.75), dict(neurons=((6.0, 6.0, -9.0),), **neuron(6.0, 6.0, -9.0))),
        ("one", 0, (0.4, 0.43), dict(neurons=((6.0, 6.0, pytest.approx(-4.98)),), b=-5.0)),  # the slider's nearest step
        ("three", 1, (0.5, 0.5), dict(which="second", **neuron(10.0, 10.0, -10.0))),
    ],
)
def test_what_is_held_on_the_picture_changes_the_state(figures, name, handle, spot, state):
    figure = getattr(figures, name)
    figure.apply(figure.handles[handle].drag(*spot, **figure.known))
    assert {name: figure.state[name] for name in state} == state


@pytest.mark.parametrize("neuron", [(6.0, 6.0, -3.0), (-4.0, 1.5, 2.0), (0.0, 3.0, -1.0)])
def test_the_line_is_where_the_neuron_hesitates_and_the_arrow_points_to_its_one(neuron):
    assert output(neuron, np.array([*ends(neuron), foot(neuron)])) == pytest.approx(0.5, abs=1e-6)
    assert output(neuron, tip(neuron)) > 0.5


def test_a_neuron_of_zeros_has_no_line_and_cannot_be_turned(figures):
    assert np.isnan(ends((0.0, 0.0, 1.0))).all() and foot((0.0, 0.0, 0.0)).tolist() == [0.5, 0.5]
    say(figures.one, kind="button", name="wipe")
    assert figures.one.handles[1].drag(0.9, 0.9, **figures.one.known) == {"neurons": ((0.0, 0.0, 0.0),)}


def test_a_neuron_stays_in_the_range_of_the_sliders_and_its_line_parallel():
    assert clipped(3.0, -4.0, 5.0) == (3.0, -4.0, 5.0)
    assert clipped(30.0, -10.0, -99.0) == pytest.approx((15.0, -5.0, -20.0))


def test_corners_stand_in_the_hidden_plane_where_the_hidden_neurons_put_them(figures):
    change(figures.three, which="first")
    known, neurons = figures.three.known, figures.three.state["neurons"]
    assert np.allclose(known["seen"], np.stack([output(n, CORNERS) for n in neurons[:2]], axis=-1))
    assert np.allclose(known["shade"], network(neurons, GRID)[0])


def test_choosing_a_neuron_brings_its_numbers_to_the_sliders_and_keeps_the_others(figures):
    before = figures.three.state["neurons"]
    change(figures.three, which="second")
    assert neuron(*before[1]).items() <= figures.three.state.items()
    assert change(figures.three, b=-4.0)["values"]["b"] == -4.0
    assert figures.three.state["neurons"] == (before[0], (10.0, 10.0, -4.0), before[2])


@pytest.mark.parametrize("neuron", [(6.0, 6.0, -3.0), (6.0, 0.0, 2.0), (-8.0, 1.0, 7.0), (5.0, -5.0, 0.0)])
def test_the_arrow_turns_the_line_about_the_centre_and_stays_under_the_hand(figures, neuron):
    figure = figures.one
    figure.apply({"neurons": (neuron,)})
    for hand in ((1.2, 1.4), (0.1, 0.9), (0.6, -0.6)):
        figure.apply(figure.handles[1].drag(*hand, **figure.state))
        (turned,) = figure.state["neurons"]
        assert np.hypot(*turned[:2]) == pytest.approx(np.hypot(*neuron[:2]))
        assert output(turned, CENTRE) == pytest.approx(output(neuron, CENTRE))
        way, to_hand = tip(turned) - CENTRE, hand - CENTRE
        assert way @ to_hand == pytest.approx(np.hypot(*way) * np.hypot(*to_hand))
        figure.apply(figure.handles[1].drag(*hand, **figure.state))
        assert np.allclose(figure.state["neurons"][0], turned), "letting go moves nothing"


@pytest.mark.parametrize("goal", GOALS)
def test_a_neuron_learns_what_one_line_can_part_and_gives_up_xor_after_a_hundred_looks(figures, goal):
    figure = figures.one
    say(figure, kind="button", name="wipe")
    for looks in (100, 200):
        figure.apply({"goal": goal, "playing": True})
        while figure.state["playing"]:
            figure.apply(figure.tick(**figure.state))
        figure.show_state()
        assert (goal == "Xor") == (figure.known["learning"].startswith(f"{looks} looks"))
        assert (goal == "Xor") == figure.known["learning"].endswith(": gave up") != figure.known["right"].all()
        assert figure.state["solved"] == (() if goal == "Xor" else (goal,))


def test_three_neurons_survive_everything_a_learner_can_do(figures):
    drive_everything(figures.three, steps=3)


def test_two_neurons_are_refused():
    with pytest.raises(ValueError, match="1 neuron or 3"):
        GateBuilder(2)
