"""A teacher presents a notebook with jupyterlab-slideshow: it can be read from the last row, nothing is cut, each key
shows more. Three notebooks with every kind of slide stand for all here; the others are walked by `make class-test`.
"""

import itertools

import pytest
from course_in_lab import NAMES, cells_of, explorers_of, predicted_in
from live_figures import Figure, notebooks_with_each_control

# live figures with each control, still pictures, tables, formulas, long code and wide output, a map of 20 rows
WALKED = ("00", "01", "06b")
SCREENS = {(1280, 720): (20, 18), (1920, 1080): (30, 27)}  # the least pixels of text and of code
each_notebook = pytest.mark.parametrize(
    "notebook",
    [pytest.param(name, marks=() if name.split("_")[0] in WALKED else pytest.mark.whole, id=name) for name in NAMES],
    indirect=True,
    scope="session",
)
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
    const type = {};
    const note = (kind, selector, besides) => shown.flatMap((cell) => [...cell.node.querySelectorAll(selector)])
      .filter((node) => node.checkVisibility({ contentVisibilityAuto: true }) && !(besides && node.closest(besides)))
      .forEach((node) => (type[kind] ||= new Set()).add(parseFloat(getComputedStyle(node).fontSize)));
    note("text", ".jp-RenderedMarkdown :is(p, li, summary)");
    note("heading", ".jp-RenderedMarkdown :is(h1, h2, h3)");
    note("code", ".cm-line, .jp-OutputArea pre, .lf :is(button, label, select, output)");
    note("table", ".jp-RenderedMarkdown td", "table:is(:has(tr:nth-child(13)), :has(td:nth-child(5) > code))");
    note("large table", ".jp-RenderedMarkdown td");
    for (const kind in type) type[kind] = [...type[kind]];
    screens.push({ type, cells: shown.map((cell) => notebook.widgets.indexOf(cell)),
      top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)),
      left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
      folded: folded.map((cell) => notebook.widgets.indexOf(cell)),
      wide: wide.map((node) => node.textContent.slice(0, 60)), covered: covered.length });
    await app.commands.execute("deck:go", { direction: "down", alternate: "forward" });
  }
  return screens;
}"""
IS_SHARP = """(node) => {
  const pixels = node.naturalWidth || node.width, box = node.getBoundingClientRect();
  return pixels >= 0.98 * box.width * devicePixelRatio;
}"""


@pytest.fixture
def present(notebook):
    """present(width, height): the notebook while it is presented on such a screen, on its first slide"""
    size = notebook.page.viewport_size

    def present(width, height):
        stop_slides(notebook)  # else it leads back to where each section was left
        notebook.page.set_viewport_size({"width": width, "height": height})
        start_slides(notebook, 0)
        return notebook

    yield present
    stop_slides(notebook)
    notebook.page.set_viewport_size(size)
    notebook.page.wait_for_timeout(300)


def stop_slides(notebook):
    notebook.command("deck:stop")
    notebook.page.locator(".jp-NotebookPanel.jp-Deck").wait_for(state="detached")


def start_slides(notebook, place):
    """Begin the slideshow at a cell."""
    notebook.scroll_to(place)
    notebook.command("deck:start")
    notebook.page.locator(".jp-Deck-Remote").wait_for()
    notebook.page.wait_for_timeout(1500)  # it folds the side bars after a second; formulas are set meanwhile


@each_notebook
def test_every_slide_is_large_and_uncut_and_every_key_press_shows_another(present):
    for (width, height), (text, code) in SCREENS.items():
        slides = present(width, height)
        screens = slides.do(WALK, patience=300)
        assert not [two for two in itertools.pairwise(screens) if two[0]["cells"] == two[1]["cells"]]
        assert_nothing_is_cut(screens, width, height)
        assert_type_is_large(screens, text, code)
        assert_predictions_come_with_their_reading(screens, slides.original)
        kinds = [cell["metadata"].get("slideshow", {}).get("slide_type") for cell in slides.as_run]
        wanted = {place for place, kind in enumerate(kinds) if kind not in ("skip", "notes")}
        assert {place for screen in screens for place in screen["cells"]} == wanted


def assert_nothing_is_cut(screens, width, height):
    cut = [s for s in screens if s["top"] < 0 or s["bottom"] > height or s["left"] < 0 or s["right"] > width]
    assert not cut, f"these slides do not fit into {width} × {height} (tools/break_slides.py): {cut}"
    assert not [s for s in screens if s["wide"]], "something on a slide must be scrolled sideways"
    assert not [s for s in screens if s["covered"]], "the arrows of the slideshow cover a picture"


def assert_type_is_large(screens, text, code):
    """Pixels: `text` for words, `code` for code, output and the controls of live figures; tables in proportion"""
    least = {"text": text, "code": code, "heading": 1.2 * text, "table": 0.9 * text, "large table": 0.75 * text}
    most = {"heading": 1.8 * text}
    for kind in least:
        sizes = {size for screen in screens for size in screen["type"].get(kind, [])}
        assert min(sizes, default=999) >= least[kind] - 0.01, f"{kind} of {sorted(sizes)} pixels"
        assert max(sizes, default=0) <= most.get(kind, 999), f"{kind} of {sorted(sizes)} pixels"
    assert {kind for screen in screens for kind in screen["type"]} >= {"text", "code", "heading"}


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
    start_slides(notebook, place - 1)
    output, reading = notebook.cell(place).locator(".jp-OutputArea-child"), notebook.cell(place + 1).locator("p").first
    assert slide_shows(notebook)[-1] == place - 1, "the question ends what is shown"
    notebook.page.keyboard.press("Space")
    here = slide_shows(notebook)
    assert here[-2:] == [place, place + 1], "the cell and its reading come together"
    assert output.count() == 0 and not reading.is_visible()
    notebook.page.keyboard.press("Control+Enter")
    output.first.wait_for()
    reading.wait_for()
    assert slide_shows(notebook) == here


def test_ctrl_enter_runs_on_the_spot_and_shift_enter_goes_on(open_copy):
    notebook = open_copy("01_fit_a_line.ipynb")
    setup = next(place for place, cell in enumerate(notebook.cells()) if cell["cell_type"] == "code")
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    start_slides(notebook, setup)
    here = slide_shows(notebook)
    assert here[-1] == setup, "the cell is the last of its slide"
    assert not notebook.ask("'np' in globals()")
    notebook.page.keyboard.press("Control+Enter")
    notebook.page.wait_for_timeout(300)
    notebook.wait_for_kernel()
    assert notebook.ask("'np' in globals()"), "it ran"
    assert slide_shows(notebook) == here and notebook.active() == setup
    notebook.page.keyboard.press("Shift+Enter")
    assert slide_shows(notebook) == [setup + 1]


def test_figures_grow_with_the_screen_and_stay_sharp(open_copy):
    name = "01_fit_a_line.ipynb"
    notebook, (live, _) = open_copy(name), explorers_of(name)[0]
    still = next(place for place, cell in enumerate(cells_of(name)) if "plots.show_rule" in "".join(cell["source"]))
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    notebook.run_all()
    start_slides(notebook, 0)
    for place, picture in ((still, "img"), (live, "canvas[data-frame]")):
        notebook.do("(app, panel, n) => { panel.content.activeCellIndex = n; }", place)
        shown = notebook.cell(place).locator(picture)
        shown.wait_for()
        widths = {}
        for width, height in SCREENS:
            notebook.page.set_viewport_size({"width": width, "height": height})
            notebook.page.wait_for_function(IS_SHARP, arg=shown.element_handle())
            widths[width] = shown.bounding_box()["width"]
        assert widths[1280] > 0.5 * 1280 and widths[1920] == pytest.approx(1.5 * widths[1280], rel=0.01), picture


def test_a_slide_that_is_taller_than_the_screen_can_be_scrolled_to_its_end(open_copy):
    notebook = open_copy("01_fit_a_line.ipynb")
    quiz = next(place for place, cell in enumerate(notebook.cells()) if cell["source"].startswith("## Quiz"))
    notebook.page.set_viewport_size({"width": 1280, "height": 300})
    start_slides(notebook, quiz)
    notebook.page.mouse.move(600, 150)
    notebook.page.mouse.wheel(0, 3000)
    notebook.page.wait_for_timeout(300)
    box = notebook.cell(quiz).bounding_box()
    assert box["height"] > 300 and box["y"] < 0 and box["y"] + box["height"] <= 300
    notebook.page.mouse.wheel(0, -3000)
    notebook.page.wait_for_timeout(300)
    assert 0 <= notebook.cell(quiz).bounding_box()["y"] < 20


def slide_shows(notebook):
    """The positions of the cells on the present screen."""
    notebook.page.wait_for_timeout(200)
    return notebook.do(WALK.replace("await app.commands", "break; await app.commands"))[0]["cells"]


@notebooks_with_each_control
def test_live_figures_answer_on_their_slide_and_keys_for_them_turn_no_page(present):
    slides = present(1280, 720)
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
