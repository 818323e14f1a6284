"""Every data set of the course, with its source: shipped, or made from a seed."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"


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


def moody_trades(count=12, noise=3.0, seed=4):
    """Trades with a Cookie Monster of changing mood: x (count,) apples 0 to 20, in order, y (count,) bananas; float64.

    The rule: about 0 bananas for few apples, 20 from 4 to 13, 0 again for too many. His mood adds `noise` times a
    normally distributed number. Made for this course; the same seed gives the same trades.
    """
    generator = np.random.default_rng(seed)
    x = (np.arange(count) + generator.uniform(0.1, 0.9, count)) * 20 / count
    rule = 10 * (np.tanh(0.75 * (x - 4)) - np.tanh(0.75 * (x - 13)))
    return x, rule + noise * generator.normal(size=count)


def digits():
    """1,797 handwritten digits: pictures (1797, 8, 8), brightness 0 to 1 in steps of 1/16, and digits (1797,) 0 to 9

    Each number counts the ink in a 4x4 block of a 32x32 bitmap. The pictures of 13 writers; the first 1,500 serve to
    train, the last 297 to test. Source: E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits
    (its test set, in the order in which scikit-learn ships it), UCI Machine Learning Repository,
    doi.org/10.24432/C50P49, licensed under CC BY 4.0; unchanged but for the division by 16.
    """
    with np.load(DATA / "digits.npz", allow_pickle=False) as file:
        return file["pictures"] / 16.0, file["digits"].astype(np.int64)
