"""Whatever a learner hands in, a check answers with one true line: every way to be wrong has its own."""

import asyncio
import itertools
import signal
import sys
import threading
import types
import warnings

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient

from helpers import checks
from helpers.exercise import Exercise, Mistake, exercise, guard, progress

Y_HAT, Y = [1.0, 5.0, 6.0], [0.0, 16.0, 20.0]
FAILS = "✗ cost: for y_hat = [1, 5, 6], y = [0, 16, 20] "
EMPTY = "not tried yet. Replace the ... above, run that cell, then run this one again."


def squares(y_hat, y):
    return np.sum((y_hat - y) ** 2)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """The exercises made here are not the course's, and nothing solved here is remembered"""
    monkeypatch.setattr(exercise, "_registry", {})
    monkeypatch.setattr(progress, "_solved", {})


@pytest.fixture
def cost():
    return Exercise(
        "cost",
        notebook="01",
        cases=[(Y_HAT, Y), ([2, 2], [2, 2.5])],
        reference=squares,
        mistakes=[
            Mistake(lambda y_hat, y: np.sum(np.abs(y_hat - y)), "You added the errors without squaring them."),
            Mistake(lambda y_hat, y: np.mean((y_hat - y) ** 2), "You took the mean."),
            Mistake(lambda y_hat, y: y_hat[7], "There is no entry 7."),
        ],
        praise="You can now score any line.",
    )


@pytest.fixture
def shift():
    return Exercise("shift", "01", cases=[(Y_HAT, 2.0)], reference=lambda x, b: x + b)


@pytest.fixture
def table():
    return Exercise(
        "table",
        "01",
        expected=np.array([-2.0, 10, 13]),
        praise="Good.",
        mistakes=[(np.array([3.0, 15, 18]), "You forgot b.")],
    )


def line(check, *answers):
    """The one line that the check prints"""
    return str(check.report(*answers))


# --- right, wrong, and known to be wrong ---


def test_a_right_function_is_praised(cost):
    assert line(cost, squares) == "✓ cost: right. You can now score any line."


def test_a_check_prints_exactly_one_line_and_returns_nothing(cost, capsys):
    assert cost(squares) is None
    assert capsys.readouterr() == ("✓ cost: right. You can now score any line.\n", "")


def test_a_report_prints_and_remembers_nothing(cost, capsys):
    cost.report(squares)
    assert capsys.readouterr() == ("", "")
    assert progress._solved == {}


def test_a_solved_exercise_is_remembered_and_a_wrong_answer_is_not(cost, shift, capsys):
    cost(squares), shift(lambda x, b: x)
    assert list(progress._solved) == ["cost"]


def test_a_wrong_result_shows_the_input_and_both_values(cost):
    assert line(cost, lambda p, q: 28) == FAILS + "you returned 28, expected 318."


def test_each_known_mistake_gets_its_own_hint(cost):
    assert line(cost, lambda p, q: sum(abs(p - q))) == (
        FAILS + "you returned 26, expected 318. Hint: You added the errors without squaring them."
    )
    assert line(cost, lambda p, q: ((p - q) ** 2).mean()).endswith(
        "you returned 106, expected 318. Hint: You took the mean."
    )


def test_a_known_mistake_that_stops_with_an_error_is_recognised_by_its_error(cost):
    assert line(cost, lambda p, q: q[7]).endswith("Hint: There is no entry 7.")
    others = [lambda p, q: q[9], lambda p, q: [][7]]
    assert not any(line(cost, other).endswith("There is no entry 7.") for other in others)


def test_a_mistake_must_agree_on_every_case_to_be_recognised(cost):
    assert "Hint" not in line(cost, lambda p, q: 26 if len(p) == 3 else 7)


def test_the_first_failing_case_is_the_one_shown(cost):
    assert "for y_hat = [2, 2], y = [2, 2.5] you returned 0, expected 0.25." in line(
        cost, lambda p, q: squares(p, q) if len(p) == 3 else 0
    )


def test_results_within_the_tolerance_are_right(cost):
    assert cost.report(lambda p, q: squares(p, q) * (1 + 1e-8)).mark == "✓"
    assert "you returned 318.01, expected 318." in line(cost, lambda p, q: squares(p, q) + 0.01)
    loose = Exercise("loose", "01", expected=100.0, tolerance=0.01)
    assert [loose.report(value).mark for value in (99.5, 98.0)] == ["✓", "✗"]


def test_values_that_differ_late_are_shown_with_enough_digits(shift):
    assert "you returned [3.000004, 7, 8], expected [3, 7, 8]." in line(shift, lambda x, b: x + b + [4e-6, 0, 0])


def test_two_wrong_entries_of_a_large_array_are_counted_and_the_first_is_shown():
    grid = Exercise("grid", "01", cases=[(np.arange(20.0).reshape(4, 5),)], reference=lambda x: 2 * x)

    def spoil(x):
        x = 2 * x
        x[1, 2] = x[3, 4] = -1
        return x

    assert line(grid, spoil) == (
        "✗ grid: for x = an array of shape (4, 5) that starts 0, 1, 2 you returned -1 at "
        "entry [1, 2] (2 of 20 entries differ), expected 14."
    )


# --- not attempted ---


def stub(y_hat, y):
    """the task"""
    ...


def half_a_stub(y_hat, y):
    error = ...
    return np.sum(error**2)


def left_open(y_hat, y):
    error = ...


def raising(y_hat, y):
    raise NotImplementedError


@pytest.mark.parametrize(
    "answer",
    [
        None,
        ...,
        stub,
        half_a_stub,
        left_open,
        raising,
        lambda y_hat, y: ...,
        lambda y_hat, y: (..., 1),
        lambda y_hat, y: None,
        lambda y_hat, y: y_hat - ...,
        lambda y_hat, y: np.sum(...),
    ],
)
def test_a_placeholder_counts_as_not_attempted(cost, answer):
    assert line(cost, answer) == f"○ cost: {EMPTY}"


@pytest.mark.parametrize("answer", [None, ..., (..., 1, 2), [1, None, 3], np.array([1, ..., 3])])
def test_a_value_with_a_placeholder_in_it_counts_as_not_attempted(table, answer):
    assert line(table, answer) == f"○ table: {EMPTY}"


def test_a_check_called_without_an_answer_counts_as_not_attempted(table, capsys):
    table()
    assert capsys.readouterr().out == f"○ table: {EMPTY}\n"


def test_a_forgotten_return_is_told_from_a_stub(cost):
    def forgets(y_hat, y):
        np.sum((y_hat - y) ** 2)

    assert line(cost, forgets) == "✗ cost: your function returns nothing (None). Put return before its result."


def test_print_in_place_of_return_is_named(cost, capsys):
    assert line(cost, lambda p, q: print(squares(p, q))) == (
        "✗ cost: your function prints 318.0 but returns nothing (None). Use return instead."
    )
    assert capsys.readouterr().out == ""


def test_none_in_one_case_only_is_shown_with_that_case(cost):
    assert "[2, 2.5] you returned nothing (None), expected a number." in line(
        cost, lambda p, q: squares(p, q) if len(p) == 3 else None
    )


def test_an_ellipsis_that_indexes_is_no_placeholder(shift):
    assert shift.report(lambda x, b: x[...] + b).mark == "✓"
    assert "IndexError" in line(shift, lambda x, b: x[..., ...])


# --- the wrong kind of answer ---


class Cost:
    pass


@pytest.mark.parametrize(
    "answer, words",
    [
        (318, "you passed the number 318, expected a function: pass its name, without parentheses."),
        ("cost", "you passed the string 'cost', expected a function: pass its name, without parentheses."),
        (Cost, "you passed the class Cost, expected a function: make it a function with def."),
        (np, "you passed the module numpy, expected a function: pass its name, without parentheses."),
        (lambda y_hat: 1, "your function takes 1 input (y_hat), expected 2 inputs (y_hat, y)."),
        (lambda: 1, "your function takes 0 inputs, expected 2 inputs (y_hat, y)."),
        (lambda a, b, c: 1, "your function takes 3 inputs (a, b, c), expected 2 inputs (y_hat, y)."),
    ],
)
def test_something_other_than_the_function_asked_for_is_named(cost, answer, words):
    assert line(cost, answer) == f"✗ cost: {words}"


def test_extra_inputs_with_defaults_are_welcome(cost):
    assert cost.report(lambda y_hat, y, power=2: np.sum((y_hat - y) ** power)).mark == "✓"


@pytest.mark.parametrize(
    "value, words",
    [
        ([318.0], "a list of 1 value, expected a number."),
        ((1, 2), "a tuple of 2 values, expected a number."),
        ({}, "a dict of 0 values, expected a number."),
        ({1}, "a set of 1 value, expected a number."),
        ("318", "the string '318', expected a number."),
        (True, "True (a truth value), expected a number."),
        (np.bool_(True), "True (a truth value), expected a number."),
        (2 + 3j, "the complex number (2+3j), expected a number."),
        (np.array([318.0]), "an array of shape (1,), expected a number."),
        (np.ones((3, 1)), "an array of shape (3, 1), expected a number."),
        (float("nan"), "nan, expected a finite number."),
        (np.float64("-inf"), "-inf, expected a finite number."),
        pytest.param(10**5000, "inf, expected a finite number.", id="huge"),
        (squares, "the function squares, expected a number."),
        (Cost(), "an object of type Cost, expected a number."),
        ((i for i in "a"), "a generator (it computes nothing until it is asked), expected a number."),
    ],
)
def test_a_result_of_the_wrong_kind_is_named_where_a_number_is_meant(cost, value, words):
    assert line(cost, lambda p, q: value) == f"{FAILS}you returned {words}"


@pytest.mark.parametrize("value", [318, 318.0, np.float32(318), np.int64(318), np.array(318.0)])
def test_every_kind_of_real_number_is_a_number(value):
    assert Exercise("score", "01", expected=318).report(value).mark == "✓"


@pytest.mark.parametrize(
    "value, words",
    [
        (
            [3, 7, 8],
            "a list with the right numbers, expected an array of shape (3,): turn it into an array with np.array(...).",
        ),
        (
            (3, 7, 8),
            "a tuple with the right numbers, expected an array of shape (3,): turn it into an array with "
            "np.array(...).",
        ),
        (
            [3, 7, 9],
            "a list of 3 values, expected an array of shape (3,): turn it into an array with np.array(...).",
        ),
        (
            [[3], [7, 8]],
            "a list of 2 values, expected an array of shape (3,).",
        ),
        (range(3), "an object of type range, expected an array of shape (3,)."),
        (5, "the number 5, expected an array of shape (3,)."),
        ("378", "the string '378', expected an array of shape (3,)."),
        (np.ones((3, 1)), "an array of shape (3, 1), expected an array of shape (3,)."),
        (np.ones(0), "an array of shape (0,), expected an array of shape (3,)."),
        (np.array([3, np.nan, 8]), "nan at entry [1] of your array, expected finite numbers only."),
        (np.array([3, 7, -np.inf]), "-inf at entry [2] of your array, expected finite numbers only."),
        (
            np.array([3, 7, 8j]),
            "an array of complex numbers of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
        (
            np.array(["3", "7", "8"]),
            "an array of strings of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
        (
            np.array([3, 7, {}]),
            "an array of Python objects of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
        (
            np.array([True] * 3),
            "an array of True and False of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
    ],
)
def test_a_result_of_the_wrong_kind_is_named_where_an_array_is_meant(shift, value, words):
    assert line(shift, lambda x, b: value) == f"✗ shift: for x = [1, 5, 6], b = 2 you returned {words}"


def test_an_array_of_whole_numbers_is_as_good_as_one_of_floats(shift):
    assert shift.report(lambda x, b: np.array([3, 7, 8])).mark == "✓"


def test_a_generator_function_and_an_async_function_are_named(cost):
    def yields(y_hat, y):
        yield 318

    async def waits(y_hat, y):
        return 318

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert "you returned a generator (it computes nothing" in line(cost, yields)
        assert "you returned a coroutine (write def, not async def)" in line(cost, waits)
    assert warned == []  # not even that the coroutine was never awaited


# --- answers that are values ---


def test_a_wrong_value_is_never_told_the_right_one(table):
    assert line(table, np.array([-2.0, 10, 14])) == "✗ table: you answered [-2, 10, 14]; entry [2] is not right."


def test_a_wrong_value_that_is_a_known_mistake_gets_its_hint(table):
    assert line(table, np.array([3, 15, 18])) == (
        "✗ table: you answered [3, 15, 18]; entry [0] is not right. Hint: You forgot b."
    )
    assert line(table, [3, 15, 18]).endswith("Hint: You forgot b.")
    assert line(table, np.array([-2, 10, 13])) == "✓ table: right. Good."


def test_a_function_where_its_result_is_meant_is_named(table):
    assert line(table, squares) == (
        "✗ table: you passed the function squares itself, expected an array of shape (3,): call it and pass the result."
    )


def test_a_pair_may_come_as_two_answers_a_tuple_a_list_or_an_array(capsys):
    pair = Exercise("pair", "01", expected=(318, 68), mistakes=[((68, 318), "Swapped.")])
    pair(318, 68), pair((318, 68)), pair([318, 68]), pair(np.array([318, 68]))
    assert capsys.readouterr().out == "✓ pair: right.\n" * 4
    assert line(pair, (68, 318)) == "✗ pair: you answered (68, 318); place [0] is not right. Hint: Swapped."
    assert line(pair, np.array([318, 1])) == "✗ pair: you answered (318, 1); place [1] is not right."
    assert line(pair, 5) == "✗ pair: you answered the number 5, expected 2 values."
    assert line(pair, (1, 2, 3)) == "✗ pair: you answered 3 values, expected 2 values."
    assert line(pair, (1, "a")) == "✗ pair: you answered the string 'a' at place [1], expected a number."


def test_a_tuple_of_arrays_is_compared_part_by_part():
    both = Exercise("both", "03", cases=[(Y_HAT, 2.0)], reference=lambda x, w: (x * w, np.sum(x)))
    assert both.report(lambda x, w: (x * w, x.sum())).mark == "✓"
    assert "you returned [1, 5, 6] at place [0], expected [2, 10, 12]." in line(both, lambda x, w: (x, x.sum()))
    assert "you returned an array of shape (3,) at place [1], expected a number." in line(both, lambda x, w: (x * w, x))


def test_a_choice_is_compared_without_case_and_spaces():
    best = Exercise("best", "01", expected="B", mistakes=[("A", "Smaller is better.")])
    assert best.report(" b ").mark == "✓"
    both = Exercise("both", "01", expected="w up, b down")
    assert both.report("W up,b down").mark == "✓"
    assert line(best, "a") == "✗ best: you answered 'a'; that is not right. Hint: Smaller is better."
    assert line(best, "C") == "✗ best: you answered 'C', expected one of 'A', 'B'."
    assert line(best, 2) == "✗ best: you answered the number 2, expected a string."


def test_a_truth_value_is_an_answer():
    stuck = Exercise("stuck", "01", expected=True, mistakes=[(False, "Look again.")])
    assert [stuck.report(answer).mark for answer in (True, np.bool_(True))] == ["✓", "✓"]
    assert line(stuck, False) == "✗ stuck: you answered False; that is not right. Hint: Look again."
    assert line(stuck, 1) == "✗ stuck: you answered the number 1, expected True or False."


def test_an_array_of_truth_values_is_an_answer():
    mask = Exercise("mask", "01", expected=np.array([True, False]))
    assert mask.report(np.array([True, False])).mark == "✓"
    assert line(mask, np.array([True, True])) == "✗ mask: you answered [True, True]; entry [1] is not right."
    assert line(mask, np.array([1, 0])).endswith(
        "expected an array of True and False of shape (2,) that holds True and False."
    )


# --- open answers, with a judge ---


def judge_start(start):
    w, b = start
    return None if w > 3 else f"from ({w:g}, {b:g}) the search stops at (3, 0)."


def test_a_judge_accepts_every_right_answer_and_says_what_happened_to_a_wrong_one():
    start = Exercise("start", "01", judge=judge_start, example=(4, -4), mistakes=[((0, 0), "Start elsewhere.")])
    assert [start.report(answer).mark for answer in ((4, 0), [9, 9], np.array([5, 1]))] == ["✓"] * 3
    assert line(start, (1, 2)) == "✗ start: from (1, 2) the search stops at (3, 0)."
    assert line(start, (0, 0)) == "✗ start: from (0, 0) the search stops at (3, 0). Hint: Start elsewhere."


def test_a_judge_never_sees_an_answer_of_the_wrong_kind():
    start = Exercise("start", "01", judge=judge_start, example=(4, -4))
    assert line(start, 4) == "✗ start: you answered the number 4, expected 2 values."
    assert line(start, (4, "b")) == "✗ start: you answered the string 'b' at place [1], expected a number."
    assert line(start, (4, np.nan)) == "✗ start: you answered nan at place [1], expected a finite number."


def test_a_judge_that_tries_a_function_is_guarded_like_a_case(monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.1)
    zero = Exercise(
        "zero", "01", judge=lambda f: None if f(3) == 0 else f"f(3) = {f(3)}, not 0.", example=lambda x: x - 3
    )
    assert line(zero, lambda x: x) == "✗ zero: f(3) = 3, not 0."
    assert line(zero, 3) == (
        "✗ zero: you passed the number 3, expected a function: pass its name, without parentheses."
    )
    assert line(zero, lambda x: 1 / 0).startswith(
        "✗ zero: your code stopped with ZeroDivisionError: division by zero (line "
    )
    assert line(zero, lambda x: [0 for _ in itertools.count()]) == (
        "✗ zero: stopped after 0.1 seconds. Does every loop come to an end?"
    )
    assert line(zero, lambda x: ...) == f"○ zero: {EMPTY}"


# --- code that stops, runs on, or does harm ---


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


def loops(y_hat, y):
    while True:
        pass


def loops_and_catches(y_hat, y):
    while True:
        try:
            y = y + 1
        except Exception:
            pass


def loops_and_catches_all(y_hat, y):
    while True:
        try:
            for entry in y:
                y_hat = y_hat + entry
        except:
            continue


def swallows_the_first_alarm(y_hat, y):
    try:
        loops(y_hat, y)
    except BaseException:
        return 318


def prints_without_end(y_hat, y):
    while True:
        print("again")


@pytest.mark.parametrize(
    "answer", [loops, loops_and_catches, loops_and_catches_all, swallows_the_first_alarm, prints_without_end]
)
def test_an_endless_loop_is_stopped_and_named(cost, answer, monkeypatch, capsys):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.2)
    assert line(cost, answer) == (FAILS + "your code was stopped after 0.2 seconds. Does every loop come to an end?")
    assert capsys.readouterr() == ("", "")


def test_the_alarm_and_its_handler_are_put_back(cost, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.1)
    mine = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        for answer in (squares, loops, raises(ValueError())):
            signal.setitimer(signal.ITIMER_REAL, 50)
            cost.report(answer)
            assert signal.getsignal(signal.SIGALRM) is signal.SIG_IGN
            assert 40 < signal.setitimer(signal.ITIMER_REAL, 0)[0] <= 50
    finally:
        signal.signal(signal.SIGALRM, mine)


def test_the_tracing_of_a_debugger_is_put_back(cost, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.1)
    before = sys.gettrace()
    cost.report(loops_and_catches_all)
    assert sys.gettrace() is before


def test_there_is_no_limit_outside_the_main_thread_and_the_check_still_answers(cost):
    lines = []
    thread = threading.Thread(target=lambda: lines.append(line(cost, squares)))
    thread.start(), thread.join()
    assert lines == ["✓ cost: right. You can now score any line."]


def test_there_is_no_limit_without_an_alarm_and_the_check_still_answers(cost, monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    assert cost.report(squares).mark == "✓"


def test_an_answer_that_changes_its_input_is_told_which(cost):
    def subtracts_in_place(y_hat, y):
        y -= y_hat
        return np.sum(y**2)

    assert line(cost, subtracts_in_place) == (
        "✗ cost: your function changed its input y in place: whoever called it has lost the old values. Make "
        "a new array instead (y = y - 1 makes one, y -= 1 does not)."
    )


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
    twice = Exercise("twice", "01", cases=[([1.0],), ([2.0],)], reference=lambda x: 2 * x)
    assert twice.report(lambda x: np.multiply(x, 2, out=buffer)).mark == "✓"


def test_what_the_answer_prints_and_warns_stays_off_the_page(cost, capsys):
    def noisy(y_hat, y):
        print("here"), print("there", file=sys.stderr), warnings.warn("beware"), np.log(-y)
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


class Hostile:
    """Whatever is asked of it, it raises"""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    __eq__ = __repr__ = __len__ = __array__ = __hash__ = __getattribute__


def test_an_answer_that_cannot_be_looked_at_still_gets_a_line(cost, table):
    endless = []
    endless.append(endless)
    assert "Hostile" in line(cost, Hostile()) and "Hostile" in line(table, Hostile())
    assert line(table, endless).startswith("✗ table: ")
    assert line(cost, lambda p, q: endless).startswith("✗ cost: ")
    assert line(cost, lambda p, q: Hostile()).startswith("✗ cost: ")


atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.fractions(),
    st.decimals(),
    st.just(...),
    st.just(len),
    st.just(int),
    st.dates(),
    st.builds(np.array, st.lists(st.floats())),
    st.builds(lambda size: np.empty((size, 0, 2)), st.integers(0, 3)),
    st.builds(np.datetime64, st.dates()),
    st.builds(types.SimpleNamespace),
    st.builds(iter, st.just([])),
)
anything = st.recursive(
    atoms,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None, database=None)
@given(answer=anything)
def test_nothing_makes_a_check_raise_or_print_a_second_line(answer):
    forms = [
        dict(expected=3.5),
        dict(expected=np.array([1.0, 2])),
        dict(expected=(1, np.ones(2))),
        dict(expected="B"),
        dict(expected=True),
        dict(cases=[(1,)], reference=lambda x: x),
        dict(judge=lambda pair: None if pair[0] else "No.", example=(4, 5)),
    ]
    for form in forms:
        exercise._registry.clear()
        check = Exercise("any", "01", **form)
        for given_answer in (answer, lambda x: answer):
            text = line(check, given_answer)
            assert text[0] in "○✓✗" and len(text.splitlines()) == 1 and len(text) < 700


# --- declarations ---


@pytest.mark.parametrize(
    "wrong, words",
    [
        (dict(), "give exactly one of reference, expected and judge"),
        (dict(expected=1, judge=len, example=[1]), "give exactly one of"),
        (dict(reference=squares), "cases and reference belong together"),
        (dict(expected=1, cases=[(1,)]), "cases and reference belong together"),
        (dict(cases=[3], reference=abs), "each case must be a tuple"),
        (dict(judge=len), "judge and example belong together"),
        (dict(judge=lambda pair: "no", example=(1, 2)), "its own right answer gets '✗ wrong: no'"),
        (dict(expected=np.nan), "its own right answer gets"),
        (dict(cases=[(-1.0,)], reference=lambda x: np.nan), "its own right answer gets"),
        (
            dict(expected=5, mistakes=[(5, "same")]),
            "mistake 1 must get its own hint 'same', got '✓ wrong: right.'",
        ),
        (dict(expected=5, mistakes=[(6, "one"), (6, "two")]), "mistake 2 must get its own hint 'two'"),
        (
            dict(cases=[(0,)], reference=lambda x: x, mistakes=[(lambda x: 2 * x, "twice")]),
            "mistake 1 must get its own hint 'twice', got '✓",
        ),
        (dict(judge=lambda f: None, example=squares, mistakes=[(squares, "no")]), "words its own hints"),
        (dict(name="not a name", expected=1), "one that Python code can use"),
        (dict(notebook=1, expected=1), "notebook must be its number as text"),
    ],
)
def test_a_wrong_declaration_fails_when_it_is_made(wrong, words):
    with pytest.raises(ValueError) as caught:
        Exercise(**{"name": "wrong", "notebook": "01"} | wrong)
    assert words in str(caught.value)
    assert checks.all_exercises() == []


def test_a_name_is_unique_over_the_course(cost):
    with pytest.raises(ValueError, match="another exercise has this name already"):
        Exercise("cost", "07", expected=1)


def test_exercises_are_listed_by_notebook_then_as_declared():
    for name, notebook in (("b", "02"), ("z", "01"), ("a", "01")):
        Exercise(name, notebook, expected=1)
    assert [made.name for made in checks.all_exercises()] == ["z", "a", "b"]


def test_an_exercise_tells_what_it_is_made_of(cost):
    assert cost.reference is squares and len(cost.cases) == 2 and cost.expected == [318.0, 0.25]
    assert cost.mistakes[1].hint == "You took the mean."
    assert repr(cost) == "The exercise cost of notebook 01: call checks.cost(your answer)."
    assert "checks.cost(answer)" in cost.__doc__


def test_every_exercise_of_the_course_is_called_by_its_own_name(monkeypatch):
    monkeypatch.undo()  # the course's own registry
    for made in checks.all_exercises():
        assert getattr(checks, made.name) is made


# --- in a real kernel ---

CELLS = [
    "import numpy as np\nfrom helpers.exercise import Exercise, Mistake, guard\n"
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
