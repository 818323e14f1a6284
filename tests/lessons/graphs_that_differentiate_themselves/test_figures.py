"""Notebook 04's live figures show the deck's numbers, follow every press, and take any input calmly."""

import functools
import re

import numpy as np
import pytest
from course_notebooks import read
from driving import say
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import datasets, plots
from helpers.explorers import BuildYourOwn, StepThroughGraph
from helpers.expressions import FUNCTIONS
from helpers.graph_picture import FONT_SIZE
from helpers.lessons.graphs_that_differentiate_themselves.figures import FRAMES_PER_MOVE

NOTEBOOK = "04_graphs_that_differentiate_themselves.ipynb"
EXAMPLE = {"w": 2.0, "b": 2.0, "example": "x = 1, y = 0", "at": 0, "playing": False}
FORMULA = {"formula": "x*x", "values": "x=2, w1=1, b1=1, w2=1, b2=1"}


@functools.cache
def made(kind):
    return kind(*datasets.fruit_trades()) if kind is StepThroughGraph else kind()


@pytest.fixture
def step():
    made(StepThroughGraph).apply(EXAMPLE)
    made(StepThroughGraph).paint()
    return made(StepThroughGraph)


@pytest.fixture
def own():
    change(made(BuildYourOwn), **FORMULA)
    return made(BuildYourOwn)


def press(figure, name):
    return say(figure, kind="button", name=name)


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)


def test_at_first_only_the_leaves_have_values_and_at_the_end_every_number_of_the_deck_is_there(step):
    assert [step.names[node] for node in step.order] == list("wxobŷyec")
    assert step.known["values"] == ["2", "1", "", "2", "", "0", "", ""] and not any(step.known["gradients"])
    press(step, "to_end")
    assert step.known["values"] == ["2", "1", "2", "2", "4", "0", "4", "16"]
    assert step.known["gradients"] == ["8", "16", "8", "8", "8", "−8", "8", "1"]
    assert [text for text, _, _ in step.drawing.unused.lines if text] == ["(∂ 16)", "(∂ −8)"]
    change(step, example="x = 6, y = 20")
    assert [step.known["gradients"][i] for i in (0, 3)] == ["−72", "−12"]


def test_each_move_is_told_with_its_numbers(step):
    told = [step.tell(at) for at in range(len(step.actions) + 1)]
    ops = ["Multiply", "Add", "Subtract", "Square"]
    assert [lines[0].split(":")[0] for lines in told[9:13]] == [f"{op} forward" for op in ops]
    assert told[3] == ["o is number 3: w and x before it"]
    assert told[14] == ["Square backward: de = dc · 2e = 1 · 2 · 4 = 8"]
    assert told[15] == [
        "Subtract backward: dŷ = de = 8",
        "Subtract backward: dy = −de = −8      (y is data: not needed)",
    ]
    assert all(1 <= len(lines) <= 2 for lines in told) and len(told) == 19


def test_forward_marks_the_lines_into_the_box_and_backward_those_out_of_it(step):
    for at, ways in ((12, ["forward"]), (14, ["backward"]), (9, 2 * ["forward"]), (3, []), (18, [])):
        step.apply({"at": at})
        step.paint()
        assert list(step.known["marked"].values()) == ways


def test_step_and_back_stay_within_the_moves(step):
    for name, times, at in (("back", 1, 0), ("step", 25, 18), ("back", 1, 17), ("restart", 1, 0), ("to_end", 1, 18)):
        for _ in range(times):
            press(step, name)
        assert step.state["at"] == at


def test_playing_runs_through_all_moves_stops_and_begins_again(step):
    ticks = 0
    step.apply({"playing": True})
    while step.state["playing"] and ticks < 1000:
        step.apply(step.tick(**step.state) or {"playing": False})
        ticks += 1
    assert ticks == 8 * FRAMES_PER_MOVE // 2 + 10 * FRAMES_PER_MOVE + 1 and step.state["at"] == len(step.actions)
    change(step, playing=True)
    assert step.state["at"] == 0


def test_dots_run_from_the_inputs_forward_and_to_them_backward_until_something_is_pressed(step):
    for at, dots, count, way in ((9, "forward_dots", 2, 1), (14, "backward_dots", 2, -1)):
        spots = []
        for frame in (1, 20):
            step.apply({"at": at, "frame": frame})
            step.paint()
            spots.append(np.array(step.known[dots]))
        assert len(spots[0]) == count and (way * (spots[1] - spots[0])[:, 0] > 0).all()
        change(step, w=3.0)
        assert step.known["forward_dots"] == step.known["backward_dots"] == []


def test_the_picture_depends_on_the_state_alone(step):
    first = step.paint()
    change(step, w=7.3, example="x = 6, y = 20")
    press(step, "to_end")
    step.apply(EXAMPLE)
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


def test_the_first_formula_has_its_value_and_slopes(own):
    change(own, preset=own.presets[0])
    tanh = np.tanh(3.0)
    caption, slope = own._caption(), plots.number(2 * (1 - tanh**2), 3)
    assert f"= {plots.number(3 + tanh, 3)} (∂ 1)" in caption
    assert "w1 = 1 (∂ 2)" in caption and f"b2 = 1 (∂ {slope})" in caption


def test_a_typed_formula_appears_and_its_new_names_start_at_1(own):
    change(own, formula="x*q + x")
    assert own.state["values"].endswith(", q=1") and own.state["problem"] is None
    assert own.known["nodes_in_words"] == "x = 2 (∂ 2); q = 1 (∂ 2); z1 = x · q = 2 (∂ 1); z = z1 + x = 4 (∂ 1)"
    change(own, values="x=3, q=-2")
    assert own.known["nodes_in_words"].startswith("x = 3 (∂ −1)")


def test_the_slider_turns_the_first_value_and_follows_what_is_typed(own):
    change(own, values="x=3, other=2")
    assert own.state["turn"] == 3
    change(own, turn=-1.5)
    assert own.state["values"] == "x=-1.5, other=2" and own.known["nodes_in_words"].startswith("x = −1.5 (∂ −3)")
    assert own.known["reading"] == "z = 2.25.   Change x by 0.01, and z changes by about −3 · 0.01 = −0.03"


@pytest.mark.parametrize(
    "changes, words, position",
    [
        (dict(formula="w1*x + (b1"), "this ( is never closed", 7),
        (dict(formula="x +"), "something is missing after", 3),
        (dict(values="x=2, w1"), "not of the form name=number", 5),
        (dict(formula="1/(x-2)"), "divides by 0", 0),
        (dict(formula="+".join("abcdefghijklmn")), "too large for this sheet", 0),
        (dict(formula="(" * 300), "at most 200 letters", 200),
        (dict(formula="x + " * 40 + "(x"), "this ( is never closed", 160),
    ],
)
def test_bad_input_is_pointed_at_while_the_last_good_graph_stays(own, changes, words, position):
    before = own.known["nodes_in_words"]
    caption, known = change(own, **changes)["caption"], own.known
    assert known["nodes_in_words"] == before and known["reading"] == ""
    assert words in known["sentence"].replace("\n", " ") and words in caption and own.state["problem"][1] == position
    assert len(known["typed"]) <= own.most_letters_shown and known["caret"].lstrip() == "^"
    pointed = known["typed"][len(known["caret"]) - 1 :][:1]  # nothing stands at the end
    assert pointed == next(iter(changes.values()))[position : position + 1] or position == 200
    change(own, **FORMULA)
    assert own.known["sentence"] == own.known["caret"] == own.known["typed"] == ""


@pytest.mark.parametrize(
    "formula", ["x if y else x", "x is 2 or y is 3 or x is 4", "foo(x)", "W" * 40 + "(x)", "tan(x)"]
)
def test_advice_of_any_length_stays_on_the_sheet_and_below_the_caret(own, formula):
    change(own, formula=formula)
    advice, caret = (text.get_window_extent(own._canvas.get_renderer()) for text in (own.advice, own.caret))
    assert own.known["sentence"].replace("\n", " ") == own.state["problem"][2]
    assert advice.x0 >= 0 and advice.x1 <= 960 and 0 <= advice.y0 and advice.y1 < caret.y0
    change(own, **FORMULA)


def test_the_functions_of_later_notebooks_are_drawn_and_told(own):
    change(own, formula="relu(x) + sigmoid(x) + ln(x) + step(x)", values="x=1")
    ops = [node.op.name for node in own.state["graph"].nodes if node.op and node.op.name != "Add"]
    assert sorted(ops) == ["Log", "ReLU", "Sigmoid", "Step"] and own.state["problem"] is None
    assert "Change x by 0.01" in own.known["reading"] and own._caption()


def test_pi_and_e_and_names_with_an_index_start_at_1_as_all_names_do(own):
    change(own, formula="w₁·pi – e", values="w₁=3")
    assert own.state["values"] == "w1=3, pi=1, e=1" and own.known["reading"].startswith("z = 2.")
    change(own, values="w₁=3, pi=2, e=0")
    assert own.known["reading"].startswith("z = 6.") and "pi = 2 (∂ 3)" in own.known["nodes_in_words"]


def test_a_value_of_that_name_does_not_stand_in_the_way_of_a_function(own):
    change(own, formula="relu*x", values="x=2")
    change(own, formula="relu(x)")
    assert own.state["problem"] is None and "x = 2 (∂ 1)" in own.known["nodes_in_words"]
    change(own, **FORMULA)


def test_every_formula_to_try_can_be_drawn_and_read_and_fits_the_sheet(own):
    for preset in own.presets:
        change(own, preset=preset)
        assert own.state["problem"] is None and own.state["good"][0] == preset
        assert own.drawing.scale * FONT_SIZE >= 12
        left, low = own.drawing.corners.min(axis=0)
        right, top = own.drawing.corners.max(axis=0) + own.drawing.box
        assert left > 0 and right < 9.6 and low > 0.9 and top < 5


def test_a_new_formula_leaves_nothing_of_the_old_one(own):
    first = own.paint()
    change(own, preset=own.presets[0])
    change(own, **FORMULA)
    own.apply({"preset": own.presets[0]}), own.apply(FORMULA)
    assert np.array_equal(own.paint(), first)


@pytest.mark.filterwarnings("error")
@settings(deadline=None, max_examples=40, derandomize=True, database=None)
@given(st.text(max_size=30), st.text(max_size=30))
@example("$x$ + \\frac{", "$\\nothing$=1")
@example("漢*x + 字", "字=2")
def test_whatever_is_typed_the_figure_never_fails(formula, values):
    own = made(BuildYourOwn)
    change(own, formula=formula)
    change(own, values=values)
    own.apply({"values": "x=2", "formula": "x*x"})


def test_the_notebook_names_the_functions_that_a_formula_may_use():
    prose = " ".join(cell.source for cell in read(NOTEBOOK).cells if cell.cell_type == "markdown")
    named = re.search(r"The functions are ([\w, ]+)\.", prose)[1]
    assert set(re.split(", | and ", named)) == set(FUNCTIONS)
