"""Pictures: the numbers behind them, their sentences, and that they are the same bytes every time."""

import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers import datasets, plots

X, Y = datasets.fruit_trades()


@pytest.fixture
def shown(monkeypatch):
    """Calls of show_* land here as (data, metadata)."""
    caught = []
    monkeypatch.setattr(plots, "display", lambda data, metadata, raw: caught.append((data, metadata)))
    return caught


@pytest.mark.parametrize(
    "value, text",
    [(318.0, "318"), (-4, "−4"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (13.7262, "13.7262"), (-1e-9, "0"), (2.5, "2.5")],
)
def test_numbers_look_as_people_write_them(value, text):
    assert plots.number(value) == text


@pytest.mark.parametrize(
    "w, b, text", [(4, -4, "y = 4x − 4"), (2, 2, "y = 2x + 2"), (-1.5, 0, "y = −1.5x + 0"), (0, -0.5, "y = 0x − 0.5")]
)
def test_equations_look_as_people_write_them(w, b, text):
    assert plots.equation(w, b) == text


PICTURES = [
    (lambda: plots.show_rule(3, 0, [1, 2, 5], "Bert's deal"), ["Bert's deal", "(1, 3)", "(2, 6)", "(5, 15)"]),
    (lambda: plots.show_data(X, Y), ["(1, 0)", "(5, 16)", "(6, 20)"]),
    (lambda: plots.show_candidates(X, Y, [(1, 0), (2, 2)]), ["errors 1, −11, −14", "errors 4, −4, −6"]),
    (lambda: plots.show_bend(np.tanh, [-1, 0, 2], "tanh(u)"), ["tanh(u)", "0.42 at −1", "1 at 0", "0.0707 at 2"]),
    (lambda: plots.show_walk(X, Y, [(2, 2), (3, 2), (3, 0)]), ["from cost 68 to 14", "lowest point (4, −4)"]),
    (
        lambda: plots.show_scores(datasets.tiny_pictures(), np.array([[1, 1], [-1, -1]]), 0.5),
        ["cat 1.9", "wall 0.5", "puddle −0.9"],
    ),
]


@pytest.mark.parametrize("draw, words", PICTURES)
def test_a_picture_says_its_numbers_and_is_the_same_bytes_every_time(shown, draw, words):
    draw()
    draw()
    (data, metadata), (again, _) = shown
    assert all(word in data["text/plain"] for word in words), data["text/plain"]
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data == again


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
    for ring, level in zip(bowl.rings, bowl.levels):
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
