"""How long each notebook runs in a fresh kernel, and how much memory its kernel needs at most."""

import pathlib
import time

import nbformat
from nbclient import NotebookClient

from .report import Row

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[1] / "notebooks"
SECONDS = {"01": 10, "02": 8, "03": 8, "04": 8, "05": 10, "06": 10, "07": 10, "08": 20, "09": 12, "10": 30}
PEAK = "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"  # Linux counts in kB


def rows():
    total = 0.0
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
        start = time.perf_counter()
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
        took = time.perf_counter() - start
        total += took
        yield Row(f"{path.stem}: start kernel and run all", took, "s", SECONDS.get(path.stem[:2]))
        yield Row(f"{path.stem}: most memory of its kernel", float(notebook.cells[-1].outputs[0].text), "MB", 300)
    yield Row("all notebooks together", total, "s", 90)
