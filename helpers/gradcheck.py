"""A formula for a slope against the slope that a nudge measures: for tests, exercises and lessons alike."""

from dataclasses import dataclass
from reprlib import repr as short

import numpy as np

# Powers of the machine precision at which truncation and round-off balance (Numerical Recipes, section 5.7).
BEST_NUDGE = {"central": np.finfo(float).eps ** (1 / 3), "forward": np.finfo(float).eps ** (1 / 2)}


def numeric_gradient(f, x, h=None, method="central"):
    """∂f/∂x[i] ≈ (f(x + h) − f(x − h)) / 2h ("central") or (f(x + h) − f(x)) / h ("forward"), h added to x[i]

    f: array -> one number. x: a number or an array of any shape; it stays as it is. The result has its shape.
    h: the nudge; if none is given, 6e-6 (forward: 1.5e-8), times |x[i]| where that is above 1.
    """
    x = as_numbers("x", x)
    expect_nudge(h, method)
    gradient = np.empty(x.shape)
    for where in np.ndindex(x.shape):
        nudge = h if h is not None else BEST_NUDGE[method] * max(1.0, abs(x[where]))
        above = value_at(f, x, where, nudge)
        if method == "central":
            gradient[where] = (above - value_at(f, x, where, -nudge)) / (2 * nudge)
        else:
            gradient[where] = (above - value_at(f, x, where, 0.0)) / nudge
    return gradient[()]


def value_at(f, x, where, nudge):
    """f(x) with one entry nudged"""
    nudged = x.copy()
    nudged[where] += nudge
    value = as_numbers("what f returns", f(nudged[()]))
    if value.size != 1:
        raise ValueError(f"f must return one number, got shape {value.shape}")
    return value.item()


def gradient_error(analytic, numeric, floor=1e-3):
    """|analytic − numeric| / max(|analytic|, |numeric|, floor), entry by entry

    Relative to the larger of the two; near 0, where all is round-off, to floor; inf where one is nan or inf.
    """
    analytic, numeric = as_numbers("analytic", analytic), as_numbers("numeric", numeric)
    if analytic.shape != numeric.shape:
        raise ValueError(f"the gradient has shape {analytic.shape}, expected {numeric.shape}")
    finite = np.isfinite(analytic) & np.isfinite(numeric)
    a, n = np.where(finite, analytic, 0.0), np.where(finite, numeric, 0.0)
    error = np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), floor)
    return np.where(finite, error, np.inf)[()]


@dataclass(frozen=True)
class GradientCheck:
    """What a gradient check found: `ok`, the `worst` error, `where` it is, and both slopes there

    where is an index: () for a single number, (2, 0) for row 2, column 0.
    """

    worst: float
    where: tuple
    analytic: float
    numeric: float
    tolerance: float
    label: str = "gradient"

    @property
    def ok(self):
        return self.worst <= self.tolerance

    def __str__(self):
        place = f"[{', '.join(map(str, self.where))}]" if self.where else ""
        if self.ok:
            return f"{self.label} agrees with the nudge (relative error below {self.tolerance:g})"
        return f"{self.label}{place} is {self.analytic:.6g}, but the nudge measures {self.numeric:.6g}"


def check_gradient(f, gradient, x, tolerance=1e-6, label="gradient"):
    """Does `gradient` (a function of x, or its value at x) give the slopes of f at x that a nudge measures?

    f: array -> one number. The answer is a GradientCheck: .ok, .worst, .where, and str() is one line.
    """
    numeric = np.asarray(numeric_gradient(f, x))
    analytic = as_numbers(label, gradient(as_numbers("x", x)[()]) if callable(gradient) else gradient)
    if analytic.shape != numeric.shape:
        raise ValueError(f"{label} has shape {analytic.shape}, x has shape {numeric.shape}: they must agree")
    error = np.asarray(gradient_error(analytic, numeric))
    if error.size == 0:
        return GradientCheck(0.0, (), 0.0, 0.0, tolerance, label)
    where = tuple(int(i) for i in np.unravel_index(np.argmax(error), error.shape))
    worst, ours, nudged = float(error[where]), float(analytic[where]), float(numeric[where])
    return GradientCheck(worst, where, ours, nudged, tolerance, label)


def check_op(op, *inputs, tolerance=1e-6, seed=0):
    """Does the op's backward give the slopes of its forward? The worst check of all inputs, with a random dz

    Inputs: floats; an array of whole numbers is handed on as it is, and its gradient may be None (an index
    has no slope). Any other None counts as slope 0, and is checked. Raises if backward does not give one
    gradient per input, each in the input's shape, or if the op changes its inputs.
    """
    inputs = [np.asarray(x)[()] for x in inputs]
    before = [np.copy(x) for x in inputs]
    dz, gradients = gradients_of(op, inputs, np.random.default_rng(seed))
    if not all(np.array_equal(x, y, equal_nan=x.dtype.kind == "f") for x, y in zip(inputs, before, strict=True)):
        raise ValueError(f"{type(op).__name__} changes its inputs: both formulas must leave them alone")
    checks = [
        check_input(op, inputs, i, dz, gradient, tolerance)
        for i, gradient in enumerate(gradients)
        if not (gradient is None and inputs[i].dtype.kind in "iub")
    ]
    if not checks:
        raise ValueError(f"{type(op).__name__}: no input has a slope, so there is nothing to check")
    return max(checks, key=lambda check: check.worst)


def gradients_of(op, inputs, generator):
    """A random dz and what the op's backward makes of it"""
    z = op.forward(*inputs)
    dz = generator.standard_normal(np.shape(z)) if np.shape(z) else np.float64(generator.standard_normal())
    gradients = op.backward(*inputs, z, dz)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    if len(gradients) != len(inputs):
        raise ValueError(
            f"{type(op).__name__}.backward must give one gradient per input, a tuple of "
            f"{len(inputs)}, got {len(gradients)}"
        )
    return dz, gradients


def check_input(op, inputs, i, dz, gradient, tolerance):
    """The gradient for input i against a nudge of that input in Σ dz · forward(inputs)"""

    def f(x):
        return np.sum(dz * op.forward(*inputs[:i], x, *inputs[i + 1 :]))

    gradient = np.zeros(np.shape(inputs[i])) if gradient is None else gradient
    label = f"{type(op).__name__}: gradient of input {i}"
    return check_gradient(f, gradient, inputs[i], tolerance, label)


def error_by_h(f, slope, x, hs, method="central"):
    """|nudged slope − slope| for every nudge in hs: a V on log-log paper

    Right of its lowest point the error is truncation and falls with h (with h² if central); left of it
    round-off takes over, and the error grows as h shrinks. x and slope: single numbers.
    """
    if np.shape(x) or np.shape(slope):
        raise ValueError(
            f"error_by_h expects single numbers, got x of shape {np.shape(x)} and a slope of shape {np.shape(slope)}"
        )
    return np.array([abs(numeric_gradient(f, x, h, method) - slope) for h in hs])


def as_numbers(what, value):
    """A float64 copy"""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{what} must be an array of numbers, got rows of unequal length") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{what} must be real numbers, got {type(value).__name__} {short(value)}")
    return array.astype(np.float64)


def expect_nudge(h, method):
    if method not in BEST_NUDGE:
        raise ValueError(f'method must be "central" or "forward", got {method!r}')
    if h is not None and not (np.ndim(h) == 0 and np.isfinite(h) and h > 0):
        raise ValueError(f"the nudge h must be a number above 0, got {h!r}")
