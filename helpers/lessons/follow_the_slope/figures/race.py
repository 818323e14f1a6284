"""The race: six ways to look for the lowest cost, side by side, for the same number of evaluations."""

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, LiveFigure, Play, Slider, Toggle
from ....plots import number
from ...fit_a_line.numbers import line_cost
from ..numbers import BOX, BUDGET, CHECKPOINTS, GOAL, SEEDS, START, STEP_SIZES, best_so_far, median_and_tenths, run

FLOOR = 1e-5  # lower costs are drawn here: a logarithmic axis has no 0
LOOKS = {  # name -> its marker, its curve, and how both look; green goes by the slope
    "by hand": ("o", "-", dict(color=plots.PREDICTION, zorder=8)),
    "grid": ("s", "--", dict(color="#8a6d3b", zorder=4)),
    "random": ("^", ":", dict(color=plots.QUIET, zorder=4)),
    "fixed steps": ("D", "-.", dict(color=plots.DATA, zorder=5)),
    "numerical gradient": ("v", "--", dict(color=plots.GRADIENT, mfc="white", zorder=6)),
    "analytic gradient": ("P", "-", dict(color=plots.GRADIENT, zorder=7)),
}


class TheRace(LiveFigure):
    """Spend evaluations and see how low each method is by then, on the bowl and as a curve; you may take part."""

    size = (9.8, 4.6)
    controls = [
        Slider("power", "evaluations = 10 to the power", 0.0, 5.0, 0.05),
        Choice("step", "fixed steps of", STEP_SIZES),
        Toggle("fog", "hide the map"),
        Play("Run the race"),
        Button("forget", "Forget my tries"),
    ]
    alt = "Left: the best point so far of six methods on the rings of equal cost. Right: their lowest cost so far."
    try_of, most_tries = ("hand",), BUDGET

    def __init__(self, x, y, power=2.0, step=0.01):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.tracks = run(tuple(self.x), tuple(self.y))
        seeds = self.tracks["random"]
        self.typical = sorted(seeds, key=lambda track: track.arrives())[len(seeds) // 2 - 1]
        self.tenths = np.percentile([track.at(CHECKPOINTS)[0] for track in seeds], (10, 50, 90), axis=0)
        super().__init__(power=power, step=step, fog=False, hand=START, tries=(START,))

    def contestants(self, step, tries):
        """name -> its Track; by hand: every release of the dot is one evaluation, the start the first"""
        costs = [line_cost(self.x, self.y, *each) for each in tries]
        hand = best_so_far(np.arange(1, len(tries) + 1), costs, *np.transpose(tries))
        chosen = {"random": self.typical, "fixed steps": self.tracks["fixed steps"][step]}
        return {"by hand": hand} | self.tracks | chosen

    def numbers(self, power, step, fog, hand, tries, **_):
        shown = CHECKPOINTS[CHECKPOINTS <= 10**power + 0.5]
        spent, tracks = int(shown[-1]), self.contestants(step, tries)
        best = {name: track.at(shown) for name, track in tracks.items()}
        low, best["random"][0], high = self.tenths[:, : len(shown)]
        arrived = [name for name, track in tracks.items() if track.arrives() <= spent]
        known = dict(shown=shown, spent=spent, arrived=arrived, hand_w=hand[0], hand_b=hand[1], clear=not fog)
        for name, (costs, w, b) in best.items():
            known[f"{name} costs"], known[f"{name} cost"] = np.maximum(costs, FLOOR), max(costs[-1], FLOOR)
            known[f"{name} point"] = hand if name == "by hand" else (w[-1], b[-1])
        return known | dict(
            lowest={name: float(costs[-1]) for name, (costs, _, _) in best.items()},
            band=np.column_stack([np.r_[shown, shown[::-1]], np.r_[low, high[::-1]]]),
            score=f"you: {len(tries)} spent, lowest C = {number(tracks['by hand'].cost[-1], 3)}",
            count=f"{evaluations(spent)}, below {GOAL:g}: {len(arrived)} of {len(LOOKS)}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        bowl = plots.Bowl(left, self.x, self.y)
        left.set(xlim=BOX[0], ylim=BOX[1])
        plots.label_rings(left, bowl, self.y)
        _, *rivals = [
            self.line(left, f"{name} point", style=marker, markersize=11 if name == "by hand" else 8, **look)
            for name, (marker, _, look) in LOOKS.items()
        ]
        self.line(left, "tries", style="o", color=plots.PREDICTION, markersize=4, mfc="white", zorder=7)
        self.visible("clear", *bowl.rings, *left.texts, *rivals)
        self.title(left, "score")
        self._start_chart(right)
        self.hold("your dot", left, "hand_w", "hand_b", (0.01, 0.02), anywhere=True, drag=self._drag_hand)

    def _start_chart(self, ax):
        ax.set(xlabel="evaluations spent", ylabel="lowest cost C so far", xscale="log", yscale="log")
        ax.set(xlim=(0.8, 1.4 * BUDGET), ylim=(FLOOR / 1.5, 200))
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        ax.yaxis.set_major_formatter(lambda value, _: number(value, 5))
        ax.axhline(GOAL, color=plots.QUIET, linewidth=1, linestyle=":")
        band = ax.fill([], [], color=plots.QUIET, alpha=0.2, linewidth=0, zorder=2)[0]
        self.mark(band.set_xy, "band", artists=[band])
        for name, (_, style, look) in LOOKS.items():
            self.line(ax, "shown", f"{name} costs", style=style, drawstyle="steps-post", linewidth=1.8, **look)
        for name, (marker, _, look) in LOOKS.items():
            self.line(ax, "spent", f"{name} cost", style=marker, markersize=8, label=name, **look)
        ax.legend(loc="lower left", fontsize=10, labelspacing=0.3, borderaxespad=0.2)
        self.title(ax, "count")

    def describe(self, spent, lowest, step, hand, tries, **_):
        told = ", ".join(f"{name} {number(cost, 3)}" for name, cost in lowest.items())
        where = f"Your dot is at ({number(hand[0])}, {number(hand[1])}), {evaluations(len(tries))} spent."
        return f"After {evaluations(spent)} the lowest costs are: {told}. Fixed steps are {number(step)} long. {where}"

    def forget(self, **_):
        return {"hand": START, "tries": (START,)}

    def tick(self, power, **_):
        """A twentieth of a power of ten each frame"""
        return {"power": power + 0.05} if power < 5 else None

    def follow(self, changed, power, playing, **_):
        """Run, pressed at the end, begins again"""
        again = "playing" in changed and playing and power >= 5 and "power" not in changed
        return {"power": 0.0} if again else {}

    def _drag_hand(self, across, up, /, **_):
        w, b = np.clip((across, up), *np.transpose(BOX))
        return {"hand": (round(float(w), 2), round(float(b), 2))}

    def counts(self):
        """The evaluations that each method needs to bring C below 0.01, one line each; 'never' if it fails"""

        def told(count):
            return "never" if count == np.inf else f"{round(count):,}"

        tracks = self.tracks
        median, low, high = map(told, median_and_tenths([track.arrives() for track in tracks["random"]]))
        rows = {"grid": told(tracks["grid"].arrives())}
        rows["random"] = f"{median}   (median of {SEEDS} seeds; one in ten by {low}, nine in ten by {high})"
        rows |= {f"steps of {number(size)}": told(track.arrives()) for size, track in tracks["fixed steps"].items()}
        rows |= {name: told(tracks[name].arrives()) for name in ("numerical gradient", "analytic gradient")}
        return [f"{name:<18}{count:>8}" for name, count in rows.items()]


def evaluations(count):
    return f"{count:,} evaluation{'s' if count != 1 else ''}"
