"""Softmax: what stands on the picture is the truth; and so is what stands on the page."""

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read

from helpers.explorers import Softmax
from helpers.lessons.words_become_numbers.figures import format_power
from helpers.lessons.words_become_numbers.numbers import WAYS

# ---- softmax --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def softmax():
    return Softmax()


def known(figure, **changes):
    """The figure's numbers in its state, but for these changes"""
    return figure.numbers(**figure.state | changes)


@pytest.mark.parametrize("c", [710, 1000, -760, -1000])
def test_as_written_a_large_constant_leaves_no_numbers_and_the_largest_off_first_saves_them(softmax, c):
    lost, saved = known(softmax, c=c), known(softmax, c=c, way=WAYS[1])
    assert lost["winner"] == "no numbers any more" and "nan" in lost["changes"]
    assert saved["winner"] == "Coconut 0.46" and saved["p"] == pytest.approx([0.406, 0.136, 0.458], abs=5e-4)


@pytest.mark.parametrize("c", [-700, -10, 0, 10, 700])
def test_as_long_as_nothing_overflows_a_constant_changes_nothing(softmax, c):
    assert [text["text"] for text in known(softmax, c=c)["share_texts"]] == ["0.406", "0.136", "0.458"]


def test_heat_levels_and_cold_lets_the_largest_take_all(softmax):
    assert max(known(softmax, temperature=5)["p"]) < 0.38 and max(known(softmax, temperature=0.1)["p"]) > 0.76


@pytest.mark.parametrize("up, logit", [(2.5, 2.5), (-99.0, -5.0)])
def test_a_dragged_logit_is_the_one_in_the_picture_and_stays_in_range(softmax, up, logit):
    assert softmax.handles[1].drag(7.0, up, **softmax.known) == {"z": (0.72, logit, 0.84)}


@pytest.mark.parametrize(
    "value, text", [(2.054, "2.05"), (0, "0"), (np.inf, "inf"), (4447, "4447"), (1.5e300, "2e+300"), (3e-9, "3e−09")]
)
def test_powers_are_told_in_few_letters(value, text):
    assert format_power(value) == text


def test_softmax_refuses_other_than_three_logits():
    with pytest.raises(ValueError, match="3 logits"):
        Softmax(z=(1, 2))


# ---- the page -------------------------------------------------------------------------------------------------------


def output(words):
    cells = code_cells(read("08a_words_become_numbers.ipynb"))
    return printed(next(cell for cell in cells if words in cell.source))


def test_on_the_page_the_trained_softmax_is_the_table_of_counts():
    assert output("Z = np.zeros((3, 3))") == output("counts = np.array")
