"""Soft switch, Seven points and Gate builder: what stands on the picture is the truth, wherever the learner turns."""

import numpy as np
import pytest
from driving import drive_everything, run_to_the_end, say

from helpers import datasets
from helpers.explorers import GateBuilder, SevenPoints, SoftSwitch
from helpers.gradcheck import check_gradient
from helpers.lessons.bend_the_line.figures.gate_builder import GOALS, kept, perceptron_step
from helpers.lessons.bend_the_line.figures.plane import CORNERS, ends, foot, says, tip
from helpers.lessons.bend_the_line.numbers import sigmoid, three_pieces, two_pieces

X, Y = datasets.seven_trades()


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def switch():
    return made(SoftSwitch(X[:5], Y[:5]))


@pytest.fixture
def seven():
    return made(SevenPoints(X, Y))


@pytest.fixture
def one():
    return made(GateBuilder())


@pytest.fixture
def three():
    return made(GateBuilder(3))


# ---- the formulas ---------------------------------------------------------------------------------------------------


def test_the_sigmoid_never_overflows_and_is_right():
    with np.errstate(over="raise", invalid="raise"):
        assert sigmoid([-1e5, -1000, 0, 1000, 1e5]).tolist() == [0, 0, 0.5, 1, 1]
    z = np.linspace(-30, 30, 61)
    assert np.allclose(sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-12)
    assert check_gradient(lambda v: np.sum(sigmoid(v)), lambda v: sigmoid(v) * (1 - sigmoid(v)), z / 10).ok


def test_two_pieces_fit_the_five_and_three_pieces_the_seven_with_a_threshold_between_the_points():
    assert np.allclose(two_pieces(X[:5], 1000, 6)[-1], Y[:5])
    assert np.allclose(three_pieces(X, 1000, 6, 14)[-1], Y)


def test_the_network_of_the_slides_misses_its_own_point_by_nine_and_a_half():
    *_, s2, s3, y_hat = three_pieces(15.0, 1000, 6, 15)
    assert (float(s2), float(s3), float(y_hat)) == (0.5, 0.5, 10.5)


# ---- soft switch ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("threshold, power", [(6.0, 3.0), (0.0, -0.5), (12.0, 0.3), (7.7, 1.0)])
def test_gates_sum_bars_and_cost_tell_the_same_story(switch, threshold, power):
    header = say(switch, kind="change", changes={"threshold": threshold, "power": power})
    s1, s2, y_hat = (line.get_ydata() for line in (switch.falling, switch.rising, switch.sum))
    assert np.allclose(s1 + s2, 1)
    assert np.allclose(y_hat, (4 * switch.fine - 4) * s1 + 20 * s2)
    errors = [np.diff(bar.get_ydata())[0] for bar in switch.bars]
    cost = switch.here.get_ydata()[0]
    assert np.sum(np.square(errors)) == pytest.approx(cost)
    assert np.interp(threshold, *switch.costs.get_data()) == pytest.approx(cost, abs=1e-6)
    assert switch.title.get_text() in header["caption"] and f"threshold {threshold:g}" in header["caption"]


def test_a_steep_switch_has_flat_costs_and_a_soft_one_has_not(switch):
    say(switch, kind="change", changes={"power": 3.0})
    thresholds, costs = switch.costs.get_data()
    between = (thresholds > 6.5) & (thresholds < 8.5)
    assert np.ptp(costs[between]) < 1e-9
    say(switch, kind="change", changes={"power": 0.0})
    assert np.ptp(switch.costs.get_ydata()[between]) > 1


def test_the_title_is_the_formula_of_the_page(switch):
    say(switch, kind="change", changes={"power": 3.0, "threshold": 6.0})
    assert switch.title.get_text() == "s2 = σ(1000x − 6000)" and switch.chart_title.get_text() == "C = 0"


def test_each_try_leaves_one_dot_on_the_cost(switch):
    for threshold in (3, 3, 8):
        say(switch, kind="change", changes={"threshold": threshold}, done=True)
    assert [t for t, _ in switch.state["tries"]] == [3, 8] and list(switch.trace.get_xdata()) == [3, 8]


def test_the_threshold_can_be_held_on_the_strip(switch):
    say(switch, kind="nudge", handle=0, dx=5, dy=3)
    assert switch.state["threshold"] == 10.0 and switch.spot.get_xdata()[0] == 10.0


# ---- seven points ---------------------------------------------------------------------------------------------------


def test_it_opens_with_the_slides_network_and_its_cost(seven):
    assert seven.title.get_text() == "C = 90.25"
    assert [t.get_text() for t in seven.inside] == ["11", "0", "0", "1", "20"]


@pytest.mark.parametrize(
    "probe, told",
    [
        (11, "(40) 0 + (20) 1 + (1) 0 = 20"),
        (19, "(72) 0 + (20) 0 + (1) 1 = 1"),
        (15, "(56) 0 + (20) 0.5 + (1) 0.5 = 10.5"),
    ],
)
def test_the_walks_of_the_page_can_be_looked_at(seven, probe, told):
    header = say(seven, kind="change", changes={"probe": probe})
    assert seven.sum.get_text() == told and told in header["caption"]


@pytest.mark.parametrize("last, fits", [(11, False), (11.1, True), (13, True), (14.9, True), (15, False)])
def test_a_threshold_between_the_points_fits_all_seven(seven, last, fits):
    say(seven, kind="change", changes={"last": last})
    assert ("all seven fit" in seven.title.get_text()) == fits


def test_thresholds_and_probe_can_be_held_on_the_picture(seven):
    assert seven.handles[0].drag(5.5, 0.2, **seven.state) == {"first": 5.5}
    assert seven.handles[1].drag(13.0, 0.2, **seven.state) == {"last": 13.0}
    say(seven, kind="nudge", handle=2, dx=2, dy=0)
    assert seven.state["probe"] == 12.0 and seven.probe.get_xdata()[0] == 12.0


def test_tries_are_kept_and_the_best_is_told(seven):
    say(seven, kind="change", changes={"last": 16.0}, done=True)
    say(seven, kind="change", changes={"last": 14.0}, done=True)
    say(seven, kind="change", changes={"last": 10.0}, done=True)
    assert len(seven.state["tries"]) == 3 and seven.title.get_text() == "C = 361, best so far 0"


# ---- a neuron and its line ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("neuron", [(6.0, 6.0, -3.0), (-4.0, 1.5, 2.0), (0.0, 3.0, -1.0)])
def test_the_line_is_where_the_neuron_hesitates_and_the_arrow_points_to_its_one(neuron):
    for point in (*ends(neuron), foot(neuron)):
        assert float(says(neuron, point)) == pytest.approx(0.5, abs=1e-6)
    assert says(neuron, tip(neuron)) > 0.5


def test_a_neuron_of_zeros_has_no_line():
    assert np.isnan(ends((0.0, 0.0, 1.0))).all() and foot((0.0, 0.0, 0.0)).tolist() == [0.5, 0.5]


# ---- gate builder ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goal, neuron", [("And", (10, 10, -15)), ("Or", (10, 10, -5)), ("Nor", (-10, -10, 5))])
def test_the_gates_of_the_page_are_right_in_all_four_corners(one, goal, neuron):
    say(one, kind="change", changes=dict(zip(("goal", "w1", "w2", "b"), (goal, *neuron))), done=True)
    assert one.title.get_text() == f"{goal}: 4 of 4 right" and one.state["solved"] == (goal,)
    assert [t.get_text() for t in one.wanted] == [f"{bit} ✓" for bit in GOALS[goal]]


def test_no_setting_of_one_neuron_is_xor(one):
    best = 0
    for w1, w2, b in np.random.default_rng(0).integers(-30, 31, (2000, 3)) / 2:
        best = max(best, one.results("Xor", ((w1, w2, b),))[-1].sum())
    assert best == 3


def test_three_neurons_are_xor_after_one_sign_is_turned(three):
    assert three.title.get_text() == "Xor: 3 of 4 right"
    say(three, kind="change", changes={"w2": -10.0}, done=True)
    assert three.title.get_text() == "Xor: 4 of 4 right" and three.state["solved"] == ("Xor",)


def test_corners_stand_in_the_hidden_plane_where_the_hidden_neurons_put_them(three):
    say(three, kind="change", changes={"which": "first"})
    seen = np.stack([says(n, CORNERS) for n in three.state["neurons"][:2]], axis=-1)
    drawn = np.vstack([three.hidden.filled.get_xydata(), three.hidden.hollow.get_xydata()])
    wanted = np.array(GOALS["Xor"], dtype=bool)
    assert np.allclose(drawn, np.vstack([seen[wanted], seen[~wanted]]))
    assert np.allclose(three.plane.shade.get_array(), three.output(three.state["neurons"], three.plane.grid)[0])


def test_choosing_a_neuron_brings_its_numbers_to_the_sliders_and_keeps_the_others(three):
    before = three.state["neurons"]
    say(three, kind="change", changes={"which": "second"})
    assert (three.state["w1"], three.state["w2"], three.state["b"]) == before[1]
    header = say(three, kind="change", changes={"b": -4.0})
    assert three.state["neurons"] == (before[0], (10.0, 10.0, -4.0), before[2]) and header["values"]["b"] == -4.0


def test_a_line_that_is_dragged_goes_through_that_place_and_its_neuron_is_chosen(one, three):
    one.apply(one.handles[0].drag(0.75, 0.75, **one.state))
    assert one.state["neurons"] == ((6.0, 6.0, -9.0),)
    three.apply(three.handles[1].drag(0.5, 0.5, **three.state))
    assert (
        three.state["which"] == "second"
        and three.state["neurons"][1] == (10.0, 10.0, -10.0)
        and three.state["b"] == -10.0
    )


@pytest.mark.parametrize("neuron", [(6.0, 6.0, -3.0), (6.0, 0.0, 2.0), (-8.0, 1.0, 7.0), (5.0, -5.0, 0.0)])
def test_the_arrow_turns_the_line_about_the_centre_and_stays_under_the_hand(one, neuron):
    one.apply({"neurons": (neuron,)})
    for place in ((1.2, 1.4), (0.1, 0.9), (0.6, -0.6)):
        one.apply(one.handles[1].drag(*place, **one.state))
        turned = one.state["neurons"]
        assert np.hypot(*turned[0][:2]) == pytest.approx(np.hypot(*neuron[:2]))
        assert says(turned[0], np.array([0.5, 0.5])) == pytest.approx(says(neuron, np.array([0.5, 0.5])))
        way, to_hand = tip(turned[0]) - 0.5, np.array(place) - 0.5
        assert way @ to_hand == pytest.approx(np.hypot(*way) * np.hypot(*to_hand))
        one.apply(one.handles[1].drag(*place, **one.state))
        assert np.allclose(one.state["neurons"], turned), "letting go moves nothing"


def test_a_neuron_without_a_direction_cannot_be_turned(one):
    say(one, kind="button", name="wipe")
    assert one.handles[1].drag(0.9, 0.9, **one.state) == {}


@pytest.mark.parametrize("goal", ["And", "Or", "Nor"])
def test_a_neuron_learns_what_one_line_can_part(one, goal):
    say(one, kind="change", changes={"goal": goal})
    say(one, kind="button", name="wipe")
    run_to_the_end(one)
    assert one.title.get_text() == f"{goal}: 4 of 4 right" and goal in one.state["solved"]


def test_it_looks_at_xor_a_hundred_times_and_gives_up(one):
    say(one, kind="change", changes={"goal": "Xor"})
    run_to_the_end(one)
    assert one.learning.get_text().startswith("100 looks") and "4 of 4" not in one.title.get_text()
    run_to_the_end(one)
    assert one.learning.get_text().startswith("200 looks")


def test_the_learning_step_moves_only_a_neuron_that_is_wrong():
    corner = np.array([1.0, 0.0])
    assert perceptron_step((0.0, 0.0, 0.0), corner, 0) == (-1.0, 0.0, -1.0)
    assert perceptron_step((-1.0, 0.0, -1.0), corner, 1) == (0.0, 0.0, 0.0)
    assert perceptron_step((0.0, 0.0, 0.0), corner, 1) == (0.0, 0.0, 0.0)


def test_a_neuron_stays_in_the_range_of_the_sliders_and_its_line_parallel():
    assert kept(3.0, -4.0, 5.0) == (3.0, -4.0, 5.0)
    assert kept(30.0, -10.0, -99.0) == pytest.approx((15.0, -5.0, -20.0))


def test_the_sliders_show_the_nearest_step_of_a_line_that_was_dragged(one):
    one.apply(one.handles[0].drag(0.4, 0.43, **one.state))
    assert one.state["neurons"][0][2] == pytest.approx(-4.98) and one.state["b"] == -5.0


def test_three_neurons_survive_everything_a_learner_can_do():
    drive_everything(made(GateBuilder(3)))


def test_two_neurons_are_refused():
    with pytest.raises(ValueError, match="1 neuron or 3"):
        GateBuilder(2)
