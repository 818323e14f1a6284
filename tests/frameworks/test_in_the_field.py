"""Every block *In the field* prints exactly what its page says, where its library is installed."""

import functools
import importlib.util

import pytest
from course_notebooks import NAMES, read
from in_the_field import IMPORTED, find_blocks, run_all

BLOCKS = [(name, block) for name in NAMES for block in find_blocks(read(name))]
CONTROLS = {  # that the libraries run quietly, and that one block's settings do not reach the next
    "Keras": ["import keras\nkeras.config.set_floatx('float64')", "import keras\nprint(keras.config.floatx())"],
    "TensorFlow": ["import tensorflow as tf", "import tensorflow as tf\nprint(tf.constant(1.5).dtype.name)"],
    "PyTorch": ["import torch\ntorch.set_default_dtype(torch.float64)", "import torch\nprint(torch.ones(1).dtype)"],
}


@functools.cache
def answers(library):
    """{code: (printed, error)} of all blocks of one library, and of its controls"""
    package = IMPORTED[library]
    if not importlib.util.find_spec(package):
        pytest.skip(f"{library} is not installed, so its blocks cannot be run")
    if library == "Keras" and not importlib.util.find_spec("tensorflow"):
        pytest.skip("Keras is installed without TensorFlow, on which its blocks are run")
    codes = [*CONTROLS[library], *(block.code for _, block in BLOCKS if block.library == library)]
    return dict(zip(codes, run_all(codes), strict=True))


@pytest.mark.parametrize("name, block", BLOCKS, ids=[f"{name[:3]}-{block.library}" for name, block in BLOCKS])
def test_a_block_prints_what_its_page_says(name, block):
    printed, error = answers(block.library)[block.code]
    assert not error, error
    assert printed == block.printed


@pytest.mark.parametrize("library", CONTROLS)
def test_a_block_finds_its_library_as_a_new_script_does(library):
    first, second = (answers(library)[code] for code in CONTROLS[library])
    assert first == ("", "") and not second[1] and "float32" in second[0]
