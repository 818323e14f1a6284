"""Notebook 04, Graphs that differentiate themselves: wrong answers and words of the hint that each must get."""

import numpy as np


def overwrites(order):
    for node in reversed(order):
        if node.op:
            values = [x.value for x in node.inputs]
            for x, dx in zip(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                x.gradient = dx


def keeps_the_first(order):
    for node in reversed(order):
        if node.op:
            values = [x.value for x in node.inputs]
            for x, dx in zip(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                x.gradient = x.gradient or dx


def starts_at_the_leaves(order):
    for node in order:
        if node.op:
            values = [x.value for x in node.inputs]
            for x, dx in zip(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                x.gradient += dx


def subtracts(order):
    for node in reversed(order):
        if node.op:
            values = [x.value for x in node.inputs]
            for x, dx in zip(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                x.gradient -= dx


def one_slope_for_each_node(order):
    for node in reversed(order):
        if node.op:
            values = [x.value for x in node.inputs]
            slopes = dict(zip(node.inputs, node.op.backward(*values, node.value, node.gradient)))
            for x, dx in slopes.items():
                x.gradient += dx


WRONG = {
    "multiply_backward": [
        (lambda x, y, z, dz: (dz * x, dz * y), "changed places"),
        (lambda x, y, z, dz: (y, x), "You dropped dz"),
        (lambda x, y, z, dz: (dz, dz), "the rule of Add"),
        (lambda x, y, z, dz: (z * dz, z * dz), "z holds both factors"),
        (lambda x, y, z, dz: (y + dz, x + dz), "multiplied, not added"),
    ],
    "order_nodes": [
        (["z", "s", "p", "b", "a"], "This is the way back"),
        (["a", "b", "s", "p", "z"], "The sum waits for the product"),
        (["a", "p", "b", "s", "z"], "both of its factors"),
        (["b", "p", "s", "a", "z"], "before its first use"),
    ],
    "subtract_backward": [
        (lambda x, y, z, dz: (1, -1), "it drops dz"),
        (lambda x, y, z, dz: (dz, dz), "More y makes z smaller"),
        (lambda x, y, z, dz: (-dz, dz), "changed places"),
        (lambda x, y, z, dz: (x * dz, -y * dz), "do not matter"),
    ],
    "square_slope": [
        (3, "one of the two uses"),
        (9, "That is the value"),
        (2, "without the x"),
        (1, "still has to pass"),
    ],
    "repaired_backward": [
        (overwrites, "overwritten by the next"),
        (keeps_the_first, "the rest is thrown away"),
        (starts_at_the_leaves, "start at the end of the order"),
        (subtracts, "added, not subtracted"),
        (one_slope_for_each_node, "kept only one of them"),
    ],
    "power_backward": [
        (lambda x, n, z, dz: (n * x ** (n - 1),), "You dropped dz"),
        (lambda x, n, z, dz: (dz * n * x**n,), "The exponent goes down by one"),
        (lambda x, n, z, dz: (dz * x ** (n - 1),), "comes down as a factor"),
        (lambda x, n, z, dz: (dz * n * z ** (n - 1),), "at x, not at z"),
        (lambda x, n, z, dz: (dz * 2 * x,), "the rule of Square"),
        (lambda x, n, z, dz: dz * n * x ** (n - 1), "a tuple of one"),
        (lambda x, n, z, dz: (dz * n * x**n - 1,), "Parentheses"),
    ],
    "tanh_backward": [
        (lambda x, z, dz: (1 - z * z,), "You dropped dz"),
        (lambda x, z, dz: (dz * (1 - x * x),), "at the wrong value"),
        (lambda x, z, dz: (dz * (1 - np.tanh(z) ** 2),), "tanh twice"),
        (lambda x, z, dz: (dz * (1 - z),), "The square is missing"),
        (lambda x, z, dz: (dz * (1 + z * z),), "The sign is flipped"),
        (lambda x, z, dz: dz * (1 - z**2), "a tuple of one"),
    ],
}
