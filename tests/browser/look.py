"""Takes pictures of notebooks in JupyterLab after Run All, for people who want to see what learners see.

PYTHONPATH=tools .venv/bin/python tests/browser/look.py FOLDER [00 01 …]    at 1280 and 1920 pixels, light and dark
"""

import pathlib
import sys
import tempfile

from chromium import CHROMIUM_OPTIONS, find_chromium
from course_in_lab import NAMES, PANEL, Lab, Notebook
from playwright.sync_api import sync_playwright

SIZES = {1280: 800, 1920: 1080}
TALLEST = 15_000  # pixels; what is longer goes on in a second picture
UNROLL = """(app, panel) => {
  panel.content.notebookConfig = { ...panel.content.notebookConfig, windowingMode: "none" };
}"""
HEIGHT = """(panel) => {
  const cells = [...document.querySelectorAll(`${panel} .jp-Cell`)];
  return cells.at(-1).getBoundingClientRect().bottom - cells[0].getBoundingClientRect().top;
}"""
SCROLL = "([panel, top]) => { document.querySelector(`${panel} .jp-WindowedPanel-outer`).scrollTop = top; }"


def take(notebook, folder):
    """Pictures of the whole notebook, at most TALLEST high, for each width and theme; yields their paths."""
    page, stem = notebook.page, pathlib.Path(notebook.name).stem
    notebook.do(UNROLL)  # else Lab renders only what is near the screen
    for width, height in SIZES.items():
        for theme in ("Light", "Dark"):
            notebook.command("apputils:change-theme", theme=f"JupyterLab {theme}")
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(500)
            rows = int(page.evaluate(HEIGHT, PANEL)) + 200
            for part, top in enumerate(range(0, rows, TALLEST), 1):
                page.set_viewport_size({"width": width, "height": min(TALLEST, rows - top)})
                page.evaluate(SCROLL, [PANEL, top])
                page.wait_for_timeout(1000)
                path = folder / f"{stem}_{width}_{theme.lower()}_{part}.png"
                page.screenshot(path=path)
                yield path


def main(folder, wanted):
    """Pictures of the notebooks whose names begin with one of `wanted`, or of all; prints the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        lab = Lab(pathlib.Path(place))
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
        try:
            for name in [name for name in NAMES if not wanted or name.startswith(tuple(wanted))]:
                notebook = Notebook(chromium.new_page(), lab, name)
                notebook.run_all()
                print(*take(notebook, folder), sep="\n")
                notebook.close()
        finally:
            chromium.close()
            lab.stop()


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]) if len(sys.argv) > 1 else __doc__)
