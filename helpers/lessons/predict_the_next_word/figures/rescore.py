"""Rescore: two judges score the same translations; how much say must each have for the best one to come out on top?"""

from functools import partial

import numpy as np

from .... import plots
from ....live_figure import LiveFigure, Slider
from ....plots import number
from ...words_in_windows.numbers import shown
from ..numbers import mixed, spaced

DASHES = ["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 3))]  # so that colour is not the only cue
LONGEST, STEP, MARGIN = 44, 0.1, 1.0
WEIGHTS, ENDS = np.linspace(0, 1, 101), np.array([[0], [1]])


class Rescore(LiveFigure):
    """Candidates (sentence, log-probability by the system, log-probability by the language model), 2 to 6 of them.

    right: the number of the one that a person would choose, marked with a star; None if nobody knows.
    """

    size = (9.6, 4.2)
    controls = [Slider("weight", "weight of the language model", 0, 1, 0.05)]
    alt = (
        "Left: translations in the order of their scores. Right: each score as a straight line over the weight, from "
        "the translation system's at 0 to the language model's at 1; only differences count."
    )

    def __init__(self, candidates, right=None, weight=0.0):
        self.sentences, system, language = zip(*candidates, strict=True)
        if not 2 <= len(self.sentences) <= len(DASHES):
            raise ValueError(f"Rescore shows 2 to {len(DASHES)} candidates, got {len(self.sentences)}")
        self.language, self.right = np.array(language, dtype=float), right
        self.names = "ABCDEF"[: len(self.sentences)]
        self.average = np.mean(system), np.mean(language)
        super().__init__(system=tuple(map(float, system)), weight=weight)

    def heights(self, system, weight):
        """What is drawn: each score, less the average that the list had at first"""
        return mixed(system, self.language, weight) - mixed(*self.average, weight)

    def numbers(self, system, weight):
        scores, ends = mixed(system, self.language, weight), self.heights(system, ENDS)
        order = np.argsort(-scores, kind="stable")
        best = self.names[order[0]]
        starred = f", {'the' if order[0] == self.right else 'not the'} starred one" if self.right is not None else ""
        return dict(scores=scores, order=order, best=best, ends=ends, starts=ends[0]) | dict(
            heights=self.heights(system, weight),
            highest=self.heights(system, WEIGHTS[:, None]).max(axis=1),
            list_title=f"on top: {best}{starred}",
            plot_title=f"weight {number(weight, 2)}: {best} scores {number(scores[order[0]], 2)}",
            **{f"{name} at 0": height for name, height in zip(self.names, ends[0], strict=True)},
        )

    def start(self, figure):
        ranking, plot = figure.subplots(1, 2, width_ratios=(1.15, 1))
        self._start_list(ranking)
        self._start_plot(plot)
        for index, name in enumerate(self.names):
            drag = partial(self._drag_system, index)
            self.hold(f"system's score of {name}", plot, 0, f"{name} at 0", (0, STEP), drag=drag)
        self.hold("weight", plot, "weight", self.limits[0], (0.05, 0), anywhere=True)

    def _start_list(self, ax):
        ax.set(xlim=(0, 1), ylim=(len(self.names) - 0.4, -0.8))
        ax.axis("off")
        plain, rows = dict(va="center", fontsize=11, parse_math=False), []
        for index, (name, sentence) in enumerate(zip(self.names, self.sentences, strict=True)):
            ax.text(0.0, index, f"{index + 1}.", color=plots.QUIET, **plain)
            words = f"{name}  {shown(sentence, LONGEST)}{'  ★' * (index == self.right)}"
            rows.append(ax.text(0.06, 0, words, zorder=0, **plain))

        def sort(order):
            for rank, index in enumerate(order):
                rows[index].set(y=rank, color=plots.PREDICTION if rank == 0 else plots.DATA)

        self.mark(sort, "order", artists=rows)
        self.title(ax, "list_title")

    def _start_plot(self, ax):
        ends = self.heights(self.state["system"], ENDS)
        self.limits = low, high = float(ends.min() - MARGIN), float(ends.max() + MARGIN)
        ax.set(xlim=(-0.03, 1.03), ylim=(low, high), xlabel="weight of the language model")
        ax.set_ylabel("score, less the average")
        beside = dict(xytext=(10, 0), textcoords="offset points", va="center", fontsize=11, annotation_clip=False)
        for name, y in zip(self.names, spaced(ends[1], (high - low) / 16), strict=True):
            ax.annotate(name, (1, y), **beside)
        band = ax.plot([], [], color="#cfe0ee", linewidth=9, zorder=1)[0]
        lines = [ax.plot([], [], linestyle=dash, zorder=2)[0] for dash in DASHES[: len(self.names)]]
        dots = [ax.plot([], [], "o", zorder=4)[0] for _ in lines]

        def move(highest, ends, weight, heights, best):
            band.set_data(WEIGHTS, highest)
            for line, dot, name, y, height in zip(lines, dots, self.names, ends.T, heights, strict=True):
                color, size = (plots.PREDICTION, 11) if name == best else (plots.QUIET, 6)
                line.set(data=([0, 1], y), color=color)
                dot.set(data=([weight], [height]), color=color, markersize=size)

        self.mark(move, "highest", "ends", "weight", "heights", "best", artists=[band, *lines, *dots])
        self.line(ax, np.zeros(len(lines)), "starts", style="o", color=plots.DATA, mfc="white", markersize=9, zorder=3)
        here = ax.axvline(0, color=plots.DATA, linewidth=1, zorder=3)
        self.mark(lambda weight: here.set_xdata([weight, weight]), "weight", artists=[here])
        self.title(ax, "plot_title")

    def _drag_system(self, index, x, y, /, system, **_):
        y = float(np.clip(y, self.limits[0] + MARGIN / 4, self.limits[1] - MARGIN / 4))
        return {"system": (*system[:index], float(y + self.average[0]), *system[index + 1 :])}

    def describe(self, weight, scores, order, **_):
        told = ", ".join(f"{self.names[i]} “{self.sentences[i]}” {number(scores[i], 2)}" for i in order)
        star = f" The star is at {self.names[self.right]}." if self.right is not None else ""
        return f"With weight {number(weight, 2)} for the language model the order is {told}.{star}"
