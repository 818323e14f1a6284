"""A learner's way into the course: the first page, the link to a lesson, Run All, checked answers."""

import numpy as np
import pytest
from course_in_lab import NAMES, PANEL, explorers_of
from course_notebooks import find_exercises, read
from lessons.start_here.drawn_digits import DRAWN

from helpers.lessons.start_here.numbers import SIDE

each_notebook = pytest.mark.parametrize("notebook", NAMES, indirect=True, scope="session")


def test_lab_opens_at_the_first_page_and_its_link_opens_the_first_lesson(new_page, lab):
    page = new_page()
    page.goto(f"{lab.address}/?token={lab.token}")
    page.get_by_role("heading", name="00 · Start here").wait_for()
    link = page.locator(f"{PANEL} a", has_text="01 · Fit a line")
    for _ in range(40):  # the link stands below the map; only what is near the screen is rendered
        if link.count():
            break
        page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollBy(0, 500)")
        page.wait_for_timeout(50)
    link.click()
    page.get_by_role("heading", name="01 · Fit a line").wait_for()
    assert page.url.split("?")[0].endswith("work/01_fit_a_line.ipynb")
    page.close()


@each_notebook
def test_run_all_reaches_the_end_without_an_error(notebook):
    cells = [cell for cell in notebook.as_run if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]


@each_notebook
def test_run_all_shows_every_live_figure_and_none_reports_trouble(notebook):
    for position, kind in explorers_of(notebook.original):
        notebook.scroll_to(position)
        notebook.cell(position).locator(".lf canvas[data-frame]").wait_for()
        assert notebook.page.locator(".lf-error:visible, .lf-note:visible").count() == 0, kind
        assert "Error displaying widget" not in notebook.cell(position).text_content()


def test_every_solution_is_answered_with_a_tick_and_kept_in_the_learners_progress(open_copy, lab):
    name = "01_fit_a_line.ipynb"  # tests/test_exercises.py tries them all
    notebook, exercises = open_copy(name), find_exercises(read(name))
    for exercise in exercises:
        notebook.write(exercise.position + 1, exercise.code)
    notebook.run_all()
    cells = notebook.cells()
    for exercise in exercises:
        answer = "".join("".join(output["text"]) for output in cells[exercise.position + 2]["outputs"])
        assert answer.startswith(f"✓ {exercise.name}: "), answer
    solved = {path.name for path in (lab.root / "work" / ".solved").iterdir()}
    assert {exercise.name for exercise in exercises} <= solved


def test_a_learner_types_an_answer_runs_the_check_and_is_answered(open_copy):
    notebook = open_copy("00_start_here.ipynb")
    exercise = find_exercises(read("00_start_here.ipynb"))[0]
    stub, check = exercise.position + 1, exercise.position + 2
    notebook.run(2)
    for typed, answer in (("bananas = 7", "✗ warm_up"), ("bananas = 3 * 4", "✓ warm_up: right.")):
        notebook.scroll_to(stub)
        notebook.cell(stub).locator(".cm-content").click()
        notebook.page.keyboard.press("Control+A")
        notebook.page.keyboard.type(typed)
        notebook.page.keyboard.press("Shift+Enter")
        notebook.page.keyboard.press("Shift+Enter")
        notebook.cell(check).locator(".jp-OutputArea", has_text=answer).wait_for()


SHEET = (
    "list(__import__('helpers').live_figure._alive.values())[-1][1][-1].handles[0].axes.get_position().extents.tolist()"
)


def test_a_learner_runs_the_first_cell_draws_a_seven_and_it_is_read(open_copy):
    notebook = open_copy("00_start_here.ipynb")
    notebook.cell(2).locator(".cm-content").click()
    notebook.page.keyboard.press("Shift+Enter")
    canvas = notebook.cell(2).locator(".lf canvas")
    canvas.wait_for()
    notebook.wait_for_kernel()
    (left, low, right, high), box = notebook.ask(SHEET), canvas.bounding_box()
    xs, ys = (np.array(DRAWN["7"][0]).T + 0.5) / SIDE
    across = box["x"] + box["width"] * (left + (right - left) * xs)
    down = box["y"] + box["height"] * (1 - high + (high - low) * ys)
    mouse = notebook.page.mouse
    mouse.move(float(across[0]), float(down[0]))
    mouse.down()
    for spot in zip(across[1:].tolist(), down[1:].tolist(), strict=True):
        mouse.move(*spot, steps=12)
    mouse.up()
    notebook.page.locator(".lf canvas[aria-label*='The net says 7 with']").wait_for()


def test_an_address_outside_is_refused_and_noticed(new_page, asked):
    page = new_page()
    fetch = "(address) => fetch(address, { mode: 'no-cors' }).catch(() => 'refused')"
    for address in ("http://example.org/", "https://192.0.2.1/"):
        assert page.evaluate(fetch, address) == "refused"
        assert asked.pop() == address
    page.close()
