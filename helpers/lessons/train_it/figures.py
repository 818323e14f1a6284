"""The live figures of notebook 06c: Playground and Depth."""

import functools

import numpy as np

from ... import plots
from ...live_figure import Button, Choice, LiveFigure, Play, Slider
from ...marks import separate
from ...plots import number
from ..backprop_in_matrices import numbers as network
from ..backprop_in_matrices.numbers import ACTIVATIONS, forward, sigmoid
from .numbers import KINDS, LAYERS, cross_entropy, cross_entropy_gradients, mean_squares, points, zero_line

__all__ = ["Depth", "Playground"]

# ---- Playground: a network learns before your eyes, in input space, in hidden space and neuron by neuron ------------

MOST_UNITS, MOST_STEPS, STEPS_A_TICK = 8, 4000, 20
REACH, LOWEST_LOSS = 2.2, 1e-3
GRID, TILE, GAP = 40, 20, 4  # pixels of the map, of a neuron's tile, and between two tiles
STRIP = MOST_UNITS * (TILE + GAP) - GAP
# what lies between 0 and 1 in shades; the two sides of the middle are told apart by a jump in brightness
NO, YES = np.linspace((250, 250, 250), (205, 222, 236), 128), np.linspace((150, 193, 224), (60, 140, 196), 128)
SHADES = np.vstack([NO, YES]).astype(np.uint8)
# (middle, half) of the neurons' outputs that the picture tells apart
OUTPUTS = {"tanh": (0.0, 1.0), "sigmoid": (0.5, 0.5), "relu": (1.5, 1.5), "linear": (0.0, 3.0), "step": (0.5, 0.5)}


def shaded(share):
    """RGB (…, 3) for numbers from 0 to 1"""
    return SHADES[np.clip(share * 256, 0, 255).astype(int)]


@functools.lru_cache
def lattice(side):
    """(side², 2) places of a picture's pixels in input space, row by row from below"""
    middle = (np.arange(side) + 0.5) / side * 2 * REACH - REACH
    across, up = np.meshgrid(middle, middle)
    return np.column_stack([across.ravel(), up.ravel()])


def side_by_side(outputs):
    """RGB (TILE, STRIP, 3): the outputs (TILE², units) of every neuron, −1 to 1, over input space"""
    strip = np.full((TILE, MOST_UNITS, TILE + GAP, 3), 255, np.uint8)
    strip[:, : outputs.shape[1], :TILE] = shaded((outputs + 1) / 2).reshape(TILE, TILE, -1, 3).swapaxes(1, 2)
    return strip.reshape(TILE, -1, 3)[:, :STRIP]


class Playground(LiveFigure):
    """Choose points, neurons, activation, rate, and watch it learn; pause, take one step, or begin with new weights."""

    size = (9.8, 4.9)
    controls = [
        Choice("data", "points", list(KINDS)),
        Slider("units", "hidden neurons", 1, MOST_UNITS, 1),
        Choice("activation", "activation", list(ACTIVATIONS)),
        Slider("rate", "learning rate", 0.05, 3.0, 0.05),
        Slider("seed", "start number", 1, 100, 1),
        Play("Train"),
        Button("one_step", "One step"),
        Button("new_weights", "New weights"),
    ]
    alt = (
        "Left: what the network answers, behind the points. Middle: the points in hidden space. Right: the loss. "
        "Below: what each hidden neuron makes of the inputs."
    )

    def __init__(self, data="Xor", units=2, activation="tanh", rate=0.5, seed=1, steps=200):
        state = dict(data=data, units=units, activation=activation, rate=rate, seed=seed)
        state |= self.begin(**state)
        super().__init__(**state | (self.advance(steps, **state) if steps else {}))

    def begin(self, data, units, activation, seed, **_):
        """New weights, and the loss before the first step; losses: ((step, loss), …)"""
        weights = network.start(np.random.default_rng(int(seed)), 2, int(units))
        return {"weights": weights, "losses": ((0, cross_entropy(*points(data), weights, activation)),)}

    def advance(self, steps, data, activation, rate, weights, losses, **_):
        """So many steps further; {} if the loss would not be a number any more"""
        slopes = functools.partial(cross_entropy_gradients, activation=activation)
        with np.errstate(over="ignore", invalid="ignore"):
            weights = network.train(*points(data), weights, rate, steps, slopes)
            loss = cross_entropy(*points(data), weights, activation)
        return {"weights": weights, "losses": (*losses, (losses[-1][0] + steps, loss))} if np.isfinite(loss) else {}

    def tick(self, **state):
        if state["losses"][-1][0] >= MOST_STEPS:
            return None
        return self.advance(STEPS_A_TICK, **state) or None

    def one_step(self, **state):
        return {"playing": False} | self.advance(1, **state)

    def new_weights(self, seed, **_):
        return {"seed": seed % 100 + 1}

    def follow(self, changed, **state):
        """Another task, another network or another start number: begin anew; so does Train at the end"""
        anew = any(name in changed and changed[name] != state[name] for name in ("data", "units", "activation", "seed"))
        ended = "playing" in changed and state["playing"] and state["losses"][-1][0] >= MOST_STEPS
        return self.begin(**state) if anew or ended else {}

    def numbers(self, data, units, activation, rate, weights, losses, **_):
        (x, y), (W1, b1, W2, b2), (middle, half) = points(data), weights, OUTPUTS[activation]
        h, z = forward(x, weights, activation)
        spots = np.clip((h - middle) / half, -1.1, 1.1)
        spots = np.column_stack([spots, 0 * spots])[:, :2]  # as the first two neurons see the points
        yes, right = y[:, 0] == 1, int(np.sum((z > 0) == (y > 0.5)))
        dots = dict(no=x[~yes], yes=x[yes], hidden_no=spots[~yes], hidden_yes=spots[yes])
        (steps, curve), (step, loss) = np.transpose(losses), losses[-1]
        return (
            dots
            | dict(step=step, loss=loss, right=right, steps=steps, curve=np.clip(curve, LOWEST_LOSS, 3))
            | dict(
                map=shaded(sigmoid(forward(lattice(GRID), weights, activation)[1]).reshape(GRID, GRID)),
                tiles=side_by_side((forward(lattice(TILE), weights, activation)[0] - middle) / half),
                covered_names=[(units * (TILE + GAP) - GAP, -10, STRIP, 9)],
                folds=separate(*(zero_line(w, b, 4 * REACH) for w, b in zip(W1.T, b1[0], strict=True))),
                border=zero_line(W2[:, 0] * half, b2.item() + W2.sum() * middle, 4.0) if len(W2) == 2 else [],
                score=f"{right} of {len(y)} right",
                progress=f"rate {number(rate)}, step {step}: loss {number(loss, 3)}",
            )
        )

    def start(self, figure):
        grid = figure.add_gridspec(2, 3, height_ratios=(3.2, 1))
        inputs, hidden, chart = (figure.add_subplot(grid[0, i]) for i in range(3))
        self._start_strip(figure.add_subplot(grid[1, :]))
        self._picture(inputs, "map", GRID, GRID, (-REACH, REACH, -REACH, REACH))
        inputs.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x₁", ylabel="x₂")
        inputs.grid(False)
        self.line(inputs, "folds", style="--", color=plots.DATA, linewidth=1, zorder=3)
        self._dots(inputs, "no", "yes")
        self.title(inputs, "score", fontsize=12)
        hidden.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), xticks=[], yticks=[], xlabel="neuron 1", ylabel="neuron 2")
        hidden.set_title("hidden space", fontsize=12)
        self.line(hidden, "border", color=plots.PREDICTION, zorder=3)
        self._dots(hidden, "hidden_no", "hidden_yes")
        chart.set(yscale="log", xlim=(0, MOST_STEPS), ylim=(LOWEST_LOSS, 3), xlabel="steps", ylabel="loss")
        chart.yaxis.set_major_formatter(lambda value, _: number(value, 3))
        self.line(chart, "steps", "curve", color=plots.PREDICTION, zorder=3)
        self.title(chart, "progress", fontsize=12)

    def _start_strip(self, ax):
        self._picture(ax, "tiles", TILE, STRIP, (0, STRIP, 0, TILE))
        ax.set(xlim=(0, STRIP), ylim=(0, TILE), xticks=[], yticks=[], xlabel=" ")
        ax.spines[:].set_visible(False)
        ax.grid(False)
        for i in range(MOST_UNITS):
            middle = i * (TILE + GAP) + TILE / 2
            ax.text(middle, -2, f"neuron {i + 1}", ha="center", va="top", fontsize=10, zorder=0)
        self.rectangles(ax, "covered_names", 1, color="white", clip_on=False, zorder=0)

    def _picture(self, ax, name, height, width, extent):
        look = dict(origin="lower", extent=extent, interpolation="nearest", aspect="auto", zorder=1)
        self.image(ax, name, np.full((height, width, 3), 255, np.uint8), **look)

    def _dots(self, ax, no, yes):
        """Open dots for no, filled ones for yes"""
        for name, face in ((no, "white"), (yes, plots.DATA)):
            look = dict(markersize=5, linestyle="", zorder=4, markeredgecolor=plots.DATA)
            self.line(ax, name, style="o", markerfacecolor=face, **look)

    def describe(self, data, units, activation, rate, seed, step, loss, right, **_):
        return (
            f"{data}, {number(units)} hidden neurons, {activation}, learning rate {number(rate)}, "
            f"start {number(seed)}: after {step} steps the loss is {number(loss, 3)}, "
            f"{right} of {len(points(data)[1])} points are right."
        )


# ---- Depth: what twenty layers make of the scale that they start with -----------------------------------------------

LEAST, MOST = 1e-14, 1e10
DEEP = {"tanh": "tanh", "ReLU": "relu"}


def rough(value):
    """A size in one digit; where it is far from 1, the nearest power of ten"""
    if 0.01 <= value < 1000:
        return number(value, 2) if value < 1 else number(value)
    exponent = round(np.log10(value))
    return f"10{str(exponent).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


class Depth(LiveFigure):
    """Choose the starting scale: how large activations are after each of twenty layers, and slopes on the way back."""

    size = (9.0, 4.4)
    controls = [Choice("activation", "activation", list(DEEP)), Slider("scale", "scale", 0.4, 2.5, 0.01)]
    alt = "The mean square of the activations behind each of twenty layers, and of the slopes that come back to it."

    def __init__(self, activation="tanh", scale=0.5):
        super().__init__(activation=activation, scale=scale)

    def numbers(self, activation, scale):
        values, slopes = mean_squares(DEEP[activation], scale)
        there, back = rough(values[-1]), rough(slopes[0])
        return dict(
            values=np.clip(values, LEAST, MOST),
            slopes=np.clip(slopes, LEAST, MOST),
            there=there,
            back=back,
            headline=f"{activation}, scale {number(scale, 2)}: {there} forward, {back} back",
        )

    def start(self, figure):
        ax, layers = figure.subplots(), np.arange(LAYERS + 1)
        ax.set(yscale="log", xlim=(-0.5, LAYERS + 0.5), ylim=(LEAST, MOST), xlabel="layer", ylabel="mean square")
        ax.set_xticks(layers[::5])
        ax.axhline(1, color=plots.QUIET, linewidth=1)
        ax.text(0, 3e8, "o  activations, forward", color=plots.PREDICTION, fontsize=12)
        ax.text(0, 1e7, "x  gradients, backward", color=plots.GRADIENT, fontsize=12)
        self.line(ax, layers, "values", style="o-", color=plots.PREDICTION, markersize=6, zorder=3)
        self.line(ax, layers, "slopes", style="x--", color=plots.GRADIENT, markersize=7, zorder=4)
        self.title(ax, "headline")

    def describe(self, activation, scale, there, back, **_):
        return (
            f"{activation}, scale {number(scale, 2)}: after {LAYERS} layers the activations' mean square is {there}, "
            f"that of the gradients that reach the first layer {back}."
        )
