"""Sphinx's settings for the book: a theme with the list of pages on the left, math and search without a network."""

project = "Deep learning by hand"
author = ""
extensions = ["myst_nb"]
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show = "Show the {type}"
nb_code_prompt_hide = "Hide the {type}"
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3

myst_heading_slug_func = "tools.site.book.anchor"
html_theme = "sphinx_book_theme"
html_title = project
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_css_files = ["book.css"]
mathjax_path = "mathjax/tex-mml-chtml.js"
html_theme_options = {
    "navbar_persistent": [],  # the search stands in the list on the left
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
}

LIVE = "live/lab/index.html?path={}.ipynb"
BUTTON = '<p class="open-live"><a href="{}">Open live</a> run and change this page in the browser</p>'


def add_open_live(app, page, template, context, doctree):
    """A button on the page of each notebook that opens it in JupyterLite"""
    if doctree is not None and page != app.config.root_doc:
        context["body"] = BUTTON.format(LIVE.format(page)) + context["body"]


def setup(app):
    app.connect("html-page-context", add_open_live)
