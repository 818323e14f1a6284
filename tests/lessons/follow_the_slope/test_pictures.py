"""The still pictures of notebook 02 say where the descents end and how wide the funnel is."""

import numpy as np
import pytest

from helpers import plots
from helpers.lessons.follow_the_slope import pictures


@pytest.fixture
def shown(monkeypatch):
    kept = []
    monkeypatch.setattr(plots, "show", lambda figure, sentence: kept.append((figure, sentence)))
    return kept


def test_each_descent_is_drawn_from_its_start_to_the_end_that_is_told(shown):
    pictures.show_descents(lambda w: (w**2 - 1) ** 2, lambda w: 4 * w * (w**2 - 1), [0.5, -0.5], rate=0.1)
    ((figure, sentence),) = shown
    _, right, left = figure.axes[0].lines
    assert (right.get_xdata()[0], left.get_xdata()[0]) == (0.5, -0.5) and len(right.get_xdata()) == 101
    assert right.get_xdata()[-1] == pytest.approx(1) and left.get_xdata()[-1] == pytest.approx(-1)
    assert "from 0.5 it ends at w = 1 with cost 0; from −0.5 it ends at w = −1 with cost 0." in sentence


def test_the_funnel_is_as_wide_as_the_spread_of_one_over_the_root_of_m(shown):
    slopes = {1: np.array([-1.0, 5.0]), 4: np.array([0.5, 3.5])}
    pictures.show_slopes(slopes, 2.0)
    ((figure, sentence),) = shown
    below, above = figure.axes[0].lines[2:4]
    assert np.interp([1, 4], above.get_xdata(), above.get_ydata()) == pytest.approx([5, 3.5], rel=0.01)
    assert np.interp([1, 4], below.get_xdata(), below.get_ydata()) == pytest.approx([-1, 0.5], abs=0.02)
    assert sentence.endswith("a funnel around 2; spread 3 for m = 1, 1.5 for m = 4.")
