"""Effort: a penalty on the weights moves the lowest point of the cost; which way, and what becomes of the curve?"""

import numpy as np

from ... import plots
from ...live_figure import Choice, LiveFigure, Slider
from ...plots import number
from .capacity import TRADES, draw_trades, moody_pair, short
from .fits import FAR, PENALTIES, best_line, gate_columns, l1_heights, l2_heights, mean_cost, penalty, total_cost

SLIDES, L1, L2 = PENALTIES
LOWEST, HIGHEST, STEP = -3.0, 1.0, 0.05  # β = 10 to this power
GATES = 12
BANDS = np.array([1, 10, 40, 160, 640, 2560])  # the total cost above its lowest, as rings of the bowl


class Effort(LiveFigure):
    """Choose a penalty and β: the lowest total cost of a line moves on the left, the 12-gate curve relaxes on the right."""

    size = (9.6, 4.3)
    controls = [Choice("kind", "penalty", PENALTIES), Slider("exponent", "β = 10 to the power", LOWEST, HIGHEST, STEP)]
    alt = (f"Left: cost plus β times penalty of a line through three trades, its lowest point and the way there from (4, −4). "
           f"Right: {GATES} gates fitted to {TRADES} trades with the same penalty.")  # fmt: skip
    limits = (-0.5, 7.5), (-12.0, 4.0)

    def __init__(self, x, y, kind=L2, exponent=LOWEST, seed=4):
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
        self.data, self.validation, self.curve, _ = draw_trades(self.right)
        self.data.set_data(*self.trades)
        self.validation.set_data(*self.later)
        self.columns = gate_columns(np.linspace(0, FAR, 401), GATES)
        self.no_floor = self.right.text(FAR / 2, -11, "no lowest point: the heights run away", color=plots.ERROR, fontsize=12,
                                        ha="center")  # fmt: skip
        self.map_title, self.right_title = self.map.set_title(" "), self.right.set_title(" ")
        return [self.rings, *self.zeros, self.star, self.key, self.path, self.spot, self.curve, self.no_floor,
                self.map_title, self.right_title]  # fmt: skip

    def _start_map(self, ax):
        (left, right), (low, high) = self.limits
        self.grid = np.meshgrid(np.linspace(left, right, 220), np.linspace(low, high, 220))
        shades = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (*plots.BOWL[::-1], "#ffffff")], np.uint8)
        self.shades, self.bowl = shades, total_cost(self.x, self.y, *self.grid, 0.0, L2)
        self.penalties = {name: penalty(name, np.stack(self.grid, axis=-1)) for name in PENALTIES}
        self.rings = ax.imshow(self._picture(0.0, L2), origin="lower", extent=(left, right, low, high), aspect="auto",
                               interpolation="nearest", zorder=1)  # fmt: skip
        self.zeros = [line(0, color="#9aa7b3", linewidth=0.8, zorder=2) for line in (ax.axhline, ax.axvline)]
        ax.grid(False)
        ax.set(xlabel="w (slope)", ylabel="b (start)", xlim=(left, right), ylim=(low, high))
        self.star = ax.plot(4, -4, "*", color=plots.DATA, markersize=14, zorder=4, label="lowest without penalty")[0]
        self.path = ax.plot([], [], color=plots.PREDICTION, zorder=5)[0]
        self.spot = ax.plot([], [], "o", color=plots.PREDICTION, markersize=10, zorder=6, label="lowest with penalty")[0]
        self.key = ax.legend(loc="lower left", fontsize=10, labelspacing=0.3)

    def _picture(self, beta, kind):
        """The total cost above its lowest, band by band, as colours (220, 220, 3)"""
        lowest = total_cost(self.x, self.y, *best_line(self.x, self.y, beta, kind), beta, kind)
        return self.shades[np.searchsorted(BANDS, self.bowl + beta * self.penalties[kind] - lowest)]

    def draw(self, kind, exponent):
        beta, place = 10.0**exponent, self.place(exponent)
        path = self.paths[kind][: place + 2]
        w, b = path[-1]
        self.rings.set_data(self._picture(beta, kind))
        self.path.set_data(*path.T)
        self.spot.set_data([w], [b])
        self.map_title.set_text(f"β = {number(beta, 3)}: w = {number(w, 2)}, b = {number(b, 2)}")
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
        line = f"With β = {number(10.0**exponent, 3)} and the penalty {kind} the best line has w = {number(w, 2)}, b = {number(b, 2)}."
        if kind not in self.heights:
            return f"{line} With {GATES} gates this penalty has no lowest point: the heights run away."
        size, (training, validation) = penalty(L1, self.heights[kind][place]), self.costs(kind, place)
        return (f"{line} The {GATES} gates have heights that add up to {short(size)} in size, mean cost {short(training)} in "
                f"training, {short(validation)} in validation.")  # fmt: skip
