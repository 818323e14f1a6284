"""The still picture that only notebook 12 needs: what each model gets right, by the length of the sentence."""

import numpy as np
from matplotlib.figure import Figure

from ... import plots

LOOKS = (("o-", plots.PREDICTION), ("s--", plots.DATA), ("^:", plots.ERROR))


def show_lengths(models):
    """{name: {words in a sentence: (runs,) shares right}}, at most three: medians, with a bar from lowest to highest"""
    figure = Figure(figsize=(7, 3.8), layout="constrained")
    ax, told = figure.subplots(), []
    for (name, runs), (style, color) in zip(models.items(), LOOKS, strict=False):
        medians = np.array([np.median(shares) for shares in runs.values()])
        reach = [medians - [min(s) for s in runs.values()], [max(s) for s in runs.values()] - medians]
        ax.errorbar(list(runs), medians, reach, fmt=style, color=color, capsize=4, label=name)
        told.append(f"{name} {', '.join(f'{median:.2f}' for median in medians)}")
    ax.axhline(0.5, color=plots.QUIET, linewidth=1)
    ax.set(xlabel="words in the sentence", ylabel="share right", ylim=(0.4, 1.04), title="the clue is the first word")
    ax.set_xticks(list(runs))
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=11)
    lengths = ", ".join(map(str, runs))
    plots.show(figure, f"Share right for sentences of {lengths} words, median of the runs: {'; '.join(told)}.")
