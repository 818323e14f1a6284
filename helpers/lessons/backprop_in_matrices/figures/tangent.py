"""Tangent: the loss along any one weight of a small network, and a gradient drawn as its tangent."""

import numpy as np

from .... import plots
from ....gradcheck import error_by_h
from ....live_figure import Choice, Handle, LiveFigure, Slider
from ....plots import number, short
from .. import numbers as network

UNITS, STEPS, SEED = 3, 20, 61  # the network: hardly trained, so that there is a slope everywhere
NAMES = [f"{name}[0, {i}]" for name in ("W1", "b1") for i in range(UNITS)]
NAMES += [f"W2[{i}, 0]" for i in range(UNITS)] + ["b2[0, 0]"]
REACH, TOP = 5.0, 2.0
LOWEST_ERROR = 1e-14  # smaller errors are drawn here: a logarithmic axis has no 0


class Tangent(LiveFigure):
    """Choose a weight and its value: the loss along it, your slope as a tangent, and how well a nudge measures it.

    gradients(X, Y, weights) returns [dW1, db1, dW2, db2], as on the page; without it, the course's own are drawn.
    """

    size = (9.6, 4.3)
    controls = [
        Choice("weight", "weight", NAMES),
        Slider("value", "its value", -REACH, REACH, 0.05),
        Slider("exponent", "ε = 10 to the power", -12.0, 0.0, 0.5),
    ]
    alt = "Left: the loss along one weight, the others held, with its tangent. Right: the error of a nudge ±ε, for every ε."

    def __init__(self, gradients=network.gradients, weight=NAMES[1], value=-0.5, exponent=-0.5):
        self.gradients = gradients
        self.x, self.y = map(network.standardised, network.SEVEN)
        start = network.start(np.random.default_rng(SEED), 1, UNITS)
        self.others = [value.round(3) for value in network.train(self.x, self.y, start, 0.1, STEPS)]
        self._expect_gradients()
        self.across = np.linspace(-REACH, REACH, 201)
        self._measured = None, None  # (weight, value), its errors
        self.nudges = 10 ** np.arange(-12, 0.01, 0.5)
        super().__init__(weight=weight, value=value, exponent=exponent)

    def _expect_gradients(self):
        """ValueError unless the learner's function gives an array for each of the four, in its shape"""
        wanted, given = [w.shape for w in self.others], self.gradients(self.x, self.y, self.others)
        shapes = [np.shape(slopes) for slopes in given] if isinstance(given, (list, tuple)) else type(given).__name__
        if shapes != wanted:
            raise ValueError(
                f"gradients(X, Y, weights) must return four arrays of the weights' shapes {wanted}, got {shapes}"
            )

    def place(self, weight):
        """Which of the four arrays holds this weight, and where in it: (number, index)"""
        name, index = weight[:2], weight[3:-1].split(", ")
        return ["W1", "b1", "W2", "b2"].index(name), tuple(map(int, index))

    def reached(self, weight):
        """The value that training has reached, on a step of the slider"""
        array, index = self.place(weight)
        return round(float(self.others[array][index]) * 20) / 20

    def weights(self, weight, values):
        """The network with this weight set to a number, or a stack of networks, one for each of many"""
        array, index = self.place(weight)
        weights = list(self.others)
        weights[array] = np.broadcast_to(weights[array], (*np.shape(values), *weights[array].shape)).copy()
        weights[array][(..., *index)] = values
        return weights

    def loss(self, weight, values):
        """network.loss, without matrix products: their last bit, which the V shows, differs between processors"""
        W1, b1, W2, b2 = self.weights(weight, values)
        y_hat = np.sum(np.tanh(self.x * W1 + b1) * W2.mT, axis=-1, keepdims=True) + b2
        return np.mean((y_hat - self.y) ** 2, axis=(-2, -1))

    def slope(self, weight, value):
        """What `gradients` says"""
        array, index = self.place(weight)
        return float(self.gradients(self.x, self.y, self.weights(weight, value))[array][index])

    def errors(self, weight, value):
        """|nudged − given slope| for every nudge; the last ones are remembered"""
        if self._measured[0] != (weight, value):
            errors = error_by_h(lambda v: self.loss(weight, v), self.slope(weight, value), value, self.nudges)
            self._measured = (weight, value), errors
        return self._measured[1]

    def start(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        self.left.set(xlim=(-REACH - 0.2, REACH + 0.2), ylim=(-0.1, TOP), xlabel="the weight", ylabel="loss")
        self.right.set(xscale="log", yscale="log", xlim=(5e-13, 2), ylim=(LOWEST_ERROR, 10))
        self.right.set(xlabel="ε, the nudge", ylabel="error of the measured slope")
        self.curve = self.left.plot([], [], color=plots.PREDICTION, zorder=3)[0]
        self.tangent = self.left.plot([], [], color=plots.GRADIENT, linewidth=3, zorder=4)[0]
        self.feet = self.left.plot([], [], "--|", color=plots.DATA, markersize=14, linewidth=1.2, zorder=5)[0]
        self.dot = self.left.plot([], [], "o", color=plots.PREDICTION, markersize=11, zorder=6)[0]
        self.valley = self.right.plot([], [], ".-", color=plots.ERROR, markersize=5, linewidth=1.2, zorder=3)[0]
        self.here = self.right.plot([], [], "D", color=plots.DATA, markersize=9, zorder=4)[0]
        self.left_title, self.right_title = self.left.set_title(" "), self.right.set_title(" ")
        at = lambda value, weight, **_: (value, float(np.clip(self.loss(weight, value), 0, TOP)))
        drag = lambda across, up, /, **_: {"value": across}
        self.handles = [Handle("the weight", self.left, at, drag, (0.05, 0), anywhere=True)]
        return [
            self.curve,
            self.tangent,
            self.feet,
            self.dot,
            self.valley,
            self.here,
            self.left_title,
            self.right_title,
        ]

    def draw(self, weight, value, exponent):
        here, slope, h = float(self.loss(weight, value)), self.slope(weight, value), 10.0**exponent
        self.curve.set_data(self.across, self.loss(weight, self.across))
        half = 1.6 / np.hypot(1, slope * 2 * REACH / TOP)
        self.tangent.set_data(value + np.array([-half, half]), here + slope * np.array([-half, half]))
        feet = value + np.array([-h, h])
        self.feet.set_data(feet, self.loss(weight, feet))
        self.dot.set_data([value], [here])  # above the picture, it is not drawn; the title says so
        errors = np.maximum(self.errors(weight, value), LOWEST_ERROR)
        self.valley.set_data(self.nudges, errors)
        self.here.set_data([h], [np.interp(exponent, np.log10(self.nudges), errors)])
        above = f", loss {number(here, 1)} ↑" if here > TOP else ""
        self.left_title.set_text(f"{weight} = {number(value, 2)}: slope {number(slope, 4)}{above}")
        self.right_title.set_text(f"ε = {short(h)}: off by {short(self.error(weight, value, exponent))}")

    def error(self, weight, value, exponent):
        return float(np.interp(exponent, np.log10(self.nudges), self.errors(weight, value)))

    def describe(self, weight, value, exponent):
        told = f"At {weight} = {number(value, 2)} the loss is {number(float(self.loss(weight, value)), 3)}"
        slope = number(self.slope(weight, value), 4)
        off = short(self.error(weight, value, exponent))
        return f"{told}, the slope {slope}; measured with ε = {short(10.0**exponent)} it is off by {off}."

    def apply(self, changes):
        """Another weight starts where training has left it"""
        if changes.get("weight", self.state["weight"]) != self.state["weight"] and "value" not in changes:
            changes = changes | {"value": self.reached(changes["weight"])}
        super().apply(changes)
