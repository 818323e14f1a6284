"""The figures of notebook 10a: what stands on them is what a convolution really does."""

import numpy as np
import pytest
import scipy.signal
from driving import say

from helpers import datasets, explorers
from helpers.lessons.slide_a_kernel.figures.filter_photo import PRESETS, as_text, read_kernel
from helpers.lessons.slide_a_kernel.figures.number_grid import written

PICTURE, KERNEL = datasets.lecture_picture()
PHOTO = datasets.photo()
TEXTS = {"1": [[1]], "-1 0 1": [[-1, 0, 1]], "−1 1/2, 2 0.25": [[-1, 0.5], [2, 0.25]], " 1 2 ; 3 4 ,": [[1, 2], [3, 4]]}
REFUSED = {
    "rows of equal length": ["", "1 2, 3", "1,,2", "[[1, 2], [3]]", "[]"],
    "numbers": ["one", "1/0", "1 -", "nan", "[1, x]"],
    "≤ 7 × 7 weights ≤ 999": [" ".join("1" * 8), "1e9"],
}


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)["caption"]


def press(figure, handle, x, y, phase="press"):
    """A pointer at the data coordinates (x, y) of a handle's axes"""
    across, up = figure.handles[handle].axes.transData.transform((x, y)) / figure._figure.bbox.size
    return say(figure, kind="pointer", phase=phase, x=across, y=up)["caption"]


@pytest.fixture(scope="module")
def slide():
    return explorers.SlideKernel(PICTURE, KERNEL)


def test_every_window_shows_its_nine_products_and_the_lecture_s_sum(slide):
    for (row, column), total in np.ndenumerate(scipy.signal.correlate2d(PICTURE, KERNEL, "valid")):
        caption = press(slide, 0, column + 1, row + 1)
        assert f"row {row}, column {column}:" in caption and f"= {total:.0f}.".replace("-", "−") in caption
        products = PICTURE[row : row + 3, column : column + 3] * KERNEL
        np.testing.assert_array_equal(slide.known["products"], products)
        assert slide.known["results"][row, column] == total
    assert "16 of 16 results are shown." in caption and not np.isnan(slide.known["results"]).any()


def test_arrows_move_the_window_as_they_point_never_over_the_edge_and_leave_results_behind(slide):
    assert "1 of 16 results" in say(slide, kind="button", name="start_again")["caption"]
    for (dx, dy), position in {(0, -1): (1, 0), (10, -10): (3, 3), (0, 10): (0, 3)}.items():
        say(slide, kind="nudge", handle=0, dx=dx, dy=dy)
        assert (slide.state["row"], slide.state["column"]) == position
    assert np.argwhere(~np.isnan(slide.known["results"])).tolist() == [[0, 0], [0, 3], [1, 0], [3, 3]]
    assert "16 of 16 results" in say(slide, kind="button", name="show_all")["caption"]
    assert not np.isnan(slide.known["results"]).any()


def test_a_weight_and_the_pixel_beneath_it_can_be_changed_and_put_back(slide):
    say(slide, kind="button", name="start_again")
    press(slide, 1, 2, 1)
    assert (slide.state["weight"], slide.state["pixel"]) == (1, 7)
    change(slide, weight=3)
    assert f"= {12 - 7 + 3 * 9}." in change(slide, pixel=9)
    assert slide.state["kernel"][1, 2] == 3 and slide.state["picture"][1, 2] == 9
    assert KERNEL[1, 2] == 1 and PICTURE[1, 2] == 7, "the learner's own arrays stay as they are"
    say(slide, kind="button", name="start_again")
    np.testing.assert_array_equal(slide.state["picture"], PICTURE)


def test_all_numbers_of_a_matrix_are_one_path_and_empty_cells_have_none():
    assert len(written(np.array([[1.0, np.nan]]))) == len(written(np.array([[1.0]])))
    assert len(written(np.full((2, 2), np.nan))) == 1
    assert np.ptp(written(np.array([[-1234.56]])).vertices[:, 0]) < 0.9, "a long number still fits into its cell"


@pytest.mark.parametrize("text, kernel", TEXTS.items())
def test_a_kernel_is_read_as_people_write_it(text, kernel):
    np.testing.assert_array_equal(read_kernel(text), kernel)
    np.testing.assert_allclose(read_kernel(as_text(read_kernel(text))), kernel)


@pytest.mark.parametrize("said, text", [(said, text) for said, texts in REFUSED.items() for text in texts])
def test_what_is_no_kernel_gets_a_few_words(said, text):
    with pytest.raises(ValueError, match=said):
        read_kernel(text)


@pytest.fixture(scope="module")
def photo():
    return explorers.FilterPhoto(PHOTO)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_scipys_result_or_what_is_positive(photo, preset):
    kernel = read_kernel(PRESETS[preset])
    z, total, size = scipy.signal.correlate2d(PHOTO, kernel, "valid"), kernel.sum(), np.abs(kernel).sum()
    for relu, around_0 in ((False, 0.5 + z / size), (True, 2 * z / size)):
        change(photo, preset=preset, relu=relu)
        shades = np.clip(z / total if total > 0 else around_0, 0, 1)
        np.testing.assert_allclose(photo.known["result"], np.pad(shades, 1, constant_values=1), atol=1e-12)


def test_while_a_kernel_is_typed_the_last_whole_one_stays(photo):
    before = photo.state["kernel"]
    assert "rows of equal length" in change(photo, own="1 2, 3") and photo.state["kernel"] is before
    assert photo.known["kernel_title"] == "not yet a kernel"
    assert "The line says" not in change(photo, own="1 2, 3 4") and photo.state["kernel"].shape == (2, 2)


def test_a_chosen_weight_is_changed_by_the_slider_and_written_into_the_line(photo):
    change(photo, preset="top edges")
    press(photo, 0, 3, 2)
    assert photo.state["weight"] == -1
    change(photo, weight=2.5)
    assert photo.state["own"].startswith("-1 5/2 -1, ") and photo.state["kernel"][0, 1] == 2.5
    change(photo, own="1/9")
    assert photo.state["weight"] == pytest.approx(1 / 9), "as it is, though it is none of the slider's steps"


def test_only_a_grey_picture_is_taken():
    with pytest.raises(ValueError, match=r"expects a grey picture \(rows, columns\), got shape \(4, 4, 3\)"):
        explorers.FilterPhoto(np.ones((4, 4, 3)))


@pytest.fixture(scope="module")
def layer():
    return explorers.TryLayer(PICTURE)


def test_a_layer_says_how_large_its_result_is_and_marks_the_window_of_the_chosen_one(layer):
    assert "6 × 6 becomes 4 × 4. The result at row 0, column 0 is 12." in change(layer, kind="top edges")
    assert layer.known["places_title"] == "⌊(6 + 0 − 3)/1⌋ + 1 = 4"
    assert "6 × 6 becomes 6 × 6." in change(layer, padding="same") and layer.known["sides"] == "border 2 in all"
    assert (
        "max pooling, window 2 × 2, stride 2, padding valid: 6 × 6 becomes 3 × 3."
        in change(layer, kind="max pooling", k=2, stride=2, padding="valid").lower()
    )
    press(layer, 0, 2, 1)
    assert (layer.state["row"], layer.state["column"]) == (0, 1) and layer.known["total"] == "8"
    (x, y, width, height), (left, top, *_) = layer.known["window"][0], layer.known["whole"][0]
    assert (x - left, y - top, width, height) == (2, 0, 2, 2)


def test_a_result_that_is_gone_leaves_its_mark_on_the_last_one(layer):
    change(layer, kind="top edges", k=2, stride=1, padding="same")
    assert "The result at row 5, column 5 is" in press(layer, 0, 5, 5)
    assert "becomes 1 × 1. The result at row 0, column 0 is" in change(layer, k=4, stride=3, padding="valid")


def test_a_border_of_zeros_is_written_and_one_that_never_wins_is_empty(layer):
    change(layer, kind="top edges", k=3, stride=1, padding="same")
    assert np.count_nonzero(~np.isnan(layer.known["cells"])) == 64
    change(layer, kind="max pooling")
    assert np.count_nonzero(~np.isnan(layer.known["cells"])) == 36


def test_only_a_picture_of_numbers_larger_than_the_window_can_be_tried():
    with pytest.raises(ValueError, match=r"TryLayer expects .* 4 × 4 at least, got shape \(3, 6\)"):
        explorers.TryLayer(np.ones((3, 6)))
