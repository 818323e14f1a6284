"""The sheet to draw on: what stands on it is what a pen and a net really do, in notebook 00 and in notebook 10b."""

import numpy as np
import pytest
from driving import say
from lessons.start_here.drawn_digits import DRAWN

from helpers import explorers
from helpers.layers import Conv2D, Dense, GlobalMaxPooling2D, set_random_seed
from helpers.training import Sequential


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)["caption"]


def press(figure, handle, x, y, phase="press"):
    """A pointer at the data coordinates (x, y) of a handle's axes"""
    across, up = figure.handles[handle].axes.transData.transform((x, y)) / figure._figure.bbox.size
    return say(figure, kind="pointer", phase=phase, x=across, y=up)["caption"]


@pytest.fixture(scope="module", params=["FirstDigit", "DrawDigit"])
def sheet(request):
    if request.param == "FirstDigit":
        return explorers.FirstDigit()
    set_random_seed(1)
    convolutions = Conv2D(8, 3, activation="relu", input_shape=(10, 10, 1)), Conv2D(24, 3, activation="relu")
    return explorers.DrawDigit(Sequential([*convolutions, GlobalMaxPooling2D(), Dense(10, activation="softmax")]))


def test_arrow_keys_draw_too_as_they_point(sheet):
    press(sheet, 0, 8, 24)
    say(sheet, kind="button", name="clear")
    say(sheet, kind="nudge", handle=0, dx=0, dy=5)
    assert sheet.state["ink"][19:25, 8].all() and sheet.state["pen"] == pytest.approx((8, 19))
    say(sheet, kind="nudge", handle=0, dx=99, dy=0)
    assert sheet.state["pen"] == pytest.approx((31, 19))


def test_a_press_is_a_dot_and_a_drag_a_line_and_no_line_leads_to_the_next_press(sheet):
    say(sheet, kind="button", name="clear")
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
    say(sheet, kind="button", name="clear")
    press(sheet, 0, 10, 10)
    ink = sheet.state["ink"]
    change(sheet, tool="nothing")
    press(sheet, 0, 20, 20)
    np.testing.assert_array_equal(sheet.state["ink"], ink)
    change(sheet, tool="rubber")
    assert "the sheet is blank" in press(sheet, 0, 10, 10) and not sheet.state["ink"].any()


def test_the_bars_are_what_the_model_predicts(sheet):
    caption = say(sheet, kind="button", name="test_digit")["caption"]
    predicted = sheet.model.predict(np.pad(sheet.known["small"], 1)[None, :, :, None])[0]
    assert [end for _, (end, _) in sheet.known["bars"]] == pytest.approx(list(predicted), rel=1e-12)
    assert f"The net says {np.argmax(predicted)} with" in caption


def test_the_first_sheet_opens_empty_asks_for_a_digit_and_reads_it():
    first = explorers.FirstDigit()
    assert not first.state["ink"].any() and first.known["invitation"] == "draw a digit here"
    assert first.known["score"] == "a blank sheet" and not any(end[0] for _, end in first.known["bars"])
    (start, *way), bar = DRAWN["7 with a bar"][0], DRAWN["7 with a bar"][1]
    press(first, 0, *start)
    for spot in way:
        press(first, 0, *spot, "drag")
    press(first, 0, *way[-1], "release")
    press(first, 0, *bar[0])
    caption = press(first, 0, *bar[1], "release")
    assert "The net says 7 with" in caption and first.known["score"].startswith("7 with")
    assert first.known["invitation"] == "" and first.known["heading"] == "your sheet"


def test_maps_stand_only_where_the_net_is_the_reader_s_own(sheet):
    if isinstance(sheet, explorers.DrawDigit):
        assert sheet.known["first"].shape == (2 * 9 - 1, 4 * 9 - 1) and len(sheet._figure.axes) == 5
    else:
        assert "first" not in sheet.known and len(sheet._figure.axes) == 3
