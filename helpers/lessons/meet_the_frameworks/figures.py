"""The live figure of notebook 11: Same numbers."""

import numpy as np

from ... import plots
from ...live_figure import Choice, LiveFigure, Slider
from .frameworks import trouble
from .numbers import ADAM, ENGINES, PARTS, SGD, STAGES, largest_differences, ours_training

__all__ = ["SameNumbers"]

STEPS = 20
LEAST, MOST = 1e-18, 1.0  # the ends of the axis; 0 is drawn at the left end, as no bar
ROUND_OFF = {"float32": 1e-5, "float64": 1e-12}  # what lies below is rounding, and differs between processors
NAMES = {"keras": "Keras", "numpy": "NumPy"}


def power(value):
    """1e-12 as people write it: 10⁻¹²"""
    return "10⁻" + str(-round(np.log10(value))).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


class SameNumbers(LiveFigure):
    """One network, two engines, the same weights: a bar for the largest difference in each part of a training step

    engine: "keras" for the second engine, if it is installed; otherwise, and for "numpy", the formulas of 06b.
    """

    size = (9.6, 4.6)
    controls = [
        Choice("stage", "the step so far", list(STAGES)),
        Slider("step", "training step", 1, STEPS, 1),
        Choice("optimizer", "optimizer", [SGD, ADAM]),
        Choice("rate", "learning rate", [0.01, 0.1, 1.0]),
        Choice("precision", "the other's numbers", ["float32", "float64"]),
    ]

    def __init__(self, engine="numpy", stage="update", step=1, optimizer=SGD, rate=0.1, precision="float64"):
        if engine not in ENGINES:
            raise ValueError(f"SameNumbers expects engine to be one of {', '.join(ENGINES)}, got {engine!r}")
        self.lacking = trouble(engine) if engine == "keras" else None
        self.engine = "numpy" if self.lacking else engine
        self.other, self.runs = NAMES[self.engine], {}
        self.alt = (
            f"Bars on a logarithmic axis: how far helpers and {self.other} are apart in each part of a training step."
        )
        super().__init__(stage=stage, step=step, optimizer=optimizer, rate=rate, precision=precision)

    def pair(self, step, optimizer, rate, precision):
        """([ours], [the other's]) after this many steps; each step is computed once, when it is first looked at"""
        key = optimizer, rate, precision
        if key not in self.runs:
            both = ours_training(optimizer, rate, STEPS), ENGINES[self.engine](precision, optimizer, rate, STEPS)
            self.runs[key] = [], zip(*both, strict=True)
        seen, rest = self.runs[key]
        while len(seen) < step:
            seen.append(next(rest))
        return seen[int(step) - 1]

    def numbers(self, stage, step, optimizer, rate, precision):
        one, other = self.pair(step, optimizer, rate, precision)
        known, apart = STAGES[stage], largest_differences(one, other)
        bars = np.where(np.arange(len(PARTS)) < known, np.clip(apart, LEAST, MOST), LEAST)
        corners = np.column_stack([np.full(10, LEAST), np.arange(10) - 0.34, bars - LEAST, np.full(10, 0.68)])
        first = [np.ravel(values[known - 1])[0] for values in (one, other)]
        return dict(
            apart=apart[:known],
            bars=corners,
            settings=f"step {int(step)} of {optimizer}, rate {plots.number(rate)}, {self.other} in {precision}",
            first=f"the first number of {PARTS[known - 1]}:\nhelpers  {first[0]!s}\n{self.other:8} {first[1]!s}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=(3, 1.25))
        left.set(xscale="log", xlim=(LEAST, MOST), ylim=(10.3, -0.6), xlabel="largest difference")
        left.set_yticks(range(len(PARTS)), PARTS)
        left.set_xticks([10.0**n for n in range(-18, 1, 3)])
        for precision, style in (("float32", "--"), ("float64", ":")):
            left.axvline(np.finfo(precision).eps, color=plots.QUIET, linewidth=1, linestyle=style)
            left.text(
                np.finfo(precision).eps * 1.4,
                10.2,
                f"last digit of {precision}",
                fontsize=10,
                color="#5a5a5a",
                va="bottom",
            )
        self.rectangles(left, "bars", len(PARTS), color=plots.ERROR)
        self.title(left, "settings")
        plots.bare(right)
        self.text(right, -0.05, 0.9, "first", fontsize=11, va="top", family="monospace")

    def describe(self, stage, precision, apart, settings, **_):
        least = ROUND_OFF[precision]
        seen = [
            f"{name} {plots.short(float(f'{value:.1g}'))}"
            for name, value in zip(PARTS, apart, strict=False)
            if value >= least
        ]
        lacking = f"{self.lacking}: the other engine is NumPy. " if self.lacking else ""
        rest = "all" if not seen else "the others"
        told = f"apart by {', '.join(seen)}; " if seen else ""
        return f"{lacking}After {stage}, {settings}: {told}{rest} below {power(least)}."
