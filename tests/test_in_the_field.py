"""The blocks *In the field* have their form and repeat our own numbers; the finder refuses every other form.

That they print those numbers where the libraries are installed: tests/frameworks/test_in_the_field.py.
"""

import nbformat
import pytest
from course_notebooks import NAMES, Malformed, read
from in_the_field import find_blocks, foreign_lines, run_all

each_notebook = pytest.mark.parametrize("name", NAMES)


@each_notebook
def test_a_block_has_its_form_and_every_line_it_prints_is_one_of_ours(name):
    for block in find_blocks(read(name)):
        assert foreign_lines(read(name), block) == [], f"{block.library}: no stored output of {name} has these lines"


# ---- the form itself -----------------------------------------------------------------------------

KERAS = "import keras\n\nw = keras.ops.array([3.0])\nb = 1\ny = w * 5 + b\nprint(f'y = {float(y[0]):.2f}')\n"
TORCH = "import torch\n\nw = torch.tensor([3.0])\nb = 1\ny = w * 5 + b\nprint(f'y = {float(y[0]):.2f}')\n"


def fold(library, code, printed="y = 16.00\n", between="\n"):
    inside = f"```python\n{code}```\n{between}```text\n{printed}```"
    return f"\n\n<details><summary>The same in {library}</summary>\n\n{inside}\n\n</details>"


PROSE, FOLDS = "Today people write two lines. Search for: **line**.", fold("Keras", KERAS) + fold("PyTorch", TORCH)


def page(folds=FOLDS, prose=PROSE, heading="## In the field", after=()):
    new = nbformat.v4
    numbers = new.new_code_cell("print('y = 16.00')", outputs=[new.new_output("stream", text="C = 4\n  y = 16.00\n")])
    told = new.new_code_cell("1", outputs=[new.new_output("execute_result", data={"text/plain": "array([1., 2.])"})])
    cells = [numbers, told, new.new_markdown_cell(f"{heading}\n\n{prose}{folds}")]
    return new.new_notebook(cells=cells + [new.new_markdown_cell(text) for text in after])


def test_both_blocks_are_found_with_their_code_and_what_they_print():
    blocks = find_blocks(page(after=["**What is still wrong:** much."]))
    assert [tuple(block) for block in blocks] == [("Keras", KERAS, "y = 16.00\n"), ("PyTorch", TORCH, "y = 16.00\n")]


def test_tensorflow_may_stand_for_keras():
    code = KERAS.replace("import keras", "import tensorflow as tf").replace("keras.ops.array", "tf.constant")
    assert find_blocks(page(fold("TensorFlow", code) + fold("PyTorch", TORCH)))[0].library == "TensorFlow"


@pytest.mark.parametrize("heading", ["## In the fields", "### In the field", "In the field"])
def test_a_cell_with_another_heading_is_not_meant(heading):
    assert find_blocks(page(heading=heading)) == []


BROKEN = {
    "words": (dict(prose="word " * 151), "at most 150 words stand unfolded, found 151"),
    "no fold": (dict(folds=""), r"two folds, .* found \[\]"),
    "one fold": (dict(folds=fold("Keras", KERAS)), r"two folds, .* found \['The same in Keras'\]"),
    "order": (dict(folds=fold("PyTorch", TORCH) + fold("Keras", KERAS)), "two folds"),
    "summary": (dict(folds=FOLDS.replace("The same in Keras", "In Keras")), "two folds"),
    "library": (dict(folds=fold("JAX", KERAS) + fold("PyTorch", TORCH)), "two folds"),
    "third fold": (dict(folds=FOLDS + fold("TensorFlow", KERAS)), "two folds"),
    "text behind": (dict(folds=FOLDS + "\n\nMore."), "nothing stands after the folds"),
    "fold": (dict(folds=FOLDS.replace("</details>", "", 1)), "a fold is"),
    "no code": (dict(folds=FOLDS.replace("```python", "```", 1)), "one ```python block, then one ```text block"),
    "no text": (dict(folds=FOLDS.replace("```text", "```", 1)), "one ```python block, then one ```text block"),
    "two codes": (dict(folds=fold("Keras", KERAS, between="```python\n1\n```\n") + fold("PyTorch", TORCH)), "then one"),
    "not closed": (dict(folds=FOLDS.replace("```\n```text", "\n```text", 1).replace("```\n\n```text", "", 1)), "then"),
    "short": (dict(folds=fold("Keras", "import keras\n\n\nprint(1)\n") + fold("PyTorch", TORCH)), "5 to 15 .* found 2"),
    "long": (dict(folds=fold("Keras", KERAS + 11 * "y += 1\n") + fold("PyTorch", TORCH)), "5 to 15 .* found 16"),
    "wide": (dict(folds=fold("Keras", KERAS + f"y = {'9' * 101}\n") + fold("PyTorch", TORCH)), "at most 104 char"),
    "import": (dict(folds=fold("Keras", KERAS) + fold("PyTorch", KERAS)), "the code must import torch"),
    "python": (dict(folds=fold("Keras", KERAS + "y = (\n") + fold("PyTorch", TORCH)), "the code must be Python"),
    "prints": (dict(folds=fold("Keras", KERAS, printed="\n") + fold("PyTorch", TORCH)), "found nothing"),
    "twice": (dict(after=["## In the field\n\nAgain."]), "one such cell, found 2"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_block_that_breaks_the_form_is_refused_with_the_reason(kind):
    changed, reason = BROKEN[kind]
    with pytest.raises(Malformed, match=reason) as refused:
        find_blocks(page(**changed))
    assert "'## In the field' (cell" in str(refused.value)


def test_a_code_cell_behind_the_block_is_refused():
    notebook = page()
    notebook.cells.append(nbformat.v4.new_code_cell("1"))
    with pytest.raises(Malformed, match="after the last code cell"):
        find_blocks(notebook)


# ---- whose numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize("printed, foreign", [("y = 16.00\n", []), ("C = 4\narray([1., 2.])\n", [])])
def test_lines_of_a_stored_output_are_ours(printed, foreign):
    notebook = page(fold("Keras", KERAS, printed) + fold("PyTorch", TORCH))
    assert foreign_lines(notebook, find_blocks(notebook)[0]) == foreign


def test_a_line_that_no_output_has_is_named():
    notebook = page(fold("Keras", KERAS, "y = 16.00\ny = 16.0\n") + fold("PyTorch", TORCH))
    assert foreign_lines(notebook, find_blocks(notebook)[0]) == ["y = 16.0"]


# ---- how they are run ----------------------------------------------------------------------------


def test_codes_are_run_apart_and_an_error_is_told():
    codes = ["x = 1\nprint('one')", "print('x' in globals())", "print('two')\nraise SystemExit('no')"]
    codes += ["import os\nprint(os.environ['KERAS_BACKEND'])"]
    said = run_all(codes)
    assert [printed for printed, _ in said] == ["one\n", "False\n", "two\n", "tensorflow\n"]
    assert [bool(error) for _, error in said] == [False, False, True, False] and "SystemExit: no" in said[2][1]


def test_settings_of_numpy_do_not_reach_the_next_code():
    first = "import numpy as np\nnp.set_printoptions(precision=2)\nprint(np.array([1 / 3]))"
    assert run_all([first, "import numpy as np\nprint(np.array([1 / 3]))"]) == [
        ("[0.33]\n", ""),
        ("[0.33333333]\n", ""),
    ]
