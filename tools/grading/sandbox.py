"""The judge's side of a learner's process: starts it, asks it with a watch in hand, and stands in for its functions.

Nothing here runs a learner's code: what comes out of that process is data (wire.py); functions are called by number.
"""

import builtins
import inspect
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection

import numpy as np

from helpers.exercise import guard

from . import wire
from .lesson import ROOT

START = "import sys; sys.path.insert(0, {!r}); from tools.grading import player; player.start()"
SECONDS_TO_START = 600  # for the course's own cells
REQUEST = b"f"
ENDED = "it ended the process that it ran in"


class TooLong(Exception):
    """There was no answer in time"""


class Raised(Exception):
    """A learner's code stopped with `error`"""

    def __init__(self, error):
        self.error = error


class Sandbox:
    """The course's cells, run once; `learner(number)` is a fresh process at the place of an exercise"""

    def __init__(self, lesson, limits, runs_beside):
        """runs_beside(name): must this exercise's check run in the learner's process?"""
        self.folder = tempfile.mkdtemp()
        pairs = [socket.socketpair() for _ in lesson.exercises]
        self.places = [ours for ours, _ in pairs]
        theirs = [there.fileno() for _, there in pairs]
        self.errors = open(os.path.join(self.folder, "errors"), "w+")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", START.format(str(ROOT))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            cwd=self.folder,
            env=environment(self.folder),
            pass_fds=theirs,
            start_new_session=True,
            text=True,
        )
        for _, there in pairs:
            there.close()
        with self.process.stdin as plan:
            beside = [exercise.name if runs_beside(exercise.name) else None for exercise in lesson.exercises]
            about = {"steps": lesson.steps, "places": theirs, "beside": beside, "limits": limits._asdict()}
            json.dump(about, plan)

    def learner(self, number):
        """A Learner at the place of exercise `number`; wire.Gone if the copy that waits there has ended"""
        ours, there = socket.socketpair()
        try:
            socket.send_fds(self.places[number], [REQUEST], [there.fileno()])
        except OSError:
            ours.close()
            raise wire.Gone from None
        finally:
            there.close()
        return Learner(Connection(ours.detach()))

    def why(self):
        """What the course's own cells say about their end: the last line of their traceback"""
        self.errors.seek(0)
        return (self.errors.read().strip().splitlines() or ["it was ended from outside"])[-1]

    def close(self):
        for place in self.places:
            place.close()
        end_group(self.process.pid)
        self.process.wait()
        self.errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def environment(folder):
    """What a learner's process may know of the teacher's settings: where programs are, and the list of fonts"""
    fonts = os.environ.get("MPLCONFIGDIR", str(ROOT / ".venv" / "matplotlib"))
    one_thread = dict.fromkeys(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"], "1")
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": folder, "MPLCONFIGDIR": fonts, "MPLBACKEND": "agg", "LC_ALL": "C.UTF-8"} | one_thread


def end_group(process):
    """Ends a process and those it has started"""
    try:
        os.killpg(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def within(seconds, ask, /, **message):
    """ask(**message), or TooLong after so many seconds: the watch is that of the checks"""
    guard.TIME_LIMIT = seconds
    outcome = guard.call(lambda: ask(**message), ())
    if outcome.timed_out:
        raise TooLong
    if outcome.error:
        raise outcome.error
    return outcome.value


class Learner:
    """A process in which one learner's cells run; whatever they do to it, it ends with `close`"""

    def __init__(self, connection):
        self.peer = wire.Peer(connection, lambda peer, function: {}, self._revive, answer_call)
        self.sources, self.process, self.folder = {}, None, None
        try:
            began = within(SECONDS_TO_START, self.peer.ask, start=True)
        except (TooLong, wire.Unreadable):
            connection.close()
            raise wire.Gone from None
        self.process, self.folder = int(began["process"]), str(began["folder"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def run(self, source, file, seconds):
        """None, or the exception with which the cell stopped; TooLong or wire.Gone if it did not stop, or ended all"""
        self.sources[file] = source
        reply = within(seconds, self.peer.ask, run=source, file=file)
        return revive_error(reply["error"]) if "error" in reply else None

    def value(self, arguments, seconds):
        """The values of a check's arguments, as a tuple; its functions are AnswerFunctions"""
        reply = within(seconds, self.peer.ask, value=arguments)
        if "error" in reply:
            raise Raised(revive_error(reply["error"]))
        return self.peer.decode(reply["is"])

    def check(self, arguments, seconds, more):
        """(mark, text): what a check that runs beside the answer says"""
        reply = within(seconds + more, self.peer.ask, check=arguments, seconds=seconds)
        if "error" in reply:
            raise Raised(revive_error(reply["error"]))
        mark, text = reply["report"]
        return str(mark), str(text)

    def _revive(self, peer, number, about):
        return ... if about["stub"] else AnswerFunction(self, number, about)

    def close(self):
        self.peer.connection.close()
        if self.process:
            end_group(self.process)
            shutil.rmtree(self.folder, ignore_errors=True)
            self.process = None


# ---- a learner's function, as the checks see it -------------------------------------------------------------------


class AnswerFunction:
    """Calls a learner's function where it is; its code is read from the cell's text, which is never run here"""

    def __init__(self, learner, number, about):
        self._learner, self._number = learner, number
        self.__name__ = str(about["name"])
        self._numbers = dict(learner.peer.decode(about["numbers"]))
        self.__globals__ = dict(self._numbers)
        self.__code__ = find_code(learner.sources, about["code"])
        if about["parameters"] is not None:
            self.__signature__ = signature(about["parameters"])

    def __call__(self, *arguments):
        peer = self._learner.peer
        changed = {name: value for name, value in self.__globals__.items() if value is not self._numbers[name]}
        try:
            reply = peer.ask(call=self._number, arguments=peer.encode(arguments), numbers=peer.encode(changed))
        except wire.Gone:
            error = SystemExit(ENDED)
            error.learner_line = None
            raise error from None
        except BaseException:  # the watch of the check, too: what is still running must not answer the next question
            self._learner.close()
            raise
        print(reply.get("printed", ""))
        for before, after in zip(arguments, peer.decode(reply["after"]) if "after" in reply else (), strict=False):
            copy_back(before, after)
        if "error" in reply:
            raise revive_error(reply["error"])
        return peer.decode(reply["is"])


def answer_call(peer, message):
    """Calls one of the functions that a check has handed to the answer"""
    try:
        result = peer.functions[int(message["call"])](*peer.decode(message["arguments"]))
    except Exception as error:
        return {"error": {"text": str(error)}}
    return {"is": peer.encode(result)}


def copy_back(before, after):
    """Makes an argument what it is on the other side after the call: a function may change its inputs"""
    if isinstance(before, np.ndarray) and isinstance(after, np.ndarray) and before.shape == after.shape:
        before[...] = after
    elif isinstance(before, list) and isinstance(after, list):
        before[:] = after
    elif isinstance(before, (dict, set)) and type(before) is type(after):
        before.clear()
        before.update(after)


def find_code(sources, place):
    """The code object that stands in this cell, under this name, at this line; None if there is none"""
    if not place or place[0] not in sources:
        return None
    found = [compile(sources[place[0]], place[0], "exec")]
    for code in found:
        if [code.co_name, code.co_firstlineno] == place[1:]:
            return code
        found += [constant for constant in code.co_consts if inspect.iscode(constant)]
    return None


def signature(parameters):
    """The signature of [(name, kind, has a default)]"""
    return inspect.Signature(
        inspect.Parameter(name, getattr(inspect.Parameter, kind), default=None if default else inspect.Parameter.empty)
        for name, kind, default in parameters
    )


def revive_error(about):
    """An exception of the same class if Python or NumPy has it, else of one with its name; it is not raised here"""
    kinds = [str(kind) for kind in about["kinds"]]
    known = next(found for kind in [*kinds, "Exception"] if (found := exception_class(kind)))
    kind = known if known.__name__ == kinds[0] else type(kinds[0], (known,), {})
    try:
        error = kind(*about["arguments"])
    except TypeError:
        error = type(kinds[0], (Exception,), {})(about["text"])
    error.learner_line = tuple(about["line"]) if about["line"] else None
    return error


def exception_class(name):
    """The class of this name among Python's and NumPy's exceptions; None if there is none"""
    found = next((getattr(room, name) for room in (builtins, np.exceptions, np.linalg) if hasattr(room, name)), None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None
