"""Playground: a small network learns before your eyes, in input space, in hidden space and neuron by neuron."""

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, LiveFigure, Play, Slider
from ....plots import number
from .. import numbers as network
from . import yes_or_no
from .points import KINDS, points

MOST_UNITS, MOST_STEPS, STEPS_A_TICK = 8, 4000, 20
REACH, LOWEST_LOSS = 2.2, 1e-3
GRID, TILE, GAP = 40, 20, 4  # pixels of the map, of a neuron's tile, and between two tiles
# what lies between 0 and 1 in shades; the two sides of the middle are told apart by a jump in brightness
SHADES = np.uint8(
    np.linspace((250, 250, 250), (205, 222, 236), 128).tolist()
    + np.linspace((150, 193, 224), (60, 140, 196), 128).tolist()
)
SPREAD = {"tanh": (0.0, 1.0), "sigmoid": (0.5, 0.5), "relu": (1.5, 1.5), "linear": (0.0, 3.0), "step": (0.5, 0.5)}


def shaded(share):
    """RGB (…, 3) for numbers from 0 to 1"""
    return SHADES[np.clip(share * 256, 0, 255).astype(int)]


def lattice(side):
    """(side², 2) places of a picture's pixels in input space, row by row from below"""
    middle = (np.arange(side) + 0.5) / side * 2 * REACH - REACH
    across, up = np.meshgrid(middle, middle)
    return np.column_stack([across.ravel(), up.ravel()])


class Playground(LiveFigure):
    """Choose points, neurons, bend and rate, and watch it learn; pause, take one step, or begin with new weights."""

    size = (9.8, 4.9)
    controls = [
        Choice("data", "points", list(KINDS)),
        Slider("units", "hidden neurons", 1, MOST_UNITS, 1),
        Choice("bend", "bend", list(yes_or_no.BENDS)),
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

    def __init__(self, data="Xor", units=2, bend="tanh", rate=0.5, seed=1, steps=200):
        self.points = {kind: points(kind) for kind in KINDS}
        self.map_places, self.tile_places = lattice(GRID), lattice(TILE)
        state = dict(data=data, units=units, bend=bend, rate=rate, seed=seed)
        state |= self.begin(**state)
        super().__init__(**state)
        if steps:
            self.apply(self.advance(steps, **self.state))
            self.picture, self.caption = self._still_png(), self._caption()

    # ---- training -------------------------------------------------------------------------------------------------

    def begin(self, data, units, bend, seed, **_):
        """New weights, and the loss before the first step; losses: ((step, loss), …)"""
        weights = network.start(np.random.default_rng(int(seed)), 2, int(units))
        return {"weights": weights, "losses": ((0, yes_or_no.loss(*self.points[data], weights, bend)),)}

    def advance(self, steps, data, bend, rate, weights, losses, **_):
        """So many steps further; {} if the loss would not be a number any more"""
        x, y = self.points[data]
        with np.errstate(over="ignore", invalid="ignore"):
            weights = yes_or_no.train(x, y, weights, bend, rate, steps)
            loss = yes_or_no.loss(x, y, weights, bend)
        return {"weights": weights, "losses": (*losses, (losses[-1][0] + steps, loss))} if np.isfinite(loss) else {}

    def tick(self, **state):
        if state["losses"][-1][0] >= MOST_STEPS:
            return None
        return self.advance(STEPS_A_TICK, **state) or None

    def one_step(self, **state):
        return {"playing": False} | self.advance(1, **state)

    def new_weights(self, seed, **_):
        return {"seed": seed % 100 + 1}

    def apply(self, changes):
        """Another task, another network or another start number: begin anew; so does Train at the end"""
        names = ("data", "units", "bend", "seed")
        before = [self.state[name] for name in names]
        ended = changes.get("playing") and self.state["losses"][-1][0] >= MOST_STEPS
        super().apply(changes)
        if before != [self.state[name] for name in names] or ended:
            self.state.update(self.begin(**self.state))

    # ---- the picture ----------------------------------------------------------------------------------------------

    def start(self, figure):
        grid = figure.add_gridspec(2, 3, height_ratios=(3.2, 1), width_ratios=(1, 1, 1))
        self.inputs, self.hidden, self.chart = (figure.add_subplot(grid[0, i]) for i in range(3))
        self.strip = figure.add_subplot(grid[1, :])
        self._start_inputs()
        self._start_hidden()
        self._start_chart()
        self._start_strip()
        self.titles = [ax.set_title(" ", fontsize=12) for ax in (self.inputs, self.chart)]
        return [
            *self.names,
            self.map,
            self.tiles,
            self.folds,
            *self.dots,
            *self.hidden_dots,
            self.border,
            self.curve,
            *self.titles,
        ]

    @staticmethod
    def _picture(ax, height, width, extent):
        empty = np.full((height, width, 3), 255, np.uint8)
        return ax.imshow(empty, origin="lower", extent=extent, interpolation="nearest", aspect="auto", zorder=1)

    @staticmethod
    def _dots(ax, size):
        """Open dots for no, filled ones for yes"""
        look = dict(markersize=size, linestyle="", zorder=4, markeredgecolor=plots.DATA)
        return [ax.plot([], [], "o", markerfacecolor=face, **look)[0] for face in ("white", plots.DATA)]

    def _start_inputs(self):
        self.map = self._picture(self.inputs, GRID, GRID, (-REACH, REACH, -REACH, REACH))
        self.inputs.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x₁", ylabel="x₂")
        self.inputs.grid(False)
        self.folds = self.inputs.plot([], [], "--", color=plots.DATA, linewidth=1, zorder=3)[0]
        self.dots = self._dots(self.inputs, 5)

    def _start_hidden(self):
        self.hidden.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), xticks=[], yticks=[])
        self.hidden.set(xlabel="neuron 1", ylabel="neuron 2")
        self.hidden.set_title("hidden space", fontsize=12)
        self.border = self.hidden.plot([], [], color=plots.PREDICTION, zorder=3)[0]
        self.hidden_dots = self._dots(self.hidden, 5)

    def _start_chart(self):
        self.chart.set(yscale="log", xlim=(0, MOST_STEPS), ylim=(LOWEST_LOSS, 3), xlabel="steps", ylabel="loss")
        self.chart.yaxis.set_major_formatter(lambda value, _: number(value, 3))
        self.curve = self.chart.plot([], [], color=plots.PREDICTION, zorder=3)[0]

    def _start_strip(self):
        width = MOST_UNITS * (TILE + GAP) - GAP
        self.tiles = self._picture(self.strip, TILE, width, (0, width, 0, TILE))
        self.strip.set(xlim=(0, width), ylim=(0, TILE), yticks=[])
        self.strip.set(xticks=[], xlabel=" ")
        self.names = [
            self.strip.text(
                i * (TILE + GAP) + TILE / 2, -2, f"neuron {i + 1}", ha="center", va="top", fontsize=10, zorder=0
            )
            for i in range(MOST_UNITS)
        ]
        self.strip.spines[:].set_visible(False)
        self.strip.grid(False)

    def draw(self, data, bend, rate, weights, losses, **_):
        x, y = self.points[data]
        h, _ = yes_or_no.forward(x, weights, bend)
        answers = yes_or_no.sigmoid(yes_or_no.forward(self.map_places, weights, bend)[1])
        self.map.set_data(shaded(answers.reshape(GRID, GRID)))
        self._draw_tiles(weights, bend)
        self._draw_folds(*weights[:2])
        self._draw_hidden(h, y, bend, weights)
        for dots, rows in zip(self.dots, (y[:, 0] == 0, y[:, 0] == 1)):
            dots.set_data(x[rows, 0], x[rows, 1])
        steps, curve = np.transpose(losses)
        self.curve.set_data(steps, np.clip(curve, LOWEST_LOSS, 3))
        self.titles[0].set_text(f"{self.right(data, bend, weights)} of {len(y)} right")
        self.titles[1].set_text(f"rate {number(rate)}, step {losses[-1][0]}: loss {number(losses[-1][1], 3)}")

    def _draw_tiles(self, weights, bend):
        """Every neuron's answer over input space, side by side"""
        middle, half = SPREAD[bend]
        h = (yes_or_no.forward(self.tile_places, weights, bend)[0] - middle) / half
        strip = np.full((TILE, MOST_UNITS * (TILE + GAP) - GAP, 3), 255, np.uint8)
        for i, answers in enumerate(h.T):
            left = i * (TILE + GAP)
            strip[:, left : left + TILE] = shaded((answers.reshape(TILE, TILE) + 1) / 2)
        self.tiles.set_data(strip)
        for i, name in enumerate(self.names):
            name.set_visible(i < h.shape[1])

    def _draw_folds(self, W1, b1):
        """The line z = 0 of every neuron, through its point nearest to the origin"""
        length = np.maximum(np.sum(W1**2, axis=0), 1e-12)
        near = -W1 * b1 / length
        along = np.array([-W1[1], W1[0]]) / np.sqrt(length) * 4 * REACH
        ends = np.stack([near - along, near + along, np.full_like(near, np.nan)])
        self.folds.set_data(ends[:, 0].T.ravel(), ends[:, 1].T.ravel())

    def _draw_hidden(self, h, y, bend, weights):
        """The points as the first two neurons see them; the border only if there is no third"""
        middle, half = SPREAD[bend]
        spots = np.clip((h[:, :2] - middle) / half, -1.1, 1.1)
        spots = np.column_stack([spots, np.zeros((len(spots), 2 - spots.shape[1]))])
        for dots, rows in zip(self.hidden_dots, (y[:, 0] == 0, y[:, 0] == 1)):
            dots.set_data(spots[rows, 0], spots[rows, 1])
        self.border.set_visible(h.shape[1] == 2)
        if h.shape[1] == 2:
            w, b = weights[2][:, 0] * half, weights[3].item() + weights[2].sum() * middle
            size = max(w @ w, 1e-12)
            ends = -w * b / size + np.array([[-4.0], [4.0]]) * np.array([-w[1], w[0]]) / np.sqrt(size)
            self.border.set_data(ends[:, 0], ends[:, 1])

    def right(self, data, bend, weights):
        """How many points are on their side of 0.5"""
        x, y = self.points[data]
        return int(np.sum((yes_or_no.forward(x, weights, bend)[1] > 0) == (y > 0.5)))

    def describe(self, data, units, bend, rate, seed, weights, losses, **_):
        told = f"{data}, {number(units)} hidden neurons, {bend}, learning rate {number(rate)}, start {number(seed)}: "
        return (
            f"{told}after {losses[-1][0]} steps the loss is {number(losses[-1][1], 2)}, "
            f"{self.right(data, bend, weights)} of {len(self.points[data][1])} points are right."
        )
