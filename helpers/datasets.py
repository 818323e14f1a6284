"""Every data set of the course, with its source: shipped, or made from a seed."""

import numpy as np


def fruit_trades():
    """Three trades with the Cookie Monster: x apples given (3,), y bananas received (3,), both float64.

    Source: Wang Ling, "Deep Neural Networks Are Our Friends". The three points lie exactly on one line.
    """
    return np.array([1.0, 5.0, 6.0]), np.array([0.0, 16.0, 20.0])


def seven_trades():
    """Seven trades under the Cookie Monster's full rule: x apples (7,), y bananas (7,), both float64.

    The first three are fruit_trades(); from 6 apples on he gives 20 bananas, and at 15 and 19 only 1.
    Source: Wang Ling, "Deep Neural Networks Are Our Friends". No straight line fits even the first five.
    """
    return np.array([1.0, 5.0, 6.0, 9.0, 11.0, 15.0, 19.0]), np.array([0.0, 16.0, 20.0, 20.0, 20.0, 1.0, 1.0])


def tiny_pictures():
    """Three 2x2 pictures, brightness 0 (dark) to 1 (bright): {name: (2, 2) array}. Made for this course.

    Only the first has the two bright ears on top of a dark face that make it a cat.
    """
    return {
        "cat": np.array([[0.9, 0.8], [0.1, 0.2]]),
        "wall": np.array([[0.6, 0.6], [0.6, 0.6]]),
        "puddle": np.array([[0.2, 0.1], [0.8, 0.9]]),
    }
