"""From the hand to the painted pixel, in real JupyterLab in Chromium: ours, interact, and numbers drawn in JavaScript.

One page, one run, the three taking turns. A key press on the slider w is timed until the animation frame after the
picture changed; then the slider is dragged in 60 steps at 30 Hz.
"""

import json
import pathlib
import statistics
import sys
import tempfile
import time

from .report import Row

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

PRESSES, STEPS, HERTZ = 44, 60, 30
SCENES = {  # what shows the picture, and what is held to move it
    "ours": (".lf canvas", ".lf input[type=range]"),
    "interact": (".jupyter-widgets-output-area img, .widget-output img", ".noUi-handle"),
    "numbers in JS": (".numbers-fit canvas", ".numbers-fit input"),
}
CELLS = [
    "import sys; sys.path.insert(0, {root!r})\nfrom tools.benchmarks import scenes\n"
    "from helpers import datasets, explorers\n"
    "x, y = datasets.fruit_trades()",
    "explorers.FitByHand(x, y)",
    "scenes.interact_fit(x, y)",
    "scenes.NumbersFit(x, y)",
]
WATCH = """() => {
  const bench = window.bench = { pressed: null, painted: null, frames: [], selector: null, last: null };
  const sign = () => {
    const picture = document.querySelector(bench.selector);
    if (!picture) return bench.last;
    if (picture.tagName === "IMG") return picture.complete && picture.naturalWidth ? picture.src : bench.last;
    return picture.dataset.frame;
  };
  bench.watch = (selector) => {
    Object.assign(bench, { selector, pressed: null, painted: null, frames: [] });
    bench.last = sign();
  };
  addEventListener("keydown", () => { bench.pressed = performance.now(); }, true);
  addEventListener("pointermove", () => { bench.moved = performance.now(); }, true);
  const look = () => {
    if (bench.selector) {
      const now = sign();
      if (now !== bench.last) {
        bench.last = now;
        requestAnimationFrame(() => { bench.painted = performance.now(); bench.frames.push(bench.painted); });
      }
    }
    requestAnimationFrame(look);
  };
  look();
}"""


def rows():
    return in_lab(
        CELLS, lambda page: [*_latency_rows(_press_in_turn(page)), *_drag_rows(_drag_in_turn(page)), *_kernel_rows()]
    )


def in_lab(cells, measure):
    """The rows that measure(page) finds in a notebook of these cells, run in JupyterLab in Chromium."""
    try:
        from course_in_lab import Lab, Notebook
        from playwright.sync_api import sync_playwright

        from tools.chromium import CHROMIUM_OPTIONS, find_chromium
    except ImportError:
        yield Row("Playwright", None)
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(pathlib.Path(folder))
        try:
            (lab.root / "work").mkdir(exist_ok=True)
            (lab.root / "work" / "bench.ipynb").write_text(json.dumps(notebook_of(cells)))
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
            page = chromium.new_page(viewport={"width": 1280, "height": 2200})
            notebook = Notebook(page, lab, "bench.ipynb")
            notebook.run_all()
            page.wait_for_timeout(2000)
            page.evaluate(WATCH)
            yield from measure(page)
        finally:
            lab.stop()


def notebook_of(sources):
    cells = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": source.format(root=str(ROOT)),
        }
        for i, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def _press_in_turn(page):
    """Milliseconds from key press to painted pixel: {scene: [PRESSES numbers]}."""
    times = {name: [] for name in SCENES}
    for turn in range(PRESSES + 4):
        for name, scene in SCENES.items():
            times[name].append(press(page, *scene, turn))
    return {name: found[4:] for name, found in times.items()}


def press(page, picture, control, turn):
    """Milliseconds from an arrow key on the control to the painted pixel; four turns go right, four left"""
    page.locator(control).first.focus()
    page.evaluate("selector => bench.watch(selector)", picture)
    page.keyboard.press("ArrowRight" if turn % 8 < 4 else "ArrowLeft")
    page.wait_for_function("bench.painted", timeout=10_000)
    page.wait_for_timeout(60)
    return page.evaluate("bench.painted - bench.pressed")


def _drag_in_turn(page, rounds=3):
    """Medians of: frames painted, ms from the last move to the last frame, seconds the drag took."""
    found = {name: [] for name in SCENES}
    for _ in range(rounds):
        for name, (picture, control) in SCENES.items():
            found[name].append(drag(page, picture, control))
    return {name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in found.items()}


def drag(page, picture, control):
    """Frames painted while the control is dragged, ms from the last move to the last frame, seconds it took"""
    box = page.locator(control).first.bounding_box()
    track = page.locator(".noUi-base").first.bounding_box() if "noUi" in control else box
    y, left, width = box["y"] + box["height"] / 2, track["x"] + 0.1 * track["width"], 0.8 * track["width"]
    page.mouse.move(box["x"] + box["width"] / 2 if "noUi" in control else left, y)
    page.mouse.down()
    page.wait_for_timeout(500)
    page.evaluate("selector => bench.watch(selector)", picture)
    start = time.perf_counter()
    for step in range(STEPS):
        page.mouse.move(left + width * (step + 1) / STEPS, y)
        time.sleep(max(0.0, start + (step + 1) / HERTZ - time.perf_counter()))
    took = time.perf_counter() - start
    page.wait_for_timeout(1500)
    page.mouse.up()
    frames, lag = page.evaluate("[bench.frames.length, Math.max(0, bench.painted - bench.moved)]")
    return frames, lag, took


def _latency_rows(times):
    median = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        quarter, _, three_quarters = statistics.quantiles(found, n=4)
        yield Row(f"{name}: key to pixel ({quarter:.0f} to {three_quarters:.0f})", median[name], "ms")
    yield Row("ours / interact (aim 0.3)", median["ours"] / median["interact"], limit=0.4)
    yield Row("ours / numbers in JS", median["ours"] / median["numbers in JS"], limit=1.1)


def _drag_rows(found):
    for name, (frames, lag, took) in found.items():
        yield Row(f"{name}: 60-step drag at 30 Hz, {lag:.0f} ms last frame, {took:.2f} s, frames", frames)
    ours, numbers = found["ours"], found["numbers in JS"]
    yield Row("ours: frames painted of 60 (aim 60)", ours[0], limit=45, at_least=True)
    yield Row("ours: lag of the last frame, in frames of 33 ms", ours[1] / 1000 * HERTZ, limit=2)
    yield Row("the drag itself: ours / numbers in JS", ours[2] / numbers[2], limit=1.15)


def _kernel_rows():
    from helpers import datasets, explorers

    for dpr, limit in ((1, 15), (2, None)):
        figure = explorers.FitByHand(*datasets.fruit_trades())
        figure.send = lambda header, buffers=(): None
        figure.receive({"kind": "open", "dpr": dpr})
        times = []
        for i in range(81):
            start = time.perf_counter()
            figure.receive({"kind": "change", "changes": {"w": -1 + i / 10}})
            times.append(1000 * (time.perf_counter() - start))
        yield Row(f"a frame in the kernel, {dpr} pixel per CSS pixel", statistics.median(times), "ms", limit)
