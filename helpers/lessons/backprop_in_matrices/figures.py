"""The live figure of notebook 06b: Tangent."""

import numpy as np

from ... import plots
from ...live_figure import Choice, LiveFigure, Slider
from ...plots import number, short
from . import numbers as network
from .numbers import HARDLY_TRAINED, SEVEN, WEIGHTS, loss_along

__all__ = ["Tangent"]

# ---- Tangent: the loss along any one weight of a small network, and a gradient drawn as its tangent -----------------

FAR, TOP = 5.0, 2.0
ACROSS = np.linspace(-FAR, FAR, 201)
LOWEST_ERROR = 1e-14  # smaller errors are drawn here: a logarithmic axis has no 0


class Tangent(LiveFigure):
    """Choose a weight and its value: the loss along it, your slope as a tangent, and how well a nudge measures it.

    gradients(X, Y, weights) returns [dW1, db1, dW2, db2], as on the page; without it, the course's own are drawn.
    Raises ValueError if these are not four arrays in the shapes of the weights.
    """

    size = (9.6, 4.3)
    controls = [
        Choice("weight", "weight", list(WEIGHTS)),
        Slider("value", "its value", -FAR, FAR, 0.05),
        Slider("exponent", "ε = 10 to the power", -12.0, 0.0, 0.5),
    ]
    alt = (
        "Left: the loss along one weight, the others held, with its tangent. "
        "Right: the error of a nudge ±ε, for every ε."
    )

    def __init__(self, gradients=network.gradients, weight="W1[0, 1]", value=-0.5, exponent=-0.5):
        self.gradients = gradients
        want, given = [w.shape for w in HARDLY_TRAINED], gradients(*SEVEN, HARDLY_TRAINED)
        got = [np.shape(slopes) for slopes in given] if isinstance(given, (list, tuple)) else type(given).__name__
        if got != want:
            raise ValueError(
                f"gradients(X, Y, weights) must return four arrays of the weights' shapes {want}, got {got}"
            )
        super().__init__(weight=weight, value=value, exponent=exponent)

    def follow(self, changed, weight, **_):
        """Another weight starts where training has left it, on a step of the slider"""
        if changed.get("weight", weight) == weight or "value" in changed:
            return {}
        array, index = WEIGHTS[weight]
        return {"value": round(float(HARDLY_TRAINED[array][index]) * 20) / 20}

    def numbers(self, weight, value, exponent):
        array, index = WEIGHTS[weight]
        slope = float(self.gradients(*SEVEN, network.with_weight(weight, value))[array][index])
        loss, nudge = float(loss_along(weight, value)), 10.0**exponent
        half = np.array([-1.6, 1.6]) / np.hypot(1, slope * 2 * FAR / TOP)
        feet = value + np.array([-nudge, nudge])
        errors = np.abs(network.nudged_slopes(weight, value) - slope)
        error = float(np.interp(exponent, network.EXPONENTS, errors))
        at, steep, small, off = f"{weight} = {number(value, 2)}", number(slope, 4), short(nudge), short(error)
        above = f", loss {number(loss, 3)} ↑" if loss > TOP else ""  # then the dot is above the picture
        return dict(at=at, steep=steep, small=small, off=off, loss=loss, slope=slope, nudge=nudge) | dict(
            curve=loss_along(weight, ACROSS),
            tangent=np.column_stack([value + half, loss + slope * half]),
            feet=np.column_stack([feet, loss_along(weight, feet)]),
            held=float(np.clip(loss, 0, TOP)),
            errors=np.maximum(errors, LOWEST_ERROR),
            error=max(error, LOWEST_ERROR),
            slope_title=f"{at}: slope {steep}{above}",
            error_title=f"ε = {small}: off by {off}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        left.set(xlim=(-FAR - 0.2, FAR + 0.2), ylim=(-0.1, TOP), xlabel="the weight", ylabel="loss")
        right.set(xscale="log", yscale="log", xlim=(5e-13, 2), ylim=(LOWEST_ERROR, 10))
        right.set(xlabel="ε, the nudge", ylabel="error of the measured slope")
        self.line(left, ACROSS, "curve", color=plots.PREDICTION, zorder=3)
        self.line(left, "tangent", color=plots.GRADIENT, linewidth=3, zorder=4)
        self.line(left, "feet", style="--|", color=plots.DATA, markersize=14, linewidth=1.2, zorder=5)
        self.line(left, "value", "loss", style="o", color=plots.PREDICTION, markersize=11, zorder=6)
        self.line(right, network.NUDGES, "errors", style=".-", color=plots.ERROR, markersize=5, linewidth=1.2, zorder=3)
        self.line(right, "nudge", "error", style="D", color=plots.DATA, markersize=9, zorder=4)
        self.title(left, "slope_title")
        self.title(right, "error_title")
        self.hold("the weight", left, "value", "held", (0.05, 0), drag=lambda v, *_, **__: {"value": v}, anywhere=True)

    def describe(self, at, loss, steep, small, off, **_):
        truth = f"At {at} the loss is {number(loss, 3)}, the slope {steep}"
        return f"{truth}; measured with ε = {small} it is off by {off}."
