"""The live figures of notebook 01: Fit it by hand, and Walk the bowl."""

import numpy as np

from ... import plots
from ...live_figure import Button, Choice, Handle, LiveFigure, Play, Slider
from ...plots import equation, number

__all__ = ["FitByHand", "WalkTheBowl"]

W_RANGE, B_RANGE = (-1.0, 7.0), (-10.0, 6.0)
MOST_TRIES = 60


def line_cost(x, y, w, b):
    """C(w, b) = sum of (w x + b - y)^2 over the points: x, y (n,) -> a number."""
    errors = w * x + b - y
    return float(errors @ errors)


def walk(x, y, w, b, step, most=20_000):
    """Unit-step search: [(w, b, cost, evaluations so far), ...] of the accepted points, the start first.

    The rule: try w + step, w - step, b + step, b - step in this order, take the first that costs less, start again;
    stop when none does. Every cost that is computed counts, the start too. The last entry repeats the stopping point
    with all its evaluations. Points are start + whole steps, so that no rounding error adds up.
    """
    i = j = 0
    at = lambda i, j: (round(w + i * step, 10), round(b + j * step, 10))
    cost, spent = line_cost(x, y, *at(0, 0)), 1
    path = [(*at(0, 0), cost, spent)]
    while spent < most:
        for di, dj in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            new, spent = line_cost(x, y, *at(i + di, j + dj)), spent + 1
            if new < cost:
                i, j, cost = i + di, j + dj, new
                path.append((*at(i, j), cost, spent))
                break
        else:
            break
    return path + [(*at(i, j), cost, spent)]


class FitByHand(LiveFigure):
    """Drag the line, a point or the dot on the cost bowl; squares show the cost; every try leaves a trace."""

    size = (9.6, 4.3)
    controls = [
        Slider("w", "w (slope)", *W_RANGE, 0.1),
        Slider("b", "b (start)", *B_RANGE, 0.1),
        Button("put_back", "Put the points back"),
    ]
    alt = "Left: the data, a line and the square of each error. Right: the cost of every line (w, b) as rings."

    def __init__(self, x, y, w=2.0, b=2.0):
        self.x, self.first_y = np.asarray(x, dtype=float), tuple(float(v) for v in y)
        super().__init__(w=w, b=b, y=self.first_y, tries=((w, b),))

    def start(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        self.dots = plots.draw_data(self.left, self.x, self.first_y)
        self.left.set(xlim=(-0.4, 8.5), ylim=(-8, 30))
        self.line = plots.draw_prediction(self.left, 0, 0, (0, 8.5))
        self.grips = self.left.plot([], [], "s", color=plots.PREDICTION, markersize=9, zorder=4)[0]
        self.squares = plots.ErrorSquares(self.left, self.x, self.first_y)
        self.bowl = plots.Bowl(self.right, self.x, np.array(self.first_y))
        self.right.set(xlim=W_RANGE, ylim=B_RANGE)
        self.trace = self.right.plot([], [], "o-", color=plots.QUIET, markersize=5, linewidth=0.8, mfc="white")[0]
        self.spot = self.right.plot([], [], "o", color=plots.PREDICTION, markersize=11, zorder=5)[0]
        self.left_title, self.right_title = self.left.set_title(" "), self.right.set_title(" ", zorder=0)  # it rests
        self.handles = [
            Handle("line, left end", self.left, self._left_end, self._drag_left, (0, 0.1)),
            Handle("line, right end", self.left, self._right_end, self._drag_right, (0, 0.7)),
            *[self._point_handle(n) for n in range(len(self.x))],
            Handle("dot on the bowl", self.right, lambda w, b, **_: (w, b), self._drag_spot, (0.1, 0.1), anywhere=True),
        ]
        moving = [self.dots, self.line, self.grips, self.trace, self.spot, self.left_title, self.right_title]
        return moving + self.squares.squares + self.squares.bars + self.bowl.rings

    def draw(self, w, b, y, tries):
        y = np.array(y)
        self.dots.set_ydata(y)
        self.line.set_ydata([b, w * 8.5 + b])
        self.grips.set_data([0, 7], [b, 7 * w + b])
        self.squares.move(w, b, y)
        self.bowl.move(y)
        self.trace.set_data([p for p, _ in tries], [q for _, q in tries])
        self.spot.set_data([w], [b])
        self.left_title.set_text(f"{equation(w, b)}     C = {number(line_cost(self.x, y, w, b), 2)}")
        best = min(line_cost(self.x, y, p, q) for p, q in (*tries, (w, b)))
        self.right_title.set_text(
            f"{len(tries)} {'try' if len(tries) == 1 else 'tries'}, best so far {number(best, 2)}"
        )

    def describe(self, w, b, y, tries):
        errors = ", ".join(number(e, 2) for e in w * self.x + b - np.array(y))
        points = ", ".join(f"({number(p)}, {number(q, 2)})" for p, q in zip(self.x, y))
        cost = number(line_cost(self.x, np.array(y), w, b), 2)
        return f"The line is {equation(w, b)}, the points are {points}, the errors {errors}, the cost C = {cost}."

    def released(self, w, b, tries, **_):
        return {} if tries[-1] == (w, b) else {"tries": (*tries, (w, b))[-MOST_TRIES:]}

    def put_back(self, **_):
        return {"y": self.first_y}

    def _left_end(self, b, **_):
        return 0.0, b

    def _drag_left(self, across, up, /, **_):
        return {"b": up}

    def _right_end(self, w, b, **_):
        return 7.0, 7 * w + b

    def _drag_right(self, across, up, /, b, **_):
        return {"w": (up - b) / 7}

    def _drag_spot(self, across, up, /, **_):
        return {"w": across, "b": up}

    def _point_handle(self, n):
        def drag(across, up, /, y, **_):
            height = round(min(max(up, -8.0), 30.0) * 2) / 2
            return {"y": (*y[:n], height, *y[n + 1 :])}

        return Handle(f"data point {n + 1}", self.left, lambda y, **_: (self.x[n], y[n]), drag, (0, 0.5))


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
    label_look = dict(
        fontsize=11,
        ha="center",
        va="center",
        zorder=6,
        bbox=dict(facecolor="white", edgecolor="none", alpha=0.85, pad=1.5),
    )

    def __init__(self, x, y, w=2.0, b=2.0, step=1):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self._walked = {}
        super().__init__(step=step, w=w, b=b, moves=0, old=())

    def path(self, w, b, step):
        """The whole walk from (w, b); walked once, then remembered."""
        if (w, b, step) not in self._walked:
            self._walked = {(w, b, step): walk(self.x, self.y, w, b, step)}
        return self._walked[w, b, step]

    def start(self, figure):
        self.map, self.chart = figure.subplots(1, 2, width_ratios=(3, 2))
        bowl = plots.Bowl(self.map, self.x, self.y)
        self.map.set(xlim=self.limits[0], ylim=self.limits[1])
        plots.label_rings(self.map, bowl, self.y)
        self.traces = self.map.plot([], [], color=plots.QUIET, linewidth=1.2, linestyle="--", zorder=3)[0]
        self.trail = self.map.plot([], [], ".-", color=plots.PREDICTION, markersize=7, zorder=4)[0]
        self.spot = self.map.plot([], [], "o", color=plots.PREDICTION, markersize=11, zorder=5)[0]
        self.costs = [self.map.text(0, 0, "", **self.label_look) for _ in range(4)]
        self.chart.set(xlabel="evaluations of C spent", ylabel="C so far", xscale="log", yscale="log")
        self.chart.set(xlim=(0.9, 5000), ylim=(0.003, 3000))
        for axis in (self.chart.xaxis, self.chart.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:g}")
        self.curve = self.chart.plot([], [], drawstyle="steps-post", color=plots.PREDICTION)[0]
        self.now = self.chart.plot([], [], "o", color=plots.PREDICTION, markersize=8)[0]
        self.map_title, self.chart_title = self.map.set_title(" "), self.chart.set_title(" ")
        at = lambda w, b, step, moves, **_: self.path(w, b, step)[moves][:2]
        self.handles = [Handle("start of the walk", self.map, at, self._drag_start, (1, 1), anywhere=True)]
        return [self.traces, self.trail, self.spot, *self.costs, self.curve, self.now, self.map_title, self.chart_title]

    def draw(self, step, w, b, moves, old, playing=False):
        path = self.path(w, b, step)
        shown, (at_w, at_b, cost, spent) = path[: moves + 1], path[moves]
        self.trail.set_data([p[0] for p in shown], [p[1] for p in shown])
        self.spot.set_data([at_w], [at_b])
        self.traces.set_data(*zip(*[p for trace in old for p in (*trace, (np.nan, np.nan))]) if old else ([], []))
        self.curve.set_data([p[3] for p in shown], [p[2] for p in shown])
        self.now.set_data([spent], [cost])
        self._show_neighbours(at_w, at_b, step, cost)
        stuck = ", stuck" if self.is_stuck(step, w, b, moves) else ""
        self.map_title.set_text(f"({number(at_w)}, {number(at_b)})   C = {number(cost)}{stuck}")
        self.chart_title.set_text(f"{spent} evaluation{'s' if spent > 1 else ''}")

    def _show_neighbours(self, w, b, step, cost):
        """The cost of the four neighbours, orange ✗ where it is no lower, green ✓ where it is."""
        for text, (di, dj) in zip(self.costs, ((1, 0), (-1, 0), (0, 1), (0, -1))):
            new = line_cost(self.x, self.y, w + di * step, b + dj * step)
            better = new < cost
            text.set_text(f"{number(new, 4 if new < 1 else 2)} {'✓' if better else '✗'}")
            text.set_color(plots.GRADIENT if better else plots.ERROR)
            text.set_position((w + di * max(step, 0.75), b + dj * max(step, 0.8)))

    def describe(self, step, w, b, moves, **_):
        at_w, at_b, cost, spent = self.path(w, b, step)[moves]
        neighbours = [
            line_cost(self.x, self.y, at_w + i, at_b + j) for i, j in ((step, 0), (-step, 0), (0, step), (0, -step))
        ]
        told = ", ".join(number(c, 2) for c in neighbours)
        end = "No neighbour is lower: the search is stuck." if self.is_stuck(step, w, b, moves) else ""
        return (
            f"Step size {number(step)}, at ({number(at_w)}, {number(at_b)}), cost {number(cost)}, "
            f"evaluations spent: {spent}. The neighbours w+, w−, b+, b− cost {told}. {end}"
        ).strip()

    def is_stuck(self, step, w, b, moves):
        return moves == len(self.path(w, b, step)) - 1

    def apply(self, changes):
        """Changing the step size or the start begins again at the start; what was walked stays as a trace."""
        begins_again = {"step", "w", "b"} & {k for k, v in changes.items() if self.state.get(k) != v}
        if begins_again:
            changes = self.back(**self.state) | changes
        super().apply(changes)

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
        (left, right), (low, high) = self.limits
        return {"w": float(round(min(max(across, left), right))), "b": float(round(min(max(up, low), high)))}
