"""The live figures of notebook 01: Fit it by hand, and Walk the bowl."""

from functools import lru_cache, partial

import numpy as np

from ... import plots
from ...live_figure import Button, Choice, LiveFigure, Play, Slider
from ...marks import separate
from ...plots import equation, number
from .numbers import line_cost, neighbours, walk

__all__ = ["FitByHand", "WalkTheBowl"]

W_RANGE, B_RANGE = (-1.0, 7.0), (-10.0, 6.0)
ENDS, GRIPS = np.array([0, 8.5]), np.array([0, 7])  # x of the ends of the line, and of the spots to hold it by


class FitByHand(LiveFigure):
    """Drag the line, a point or the dot on the cost bowl; squares show the cost; every try leaves a trace."""

    size = (9.6, 4.3)
    controls = [
        Slider("w", "w (slope)", *W_RANGE, 0.1),
        Slider("b", "b (start)", *B_RANGE, 0.1),
        Button("put_back", "Put the points back"),
    ]
    alt = "Left: the data, a line and the square of each error. Right: the cost of every line (w, b) as rings."
    try_of = "w", "b"

    def __init__(self, x, y, w=2.0, b=2.0):
        self.x, self.first_y = np.asarray(x, dtype=float), tuple(map(float, y))
        super().__init__(w=w, b=b, y=self.first_y, tries=((w, b),))

    def numbers(self, w, b, y, tries):
        targets = np.array(y)
        costs = [line_cost(self.x, targets, *line) for line in (*tries, (w, b))]
        rule, cost, best = equation(w, b), number(costs[-1], 2), number(min(costs), 2)
        known = {f"y{n}": height for n, height in enumerate(y, 1)}
        known |= dict(targets=targets, ends=w * ENDS + b, grips=w * GRIPS + b, right_grip=7 * w + b)
        return known | dict(
            errors=w * self.x + b - targets,
            rule=rule,
            cost=cost,
            title=f"{rule}     C = {cost}",
            tally=f"{len(tries)} {'try' if len(tries) == 1 else 'tries'}, best so far {best}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        self._start_data(left)
        self._start_bowl(right)
        self.hold("line, left end", left, 0.0, "b", (0, 0.1))
        self.hold("line, right end", left, 7.0, "right_grip", (0, 0.7), drag=self._drag_right)
        for n, x in enumerate(self.x, 1):
            self.hold(f"data point {n}", left, x, f"y{n}", (0, 0.5), drag=partial(self._drag_point, n - 1))
        self.hold("dot on the bowl", right, "w", "b", (0.1, 0.1), anywhere=True)

    def _start_data(self, ax):
        dots, squares = plots.draw_data(ax, self.x, self.first_y), plots.ErrorSquares(ax, self.x, self.first_y)
        ax.set(xlim=(-0.4, 8.5), ylim=(-8, 30))
        self.mark(dots.set_ydata, "targets", artists=[dots])
        self.line(ax, ENDS, "ends", color=plots.PREDICTION, zorder=3)
        self.line(ax, GRIPS, "grips", style="s", color=plots.PREDICTION, markersize=9, zorder=4)
        self.mark(squares.move, "w", "b", "targets", artists=squares.squares + squares.bars)
        self.title(ax, "title")

    def _start_bowl(self, ax):
        bowl = plots.Bowl(ax, self.x, np.array(self.first_y))
        ax.set(xlim=W_RANGE, ylim=B_RANGE)
        self.mark(bowl.move, "targets", artists=bowl.rings)
        self.line(ax, "tries", style="o-", color=plots.QUIET, markersize=5, linewidth=0.8, mfc="white")
        self.line(ax, "w", "b", style="o", color=plots.PREDICTION, markersize=11, zorder=5)
        self.title(ax, "tally", zorder=0)  # it rests

    def describe(self, rule, y, errors, cost, **_):
        errors = ", ".join(number(e, 2) for e in errors)
        points = ", ".join(f"({number(p)}, {number(q, 2)})" for p, q in zip(self.x, y, strict=True))
        return f"The line is {rule}, the points are {points}, the errors {errors}, the cost C = {cost}."

    def put_back(self, **_):
        return {"y": self.first_y}

    def _drag_right(self, across, up, /, b, **_):
        return {"w": (up - b) / 7}

    def _drag_point(self, index, across, up, /, y, **_):
        height = round(min(max(up, -8.0), 30.0) * 2) / 2
        return {"y": (*y[:index], height, *y[index + 1 :])}


class WalkTheBowl(LiveFigure):
    """Search by steps on the cost bowl: one step at a time or running; stuck is visible; old walks stay as traces."""

    size = (9.6, 4.3)
    controls = [
        Choice("step", "step size", [1, 0.5, 0.1, 0.01]),
        Button("one_step", "One step"),
        Play("Run"),
        Button("back", "Back to the start"),
    ]
    alt = "Left: a search walking over the rings of equal cost. Right: the cost against the evaluations spent."
    limits = (0.0, 7.0), (-7.0, 5.0)

    def __init__(self, x, y, w=2.0, b=2.0, step=1):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.path = lru_cache(8)(partial(walk, self.x, self.y))  # of (w, b, step)
        super().__init__(step=step, w=w, b=b, moves=0, old=())

    def numbers(self, step, w, b, moves, old, **_):
        path = self.path(w, b, step)
        at_w, at_b, cost, spent = path[moves]
        walked, stuck = np.array(path[: moves + 1]), moves == len(path) - 1
        spot, height = f"({number(at_w)}, {number(at_b)})", number(cost)
        return dict(at_w=at_w, at_b=at_b, cost=cost, spent=spent, stuck=stuck, spot=spot, height=height) | dict(
            trail=walked[:, :2],
            curve=walked[:, [3, 2]],
            traces=separate(*old),
            around=[line_cost(self.x, self.y, *point) for point in neighbours(at_w, at_b, step)],
            where=f"{spot}   C = {height}{', stuck' if stuck else ''}",
            count=f"{spent} evaluation{'s' if spent > 1 else ''}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        self._start_map(left)
        self._start_chart(right)
        self.hold("start of the walk", left, "at_w", "at_b", (1, 1), anywhere=True, drag=self._drag_start)

    def _start_map(self, ax):
        plots.label_rings(ax, plots.Bowl(ax, self.x, self.y), self.y)
        ax.set(xlim=self.limits[0], ylim=self.limits[1])
        self.line(ax, "traces", style="--", color=plots.QUIET, linewidth=1.2, zorder=3)
        self.line(ax, "trail", style=".-", color=plots.PREDICTION, markersize=7, zorder=4)
        self.line(ax, "at_w", "at_b", style="o", color=plots.PREDICTION, markersize=11, zorder=5)
        box = dict(facecolor="white", edgecolor="none", alpha=0.85, pad=1.5)
        labels = [ax.text(0, 0, "", fontsize=11, ha="center", va="center", zorder=6, bbox=box) for _ in range(4)]
        self.mark(partial(self._label_neighbours, labels), "at_w", "at_b", "step", "cost", "around", artists=labels)
        self.title(ax, "where")

    def _start_chart(self, ax):
        ax.set(xlabel="evaluations of C spent", ylabel="C so far", xscale="log", yscale="log")
        ax.set(xlim=(0.9, 5000), ylim=(0.003, 3000))
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:g}")
        self.line(ax, "curve", drawstyle="steps-post", color=plots.PREDICTION)
        self.line(ax, "spent", "cost", style="o", color=plots.PREDICTION, markersize=8)
        self.title(ax, "count")

    def _label_neighbours(self, labels, w, b, step, cost, around):
        """The cost of the four neighbours, orange ✗ where it is no lower, green ✓ where it is."""
        for label, new, (i, j) in zip(labels, around, neighbours(0, 0, 1), strict=True):
            better = new < cost
            label.set_text(f"{number(new, 4 if new < 1 else 2)} {'✓' if better else '✗'}")
            label.set_color(plots.GRADIENT if better else plots.ERROR)
            label.set_position((w + i * max(step, 0.75), b + j * max(step, 0.8)))

    def describe(self, step, spot, height, spent, around, stuck, **_):
        costs = ", ".join(number(cost, 2) for cost in around)
        end = " No neighbour is lower: the search is stuck." if stuck else ""
        return (
            f"Step size {number(step)}, at {spot}, cost {height}, evaluations spent: {spent}. "
            f"The neighbours w+, w−, b+, b− cost {costs}.{end}"
        )

    def follow(self, changed, **state):
        """Another step size or start begins again at the start; what was walked stays as a trace."""
        if all(changed.get(name, state[name]) == state[name] for name in ("step", "w", "b")):
            return {}
        return self.back(**(state | changed)) | {name: state[name] for name in changed}

    def one_step(self, step, w, b, moves, **_):
        return {"moves": min(moves + 1, len(self.path(w, b, step)) - 1), "playing": False}

    def back(self, step, w, b, moves, old, **_):
        trace = tuple(p[:2] for p in self.path(w, b, step)[: moves + 1])
        return {"moves": 0, "playing": False, "old": (*old, trace)[-6:] if moves else old}

    def tick(self, step, w, b, moves, **_):
        """One step a frame for large steps, more for small ones, so that every walk takes about two seconds."""
        last = len(self.path(w, b, step)) - 1
        return {"moves": min(moves + 1 + last // 60, last)} if moves < last else None

    def _drag_start(self, across, up, /, **_):
        w, b = np.clip((across, up), *np.transpose(self.limits))
        return {"w": float(round(w)), "b": float(round(b))}
