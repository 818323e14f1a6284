"""The block *In the field* that ends a lesson: how it is found, what form it must have, and how its code is run.

A markdown cell that begins with `## In the field`, after the last code cell: at most 150 words, then two folds,
`The same in Keras` (or `TensorFlow`) and `The same in PyTorch`. Each holds one ```python block of 5 to 15 lines that
runs by itself as a script, and after it one ```text block with exactly what it prints.
"""

import ast
import json
import os
import re
import subprocess
import sys
from typing import NamedTuple

from course_notebooks import Malformed, code_cells, details

HEADING = "## In the field"
IMPORTED = {"Keras": "keras", "TensorFlow": "tensorflow", "PyTorch": "torch"}
LIMIT, SHORTEST, LONGEST, WIDEST = 150, 5, 15, 104  # words; lines; lines; characters
QUIET = {"KERAS_BACKEND": "tensorflow", "TF_ENABLE_ONEDNN_OPTS": "0", "TF_CPP_MIN_LOG_LEVEL": "2"}
QUIET |= {"CUDA_VISIBLE_DEVICES": "-1", "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"}


class Block(NamedTuple):
    """The same thing in another library: its code, and what the page says that it prints"""

    library: str
    code: str
    printed: str


def field_cells(notebook):
    """The places of the cells that begin with the heading"""
    return [
        place
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown" and re.match(rf"{HEADING}\s*$", cell.source, re.M)
    ]


def find_blocks(notebook):
    """Every Block of the notebook; Malformed with a sentence if the cell that holds them breaks the form"""
    places = field_cells(notebook)
    if not places:
        return []
    where = f"{HEADING!r} (cell {places[-1] + 1} of all)"
    _require(len(places) == 1, where, f"a notebook has one such cell, found {len(places)}")
    later = [cell for cell in notebook.cells[places[0] :] if cell.cell_type == "code"]
    _require(not later, where, "it stands after the last code cell, whose numbers it repeats")
    return _read_cell(notebook.cells[places[0]].source, where)


def _read_cell(source, where):
    found = details(source, where)
    words = len(re.sub(r"<details>.*?</details>", "", source, flags=re.S).split()) - len(HEADING.split())
    _require(words <= LIMIT, where, f"at most {LIMIT} words stand unfolded, found {words}")
    summaries = [summary for summary, _ in found]
    _require(
        re.fullmatch(r"The same in (Keras|TensorFlow)\|The same in PyTorch", "|".join(summaries)),
        where,
        f"two folds, 'The same in Keras' (or 'TensorFlow') and 'The same in PyTorch', found {summaries}",
    )
    _require(source.rstrip().endswith("</details>"), where, "nothing stands after the folds")
    return [_read_fold(summary.split()[-1], text, f"{where}, {summary!r}") for summary, text in found]


def _read_fold(library, text, where):
    kinds = re.findall(r"^```(.*)$", text, re.M)
    _require(kinds == ["python", "", "text", ""], where, f"one ```python block, then one ```text block, found {kinds}")
    code, printed = re.findall(r"^```\w+\n(.*?)^```$", text, re.S | re.M)
    lines = [line for line in code.splitlines() if line.strip()]
    _require(
        SHORTEST <= len(lines) <= LONGEST, where, f"the code has {SHORTEST} to {LONGEST} lines, found {len(lines)}"
    )
    wide = [line for line in lines if len(line) > WIDEST]
    _require(not wide, where, f"a line has at most {WIDEST} characters, found {wide}")
    _require(IMPORTED[library] in _imports(code, where), where, f"the code must import {IMPORTED[library]}")
    _require(printed.strip(), where, "the ```text block holds what the code prints, found nothing")
    return Block(library, code, printed)


def _imports(code, where):
    """The packages that the code imports"""
    try:
        tree = ast.parse(code)
    except SyntaxError as no:
        raise Malformed(f"{where}: the code must be Python: {no}") from None
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


def _require(kept, where, rule):
    if not kept:
        raise Malformed(f"{where}: {rule}")


# ---- our own numbers -----------------------------------------------------------------------------


def foreign_lines(notebook, block):
    """The lines of the block's ```text that no stored output of the notebook has, blanks at both ends aside"""
    ours = {line.strip() for cell in code_cells(notebook) for text in _shown(cell) for line in text.splitlines()}
    return [line for line in block.printed.splitlines() if line.strip() and line.strip() not in ours]


def _shown(cell):
    for output in cell.outputs:
        if output.get("name") == "stdout":
            yield output.text
        yield output.get("data", {}).get("text/plain", "")


# ---- run them ------------------------------------------------------------------------------------

# All codes in one process, since TensorFlow takes ten seconds to import; each in names of its own, with the library's
# settings as they were.
RUNNER = """
import contextlib, io, json, sys, traceback

def run(code):
    said, error = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            exec(compile(code, "<block>", "exec"), {"__name__": "__main__"})
        except BaseException:
            error = traceback.format_exc()
    if "keras" in sys.modules:
        sys.modules["keras"].utils.clear_session()
        sys.modules["keras"].config.set_floatx("float32")
    if "torch" in sys.modules:
        sys.modules["torch"].set_default_dtype(sys.modules["torch"].float32)
        sys.modules["torch"].set_grad_enabled(True)
    if "numpy" in sys.modules:
        sys.modules["numpy"].set_printoptions(**printing)
    return said.getvalue(), error

with contextlib.suppress(ImportError):
    import numpy
    printing = numpy.get_printoptions()
answers = [run(code) for code in json.load(sys.stdin)]
print("\\n" + json.dumps(answers))
"""


def run_all(codes):
    """(what it printed, its traceback or "") of each code, all run in one new process, without a graphics card"""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(codes),
        env=os.environ | QUIET,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(f"the process that ran the blocks ended with {done.returncode}: {done.stderr}")
    return [tuple(answer) for answer in json.loads(done.stdout.splitlines()[-1])]
