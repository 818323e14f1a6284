"""Effort: a penalty on the weights moves the lowest point of the cost; which way, and what becomes of the curve?"""

import numpy as np
from matplotlib.patches import Polygon

from .... import plots
from ....live_figure import Choice, LiveFigure, Slider
from ....plots import number
from ..numbers import FAR, PENALTIES, best_line, gate_columns, l1_heights, l2_heights, mean_cost, penalty, total_cost
from .capacity import TRADES, draw_trades, moody_pair, short

SLIDES, L1, L2 = PENALTIES
LOWEST, HIGHEST, STEP = -3.0, 2.0, 0.05  # β = 10 to this power
GATES = 12
LEVELS = np.array(plots.COST_LEVELS[::-1], dtype=float)  # above the lowest total cost, one ring each


def rings(x, y, w, b, beta, kind, reach=128.0):
    """Rings (levels, 91, 2) of equal total cost around the lowest point (w, b), by halving the way along each direction

    The total cost is convex: from its lowest point it only rises, whatever the direction.
    """
    angles = np.linspace(0, 2 * np.pi, 91)
    across, up = np.cos(angles), 4 * np.sin(angles)
    goals = total_cost(x, y, w, b, beta, kind) + LEVELS[:, None]
    near, far = np.zeros((len(LEVELS), 91)), np.full((len(LEVELS), 91), reach)
    for _ in range(20):
        middle = (near + far) / 2
        inside = total_cost(x, y, w + middle * across, b + middle * up, beta, kind) < goals
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    return np.stack([w + far * across, b + far * up], axis=-1)


class Effort(LiveFigure):
    """Choose a penalty and β: the lowest total cost of a line moves on the left, the 12-gate curve relaxes on the right."""

    size = (9.6, 4.3)
    controls = [Choice("kind", "penalty", PENALTIES), Slider("exponent", "β = 10 to the power", LOWEST, HIGHEST, STEP)]
    alt = (
        f"Left: cost plus β times penalty of a line through three trades, its lowest point and the way there from (4, −4). "
        f"Right: {GATES} gates fitted to {TRADES} trades with the same penalty."
    )
    limits = (-0.5, 7.5), (-12.0, 4.0)

    def __init__(self, x, y, kind=L2, exponent=-0.5, seed=4):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.trades, self.later = moody_pair(3.0, seed)
        self.exponents = np.linspace(LOWEST, HIGHEST, round((HIGHEST - LOWEST) / STEP) + 1)
        betas = 10.0**self.exponents
        self.paths = {name: np.array([best_line(self.x, self.y, b, name) for b in (0, *betas)]) for name in PENALTIES}
        self.heights = {L1: l1_heights(*self.trades, GATES, betas), L2: l2_heights(*self.trades, GATES, betas)}
        super().__init__(kind=kind, exponent=exponent)

    def place(self, exponent):
        """Which of the prepared β this is"""
        return int(np.abs(self.exponents - exponent).argmin())

    def start(self, figure):
        self.map, self.right = figure.subplots(1, 2)
        self._start_map(self.map)
        self.data, self.validation, self.curve = draw_trades(self.right)
        self.data.set_data(*self.trades)
        self.validation.set_data(*self.later)
        self.columns = gate_columns(np.linspace(0, FAR, 401), GATES)
        self.no_floor = self.right.text(
            FAR / 2, -11, "no lowest point: the heights run away", color=plots.ERROR, fontsize=12, ha="center"
        )
        self.map_title, self.right_title = self.map.set_title(" "), self.right.set_title(" ")
        return [
            *self.rings,
            *self.zeros,
            self.star,
            self.path,
            self.spot,
            self.curve,
            self.no_floor,
            self.map_title,
            self.right_title,
        ]

    def _start_map(self, ax):
        (left, right), (low, high) = self.limits
        edge = dict(edgecolor="#6f93b5", linewidth=0.8, zorder=1)
        self.rings = [ax.add_patch(Polygon(np.zeros((1, 2)), facecolor=color, **edge)) for color in plots.BOWL]
        self.zeros = [line(0, color="#9aa7b3", linewidth=0.8, zorder=2) for line in (ax.axhline, ax.axvline)]
        ax.grid(False)
        ax.set(
            xlabel="w (slope)     ★ no penalty   blue: with penalty",
            ylabel="b (start)",
            xlim=(left, right),
            ylim=(low, high),
        )
        self.star = ax.plot(4, -4, "*", color=plots.DATA, markersize=14, zorder=4)[0]
        self.path = ax.plot([], [], color=plots.PREDICTION, zorder=5)[0]
        self.spot = ax.plot([], [], "o", color=plots.PREDICTION, markersize=10, zorder=6)[0]

    def draw(self, kind, exponent):
        beta, place = 10.0**exponent, self.place(exponent)
        path = self.paths[kind][: place + 2]
        w, b = path[-1]
        for polygon, ring in zip(self.rings, rings(self.x, self.y, w, b, beta, kind)):
            polygon.set_xy(ring)
        self.path.set_data(*path.T)
        self.spot.set_data([w], [b])
        self.map_title.set_text(f"β = {number(beta, 3 if beta < 1 else 2)}: w = {number(w, 2)}, b = {number(b, 2)}")
        heights = self.heights.get(kind)
        self.no_floor.set_visible(heights is None)
        self.curve.set_visible(heights is not None)
        if heights is None:
            self.right_title.set_text("no curve to draw")
            return
        self.curve.set_data(np.linspace(0, FAR, 401), self.columns @ heights[place])
        training, validation = self.costs(kind, place)
        size = short(penalty(L1, heights[place]))
        self.right_title.set_text(f"size {size}   training {short(training)}   validation {short(validation)}")

    def costs(self, kind, place):
        """The mean costs of the curve, in training and in validation"""
        return [mean_cost(*data, self.heights[kind][place]) for data in (self.trades, self.later)]

    def describe(self, kind, exponent):
        place = self.place(exponent)
        w, b = self.paths[kind][place + 1]
        line = f"With β = {number(10.0**exponent, 3 if exponent < 0 else 2)} and the penalty {kind} the best line has w = {number(w, 2)}, b = {number(b, 2)}."
        if kind not in self.heights:
            return f"{line} With {GATES} gates this penalty has no lowest point: the heights run away."
        size, (training, validation) = penalty(L1, self.heights[kind][place]), self.costs(kind, place)
        return (
            f"{line} The {GATES} gates have heights that add up to {short(size)} in size, mean cost {short(training)} in "
            f"training, {short(validation)} in validation."
        )
