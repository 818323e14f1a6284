"""The models of notebook 03: functions in a row with their derivatives, and two paths that meet again."""

from collections.abc import Callable
from typing import NamedTuple


class Function(NamedTuple):
    """A number goes in, a number comes out: how it is written, what it does, and its derivative at its own input."""

    formula: str
    slope_name: str
    run: Callable
    slope: Callable


BANANAS = Function("y = 3x − 2", "dy/dx", lambda x: 3 * x - 2, lambda x: 3.0)
COOKIES = Function("z = y²", "dz/dy = 2y", lambda y: y * y, lambda y: 2 * y)
JOINTS = {  # p, its two derivatives, and how these are written
    "u · v": (lambda u, v: u * v, lambda u, v: (v, u), ("v = ", "u = ")),
    "u + v": (lambda u, v: u + v, lambda u, v: (1.0, 1.0), ("", "")),
    "u − v": (lambda u, v: u - v, lambda u, v: (1.0, -1.0), ("", "")),
}


def run_row(functions, start):
    """([start, what each function gives in turn], [each function's derivative where its own input stands])"""
    values, slopes = [start], []
    for function in functions:
        slopes.append(function.slope(values[-1]))
        values.append(function.run(values[-1]))
    return values, slopes


def two_paths(x, joint, through_u=True, through_v=True, h=1e-4):
    """u = x², v = 3x and p = joint(u, v), where a closed path holds its u or v still; a dict of numbers

    slopes: (∂p/∂u, ∂p/∂v). parts: what each path contributes to dp/dx. measured: dp/dx by a small change ±h.
    """
    join, slopes, _ = JOINTS[joint]
    u, v = x * x, 3 * x
    by_u, by_v = slopes(u, v)
    low, high = (join(t * t if through_u else u, 3 * t if through_v else v) for t in (x - h, x + h))
    parts = by_u * 2 * x * through_u, by_v * 3.0 * through_v
    return dict(u=u, v=v, p=join(u, v), slopes=(by_u, by_v), parts=parts, measured=(high - low) / (2 * h))
