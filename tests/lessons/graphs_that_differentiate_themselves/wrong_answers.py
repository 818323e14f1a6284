"""Notebook 04, Graphs that differentiate themselves: mistakes that are not declared in this form, and their hints."""

from operator import add, sub

import numpy as np


def backward_with(collect=add, run=reversed, pair=zip):
    """A learner's backward that makes collect(x.gradient, dx) the new gradient of x"""

    def backward(order):
        for node in run(order):
            if node.op:
                values = [x.value for x in node.inputs]
                for x, dx in pair(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                    x.gradient = collect(x.gradient, dx)

    return backward


WRONG = {
    "multiply_backward": [(lambda x, y, z, dz: np.array([x, y]) * dz, "changed places")],
    "order_nodes": [(("z", " s", "p", "b", "a"), "This is the way back")],
    "subtract_backward": [(lambda x, y, z, dz: [1, -1], "it drops dz")],
    "square_slope": [(np.int64(9), "That is the value")],
    "repaired_backward": [
        (backward_with(lambda old, dx: dx), "overwritten by the next"),
        (backward_with(lambda old, dx: old or dx), "the rest is thrown away"),
        (backward_with(run=iter), "start at the end of the order"),
        (backward_with(sub), "added, not subtracted"),
        (backward_with(pair=lambda *both: dict(zip(*both, strict=True)).items()), "kept only one of them"),
    ],
    "power_backward": [(lambda x, n, z, dz: np.array([n * x ** (n - 1)]), "You dropped dz")],
    "tanh_backward": [(lambda x, z, dz: dz / np.cosh(x) ** 2, "a tuple of one")],
}
