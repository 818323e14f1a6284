"""A submission is graded for what it holds, whatever its cells do; and no trick brings a point."""

import pytest
from small_lesson import RIGHT, STUBS, cells, lesson

from helpers import checks
from tools.grading import judge as judges
from tools.grading import lesson as lessons
from tools.grading import player

LIMITS = lessons.Limits(cell=60, check=60, all=600, megabytes=300)  # no right answer is late, however busy it is here
SHORT = LIMITS._replace(cell=0.75, check=0.5)  # for what does not end
NOT_TRIED = "not tried yet. Replace the ... above, run that cell, then run this one again."


@pytest.fixture(scope="module")
def judge():
    made = judges.Judge(lesson(), LIMITS)
    yield made
    made.close()


@pytest.fixture
def grade(judge):
    """grade(predict=…) -> name -> (mark, text without the name, known) of a submission with these answers"""

    def grade(own=(), **answers):
        added = [(set(), source) for source in own]
        results = judge.grade(added + cells(**answers))
        assert [result.name for result in results] == list(STUBS)
        return {
            result.name: (result.mark, result.text.removeprefix(f"{result.name}: "), result.known) for result in results
        }

    return grade


@pytest.fixture
def short(judge, monkeypatch):
    monkeypatch.setattr(judge, "limits", SHORT)


def predict(body, head="def predict(x, w, b):"):
    return f"{head}\n    {body}"


# ---- what the checks say --------------------------------------------------------------------------------------------


def test_right_answers_are_right_values_functions_functions_of_functions_and_those_checked_beside(grade):
    assert {name: mark for name, (mark, _, _) in grade(**RIGHT).items()} == dict.fromkeys(STUBS, "✓")


def test_what_is_not_answered_is_not_tried(grade):
    assert grade(cost=STUBS["cost"] + "\n") == dict.fromkeys(STUBS, ("○", NOT_TRIED, False))


def test_a_missing_cell_is_said(judge):
    results = judge.grade([(set(), "1 + 1")])
    assert {(one.mark, one.text) for one in results} == {
        ("○", f"{name}: no cell of this notebook answers it.") for name in STUBS
    }


@pytest.mark.parametrize(
    "answers, text",
    [
        ({"predict": predict("return w * x")}, checks.predict.mistakes[0].hint),
        ({"gate_pair": f"gate_pair = {list(checks.gate_pair.mistakes[0].answer)}"}, checks.gate_pair.mistakes[0].hint),
        ({"central_difference": "central_difference = lambda f, w, h: (f(w + h) - f(w)) / (2 * h)"}, "Hint: "),
    ],
)
def test_a_misconception_is_recognised(grade, answers, text):
    (name,) = answers
    mark, said, known = grade(**answers)[name]
    assert (mark, known) == ("✗", True) and text in said


def test_another_mistake_is_not(grade):
    mark, said, known = grade(predict=predict("return x**3"))["predict"]
    assert (mark, known) == ("✗", False)
    assert said.startswith("for x = [1, 5, 6], w = 3, b = 1 you returned [1, 125, 216], expected [4, 16, 19]")


@pytest.mark.parametrize(
    "body, said",
    [
        ("return missing + x", "NameError: name 'missing' is not defined (line 2: return missing + x)."),
        ("raise KeyError('w')", "KeyError: 'w' (line 2: raise KeyError('w'))."),
        ("raise type('Own', (ValueError,), {})('so')", "Own: so (line 2: raise type('Own', (ValueError,), {})('so'))."),
        ("return x @ np.ones(7)", "@ needs as many columns on its left (here 3) as rows on its right (here 7)"),
        ("return x / half if w else 1", "your function uses half of the notebook, which is no input"),
        ("x *= w\n    return x + b", "your function changed its input x in place"),
        ("w * x + b", "your function returns nothing (None). Put return before its result."),
        ("print(w * x)", "your function prints [ 3. 15. 18.] but returns nothing (None). Use return instead."),
        ("return 10 ** 6000", "your code stopped with Unreadable"),
        ("return iter([1])", "you returned"),
    ],
)
def test_the_check_says_the_same_as_in_the_notebook(grade, body, said):
    mark, text, _ = grade(predict=predict(body))["predict"]
    assert mark == "✗" and said in text


def test_parameters_are_counted(grade):
    said = "your function takes 2 inputs (x, w), expected 3 inputs (x, w, b)."
    assert grade(predict="def predict(x, w=1):\n    return x")["predict"] == ("✗", said, False)


def test_a_stub_in_other_words_is_not_tried(grade):
    assert grade(predict=predict("..."))["predict"] == ("○", NOT_TRIED, False)


def test_an_error_of_the_function_that_was_handed_in_reaches_the_answer(grade):
    answer = "def central_difference(f, w, h):\n    return f('text', 'more')"
    assert "your code stopped with RuntimeError" in grade(central_difference=answer)["central_difference"][1]


# ---- what may happen to a cell ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer, said",
    [
        ("import os\nos._exit(0)", "its cell ended the process that it ran in."),
        ("def cost(y_hat, y)\n    return 1", "your code stopped with SyntaxError: expected ':' (your cell, line 1)."),
        ("1 / 0", "your code stopped with ZeroDivisionError: division by zero (line 1: 1 / 0)."),
        ("raise KeyboardInterrupt", "your code stopped with KeyboardInterrupt (line 1: raise KeyboardInterrupt)."),
        ("del cost", "your code stopped with NameError: name 'cost' is not defined."),
    ],
)
def test_a_cell_that_fails_costs_its_own_exercise_only(grade, answer, said):
    found = grade(**RIGHT | {"cost": answer})
    assert found.pop("cost") == ("✗", said, False)
    assert {mark for mark, _, _ in found.values()} == {"✓"}


@pytest.mark.parametrize(
    "body, said",
    [
        ("import os\n    os._exit(0)", "your code stopped with SystemExit: it ended the process that it ran in."),
        ("return np.ones(10**8).sum()", "MemoryError"),
        ("open('big', 'wb').write(bytes(30 << 20))", "your code stopped with"),
    ],
)
def test_a_function_that_fails_costs_its_own_exercise_only(grade, body, said):
    found = grade(**RIGHT | {"cost": f"def cost(y_hat, y):\n    {body}"})
    mark, text, _ = found.pop("cost")
    assert mark == "✗" and said in text
    assert {mark for mark, _, _ in found.values()} == {"✓"}


@pytest.mark.parametrize(
    "body, said",
    [
        ("import os\n    os._exit(0)", "your code ended the process that it ran in."),
        ("rng.normal(size=3)", "your function returns nothing (None): end it with return."),
    ],
)
def test_the_same_holds_for_a_check_that_runs_beside_the_answer(grade, body, said):
    mark, text, _ = grade(random_like=f"def random_like(table, rng):\n    {body}")["random_like"]
    assert mark == "✗" and said in text


def test_a_cell_that_does_not_end_is_stopped_and_is_not_run_again(grade, short):
    found = grade(cost="while True:\n    pass", gate_pair="for k in iter(int, 1):\n    pass")
    assert found["cost"] == found["gate_pair"] == ("✗", "its cell was stopped after 0.75 seconds.", False)


def test_a_function_that_does_not_end_is_stopped(grade, short):
    text = grade(cost="def cost(y_hat, y):\n    while True:\n        pass")["cost"][1]
    assert text.endswith("your code was stopped after 0.5 seconds. Does every loop come to an end?")


def test_so_is_one_whose_check_runs_beside_it(grade, short):
    text = grade(random_like="def random_like(table, rng):\n    while True:\n        pass")["random_like"][1]
    assert text == "stopped after 0.5 seconds. Does every loop come to an end?"


def test_what_does_not_end_in_an_own_cell_spoils_nothing(grade, short):
    assert grade(["while True:\n    pass"], cost="def cost(y_hat, y):\n    return 7")["cost"][0] == "✗"


def test_a_cell_that_stops_after_its_answer_does_not_spoil_it(grade):
    assert grade(predict=RIGHT["predict"] + "\n1 / 0")["predict"][0] == "✓"


def test_an_answer_may_stand_on_earlier_answers_and_on_the_learners_own_cells(grade):
    found = grade(["def double(z):\n    return z + z"], predict=RIGHT["predict"], cost="def cost(y_hat, y):\n"
                  "    return np.sum((predict(y_hat, 1, 0) - y) * double(y_hat - y)) / 2")  # fmt: skip
    assert found["cost"][0] == "✓"


@pytest.mark.parametrize("own", ["1 / 0", "import os\nos._exit(0)", "np = None", "def broken("])
def test_the_learners_own_cells_can_spoil_nothing(grade, own):
    assert grade([own], cost=RIGHT["cost"])["cost"][0] == "✓"
    assert grade([own], cost="def cost(y_hat, y):\n    return 7")["cost"][0] == "✗"


def test_the_time_for_all_is_kept():
    judge = judges.Judge(lesson(("predict", "cost")), LIMITS._replace(all=0))
    try:
        said = [result.text for result in judge.grade(cells(**RIGHT))]
    finally:
        judge.close()
    assert said == [f"{name}: the time for this whole notebook was up." for name in ("predict", "cost")]


def test_who_ends_the_process_that_makes_the_others_harms_nobody(grade):
    ends = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n"
    assert grade(predict=ends + RIGHT["predict"])["predict"][0] == "✓"
    assert {mark for mark, _, _ in grade(**RIGHT).values()} == {"✓"}


def test_where_cells_run_a_check_is_there_and_knows_nothing():
    hidden = player.NoChecks("helpers.checks")
    assert hidden.train(len) is None and hidden.train.right("a model", 3000) is None
    assert not hasattr(hidden, "__path__")


def test_cells_of_the_course_that_fail_are_named():
    broken = lesson(("predict",))
    broken.cells[1]["source"] = "import no_such_module"
    judge = judges.Judge(broken, LIMITS)
    with pytest.raises(lessons.GradingError) as raised:
        judge.grade(cells(**RIGHT))
    judge.close()
    assert str(raised.value) == (
        "The course's own cells of 99_small failed: ModuleNotFoundError: No module named 'no_such_module'"
    )


# ---- tricks ---------------------------------------------------------------------------------------------------------

TRICKS = {
    "the check's answer": "predict = checks.predict.reference",
    "its right answer": "predict = checks.predict.right",
    "the exercise's module": "from helpers.lessons.fit_a_line.exercises import predict as p\npredict = p.reference",
    "a report that is patched": "from helpers.exercise import Exercise\nExercise.report = None",
    "the modules loaded anew": "import sys\nfor name in [n for n in sys.modules if n.startswith('helpers')]:\n"
    "    del sys.modules[name]\nfrom helpers import checks\npredict = checks.predict.reference",
    "checks of one's own": "import sys, types\nchecks = sys.modules['helpers.checks'] = types.SimpleNamespace()\n"
    "checks.predict = lambda answer: print('✓ predict: right.')\npredict = 0",
    "the frames of who calls": predict(
        "import sys\n    frame = sys._getframe()\n    while frame:\n        check = frame.f_locals.get('self')\n"
        "        if hasattr(check, 'reference'):\n            return check.reference(x, w, b)\n"
        "        frame = frame.f_back\n    return 0"
    ),
    "an array that equals all": "class Equal(np.ndarray):\n    def __array_ufunc__(self, *_, **__):\n"
    "        return np.True_\n" + predict("return np.zeros(3).view(Equal)"),
    "a hint in one's own words": f"predict = {checks.predict.mistakes[0].hint[:20]!r}",
    "words on the wire": "import os\nfor n in range(3, 30):\n    try:\n"
    "        os.write(n, bytes([0, 0, 0, 2]) + b'{}')\n    except OSError:\n        pass\npredict = 0",
    "calls of what was never handed over": "import os\nfor n in range(3, 30):\n    try:\n"
    '        os.write(n, bytes([0, 0, 0, 27]) + b\'{"call": 0, "arguments": 0} \')\n    except OSError:\n        pass',
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_brings_no_point(grade, trick):
    mark, _, known = grade(predict=TRICKS[trick])["predict"]
    assert (mark, known) == ("✗", False)


def test_a_patched_report_does_not_help_where_the_check_runs_beside_the_answer(grade):
    patched = "import sys\nfor module in list(sys.modules.values()):\n    if hasattr(module, 'Exercise'):\n"
    patched += "        module.Exercise.report = lambda *_: ('✓', 'right')\n"
    mark, text, _ = grade(random_like=patched + "def random_like(table, rng):\n    return table")["random_like"]
    assert (mark, text) == ("✗", "two generators gave the same numbers: draw them from rng.")


def test_a_module_of_our_name_beside_the_submission_is_not_seen(grade, tmp_path, monkeypatch):
    for name in ("numpy", "helpers", "tools"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('mine')")
    monkeypatch.chdir(tmp_path)
    assert grade(predict="import helpers.graph, numpy, tools.grading\n" + RIGHT["predict"])["predict"][0] == "✓"


def test_a_learners_process_sees_nothing_of_the_teachers_environment(grade, monkeypatch):
    names = "PATH HOME MPLCONFIGDIR MPLBACKEND LC_ALL OPENBLAS_NUM_THREADS OMP_NUM_THREADS MKL_NUM_THREADS".split()
    answer = f"import os\nassert set(os.environ) == set({names}), set(os.environ)\n" + RIGHT["predict"]
    assert grade(predict=answer)["predict"][0] == "✓"


# ---- which exercises -------------------------------------------------------------------------------------------------


def test_five_checks_run_beside_the_answer():
    from helpers.exercise import all_exercises

    beside = [exercise.name for exercise in all_exercises() if judges.runs_beside(exercise.name)]
    assert beside == ["repaired_backward", "stable_sigmoid", "random_like", "train", "ported"]


@pytest.mark.parametrize(
    "name, text, known",
    [
        ("predict", f"predict: you … Hint: {checks.predict.mistakes[0].hint}", True),
        ("predict", "predict: you returned 'Hint: something'", False),
        ("random_like", "random_like: it is so. Hint: draw", True),
        ("random_like", "random_like: you passed the string 'Hint: draw', expected a function", False),
        ("random_like", "random_like: it is so.", False),
    ],
)
def test_a_misconception_is_recognised_by_the_exercises_own_hints(name, text, known):
    assert judges.recognised(name, text) is known


def test_so_is_a_loop_for_which_there_is_a_hint():
    from helpers.exercise import all_exercises

    exercise = next(exercise for exercise in all_exercises() if exercise.endless)
    assert judges.recognised(exercise.name, f"{exercise.name}: stopped after 3 seconds.{exercise.endless}")
