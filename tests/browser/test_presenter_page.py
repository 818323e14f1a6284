"""The presenter's page keeps the time of a lesson, asks nothing of a network, and can be read by everybody."""

import present
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell, new_notebook

NOTES = {"minutes": 5, "ask": "Is 1 < 2?", "expect": "Yes."}


@pytest.fixture
def page(chromium):
    texts = ["# A title", "## First", "## Second", "## Third"]
    cells = [
        new_markdown_cell(text, metadata={"presenter": NOTES} if number else {}) for number, text in enumerate(texts)
    ]
    page, page.requests = chromium.new_page(viewport={"width": 1280, "height": 400}), []
    page.on("request", lambda request: page.requests.append(request.url))
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.set_content(present.page(new_notebook(cells=cells)))
    yield page
    assert page.requests == []
    page.close()


def now(page):
    """What the clock says, and the headings of the sections that are marked"""
    return page.get_by_role("timer").inner_text(), page.locator("[aria-current=step] h2").all_inner_texts()


def after(page, minutes):
    page.clock.run_for(minutes * 60_000 + 1000)  # the page looks at its clock every second
    return now(page)


def test_the_clock_starts_with_the_first_section(page):
    assert after(page, 3) == ("15 minutes are planned", [])
    page.keyboard.press("Space")
    assert now(page) == ("0 of 15 minutes, on time", ["First"])


def test_keys_go_from_section_to_section_and_stop_at_the_ends(page):
    visited = []
    for key in ("Space", "ArrowDown", "ArrowRight", "Space", "ArrowUp", "ArrowLeft", "ArrowLeft", "x"):
        page.keyboard.press(key)
        visited += now(page)[1]
    assert visited == ["First", "Second", "Third", "Third", "Second", "First", "First", "First"]


def test_a_click_goes_anywhere_and_brings_the_section_into_sight(page):
    page.get_by_text("Third").click()
    assert now(page) == ("0 of 15 minutes, 10 early", ["Third"])
    box = page.locator("[aria-current]").bounding_box()
    assert 0 < box["y"] < 400


def test_it_says_in_whole_minutes_how_late_or_early_a_section_is(page):
    page.keyboard.press("Space")
    assert after(page, 5) == ("5 of 15 minutes, on time", ["First"])
    assert after(page, 1) == ("6 of 15 minutes, 1 late", ["First"])
    page.keyboard.press("Space")
    assert now(page) == ("6 of 15 minutes, on time", ["Second"])
    page.keyboard.press("Space")
    assert now(page) == ("6 of 15 minutes, 4 early", ["Third"])
    assert after(page, 4) == ("10 of 15 minutes, on time", ["Third"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_it_shuts_anybody_out(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.keyboard.press("Space")
    page.clock.resume()
    assert Axe().run(page).response["violations"] == []
