"""Lines through data: the points, the line, its errors, and the bowl of its cost."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from .showing import BOWL, DATA, ERROR, PREDICTION, equation, number, show

COST_LEVELS = [1, 10, 40, 160, 640, 2560]  # the rings of the cost bowl


def draw_data(ax, x, y):
    """The data as dark dots; the axes are labelled in apples and bananas."""
    ax.set(xlabel="x (apples given)", ylabel="y (bananas received)")
    return ax.plot(x, y, "o", color=DATA, markersize=9, zorder=5)[0]


def draw_prediction(ax, w, b, ends=(0, 7)):
    """The line y_hat = w x + b, blue and solid."""
    ends = np.array(ends, dtype=float)
    return ax.plot(ends, w * ends + b, color=PREDICTION, zorder=3)[0]


def draw_errors(ax, x, y, w, b):
    """One thin orange bar per point, from the prediction to the data."""
    return ax.vlines(x, w * x + b, y, color=ERROR, linewidth=1.8, zorder=4)


class ErrorSquares:
    """Each error as a square standing on it: the area of all squares is the cost. `move(w, b, y)` redraws them."""

    def __init__(self, ax, x, y):
        self.ax, self.x = ax, x
        self.squares = [Rectangle((0, 0), 0, 0, facecolor=ERROR, edgecolor=ERROR, alpha=0.25, zorder=2) for _ in x]
        self.bars = [ax.plot([], [], color=ERROR, linewidth=1.8, zorder=4)[0] for _ in x]
        for square in self.squares:
            ax.add_patch(square)

    def move(self, w, b, y):
        """w, b numbers, y (n,): a square of side |w x + b - y|, measured in y, drawn equally wide on the screen."""
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        box = self.ax.bbox
        x_per_y = (right - left) / box.width / ((high - low) / box.height)
        for square, bar, x, y_hat, target in zip(self.squares, self.bars, self.x, w * self.x + b, y, strict=True):
            square.set_bounds(x, min(y_hat, target), abs(y_hat - target) * x_per_y, abs(y_hat - target))
            bar.set_data([x, x], [y_hat, target])


class Bowl:
    """The cost C(w, b) = sum (w x + b - y)^2 as rings of equal cost, like heights on a map.

    The rings are exact: the cost of a line is a quadratic bowl, so each ring is an ellipse around the best line, and
    another y only moves and shrinks them. Source: normal equations of least squares.
    """

    def __init__(self, ax, x, y, levels=COST_LEVELS):
        self.x, self.levels = np.asarray(x, dtype=float), sorted(levels, reverse=True)
        self.hessian_half = np.array([[self.x @ self.x, self.x.sum()], [self.x.sum(), len(self.x)]])
        angles = np.linspace(0, 2 * np.pi, 181)
        circle = np.stack([np.cos(angles), np.sin(angles)])
        self.unit_ring = np.linalg.solve(np.linalg.cholesky(self.hessian_half).T, circle).T
        self.rings = [
            Polygon(np.zeros((1, 2)), facecolor=color, edgecolor="#6f93b5", linewidth=0.8, zorder=1)
            for color in BOWL[: len(self.levels)]
        ]
        for ring in self.rings:
            ax.add_patch(ring)
        ax.set(xlabel="w (slope)", ylabel="b (start)")
        ax.grid(False)
        self.y = None
        self.move(y)

    def best(self, y):
        """(w, b, cost) of the line that fits y best."""
        w, b = np.linalg.solve(self.hessian_half, [self.x @ y, np.sum(y)])
        return w, b, float(np.sum((w * self.x + b - y) ** 2))

    def move(self, y):
        """Stand the bowl over the best line for y (n,)."""
        if np.array_equal(y, self.y):
            return
        self.y = np.array(y)
        w, b, lowest = self.best(y)
        for ring, level in zip(self.rings, self.levels, strict=True):
            ring.set_visible(level > lowest)
            ring.set_xy([w, b] + np.sqrt(max(level - lowest, 0.0)) * self.unit_ring)


def label_rings(ax, bowl, y):
    """Write its cost on each ring, at the ring's left-hand end."""
    w, b, lowest = bowl.best(y)
    for level in [level for level in bowl.levels if level > lowest]:
        points = [w, b] + np.sqrt(level - lowest) * bowl.unit_ring
        at = points[np.argmin(points[:, 0])]
        ax.annotate(number(level), at, color="#3d5a73", fontsize=9, ha="center", va="center", clip_on=True, zorder=2)


def show_rule(w, b, x, name="the rule"):
    """The line y = w x + b with the points at x marked."""
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    ax = figure.subplots()
    x = np.asarray(x, dtype=float)
    draw_data(ax, x, w * x + b)
    draw_prediction(ax, w, b, (0, x.max() + 1))
    ax.set_title(f"{name}: {equation(w, b) if b else f'y = {number(w)}x'}")
    points = ", ".join(f"({number(a)}, {number(w * a + b)})" for a in x)
    show(figure, f"A straight line, {name}, through the points {points}.")


def show_data(x, y):
    """The trades as dots, nothing else."""
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    ax = figure.subplots()
    draw_data(ax, x, y)
    ax.set(xlim=(0, 7), ylim=(-3, 25), title=f"{len(x)} trades with the Cookie Monster")
    points = ", ".join(f"({number(a)}, {number(c)})" for a, c in zip(x, y, strict=True))
    show(figure, f"{len(x)} dots, apples given against bananas received: {points}.")


def show_candidates(x, y, lines):
    """Each line (w, b) beside the data, with its errors as bars."""
    figure = Figure(figsize=(4.3 * len(lines), 3.8), layout="constrained")
    sentences = []
    for ax, (w, b) in zip(np.ravel(figure.subplots(1, len(lines), sharey=True)), lines, strict=True):
        draw_data(ax, x, y)
        draw_prediction(ax, w, b)
        draw_errors(ax, x, y, w, b)
        ax.set(xlim=(0, 7), ylim=(-3, 25), title=equation(w, b))
        ax.label_outer()
        errors = ", ".join(number(error) for error in w * x + b - y)
        sentences.append(f"{equation(w, b)} with errors {errors}")
    show(figure, f"The data and the lines {' and '.join(sentences)}; orange bars are the errors.")


def show_walk(x, y, points, w=(1.4, 4.6), b=(-5, 3)):
    """A walk over the cost bowl, seen from above: points is a list of (w, b)."""
    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    ax = figure.subplots()
    bowl = Bowl(ax, x, y)
    label_rings(ax, bowl, y)
    ax.plot(*np.transpose(points), "o-", color=PREDICTION, markersize=7, zorder=4)
    best_w, best_b, lowest = bowl.best(y)
    ax.plot(best_w, best_b, "*", color=DATA, markersize=15, zorder=4)
    costs = [np.sum((p * x + q - y) ** 2) for p, q in points]
    ax.set(xlim=w, ylim=b, title=f"from C = {number(costs[0])} to C = {number(costs[-1])}")
    path = ", ".join(f"({number(p)}, {number(q)})" for p, q in points)
    show(
        figure,
        f"Rings of equal cost, a long narrow valley; a walk {path} from cost {number(costs[0])} to "
        f"{number(costs[-1])}; a star marks the lowest point ({number(best_w)}, {number(best_b)}).",
    )
