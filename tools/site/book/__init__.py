"""The book: every notebook as a page to read, with its stored outputs; nothing in it needs a kernel or a network."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ... import predictions
from ..packages import CannotBuild

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MATHJAX = ["tex-mml-chtml.js", "output/chtml/fonts/woff-v2", "input/tex/extensions"]  # of 30 MB
OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.\./[^)]*\)")  # a link to a file of the course that is no page here
LEFT_BEHIND = ["_sources", ".buildinfo", "objects.inv", "_static/**/*.map"]
INDEX = """\
# Deep learning by hand

An interactive introduction to deep learning. Read the pages as they are, or press **Open live** on any of them: the
same notebook then runs in this browser, with figures that follow your hand and exercises that answer. Nothing is
installed.

```{{toctree}}
:maxdepth: 1

{}
```
"""


def build(notebooks, work, output):
    """The pages of a folder of notebooks, as HTML in the folder `output`; work: a folder for the meantime"""
    work = work.resolve()  # Sphinx looks for relative folders beside its settings
    pages = work / "pages"
    pages.mkdir(parents=True)
    paths = sorted(notebooks.glob("*.ipynb"))
    for path in paths:
        (pages / path.name).write_text(json.dumps(readable(json.loads(path.read_text("utf-8")))), "utf-8")
    (pages / "index.md").write_text(INDEX.format("\n".join(path.stem for path in paths)), "utf-8")
    lay_mathjax(work / "static" / "mathjax")
    shutil.copy(HERE / "book.css", work / "static")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto", "-c", HERE]
    command += ["-D", f"html_static_path={work / 'static'}"]
    command += ["-d", work / "doctrees", pages, work / "html" / "pages"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise CannotBuild(f"The book could not be built. Sphinx says:\n{done.stderr[-3000:]}")
    clear(work / "html" / "pages")
    (work / "html" / "pages").rename(output)


def clear(folder):
    """Takes away what Sphinx leaves behind for other tools"""
    for path in [path for pattern in LEFT_BEHIND for path in folder.glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def readable(notebook):
    """A notebook as the book shows it: pictures with their alt text and width, answers to predictions folded

    Links that lead out of the notebooks' folder become plain text.
    """
    cells = notebook["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = OUTSIDE.sub(r"\1", cell["source"])
        for output in cell.get("outputs", []):
            if picture := output.get("metadata", {}).get("image/png"):
                shown = {"alt": picture["alt"], "width": f"{picture['width']}px"}
                cell["metadata"]["mystnb"] = {"image": shown}  # myst-nb looks for both here
    for place, cell in enumerate(cells):
        if predictions.is_predicted(cell):
            cell["metadata"]["tags"] = [*cell["metadata"]["tags"], "hide-output"]
        elif predictions.reads_a_result(cells, place):
            paragraph, rest = predictions.split_reading(cell["source"])
            if paragraph:
                cell["source"] = predictions.FOLD.format(paragraph) + rest
    return notebook


def anchor(title):
    """A heading's anchor as JupyterLab makes it, so that a link within a notebook works here too"""
    return title.replace(" ", "-")


def lay_mathjax(folder):
    """MathJax's files, of the package that brings them"""
    import importlib.util  # only .venv-site has it

    source = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax"
    for name in MATHJAX:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, folder / name)
