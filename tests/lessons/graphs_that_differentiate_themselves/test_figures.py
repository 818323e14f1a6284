"""Notebook 04's live figures compute the deck's numbers, keep their artists, and take any input calmly."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import datasets, explorers, plots
from helpers.expressions import parse_values
from helpers.graph_picture import FONT_SIZE
from helpers.lessons.graphs_that_differentiate_themselves.figures import FRAMES_PER_MOVE, along, as_text

X, Y = datasets.fruit_trades()


def quiet(figure):
    figure.sent = []
    figure.send = lambda message, buffers=None: figure.sent.append(message)
    return figure


@pytest.fixture
def step():
    return quiet(explorers.StepThroughGraph(X, Y))


@pytest.fixture(scope="module")
def own_once():
    return quiet(explorers.BuildYourOwn())


@pytest.fixture
def own(own_once):
    own_once.sent.clear()
    own_once.apply({"values": "x=2, w1=1, b1=1, w2=1, b2=1", "preset": own_once.presets[0]})
    own_once.paint()
    return own_once


def press(figure, name):
    figure.receive({"kind": "button", "name": name})
    assert "error" not in figure.sent[-1], figure.sent[-1]


def change(figure, **changes):
    figure.receive({"kind": "change", "changes": changes, "done": True})
    assert "error" not in figure.sent[-1], figure.sent[-1]


def artists(figure):
    return [id(artist) for artist in figure._figure.findobj()]


def shown(figure):
    """{node name: (value text, gradient text)} of the boxes that can be seen"""
    drawing = figure.drawing
    values = [text for text, _, _ in drawing.values.lines]
    heights = {
        round(y, 6): text
        for part in (drawing.gradients, drawing.unused)
        for text, x, y in part.lines
        for y in [y + 100 * x]
    }
    found = {}
    for name, value, (x, y) in zip(drawing.names, values, drawing.corners, strict=False):
        right, middle = x + drawing.box[0] - 0.08 * drawing.scale, y + 0.25 * drawing.box[1]
        found[name.get_text()] = (value, heights[round(middle + 100 * right, 6)])
    return found


# ---- Step through the graph


def test_at_first_only_the_leaves_have_values(step):
    assert shown(step) == {
        "w": ("2", ""),
        "x": ("1", ""),
        "o": ("", ""),
        "b": ("2", ""),
        "ŷ": ("", ""),
        "y": ("0", ""),
        "d": ("", ""),
        "c": ("", ""),
    }


def test_at_the_end_every_number_of_the_deck_is_there(step):
    press(step, "to_end")
    assert shown(step) == {
        "w": ("2", "∂ 8"),
        "x": ("1", "(∂ 16)"),
        "o": ("2", "∂ 8"),
        "b": ("2", "∂ 8"),
        "ŷ": ("4", "∂ 8"),
        "y": ("0", "(∂ −8)"),
        "d": ("4", "∂ 8"),
        "c": ("16", "∂ 1"),
    }


@pytest.mark.parametrize(
    "example, dw, db", [("x = 1, y = 0", 8, 8), ("x = 5, y = 16", -40, -8), ("x = 6, y = 20", -72, -12)]
)
def test_each_example_has_its_slopes(step, example, dw, db):
    press(step, "to_end")
    change(step, example=example)
    there = shown(step)
    assert (there["w"][1], there["b"][1]) == (f"∂ {plots.number(dw)}", f"∂ {plots.number(db)}")


def test_each_move_is_told_with_its_numbers(step):
    told = [step.tell(at) for at in range(len(step.actions) + 1)]
    assert [lines[0].split(":")[0] for lines in told[9:13]] == [
        "Multiply forward",
        "Add forward",
        "Subtract forward",
        "Square forward",
    ]
    assert told[3] == ["o is number 3: w and x before it"]
    assert told[14] == ["Square backward: dd = dc · 2d = 1 · 2 · 4 = 8"]
    assert told[15] == [
        "Subtract backward: dŷ = dd = 8",
        "Subtract backward: dy = −dd = −8      (y is data: not needed)",
    ]
    assert all(1 <= len(lines) <= 2 for lines in told) and len(told) == 19


def test_forward_marks_blue_lines_into_the_box_and_backward_green_ones_out_of_it(step):
    step.apply({"at": 12})
    step.draw(**step.state)
    assert step.drawing.marked_lines.lines.get_colors()[0].tolist()[:3] == pytest.approx([0, 0x72 / 255, 0xB2 / 255])
    step.apply({"at": 14})
    step.draw(**step.state)
    colors = step.drawing.marked_lines.lines.get_colors()
    assert len(colors) == 1 and colors[0].tolist()[:3] == pytest.approx([0, 0x9E / 255, 0x73 / 255])


def test_step_and_back_stay_within_the_moves(step):
    press(step, "back")
    assert step.state["at"] == 0
    for _ in range(25):
        press(step, "step")
    assert step.state["at"] == 18
    press(step, "back")
    assert step.state["at"] == 17
    press(step, "restart")
    assert step.state["at"] == 0


def test_playing_runs_through_all_moves_and_stops(step):
    change(step, playing=True)
    ticks, seen = 0, set()
    while step.state["playing"]:
        step.receive({"kind": "tick"})
        assert "error" not in step.sent[-1]
        seen.add(step.state["at"])
        ticks += 1
        assert ticks < 1000
    assert seen == set(range(19))
    assert ticks == 8 * FRAMES_PER_MOVE // 2 + 10 * FRAMES_PER_MOVE + 1
    change(step, playing=True)
    assert step.state["at"] == 0  # from the end, Play begins again


def test_dots_run_from_the_inputs_forward_and_to_them_backward(step):
    step.draw(**step.state | {"at": 9, "frame": 1})
    start = step.dots.get_xdata()[0]
    step.draw(**step.state | {"at": 9, "frame": 20})
    assert len(step.dots.get_xdata()) == 2 and step.dots.get_xdata()[0] > start
    step.draw(**step.state | {"at": 14, "frame": 1})
    start = step.dots.get_xdata()[0]
    step.draw(**step.state | {"at": 14, "frame": 20})
    assert step.dots.get_xdata()[0] < start
    step.draw(**step.state | {"at": 14, "frame": 0})
    assert not step.dots.get_visible()


def test_a_dot_stays_on_its_line():
    path = np.array([(0, 0), (1, 2), (3, 2)])
    assert along(path, 0) == (0, 0) and along(path, 1) == (3, 2) and along(path, 0.5) == (1.5, 2)


def test_the_whole_range_can_be_driven_without_a_new_artist(step):
    before = artists(step)
    for at in range(19):
        for trade in step.examples:
            for w, b in ((-5, -8), (8, 8), (0, 0)):
                change(step, w=w, b=b, example=trade)
                step.apply({"at": at, "frame": 12})
                step.paint()
                assert step.describe(**step.state)
    assert artists(step) == before


def test_drawing_depends_on_the_state_alone(step):
    first = step.paint()
    change(step, w=7.3, example="x = 6, y = 20")
    press(step, "to_end")
    step.apply({"w": 2.0, "example": "x = 1, y = 0", "at": 0})
    assert np.array_equal(step.paint(), first)


def test_no_two_texts_overlap(step):
    press(step, "to_end")
    change(step, w=-4.9, b=-7.9, example="x = 6, y = 20")
    renderer = step._canvas.get_renderer()
    there = [t for t in step._figure.findobj(lambda a: hasattr(a, "get_text")) if t.get_visible() and t.get_text()]
    boxes = [text.get_window_extent(renderer) for text in there]
    for i, one in enumerate(boxes):
        assert one.x0 >= 0 and one.x1 <= 960 and one.y0 >= 0 and one.y1 <= 450, there[i].get_text()
        for j, two in enumerate(boxes[:i]):
            assert not one.overlaps(two), (there[i].get_text(), there[j].get_text())


# ---- Build your own expression


def test_the_first_formula_has_its_value_and_slopes(own):
    there = shown(own)
    tanh = np.tanh(3.0)
    assert there["z"] == (plots.number(3 + tanh, 3), "∂ 1")
    assert there["w1"] == ("1", "∂ 2") and there["b2"] == ("1", f"∂ {plots.number(2 * (1 - tanh**2), 3)}")


def test_a_typed_formula_appears_and_its_new_names_start_at_1(own):
    change(own, formula="x*q + x")
    assert own.state["values"].endswith(", q=1") and own.state["problem"] is None
    assert shown(own) == {"x": ("2", "∂ 2"), "q": ("1", "∂ 2"), "z1": ("2", "∂ 1"), "z": ("4", "∂ 1")}
    change(own, values="x=3, q=-2")
    assert shown(own)["x"] == ("3", "∂ −1")


def test_the_slider_turns_the_first_value_and_follows_what_is_typed(own):
    change(own, formula="x*x", values="x=3, other=2")
    assert own.state["turn"] == 3
    change(own, turn=-1.5)
    assert own.state["values"] == "x=-1.5, other=2" and shown(own)["x"] == ("−1.5", "∂ −3")
    assert own.result.get_text() == "z = 2.25.   Nudge x by 0.01, and z moves by about −3 · 0.01 = −0.03"


@pytest.mark.parametrize(
    "changes, words, position",
    [
        (dict(formula="w1*x + (b1"), "this ( is never closed", 7),
        (dict(formula="x +"), "something is missing after", 3),
        (dict(values="x=2, w1"), "not of the form name=number", 5),
        (dict(formula="1/(x-2)"), "divides by 0", 0),
        (dict(formula="+".join("abcdefghijklmn")), "too large for this sheet", 0),
        (dict(formula="(" * 300), "at most 200 letters", 200),
    ],
)
def test_bad_input_is_pointed_at_while_the_last_good_graph_stays(own, changes, words, position):
    before = shown(own)
    change(own, **changes)
    assert shown(own) == before and own.result.get_text() == ""
    assert words in own.sentence.get_text() and own.state["problem"][1] == position
    if position < 40:
        assert own.caret.get_text() == " " * position + "^"
    assert words in own._caption()
    change(own, formula="x*x", values="x=2")
    assert own.sentence.get_text() == own.caret.get_text() == own.typed.get_text() == ""


@pytest.mark.parametrize(
    "formula", ["x if y else x", "x is 2 or y is 3 or x is 4", "foo(x)", "W" * 40 + "(x)", "tan(x)"]
)
def test_advice_of_any_length_stays_on_the_sheet_and_below_the_caret(own, formula):
    change(own, formula=formula)
    advice, caret = (text.get_window_extent(own._canvas.get_renderer()) for text in (own.sentence, own.caret))
    assert own.sentence.get_text().replace("\n", " ") == own.state["problem"][2]
    assert advice.x0 >= 0 and advice.x1 <= 960 and 0 <= advice.y0 and advice.y1 < caret.y0


def test_the_functions_of_later_notebooks_are_drawn_and_told(own):
    change(own, formula="relu(x) + sigmoid(x) + ln(x) + step(x)", values="x=1")
    ops = [node.op.name for node in own._graph(*own.state["good"])[1].nodes if node.op and node.op.name != "Add"]
    assert sorted(ops) == ["Log", "ReLU", "Sigmoid", "Step"] and own.state["problem"] is None
    assert shown(own)["x"] == ("1", f"∂ {plots.number(2 + 0.25 * (1 - np.tanh(0.5) ** 2), 3)}")
    assert "Nudge x by 0.01" in own.result.get_text() and own.describe(**own.state)


def test_pi_and_e_and_names_with_an_index_start_at_1_as_all_names_do(own):
    change(own, formula="w₁·pi – e", values="w₁=3")
    assert own.state["values"] == "w1=3, pi=1, e=1" and shown(own)["z"][0] == "2"
    change(own, values="w₁=3, pi=2, e=0")
    assert shown(own)["pi"] == ("2", "∂ 3") and shown(own)["z"][0] == "6"


def test_a_value_of_that_name_does_not_stand_in_the_way_of_a_function(own):
    change(own, formula="relu*x", values="x=2")
    change(own, formula="relu(x)")
    assert own.state["problem"] is None and shown(own)["x"] == ("2", "∂ 1")


def test_the_caret_stands_under_its_letter_in_a_long_line_too(own):
    text = "x + " * 40 + "(x"
    change(own, formula=text)
    letter = own.typed.get_text()[len(own.caret.get_text()) - 1]
    assert letter == "(" and len(own.typed.get_text()) <= own.most_letters_shown


def test_every_formula_to_try_can_be_drawn_and_read_and_fits_the_sheet(own):
    for preset in own.presets:
        change(own, preset=preset)
        assert own.state["problem"] is None and own.state["good"][0] == preset
        assert own.drawing.scale * FONT_SIZE >= 12
        left, low = own.drawing.corners.min(axis=0)
        right, top = own.drawing.corners.max(axis=0) + own.drawing.box
        assert left > 0 and right < 9.6 and low > 0.9 and top < 5


def test_turning_a_value_never_makes_a_new_artist_nor_does_a_new_formula(own):
    before = artists(own)
    for preset in own.presets:
        change(own, preset=preset)
        for turn in np.linspace(-5, 5, 11):
            change(own, turn=float(turn))
    assert artists(own) == before


def test_a_new_formula_leaves_nothing_of_the_old_one(own):
    change(own, formula="x*x", values="x=3")
    first = own.paint()
    change(own, preset=own.presets[0])
    change(own, formula="x*x", values="x=3")
    own.apply({"preset": own.presets[0]}), own.apply({"formula": "x*x", "values": "x=3"})
    assert np.array_equal(own.paint(), first)


@pytest.mark.filterwarnings("error")
@settings(deadline=None, max_examples=40, derandomize=True, database=None)
@given(st.text(max_size=30), st.text(max_size=30))
@example("$x$ + \\frac{", "$\\nothing$=1")
@example("漢*x + 字", "字=2")
def test_whatever_is_typed_the_figure_never_fails(own_once, formula, values):
    own_once.sent.clear()
    change(own_once, formula=formula)
    change(own_once, values=values)
    own_once.apply({"values": "x=2", "formula": "x*x"})


def test_values_survive_being_written_and_read_again():
    numbers = {"x": -0.1, "w1": 1e-7, "long_name": 123456.789}
    assert parse_values(as_text(numbers)) == pytest.approx(numbers)
