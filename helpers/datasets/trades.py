"""Trades with the Cookie Monster: apples given, bananas received."""

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


def moody_trades(count=12, noise=3.0, seed=4):
    """Trades with a Cookie Monster of changing mood: x (count,) apples 0 to 20, in order, y (count,) bananas; float64.

    The rule: about 0 bananas for few apples, 20 from 4 to 13, 0 again for too many. His mood adds `noise` times a
    normally distributed number. Made for this course; the same seed gives the same trades.
    """
    generator = np.random.default_rng(seed)
    x = (np.arange(count) + generator.uniform(0.1, 0.9, count)) * 20 / count
    rule = 10 * (np.tanh(0.75 * (x - 4)) - np.tanh(0.75 * (x - 13)))
    return x, rule + noise * generator.normal(size=count)
