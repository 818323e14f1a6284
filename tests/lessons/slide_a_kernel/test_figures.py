"""The figures of notebook 10: what stands on them is what a convolution, a net and a pen really do."""

import numpy as np
import pytest
import scipy.signal
from driving import say

from helpers import datasets, explorers, graph
from helpers.layers import Conv2D, Dense, GlobalMaxPooling2D, set_random_seed
from helpers.lessons.slide_a_kernel.figures.draw_digit import SIDE, as_seen, blown_up, mosaic, stroke
from helpers.lessons.slide_a_kernel.figures.filter_photo import PRESETS, as_text, read_kernel
from helpers.lessons.slide_a_kernel.figures.number_grid import written
from helpers.lessons.slide_a_kernel.figures.receptive_field import PIXELS, sizes, ways
from helpers.training import Sequential

PICTURE, KERNEL = datasets.lecture_picture()


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)["caption"]


def press(figure, handle, x, y, phase="press"):
    """A pointer at the data coordinates (x, y) of a handle's axes"""
    axes = figure.handles[handle].axes
    across, up = axes.transData.transform((x, y)) / figure._figure.bbox.size
    return say(figure, kind="pointer", phase=phase, x=across, y=up)["caption"]


# ---- slide the kernel -----------------------------------------------------------------------------------------------


@pytest.fixture
def slide():
    return made(explorers.SlideKernel(PICTURE, KERNEL))


def test_every_window_shows_its_nine_products_and_the_lecture_s_sum(slide):
    for (row, column), total in np.ndenumerate(scipy.signal.correlate2d(PICTURE, KERNEL, "valid")):
        caption = press(slide, 0, column + 1, row + 1)
        assert f"row {row}, column {column}:" in caption and f"= {total:.0f}.".replace("-", "−") in caption
        np.testing.assert_array_equal(slide.grids[2].values, PICTURE[row : row + 3, column : column + 3] * KERNEL)
        assert slide.grids[3].values[row, column] == total
        press(slide, 0, column + 1, row + 1, "release")
    assert "16 of 16 results are shown." in caption and not np.isnan(slide.grids[3].values).any()


def test_results_are_shown_where_the_window_has_been_and_on_request(slide):
    say(slide, kind="nudge", handle=0, dx=1, dy=0)
    assert np.argwhere(~np.isnan(slide.grids[3].values)).tolist() == [[0, 0], [0, 1]]
    say(slide, kind="button", name="show_all")
    assert not np.isnan(slide.grids[3].values).any()
    say(slide, kind="button", name="start_again")
    assert np.count_nonzero(~np.isnan(slide.grids[3].values)) == 1


def test_arrows_move_the_window_as_they_point_and_never_over_the_edge(slide):
    say(slide, kind="nudge", handle=0, dx=0, dy=-1)
    assert (slide.state["row"], slide.state["column"]) == (1, 0)
    say(slide, kind="nudge", handle=0, dx=10, dy=-10)
    assert (slide.state["row"], slide.state["column"]) == (3, 3)
    say(slide, kind="nudge", handle=0, dx=0, dy=10)
    assert (slide.state["row"], slide.state["column"]) == (0, 3)


def test_a_weight_and_the_pixel_beneath_it_can_be_changed_and_put_back(slide):
    press(slide, 1, 2, 1)
    assert (slide.state["weight"], slide.state["pixel"]) == (1, 7)
    change(slide, weight=3)
    caption = change(slide, pixel=9)
    assert slide.state["kernel"][1, 2] == 3 and slide.state["picture"][1, 2] == 9
    assert f"= {12 - 7 + 3 * 9}." in caption
    assert KERNEL[1, 2] == 1 and PICTURE[1, 2] == 7, "the learner's own arrays stay as they are"
    say(slide, kind="button", name="start_again")
    np.testing.assert_array_equal(slide.state["picture"], PICTURE)


def test_all_numbers_of_a_matrix_are_one_path_and_empty_cells_have_none():
    assert len(written(np.array([[1.0, np.nan]]), 0.4)) == len(written(np.array([[1.0]]), 0.4))
    assert len(written(np.full((2, 2), np.nan), 0.4)) == 1
    wide = written(np.array([[-1234.56]]), 0.4).vertices[:, 0]
    assert np.ptp(wide) < 0.9, "a long number still fits into its cell"


# ---- filter a photo -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, kernel",
    [
        ("1", [[1]]),
        ("-1 0 1", [[-1, 0, 1]]),
        ("−1 1/2, 2 0.25", [[-1, 0.5], [2, 0.25]]),
        (" 1 2 ; 3 4 ,", [[1, 2], [3, 4]]),
    ],
)
def test_a_kernel_is_read_as_people_write_it(text, kernel):
    np.testing.assert_array_equal(read_kernel(text), kernel)
    np.testing.assert_allclose(read_kernel(as_text(read_kernel(text))), kernel)


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "rows of equal length"),
        ("1 2, 3", "rows of equal length"),
        ("1,,2", "rows of equal length"),
        ("one", "numbers"),
        ("1/0", "numbers"),
        ("1 -", "numbers"),
        ("nan", "numbers"),
        (" ".join("1" * 8), "7 × 7"),
        ("1e9", "≤ 999"),
        ("[[1, 2], [3]]", "rows of equal length"),
        ("[1, x]", "numbers"),
        ("[]", "rows of equal length"),
    ],
)
def test_what_is_no_kernel_gets_a_few_words(text, said):
    with pytest.raises(ValueError, match=said):
        read_kernel(text)


@pytest.fixture
def photo():
    return made(explorers.FilterPhoto(datasets.photo()))


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_shows_scipys_result(photo, preset):
    change(photo, preset=preset)
    kernel = read_kernel(PRESETS[preset])
    z = scipy.signal.correlate2d(datasets.photo(), kernel, "valid")
    shown, total = photo.filtered(**photo.state)[0], kernel.sum()
    expected = z / total if total > 0 else 0.5 + z / np.abs(kernel).sum()
    np.testing.assert_allclose(shown, np.clip(expected, 0, 1), atol=1e-12)
    assert photo.result.get_array().shape == datasets.photo().shape


def test_while_a_kernel_is_typed_the_last_whole_one_stays(photo):
    before = photo.state["kernel"]
    caption = change(photo, own="1 2, 3")
    assert photo.state["kernel"] is before and "rows of equal length" in caption
    assert photo.titles[0].get_text() == "not yet a kernel"
    assert "The line says" not in change(photo, own="1 2, 3 4") and photo.state["kernel"].shape == (2, 2)


def test_a_chosen_weight_is_changed_by_the_slider_and_written_into_the_line(photo):
    press(photo, 0, 3, 2)
    assert photo.state["weight"] == -1
    change(photo, weight=2.5)
    assert photo.state["own"].startswith("-1 5/2 -1, ") and photo.state["kernel"][0, 1] == 2.5


def test_relu_keeps_only_what_is_positive(photo):
    change(photo, relu=True)
    z = scipy.signal.correlate2d(datasets.photo(), KERNEL, "valid")
    np.testing.assert_array_equal(photo.filtered(**photo.state)[0] > 0, z > 1e-16)


def test_only_a_grey_picture_is_taken():
    with pytest.raises(ValueError, match=r"expects a grey picture \(rows, columns\), got shape \(4, 4, 3\)"):
        explorers.FilterPhoto(np.ones((4, 4, 3)))


# ---- receptive field ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "layers, k, stride", [(1, 3, 1), (2, 3, 1), (4, 3, 1), (3, 5, 1), (3, 3, 2), (2, 2, 2), (4, 2, 1)]
)
def test_the_ways_are_those_that_a_slope_takes(layers, k, stride):
    n = sizes(layers, k, stride)
    model = Sequential([Conv2D(1, k, strides=stride, kernel_initializer="ones") for _ in range(layers)])
    x = graph.Node(np.zeros((1, PIXELS, PIXELS, 1)))
    z = model(x)
    dz = np.zeros(z.value.shape)
    dz[0, 1, 0, 0] = 1
    graph.sum(z * dz).backward()
    rows, columns = ways(n, k, stride, 1)[0], ways(n, k, stride, 0)[0]
    np.testing.assert_array_equal(np.outer(rows, columns), x.gradient[0, :, :, 0])
    if stride == 1:
        assert np.count_nonzero(rows) == 1 + layers * (k - 1)


def test_four_layers_see_9_by_9_and_what_does_not_fit_is_said():
    field = made(explorers.ReceptiveField())
    assert "sees 9 × 9 of" in change(field, layers=4)
    assert "(no more than 2 fit)" in change(field, k=5, stride=2)


# ---- draw a digit ---------------------------------------------------------------------------------------------------


def small_net():
    set_random_seed(1)
    first = Conv2D(8, 3, activation="relu", input_shape=(10, 10, 1))
    return Sequential([first, Conv2D(24, 3, activation="relu"), GlobalMaxPooling2D(), Dense(10, activation="softmax")])


@pytest.fixture
def sheet():
    figure = made(explorers.DrawDigit(small_net()))
    say(figure, kind="button", name="clear")
    return figure


def test_a_press_is_a_dot_and_a_drag_a_line_and_no_line_leads_to_the_next_press(sheet):
    press(sheet, 0, 5, 5)
    assert sheet.state["ink"][5, 5] == 1 and sheet.state["ink"].sum() < 20
    press(sheet, 0, 25, 5, "drag")
    assert sheet.state["ink"][5, 5:26].all() and not sheet.state["ink"][10:].any()
    press(sheet, 0, 25, 5, "release")
    press(sheet, 0, 24, 12)
    assert sheet.state["pen"] == pytest.approx((24, 12)), "also close to the pen, the spot comes to the hand"
    press(sheet, 0, 5, 25)
    assert not sheet.state["ink"][15, 5:25].any()


def test_the_rubber_takes_ink_away_and_the_empty_hand_does_nothing(sheet):
    press(sheet, 0, 10, 10)
    ink = sheet.state["ink"]
    change(sheet, tool="nothing")
    press(sheet, 0, 20, 20)
    np.testing.assert_array_equal(sheet.state["ink"], ink)
    change(sheet, tool="rubber")
    press(sheet, 0, 10, 10)
    assert not sheet.state["ink"].any() and "the sheet is blank" in sheet._caption()


def test_arrow_keys_draw_too_as_they_point(sheet):
    say(sheet, kind="nudge", handle=0, dx=0, dy=5)
    assert sheet.state["ink"][19:25, 8].all() and sheet.state["pen"] == (8, 19)
    say(sheet, kind="nudge", handle=0, dx=99, dy=0)
    assert sheet.state["pen"] == (SIDE - 1, 19)


def test_what_the_net_sees_counts_the_ink_of_a_whole_sheet_and_forgives_place_and_size():
    ink = np.zeros((SIDE, SIDE))
    ink[:, 12:20] = 1
    np.testing.assert_array_equal(as_seen(ink), np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1)))
    small = np.zeros((SIDE, SIDE))
    small[3:19, 20:24] = 1
    np.testing.assert_allclose(as_seen(small), as_seen(ink), atol=0.3)
    assert not as_seen(np.zeros((SIDE, SIDE))).any()


def test_drawing_never_changes_the_sheet_it_was_given():
    ink = np.zeros((SIDE, SIDE))
    assert stroke(ink, "pen", (3, 3), (9, 9)).sum() > 10 and not ink.any()
    assert stroke(ink, "nothing", (3, 3), (9, 9)) is ink


def test_test_digits_come_back_from_the_sheet_nearly_as_they_were():
    pictures, _ = datasets.digits()
    apart = [np.abs(as_seen(blown_up(picture)) - picture).mean() for picture in pictures[1500:1600]]
    assert np.median(apart) < 0.1


def test_the_bars_are_what_the_model_predicts(sheet):
    say(sheet, kind="button", name="test_digit")
    small, _, _, shares = sheet.seen(sheet.state["ink"])
    np.testing.assert_allclose(shares, sheet.model.predict(np.pad(small, 1)[None, :, :, None])[0], rtol=1e-12)
    assert [segment[1][0] for segment in sheet.bars.get_segments()] == pytest.approx(list(shares))
    assert f"The net says {np.argmax(shares)} with" in sheet._caption()


def test_maps_stand_beside_and_below_each_other():
    sheet = mosaic(np.arange(12.0).reshape(2, 2, 3), 2)
    assert sheet.shape == (5, 5) and (sheet[2] == 1).all() and (sheet[3:, 3:] == 1).all()
    np.testing.assert_allclose(sheet[:2, :2], 0.9 * np.array([[0, 3], [6, 9]]) / 11)
