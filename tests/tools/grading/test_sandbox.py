"""The judge's side of a learner's process: what stands in for functions and errors, and the watch."""

import inspect
import time

import numpy as np
import pytest

from tools.grading import sandbox, wire

# ---- arguments that a function has changed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (np.zeros(2), np.ones(2), np.ones(2)),
        (np.zeros(2), np.ones(3), np.zeros(2)),
        (np.zeros(2), [1.0, 1.0], np.zeros(2)),
        ([1, 2], [3], [3]),
        ([1, 2], (3,), [1, 2]),
        ({"a": 1}, {"b": 2}, {"b": 2}),
        ({1}, {2}, {2}),
        ({1}, {2: 3}, {1}),
        (1.0, 2.0, 1.0),
        ((1,), (2,), (1,)),
    ],
    ids=repr,
)
def test_an_argument_becomes_what_it_is_on_the_other_side(before, after, expected):
    sandbox.copy_back(before, after)
    assert type(before) is type(expected) and np.array_equal(before, expected)


# ---- code and parameters --------------------------------------------------------------------------------------------

SOURCE = "w0 = 2\ndef f(x):\n    def g(y):\n        return w0\n    return g(x)\nh = lambda z: z"


@pytest.mark.parametrize(
    "place, names", [(["c", "f", 2], ("x",)), (["c", "g", 3], ("y",)), (["c", "<lambda>", 6], ("z",))]
)
def test_the_code_of_a_function_is_found_in_its_cell(place, names):
    assert sandbox.find_code({"c": SOURCE}, place).co_varnames[:1] == names


@pytest.mark.parametrize("place", [None, ["other", "f", 2], ["c", "f", 3], ["c", "k", 2], ["c", "f", 2, 1]])
def test_no_code_is_found_elsewhere(place):
    assert sandbox.find_code({"c": SOURCE}, place) is None


def test_a_signature_is_made_of_names_kinds_and_whether_there_is_a_default():
    def like(a, /, b, c=1, *d, e, f=2, **g): ...

    parts = [
        (one.name, one.kind.name, one.default is not one.empty) for one in inspect.signature(like).parameters.values()
    ]
    assert str(sandbox.signature(parts)) == "(a, /, b, c=None, *d, e, f=None, **g)"


# ---- errors ---------------------------------------------------------------------------------------------------------


def revived(*kinds, arguments=("so",), text="so", line=None):
    return sandbox.revive_error({"kinds": list(kinds), "arguments": list(arguments), "text": text, "line": line})


def test_an_error_of_python_or_numpy_is_of_its_own_class():
    assert repr(revived("ValueError", "Exception", line=[3, "x = 1"])) == "ValueError('so')"
    assert type(revived("LinAlgError", "ValueError")) is np.linalg.LinAlgError
    assert type(revived("AxisError", "ValueError")) is np.exceptions.AxisError
    assert type(revived("SystemExit", "BaseException")) is SystemExit
    assert revived("ValueError", line=[3, "x = 1"]).learner_line == (3, "x = 1")
    assert revived("ValueError").learner_line is None


def test_an_error_of_ones_own_has_its_name_and_is_what_its_class_stands_on():
    error = revived("Mine", "TypeError", "Exception")
    assert isinstance(error, TypeError) and repr(error) == "Mine('so')"
    assert isinstance(revived("Mine", "Nobody's"), Exception)


def test_an_error_that_cannot_be_made_from_its_arguments_keeps_name_and_text():
    error = revived("UnicodeDecodeError", "ValueError", text="bad bytes")
    assert (type(error).__name__, str(error)) == ("UnicodeDecodeError", "bad bytes")


@pytest.mark.parametrize("name", ["print", "np", "int", "nothing", "ndarray"])
def test_no_other_name_is_an_error(name):
    assert sandbox.exception_class(name) is None


# ---- the watch ------------------------------------------------------------------------------------------------------


def test_what_takes_too_long_is_given_up():
    with pytest.raises(sandbox.TooLong):
        sandbox.within(0.05, lambda: time.sleep(60))


def test_what_comes_in_time_is_handed_on_and_so_is_an_error():
    def ask(**message):
        if "bad" in message:
            raise wire.Gone
        return message

    assert sandbox.within(60, ask, seconds=1, ask=2) == {"seconds": 1, "ask": 2}
    with pytest.raises(wire.Gone):
        sandbox.within(60, ask, bad=1)


def test_a_learners_process_gets_one_thread_and_a_home_of_its_own(monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("MPLCONFIGDIR", "fonts")
    found = sandbox.environment("home")
    assert "SECRET" not in found and (found["HOME"], found["MPLCONFIGDIR"], found["MPLBACKEND"]) == (
        "home",
        "fonts",
        "agg",
    )
    assert {found[f"{name}_NUM_THREADS"] for name in ("OPENBLAS", "OMP", "MKL")} == {"1"}
