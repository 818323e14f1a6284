"""Calls a learner's code so that, whatever it does, the check can still answer in one line."""

import copy
import inspect
import io
import linecache
import os
import signal
import sys
import sysconfig
import threading
import time
import traceback
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import NamedTuple

import numpy as np

TIME_LIMIT = 3.0  # seconds for all calls of one check
RINGS_AGAIN_AFTER = 0.5  # seconds: the first alarm may be lost in a callback or in a bare `except:`
WATCHER = 4  # our number among the tools that watch Python; debuggers and profilers have others

_LIBRARY_FOLDERS = tuple(
    str(folder) + os.sep
    for folder in {
        *(sysconfig.get_path(key) for key in ("stdlib", "platstdlib", "purelib", "platlib")),
        os.path.dirname(os.path.dirname(np.__file__)),
        os.path.dirname(os.path.dirname(os.path.abspath(__file__))),  # helpers/ itself
    }
)


_until = None  # when the budget of the check that is under way ends


@contextmanager
def one_budget():
    """All calls within it share TIME_LIMIT seconds; a budget within another one is its own"""
    global _until
    before, _until = _until, time.monotonic() + TIME_LIMIT
    try:
        yield
    finally:
        _until = before


class _TimeUp(BaseException):
    """Not an Exception: `except Exception` inside an endless loop must not catch it"""


class Outcome(NamedTuple):
    """What one call came to: a value, or the error that ended it; and what it printed meanwhile"""

    value: object = None
    error: BaseException | None = None
    timed_out: bool = False
    printed: str = ""

    @property
    def interrupted(self):
        return isinstance(self.error, KeyboardInterrupt)


class _FirstWords(io.TextIOBase):
    """Stands in for stdout: keeps the first 200 characters, so that printing without end costs no memory"""

    def __init__(self):
        self.text = ""

    def writable(self):
        return True

    def write(self, text):
        self.text += text[: 200 - len(self.text)]
        return len(text)


def call(function, arguments):
    """Outcome of function(*arguments): nothing raised, nothing printed, at most TIME_LIMIT seconds or what is left.

    The limit needs the main thread, and SIGALRM or Python 3.12. It cannot stop one long C call.
    """
    printed, alarms, value, error = _FirstWords(), [], None, None
    with redirect_stdout(printed), redirect_stderr(_FirstWords()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = snapshot(_call_in_time(function, arguments, alarms))
        except BaseException as caught:  # SystemExit and KeyboardInterrupt too: a check always answers
            error = caught
        if inspect.iscoroutine(value):
            value.close()  # otherwise Python warns later that it was never awaited
    return Outcome(value, error, bool(alarms), " ".join(printed.text.split()))


def _call_in_time(function, arguments, alarms):
    """function(*arguments), stopped by _TimeUp; `alarms` fills even if the function swallows the exception"""
    seconds = TIME_LIMIT if _until is None else max(_until - time.monotonic(), 0.001)
    if threading.current_thread() is not threading.main_thread():
        return function(*arguments)
    if hasattr(signal, "setitimer"):
        return _call_with_alarm(function, arguments, alarms, seconds)
    if hasattr(sys, "monitoring"):
        return _call_watched(function, arguments, alarms, seconds)
    return function(*arguments)


def _call_watched(function, arguments, alarms, seconds):
    """Where there is no alarm (in the browser, on Windows): at each line, jump and call Python looks at the time"""
    own, us, watch, end = sys._getframe().f_code, threading.get_ident(), sys.monitoring, time.monotonic() + seconds
    events = (watch.events.LINE, watch.events.JUMP, watch.events.PY_START)

    def look(code, *where):
        if time.monotonic() > end and code is not own and threading.get_ident() == us:
            alarms.append(where)
            raise _TimeUp

    if watch.get_tool(WATCHER):  # a check within a check: the limit of the outer one holds
        return function(*arguments)
    watch.use_tool_id(WATCHER, "helpers.exercise")
    try:
        for event in events:
            watch.register_callback(WATCHER, event, look)
        watch.set_events(WATCHER, sum(events))
        return function(*arguments)
    finally:
        watch.set_events(WATCHER, 0)
        watch.free_tool_id(WATCHER)


def _call_with_alarm(function, arguments, alarms, seconds):
    """Where there is SIGALRM: the system interrupts the call"""

    def ring(signal_number, frame):
        alarms.append(signal_number)
        if len(alarms) > 1:  # the first was swallowed, as a bare `except:` does
            _raise_again_on_the_next_line(frame)
        raise _TimeUp

    tracer_before = sys.gettrace()
    timer_before, handler_before = (0.0, 0.0), signal.signal(signal.SIGALRM, ring)
    try:
        try:
            timer_before = signal.setitimer(signal.ITIMER_REAL, seconds, RINGS_AGAIN_AFTER)
            return function(*arguments)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # a second level, because the alarm may ring inside the first `finally`
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.settrace(tracer_before)
        signal.signal(signal.SIGALRM, handler_before or signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, *timer_before)


def _raise_again_on_the_next_line(frame):
    """Lets the next line of `frame` and its callers raise: an `except:` block does not protect itself"""

    def stop(frame, event, argument):
        if event == "line":  # raising at the event "exception" would only end the tracing
            raise _TimeUp
        return stop

    sys.settrace(lambda frame, event, argument: None)  # new functions are left alone
    while frame is not None and frame.f_code is not _call_with_alarm.__code__:
        frame.f_trace = stop
        frame = frame.f_back


class List(list):
    """A list of numbers that is to reach the learner's function as a list, not as an array"""


def fresh(argument):
    """A copy of one declared argument for one call; a list of numbers becomes a float array"""
    if isinstance(argument, List):
        return list(argument)
    if isinstance(argument, list):
        try:
            numbers = np.array(argument)
        except ValueError:  # rows of unequal length: leave it a list
            return copy.deepcopy(argument)
        return numbers.astype(float) if numbers.dtype.kind in "iuf" else copy.deepcopy(argument)
    return copy.deepcopy(argument)


def snapshot(value):
    """`value` with its arrays copied: a function that fills the same array again cannot change the past"""
    if isinstance(value, np.ndarray):
        return np.array(value)
    if type(value) in (list, tuple):
        return type(value)(map(snapshot, value))
    return value


def changed(after, before):
    """True if an argument is no longer what it was; objects of unknown type are not compared"""
    if isinstance(before, np.ndarray):
        return after.shape != before.shape or not np.array_equal(after, before, equal_nan=before.dtype.kind in "fc")
    if isinstance(before, (list, tuple)):
        return len(after) != len(before) or any(map(changed, after, before))
    if isinstance(before, dict):
        return list(after) != list(before) or any(changed(after[key], before[key]) for key in before)
    return isinstance(before, (int, float, str, set)) and after != before


def learner_line(error):
    """(number, text) of the deepest line in the traceback that is the learner's own; None if there is none

    An error that was raised in another process brings it along, as its attribute `learner_line`.
    """
    if hasattr(error, "learner_line"):
        return error.learner_line
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = frame.f_code.co_filename
        text = "" if file.startswith(_LIBRARY_FOLDERS) else linecache.getline(file, number, frame.f_globals)
        if text.strip():
            return number, text.strip()
    return None
