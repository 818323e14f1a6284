"""What the tests of the exercise machine share: a function that is asked for, and the one line of a check about it."""

import numpy as np

Y_HAT, Y = [1.0, 5.0, 6.0], [0.0, 16.0, 20.0]
FAILS = "✗ cost: for y_hat = [1, 5, 6], y = [0, 16, 20] "
EMPTY = "not tried yet. Replace the ... above, run that cell, then run this one again."


def squares(y_hat, y):
    return np.sum((y_hat - y) ** 2)


def line(check, *answers):
    """The one line that the check prints"""
    return str(check.report(*answers))
