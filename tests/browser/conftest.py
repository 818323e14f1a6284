"""The tests in a real browser: JupyterLab as `make lab` starts it, driven through Chromium by Playwright.

Without Playwright or Chromium the whole folder is skipped, and the summary says so; in CI (CI=true and
BROWSER_TESTS=1) that is an error, so that nothing is skipped unseen. One server serves all; a notebook that
many tests look at is opened and run once.
"""

import os
import pathlib
import re
import secrets

import pytest
from chromium import CHROMIUM_OPTIONS, find_chromium
from course_in_lab import Lab, Notebook, explorers_of, predicted_in
from kept_back import look_at_predictions

HERE = pathlib.Path(__file__).parent

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None


def find_missing():
    """What the tests of this folder need and do not find here, or ''."""
    if not sync_playwright:
        return "Playwright (`make browser-test` installs it)"
    return "" if find_chromium() else "Chromium (or its path in the variable CHROMIUM)"


MISSING = find_missing()
IS_PAINTED = "(img) => img.decode().then(() => img.naturalWidth > 100)"
SKIPPED = f"tests/browser is skipped; missing: {MISSING}."


def notebook_of(item):
    """The notebook that this test shares with others, or ''."""
    return item.callspec.params.get("notebook", "") if hasattr(item, "callspec") else ""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """All tests of one notebook go to one worker. (pytest-xdist's own groups are lost with pytest 9.)"""
    from xdist.scheduler import LoadScopeScheduling

    class ByNotebook(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            number = re.search(r"\[(\d\d[a-z]?)[-_]", nodeid)  # [05a-SevenPoints] or [05a_bend_the_line.ipynb]
            return number[1] if number else nodeid

    return ByNotebook(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    mine = sorted((item for item in items if HERE in item.path.parents), key=notebook_of)  # … and once
    items[:] = [item for item in items if HERE not in item.path.parents] + mine
    if not MISSING or not mine:
        return
    if os.environ.get("CI") == "true" and os.environ.get("BROWSER_TESTS") == "1":
        raise pytest.UsageError(f"The browser tests cannot run; missing: {MISSING}.")
    for item in mine:
        item.add_marker(pytest.mark.skip(reason=SKIPPED))


def pytest_terminal_summary(terminalreporter):
    if any(SKIPPED in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(SKIPPED)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def asked():
    """Every address outside this machine that a page has asked for since the test began."""
    return []


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def new_page(chromium, lab, asked):
    """new_page(): a page of a laptop's size; new_page(…) with Playwright's options for another device."""
    laptop = chromium.new_context(viewport={"width": 1280, "height": 900})  # one: it caches Lab's files
    inside = (lab.address, lab.address.replace("http", "ws"), "data:", "blob:")

    def note(address):
        if not address.startswith(inside):
            asked.append(address)

    def new_page(**device):
        page = (chromium.new_context(**device) if device else laptop).new_page()
        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda socket: note(socket.url))
        page.set_default_timeout(20_000)
        return page

    return new_page


@pytest.fixture(autouse=True)
def nothing_outside_is_asked_for(asked):
    asked.clear()
    yield
    assert asked == [], "the page asked for addresses outside this machine"


def look_at_stored_pictures(notebook, name):
    """{live figure: what its cell shows before anything has run: (is a picture painted, live figures, text)}"""
    seen = {}
    for position, kind in explorers_of(name):
        if position in predicted_in(name):
            continue  # its picture is kept back
        notebook.scroll_to(position)
        cell = notebook.cell(position)
        picture = cell.locator(".jp-OutputArea img")
        picture.wait_for()
        seen[f"{position} {kind}"] = (picture.evaluate(IS_PAINTED), cell.locator(".lf").count(), cell.text_content())
    return seen


@pytest.fixture(scope="session")
def notebook(request, new_page, lab):
    """The notebook named by the test's parameter, opened and run; tests share it and leave it usable."""
    notebook = Notebook(new_page(), lab, lab.lay(request.param, f"shared_{request.param}"))
    notebook.stored_pictures = look_at_stored_pictures(notebook, request.param)
    notebook.unrun_predictions = look_at_predictions(notebook, request.param)
    notebook.is_changed = notebook.do("(app, panel) => panel.context.model.dirty")
    notebook.run_all()
    notebook.original, notebook.as_run = request.param, notebook.cells()
    yield notebook
    notebook.close()


@pytest.fixture
def open_copy(new_page, lab):
    """open_copy(name): a fresh copy of a notebook, opened and not run, for one test alone."""
    opened = []

    def open_copy(name, **device):
        copy = lab.lay(name, f"{secrets.token_hex(4)}_{name}")
        opened.append(Notebook(new_page(**device), lab, copy))
        return opened[-1]

    yield open_copy
    for notebook in opened:
        notebook.close()
