"""The numbers of notebook 00: a drawing is seen whole, and the stored net is the one that notebook 10b trains."""

import ast

import numpy as np
import pytest
import train_digit_reader
from course_notebooks import code_cells, names_bound, read
from lessons.start_here.drawn_digits import DRAWN, sheet_of

from helpers import datasets
from helpers.lessons.start_here.numbers import SIDE, STORED, as_seen, blown_up, digit_reader, mosaic, stroke

PAGE = "10b_learn_the_kernels.ipynb"
DEFINING, NEEDED = (ast.Import, ast.ImportFrom, ast.FunctionDef), {"pictures", "sheets", "train_x", "valid_x", "final"}


def test_what_the_net_sees_counts_the_ink_of_a_whole_sheet_and_forgives_place_and_size():
    ink, small = np.zeros((2, SIDE, SIDE))
    ink[:, 12:20] = 1
    np.testing.assert_array_equal(as_seen(ink), np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1)))
    small[3:19, 20:24] = 1
    np.testing.assert_allclose(as_seen(small), as_seen(ink), atol=0.3)
    assert not as_seen(np.zeros((SIDE, SIDE))).any()


def test_a_tool_touches_what_is_within_its_thickness_of_its_way_and_never_the_sheet_it_was_given():
    ink = np.zeros((SIDE, SIDE))
    assert stroke(ink, "pen", (3, 3), (9, 9)).sum() > 10 and not ink.any()
    assert stroke(ink, "nothing", (3, 3), (9, 9)) is ink
    line = stroke(np.zeros((SIDE, SIDE)), "pen", (3, 5), (11, 20))
    away = [min(np.hypot(x - 3 - 8 * t, y - 5 - 15 * t) for t in np.linspace(0, 1, 300)) for y, x in np.ndindex(32, 32)]
    assert np.array_equal(line.ravel(), np.array(away) <= 1.7)
    gone = stroke(np.ones((SIDE, SIDE)), "rubber", (9, 9), (9, 9)) == 0
    assert gone.sum() == 29 and gone[9, 6], "within 3 pixels, those included"


def test_test_digits_come_back_from_the_sheet_nearly_as_they_were():
    pictures, _ = datasets.digits()
    apart = [np.abs(as_seen(blown_up(picture)) - picture).mean() for picture in pictures[1500:1600]]
    assert np.median(apart) < 0.1
    sheet = blown_up(pictures[0])
    assert (sheet.sum(), (np.arange(SIDE) @ sheet).sum(), as_seen(sheet).sum()) == (326, 4872, 20.375)


def test_maps_stand_beside_and_below_each_other():
    sheet = mosaic(np.arange(12.0).reshape(2, 2, 3), 2)
    assert sheet.shape == (5, 5) and (sheet[2] == 1).all() and (sheet[3:, 3:] == 1).all()
    np.testing.assert_allclose(sheet[:2, :2], 0.9 * np.array([[0, 3], [6, 9]]) / 11)
    assert not mosaic(np.zeros((1, 1, 1)), 1).any() and mosaic(np.ones((1, 1, 2)), 2).tolist() == [[0.9, 1, 0.9]]


# ---- the stored net ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trained_as_on_the_page():
    """What the cells of notebook 10b train in the end, and its share of right answers as they reckon it"""
    names = {}
    for cell in code_cells(read(PAGE)):
        for statement in ast.parse(cell.source).body:
            if isinstance(statement, DEFINING) or names_bound(ast.unparse(statement)) & NEEDED:
                exec(ast.unparse(statement), names)
    model = names["final"]
    return model, names["right"](model, names["sheets"][1500:], names["digits"][1500:])


def test_the_stored_net_is_the_one_that_notebook_10b_trains_and_reads_as_many(trained_as_on_the_page):
    model, share = trained_as_on_the_page
    pictures, digits = datasets.digits()
    said = digit_reader().predict(np.pad(pictures[1500:], ((0, 0), (1, 1), (1, 1)))[..., np.newaxis])
    assert np.sum(said.argmax(axis=1) == digits[1500:]) == 284 == round(297 * share) and share >= 0.95
    for stored, trained in zip(digit_reader().get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(stored, trained, atol=1e-4)  # another processor rounds otherwise


def test_the_tool_trains_that_very_net_and_stores_these_very_bytes(trained_as_on_the_page, tmp_path):
    tools = train_digit_reader.train()
    for ours, pages in zip(tools.get_weights(), trained_as_on_the_page[0].get_weights(), strict=True):
        np.testing.assert_array_equal(ours, pages)
    train_digit_reader.store(digit_reader(), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == STORED.read_bytes() and STORED.stat().st_size <= 100_000


@pytest.mark.parametrize("name", DRAWN)
def test_it_reads_digits_drawn_by_the_pen(name):
    shares = digit_reader().predict(np.pad(as_seen(sheet_of(name)), 1)[np.newaxis, :, :, np.newaxis])[0]
    assert shares.argmax() == int(name[0])
