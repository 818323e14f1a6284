"""The live figure of notebook 06a: the backprop board, a network of nine weights with every number at its place."""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import FancyBboxPatch

from .. import plots
from ..live_figure import Button, Choice, LiveFigure, Slider
from ..plots import number

GREEN_TEXT = "#00664a"  # the gradients' green, dark enough for small letters
EXAMPLES = {"x = (0, 0), y = 0": (0, 0, 0), "x = (0, 1), y = 1": (0, 1, 1), "x = (1, 0), y = 1": (1, 0, 1),
            "x = (1, 1), y = 0": (1, 1, 0)}  # fmt: skip
FIRST = (0.5, -0.3, 0.2, 0.8, 0.1, -0.1, 1.0, -1.0, 0.2)  # the page's: W1 row by row, then W2
WEIGHTS = ["x₁ to h₁", "x₁ to h₂", "x₂ to h₁", "x₂ to h₂", "1 to h₁", "1 to h₂", "h₁ to ŷ", "h₂ to ŷ", "1 to ŷ"]
STEPS = ["h_in", "h", "o_in", "y_hat", "E", "d_y_hat", "d_o_in", "d_W2", "d_h", "d_h_in", "d_W1"]


class Passes(NamedTuple):
    """Both passes: values h_in, h (2,), o_in, y_hat, E; slopes of the same names, d_W2 (3,), d_W1 (3, 2)"""

    h_in: np.ndarray
    h: np.ndarray
    o_in: float
    y_hat: float
    E: float
    d_y_hat: float
    d_o_in: float
    d_W2: np.ndarray
    d_h: np.ndarray
    d_h_in: np.ndarray
    d_W1: np.ndarray


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def both_passes(x, y, weights):
    """Forward and backward for one example x (x₁, x₂) with answer y, E = (ŷ − y)²; weights as FIRST"""
    x, W1, W2 = np.append(x, 1.0), np.reshape(weights[:6], (3, 2)), np.array(weights[6:])
    h_in = x @ W1
    h = sigmoid(h_in)
    o_in = np.append(h, 1.0) @ W2
    y_hat = sigmoid(o_in)
    d_y_hat = 2 * (y_hat - y)
    d_o_in = d_y_hat * y_hat * (1 - y_hat)
    d_h = d_o_in * W2[:2]
    d_h_in = d_h * h * (1 - h)
    return Passes(h_in, h, o_in, y_hat, (y_hat - y) ** 2, d_y_hat, d_o_in, d_o_in * np.append(h, 1.0), d_h, d_h_in,
                  np.outer(x, d_h_in))  # fmt: skip


class BackpropBoard(LiveFigure):
    """Step forward through the values and backward through the slopes of a 2-2-1 network, then update."""

    size = (9.6, 4.6)
    controls = [
        Button("step", "Step"), Button("back", "Back"), Button("update", "Update"), Button("restart", "From the start"),
        Choice("example", "example", list(EXAMPLES)),
        Choice("chosen", "weight", WEIGHTS), Slider("value", "its value", -5, 5, 0.01),
        Slider("rate", "learning rate", 0.1, 10, 0.1),
    ]  # fmt: skip
    alt = "A network of two inputs, two hidden neurons and one output, with every weight, value and slope in its box."

    def __init__(self, example=list(EXAMPLES)[2], weights=FIRST):
        super().__init__(example=example, chosen=WEIGHTS[0], value=weights[0], rate=1.0, weights=tuple(weights), at=0,
                         updates=0)  # fmt: skip

    def start(self, figure):
        figure.set_layout_engine("none")
        self.ax = figure.add_axes((0, 0, 1, 1))
        self.ax.set(xlim=(0, 9.6), ylim=(0, 4.6))
        self.ax.axis("off")
        self.cells = {}  # (row's name, "value" or "slope") -> text
        self._start_arrows()
        self._start_inputs()
        self._start_neuron("h₁", 1.9, 2.55, ["x₁", "x₂", "1"], [0, 2, 4])
        self._start_neuron("h₂", 1.9, 0.75, ["x₁", "x₂", "1"], [1, 3, 5])
        self._start_neuron("ŷ", 4.95, 1.65, ["h₁", "h₂", "1"], [6, 7, 8])
        self._start_error()
        self.title = self.ax.text(4.8, 4.36, "", fontsize=14, ha="center", va="center")
        self.rule = self.ax.text(4.8, 0.32, "", fontsize=13, ha="center", va="center")
        return [*self.cells.values(), self.title, self.rule]

    def _box(self, x, y, width, height):
        look = dict(boxstyle="round,pad=0.06", facecolor="white", edgecolor=plots.QUIET, linewidth=1.2, zorder=2)
        self.ax.add_patch(FancyBboxPatch((x, y), width, height, **look))

    def _start_arrows(self):
        look = dict(arrowstyle="-|>", color=plots.QUIET, linewidth=1.4)
        for start, end in [((1.35, 3.3), (1.84, 3.3)), ((1.35, 3.3), (1.84, 1.5)), ((1.35, 1.5), (1.84, 3.3)),
                           ((1.35, 1.5), (1.84, 1.5)), ((4.56, 3.3), (4.89, 2.4)), ((4.56, 1.5), (4.89, 2.4)),
                           ((7.61, 2.4), (8.0, 2.4))]:  # fmt: skip
            self.ax.annotate("", end, start, arrowprops=look, zorder=1)

    def _cell(self, key, x, y, color, ha="right"):
        self.cells[key] = self.ax.text(x, y, "", fontsize=12, color=color, ha=ha, va="center", zorder=3)

    def _start_inputs(self):
        for name, y in (("x₁", 3.3), ("x₂", 1.5)):
            self._box(0.35, y - 0.25, 0.95, 0.5)
            self.ax.text(0.45, y, name, fontsize=13, va="center", zorder=3)
            self._cell((name, "value"), 1.22, y, plots.PREDICTION)

    def _start_neuron(self, name, x, y, sources, weights):
        """A box with a row per weight, then what goes in and what comes out of the switch"""
        self._box(x, y, 2.6, 1.5)
        self.ax.text(x + 0.05, y + 1.36, name, fontsize=13, fontweight="bold", va="center", zorder=3)
        rows = [(f"weight of {source}", weight) for source, weight in zip(sources, weights)]
        rows += [("in", f"{name} in"), ("out", f"{name} out")]
        for i, (label, key) in enumerate(rows):
            height = y + 1.12 - 0.26 * i
            self.ax.text(x + 0.05, height, label, fontsize=11, va="center", zorder=3)
            self._cell((key, "value"), x + 1.55, height, plots.DATA if i < 3 else plots.PREDICTION)
            self._cell((key, "slope"), x + 2.57, height, GREEN_TEXT)

    def _start_error(self):
        self._box(8.06, 1.95, 1.3, 0.9)
        self.ax.text(8.12, 2.66, "E = (ŷ − y)²", fontsize=12, va="center", zorder=3)
        self._cell(("E", "value"), 9.3, 2.38, plots.PREDICTION)
        self._cell(("E", "slope"), 9.3, 2.1, GREEN_TEXT)

    def draw(self, example, chosen, value, rate, weights, at, updates):
        *x, y = EXAMPLES[example]
        now, known = both_passes(x, y, weights), STEPS[:at]
        shown = {("x₁", "value"): x[0], ("x₂", "value"): x[1]} | {(i, "value"): w for i, w in enumerate(weights)}
        for step in known:
            shown |= self._results(step, now)
        for key, text in self.cells.items():
            mark = "∂ " if key[1] == "slope" else ""
            text.set_text(mark + number(shown[key], 4) if key in shown else "")
        after = f"after {updates} update{'s' * (updates != 1)}: " if updates else ""
        self.title.set_text(f"{example}     {after}ŷ = {number(now.y_hat, 4)}, E = {number(now.E, 4)}" if at >= 5
                            else f"{example}     {after}forward" if at else f"{example}     {after}weights only")  # fmt: skip
        self.rule.set_text(self.tell(at, now, x, y, weights))

    @staticmethod
    def _results(step, now):
        """{cell: number} that this step fills in"""
        value = getattr(now, step)
        both = {"h_in": ("in", "value"), "h": ("out", "value"), "d_h": ("out", "slope"), "d_h_in": ("in", "slope")}
        if step in both:
            row, kind = both[step]
            return {(f"{name} {row}", kind): part for name, part in zip(("h₁", "h₂"), value)}
        if step in ("d_W1", "d_W2"):
            first = 0 if step == "d_W1" else 6
            return {(first + i, "slope"): slope for i, slope in enumerate(np.ravel(value))}
        cell = {"o_in": ("ŷ in", "value"), "y_hat": ("ŷ out", "value"), "E": ("E", "value"), "d_y_hat": ("ŷ out", "slope"),
                "d_o_in": ("ŷ in", "slope")}[step]  # fmt: skip
        return {cell: value} | ({("E", "slope"): 1.0} if step == "d_y_hat" else {})

    @staticmethod
    def tell(at, now, x, y, weights):
        """The rule of the newest step, with its numbers"""
        if at == 0:
            return "Step: first the values, from left to right"
        s = lambda v: number(float(v), 4) if v >= 0 else f"({number(float(v), 4)})"  # noqa: E731
        return {
            "h_in": f"in = x₁ · weight + x₂ · weight + 1 · weight, for h₁: {x[0]} · {s(weights[0])} + {x[1]} · {s(weights[2])}"
                    f" + {s(weights[4])} = {number(now.h_in[0], 4)}",
            "h": f"out = σ(in), for h₁: σ({number(now.h_in[0], 4)}) = {number(now.h[0], 4)}",
            "o_in": f"in = {s(now.h[0])} · {s(weights[6])} + {s(now.h[1])} · {s(weights[7])} + {s(weights[8])}"
                    f" = {number(now.o_in, 4)}",
            "y_hat": f"ŷ = σ({number(now.o_in, 4)}) = {number(now.y_hat, 4)}",
            "E": f"E = ({number(now.y_hat, 4)} − {y})² = {number(now.E, 4)}.  Now back",
            "d_y_hat": f"∂ŷ = 2(ŷ − y) = {number(now.d_y_hat, 4)}",
            "d_o_in": f"∂in = ∂ŷ · ŷ(1 − ŷ) = {s(now.d_y_hat)} · {s(now.y_hat * (1 - now.y_hat))} = {number(now.d_o_in, 4)}",
            "d_W2": f"∂weight = ∂in · what the weight meets, for h₁: {s(now.d_o_in)} · {s(now.h[0])} = {number(now.d_W2[0], 4)}",
            "d_h": f"∂h = ∂in of ŷ · weight, for h₁: {s(now.d_o_in)} · {s(weights[6])} = {number(now.d_h[0], 4)}",
            "d_h_in": f"∂in = ∂h · h(1 − h), for h₁: {s(now.d_h[0])} · {s(now.h[0] * (1 - now.h[0]))} = {number(now.d_h_in[0], 4)}",
            "d_W1": f"∂weight = ∂in · what it meets, from x₁ to h₁: {s(now.d_h_in[0])} · {x[0]} = {number(now.d_W1[0, 0], 4)}."
                    "  Now update",
        }[STEPS[at - 1]]  # fmt: skip

    def describe(self, example, weights, at, updates, **_):
        *x, y = EXAMPLES[example]
        now = both_passes(x, y, weights)
        told = ", ".join(f"{name} {number(w, 4)}" for name, w in zip(WEIGHTS, weights))
        done = f"Known so far: {', '.join(STEPS[:at])}. " if at else "Nothing computed yet. "
        return f"{example}, {updates} updates. Weights {told}. {done}{self.tell(at, now, x, y, weights)}."

    def apply(self, changes):
        """The slider holds the chosen weight"""
        super().apply(changes)
        place, weights = WEIGHTS.index(self.state["chosen"]), self.state["weights"]
        if "value" in changes:
            self.state["weights"] = (*weights[:place], self.state["value"], *weights[place + 1 :])
        else:
            self.state["value"] = float(np.clip(weights[place], -5, 5))

    def step(self, at, **_):
        return {"at": min(at + 1, len(STEPS))}

    def back(self, at, **_):
        return {"at": max(at - 1, 0)}

    def update(self, example, weights, rate, at, updates, **_):
        """All nine weights one step down; what was on the board is worked out anew, with the new weights"""
        *x, y = EXAMPLES[example]
        now = both_passes(x, y, weights)
        slopes = np.concatenate([np.ravel(now.d_W1), now.d_W2])
        return {"weights": tuple(map(float, np.array(weights) - rate * slopes)), "updates": updates + 1, "at": len(STEPS)}

    def restart(self, **_):
        return {"weights": FIRST, "at": 0, "updates": 0}
