"""The built site, on loopback in Chromium: `make site-test` builds it and runs these tests.

--notebooks "00 05b" runs only these notebooks. Every test that looks at a notebook shares one page and one run of it.
At the end the browser's log must show that nothing outside this machine was asked for.
"""

import os
import pathlib

import pytest
from course_in_lab import NAMES
from live_notebook import SITE, LiveNotebook, asked_outside, served, start_chromium

TIMES = []  # a row for each notebook, shown at the end


def pytest_addoption(parser):
    parser.addoption("--notebooks", default="", help='the numbers of the notebooks to run: "00 05b"; else all')


def pytest_collection_modifyitems(config, items):
    if not hasattr(config.option, "notebooks"):  # this folder is run by itself: a second browser would be in the way
        for item in items:
            if pathlib.Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="`make site-test` runs these"))


def pytest_generate_tests(metafunc):
    wanted = metafunc.config.getoption("--notebooks", default="").split()
    names = [name for name in NAMES if not wanted or name.split("_")[0] in wanted]
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", names, ids=lambda name: name.split("_")[0])
    if "live" in metafunc.fixturenames:
        metafunc.parametrize("live", names, indirect=True, scope="session", ids=lambda name: name.split("_")[0])


def pytest_terminal_summary(terminalreporter):
    for row in TIMES:
        terminalreporter.write_line(row)


@pytest.fixture(scope="session")
def address():
    """Where the site is; every file that a page asks for must be there"""
    with served(SITE) as (address, asked):
        yield address
    missing = {path for status, path in asked if status not in (200, 304) and not path.startswith("/live/api/")}
    by_tools = {
        "/favicon.ico",
        "/basic.css",
    }  # asked for by the browser itself, and by axe, which reads an @import amiss
    assert missing <= by_tools, f"these files are missing: {missing}"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("chromium")
    with sync_playwright() as playwright:
        browser = start_chromium(playwright, folder)
        yield browser
        browser.close()
    assert asked_outside(folder / "net.json") == [], "the site asked for addresses outside this machine"


@pytest.fixture(scope="session")
def new_page(chromium):
    def new_page():
        page = chromium.new_page()
        page.set_default_timeout(120_000)
        return page

    return new_page


@pytest.fixture(scope="session")
def live(request, new_page, address):
    """The notebook named by the test's parameter, opened in the site and run"""
    notebook = LiveNotebook(new_page(), address, request.param)
    notebook.run_all()
    notebook.page.wait_for_timeout(500)  # the last outputs come by another way than the answer that all is done
    notebook.as_run = notebook.cells()
    seconds = ", ".join(f"{name} {value:.1f} s" for name, value in notebook.times.items())
    TIMES.append(f"{request.param.split('_')[0]:4} {seconds} (load {os.getloadavg()[0]:.0f})")
    yield notebook
    notebook.close()


COPY = """async (name) => {
  await window.jupyterapp.restored;
  return (await window.jupyterapp.serviceManager.contents.copy(name, "")).path;
}"""


@pytest.fixture(scope="session")
def my_copy(new_page, address):
    """A copy of the first page, opened and not run: what one test writes into it, no other tab has saved before"""
    page = new_page()
    page.goto(f"{address}/live/lab/index.html?reset")
    page.wait_for_function("window.jupyterapp?.serviceManager")
    notebook = LiveNotebook(page, address, page.evaluate(COPY, "00_start_here.ipynb"))
    yield notebook
    notebook.close()
