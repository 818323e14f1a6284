"""Pages become PDFs, printed by one Chromium for all: tagged, with an outline and numbered pages."""

import contextlib
import importlib.util

from chromium import CHROMIUM_OPTIONS, find_chromium

MISSING = "No PDF was made: {}. The pages (HTML) are complete; a browser prints them, too."
NO_PLAYWRIGHT, NO_CHROMIUM = "Playwright is not installed", "there is no Chromium (or name its path in CHROMIUM)"
FOOTER = (
    '<div style="width:100%;font:8px sans-serif;color:#555;text-align:center">{} · '
    '<span class="pageNumber"></span>/<span class="totalPages"></span></div>'
)
OPTIONS = {
    "format": "A4",
    "margin": {"top": "13mm", "bottom": "15mm", "left": "14mm", "right": "14mm"},
    "tagged": True,
    "outline": True,
    "print_background": True,
    "display_header_footer": True,
    "header_template": "<span></span>",
}


def missing():
    """What is missing here to print, in two sentences; '' if nothing is"""
    if importlib.util.find_spec("playwright") is None:
        return MISSING.format(NO_PLAYWRIGHT)
    return "" if find_chromium() else MISSING.format(NO_CHROMIUM)


@contextlib.contextmanager
def opened_tab():
    """Yields a tab of a Chromium that is closed at the end"""
    from playwright.sync_api import sync_playwright  # an extra: without it the pages are still made

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_OPTIONS)
        yield browser.new_page()
        browser.close()


def print_page(tab, path, foot):
    """The path of the PDF beside the page at `path`; foot: the line at the foot of each sheet"""
    pdf = path.with_suffix(".pdf")
    tab.goto(path.resolve().as_uri())
    tab.pdf(path=pdf, footer_template=FOOTER.format(foot), **OPTIONS)
    return pdf
