"""The exercises of notebook 04 accept what central differences confirm, and name what goes wrong."""

import numpy as np
import pytest
from lessons.graphs_that_differentiate_themselves.wrong_answers import backward_with

from helpers import checks, ops
from helpers.gradcheck import check_op


def op_of(forward, backward):
    """An op made of two functions"""
    methods = {"forward": lambda _, *inputs: forward(*inputs), "backward": lambda _, *rest: backward(*rest)}
    return type("Made", (ops.Op,), methods)()


def passes(op, inputs):
    try:
        return check_op(op, *inputs).ok
    except ValueError:
        return False


@pytest.mark.parametrize(
    "exercise, forward, count",
    [
        (checks.subtract_backward, lambda u, v: u - v, 2),
        (checks.multiply_backward, lambda u, v: u * v, 2),
        (checks.tanh_backward, np.tanh, 1),
    ],
)
def test_the_reference_agrees_with_central_differences_on_every_case_and_no_mistake_does(exercise, forward, count):
    for case in exercise.cases:
        assert case[count] == pytest.approx(forward(*case[:count]))
        assert check_op(op_of(forward, exercise.reference), *case[:count]).ok
    for wrong, hint in exercise.mistakes:
        if not hint.startswith("The gradient is right"):  # it is not as an op hands it back
            with np.errstate(all="ignore"):
                assert not all(passes(op_of(forward, wrong), case[:count]) for case in exercise.cases)


def test_the_power_agrees_with_central_differences_on_every_case():
    for u, n, z, _ in checks.power_backward.cases:
        assert z == pytest.approx(u**n)
        op = op_of(lambda u, n=n: u**n, lambda u, z, dz, n=n: checks.power_backward.reference(u, n, z, dz))
        assert check_op(op, u).ok


def with_its_own_one(order):
    """Sets the last node's gradient itself, a plain number"""
    order[-1].gradient = 1.0
    backward_with()(order)


@pytest.mark.parametrize(
    "answer, mark, words",
    [
        (backward_with(), "✓", "right"),
        (with_its_own_one, "✓", "right"),
        (backward_with(lambda old, du: du.nothing), "✗", "stopped with AttributeError"),
        (lambda order: 1 / 0, "✗", "ZeroDivisionError"),
        (backward_with(lambda old, du: "much"), "✗", "came out as much"),
        (lambda order: order[0], "✗", "nothing has arrived"),
    ],
)
def test_backward_is_run_on_graphs_whose_nodes_are_used_twice(answer, mark, words):
    report = checks.repaired_backward.report(answer)
    assert report.mark == mark and words in report.text, str(report)
