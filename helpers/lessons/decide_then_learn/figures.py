"""The live figure of notebook 06a: the backprop board, a network of nine weights with every number at its place."""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import FancyBboxPatch

from ... import plots
from ...lettering import HALF_HEIGHT, POINTS, Lettering, width
from ...live_figure import Button, Choice, LiveFigure, Slider
from ...plots import number

__all__ = ["BackpropBoard"]

GREEN_TEXT = "#00664a"  # the gradients' green, dark enough for small letters
EXAMPLES = {
    "x = (0, 0), y = 0": (0, 0, 0),
    "x = (0, 1), y = 1": (0, 1, 1),
    "x = (1, 0), y = 1": (1, 0, 1),
    "x = (1, 1), y = 0": (1, 1, 0),
}
FIRST = (0.5, -0.3, 0.2, 0.8, 0.1, -0.1, 1.0, -1.0, 0.2)  # the page's: W1 row by row, then W2
WEIGHTS = ["x₁ to h₁", "x₁ to h₂", "x₂ to h₁", "x₂ to h₂", "1 to h₁", "1 to h₂", "h₁ to ŷ", "h₂ to ŷ", "1 to ŷ"]
STEPS = ["h_in", "h", "o_in", "y_hat", "E", "d_y_hat", "d_o_in", "d_W2", "d_h", "d_h_in", "d_W1"]


LINKS = {
    "x₁ h₁": ((1.17, 3.35), (1.53, 3.35)),
    "x₁ h₂": ((1.17, 3.25), (1.53, 1.55)),
    "x₂ h₁": ((1.17, 1.55), (1.53, 3.25)),
    "x₂ h₂": ((1.17, 1.45), (1.53, 1.45)),
    "h₁ ŷ": ((4.52, 3.3), (4.88, 2.5)),
    "h₂ ŷ": ((4.52, 1.5), (4.88, 2.3)),
    "ŷ E": ((7.87, 2.4), (8.13, 2.4)),
}
# the links a step uses, and whether from left to right
FLOWS = {
    "h_in": (list(LINKS)[:4], True),
    "o_in": (["h₁ ŷ", "h₂ ŷ"], True),
    "E": (["ŷ E"], True),
    "d_y_hat": (["ŷ E"], False),
    "d_h": (["h₁ ŷ", "h₂ ŷ"], False),
}
MOST_SHOWN = 60  # errors in the trace


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
    return Passes(
        h_in,
        h,
        o_in,
        y_hat,
        (y_hat - y) ** 2,
        d_y_hat,
        d_o_in,
        d_o_in * np.append(h, 1.0),
        d_h,
        d_h_in,
        np.outer(x, d_h_in),
    )


def told(value):
    """A number with up to 4 decimals; one that only looks like 0 or 1 says so"""
    near = round(float(value))
    return f"≈ {number(near)}" if 0 < abs(value - near) < 0.00005 and near in (0, 1) else number(value, 4)


class BackpropBoard(LiveFigure):
    """Step forward through the values and backward through the slopes of a 2-2-1 network, then update."""

    size = (9.6, 4.6)
    controls = [
        Button("step", "Step"),
        Button("back", "Back"),
        Button("update", "Update"),
        Button("restart", "From the start"),
        Choice("example", "example", list(EXAMPLES)),
        Choice("chosen", "weight", WEIGHTS),
        Slider("value", "its value", -5, 5, 0.01),
        Slider("rate", "learning rate", 0.1, 10, 0.1),
    ]
    alt = "A network of two inputs, two hidden neurons and one output, with every weight, value and slope in its box."

    def __init__(self, example=list(EXAMPLES)[2], weights=FIRST):
        super().__init__(
            example=example, chosen=WEIGHTS[0], value=weights[0], rate=1.0, weights=tuple(weights), at=0, errors=()
        )

    def start(self, figure):
        figure.set_layout_engine("none")
        self.ax = figure.add_axes((0, 0, 1, 1))
        self.ax.set(xlim=(0, self.size[0]), ylim=(0, self.size[1]))  # an inch is an inch
        self.ax.axis("off")
        self.places = {}  # (row's name, "value" or "slope") -> (right end, height, colour)
        for link in LINKS.values():
            self.ax.annotate(
                "", link[1], link[0], zorder=1, arrowprops=dict(arrowstyle="-|>", color=plots.QUIET, linewidth=1.4)
            )
        for name, y in (("x₁", 3.3), ("x₂", 1.5)):
            self._start_box(name, 0.2, y - 0.25, 0.9, 0.5, [(y, "", name, None)], right=0.85)
        for name, x, y, sources, first, stride in (
            ("h₁", 1.6, 2.55, ("x₁", "x₂", "1"), 0, 2),
            ("h₂", 1.6, 0.75, ("x₁", "x₂", "1"), 1, 2),
            ("ŷ", 4.95, 1.65, ("h₁", "h₂", "1"), 6, 1),
        ):
            rows = [(f"weight of {source}", first + i * stride) for i, source in enumerate(sources)]
            rows += [("in", f"{name} in"), ("out", f"{name} out")]
            rows = [(y + 1.12 - 0.26 * i, *row, 2.8) for i, row in enumerate(rows)]
            self._start_box(name, x, y, 2.85, 1.5, rows, right=1.8)
        self._start_box("E = (ŷ − y)²", 8.2, 1.95, 1.2, 0.9, [(2.38, "", "E", None), (2.1, "", "E", 1.15)], right=1.15)
        self._start_trace()
        self.flow = self.ax.plot([], [], linewidth=3.2, zorder=2)[0]
        self.heads = self.ax.plot([], [], "o", markersize=8, zorder=3)[0]
        self.newest = self.ax.plot([], [], color=plots.DATA, linewidth=1.6, zorder=3)[0]
        self.held = self.ax.plot([], [], ":", color=plots.DATA, linewidth=1.4, zorder=3)[0]  # the slider holds it
        self.lettering = Lettering(self.ax)
        return [self.trace, self.flow, self.heads, self.newest, self.held, self.lettering.artist]

    def _start_box(self, name, x, y, width, height, rows, right):
        """A box with its name and rows (height, label, key, right end of the slope or None)"""
        look = dict(boxstyle="round,pad=0.06", facecolor="white", edgecolor=plots.QUIET, linewidth=1.2, zorder=2.5)
        self.ax.add_patch(FancyBboxPatch((x, y), width, height, **look))
        foot = HALF_HEIGHT * 12 / POINTS  # labels stand on the same line as the numbers
        top = rows[0][0] if len(rows) == 1 else rows[0][0] + 0.28
        bold = "bold" if len(rows) > 2 else "normal"
        self.ax.text(x + 0.05, top - foot, name, fontsize=12, fontweight=bold, zorder=3)
        for row_height, label, key, slope in rows:
            self.ax.text(x + 0.05, row_height - foot, label, fontsize=11, zorder=3)
            color = plots.DATA if isinstance(key, int) else plots.PREDICTION
            self.places.setdefault((key, "value"), (x + right, row_height, color))
            if slope:
                self.places[key, "slope"] = (x + slope, row_height, GREEN_TEXT)

    def _start_trace(self):
        """Below the error: what it was after each update"""
        for height, label in ((0.75, "0"), (1.45, "1")):
            self.ax.plot([8.25, 9.45], [height] * 2, color=plots.QUIET, linewidth=0.8)
            self.ax.text(8.2, height, label, fontsize=11, ha="right", va="center")
        self.ax.text(8.85, 1.62, "E so far", fontsize=11, ha="center", va="center")
        self.trace = self.ax.plot([], [], ".-", color=plots.ERROR, markersize=6, linewidth=1.2)[0]

    def draw(self, example, chosen, value, rate, weights, at, errors):
        *x, y = EXAMPLES[example]
        now = both_passes(x, y, weights)
        texts = self.numbers(x, weights, at, now)
        lines = [(*self.places[key][:2], text, self.places[key][2], 12, 1) for key, text in texts.items()]
        lines.append((4.8, 4.36, self.headline(example, at, now, errors), "black", 14, 0.5))
        lines += [
            (0.14, 0.95, "an update:", "black", 11, 0),
            (0.14, 0.73, f"weight − {number(rate)} · ∂", "black", 11, 0),
        ]
        self.lettering.write([*lines, (4.8, 0.32, self.tell(at, now, x, y, weights), "black", 13, 0.5)])
        right, height, _ = self.places[WEIGHTS.index(chosen), "value"]
        self.held.set_data(
            right + np.array([-0.76, 0.05, 0.05, -0.76, -0.76]), height + np.array([-1, -1, 1, 1, -1]) * 0.125
        )
        self._move_flow(at)
        new = self._results(STEPS[at - 1], now) if at else ()
        ends = [(*self.places[key][:2], width(texts[key], 12)) for key in new]
        self.newest.set_data(
            [v for end, _, wide in ends for v in (end - wide, end, np.nan)],
            [v for _, height, _ in ends for v in 3 * [height - 0.11]],
        )
        shown = np.unique(np.linspace(0, max(len(errors) - 1, 0), MOST_SHOWN).astype(int))[: len(errors)]
        wide = 1.1 / max(len(errors), MOST_SHOWN)  # more updates than fit are drawn closer together
        self.trace.set_data(8.3 + wide * shown, 0.75 + 0.7 * np.array(errors)[shown])

    def _move_flow(self, at):
        """The links that the newest step has used, from where to where"""
        names, forward = FLOWS.get(STEPS[at - 1] if at else "", ((), True))
        links = [LINKS[name] if forward else LINKS[name][::-1] for name in names]
        for artist in (self.flow, self.heads):
            artist.set_color(plots.PREDICTION if forward else plots.GRADIENT)
        self.flow.set_data(
            [v for a, b in links for v in (a[0], b[0], np.nan)], [v for a, b in links for v in (a[1], b[1], np.nan)]
        )
        self.heads.set_data([b[0] for _, b in links], [b[1] for _, b in links])

    @classmethod
    def numbers(cls, x, weights, at, now):
        """{(row, "value" or "slope"): what is written there} after so many steps"""
        shown = {("x₁", "value"): x[0], ("x₂", "value"): x[1]} | {(i, "value"): w for i, w in enumerate(weights)}
        for step in STEPS[:at]:
            shown |= cls._results(step, now)
        return {key: ("∂ " if key[1] == "slope" else "") + told(value) for key, value in shown.items()}

    @staticmethod
    def headline(example, at, now, errors):
        updates = len(errors) - 1
        after = f"after {updates} update{'s' * (updates != 1)}: " if errors else ""
        state = (
            f"ŷ = {told(now.y_hat)}, E = {told(now.E)}".replace("= ≈", "≈")
            if at >= 5
            else "forward"
            if at
            else "weights only"
        )
        return f"{example}     {after}{state}"

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
        cell = {
            "o_in": ("ŷ in", "value"),
            "y_hat": ("ŷ out", "value"),
            "E": ("E", "value"),
            "d_y_hat": ("ŷ out", "slope"),
            "d_o_in": ("ŷ in", "slope"),
        }[step]
        return {cell: value} | ({("E", "slope"): 1.0} if step == "d_y_hat" else {})

    @staticmethod
    def tell(at, now, x, y, weights):
        """The rule of the newest step, with its numbers"""
        if at == 0:
            return "Step: first the values, from left to right"
        s = lambda v: told(v) if "−" not in told(v) else f"({told(v)})"
        rule = {
            "h_in": f"in = sum of what arrives · weight, for h₁: {x[0]} · {s(weights[0])} + {x[1]} · {s(weights[2])}"
            f" + 1 · {s(weights[4])} = {told(now.h_in[0])}",
            "h": f"out = σ(in), for h₁: σ({told(now.h_in[0])}) = {told(now.h[0])}",
            "o_in": f"in = {s(now.h[0])} · {s(weights[6])} + {s(now.h[1])} · {s(weights[7])} + {s(weights[8])}"
            f" = {told(now.o_in)}",
            "y_hat": f"ŷ = σ({told(now.o_in)}) = {told(now.y_hat)}",
            "E": f"E = ({told(now.y_hat)} − {y})² = {told(now.E)}.  Now back",
            "d_y_hat": f"∂ŷ = 2(ŷ − y) = {told(now.d_y_hat)}",
            "d_o_in": f"∂in = ∂ŷ · ŷ(1 − ŷ) = {s(now.d_y_hat)} · {s(now.y_hat * (1 - now.y_hat))} = {told(now.d_o_in)}",
            "d_W2": f"∂weight = ∂in · what the weight meets, for h₁: {s(now.d_o_in)} · {s(now.h[0])} = {told(now.d_W2[0])}",
            "d_h": f"∂h = ∂in of ŷ · weight, for h₁: {s(now.d_o_in)} · {s(weights[6])} = {told(now.d_h[0])}",
            "d_h_in": f"∂in = ∂h · h(1 − h), for h₁: {s(now.d_h[0])} · {s(now.h[0] * (1 - now.h[0]))} = {told(now.d_h_in[0])}",
            "d_W1": f"∂weight = ∂in · what it meets, from x₁ to h₁: {s(now.d_h_in[0])} · {x[0]} = {told(now.d_W1[0, 0])}."
            "  Now update",
        }[STEPS[at - 1]]
        return rule.replace("= ≈", "≈")

    def describe(self, example, chosen, weights, rate, at, errors, **_):
        *x, y = EXAMPLES[example]
        now = both_passes(x, y, weights)
        named = ", ".join(f"{name} {number(w, 4)}" for name, w in zip(WEIGHTS, weights))
        numbers = self.numbers(x, weights, at, now)
        rows = [WEIGHTS[row] if isinstance(row, int) else row for row, _ in numbers]
        known = ", ".join(f"{row} {text}" for row, text in list(zip(rows, numbers.values()))[2 + len(weights) :])
        return f"{self.headline(example, at, now, errors)}. Weights: {named}; the slider holds {chosen}; learning rate {number(rate)}. {known or 'Nothing computed yet'}. {self.tell(at, now, x, y, weights)}."

    def apply(self, changes):
        """The slider holds the chosen weight; another example begins a new trace"""
        another = changes.get("example", self.state["example"]) != self.state["example"]
        super().apply(changes | ({"errors": ()} if another else {}))
        place, weights = WEIGHTS.index(self.state["chosen"]), self.state["weights"]
        if "value" in changes:
            self.state["weights"] = (*weights[:place], self.state["value"], *weights[place + 1 :])
        else:
            self.state["value"] = round(float(np.clip(weights[place], -5, 5)), 2)  # as the slider can show it

    def step(self, at, **_):
        return {"at": min(at + 1, len(STEPS))}

    def back(self, at, **_):
        return {"at": max(at - 1, 0)}

    def update(self, example, weights, rate, at, errors, **_):
        """All nine weights one step down; what was on the board is worked out anew, with the new weights"""
        *x, y = EXAMPLES[example]
        now = both_passes(x, y, weights)
        slopes = np.concatenate([np.ravel(now.d_W1), now.d_W2])
        weights = tuple(map(float, np.array(weights) - rate * slopes))
        return {"weights": weights, "errors": (*(errors or (now.E,)), both_passes(x, y, weights).E), "at": len(STEPS)}

    def restart(self, **_):
        return {"weights": FIRST, "at": 0, "errors": ()}
