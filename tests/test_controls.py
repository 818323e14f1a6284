"""What a learner can hold brings whatever the browser sends into its range."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers.controls import Button, Choice, Handle, Play, Slider, Text, Toggle


@settings(derandomize=True)
@given(st.floats(-5, 5), st.floats(0.5, 20), st.sampled_from([0.01, 0.1, 0.25, 0.3, 1]), st.floats(-50, 50))
def test_a_slider_takes_the_step_next_to_what_came(low, length, step, value):
    slider = Slider("s", "s", round(low, 2), round(low + length, 2), step)
    kept = slider.clean(value)
    steps = (kept - slider.low) / step
    assert slider.low <= kept <= slider.high and steps == pytest.approx(round(steps), abs=1e-6)
    nearest = min(max(value, slider.low), slider.high)
    assert abs(kept - nearest) <= step / 2 + 1e-9 or kept + step > slider.high, (
        "the last step before an end that is none"
    )
    assert slider.clean(kept) == kept


def test_a_slider_stays_on_its_steps_up_to_its_end():
    assert Slider("h", "h", 0, 1, 0.3).clean(1) == 0.9 and Slider("w", "w", -1, 7, 0.1).clean(7) == 7
    assert Slider("s", "s", 0, 1 - 2e-6, 1).clean(1) == 0 and Slider("s", "s", 1 / 3, 2, 1).clean(0) == 0.3333333333


CONTROLS = [
    Choice("n", "l", ["a"]),
    Toggle("n", "l"),
    Text("n", "l"),
    Play("l"),
    Button("n", "l"),
    Slider("n", "l", 0, 1, 1),
]


def test_the_browser_knows_a_control_by_its_kind_and_what_comes_is_made_a_value_of_it():
    for control in CONTROLS:
        assert control.kind == type(control).__name__.lower()
        with pytest.raises(TypeError, match="kind"):
            type(control)(**vars(control) | {"kind": "other"})
    choice, toggle, text, play, *_ = CONTROLS
    assert (choice.clean("a"), toggle.clean(1), text.clean(3), play.clean(0)) == ("a", True, "3", False)
    with pytest.raises(ValueError, match=r"n is one of \['a'\], not 'b'"):
        choice.clean("b")
    with pytest.raises(TypeError, match="name"):
        Play("l", name="other")
    assert not text.live


def test_a_handle_takes_small_steps_of_both_numbers_and_stands_where_it_says():
    ax = Figure((2, 1), dpi=100).add_axes((0, 0, 1, 1), xlim=(0, 4), ylim=(0, 1))
    handle = Handle("h", ax, lambda x, **_: (x, 0.5), None)
    assert (handle.step, handle.anywhere, handle.press) == ((0.1, 0.1), False, None)
    assert handle.pixels({"x": 1.0}) == pytest.approx([50, 50])
