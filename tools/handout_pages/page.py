"""One self-contained page of an edition: nbconvert fills page/index.html.j2; formulas are MathML, pictures are inside.

Nothing on it asks for anything outside, and no script runs.
"""

import html
import pathlib
import re
import tomllib

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from notebook_cells import title
from pygments.formatters import HtmlFormatter

from .formulas import to_mathml

HERE = pathlib.Path(__file__).parent
PROJECT = HERE.parents[1] / "pyproject.toml"
COLOURS = "xcode"  # of code: the one style of Pygments beside black and white with enough contrast for reading


class Renderer(IPythonRenderer):
    """Formulas become MathML, headings can be linked as in JupyterLab, and a link to a file, which a reader may not
    have, becomes text"""

    def inline_math(self, body):
        return to_mathml(body, "inline")

    def block_math(self, body):
        return to_mathml(body, "block")

    def latex_environment(self, name, body):
        return to_mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")

    def codespan(self, text):
        return re.sub(r"(?<=[(=])(?=\w)|(?<=\.)(?=[^\W\d])", "<wbr>", super().codespan(text))  # for narrow columns

    def heading(self, text, level, **attributes):
        place = html.escape(html.unescape(re.sub(r"<.*?>", "", text)).strip().replace(" ", "-"))
        return f'<h{level} id="{place}">{text}</h{level}>\n'

    def link(self, text, url, title=None):  # the title of a link
        leads_somewhere = re.match(r"https?:|mailto:|#", url)
        return super().link(text, url, title) if leads_somewhere else f"<em>{text}</em>"


def markdown(source):
    return MarkdownWithMath(renderer=Renderer(escape=False)).render(source)


class Exporter(HTMLExporter):
    def markdown2html(self, source):
        return markdown(source)


def exporter():
    """An exporter that serves for many pages"""
    return Exporter(template_name="page", extra_template_basedirs=[str(HERE)])


def page(notebook, edition, made_from, exporter):
    """The page as text; FormulaError if a formula cannot be converted"""
    about = {
        "title": title(notebook.cells),
        "edition": edition,
        "made_from": made_from,
        "version": tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"],
        "colours": HtmlFormatter(style=COLOURS).get_style_defs(".highlight"),
    }
    return exporter.from_notebook_node(notebook, {"handout": about})[0]
