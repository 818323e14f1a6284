"""Rescore: two judges score the same translations; how much say must each have for the best one to come out on top?"""

import numpy as np

from .... import plots
from ....live_figure import Handle, LiveFigure, Slider
from ....plots import number
from .letters import shown

LOOKS = ["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 3))]  # of the lines, so that colour is not the only cue
LONGEST, STEP, MARGIN = 44, 0.1, 1.0


def mixed(system, language, weight):
    """(1 − weight) · system + weight · language: system, language (n,) and weight () or (k, 1) -> (n,) or (k, n)"""
    return (1 - weight) * np.asarray(system, dtype=float) + weight * np.asarray(language, dtype=float)


def spread(heights, gap):
    """The heights, each moved as little as it takes for neighbours to stand `gap` apart, lowest first"""
    places, order = np.array(heights, dtype=float), np.argsort(heights, kind="stable")
    for _ in range(100):
        for low, high in zip(order[:-1], order[1:]):
            lack = gap - (places[high] - places[low])
            if lack > 1e-9:
                places[[low, high]] += -lack / 2, lack / 2
    return places


class Rescore(LiveFigure):
    """Candidates (sentence, log-probability by the system, log-probability by the language model), 2 to 6 of them.

    right: the number of the one that a person would choose, marked with a star; None if nobody knows.
    """

    size = (9.6, 4.2)
    controls = [Slider("weight", "weight of the language model", 0, 1, 0.05)]
    alt = (
        "Left: translations in the order of their scores. Right: each score as a straight line over the weight, from the "
        "translation system's at 0 to the language model's at 1; only differences count."
    )

    def __init__(self, candidates, right=None, weight=0.0):
        self.sentences, system, language = zip(*candidates)
        if not 2 <= len(self.sentences) <= len(LOOKS):
            raise ValueError(f"Rescore shows 2 to {len(LOOKS)} candidates, got {len(self.sentences)}")
        self.language, self.right = np.array(language, dtype=float), right
        self.names = [chr(ord("A") + place) for place in range(len(self.sentences))]
        self.average = np.mean(system), np.mean(language)
        super().__init__(system=tuple(map(float, system)), weight=weight)

    def heights(self, system, weight):
        """What is drawn: each score, less the average that the list had at first"""
        return mixed(system, self.language, weight) - mixed(*self.average, weight)

    def start(self, figure):
        self.list, self.plot = figure.subplots(1, 2, width_ratios=(1.15, 1))
        self._start_list(self.list)
        self._start_plot(self.plot)
        self.order = None
        return [
            *self.rows,
            self.envelope,
            *self.lines,
            self.grips,
            self.here,
            *self.dots,
            self.list_title,
            self.plot_title,
        ]

    def _start_list(self, ax):
        count = len(self.sentences)
        ax.set(xlim=(0, 1), ylim=(count - 0.4, -0.8))
        ax.axis("off")
        plain = dict(va="center", fontsize=11, parse_math=False)
        for place in range(count):
            ax.text(0.0, place, f"{place + 1}.", color=plots.QUIET, **plain)
        self.rows = [
            ax.text(0.06, 0, f"{name}  {shown(sentence, LONGEST)}{'  ★' * (place == self.right)}", zorder=0, **plain)
            for place, (name, sentence) in enumerate(zip(self.names, self.sentences))
        ]
        self.list_title = ax.set_title(" ")

    def _start_plot(self, ax):
        ends = np.concatenate([self.heights(self.state["system"], weight) for weight in (0, 1)])
        self.limits = float(ends.min() - MARGIN), float(ends.max() + MARGIN)
        ax.set(
            xlim=(-0.03, 1.03),
            ylim=self.limits,
            xlabel="weight of the language model",
            ylabel="score, less the average",
        )
        gap = (self.limits[1] - self.limits[0]) / 16
        for name, y in zip(self.names, spread(self.heights(self.state["system"], 1), gap)):
            ax.annotate(
                name, (1, y), (10, 0), textcoords="offset points", va="center", fontsize=11, annotation_clip=False
            )
        self.envelope = ax.plot([], [], color="#cfe0ee", linewidth=9, zorder=1)[0]
        self.lines = [ax.plot([], [], linestyle=look, zorder=2)[0] for look in LOOKS[: len(self.names)]]
        self.grips = ax.plot([], [], "o", color=plots.DATA, mfc="white", markersize=9, zorder=3)[0]
        self.here = ax.axvline(0, color=plots.DATA, linewidth=1, zorder=3)
        self.dots = [ax.plot([], [], "o", markersize=8, zorder=4)[0] for _ in self.names]
        self.plot_title = ax.set_title(" ")
        self.handles = [
            Handle(f"system's score of {name}", ax, self._system_at(place), self._drag_system(place), (0, STEP))
            for place, name in enumerate(self.names)
        ]
        self.handles += [
            Handle("weight", ax, lambda weight, **_: (weight, self.limits[0]), self._drag_weight, (0.05, 0), True)
        ]

    def _system_at(self, place):
        return lambda system, **_: (0, system[place] - self.average[0])

    def _drag_system(self, place):
        def drag(x, y, /, system, **_):
            y = float(np.clip(y, self.limits[0] + MARGIN / 4, self.limits[1] - MARGIN / 4))
            return {"system": (*system[:place], float(y + self.average[0]), *system[place + 1 :])}

        return drag

    def _drag_weight(self, x, y, /, **_):
        return {"weight": x}

    def draw(self, system, weight):
        ends = self.heights(system, 0), self.heights(system, 1)
        scores, heights = mixed(system, self.language, weight), self.heights(system, weight)
        order = np.argsort(-scores, kind="stable")
        grid = np.linspace(0, 1, 101)[:, None]
        self.envelope.set_data(grid[:, 0], self.heights(system, grid).max(axis=1))
        for place, (line, dot) in enumerate(zip(self.lines, self.dots)):
            best = place == order[0]
            line.set(data=([0, 1], [ends[0][place], ends[1][place]]), color=plots.PREDICTION if best else plots.QUIET)
            dot.set(data=([weight], [heights[place]]), color=plots.PREDICTION if best else plots.QUIET)
            dot.set_markersize(11 if best else 6)
        self.grips.set_data(np.zeros(len(self.names)), ends[0])
        self.here.set_xdata([weight, weight])
        self._sort(order)
        self.plot_title.set_text(
            f"weight {number(weight, 2)}: {self.names[order[0]]} scores {number(scores[order[0]], 2)}"
        )

    def _sort(self, order):
        """The rows in their order; those that stay are not touched, for text is slow to paint"""
        if self.order is not None and (self.order == order).all():
            return
        self.order = order
        for rank, place in enumerate(order):
            self.rows[place].set(y=rank, color=plots.PREDICTION if rank == 0 else plots.DATA)
        starred = f", {'the' if order[0] == self.right else 'not the'} starred one" if self.right is not None else ""
        self.list_title.set_text(f"on top: {self.names[order[0]]}{starred}")

    def describe(self, system, weight):
        scores = mixed(system, self.language, weight)
        order = np.argsort(-scores, kind="stable")
        told = ", ".join(f"{self.names[place]} “{self.sentences[place]}” {number(scores[place], 2)}" for place in order)
        star = f" The star is at {self.names[self.right]}." if self.right is not None else ""
        return f"With weight {number(weight, 2)} for the language model the order is {told}.{star}"
