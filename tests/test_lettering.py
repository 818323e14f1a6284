"""Letters drawn as shapes stand where a text artist would put them, and each is made once."""

import numpy as np
import pytest
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.lettering import HALF_HEIGHT, Lettering, Writing, letter, text_width, width


def test_lettering_stands_where_a_text_artist_would_stand(monkeypatch):
    monkeypatch.setitem(rcParams, "text.hinting", "none")  # which moves letters to whole pixels
    figure = Figure((3, 1), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 3), ylim=(0, 1))
    text = axes.text(2.5, 0.5 - HALF_HEIGHT * 12 / 72, "∂ −0.0426 σ(ŷ)", fontsize=12, ha="right")
    lettering, inks, centres = Lettering(axes), [], []
    for lines, visible in ((), True), ([(2.5, 0.5, "∂ −0.0426 σ(ŷ)", "black", 12, 1)], False):
        lettering.write(lines)
        text.set_visible(visible)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        ink = 255.0 - np.asarray(canvas.buffer_rgba())[..., 0]
        inks.append(ink.sum())
        centres.append([np.average(np.arange(n), weights=ink.sum(axis=axis)) for axis, n in ((0, 300), (1, 100))])
    assert centres[1] == pytest.approx(centres[0], abs=0.6) and inks[1] == pytest.approx(inks[0], rel=0.15)


def test_letters_are_as_wide_and_as_high_as_in_any_text():
    figure = Figure(figsize=(4, 1), dpi=100)
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, 4), ylim=(0, 1))
    writing = ax.add_patch(Writing("black"))
    writing.write([("∂ −104.25", 3.0, 0.5)], 20)
    text = ax.text(3.0, 0.5, "∂ −104.25", fontsize=20, ha="right", va="center")
    ours = writing.get_window_extent(FigureCanvasAgg(figure).get_renderer()).extents
    theirs = text.get_window_extent(FigureCanvasAgg(figure).get_renderer()).extents
    assert np.abs(ours - theirs).max() < 5


def test_a_width_is_that_of_the_font_and_is_in_inches():
    for measure in (width, text_width):
        assert measure("0", 36) == pytest.approx(0.318, abs=1e-3) and measure("", 36) == 0
        assert measure("0 1", 72) == pytest.approx(2 * 0.636 + 0.318, abs=1e-3)
    assert len(letter(" ", 12)[0].vertices) == 1 and letter(" ", 12)[1] == pytest.approx(3.81, abs=0.01)


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_letters_follow_each_other_and_share_says_how_much_stands_left_of_x(share):
    lettering = Lettering(Figure().add_axes((0, 0, 1, 1)))
    lettering.write([(2.0, 0.5, "01", "red", 36, share), (1.0, 0.25, "2", "black", 72, 0)])
    first = 2 - share * 0.636
    expected = [(first, 0.3175), (first + 0.318, 0.3175), (1, -0.115)]
    assert lettering.artist.get_offsets() == pytest.approx(np.array(expected), abs=2e-3)
    assert lettering.artist.get_facecolor()[:, 0].tolist() == [1, 1, 0]
    assert lettering.artist.get_zorder() == 4 and lettering.artist.get_linewidths() == [0]
    heights = [path.get_extents().height for path in lettering.artist.get_paths()]
    assert heights == pytest.approx([0.756 * 36, 0.729 * 36, 0.742 * 72], abs=0.5)


def test_writing_ends_at_the_right_with_its_digits_around_the_middle_and_writes_only_what_is_new():
    writing = Writing("black")
    assert (writing.get_zorder(), writing.get_linewidth()) == (5, 0)
    lines = [("10", 2.0, 0.5), ("1118", 3.0, 1.5)]
    writing.write(lines, 36)
    path, box = writing.get_path(), writing.get_path().get_extents()
    assert box.extents == pytest.approx([1.4187, 0.3129, 2.9658, 1.6911], abs=1e-3)
    writing.stale = False
    writing.write(list(lines), 36)
    assert writing.get_path() is path and not writing.stale
    writing.write(lines, 18)
    assert writing.get_path() is not path and writing.stale
