"""`make present NB=01`: the presenter's notes of one notebook, a page for a second screen or a tablet.

The cell of each `##` heading carries them as metadata, {"presenter": {"minutes": 5, "ask": "…", "expect": "…"}}: what
to ask the class, what it will say, and how long that takes. Slides, learners' copies and the text show nothing of them.
The page is one file that needs no network and no server; it keeps the time, section by section.
"""

import html
import pathlib
import re
import string
import sys
import webbrowser

import write_notebooks as writer
from lesson_plan import headed
from notebook_cells import title
from predictions import PRESENTER

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = string.Template(pathlib.Path(__file__).with_suffix(".html").read_text("utf-8"))
SECTION = """<section data-from="{begins}" data-until="{ends}">
  <h2>{heading}</h2>
  <p>minutes {begins} to {ends}</p>
  <dl><dt>Ask</dt><dd>{ask}</dd><dt>Expect</dt><dd>{expect}</dd></dl>
</section>"""


def sections_of(notebook):
    """[(heading, notes)] of the `##` headings in order; notes: minutes, ask and expect, or {} where there are none"""
    return [(heading, cells[0].metadata.get(PRESENTER, {})) for heading, cells in headed(notebook.cells)]


def page(notebook):
    """The notes as HTML: one file, with the minutes of each section and a clock"""
    shown, ends = [], 0
    for heading, notes in sections_of(notebook):
        begins, ends = ends, ends + notes.get("minutes", 0)
        said = {part: _inline(notes.get(part, "")) for part in ("ask", "expect")}
        shown.append(SECTION.format(heading=_inline(heading), begins=begins, ends=ends, **said))
    return PAGE.substitute(title=html.escape(title(notebook.cells)), minutes=ends, sections="\n".join(shown))


def _inline(text):
    """Plain text as HTML; only `code` is marked"""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def write_page(path, folder):
    """The page for the notebook at `path`, written into `folder`; its path"""
    folder.mkdir(exist_ok=True)
    written = folder / f"{path.stem}.html"
    written.write_text(page(writer.read(path)), "utf-8")
    return written


def main(names, folder=ROOT / "presenting", show=webbrowser.open):
    """The exit code; names: one or more numbers or paths of notebooks"""
    if not names:
        print("Which notebook? For instance: make present NB=01", file=sys.stderr)
        return 1
    try:
        paths = writer.find(names)
    except writer.NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    for path in paths:
        written = write_page(path, folder)
        print(f"For your own screen: {written} (opened in your browser if there is one). The slides: make lab.")
        show(written.as_uri())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
