"""Whatever a learner hands in, a check answers with one true line: right, wrong, and known to be wrong."""

import itertools

import numpy as np
import pytest
from one_line import EMPTY, FAILS, Y_HAT, line, squares

from helpers import checks
from helpers.exercise import Exercise, guard, progress

# --- right, wrong, and known to be wrong ---


def test_a_right_function_is_praised(cost):
    assert line(cost, squares) == "✓ cost: right. You can now score any line."


def test_a_check_prints_exactly_one_line_and_returns_nothing(cost, capsys):
    assert cost(squares) is None
    assert capsys.readouterr() == ("✓ cost: right. You can now score any line.\n", "")


def test_a_report_prints_and_remembers_nothing(cost, capsys):
    cost.report(squares)
    assert capsys.readouterr() == ("", "")
    assert progress._solved == set()


def test_a_solved_exercise_is_remembered_and_a_wrong_answer_is_not(cost, shift, capsys):
    cost(squares), shift(lambda x, b: x)
    assert progress._solved == {"cost"}


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


# --- declarations ---


def test_exercises_are_listed_by_notebook_then_as_declared():
    for name, notebook in (("b", "02"), ("z", "01"), ("a", "01")):
        Exercise(name, notebook, expected=1)
    assert [made.name for made in checks.all_exercises()] == ["z", "a", "b"]


def test_an_exercise_tells_what_it_is_made_of(cost):
    assert (
        cost.reference(np.ones(1), np.zeros(1)) == 1
        and len(cost.cases) == 2
        and [right for _, right in cost.tried][:2] == [318.0, 0.25]
    )
    assert cost.mistakes[1].hint == "You took the mean."
    assert repr(cost) == "The exercise cost of notebook 01: call checks.cost(your answer)."
    assert "checks.cost(answer)" in cost.__doc__


# --- more inputs than those declared ---


def test_right_by_luck_or_for_some_inputs_only_is_found_out():
    double = Exercise("double", "01", cases=[([1.0, 2.0],)], reference=lambda x: 2 * x)
    assert len(double.tried) == 5
    for lucky in (
        lambda x: np.array([2.0, 4.0]),
        lambda x: (2 * x).astype(int),
        lambda x: np.abs(2 * x),
        lambda x: np.array([2 * x[0], 2 * x[1]]),
        lambda x: 4 * x[0] / (2 / x),
    ):
        assert double.report(lucky).mark == "✗"


def test_inputs_for_which_the_reference_has_no_number_are_not_tried():
    root = Exercise("root", "01", cases=[([1.0, 4.0],), ([9.0],)], reference=lambda x: np.sqrt(x))
    assert [case[0] for case, _ in root.tried[:2]] == [[1.0, 4.0], [9.0]] and len(root.tried) == 5
    assert all(np.all(case[0] >= 0) for case, _ in root.tried[2:])
    plain = Exercise("plain", "01", cases=[(3, guard.List([1, 2]))], reference=lambda n, row: n * len(row))
    assert len(plain.tried) == 1


def test_a_hint_needs_the_mistake_s_results_in_every_case_that_is_tried():
    mistakes = [(lambda x: np.abs(2 * x), "Keep the sign.")]
    double = Exercise("double", "01", cases=[([1.0, -2.0],)], reference=lambda x: 2 * x, mistakes=mistakes)
    assert line(double, lambda x: np.sqrt(4 * x**2)).endswith("Hint: Keep the sign.")
    assert "Hint" not in line(double, lambda x: np.array([2.0, 4.0]))


# --- numbers of the notebook ---


def in_a_notebook(source, **numbers):
    """The function that the code defines, with these numbers beside it"""
    names = {"np": np, **numbers}
    exec(source, names)
    return names["answer"]


OUTSIDE = "✗ shift: your function uses {} of the notebook, which is no input: let its result depend on x, b only, "


@pytest.mark.parametrize(
    "source, name",
    [
        ("def answer(x, b):\n    return x + c", "c"),
        ("def answer(x, b):\n    return data + b", "data"),
        ("def answer(x, b):\n    return np.array([v + c for v in x])", "c"),
        ("answer = lambda x, b: (lambda: x + c)()", "c"),
    ],
)
def test_a_number_of_the_notebook_in_place_of_an_input_is_named(shift, source, name):
    answer = in_a_notebook(source, c=2.0, data=np.array(Y_HAT))
    assert line(shift, answer).startswith(OUTSIDE.format(name))
    assert answer.__globals__["c"] == 2.0 and answer.__globals__["data"].tolist() == Y_HAT


def test_what_is_read_but_changes_nothing_and_what_is_allowed_may_stay(shift):
    assert shift.report(in_a_notebook("def answer(x, b):\n    return x + b + 0 * c", c=2.0)).mark == "✓"
    given = dict(cases=[(1.5,)], reference=lambda w: 3 * w, vary=())
    answer = in_a_notebook("def answer(w):\n    return w * c", c=3)
    assert Exercise("scaled", "01", **given, uses=("c",)).report(answer).mark == "✓"
    assert "uses c of the notebook" in line(Exercise("scaled2", "01", **given), answer)
