"""The playground while it trains, in real JupyterLab in Chromium: frames a second, a slider's answer, the pause."""

import statistics

from .drag import in_lab
from .report import Row

CELLS = ["from helpers import explorers\nexplorers.Playground()"]
CANVAS, SLIDER, PLAY = ".lf canvas", ".lf input[type=range]", ".lf button.lf-play"
SECONDS, PRESSES = 4, 12
SLIDE = """([canvas, slider, value, words]) => new Promise((resolve) => {
  const input = document.querySelector(slider), picture = document.querySelector(canvas), start = performance.now();
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  const look = () => requestAnimationFrame(
    picture.getAttribute("aria-label").includes(words) ? () => resolve(performance.now() - start) : look);
  look();
})"""


def rows():
    return in_lab(CELLS, measure)


def measure(page):
    page.locator(PLAY).click()
    page.wait_for_timeout(500)
    yield Row("frames painted a second while training", frames(page), limit=25, at_least=True)
    times = [_slider(page, 3 if turn % 2 else 4) for turn in range(PRESSES)]
    yield Row("a slider answers meanwhile, median", statistics.median(times), "ms", limit=100)
    yield Row("  … the slowest of them", max(times), "ms")
    page.locator(PLAY).click()
    page.wait_for_timeout(200)
    yield Row("frames in a second after Pause", frames(page, 1), limit=0)


def frames(page, seconds=SECONDS):
    """Frames painted a second"""
    page.evaluate("selector => bench.watch(selector)", CANVAS)
    page.wait_for_timeout(1000 * seconds)
    return page.evaluate("bench.frames.length") / seconds


def _slider(page, units):
    """Milliseconds until the picture, and what it says of itself, has this number of hidden neurons"""
    page.wait_for_timeout(150)
    return page.evaluate(SLIDE, [CANVAS, SLIDER, units, f"{units} hidden neurons"])
