"""Code that stops, runs on, or does harm: the check still answers, and leaves nothing behind."""

import asyncio
import signal
import sys
import warnings

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from one_line import FAILS, line, squares

from helpers.exercise import Exercise, guard


def test_an_error_shows_type_message_and_the_learners_own_line(cost):
    def broken(y_hat, y):
        error = y_hat - y
        return np.linalg.inv(error)

    number = broken.__code__.co_firstlineno + 2  # the deepest frame is NumPy's, the line to show is the learner's
    assert line(cost, broken).startswith(FAILS + "your code stopped with LinAlgError: ")
    assert f"(line {number}: return np.linalg.inv(error))." in line(cost, broken)


def test_an_error_without_a_line_of_the_learner_shows_none(shift):
    assert line(shift, np.linalg.solve).endswith("must be at least two-dimensional.")


class Mute(Exception):
    def __str__(self):
        raise ValueError


def raises(error):
    def answer(y_hat, y):
        raise error

    return answer


@pytest.mark.parametrize(
    "error, words",
    [
        (ValueError("two\nlines"), "ValueError: two lines (line "),
        (ValueError("long " * 999), " … "),
        (KeyError("w"), "KeyError: 'w' (line "),
        (Mute(), "stopped with Mute (line "),
        (SystemExit(0), "SystemExit: 0 (line "),
        (SystemExit(), "Leave exit() and quit() out of an answer."),
        (GeneratorExit(), "GeneratorExit (line "),
        (MemoryError(), "It asked for more memory than there is."),
        (AssertionError(), "AssertionError (line "),
    ],
)
def test_no_exception_leaves_the_check(cost, error, words):
    assert words in line(cost, raises(error))
    assert len(line(cost, raises(error))) < 500


def test_endless_recursion_is_named(cost):
    def again(y_hat, y):
        return again(y_hat, y)

    assert "RecursionError: " in line(cost, again)
    assert line(cost, again).endswith(
        "(line "
        + str(again.__code__.co_firstlineno + 1)
        + ": return again(y_hat, y)). Your function calls itself without end."
    )


def test_too_large_an_array_is_named(cost):
    assert "MemoryError: Unable to allocate" in line(cost, lambda p, q: np.zeros(10**17))


@pytest.fixture
def interruptible():
    """As in a kernel; a job in the background of a shell is born deaf to SIGINT"""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_interrupting_the_kernel_gives_a_line(cost, capsys, monkeypatch, interruptible):
    cost(lambda p, q: signal.raise_signal(signal.SIGINT))
    monkeypatch.setattr(cost, "report", lambda answer: signal.raise_signal(signal.SIGINT))  # outside the guarded call
    cost(squares)
    assert capsys.readouterr().out == "○ cost: interrupted before the check was done. Run this cell again.\n" * 2


def test_an_answer_that_changes_its_input_is_told_which(cost):
    def subtracts_in_place(y_hat, y):
        y -= y_hat
        return np.sum(y**2)

    assert line(cost, subtracts_in_place) == (
        "✗ cost: your function changed its input y in place: whoever called it has lost the old values. Make "
        "a new array instead (y = y - 1 makes one, y -= 1 does not)."
    )


@pytest.mark.parametrize(
    "argument, change, how",
    [
        ([["red"], ["blue"]], lambda x: x.pop(), "a new list instead: start with found = [] and append."),
        (guard.List([1.0, 2.0]), lambda x: x.reverse(), "a new list instead: start with found = [] and append."),
        ({"w": 1.0}, lambda x: x.update(b=2), "a new dict instead: start with found = {} and fill it."),
        ({"red"}, lambda x: x.add("blue"), "a new set instead: start with found = set() and add to it."),
    ],
)
def test_an_answer_that_changes_a_list_is_told_how_to_make_a_new_one(argument, change, how):
    one = Exercise("one", "01", cases=[(argument,)], reference=lambda x: 1)
    assert line(one, change).endswith(f"lost the old values. Make {how}")


@pytest.mark.parametrize(
    "argument, change",
    [
        (np.zeros((2, 2)), lambda x: setattr(x, "shape", (4,))),
        ({"w": [1.0]}, lambda x: x["w"].append(2)),
        ({"w": 1.0}, lambda x: x.update(b=2)),
        (["red", "blue"], lambda x: x.sort()),
        ((np.zeros(2),), lambda x: x[0].fill(3)),
    ],
)
def test_every_kind_of_input_is_watched(argument, change):
    def answer(x):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            change(x)
        return 1

    one = Exercise("one", "01", cases=[(argument,)], reference=lambda x: 1)
    assert one.report(lambda x: 1).mark == "✓"
    assert "changed its input x in place" in line(one, answer)


def test_each_call_gets_new_arrays_so_that_a_change_cannot_spoil_the_next_check(cost):
    def spoils(y_hat, y):
        y[:] = 0
        return 0

    cost.report(spoils)
    assert cost.report(squares).mark == "✓"


def test_an_answer_that_remembers_earlier_calls_is_found_out(shift):
    seen = []

    def adds_up(x, b):
        seen.append(b)
        return x + sum(seen)

    assert line(shift, adds_up).startswith("✗ shift: right the first time, but the second call with the same input")


def test_an_answer_that_fills_the_same_array_again_is_right(cost):
    buffer = np.zeros(1)
    twice = Exercise("twice", "01", cases=[([1.0],), ([2.0],)], reference=lambda x: 2 * x, vary=("fraction",))
    assert twice.report(lambda x: np.multiply(x, 2, out=buffer)).mark == "✓"


def test_what_the_answer_prints_and_warns_stays_off_the_page(cost, capsys):
    def noisy(y_hat, y):
        print("here"), print("there", file=sys.stderr), warnings.warn("beware", stacklevel=1), np.log(-y)
        return squares(y_hat, y)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cost(noisy)
    assert capsys.readouterr() == ("✓ cost: right. You can now score any line.\n", "")


def test_a_function_that_takes_a_function_is_shown_its_name():
    def cost_at(w):
        return w**2

    step = Exercise("step", "01", cases=[(cost_at, 3)], reference=lambda cost, w: cost(w - 1))
    assert line(step, lambda cost, w: 0) == (
        "✗ step: for cost = the function cost_at, w = 3 you returned 0, expected 4."
    )


def test_the_learners_own_settings_of_numpy_do_not_matter(shift):
    with np.errstate(all="raise"):
        assert "you returned inf at entry [0] of your array" in line(shift, lambda x, b: x / 0)


# --- in a real kernel ---

CELLS = [
    "import numpy as np\nfrom helpers.exercise import Exercise, guard\n"
    "double = Exercise('double', '01', cases=[([1, 2],)], reference=lambda x: 2 * x)",
    "def answer(x):\n    while True: pass\ndouble(answer)",
    "guard.TIME_LIMIT = 0.3\n"
    "def answer(x):\n    while True:\n        try: x = x + 1\n        except Exception: pass\ndouble(answer)",
    "def answer(x):\n    while True:\n        try: x = x + 1\n        except: pass\ndouble(answer)",
    "def helper(x):\n    y = x + 1\n    return y.nothing",
    "def answer(x):\n    return helper(x)\ndouble(answer)",
    "def answer(x):\n    print('noise')\n    return x / 0\ndouble(answer)",
    "def answer(x):\n    return x + x\ndouble(answer)",
]


def test_a_real_kernel_survives_and_the_next_cell_runs(tmp_path):
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    NotebookClient(book, timeout=30, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    outputs = ["".join(output.text for output in cell.outputs) for cell in book.cells]
    fails = "✗ double: for x = [1, 2] "
    assert outputs == [
        "",
        fails + "your code was stopped after 3 seconds. Does every loop come to an end?\n",
        fails + "your code was stopped after 0.3 seconds. Does every loop come to an end?\n",
        fails + "your code was stopped after 0.3 seconds. Does every loop come to an end?\n",
        "",
        fails + "your code stopped with AttributeError: 'numpy.ndarray' object has no attribute 'nothing' "
        "(line 3: return y.nothing).\n",
        fails + "you returned inf at entry [0] of your array, expected finite numbers only.\n",
        "✓ double: right.\n",
    ]
