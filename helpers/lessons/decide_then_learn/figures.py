"""The live figure of notebook 06a: the backprop board, a network of nine weights with every number at its place."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from ... import plots
from ...lettering import HALF_HEIGHT, POINTS, Lettering, width
from ...live_figure import Button, Choice, LiveFigure, Slider
from ...marks import separate
from ...plots import number
from .numbers import FIRST, STEPS, both_passes, updated

__all__ = ["BackpropBoard"]

GREEN_TEXT = "#00664a"  # the gradients' green, dark enough for small letters
EXAMPLES = {f"x = ({a}, {b}), y = {a ^ b}": (a, b, a ^ b) for a in (0, 1) for b in (0, 1)}
WEIGHTS = ["x₁ to h₁", "x₁ to h₂", "x₂ to h₁", "x₂ to h₂", "1 to h₁", "1 to h₂", "h₁ to ŷ", "h₂ to ŷ", "1 to ŷ"]
# the rows that a step fills in, or their slopes on the way back; a weight's row is its index
ROWS = {"h_in": ("h₁ in", "h₂ in"), "h": ("h₁ out", "h₂ out"), "o_in": ("ŷ in",), "y_hat": ("ŷ out",), "E": ("E",)}
ROWS |= {"W2": (6, 7, 8), "W1": (0, 1, 2, 3, 4, 5)}
# the links from x₁ and x₂ to h₁ and h₂, from these to ŷ, and to E
STARTS = [(1.17, 3.35), (1.17, 3.25), (1.17, 1.55), (1.17, 1.45), (4.52, 3.3), (4.52, 1.5), (7.87, 2.4)]
ENDS = [(1.53, 3.35), (1.53, 1.55), (1.53, 3.25), (1.53, 1.45), (4.88, 2.5), (4.88, 2.3), (8.13, 2.4)]
LINKS = np.stack([STARTS, ENDS], axis=1)
# those that a step uses, in the direction of its numbers
FLOWS = {"h_in": LINKS[:4], "o_in": LINKS[4:6], "E": LINKS[6:], "d_y_hat": LINKS[6:, ::-1], "d_h": LINKS[4:6, ::-1]}
HELD = np.array([(-0.76, -0.125), (0.05, -0.125), (0.05, 0.125), (-0.76, 0.125), (-0.76, -0.125)])  # around a weight
MOST_SHOWN = 60  # errors in the trace


def rounded(value):
    """A number with up to 4 decimals; one that only looks like 0 or 1 says so"""
    near = round(float(value))
    return f"≈ {number(near)}" if 0 < abs(value - near) < 0.00005 and near in (0, 1) else number(value, 4)


def factor(value):
    """The number as it stands in a product, in brackets if it is negative"""
    return f"({rounded(value)})" if plots.MINUS in rounded(value) else rounded(value)


def results(step, passes):
    """{cell: number} that this step fills in; a cell is (row, "value" or "slope")"""
    rows, kind = ROWS[step.removeprefix("d_")], "slope" if step.startswith("d_") else "value"
    filled = zip([(row, kind) for row in rows], np.ravel(getattr(passes, step)), strict=True)
    return dict(filled) | ({("E", "slope"): 1.0} if step == "d_y_hat" else {})


def rule_of(at, passes, x, y, weights):
    """The rule of the newest step, with its numbers: those of h₁ or of its weight, if there are several"""
    if at == 0:
        return "Step: first the values, from left to right"
    h_in, h, o_in, y_hat, E, d_y_hat, d_o_in, d_W2, d_h, d_h_in, d_W1 = [rounded(np.ravel(v)[0]) for v in passes]
    w, (h1, h2) = [factor(weight) for weight in weights], [factor(value) for value in passes.h]
    by_o_in, by_h_in = factor(passes.d_o_in), factor(passes.d_h_in[0])
    y_hat_slope, h_slope = (factor(value * (1 - value)) for value in (passes.y_hat, passes.h[0]))
    rule = [
        f"in = sum of what arrives · weight, for h₁: {x[0]} · {w[0]} + {x[1]} · {w[2]} + 1 · {w[4]} = {h_in}",
        f"out = σ(in), for h₁: σ({h_in}) = {h}",
        f"in = {h1} · {w[6]} + {h2} · {w[7]} + {w[8]} = {o_in}",
        f"ŷ = σ({o_in}) = {y_hat}",
        f"E = ({y_hat} − {y})² = {E}.  Now back",
        f"∂ŷ = 2(ŷ − y) = {d_y_hat}",
        f"∂in = ∂ŷ · ŷ(1 − ŷ) = {factor(passes.d_y_hat)} · {y_hat_slope} = {d_o_in}",
        f"∂weight = ∂in · what the weight meets, for h₁: {by_o_in} · {h1} = {d_W2}",
        f"∂h = ∂in of ŷ · weight, for h₁: {by_o_in} · {w[6]} = {d_h}",
        f"∂in = ∂h · h(1 − h), for h₁: {factor(passes.d_h[0])} · {h_slope} = {d_h_in}",
        f"∂weight = ∂in · what it meets, from x₁ to h₁: {by_h_in} · {x[0]} = {d_W1}.  Now update",
    ][at - 1]
    return rule.replace("= ≈", "≈")


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
        first = dict(example=example, chosen=WEIGHTS[0], value=weights[0], rate=1.0)
        super().__init__(**first, weights=tuple(weights), at=0, errors=())

    def numbers(self, example, chosen, rate, weights, at, errors, **_):
        *x, y = EXAMPLES[example]
        passes, step = both_passes(x, y, weights), STEPS[at - 1] if at else ""
        shown = {("x₁", "value"): x[0], ("x₂", "value"): x[1]} | {(i, "value"): w for i, w in enumerate(weights)}
        for name in STEPS[:at]:
            shown |= results(name, passes)
        texts = {cell: ("∂ " if cell[1] == "slope" else "") + rounded(value) for cell, value in shown.items()}
        newest, flow = results(step, passes) if at else {}, FLOWS.get(step, LINKS[:0])
        headline, rule = self._headline(example, at, passes, errors), rule_of(at, passes, x, y, weights)
        return dict(
            texts=texts,
            headline=headline,
            rule=rule,
            lettering=self._lettering(texts, headline, rule, rate),
            held=HELD + self.cells[WEIGHTS.index(chosen), "value"][:2],
            newest=self._underlines({cell: texts[cell] for cell in newest}),
            flow=separate(*flow),
            heads=flow[:, 1],
            flow_color=plots.GRADIENT if step.startswith("d_") else plots.PREDICTION,
            trace=self._trace(errors),
        )

    @staticmethod
    def _headline(example, at, passes, errors):
        updates = len(errors) - 1
        after = f"after {updates} update{'s' * (updates != 1)}: " if errors else ""
        state = "forward" if at else "weights only"
        if at >= 5:
            state = f"ŷ = {rounded(passes.y_hat)}, E = {rounded(passes.E)}".replace("= ≈", "≈")
        return f"{example}     {after}{state}"

    def _lettering(self, texts, headline, rule, rate):
        """What stands on the board and may change, as Lettering.write wants it"""
        return [
            *[(*self.cells[cell][:2], text, self.cells[cell][2], 12, 1) for cell, text in texts.items()],
            (4.8, 4.36, headline, "black", 14, 0.5),
            (0.14, 0.95, "an update:", "black", 11, 0),
            (0.14, 0.73, f"weight − {number(rate)} · ∂", "black", 11, 0),
            (4.8, 0.32, rule, "black", 13, 0.5),
        ]

    def _underlines(self, texts):
        ends = [(*self.cells[cell][:2], width(text, 12)) for cell, text in texts.items()]
        return separate(*[[(x - wide, y - 0.11), (x, y - 0.11)] for x, y, wide in ends])

    @staticmethod
    def _trace(errors):
        """(n, 2): the error before and after each update; more than fit are drawn closer together, and some left out"""
        shown = np.unique(np.linspace(0, max(len(errors) - 1, 0), MOST_SHOWN).astype(int))[: len(errors)]
        step = 1.1 / max(len(errors), MOST_SHOWN)
        return np.column_stack([8.3 + step * shown, 0.75 + 0.7 * np.array(errors)[shown]])

    def start(self, figure):
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, self.size[0]), ylim=(0, self.size[1]))  # an inch is an inch
        ax.axis("off")
        self.cells = {}  # (row, "value" or "slope") -> (right end, height, colour)
        for start, end in LINKS:
            ax.annotate("", end, start, zorder=1, arrowprops=dict(arrowstyle="-|>", color=plots.QUIET, linewidth=1.4))
        for name, y in (("x₁", 3.3), ("x₂", 1.5)):
            self._start_box(ax, name, (0.2, y - 0.25, 0.9, 0.5), [(y, "", name, None)], right=0.85)
        for name, x, y in (("h₁", 1.6, 2.55), ("h₂", 1.6, 0.75), ("ŷ", 4.95, 1.65)):
            rows = [(f"weight of {weight.split()[0]}", i) for i, weight in enumerate(WEIGHTS) if weight.endswith(name)]
            rows += [("in", f"{name} in"), ("out", f"{name} out")]
            rows = [(y + 1.12 - 0.26 * i, *row, 2.8) for i, row in enumerate(rows)]
            self._start_box(ax, name, (x, y, 2.85, 1.5), rows, right=1.8)
        rows = [(2.38, "", "E", None), (2.1, "", "E", 1.15)]
        self._start_box(ax, "E = (ŷ − y)²", (8.2, 1.95, 1.2, 0.9), rows, right=1.15)
        self._start_trace(ax)
        flow = self.line(ax, "flow", linewidth=3.2)
        heads = self.line(ax, "heads", style="o", markersize=8, zorder=3)
        self.mark(lambda color: [a.set_color(color) for a in (flow, heads)], "flow_color", artists=[flow, heads])
        self.line(ax, "newest", color=plots.DATA, linewidth=1.6, zorder=3)
        self.line(ax, "held", style=":", color=plots.DATA, linewidth=1.4, zorder=3)  # the slider holds it
        lettering = Lettering(ax)
        self.mark(lettering.write, "lettering", artists=[lettering.artist])

    def _start_box(self, ax, name, bounds, rows, right):
        """A box with its name and rows (height, label, row's name in a cell, right end of the slope or None)"""
        x, y, width, height = bounds
        look = dict(boxstyle="round,pad=0.06", facecolor="white", edgecolor=plots.QUIET, linewidth=1.2, zorder=2.5)
        ax.add_patch(FancyBboxPatch((x, y), width, height, **look))
        foot = HALF_HEIGHT * 12 / POINTS  # labels stand on the same line as the numbers
        top = rows[0][0] if len(rows) == 1 else rows[0][0] + 0.28
        bold = "bold" if len(rows) > 2 else "normal"
        ax.text(x + 0.05, top - foot, name, fontsize=12, fontweight=bold, zorder=3)
        for row_height, label, row, slope in rows:
            ax.text(x + 0.05, row_height - foot, label, fontsize=11, zorder=3)
            color = plots.DATA if isinstance(row, int) else plots.PREDICTION
            self.cells.setdefault((row, "value"), (x + right, row_height, color))
            if slope:
                self.cells[row, "slope"] = (x + slope, row_height, GREEN_TEXT)

    def _start_trace(self, ax):
        """Below the error: what it was after each update"""
        for height, label in ((0.75, "0"), (1.45, "1")):
            ax.plot([8.25, 9.45], [height] * 2, color=plots.QUIET, linewidth=0.8)
            ax.text(8.2, height, label, fontsize=11, ha="right", va="center")
        ax.text(8.85, 1.62, "E so far", fontsize=11, ha="center", va="center")
        self.line(ax, "trace", style=".-", color=plots.ERROR, markersize=6, linewidth=1.2)

    def describe(self, headline, weights, chosen, rate, texts, rule, **_):
        named = ", ".join(f"{name} {number(w, 4)}" for name, w in zip(WEIGHTS, weights, strict=True))
        rows = [f"{WEIGHTS[row] if isinstance(row, int) else row} {text}" for (row, _), text in texts.items()]
        computed = ", ".join(rows[2 + len(weights) :]) or "Nothing computed yet"
        controls = f"the slider holds {chosen}; learning rate {number(rate)}"
        return f"{headline}. Weights: {named}; {controls}. {computed}. {rule}."

    def follow(self, changed, example, chosen, value, weights, **_):
        """The slider holds the chosen weight; another example begins a new trace"""
        index = WEIGHTS.index(chosen)
        changes = {"errors": ()} if changed.get("example", example) != example else {}
        if "value" in changed:
            return changes | {"weights": (*weights[:index], value, *weights[index + 1 :])}
        return changes | {"value": weights[index]}  # as the slider can show it

    def step(self, at, **_):
        return {"at": min(at + 1, len(STEPS))}

    def back(self, at, **_):
        return {"at": max(at - 1, 0)}

    def update(self, example, weights, rate, errors, **_):
        """All nine weights one step down; what was on the board is worked out anew, with the new weights"""
        *x, y = EXAMPLES[example]
        new = updated(x, y, weights, rate)
        before, after = (both_passes(x, y, each).E for each in (weights, new))
        return {"weights": new, "errors": (*(errors or (before,)), after), "at": len(STEPS)}

    def restart(self, **_):
        return {"weights": FIRST, "at": 0, "errors": ()}
