"""Notebook 04, Graphs that differentiate themselves: mistakes that are not declared in this form, and their hints."""

from operator import add, mul, sub

import numpy as np


def backward_with(collect=add, run=reversed, pair=zip, only=lambda u: True):
    """A learner's backward that makes collect(u.gradient, du) the new gradient of u; of others than `only`, du"""

    def backward(order):
        for node in run(order):
            if node.op:
                values = [u.value for u in node.inputs]
                for u, du in pair(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                    u.gradient = collect(u.gradient, du) if only(u) else du

    return backward


def reset_before_each_use(order):
    for node in reversed(order):
        if node.op:
            gradients = node.op.backward(*[u.value for u in node.inputs], node.value, node.gradient)
            for u in node.inputs:
                u.gradient = 0
            for u, du in zip(node.inputs, gradients, strict=True):
                u.gradient = u.gradient + du


def turned(order):
    """The same list, reversed for whoever made it, too"""
    order.reverse()
    return order


WRONG = {
    "multiply_backward": [
        (lambda u, v, z, dz: np.array([u, v]) * dz, "changed places"),
        (lambda u, v, z, dz: (z / u * dz, z / v * dz), "z / u is v only where u is not 0"),
    ],
    "subtract_backward": [
        (lambda u, v, z, dz: [1, -1], "it drops dz"),
        (lambda u, v, z, dz: [dz, -1], "dv needs dz as well"),
        (lambda u, v, z, dz: (u - v, v - u), "not the value z"),
    ],
    "repaired_backward": [
        (backward_with(lambda old, du: du), "overwritten by the next"),
        (backward_with(only=lambda u: not u.op), "a node in the middle may be used twice"),
        (backward_with(only=lambda u: u.op), "the leaf u is used twice as well"),
        (backward_with(lambda old, du: old or du), "the rest is thrown away"),
        (backward_with(run=iter), "start at the end of the order"),
        (backward_with(sub), "added, not subtracted"),
        (backward_with(mul), "0 times anything stays 0"),
        (reset_before_each_use, "again before each use: that loses what came before"),
        (backward_with(pair=lambda *both: dict(zip(*both, strict=True)).items()), "kept only one of them"),
        (backward_with(run=turned), "it changes the list that it is given"),
    ],
    "power_backward": [
        (lambda u, n, z, dz: np.array([n * u ** (n - 1)]), "You dropped dz"),
        (lambda u, n, z, dz: [n * np.power(dz, n - 1)], "it is u that is raised"),
        (lambda u, n, z, dz: [n * np.abs(u) ** (n - 1) * dz], "u may be negative"),
        (lambda u, n, z, dz: [z * n * dz / u], "only where u is not 0"),
    ],
    "tanh_backward": [
        (lambda u, z, dz: dz / np.cosh(u) ** 2, "a tuple of one"),
        (lambda u, z, dz: [dz * (1 - 2 * z + z * z)], "not (1 − z)²"),
        (lambda u, z, dz: [np.tanh(u) * dz], "its slope is wanted"),
    ],
}
