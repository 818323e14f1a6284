"""How long each notebook runs in a fresh kernel, and how much memory its kernel needs at most."""

import pathlib
import time

import nbformat
from nbclient import NotebookClient

from .report import Row

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[2] / "notebooks"
SECONDS, LONGER = 12, {"10b": 20, "11": 60, "12": 20, "13": 40}  # 11 where Keras, TensorFlow and PyTorch are installed
PEAK = "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"  # Linux counts in kB


def rows():
    total = 0.0
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        took, peak = run(path)
        total += took
        number = path.stem.split("_")[0]
        yield Row(f"{path.stem}: start kernel and run all", took, "s", LONGER.get(number, SECONDS))
        yield Row(f"{path.stem}: most memory of its kernel", peak, "MB", None if number == "11" else 300)
    yield Row("all notebooks together", total, "s")


def run(path):
    """Seconds that a fresh kernel takes to start and run all cells, and the MB that it needs at most"""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(PEAK))
    start = time.perf_counter()
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    return time.perf_counter() - start, float(notebook.cells[-1].outputs[0].text)
