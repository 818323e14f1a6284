"""`make handout NB=01`: a page (HTML) and a PDF of a notebook for students, and two for teachers, in handouts/.

    python tools/make_handouts.py           of all notebooks
    python tools/make_handouts.py 01 05a    of these

Each file stands alone and asks for nothing outside. Without Chromium the pages are written, and a sentence says
what is missing.
"""

import contextlib
import pathlib
import sys

import write_notebooks as writer
from handout_pages import printing
from handout_pages.editions import EDITIONS
from handout_pages.formulas import FormulaError
from handout_pages.page import exporter, page

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / "handouts"


def make(paths, folder, tab=None):
    """Yields each file written into `folder`: a page for each edition of each notebook and, with a tab, its PDF"""
    folder.mkdir(exist_ok=True)
    serving = exporter()
    for path in paths:
        notebook = writer.read(path)
        for edition, edit in EDITIONS.items():
            written = folder / f"{path.stem}.{edition}.html"
            try:
                text = page(edit(notebook), edition, f"notebooks/{path.name}", serving)
            except FormulaError as error:
                raise FormulaError(f"{path.name}: {error}") from error
            written.write_text(text, "utf-8")
            yield written
            if tab:
                yield printing.print_page(tab, written, f"{path.stem.replace('_', ' ')} · for {edition}")


def main(arguments, folder=FOLDER):
    """The exit code: 0, or 1 if a notebook is not there or a formula cannot be set"""
    try:
        paths, lack = writer.find(arguments), printing.missing()
        with contextlib.nullcontext() if lack else printing.opened_tab() as tab:
            for written in make(paths, folder, tab):
                print(f"{folder.name}/{written.name:60} {written.stat().st_size / 1000:6.0f} kB", flush=True)
        if lack:
            print(lack)
        return 0
    except (writer.NotebookError, FormulaError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
