"""A teacher presents a notebook with jupyterlab-slideshow at 1280 × 720: nothing is cut, each key shows more."""

import itertools

import pytest
from course_in_lab import NAMES, cells_of, explorers_of, predicted_in
from live_figures import Figure, notebooks_with_each_control

each_notebook = pytest.mark.parametrize("notebook", NAMES, indirect=True, scope="session")
# Walks from the first cell to the last as the space bar does, and notes what each screen shows.
WALK = """async (app, panel) => {
  const notebook = panel.content, screens = [];
  const pause = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  for (let last = -1; notebook.activeCellIndex !== last;) {
    last = notebook.activeCellIndex;
    await pause();
    const shown = notebook.widgets.filter((cell) => cell.hasClass("jp-deck-mod-visible") &&
      cell.hasClass("jp-deck-mod-onscreen") && cell.node.getBoundingClientRect().height);
    const folded = shown.filter((cell) => {
      const fold = cell.node.querySelector("details");
      return fold?.firstChild.textContent === "Compare" &&
        !fold.querySelector("p").checkVisibility({ contentVisibilityAuto: true });
    });
    const boxes = shown.map((cell) => cell.node.getBoundingClientRect());
    const wide = shown.flatMap((cell) => [...cell.node.querySelectorAll("*")])
      .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1
                        && ["auto", "scroll"].includes(getComputedStyle(node).overflowX));
    const arrows = document.querySelector(".jp-Deck-Remote").getBoundingClientRect();
    const covered = shown.flatMap((cell) => [...cell.node.querySelectorAll(".lf, img")])
      .map((node) => node.getBoundingClientRect())
      .filter((box) => box.right > arrows.left && box.bottom > arrows.top);
    screens.push({ cells: shown.map((cell) => notebook.widgets.indexOf(cell)),
      top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)),
      left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
      folded: folded.map((cell) => notebook.widgets.indexOf(cell)),
      wide: wide.map((node) => node.textContent.slice(0, 60)), covered: covered.length });
    await app.commands.execute("deck:go", { direction: "down", alternate: "forward" });
  }
  return screens;
}"""


@pytest.fixture
def slides(notebook):
    """The notebook while it is presented, on its first slide."""
    size = notebook.page.viewport_size
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    notebook.scroll_to(0)
    notebook.command("deck:start")
    notebook.page.locator(".jp-Deck-Remote").wait_for()
    notebook.page.wait_for_timeout(1500)  # it folds the side bars after a second; formulas are set meanwhile
    yield notebook
    notebook.command("deck:stop")
    notebook.page.locator(".jp-NotebookPanel.jp-Deck").wait_for(state="detached")
    notebook.page.set_viewport_size(size)
    notebook.page.wait_for_timeout(300)


@each_notebook
def test_every_slide_is_shown_uncut_and_every_key_press_shows_another(slides):
    screens = slides.do(WALK, patience=180)
    assert not [two for two in itertools.pairwise(screens) if two[0]["cells"] == two[1]["cells"]]
    assert_predictions_come_with_their_reading(screens, slides.original)
    cut = [s for s in screens if s["top"] < 0 or s["bottom"] > 720 or s["left"] < 0 or s["right"] > 1280]
    assert not cut, f"these slides do not fit into 1280 × 720: {cut}"
    assert not [s for s in screens if s["wide"]], "something on a slide must be scrolled sideways"
    assert not [s for s in screens if s["covered"]], "the arrows of the slideshow cover a picture"
    kinds = [cell["metadata"].get("slideshow", {}).get("slide_type") for cell in slides.as_run]
    wanted = {place for place, kind in enumerate(kinds) if kind not in ("skip", "notes")}
    assert {place for screen in screens for place in screen["cells"]} == wanted


def assert_predictions_come_with_their_reading(screens, name):
    """A question is seen without its answer; at the next press come the cell and, unfolded, what reads its result."""
    cells = cells_of(name)
    for place in predicted_in(name):
        first = next(number for number, screen in enumerate(screens) if place in screen["cells"])
        assert place - 1 in screens[first - 1]["cells"], f"the question before cell {place} has no screen of its own"
        assert place + 1 not in screens[first - 1]["cells"], f"the answer of cell {place} is seen beside its question"
        on_its_own = "slideshow" in cells[place + 1]["metadata"]  # on the last slide: tools/predictions.py
        assert place + 1 in screens[first + on_its_own]["cells"], f"what reads cell {place} does not come with it"
    assert not [screen["folded"] for screen in screens if screen["folded"]], "what reads a result is folded"


def test_a_cell_that_was_not_run_is_run_on_its_slide_and_then_read(open_copy):
    name = "01_fit_a_line.ipynb"
    notebook, place = open_copy(name), predicted_in(name)[0]
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    notebook.scroll_to(place - 1)
    notebook.command("deck:start")
    notebook.page.locator(".jp-Deck-Remote").wait_for()
    notebook.page.wait_for_timeout(1500)
    output, reading = notebook.cell(place).locator(".jp-OutputArea-child"), notebook.cell(place + 1).locator("p").first
    assert slide_shows(notebook) == [place - 1]
    notebook.page.keyboard.press("Space")
    assert slide_shows(notebook) == [place - 1, place, place + 1]
    assert output.count() == 0 and not reading.is_visible()
    notebook.page.keyboard.press("Control+Enter")
    output.first.wait_for()
    reading.wait_for()
    assert slide_shows(notebook) == [place - 1, place, place + 1]


def slide_shows(notebook):
    """The positions of the cells on the present screen."""
    notebook.page.wait_for_timeout(200)
    return notebook.do(WALK.replace("await app.commands", "break; await app.commands"))[0]["cells"]


@notebooks_with_each_control
def test_live_figures_answer_on_their_slide_and_keys_for_them_turn_no_page(slides):
    for position, kind in explorers_of(slides.original):
        slides.do("(app, panel, n) => { panel.content.activeCellIndex = n; }", position)
        figure = Figure(slides, position)
        figure.root.locator("canvas[data-frame]").wait_for()
        before = figure.pixels()
        for stop in figure.one_of_each():
            stop.focus()
            for key in ("ArrowUp", "ArrowRight", "Space"):
                figure.page.keyboard.press(key)
            figure.rest()
            turned = f"{kind}: a key turned the page, on {stop.evaluate('(node) => node.outerHTML')}"
            assert slides.active() == position, turned
            assert slides.page.locator(".jp-Deck-Remote").is_visible(), "the slideshow goes on"
        if figure.play.count():
            figure.play_and_pause()
            assert slides.active() == position, f"{kind}: the play button turned the page"
        assert figure.pixels() != before
        figure.assert_shows_the_kernels_state()
