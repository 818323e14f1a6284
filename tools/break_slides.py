"""Begins a subslide wherever the next cell no longer fits the screen: nobody has to try out where a slide is too tall.

    .venv/bin/python tools/break_slides.py 01        one notebook; several; all, if none is named

It opens the learner's copy in JupyterLab in Chromium at 1280 × 720, runs it, starts the slideshow, measures every cell
there and moves the breaks in notebooks/; nothing else changes. A slide or subslide that a heading begins stays; every
other subslide is set anew. Larger screens need no measuring: what a slide shows grows with them (tools/lab_settings).
It needs what `make browser-test` needs.
"""

import contextlib
import pathlib
import sys
import tempfile

import predictions
import write_notebooks as writer

ROOT = pathlib.Path(__file__).resolve().parents[1]
SCREEN = {"width": 1280, "height": 720}
ROOM = 670  # pixels for the cells of a slide: 20 go to its edges, 30 to fonts that are larger on another machine
PATIENCE = 300  # seconds, for a notebook that trains on a busy machine
RUN = "(app) => app.commands.execute('notebook:run-all-cells').then(() => null)"
MEASURE = """async (app, panel) => {
  const cells = panel.content.widgets, still = () => new Promise((done) => setTimeout(done, 300));
  for (const cell of cells) ["jp-deck-mod-onscreen", "jp-deck-mod-visible"].forEach((name) => cell.addClass(name));
  let heights = [], before = "", rests = 0;
  while (rests < 5) { // formulas, pictures and live figures come one by one
    await still();
    heights = cells.map((cell) => Math.ceil(cell.node.getBoundingClientRect().height));
    rests = String(heights) === before ? rests + 1 : 0;
    before = String(heights);
  }
  return heights;
}"""


# ---- where a slide ends -----------------------------------------------------------------------------------------


def break_slides(cells, heights, room=ROOM):
    """Gives `subslide` to each cell that no longer fits below those before it, and takes it from every other one.

    heights: pixels of each cell. What reads a predicted cell stays with it (tools/predictions.py), and a heading keeps
    the type it has. Comes back: the places of the cells that are too tall for a slide of their own.
    """
    used, too_tall = 0, []
    for together in _presses(cells):
        cell, height = cells[together[0]], sum(heights[place] for place in together)
        if not _stays(cell):
            cell["metadata"]["slideshow"] = {"slide_type": "fragment" if used + height <= room else "subslide"}
        used = height + (used if _kind(cell) == "fragment" else 0)
        too_tall += together[:1] if height > room else []
    predictions.mark_slides(cells)
    return too_tall


def _presses(cells):
    """The places of the cells that come with the same key press: one, or a predicted one and what reads it"""
    presses = []
    for place, cell in enumerate(cells):
        if predictions.reads_a_result(cells, place):
            presses[-1].append(place)
        elif _kind(cell) not in ("skip", "notes"):
            presses.append([place])
    return presses


def _kind(cell):
    return cell["metadata"].get("slideshow", {}).get("slide_type")


def _stays(cell):
    """Did an author make this break: a slide, or the subslide of a heading?"""
    headed = cell["cell_type"] == "markdown" and cell["source"].startswith("#")
    return _kind(cell) == "slide" or (_kind(cell) == "subslide" and headed)


# ---- what a cell takes on the screen ----------------------------------------------------------------------------


@contextlib.contextmanager
def opened_lab():
    """measure(name): pixels of each cell of the notebook of that name, run and presented at 1280 × 720"""
    sys.path[:0] = [str(ROOT / "tests" / "browser")]
    from chromium import CHROMIUM_OPTIONS, find_chromium
    from course_in_lab import Lab, Notebook
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(pathlib.Path(folder))
        try:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
            window = chromium.new_context(viewport=SCREEN)  # one: it caches Lab's files
            window.set_default_timeout(1000 * PATIENCE)
            yield lambda name: _measure(Notebook(window.new_page(), lab, name))
        finally:
            lab.stop()


def _measure(notebook):
    notebook.do(RUN, patience=PATIENCE)
    notebook.wait_for_kernel()
    notebook.scroll_to(0)
    notebook.command("deck:start")
    notebook.page.locator(".jp-Deck-Remote").wait_for()
    notebook.page.wait_for_timeout(1500)  # it folds the side bars after a second
    heights = notebook.do(MEASURE, patience=PATIENCE)
    notebook.close()
    return heights


# ---- all of it --------------------------------------------------------------------------------------------------


def rewrite(path, measure):
    """Breaks the slides of the notebook at `path` anew and counts them; the sentences of what is too tall come back."""
    notebook = writer.read(path)
    if missing := writer.missing_libraries(notebook):
        return [f"{path.name} is left alone: {writer.word_missing(missing)}"]
    heights = measure(path.name)
    too_tall = break_slides(notebook.cells, heights)
    changed = writer.store(path, notebook)
    slides = sum(_kind(cell) in ("slide", "subslide") for cell in notebook.cells)
    print(f"{path.name:44} {slides:3} slides  {'written' if changed else 'unchanged'}", flush=True)
    lines = {place: notebook.cells[place]["source"].splitlines()[0] for place in too_tall}
    return [
        f"{path.name}: cell {place} `{line}` is too tall, shorten it or cut its text" for place, line in lines.items()
    ]


def main(names, measuring=opened_lab):
    """The exit code: 0 if every slide of the notebooks that are named fits the screen"""
    try:
        paths = writer.find(names)
        with measuring() as measure:
            faults = [fault for path in paths for fault in rewrite(path, measure)]
    except (writer.NotebookError, ImportError, RuntimeError) as error:
        faults = [error]
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
