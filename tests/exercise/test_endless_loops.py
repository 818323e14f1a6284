"""Endless loops: an alarm stops them, or a watch where there is no alarm, and everything is put back."""

import signal
import sys
import threading
import time
import types

import pytest
from one_line import FAILS, line, squares

from helpers.exercise import Exercise, guard


def stops(y_hat, y):
    raise ValueError("no")


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
        except BaseException:
            continue


def swallows_the_first_alarm(y_hat, y):
    try:
        loops(y_hat, y)
    except BaseException:
        return 318


def loops_alone(x):
    while True:
        x += 1


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


def test_an_endless_loop_gets_the_hint_of_its_exercise(monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.2)
    shrink = Exercise("shrink", "01", cases=[(8.0,)], reference=lambda x: 0.0, endless="Does x shrink?")
    text = "Does every loop come to an end? Hint: Does x shrink?"
    assert line(shrink, loops_alone) == f"✗ shrink: for x = 8 your code was stopped after 0.2 seconds. {text}"


def test_all_calls_of_a_check_share_one_limit(cost, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.3)

    def slow(y_hat, y):
        time.sleep(0.2)  # each call alone would be in time
        return squares(y_hat, y)

    assert "your code was stopped after 0.3 seconds" in line(cost, slow)
    monkeypatch.setattr(guard, "TIME_LIMIT", 60)  # the machine may be busy
    assert cost.report(squares).mark == "✓", "the next check has its own"


def test_the_alarm_and_its_handler_are_put_back(cost, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.1)
    mine = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        for answer in (squares, loops, stops):
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
    monkeypatch.delattr(sys, "monitoring", raising=False)
    assert cost.report(squares).mark == "✓"


# --- where there is no alarm: in the browser, on Windows ---


class Monitoring:
    """As much of sys.monitoring (Python 3.12) as a check asks for, by sys.settrace; raising ends its watch"""

    events = types.SimpleNamespace(LINE=1, JUMP=2, PY_START=4)

    def __init__(self):
        self.tools, self.callbacks, self.on = {}, {}, 0

    def get_tool(self, number):
        return self.tools.get(number)

    def use_tool_id(self, number, name):
        self.tools[number] = name

    def register_callback(self, number, event, callback):
        assert number in self.tools
        self.callbacks[event] = callback

    def set_events(self, number, events):
        assert number in self.tools
        self.on = events
        sys.settrace(self.trace if events else None)
        sys._getframe(1).f_trace = self.trace if events else None

    def free_tool_id(self, number):
        del self.tools[number]

    def trace(self, frame, event, argument):
        kind = {"line": self.events.LINE, "call": self.events.PY_START}.get(event, 0)
        if self.on & kind:
            self.callbacks[kind](frame.f_code, frame.f_lineno)
        return self.trace


@pytest.fixture
def watching(monkeypatch):
    """A Python without alarms that can watch itself: the real sys.monitoring where there is one"""
    monkeypatch.delattr(signal, "setitimer")
    before = sys.gettrace()
    if not hasattr(sys, "monitoring"):
        monkeypatch.setattr(sys, "monitoring", Monitoring(), raising=False)
    yield sys.monitoring
    sys.settrace(before)
    assert sys.monitoring.get_tool(guard.WATCHER) is None, "the watch has ended"


def calls_itself(y_hat, y):
    return calls_itself(y_hat, y)


@pytest.mark.parametrize("answer", [loops, loops_and_catches, swallows_the_first_alarm, prints_without_end])
def test_an_endless_loop_is_stopped_without_an_alarm(cost, answer, watching, monkeypatch, capsys):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.2)
    assert line(cost, answer) == FAILS + "your code was stopped after 0.2 seconds. Does every loop come to an end?"
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(sys, "monitoring"), reason="a stand-in cannot raise twice")
def test_a_loop_that_catches_all_is_stopped_without_an_alarm(cost, watching, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.2)
    assert "your code was stopped after 0.2 seconds" in line(cost, loops_and_catches_all)


def test_without_an_alarm_a_right_answer_is_right_and_the_watch_ends(cost, watching):
    assert cost.report(squares).mark == "✓"
    assert watching.get_tool(guard.WATCHER) is None
    assert line(cost, stops).startswith(FAILS + "your code stopped with ValueError: no (line ")


def test_without_an_alarm_the_calls_of_a_check_share_one_limit(cost, watching, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.3)

    def slow(y_hat, y):
        time.sleep(0.2)
        return squares(y_hat, y)

    assert "your code was stopped after 0.3 seconds" in line(cost, slow)


def test_without_an_alarm_only_the_limit_of_the_outer_check_counts(cost, shift, watching):
    def checks_inside(y_hat, y):
        assert watching.get_tool(guard.WATCHER) == "helpers.exercise"
        assert shift.report(lambda x, b: x + b).mark == "✓"
        assert watching.get_tool(guard.WATCHER) == "helpers.exercise", "it still watches"
        return squares(y_hat, y)

    assert cost.report(checks_inside).mark == "✓"


def test_without_an_alarm_another_thread_is_never_stopped(watching, monkeypatch):
    monkeypatch.setattr(guard, "TIME_LIMIT", 0.1)
    done = []

    def works():
        threading.settrace(None)
        for _ in range(3):
            time.sleep(0.1)
        done.append(True)

    def waits():
        thread = threading.Thread(target=works)
        thread.start(), thread.join()

    outcome = guard.call(waits, ())
    assert done == [True] and outcome.timed_out
