"""Every live figure of every notebook answers mouse, finger and keyboard, and ends on its state's picture.

What is painted is compared, pixel by pixel (by SHA-1), with what the kernel paints for the figure's state.
"""

import math

import pytest
from live_figures import FIGURES, SLOW_DOWN, Figure, a_figure_with_each_control, each_figure, each_figure_with

in_lesson_one = pytest.mark.parametrize("notebook", ["01_fit_a_line.ipynb"], indirect=True, scope="session")
HAS_FOCUS = "(node) => node === document.activeElement"
HOLDS_FOCUS = "(node) => node.contains(document.activeElement)"
QUEUE = 4  # messages: two under way, then the last place of the drag and its end
SHARPNESS = "(canvas) => canvas.width / canvas.getBoundingClientRect().width"


@pytest.fixture
def figure(notebook, position):
    """The figure as it is when its cell has just been run."""
    return run(notebook, position)


def run(notebook, position):
    notebook.run(position)
    figure = Figure(notebook, position)
    figure.show()
    return figure


def find(notebook, kind):
    """The figure of this class, its cell run again."""
    places = [place for place, cell in enumerate(notebook.cells()) if f"explorers.{kind}(" in cell["source"]]
    return run(notebook, places[0])


def read(slider, *names):
    return [float(slider.evaluate(f"(slider) => slider.{name}")) for name in names]


def identifiers(notebook):
    return [cell["id"] for cell in notebook.cells()]


def drag(page, start, end, steps=60):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)
    page.mouse.up()


def towards_the_middle(figure, number):
    """A place 70 pixels across and 70 up or down from a handle, where its axes have room."""
    (x, y), (middle_x, middle_y) = figure.spot(figure.handles.nth(number)), figure.middles()[number]
    return x + math.copysign(70, middle_x - x), y + math.copysign(70, middle_y - y)


def test_there_are_live_figures():
    assert {kind for _, _, kind in FIGURES} >= {"FirstDigit", "FitByHand", "WalkTheBowl"}


# ---- keyboard ------------------------------------------------------------------------------------------


@each_figure
def test_tab_goes_from_the_cell_through_every_handle_and_control_and_out(notebook, position):
    figure = Figure(notebook, position)
    figure.show()
    stops = figure.stops.all()
    figure.notebook.cell(figure.position).evaluate("(cell) => cell.focus()")
    for _ in range(4):  # the toolbar of the cell comes first
        figure.page.keyboard.press("Tab")
        if stops[0].evaluate(HAS_FOCUS):
            break
    for stop in stops:
        assert stop.evaluate(HAS_FOCUS), stop.evaluate("(node) => node.outerHTML")
        figure.page.keyboard.press("Tab")
    assert not figure.root.evaluate(HOLDS_FOCUS), "Tab leaves the figure"


@each_figure_with("slider")
def test_arrow_keys_on_a_slider_change_the_picture_and_not_the_selected_cell(figure):
    for slider in figure.sliders.all():
        value, high, step = read(slider, "value", "max", "step")
        before, up = figure.pixels(), value + step <= high + 1e-9
        with figure.answered():
            slider.press("ArrowRight" if up else "ArrowLeft")
        assert float(slider.input_value()) == pytest.approx(value + (step if up else -step))
        assert figure.pixels() != before
        assert figure.notebook.active() == figure.position
        figure.assert_shows_the_kernels_state()


@each_figure
def test_arrow_keys_on_a_handle_move_it_and_not_the_selected_cell(figure):
    for handle in figure.handles.all():
        before, spot = figure.pixels(), figure.spot(handle)
        with figure.answered():
            figure.push(handle)
        assert figure.pixels() != before
        assert figure.spot(handle) != spot
        assert handle.get_attribute("aria-valuetext") and handle.get_attribute("aria-label")
        assert figure.notebook.active() == figure.position
        figure.assert_shows_the_kernels_state()


@each_figure_with("button")
def test_keys_press_buttons_and_do_nothing_else(figure):
    for button in figure.buttons.all():
        for key in ("Enter", "Space"):
            with figure.answered():
                button.press(key)
            assert button.evaluate(HAS_FOCUS), "the focus stays on the button"
            assert figure.notebook.active() == figure.position
            figure.assert_shows_the_kernels_state()


@each_figure_with("choice", "toggle")
def test_choices_and_toggles_change_by_key(figure):
    for choice in figure.choices.all():
        before = choice.evaluate("(node) => node.selectedIndex")
        with figure.answered():
            choice.press("ArrowDown" if before == 0 else "ArrowUp")
        assert choice.evaluate("(node) => node.selectedIndex") != before
        figure.assert_shows_the_kernels_state()
    for toggle in figure.toggles.all():
        before = toggle.is_checked()
        with figure.answered():
            toggle.press("Space")
        assert toggle.is_checked() != before
        figure.assert_shows_the_kernels_state()


@each_figure_with("text")
def test_a_text_field_is_read_when_enter_is_pressed(figure):
    for field in figure.texts.all():
        field.fill(field.input_value() + " ")
        with figure.answered():
            field.press("Enter")
        figure.assert_shows_the_kernels_state()


@a_figure_with_each_control
def test_letters_on_a_control_edit_no_cell_and_ctrl_s_still_saves(figure):
    cells, dirty = identifiers(figure.notebook), "window.jupyterapp.shell.currentWidget.context.model.dirty"
    for stop in figure.stops.all():
        stop.focus()
        for key in "ddxab":  # in Lab's command mode these delete, cut and add cells
            figure.page.keyboard.press(key)
        assert identifiers(figure.notebook) == cells
    assert figure.page.evaluate(dirty), "running the cell has changed the notebook"
    figure.page.keyboard.press("Control+s")
    figure.page.wait_for_function(f"!{dirty}")


# ---- mouse and finger --------------------------------------------------------------------------------


@a_figure_with_each_control
def test_a_fast_drag_of_a_slider_ends_on_its_last_value_even_if_frames_are_slow(figure):
    figure.kernel(SLOW_DOWN)
    for slider in figure.sliders.all():
        low, high, value = read(slider, "min", "max", "value")
        box, before = slider.bounding_box(), figure.pixels()
        x, y = box["x"] + 8 + (value - low) / (high - low) * (box["width"] - 16), box["y"] + box["height"] / 2
        end = box["x"] + box["width"] + 5 if value < high else box["x"] - 5
        drag(figure.page, (x, y), (end, y))
        assert figure.unanswered() <= QUEUE
        figure.assert_shows_the_kernels_state()
        assert figure.pixels() != before
        assert float(slider.input_value()) == pytest.approx(high if value < high else low)


@a_figure_with_each_control
def test_a_fast_drag_of_a_handle_ends_where_a_slow_one_does_even_if_frames_are_slow(figure):
    if not figure.handles.count():
        return
    handle = figure.handles.first
    start, end = figure.spot(handle), towards_the_middle(figure, 0)
    with figure.answered():
        drag(figure.page, start, end, steps=3)
    wanted = figure.spot(handle)
    figure = run(figure.notebook, figure.position)
    figure.kernel(SLOW_DOWN)
    drag(figure.page, figure.spot(handle), end)
    assert figure.unanswered() <= QUEUE
    figure.assert_shows_the_kernels_state()
    assert figure.spot(handle) == wanted
    figure.page.mouse.move(*start)
    figure.rest()
    assert figure.spot(handle) == wanted, "it was let go"


@each_figure
def test_every_handle_can_be_dragged(figure):
    for number, handle in enumerate(figure.handles.all()):
        (x, y), before, end = figure.spot(handle), figure.pixels(), towards_the_middle(figure, number)
        with figure.answered():
            figure.page.mouse.move(x, y)
            figure.page.mouse.down()
            figure.page.mouse.move(*end, steps=20)
        assert figure.pixels() != before, "the picture follows before the hand lets go"
        moved = figure.spot(handle)
        assert abs(moved[0] - x) + abs(moved[1] - y) > 5, handle.get_attribute("aria-label")
        with figure.answered():
            figure.page.mouse.up()
        assert figure.spot(handle) == moved, "letting go moves nothing"
        figure.assert_shows_the_kernels_state()


TABLET = {"viewport": {"width": 1180, "height": 820}, "device_scale_factor": 2, "has_touch": True}
SCROLLED = "document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer').scrollTop"


def swipe(touch, x, y, way):
    """A finger goes down at (x, y), along the offsets of `way`, and up"""
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for down in way:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + down}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_tablet_a_finger_drags_a_sharp_picture_and_scrolls_the_page_elsewhere(open_copy):
    notebook = open_copy("00_start_here.ipynb", **TABLET)
    figure = find(notebook, "FirstDigit")
    assert figure.canvas.evaluate(SHARPNESS) > 1.99, "a pixel of the picture for each of the screen"
    before, (x, y) = figure.pixels(), figure.spot(figure.handles.first)
    touch = notebook.page.context.new_cdp_session(notebook.page)
    stands = notebook.page.evaluate(SCROLLED)
    with figure.answered():
        swipe(touch, x, y, range(10, 70, 10))
    assert figure.spot(figure.handles.first)[1] == pytest.approx(y + 60, abs=6)
    assert notebook.page.evaluate(SCROLLED) == stands, "the page stays under a finger that drags"
    assert figure.pixels() != before
    figure.assert_shows_the_kernels_state()
    drawn, box = figure.pixels(), notebook.cell(figure.position + 1).bounding_box()
    swipe(touch, box["x"] + box["width"] / 2, box["y"] + 40, range(-10, -130, -10))
    notebook.page.wait_for_function(f"{SCROLLED} > {stands + 60}")
    assert figure.pixels() == drawn, "scrolling draws nothing"


@each_figure_with("play")
def test_play_moves_the_picture_until_pause(figure):
    before = figure.pixels()
    figure.play.click()
    for _ in range(30):  # a first frame may look as before: then wait for the next ones
        figure.page.wait_for_timeout(100)
        if figure.pixels() != before:
            break
    with figure.answered():
        figure.play.click()
    paused = figure.pixels()
    assert paused != before
    figure.page.wait_for_timeout(300)
    assert figure.pixels() == paused
    figure.assert_shows_the_kernels_state()


@a_figure_with_each_control
def test_a_figure_that_was_scrolled_away_still_answers(figure):
    figure.notebook.scroll_to(0)
    figure.page.wait_for_timeout(200)
    figure.notebook.scroll_to(figure.position)
    before = figure.pixels()
    with figure.answered():
        figure.push(figure.movable)
    assert figure.pixels() != before
    figure.assert_shows_the_kernels_state()


# ---- what the figures of 01 are for --------------------------------------------------------------------


@in_lesson_one
def test_fitting_by_hand_finds_the_line_through_all_points(notebook):
    figure = find(notebook, "FitByHand")
    for slider, value in zip(figure.sliders.all(), ("4", "-4"), strict=True):
        with figure.answered():
            slider.fill(value)
    figure.assert_shows_the_kernels_state()
    assert "ŷ = 4x − 4" in figure.caption() and "the cost C = 0." in figure.caption()


@in_lesson_one
def test_a_press_anywhere_on_the_bowl_takes_the_dot_there(notebook):
    figure = find(notebook, "FitByHand")
    dot = figure.root.get_by_role("slider", name="dot on the bowl")
    x, y = figure.spot(dot)
    with figure.answered():
        figure.page.mouse.click(x + 90, y + 60)
    figure.assert_shows_the_kernels_state()
    assert figure.spot(dot) == (pytest.approx(x + 90, abs=6), pytest.approx(y + 60, abs=6))


@in_lesson_one
def test_points_that_were_dragged_can_be_put_back(notebook):
    figure = find(notebook, "FitByHand")
    first = figure.pixels()
    with figure.answered():
        figure.root.get_by_role("slider", name="data point 2").press("Shift+ArrowUp")
    assert "(5, 21)" in figure.caption()
    with figure.answered():
        figure.button("Put the points back").click()
    assert figure.pixels() == first


@in_lesson_one
def test_the_walk_runs_until_it_is_stuck_at_14(notebook):
    figure = find(notebook, "WalkTheBowl")
    figure.play.click()
    figure.root.locator("canvas[aria-label*='the search is stuck']").wait_for()
    assert "at (3, 0), cost 14, evaluations spent: 14." in figure.caption()
    figure.rest()
    assert figure.play.text_content() == "Run", "a run that has ended can be started again"
    figure.assert_shows_the_kernels_state()


@in_lesson_one
def test_a_long_walk_can_be_paused_stepped_and_begun_again(notebook):
    figure = find(notebook, "WalkTheBowl")
    figure.choices.first.select_option("0.01")
    figure.play.click()
    figure.root.locator("canvas[aria-label*='0.01, at (2.']:not([aria-label*='at (2, 2)'])").wait_for()
    with figure.answered():
        figure.play.click()
    assert "stuck" not in figure.caption(), "it was paused on the way"
    paused = figure.caption()
    with figure.answered():
        figure.button("One step").click()
    assert figure.caption() != paused
    with figure.answered():
        figure.button("Back to the start").click()
    assert "at (2, 2), cost 68, evaluations spent: 1." in figure.caption()
    figure.assert_shows_the_kernels_state()
