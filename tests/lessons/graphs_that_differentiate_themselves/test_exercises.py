"""The exercises of notebook 04 accept what central differences confirm, and name what goes wrong."""

import numpy as np
import pytest

from helpers import checks, ops
from helpers.gradcheck import check_op


def op_of(forward, backward):
    """An op made of two functions"""
    made = type(
        "Made",
        (ops.Op,),
        {"forward": lambda self, *inputs: forward(*inputs), "backward": lambda self, *rest: backward(*rest)},
    )
    return made()


@pytest.mark.parametrize(
    "exercise, forward, count",
    [
        (checks.subtract_backward, lambda x, y: x - y, 2),
        (checks.multiply_backward, lambda x, y: x * y, 2),
        (checks.tanh_backward, np.tanh, 1),
    ],
)
def test_the_reference_agrees_with_central_differences_on_every_case(exercise, forward, count):
    for case in exercise.cases:
        assert case[count] == pytest.approx(forward(*case[:count]))
        assert check_op(op_of(forward, exercise.reference), *case[:count]).ok
    for wrong, hint in exercise.mistakes:
        if hint.startswith("The slope is right"):  # not as an op hands it back
            continue
        with np.errstate(all="ignore"):
            assert not all(passes(op_of(forward, wrong), case[:count]) for case in exercise.cases)


def passes(op, inputs):
    try:
        return check_op(op, *inputs).ok
    except ValueError:
        return False


def test_the_power_agrees_with_central_differences_on_every_case():
    for x, n, z, dz in checks.power_backward.cases:
        assert z == pytest.approx(x**n)
        op = op_of(lambda x: x**n, lambda x, z, dz: checks.power_backward.reference(x, n, z, dz))
        assert check_op(op, x).ok


@pytest.mark.parametrize("order", [list("abpsz"), list("bapsz"), tuple("abpsz"), [" a", "b ", "p", "s", "z"]])
def test_every_order_in_which_forward_can_run_is_right(order):
    assert checks.order_nodes.report(order).mark == "✓"


@pytest.mark.parametrize(
    "order, words",
    [
        (list("abspz"), "when s is computed, its input p is still None"),
        (list("aabpsz"), "6 values, expected 5 values"),
        (list("abpsx"), "must stand in the order once"),
        (list("aapsz"), "must stand in the order once"),
        (["a", "b", "p", "s", 3], "expected"),
        ("abpsz", "expected 5 values"),
    ],
)
def test_an_order_that_cannot_run_is_told_where_it_stops(order, words):
    report = checks.order_nodes.report(order)
    assert report.mark == "✗" and words in report.text


def backward_with(last_line, loop="reversed(order)"):
    source = (
        f"def answer(order):\n    for node in {loop}:\n        if node.op:\n"
        "            values = [x.value for x in node.inputs]\n"
        "            for x, dx in zip(node.inputs, node.op.backward(*values, node.value, node.gradient)):\n"
        f"                {last_line}\n"
    )
    names = {}
    exec(source, names)
    return names["answer"]


@pytest.mark.parametrize(
    "answer, mark, words",
    [
        (backward_with("x.gradient += dx"), "✓", "right"),
        (backward_with("x.gradient = x.gradient + dx"), "✓", "right"),
        (backward_with("x.gradient = dx"), "✗", "overwritten by the next"),
        (backward_with("x.gradient = x.gradient or dx"), "✗", "the rest is thrown away"),
        (backward_with("x.gradient -= dx"), "✗", "added, not subtracted"),
        (backward_with("x.gradient += dx", "order"), "✗", "start at the end of the order"),
        (backward_with("x.gradient += nothing"), "✗", "stopped with NameError"),
        (lambda order: 1 / 0, "✗", "ZeroDivisionError"),
        (backward_with("x.gradient = 'much'"), "✗", "came out as much"),
        (lambda order: order[0], "✗", "nothing has arrived"),
    ],
)
def test_backward_is_run_on_graphs_whose_nodes_are_used_twice(answer, mark, words):
    report = checks.repaired_backward.report(answer)
    assert report.mark == mark and words in report.text, str(report)
