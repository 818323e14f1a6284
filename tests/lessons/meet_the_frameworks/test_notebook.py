"""Notebook 11 without its libraries, and its phrase book line by line."""

import importlib.util
import re
import subprocess
import sys

import numpy as np
import pytest
from course_notebooks import NOTEBOOKS, ROOT, code_cells, printed, read, writer

from helpers import graph
from helpers import keras as ours
from helpers.lessons.meet_the_frameworks import frameworks

NAME = "11_meet_the_frameworks.ipynb"
EXTRA = all(importlib.util.find_spec(name) for name in frameworks.EXTRA)
SENTENCE = re.compile(r"[^.]+ not installed, so this cell shows nothing\. It would show [^.]+(\.\w[^.]*)*\. .+\.\n")


def promises(cell):
    """[(library, promise)] of every `if needs(…)` in the cell"""
    return re.findall(r'^if needs\("(\w+)", "([^"]+)"\):', cell.source, re.M)


def texts(cell):
    """What nbval compares of a cell's outputs, and no picture"""
    told = [output.get("text") or output.get("data", {}).get("text/plain") for output in cell.outputs]
    return [text for text in told if text]


def run_without(monkeypatch, *hidden):
    monkeypatch.setenv(frameworks.HIDING, ",".join(hidden))
    ran = writer.normalise(writer.execute(read(NAME), NOTEBOOKS))
    return list(zip(code_cells(ran), code_cells(read(NAME)), strict=True))


def test_without_any_library_every_cell_runs_and_those_that_need_one_say_one_sentence_each(monkeypatch):
    silent = 0
    for cell, stored in run_without(monkeypatch, "keras", "torch"):
        if asked := promises(cell):
            assert SENTENCE.fullmatch(printed(cell)) and asked[0][1] in printed(cell), printed(cell)
            assert [output.output_type for output in cell.outputs] == ["stream"]
            silent += 1
        elif "SameNumbers" in cell.source:
            assert "Keras and TensorFlow are not installed: the other engine is NumPy." in texts(cell)[0]
        else:
            assert texts(cell) == texts(stored), cell.source
    assert silent >= 10


@pytest.mark.skipif(not EXTRA, reason="the extra is not installed")
def test_without_pytorch_all_other_cells_print_what_is_stored(monkeypatch):
    for cell, stored in run_without(monkeypatch, "torch"):
        if [library for library, _ in promises(cell)] == ["torch"]:
            assert SENTENCE.fullmatch(printed(cell)) and printed(cell).startswith("PyTorch is not installed")
        else:
            assert texts(cell) == texts(stored), cell.source


def test_a_cell_that_imports_a_framework_asks_first():
    for cell in code_cells(read(NAME)):
        for line in re.findall(r"^.*\bimport (?:keras|tensorflow|torch)\b.*$", cell.source, re.M):
            assert line.startswith("    ") and promises(cell), cell.source


def test_no_promise_of_a_cell_to_predict_gives_its_answer_away():
    answers = {"x.grad": "12", "probabilities": "6", "old line": "20", "five starts": "0.5"}
    asked = [
        promise
        for cell in code_cells(read(NAME))
        if "predict" in cell.metadata.get("tags", [])
        for _, promise in promises(cell)
    ]
    for word, answer in answers.items():
        assert [answer in promise for promise in asked if word in promise] == [False], word


def test_the_writer_leaves_it_alone_where_a_library_is_missing_and_says_so(monkeypatch, capsys):
    monkeypatch.setenv(frameworks.HIDING, "torch")
    assert "torch" in writer.missing_libraries(read(NAME)) and "torch" not in writer.missing_libraries(
        read("00_start_here.ipynb")
    )
    before = (NOTEBOOKS / NAME).read_bytes()
    assert writer.main(["11"]) == 0 and (NOTEBOOKS / NAME).read_bytes() == before
    assert re.search(r"left alone: stored with .*torch, not installed here", capsys.readouterr().out)


def test_nbval_leaves_it_out_where_a_library_is_missing_and_says_so(monkeypatch):
    monkeypatch.setenv(frameworks.HIDING, "keras,torch")
    command = [sys.executable, "-m", "pytest", "--nbval", "--collect-only", "-q", "-p", "no:cacheprovider", "notebooks"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    told, *others = [line for line in ended.stdout.splitlines() if NAME in line]
    assert ended.returncode == 0 and not others and "10b_learn_the_kernels.ipynb" in ended.stdout, ended.stdout[-800:]
    assert told.startswith(f"{NAME} is not compared: keras, ") and told.endswith("torch not installed")


# ---- the phrase book ------------------------------------------------------------------------------------------------


def phrases(column):
    """[(meaning, code)] of one column of the table"""
    page = next(cell.source for cell in read(NAME).cells if cell.source.startswith("## A phrase book"))
    header, _, *rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("|")]
    place = header.index(column)
    return [(row[0], row[place + 1 if len(row) > len(header) else place].strip("`")) for row in rows]


def names_of(column):
    """The names that a column's script takes as known; None where its library is missing"""
    if column == "ours":
        return {"graph": graph, "ours": ours}
    module = {"TensorFlow": "keras", "PyTorch": "torch", "JAX": "jax"}[column]
    if importlib.util.find_spec(module) is None or (module in frameworks.MODULES and frameworks.bring_in(module)):
        return None
    if column == "TensorFlow":
        import keras
        import tensorflow

        return {"keras": keras, "tf": tensorflow}
    names = {}
    exec({"PyTorch": "import torch", "JAX": "import jax, jax.numpy as jnp"}[column], names)
    return names


@pytest.mark.parametrize("column", ["ours", "TensorFlow", "PyTorch", "JAX"])
def test_every_line_of_the_phrase_book_runs_and_means_the_same(column):
    names = names_of(column)
    if names is None:
        pytest.skip(f"{column} is not installed")
    names |= {"np": np, "a": np.array([1.0, 2.0])}
    values = {}
    for meaning, code in phrases(column):
        if code == "–":
            continue
        try:
            values[meaning] = eval(code, names)
        except SyntaxError:  # a statement
            exec(code, names)
    assert float(values["the gradient"]) == 6 and float(values["back to NumPy"]) == pytest.approx(2.4)
    numbers = values["from NumPy"]
    assert np.asarray(numbers.value if column == "ours" else numbers).tolist() == [1, 2]
    assert "a dense layer" in values or column == "JAX"
