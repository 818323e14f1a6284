"""The book: formulas set, pictures named, answers folded, links that lead somewhere; no serious fault by axe."""

import functools
import json
import re
import urllib.parse
from html.parser import HTMLParser

import pytest
from axe import find_violations
from course_in_lab import NAMES, ROOT
from live_notebook import SITE

PAGES = ["index.html", *(name.replace(".ipynb", ".html") for name in NAMES)]
SET = "() => !window.MathJax || MathJax.startup.promise.then(() => true)"
LOOK = r"""() => {
  const article = document.querySelector("article");
  const images = [...article.querySelectorAll("img")];
  return {
    raw: (article.innerText.match(/\\\(|\\\[|\$\$|\\frac/g) ?? []).length,
    wrong: article.querySelectorAll("mjx-merror").length,
    formulas: article.querySelectorAll("mjx-container").length,
    unseen: images.filter((image) => image.complete && !image.naturalWidth).map((image) => image.src),
    unnamed: images.filter((image) => !image.alt || image.alt.includes(".png")).map((image) => image.src),
    unfolded: article.querySelectorAll("details[open]").length,
    live: document.querySelector(".open-live a")?.getAttribute("href"),
  };
}"""


class Links(HTMLParser):
    """What a page refers to, and the anchors that it has"""

    def __init__(self, path):
        super().__init__()
        self.targets, self.anchors = [], set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors |= {attributes.get("id")}
        self.targets += [attributes[name] for name in ("href", "src") if attributes.get(name)]


@functools.cache
def links():
    """{page: its Links}"""
    return {path.name: Links(path) for path in SITE.glob("*.html")}


def page_of(name):
    return name.replace(".ipynb", ".html")


@pytest.fixture(scope="session")
def book(new_page, address):
    """book(page): the page, opened, its formulas set"""
    page = new_page()

    def open_page(name):
        page.goto(f"{address}/{name}")
        page.wait_for_function(SET)
        return page

    return open_page


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file_and_an_anchor_that_are_there(page):
    for target in links()[page].targets:
        address = urllib.parse.urlsplit(target)
        if address.scheme or address.netloc:
            assert address.scheme in ("https", "mailto", "data"), target
            continue
        path = urllib.parse.unquote(address.path) or page
        assert (SITE / path).exists(), f"{page} links to {target}"
        if address.fragment and path in links():
            assert urllib.parse.unquote(address.fragment) in links()[path].anchors, f"{page} links to {target}"


def test_nothing_that_a_page_loads_comes_from_outside():
    for path in SITE.glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.findall(r'<(?:script|img|iframe|link rel="stylesheet")[^>]*(?:src|href)="(?:https?:)?//', text)


def test_a_page_shows_formulas_and_named_pictures_and_opens_live(book, name):
    seen = book(page_of(name)).evaluate(LOOK)
    assert seen.pop("live") == f"live/lab/index.html?path={name}"
    assert (SITE / "live" / "files" / name).exists()
    notebook = (ROOT / "notebooks" / name).read_text("utf-8")
    assert bool(seen.pop("formulas")) == bool(re.search(r"\$[^$]+\$", notebook_text(notebook)))
    assert seen == {"raw": 0, "wrong": 0, "unseen": [], "unnamed": [], "unfolded": 0}


def notebook_text(stored):
    cells = [cell for cell in json.loads(stored)["cells"] if cell["cell_type"] == "markdown"]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)


def test_no_answer_to_a_prediction_is_seen_before_it_is_asked_for(book, name):
    page = book(page_of(name))
    cells = json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]
    predicted = [cell for cell in cells if "predict" in cell["metadata"].get("tags", []) and cell["outputs"]]
    outputs = page.locator(".cell.tag_predict .cell_output")
    assert outputs.count() == len(predicted)
    assert not any(output.is_visible() for output in outputs.all())
    readings = page.locator("details", has=page.locator("summary", has_text=re.compile("^Compare$")))
    assert readings.count() >= (1 if predicted else 0)
    if predicted:
        page.locator(".cell.tag_predict summary").first.click()
        assert outputs.first.is_visible()


# … and waits until colours have faded over
SET_THEME = """(theme) => {
  document.documentElement.dataset.theme = theme;
  return Promise.all(document.getAnimations().map((fading) => fading.finished)).then(() => null);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_page(book, name, theme):
    page = book(page_of(name))
    page.evaluate(SET_THEME, theme)
    assert find_violations(page, "html") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_first_page(book, theme):
    page = book("index.html")
    page.evaluate(SET_THEME, theme)
    assert find_violations(page, "html") == []


def test_the_search_finds_a_word_without_a_network(book):
    page = book("search.html?q=perceptron")
    page.locator("#search-results li a").first.wait_for()
    assert page.locator("#search-results li a").count() > 1
