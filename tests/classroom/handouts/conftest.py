"""The handouts as they are made: each notebook's once for all tests, printed by one Chromium.

Without Playwright, Chromium, latex2mathml or pypdf the folder is skipped, and says why; with CI=true and
BROWSER_TESTS=1 that is an error. The quick part takes two notebooks (`make class-test QUICK=1`), the whole all of them.
"""

import importlib.util
import os
import pathlib
import re
from functools import cached_property

import make_handouts
import pytest
from bs4 import BeautifulSoup
from course_notebooks import NAMES, NOTEBOOKS, read
from handout_pages import printing
from handout_pages.editions import EDITIONS

HERE = pathlib.Path(__file__).parent
QUICK = ("01_fit_a_line.ipynb", "06b_backprop_in_matrices.ipynb")
NEEDED = ("playwright", "axe_playwright_python", "latex2mathml", "pypdf")


def find_missing():
    packages = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    return ", ".join(packages) or printing.missing()


MISSING = find_missing()


class Handout:
    """What was made of a notebook in one edition; each is read once"""

    def __init__(self, notebook, page, pdf):
        self.notebook, self.page, self.pdf = notebook, page, pdf

    @cached_property
    def text(self):
        """The page, of every picture only the first bytes"""
        return re.sub(r'(src="data:image/png;base64,[^"]{32})[^"]*', r"\1", self.page.read_text("utf-8"))

    @cached_property
    def soup(self):
        """The page, parsed; do not change it"""
        return BeautifulSoup(self.text, "html.parser")

    @cached_property
    def words(self):
        """The text of the page in single spaces"""
        return " ".join(self.soup.get_text(" ").split())

    @cached_property
    def reader(self):
        import pypdf

        return pypdf.PdfReader(self.pdf)

    @cached_property
    def sheets(self):
        """The text of each sheet of the PDF, without spaces"""
        return ["".join(sheet.extract_text().split()) for sheet in self.reader.pages]


def pytest_collection_modifyitems(items):
    mine = [item for item in items if HERE in item.path.parents]
    if MISSING and mine and os.environ.get("BROWSER_TESTS") == "1":
        raise pytest.UsageError(f"The tests of the handouts cannot run; missing: {MISSING}")
    for item in mine:
        if MISSING:
            item.add_marker(pytest.mark.skip(reason=f"missing: {MISSING}"))
        if hasattr(item, "callspec") and item.callspec.params.get("name", QUICK[0]) not in QUICK:
            item.add_marker(pytest.mark.whole)


def pytest_generate_tests(metafunc):
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", NAMES)
    if "edition" in metafunc.fixturenames:
        metafunc.parametrize("edition", EDITIONS)


@pytest.fixture(scope="session")
def tab():
    """A tab of the one Chromium that prints all handouts, and that the tests look at them with"""
    with printing.opened_tab() as tab:
        yield tab


@pytest.fixture(scope="session")
def handouts(tmp_path_factory, tab):
    """handouts(name): {edition: Handout}, made when first asked for"""
    folder, made = tmp_path_factory.mktemp("handouts"), {}

    def handouts(name):
        if name not in made:
            paths = list(make_handouts.make([NOTEBOOKS / name], folder, tab))
            pairs = zip(EDITIONS.items(), paths[::2], paths[1::2], strict=True)
            made[name] = {edition: Handout(edit(read(name)), page, pdf) for (edition, edit), page, pdf in pairs}
        return made[name]

    return handouts


@pytest.fixture
def handout(handouts, name, edition):
    """The handout of the notebook and the edition that are the test's parameters"""
    return handouts(name)[edition]
