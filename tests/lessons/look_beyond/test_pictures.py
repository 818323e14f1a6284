"""The still picture of notebook 12 says the medians of what it was given."""

import numpy as np
import pytest

from helpers import plots
from helpers.lessons.look_beyond import pictures


def test_medians_are_told_and_each_bar_reaches_from_the_lowest_to_the_highest_run(monkeypatch):
    kept = []
    monkeypatch.setattr(plots, "show", lambda figure, sentence: kept.append((figure, sentence)))
    pictures.show_lengths({"one": {5: np.array([0.5, 0.9, 1.0]), 50: np.array([0.4, 0.5, 0.6])}})
    ((figure, sentence),) = kept
    assert sentence == "Share right for sentences of 5, 50 words, median of the runs: one 0.90, 0.50."
    line, *_ = figure.axes[0].containers[0]
    assert [*line.get_ydata()] == [0.9, 0.5]
    (bars,) = figure.axes[0].containers[0][2]
    assert [bar[:, 1].tolist() for bar in bars.get_segments()] == [pytest.approx([0.5, 1.0]), pytest.approx([0.4, 0.6])]
