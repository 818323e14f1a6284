"""The course in the browser beside JupyterLab in the same run: from the key to the pixel, a drag, whole notebooks.

It measures the site that `make site-test` builds, Python included. One page shows it, one JupyterLab, by turns.
"""

import importlib
import statistics
import sys

from . import drag, notebooks, playground
from .report import Row

sys.path[:0] = [str(drag.ROOT / folder) for folder in ("tests/site", "tools")]  # tests/browser is there by drag
live_notebook = importlib.import_module("live_notebook")

PRESSES, DRAGS = 40, 3
CELLS = ["from helpers import datasets, explorers\nx, y = datasets.fruit_trades()", "explorers.FitByHand(x, y)"]
KEEP = """async (notebook) => {
  await window.jupyterapp.restored;
  const { contents } = window.jupyterapp.serviceManager;
  await contents.save("bench.ipynb", { type: "notebook", format: "json", content: notebook });
}"""


def rows():
    if not live_notebook.SITE.is_dir():
        return [Row("the site (make site-test builds it)", None)]
    return drag.in_lab(CELLS, beside_the_site)


def beside_the_site(lab):
    with live_notebook.served(live_notebook.SITE) as (address, _):
        browser = lab.context.browser
        site = show(browser, address, CELLS)
        yield from key_rows(lab, site)
        yield from drag_rows(site)
        site.close()
        yield from playground_rows(browser, address)
        for path in sorted(notebooks.NOTEBOOKS.glob("*.ipynb")):
            yield from notebook_rows(browser, address, path)


def new_page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 2200})
    page.set_default_timeout(120_000)
    return page


def show(browser, address, cells):
    """A page of the site with a notebook of these cells, run"""
    page = new_page(browser)
    page.goto(f"{address}/live/lab/index.html?reset")
    page.wait_for_function("window.jupyterapp?.serviceManager")
    page.evaluate(KEEP, drag.notebook_of(cells))
    live_notebook.LiveNotebook(page, address, "bench.ipynb").run_all()
    page.locator(".lf canvas[data-frame]").first.wait_for()
    page.wait_for_timeout(2000)
    page.evaluate(drag.WATCH)
    return page


def key_rows(lab, site):
    times = {"JupyterLab": [], "site": []}
    for turn in range(PRESSES + 4):
        for name, page in (("JupyterLab", lab), ("site", site)):
            page.bring_to_front()
            times[name].append(drag.press(page, *drag.SCENES["ours"], turn))
    median = {name: statistics.median(found[4:]) for name, found in times.items()}
    for name in median:
        yield Row(f"{name}: key to pixel", median[name], "ms")
    yield Row("site / JupyterLab", median["site"] / median["JupyterLab"], limit=1.6)


def drag_rows(site):
    frames = statistics.median(drag.drag(site, *drag.SCENES["ours"])[0] for _ in range(DRAGS))
    yield Row("site: frames painted of 60 in a drag at 30 Hz", frames, limit=50, at_least=True)


def playground_rows(browser, address):
    page = show(browser, address, playground.CELLS)
    page.locator(playground.PLAY).click()
    page.wait_for_timeout(500)
    yield Row("site: the playground's frames a second", playground.frames(page), limit=15, at_least=True)
    page.close()


def notebook_rows(browser, address, path):
    page, number = new_page(browser), path.stem.split("_")[0]
    notebook = live_notebook.LiveNotebook(page, address, path.name)
    notebook.run_all()
    page.close()
    native, _ = notebooks.run(path)
    kernel, first, run = (notebook.times[name] for name in ("kernel", "first", "all"))
    yield Row(f"{number}: from opening to the first answer, Python {kernel:.1f} s of it", kernel + first, "s", limit=25)
    yield Row(f"{number}: all cells", run, "s", limit=60)
    yield Row(f"{number}: … / JupyterLab's kernel, its start included ({native:.1f} s)", run / native, limit=4)
