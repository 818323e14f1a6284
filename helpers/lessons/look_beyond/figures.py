"""The live figures of notebook 12: Unroll, and Who looks at whom."""

import numpy as np

from ... import datasets, plots
from ...live_figure import Choice, LiveFigure, Slider, Text
from .numbers import CELLS, LONGEST, unroll

__all__ = ["Unroll", "WhoLooksAtWhom"]

MOST, ENDS = 50, (1e-6, 1e6)  # steps; the ends of the axis of slopes


class Unroll(LiveFigure):
    """A cell of one neuron along time: what it still holds, and the slope that comes back to each step"""

    size = (9.6, 4.2)
    controls = [
        Slider("length", "steps", 1, MOST, 1),
        Slider("weight", "weight w", 0, 2, 0.05),
        Choice("cell", "cell", list(CELLS)),
    ]
    alt = (
        "A recurrent cell of one neuron, unrolled: above its state after each step, below the gradient that comes back."
    )

    def __init__(self, length=50, weight=0.9, cell=CELLS[0]):
        super().__init__(length=length, weight=weight, cell=cell)

    def numbers(self, length, weight, cell):
        h, slopes = unroll(cell, weight, int(length))
        t = np.arange(int(length) + 1)
        reached = f"∂h{int(length)}/∂h0 = {plots.short(slopes[0]) if slopes[0] < 1000 else f'{slopes[0]:.1e}'}"
        return dict(
            t=t,
            h=h,
            slopes=np.where(slopes > 0, slopes, np.nan),  # 0 has no place on a logarithmic axis
            first=slopes[0],
            reached=reached,
            held=f"h0 = 0.5, h{int(length)} = {plots.short(h[-1]) if h[-1] < 1000 else f'{h[-1]:.1e}'}",
        )

    def start(self, figure):
        above, below = figure.subplots(2, 1, sharex=True)
        above.set(xlim=(-0.5, MOST + 0.5), ylim=(-0.05, 1.55), ylabel="state h")
        below.set(yscale="log", ylim=ENDS, ylabel="∂hₙ/∂hₜ", xlabel="step t")
        below.axhline(1, color=plots.QUIET, linewidth=1)
        self.line(above, "t", "h", style="o-", color=plots.PREDICTION, markersize=4)
        self.line(below, "t", "slopes", style="o-", color=plots.GRADIENT, markersize=4)
        self.title(above, "held")
        self.title(below, "reached")

    def describe(self, length, weight, cell, held, reached, **_):
        return f"{int(length)} steps, w = {plots.number(weight)}, {cell}: {held}; {reached}."


EXAMPLES = [
    "dogs near cat behind hippo under monkey with cat behind hippo",
    "dog near cats behind hippos under monkeys",
    "cat with dogs",
    "hippos under cat",
]


class WhoLooksAtWhom(LiveFigure):
    """A sentence, the shares of attention of one of its words as lines to all before it, and the verb that comes next

    models: {name: a trained numbers.Everyone}.
    """

    size = (9.6, 3.9)
    alt = "A sentence twice; lines lead from one word to those it looks at, the wider, the larger their share."

    def __init__(self, models, sentence=EXAMPLES[0], asks=11):
        if not models:
            raise ValueError("WhoLooksAtWhom expects at least one trained model, {name: model}, got none")
        self.models = models
        self.controls = [
            Choice("example", "a sentence", EXAMPLES),
            Text("sentence", "or your own"),
            Slider("asks", "word that asks", 1, LONGEST, 1),
            Choice("model", "attention", list(models)),
        ]
        super().__init__(example=EXAMPLES[0], sentence=sentence, asks=asks, model=next(iter(models)))

    def follow(self, changed, example, **_):
        return {"sentence": example, "asks": len(example.split())} if "example" in changed else {}

    def numbers(self, sentence, asks, model, **_):
        typed = sentence.lower().split()
        words = [word for word in typed if word in datasets.FAR_CLUE_WORDS][:LONGEST] or EXAMPLES[0].split()
        unknown = sorted(set(typed) - set(datasets.FAR_CLUE_WORDS))
        asking = min(int(asks), len(words)) - 1
        ids = np.array([[[datasets.FAR_CLUE_WORDS.index(word) for word in words]]])
        logits = self.models[model].logits(ids).value[0, 0, :, 0]
        shares = self.models[model].shares.value[0, 0, asking]
        shown = np.pad(shares, (0, LONGEST - len(words)))
        verb = "are" if logits[asking] > 0 else "is"
        return dict(
            words=words,
            asking=asking,
            shares=shown,
            labels=words + [""] * (LONGEST - len(words)),
            lines=[(asking, place) for place in range(LONGEST)],
            widths=12 * shown,
            texts=[f"{share:.2f}" if share >= 0.005 else "" for share in shown],
            verb=verb,
            bold=["bold" if place == asking else "normal" for place in range(LONGEST)],
            title=f"{' '.join(words[: asking + 1])} … {verb}" + (f"   (unknown: {unknown[0][:12]})" if unknown else ""),
        )

    def start(self, figure):
        ax = figure.subplots()
        plots.bare(ax)
        ax.set(xlim=(-0.6, LONGEST - 0.4), ylim=(-0.45, 1.3))
        look = dict(ha="center", fontsize=11)
        places = range(LONGEST)
        self.each([ax.text(place, 1.08, "", **look) for place in places], text="labels", weight="bold")
        self.each([ax.text(place, -0.16, "", **look) for place in places], text="labels")
        self.each([ax.text(place, -0.36, "", color=plots.PREDICTION, **look) for place in places], text="texts")
        lines = [ax.plot([0, 0], [1.03, 0], color=plots.PREDICTION, solid_capstyle="round")[0] for _ in places]
        self.each(lines, xdata="lines", linewidth="widths")
        self.title(ax, "title")

    def describe(self, words, asking, shares, verb, model, **_):
        told = [f"{word} {share:.2f}" for word, share in zip(words, shares, strict=False) if share >= 0.005]
        return f"Attention {model}: {words[asking]}, word {asking + 1}, looks at {', '.join(told)}; the verb is {verb}."
