"""`make notebooks`: run every notebook in a fresh kernel and store it; running it again changes no byte.

What is stored is what the code printed, in one normal form: cell ids kept, counts 1..n, pictures with alt
text, nothing that differs from run to run. The tests use the same functions to hold that form.

    python tools/write_notebooks.py              all notebooks, in order
    python tools/write_notebooks.py 01 02        only these (numbers or paths)
    python tools/write_notebooks.py --form 01    run nothing, only bring the stored cells into the normal form
"""

import argparse
import copy
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import sys
import tempfile
import time

import nbformat
import predictions
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from traitlets import default

ROOT = pathlib.Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SECONDS_PER_CELL = 120

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # live only: the picture beside it is what stays
KEPT_CELL_METADATA = {
    *("tags", "slideshow", "jupyter", "jupyterlab-slideshow", "@deathbeds/jupyterlab-fonts"),
    predictions.PRESENTER,
}
KEPT_PICTURE_METADATA = {"alt", "width", "height"}
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},  # no version: it differs from machine to machine
}


class NotebookError(Exception):
    """A notebook that must not be written; the message is what the author needs to read."""


# ---- the normal form -----------------------------------------------------------------------------


def read(path):
    """The notebook at `path` as nbformat's nested dict, unchanged but for joined lines."""
    content = json.loads(pathlib.Path(path).read_text("utf-8"))
    if not isinstance(content, dict) or content.get("nbformat") != 4 or "cells" not in content:
        raise NotebookError("the file is JSON but no notebook of format 4")
    return nbformat.v4.to_notebook(content)


def serialise(notebook):
    """The text of the file: JSON, indent 1, sorted keys, one final newline."""
    return nbformat.v4.writes(notebook) + "\n"


def normalise(notebook):
    """A new notebook, the same cells and outputs in normal form: normalise(normalise(n)) == normalise(n)."""
    notebook = copy.deepcopy(notebook)
    identifiers, count, cells = _identifiers(notebook.cells), 0, []
    for cell, identifier in zip(notebook.cells, identifiers, strict=True):
        count += cell.cell_type == "code" and bool(cell.source.strip())
        cells.append(_normal_cell(cell, identifier, count))
    predictions.mark_slides(cells)
    form = {"nbformat": 4, "nbformat_minor": 5, "metadata": NOTEBOOK_METADATA, "cells": cells}
    return nbformat.from_dict(copy.deepcopy(form))


def _identifiers(cells):
    """One id per cell: its own if it is valid and the first of its kind, else one made from its text."""
    own = [str(cell.get("id", "")) for cell in cells]
    keeps = [
        bool(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name)) and name not in own[:place] for place, name in enumerate(own)
    ]
    taken = {name for name, keep in zip(own, keeps, strict=True) if keep}
    for place, cell in enumerate(cells):
        if not keeps[place]:
            text = hashlib.sha1(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
            copies = (text if number == 1 else f"{text}-{number}" for number in range(1, len(cells) + 2))
            own[place] = next(name for name in copies if name not in taken)
            taken.add(own[place])
    return own


def _normal_cell(cell, identifier, count):
    normal = {"id": identifier, "cell_type": cell.cell_type, "source": cell.source}
    normal["metadata"] = _normal_cell_metadata(cell.get("metadata", {}))
    if cell.get("attachments"):
        normal["attachments"] = cell.attachments
    if cell.cell_type == "code":
        normal["execution_count"] = count if cell.source.strip() else None
        normal["outputs"] = _normal_outputs(cell.get("outputs", []), count)
    return normal


def _normal_cell_metadata(metadata):
    kept = {key: value for key, value in metadata.items() if key in KEPT_CELL_METADATA and value}
    if kept.get("slideshow", {}).get("slide_type") in (None, "", "-"):
        kept.pop("slideshow", None)  # jupyterlab-slideshow 0.3.4 never shows a cell that says "-"
    if "tags" in kept:
        kept["tags"] = sorted(set(kept["tags"]))
    return kept


def _normal_outputs(outputs, count):
    normal = []
    for output in outputs:
        kind = output.output_type
        if kind == "stream" and normal and normal[-1].get("name") == output.name:
            normal[-1]["text"] += output.text
        elif kind == "stream" and output.text:
            normal.append({"output_type": kind, "name": output.name, "text": output.text})
        elif kind == "error":
            normal.append({key: output[key] for key in ("output_type", "ename", "evalue", "traceback")})
        elif kind in ("display_data", "execute_result"):
            normal.append(_normal_result(output, count))
    return normal


def _normal_result(output, count):
    data = {kind: value for kind, value in output.data.items() if kind != WIDGET_VIEW}
    metadata = {
        kind: {key: about[key] for key in KEPT_PICTURE_METADATA & set(about)}
        for kind, about in output.get("metadata", {}).items()
        if kind in data and kind.startswith("image/")
    }
    metadata = {kind: about for kind, about in metadata.items() if about}
    normal = {"output_type": output.output_type, "data": data, "metadata": metadata}
    return normal | ({"execution_count": count} if output.output_type == "execute_result" else {})


# ---- what may not be stored ----------------------------------------------------------------------


def find_faults(notebook):
    """One sentence for each output that must not be stored: an error, stderr, or volatile text."""
    faults = []
    for number, cell in enumerate(_code_cells(notebook.cells), 1):
        where = f"cell {place(number, cell)}"
        for output in cell.outputs:
            faults += [f"{where}: {fault}" for fault in _output_faults(output)]
    return faults


def _output_faults(output):
    if output.output_type == "error":
        yield f"stores an error, {output.ename}: {output.evalue}"
    if output.output_type == "stream" and output.name == "stderr":
        yield f"writes to stderr: {_last_lines(output.text, 3)}"
    if WIDGET_VIEW in output.get("data", {}) and "image/png" not in output.data:
        yield "shows a widget with no picture behind it: on a page that is not running there would be nothing"
    for text in _texts(output):
        if address := re.search(r"\bat 0x[0-9a-fA-F]+", text):
            yield f"prints a memory address ({address[0]}), which differs in every run"
        if folder := re.search(re.escape(str(ROOT)) + r"|ipykernel_\d+", text):
            yield f"prints a path of this machine ({folder[0]})"


def _texts(output):
    data = output.get("data", {})
    return [output.get("text", "")] + [value for kind, value in data.items() if kind.startswith("text/")]


def _code_cells(cells):
    return [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]


def place(number, cell):
    """How a message names a code cell: its execution count, as Lab shows it, and its first line."""
    return f"[{number}] `{cell.source.strip().splitlines()[0]}`"


def _last_lines(text, lines):
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).strip()
    return "\n".join(plain.splitlines()[-lines:])


# ---- notebooks that are stored with optional libraries ----------------------------------------------


def missing_libraries(notebook):
    """The libraries that cells ask for by `if needs("…")`, not installed here or hidden by COURSE_WITHOUT: sorted"""
    sources = [cell.source for cell in _code_cells(notebook.cells)]
    asked = {name for source in sources for name in re.findall(r'^if needs\("(\w+)"', source, re.M)}
    asked |= {"tensorflow"} if "keras" in asked else set()
    hidden = {name.strip() for name in os.environ.get("COURSE_WITHOUT", "").split(",")}
    return sorted(name for name in asked if name in hidden or importlib.util.find_spec(name) is None)


def word_missing(missing):
    return f"stored with {', '.join(missing)}, not installed here (`make frameworks`)"


# ---- running -------------------------------------------------------------------------------------


class OwnKernel(AsyncKernelManager):
    """The kernel of the Python that runs this file, whatever kernel specs the user has installed."""

    @default("kernel_spec_manager")
    def _own_specs_only(self):
        return KernelSpecManager(kernel_dirs=[])


def execute(notebook, folder, environment=()):
    """A copy of the notebook, run in a fresh kernel in `folder`; NotebookError names the cell that failed."""
    notebook = _without_outputs(notebook)
    running = []  # the index of the last cell that was started
    client = NotebookClient(
        notebook,
        kernel_manager_class=OwnKernel,
        kernel_name="python3",
        timeout=SECONDS_PER_CELL,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],  # not its warning that loopback is not encrypted
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=lambda cell, cell_index: running.append(cell_index),
    )
    with tempfile.TemporaryDirectory() as settings:
        try:
            client.execute(env=os.environ | _no_personal_settings(settings) | dict(environment))
        except (CellControlSignal, RuntimeError) as error:  # RuntimeError: the kernel died
            raise NotebookError(_word_failure(notebook, running, error)) from None
    return notebook


def _without_outputs(notebook):
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return notebook


def _no_personal_settings(folder):
    """A user's IPython start-up files and matplotlibrc must not change what is stored."""
    matplotlib = pathlib.Path(importlib.util.find_spec("matplotlib").origin).parent
    return {"IPYTHONDIR": folder, "MATPLOTLIBRC": str(matplotlib / "mpl-data" / "matplotlibrc")}


def _word_failure(notebook, running, error):
    told = _last_lines(getattr(error, "traceback", "") or str(error) or type(error).__name__, 6)
    if not running:
        return f"the kernel did not start:\n{told}"
    number = len(_code_cells(notebook.cells[: running[-1] + 1]))
    return f"cell {place(number, notebook.cells[running[-1]])} failed:\n{told}"


# ---- writing -------------------------------------------------------------------------------------


def write(path, run=True):
    """Run the notebook at `path` and store it; True if the file changed, which no NotebookError does."""
    path = pathlib.Path(path)
    return store(path, execute(read(path), path.parent) if run else read(path))


def store(path, notebook):
    """Store the notebook at `path` in the normal form; True if the file changed, which no NotebookError does."""
    faults = find_faults(notebook)
    if faults:
        raise NotebookError("\n".join(faults))
    normal = normalise(notebook)
    nbformat.validate(normal)
    return _replace(pathlib.Path(path), serialise(normal).encode("utf-8"))


def _replace(path, content):
    """The old file or the new one, never half of one."""
    if path.read_bytes() == content:
        return False
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.write_bytes(content)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
    return True


def find(names):
    """The paths meant by numbers (01) or paths; all notebooks, in order, if there are no names."""
    found = [_find_one(name) for name in names or ["*"]]
    if not all(found):
        there = ", ".join(path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))) or "no notebook"
        raise NotebookError(f"nothing to run for {' '.join(names) or 'all'}: notebooks/ holds {there}")
    return [path for paths in found for path in paths]


def _find_one(name):
    path = pathlib.Path(name)
    return [path] if path.is_file() else sorted(NOTEBOOKS.glob(f"{name}_*.ipynb"))


def main(arguments=None):
    """The exit code: 0 if every notebook is written, else 1; stops at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="number or path; all if none is given")
    parser.add_argument("--form", action="store_true", help="run nothing, only bring into the normal form")
    path, given = None, parser.parse_args(arguments)
    try:
        for path in find(given.notebooks):
            start = time.perf_counter()
            if not given.form and (missing := missing_libraries(read(path))):
                print(f"{path.name:32} left alone: {word_missing(missing)}", flush=True)
                continue
            changed = write(path, run=not given.form)
            seconds = f"{time.perf_counter() - start:5.1f} s"
            print(f"{path.name:32} {seconds}  {'written' if changed else 'unchanged'}", flush=True)
    except (NotebookError, nbformat.ValidationError, json.JSONDecodeError) as error:
        print(f"{path.name + ': not written; ' if path else ''}{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
