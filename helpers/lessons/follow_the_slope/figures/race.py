"""The race: six ways to look for the lowest cost, side by side, for the same number of evaluations."""

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, Handle, LiveFigure, Play, Slider, Toggle
from ....plots import number
from ...fit_a_line.figures import line_cost
from . import contestants as rules

FLOOR = 1e-5  # lower costs are drawn here: a logarithmic axis has no 0
LOOKS = {  # name -> how its curve and its point on the bowl look; green goes by the slope
    "by hand": dict(color=plots.PREDICTION, marker="o", markersize=11, zorder=8),
    "grid": dict(color="#8a6d3b", marker="s", linestyle="--", zorder=4),
    "random": dict(color=plots.QUIET, marker="^", linestyle=":", zorder=4),
    "fixed steps": dict(color=plots.DATA, marker="D", linestyle="-.", zorder=5),
    "nudged slope": dict(color=plots.GRADIENT, marker="v", mfc="white", linestyle="--", zorder=6),
    "formula": dict(color=plots.GRADIENT, marker="P", zorder=7),
}


class TheRace(LiveFigure):
    """Spend evaluations and see how low each method is by then, on the bowl and as a curve; you may take part."""

    size = (9.8, 4.6)
    controls = [
        Slider("power", "evaluations = 10 to the power", 0.0, 5.0, 0.05),
        Choice("step", "fixed steps of", rules.STEP_SIZES),
        Toggle("fog", "fog"),
        Play("Run the race"),
        Button("forget", "Forget my tries"),
    ]
    alt = "Left: the best point so far of six methods on the rings of equal cost. Right: their lowest cost so far."

    def __init__(self, x, y, power=2.0, step=0.01):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.tracks = rules.run(self.x, self.y)
        waits = [np.inf if wait is None else wait for wait in (t.arrives() for t in self.tracks["random"])]
        self.typical = self.tracks["random"][np.argsort(waits, kind="stable")[len(waits) // 2 - 1]]
        costs = np.array([track.at(rules.CHECKPOINTS)[0] for track in self.tracks["random"]])
        self.spread = np.percentile(costs, (10, 50, 90), axis=0)
        super().__init__(power=power, step=step, fog=False, hand=rules.START, tries=(rules.START,))

    def start(self, figure):
        self.map, self.chart = figure.subplots(1, 2)
        bowl = plots.Bowl(self.map, self.x, self.y)
        self.map.set(xlim=rules.BOX[0], ylim=rules.BOX[1])
        plots.label_rings(self.map, bowl, self.y)
        self.hidden_by_fog = [*bowl.rings, *self.map.texts]
        self._start_chart(self.chart)
        self._start_contestants()
        self.tried = self.map.plot([], [], "o", color=plots.PREDICTION, markersize=4, mfc="white", zorder=7)[0]
        self.map_title, self.chart_title = self.map.set_title(" "), self.chart.set_title(" ")
        self.handles = [
            Handle("your dot", self.map, lambda hand, **_: hand, self._drag_hand, (0.01, 0.02), anywhere=True)
        ]
        return [
            *self.hidden_by_fog,
            self.band,
            *self.curves.values(),
            *self.ends.values(),
            *self.points.values(),
            self.tried,
            self.map_title,
            self.chart_title,
        ]

    def _start_chart(self, ax):
        ax.set(xlabel="evaluations spent", ylabel="lowest C so far", xscale="log", yscale="log")
        ax.set(xlim=(0.8, 1.4 * rules.BUDGET), ylim=(FLOOR / 1.5, 200))
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        ax.yaxis.set_major_formatter(lambda value, _: number(value, 5))
        ax.axhline(rules.GOAL, color=plots.QUIET, linewidth=1, linestyle=":")

    def _start_contestants(self):
        self.band = self.chart.fill([], [], color=plots.QUIET, alpha=0.2, linewidth=0, zorder=2)[0]
        self.curves, self.ends, self.points = {}, {}, {}
        for name, look in LOOKS.items():
            line = {k: look[k] for k in ("color", "linestyle", "zorder") if k in look}
            point = {"markersize": 8} | look | {"linestyle": "none"}
            self.curves[name] = self.chart.plot([], [], drawstyle="steps-post", linewidth=1.8, **line)[0]
            self.ends[name] = self.chart.plot([], [], **point | {"markersize": 8}, label=name)[0]
            self.points[name] = self.map.plot([], [], **point)[0]
        self.chart.legend(loc="lower left", fontsize=10, labelspacing=0.3, borderaxespad=0.2)

    def draw(self, power, step, fog, hand, tries, playing=False):
        spent = self.evaluations(power)
        shown = rules.CHECKPOINTS[rules.CHECKPOINTS <= spent]
        for name, (costs, now) in self._standings(step, tries, shown, spent).items():
            self.curves[name].set_data(shown, np.maximum(costs, FLOOR))
            self.ends[name].set_data([spent], [max(now[0], FLOOR)])
            self.points[name].set_data([now[1]], [now[2]])
        self.points["by hand"].set_data([hand[0]], [hand[1]])
        low, high = self.spread[0, : len(shown)], self.spread[2, : len(shown)]
        self.band.set_xy(np.column_stack([np.r_[shown, shown[::-1]], np.r_[low, high[::-1]]]))
        self.tried.set_data([w for w, _ in tries], [b for _, b in tries])
        if fog == self.hidden_by_fog[0].get_visible():
            rivals = [point for name, point in self.points.items() if name != "by hand"]
            for part in self.hidden_by_fog + rivals:
                part.set_visible(not fog)
        self.map_title.set_text(f"you: {len(tries)} spent, lowest C = {number(self.hand(tries).cost[-1], 3)}")
        count = len(self.arrived(spent, step, tries))
        self.chart_title.set_text(f"{spent:,} evaluations, below {rules.GOAL:g}: {count} of {len(LOOKS)}")

    def evaluations(self, power):
        return int(rules.CHECKPOINTS[rules.CHECKPOINTS <= 10**power + 0.5][-1])

    def hand(self, tries):
        """The learner's own track: every release of the dot is one evaluation, the start the first"""
        w, b = np.transpose(tries)
        return rules.best_so_far(np.arange(1, len(tries) + 1), [line_cost(self.x, self.y, *t) for t in tries], w, b)

    def _tracks(self, step, tries):
        return {
            "by hand": self.hand(tries),
            "grid": self.tracks["grid"],
            "random": self.typical,
            "fixed steps": self.tracks["steps"][step],
            "nudged slope": self.tracks["nudged"],
            "formula": self.tracks["formula"],
        }

    def _standings(self, step, tries, shown, spent):
        """name -> (its lowest costs at the checkpoints shown, (cost, w, b) now); random: the median of all seeds"""
        standings = {}
        for name, track in self._tracks(step, tries).items():
            costs, now = track.at(shown)[0], track.at(spent)
            if name == "random":
                costs = self.spread[1, : len(shown)]
                now = (costs[-1], *now[1:])
            standings[name] = costs, now
        return standings

    def arrived(self, spent, step, tries):
        """The names of those whose cost is below the goal by now"""
        waits = {name: track.arrives() for name, track in self._tracks(step, tries).items()}
        return [name for name, wait in waits.items() if wait is not None and wait <= spent]

    def describe(self, power, step, hand, tries, **_):
        spent = self.evaluations(power)
        standings = self._standings(step, tries, rules.CHECKPOINTS[rules.CHECKPOINTS <= spent], spent)
        told = ", ".join(f"{name} {number(float(now[0]), 3)}" for name, (_, now) in standings.items())
        where = f"Your dot is at ({number(hand[0])}, {number(hand[1])}), {len(tries)} evaluations spent."
        return f"After {spent:,} evaluations the lowest costs are: {told}. Fixed steps are {number(step)} long. {where}"

    def released(self, hand, tries, **_):
        return {} if tries[-1] == hand else {"tries": (*tries, hand)}

    def forget(self, **_):
        return {"hand": rules.START, "tries": (rules.START,)}

    def tick(self, power, **_):
        """A twentieth of a power of ten each frame"""
        return {"power": power + 0.05} if power < 5 else None

    def apply(self, changes):
        """Run, pressed at the end, begins again"""
        if changes.get("playing") and self.state["power"] >= 5:
            changes = {"power": 0.0} | changes
        super().apply(changes)

    def _drag_hand(self, across, up, /, **_):
        (left, right), (low, high) = rules.BOX
        return {"hand": (round(min(max(across, left), right), 2), round(min(max(up, low), high), 2))}

    def counts(self):
        """The evaluations that each method needs to bring C below 0.01, one line each; 'never' if it fails"""
        told = lambda count: "never" if count is None else f"{count:,}"
        median, low, high = map(told, rules.median_and_spread([t.arrives() for t in self.tracks["random"]]))
        rows = {"grid": told(self.tracks["grid"].arrives())}
        rows["random"] = f"{median}   (median of {rules.SEEDS} seeds; one in ten by {low}, nine in ten by {high})"
        rows |= {f"steps of {number(s)}": told(t.arrives()) for s, t in self.tracks["steps"].items()}
        rows |= {
            "nudged slope": told(self.tracks["nudged"].arrives()),
            "formula": told(self.tracks["formula"].arrives()),
        }
        return [f"{name:<14}{count:>7}" for name, count in rows.items()]
