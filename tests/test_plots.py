"""Pictures: the numbers behind them, their sentences, and that they are the same bytes every time."""

import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from helpers import datasets, plots

X, Y = datasets.fruit_trades()


@pytest.fixture
def shown(monkeypatch):
    """Calls of show_* land here as (data, metadata)."""
    caught = []
    monkeypatch.setattr(plots.showing, "display", lambda data, metadata, raw: caught.append((data, metadata)))
    return caught


WRITTEN = [(318.0, "318"), (-4, "−4"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (13.7262, "13.7262"), (-1e-9, "0")]
WRITTEN += [(2.5, "2.5"), (100, "100"), (-0.5, "−0.5"), (1e6, "1000000"), (np.float64(16), "16"), (np.nan, "nan")]


@pytest.mark.parametrize("value, text", WRITTEN)
def test_numbers_look_as_people_write_them(value, text):
    assert plots.number(value) == text


@pytest.mark.parametrize(
    "value, text",
    [(0, "0"), (0.62, "0.62"), (0.001, "0.001"), (9.9e-4, "9.9·10⁻⁴"), (1e-5, "10⁻⁵"), (1.3e-12, "1.3·10⁻¹²")],
)
def test_small_numbers_are_written_with_a_power_of_ten(value, text):
    assert plots.short(value) == text


EQUATIONS = [(4, -4, "ŷ = 4x − 4"), (2, 2, "ŷ = 2x + 2"), (-1.5, 0, "ŷ = −1.5x + 0"), (0, -0.5, "ŷ = 0x − 0.5")]
EQUATIONS += [(1, -1e-9, "ŷ = 1x + 0"), (0.1 + 0.2, -0.0, "ŷ = 0.3x + 0")]


@pytest.mark.parametrize("w, b, text", EQUATIONS)
def test_equations_look_as_people_write_them(w, b, text):
    assert plots.equation(w, b) == text


class History:
    """What `fit` returns, as far as a picture needs it"""

    def __init__(self, history):
        self.history = history


PICTURES = [
    (lambda: plots.show_rule(3, 0, [1, 2, 5], "Bert's deal"), ["Bert's deal", "(1, 3)", "(2, 6)", "(5, 15)"]),
    (lambda: plots.show_data(X, Y), ["(1, 0)", "(5, 16)", "(6, 20)"]),
    (lambda: plots.show_candidates(X, Y, [(1, 0), (2, 2)]), ["errors 1, −11, −14", "errors 4, −4, −6"]),
    (lambda: plots.show_derivative(np.tanh, [-1, 0, 2], "tanh(u)"), ["tanh(u)", "0.42 at −1", "1 at 0", "0.0707 at 2"]),
    (lambda: plots.show_candidates(X, Y, [(4, -4)]), ["the lines ŷ = 4x − 4 with errors 0, 0, 0;"]),
    (lambda: plots.show_walk(X, Y, [(2, 2), (3, 2), (3, 0)]), ["from cost 68 to 14", "lowest point (4, −4)"]),
    (lambda: plots.show_fit(X, Y, lambda x: 0 * x + 12.125, "y"), ["(1, 12.12) for 0", "the cost is 224.05."]),
    (lambda: plots.show_functions({"u²": (np.square, lambda u: 2 * u)}), ["u² with slope −4 at −2, 0 at 0, 4 at 2"]),
    (lambda: plots.show_regions({"all": lambda a, b: a + 2, "half": lambda a, b: b}, (0, 1)), ["all 100 %, half 50 %"]),
    (
        lambda: plots.show_fits(X, Y, {"a line": lambda x: 4 * x - 4, "nothing": lambda x: 0 * x}, later=(2, 4)),
        ["a line with cost 0, 0 on the later trade", "nothing with cost 656, 16 on the later trade", "(2, 4)"],
    ),
    (
        lambda: plots.show_two_costs(History({"loss": [9, 4, 0.5], "val_loss": [8, 6, 7.25]})),
        ["over 3 epochs", "in training it falls to 0.5", "falls to 6 in epoch 1 and ends at 7.2"],
    ),
    (
        lambda: plots.show_curves(
            [10, 20], {"with": [50.2, 61.7], "without": [49.6, -0.2]}, "sentences", "words right"
        ),
        ["words right for sentences 10, 20: with 50, 62 per cent; without 50, 0 per cent."],
    ),
    (
        lambda: plots.show_pictures(
            {"a kernel": np.array([[-1, 0.25]]), "none": np.zeros((2, 2))}, signed=True, digits=1
        ),
        ["a kernel, 1 × 2 from −1 to 0.2", "none, 2 × 2 from 0 to 0"],
    ),
    (
        lambda: plots.show_spread({"with": [0.5, 0.75, 0.9], "without": [0.2]}, "share right"),
        ["share right", "with 0.75 (0.50 to 0.90)", "without 0.20 (0.20 to 0.20)"],
    ),
    (
        lambda: plots.show_scores(datasets.tiny_pictures(), np.array([[1, 1], [-1, -1]]), 0.503),
        ["and 3 pictures", "scores: cat 1.9, wall 0.5, puddle −0.9."],
    ),
]
SIZES = "600×360 600×360 860×380 900×340 430×380 640×440 660×360 260×320 "
SIZES += "520×290 700×380 700×380 700×360 740×290 700×200 880×270"
PICTURES = [(draw, [*words, size]) for (draw, words), size in zip(PICTURES, SIZES.split(), strict=True)]


@pytest.mark.parametrize("draw, words", PICTURES)
def test_a_picture_says_its_numbers_and_is_the_same_bytes_every_time(shown, draw, words):
    draw()
    draw()
    (data, metadata), (again, _) = shown
    told = metadata["image/png"]
    assert all(word in f"{data['text/plain']} {told['width']}×{told['height']}" for word in words), (data, told)
    assert told["alt"] == data["text/plain"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data == again


@pytest.fixture
def figures(monkeypatch):
    """Figures of show_* calls, before they become pictures"""
    caught = []
    for module in (plots.curves, plots.fitting, plots.pictures):
        monkeypatch.setattr(module, "show", lambda figure, sentence: caught.append(figure))
    return caught


def test_the_still_pictures_draw_the_numbers_that_they_tell(figures):
    plots.show_rule(3, 0, [1, 2, 5], "Bert's deal")
    plots.show_data(X, Y)
    rule, data = (figure.axes[0] for figure in figures)
    assert rule.get_title() == "Bert's deal: y = 3x"
    assert rule.lines[0].get_xydata().tolist() == [[1, 3], [2, 6], [5, 15]]
    assert rule.lines[1].get_xydata().tolist() == [[0, 0], [6, 18]]
    assert data.lines[0].get_xydata().tolist() == [[1, 0], [5, 16], [6, 20]] and data.get_title().startswith("3 trades")
    assert (data.get_xlim(), data.get_ylim()) == ((0, 7), (-3, 25))


def test_each_candidate_has_its_own_line_and_a_bar_from_the_line_to_each_point(figures):
    plots.show_candidates(X, Y, [(1, 0), (2, 2)])
    for ax, (w, b) in zip(figures[0].axes, [(1, 0), (2, 2)], strict=True):
        assert (ax.get_title(), ax.get_xlim(), ax.get_ylim()) == (plots.equation(w, b), (0, 7), (-3, 25))
        line = ax.lines[1].get_xydata()
        assert np.allclose(line[:, 1], w * line[:, 0] + b)
        (bars,) = ax.collections
        assert [bar.tolist() for bar in bars.get_segments()] == [
            [[x, w * x + b], [x, y]] for x, y in zip(X, Y, strict=True)
        ]


def test_a_walk_is_drawn_from_its_first_point_to_its_last_beside_the_star_at_the_bottom(figures):
    plots.show_walk(X, Y, [(2, 2), (3, 2), (3, 0)])
    ax = figures[0].axes[0]
    assert ax.lines[0].get_xydata().tolist() == [[2, 2], [3, 2], [3, 0]]
    assert np.allclose(ax.lines[1].get_xydata(), [[4, -4]])
    assert (ax.get_title(), ax.get_xlim(), ax.get_ylim()) == ("from C = 68 to C = 14", (1.4, 4.6), (-5, 3))


def test_a_fit_has_a_bar_from_its_curve_to_each_trade_and_its_cost_in_the_title(figures):
    plots.show_fit(X, Y, lambda x: x**2, "y = x²")
    ax = figures[0].axes[0]
    assert [bar.tolist() for bar in ax.collections[0].get_segments()] == [
        [[x, x**2], [x, y]] for x, y in zip(X, Y, strict=True)
    ]
    assert np.allclose(ax.lines[1].get_ydata(), ax.lines[1].get_xdata() ** 2)
    assert ax.get_title().endswith("C = 338") and (ax.get_xlim(), ax.get_ylim()) == ((0, 20), (-3, 46))


def test_functions_are_drawn_with_their_slopes_and_regions_where_the_output_is_above_one_half(figures):
    plots.show_functions({"tanh": (np.tanh, lambda u: 1 - np.tanh(u) ** 2), "0": (np.zeros_like, np.zeros_like)})
    value, slope = figures[0].axes[0].lines
    assert figures[0].get_figwidth() == 5.2
    assert np.allclose(np.gradient(value.get_ydata(), value.get_xdata()), slope.get_ydata(), atol=1e-2)
    plots.show_regions({"right": lambda s1, s2: s1})
    image = figures[1].axes[0].images[0]
    assert image.get_array()[:, 101:].all() and not image.get_array()[:, :101].any() and image.origin == "lower"
    assert image.get_extent() == [-0.5, 1.5, -0.5, 1.5]


def test_tangents_and_measured_slopes_stand_at_their_points(figures):
    plots.show_derivative(np.square, [-1, 0, 2], "u²")
    left, right = figures[0].axes
    curve, *tangents = (line.get_xydata() for line in left.lines)
    assert np.allclose(curve, [(u, u**2) for u in np.linspace(-4, 4, 201)])
    for tangent, (u, slope) in zip(tangents, [(-1, -2), (0, 0), (2, 4)], strict=True):
        assert np.allclose(tangent.mean(axis=0), (u, u**2))
        assert np.allclose(tangent[1] - tangent[0], 0.7 * np.array([1, slope]) / np.hypot(1, slope))
    assert np.allclose(right.lines[0].get_xydata(), [(-1, -2), (0, 0), (2, 4)])


def test_costs_curves_rules_and_spreads_are_drawn_where_they_are_told(figures):
    plots.show_two_costs(History({"loss": [9, 4, 0.5], "val_loss": [8, 6, 7.25]}))
    plots.show_curves([10, 20], {"with": [50, 60], "without": [40, 45]}, "sentences", "words right")
    plots.show_fits(X, Y, {"a line": lambda x: 4 * x - 4, "none": lambda x: 0 * x}, later=(2, 4))
    plots.show_spread({"with": [0.5, 0.75, 0.9], "without": [0.2]}, "share right")
    costs, curves, fits, spread = (figure.axes[0] for figure in figures)
    drawn = [[line.get_xydata().tolist() for line in ax.lines] for ax in (costs, curves, spread)]
    assert drawn == [
        [[[0, 9], [1, 4], [2, 0.5]], [[0, 8], [1, 6], [2, 7.25]], [[1, 6]]],
        [[[0, 50], [1, 60]], [[0, 40], [1, 45]]],
        [[[0.5, 0], [0.75, 0], [0.9, 0]], [[0.75, 0]], [[0.2, 1]], [[0.2, 1]]],
    ]
    assert (costs.get_title(), costs.get_xlim(), costs.get_ylim()) == (
        "lowest validation cost 6, in epoch 1",
        (0, 3),
        (0, 18),
    )
    assert [tick.get_text() for tick in curves.get_xticklabels()] == ["10", "20"] and curves.get_legend()
    assert [tick.get_text() for tick in spread.get_yticklabels()] == ["with", "without"]
    assert spread.get_ylim() == (1.5, -0.5) and figures[3].get_figheight() == 2
    line, zero, later = (line.get_xydata() for line in fits.lines[1:])
    fine = np.linspace(0, 7, 701)
    assert np.allclose(line, np.transpose([fine, 4 * fine - 4])) and np.allclose(zero, np.transpose([fine, 0 * fine]))
    assert later.tolist() == [[2, 4]] and (fits.get_xlim(), fits.get_ylim()) == ((0, 7), (-3, 25))


def test_each_pixel_shows_its_number_and_each_picture_its_score(figures):
    plots.show_scores(datasets.tiny_pictures(), np.array([[1, 1], [-1, -1]]), 0.5)
    weights, cat, *_ = figures[0].axes
    assert (cat.get_title(), weights.get_title()) == ("cat: 1.9", "weights")
    assert (cat.images[0].get_clim(), weights.images[0].get_clim()) == ((0, 1), (-2, 2))
    plots.bare(cat)
    assert not cat.get_xticks().size and not cat.get_yticks().size and not cat.spines["left"].get_visible()
    assert [t.get_text() for t in cat.texts] == ["0.9", "0.8", "0.1", "0.2"]
    assert [t.get_text() for t in weights.texts] == ["1", "1", "−1", "−1"]
    assert (cat.images[0].get_array() == datasets.tiny_pictures()["cat"]).all()


def test_every_picture_of_the_course_has_white_paper_and_the_fixed_colours():
    figure = Figure()
    ax = figure.subplots()
    dots, line, bars = plots.draw_data(ax, X, Y), plots.draw_prediction(ax, 1, 0), plots.draw_errors(ax, X, Y, 1, 0)
    assert to_hex(figure.get_facecolor()) == "#ffffff" == to_hex(ax.get_facecolor())
    assert (dots.get_color(), line.get_color(), to_hex(bars.get_color()[0])) == ("#333333", "#0072B2", "#d55e00")
    assert (dots.get_marker(), dots.get_linestyle(), line.get_linestyle()) == ("o", "None", "-")


def test_only_rings_that_are_there_are_labelled_each_on_its_ring():
    ax = Figure().subplots()
    y = np.array([1.0, 14.0, 21.0])
    bowl = plots.Bowl(ax, X, y)
    plots.label_rings(ax, bowl, y)
    assert 1 < bowl.best(y)[2] < 10 and [t.get_text() for t in ax.texts] == ["2560", "640", "160", "40", "10"]
    for text in ax.texts:
        w, b = text.xy
        assert np.sum((w * X + b - y) ** 2) == pytest.approx(float(text.get_text()))


def test_each_error_square_has_the_area_of_its_squared_error():
    ax = Figure(figsize=(5, 4)).subplots()
    ax.set(xlim=(0, 8), ylim=(-8, 30))
    squares = plots.ErrorSquares(ax, X, Y)
    squares.move(2, 2, Y)
    sides = [square.get_height() for square in squares.squares]
    assert np.isclose(np.sum(np.square(sides)), 68)
    for square in squares.squares:
        x, y, width, height = *square.get_xy(), square.get_width(), square.get_height()
        (width, height) = np.diff(ax.transData.transform([(x, y), (x + width, y + height)]), axis=0)[0]
        assert np.isclose(width, height), "not square on the screen"


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.lists(st.floats(-30, 30), min_size=3, max_size=3))
def test_every_ring_has_the_cost_it_claims(y):
    y = np.array(y)
    bowl = plots.Bowl(Figure().subplots(), X, y)
    for ring, level in zip(bowl.rings, bowl.levels, strict=True):
        if ring.get_visible():
            w, b = ring.get_xy().T
            costs = ((np.outer(w, X) + b[:, None] - y) ** 2).sum(axis=1)
            assert np.allclose(costs, level, rtol=1e-6, atol=1e-6)
        else:
            assert level <= bowl.best(y)[2]


def test_the_bottom_of_the_bowl_is_the_least_squares_line():
    y = np.array([3.0, 10.0, 24.0])
    bowl = plots.Bowl(Figure().subplots(), X, y)
    w, b, lowest = bowl.best(y)
    assert np.allclose((w, b), np.polyfit(X, y, 1))
    assert np.isclose(lowest, np.sum((np.polyval((w, b), X) - y) ** 2))
