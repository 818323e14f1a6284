"""The pages in a browser: nothing is asked for or cut, axe-core finds nothing serious, and paper shows the hints."""

import pytest

PAPER = 688  # pixels: A4 without its margins
WIDER = """() => [...document.querySelectorAll("main *")].filter((one) => one.checkVisibility()
  && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 200))"""
SHOWN = """(selector) => [...document.querySelectorAll(selector)].map((fold) => {
  const inside = [...fold.children].find((one) => one.tagName != "SUMMARY");
  return inside.checkVisibility() && inside.getBoundingClientRect().height > 5;
})"""


@pytest.fixture
def opened(tab, handout):
    """The handout, opened; and every address that it asked for beside its own"""
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.emulate_media(media="screen")
    tab.set_viewport_size({"width": 1000, "height": 900})
    tab.goto(handout.page.as_uri())
    return tab, [address for address in asked if not address.startswith(("data:", handout.page.as_uri()))]


def on_paper(tab):
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": PAPER, "height": 1000})


def test_it_asks_for_nothing(opened):
    tab, asked = opened
    on_paper(tab)
    assert asked == []


def look_for_violations(tab):
    """What axe-core says of the page in the tab"""
    from axe_playwright_python.sync_playwright import Axe  # here, so that without it the folder is skipped

    return Axe().run(tab).response


def test_axe_finds_nothing_serious(opened):
    found = look_for_violations(opened[0])
    assert found["passes"]
    grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    assert [f"{one['help']}: {node['html']}" for one in grave for node in one["nodes"]] == []


def test_axe_would_find_pale_print(tab):
    tab.set_content("<html lang=en><title>a</title><main><h1>a</h1><p style='color: #aaa'>pale</p></main></html>")
    assert any(one["id"] == "color-contrast" for one in look_for_violations(tab)["violations"])


def test_nothing_is_wider_than_a_sheet_of_paper(opened):
    tab, _ = opened
    on_paper(tab)
    assert tab.evaluate(WIDER) == []


def test_the_longest_lines_of_code_are_not_broken_on_paper(opened, handout):
    tab, _ = opened
    on_paper(tab)
    column = """() => { const probe = document.createElement("pre"); probe.textContent = "m".repeat(104);
      probe.style.display = "inline-block"; document.querySelector("main").append(probe);
      const width = probe.getBoundingClientRect().width; probe.style.whiteSpace = "pre";
      const whole = probe.getBoundingClientRect().width; probe.remove(); return [width, whole]; }"""
    width, whole = tab.evaluate(column)
    assert width == whole <= PAPER


def test_folds_are_closed_on_the_students_screen_and_open_on_paper_but_for_the_quiz(opened, edition):
    tab, _ = opened
    folds, options = "details:not(.option)", "details.option"
    assert set(tab.evaluate(SHOWN, folds)) <= {edition == "teachers"}
    assert not any(tab.evaluate(SHOWN, options))
    on_paper(tab)
    assert all(tab.evaluate(SHOWN, folds)) and not any(tab.evaluate(SHOWN, options))
