"""What a learner sees first, on a small laptop: whole names, no machinery, nothing that was changed by nobody."""

import pytest
from course_in_lab import NAMES

LISTED = """() => [...document.querySelectorAll(".jp-DirListing-itemText")].map((item) => {
  const list = item.closest(".jp-DirListing-content").getBoundingClientRect(), box = item.getBoundingClientRect();
  const whole = item.scrollWidth <= item.clientWidth && item.scrollHeight <= item.clientHeight + 1;
  return [item.textContent, whole && box.left >= list.left && box.right <= list.right && box.bottom <= innerHeight];
})"""


@pytest.fixture
def first_screen(new_page, lab):
    for name in ("progress.json", "08_words.ipynb.part"):  # what an older version, or a crash, left behind
        (lab.root / "work" / name).write_text("{}")
    page = new_page(viewport={"width": 1366, "height": 768})
    page.request.delete(f"{lab.address}/lab/api/workspaces/default?token={lab.token}")  # what other tests left open
    page.goto(f"{lab.address}/?token={lab.token}")
    page.get_by_role("heading", name="00 · Start here").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    page.locator(".jp-DirListing-itemText").get_by_text(NAMES[-1]).wait_for()  # Lab goes to this folder last
    yield page
    page.close()


def test_the_file_browser_shows_the_notebooks_by_their_whole_names_and_nothing_else(first_screen, lab):
    listed = first_screen.evaluate(LISTED)
    copies = {path.name for path in (lab.root / "work").glob("*.ipynb")}  # other tests lay more
    assert {name for name, _ in listed} == copies >= set(NAMES)
    assert not [name for name, whole in listed if name in NAMES and not whole]


def test_one_click_up_no_machinery_is_seen_and_what_is_linked_still_opens(first_screen, lab):
    first_screen.evaluate("window.jupyterapp.commands.execute('filebrowser:go-to-path', { path: '/' })")
    first_screen.locator(".jp-DirListing-itemText >> text=/^work$/").wait_for()
    assert [name for name, _ in first_screen.evaluate(LISTED)] == ["helpers", "work"]
    linked = f"{lab.address}/api/contents/notebooks/{NAMES[0]}?content=0&token={lab.token}"
    assert first_screen.request.get(linked).ok


def test_the_first_page_is_not_marked_as_changed_when_its_kernel_is_there(first_screen):
    assert first_screen.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty") is False
    assert first_screen.locator(".lm-TabBar-tab.jp-mod-dirty").count() == 0


def test_what_a_teacher_has_added_for_a_class_adds_nothing_to_the_screen(first_screen):
    for words in ("Validate", "Nbgrader", "Create Assignment"):  # of nbgrader, which `make class` installs
        assert first_screen.get_by_text(words, exact=True).count() == 0
