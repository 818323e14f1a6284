"""The process that a learner's cells run in: it knows no check, gets inputs, and gives back values.

It first runs the course's own cells, which is slow, and leaves a copy of itself at each exercise. When asked, that copy
makes another one by fork, with limits of memory and file size, in which a learner's cells run: whatever they do ends
with it. Started by sandbox.py with one socket for each exercise; each request on it is one byte and a socket.
"""

import contextlib
import importlib
import inspect
import json
import linecache
import math
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
import traceback
import types
from multiprocessing.connection import Connection

import helpers
from helpers import lessons
from helpers.exercise import guard, outside, wording

from . import wire

REQUEST = b"f"
MEGABYTE = 1 << 20
LONGEST_TEXT = 1000
LARGEST_FILE = 20 * MEGABYTE
HIDDEN = ["helpers.checks", "helpers.exercise", *(f"helpers.lessons.{lesson}.exercises" for lesson in lessons.LESSONS)]
CELLS = set()  # the names of the learner's cells that have run


# ---- the course's own cells ---------------------------------------------------------------------------------------


class NoCheck:
    """A check that says nothing, and whose right answer (11 trains by one) does nothing"""

    def __call__(self, *answers):
        return None

    right = __call__


class NoChecks(types.ModuleType):
    """Stands for helpers.checks where a learner's cells run: every check is there, and knows nothing"""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return NoCheck()


class Refusal:
    """Stands first where Python looks for modules, and gives out none that holds answers"""

    def find_spec(self, name, path=None, target=None):
        if name in HIDDEN:
            raise ModuleNotFoundError(f"{name} is not here while a notebook is graded")


REFUSAL = Refusal()


def hide_checks():
    """Puts out of reach of an import what holds the answers"""
    for name in HIDDEN:
        package, _, last = name.rpartition(".")
        sys.modules.pop(name, None)
        if hasattr(sys.modules.get(package), last):
            delattr(sys.modules[package], last)
    sys.modules["helpers.checks"] = helpers.checks = NoChecks("helpers.checks")
    sys.meta_path.insert(0, REFUSAL)


def start():
    """Runs the course's cells as the plan on stdin says, and stays behind, as a copy, at the place of each exercise

    steps: the sources before each exercise; places: a socket for each; beside: the name of each exercise whose check
    must run here, else None; limits: lesson.Limits as a dict.
    """
    plan, space = json.load(sys.stdin), sys.modules["__main__"].__dict__
    hide_checks()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the copies
    for number, place in enumerate(plan["places"]):
        for source in plan["steps"][number]:
            exec(compile(source, "<course>", "exec"), space)
        if os.fork() == 0:
            for later in plan["places"][number + 1 :]:
                os.close(later)
            beside = plan["beside"][number]
            player = Player(space, load_report(beside) if beside else None)
            wait_at(socket.socket(fileno=place), player, plan["limits"])
            os._exit(0)
        os.close(place)


def wait_at(place, player, limits):
    """Makes a copy for each request, until the other side closes"""
    while True:
        request, handles, *_ = socket.recv_fds(place, 1, 1)
        if not request:
            return
        if os.fork() == 0:
            place.close()
            try:
                player.serve(Connection(handles[0]), limits)
            finally:
                os._exit(0)
        for handle in handles:
            os.close(handle)


# ---- a learner's cells ----------------------------------------------------------------------------------------------


def set_limits(limits):
    """Memory beyond what is in use already, size of files, time, no core file"""
    seconds = math.ceil(limits["all"])  # for a process whose judge is gone: the judge's watch is shorter
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    used = memory_in_use()
    if used:  # elsewhere than on Linux it cannot be told, and such a limit does not hold
        resource.setrlimit(resource.RLIMIT_AS, (used + limits["megabytes"] * MEGABYTE,) * 2)


def memory_in_use():
    """Bytes of address space; 0 where nobody says so"""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


class Player:
    """Runs cells in one namespace, hands out values and calls functions, as it is asked"""

    def __init__(self, space, report):
        """report: of the check that runs here, beside the answer; None for all others"""
        self.space, self.report = space, report

    def serve(self, connection, limits):
        """Answers until the other side closes"""
        self.peer = wire.Peer(connection, self.about, self.revive, answer_call)
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        guard.TIME_LIMIT = 1e6  # the other side holds the watch
        self.folder = tempfile.mkdtemp(dir=os.environ["HOME"])  # which sandbox.py removes
        os.chdir(self.folder)
        set_limits(limits)
        try:
            while True:
                self.answer(self.peer.receive())
        except wire.Gone:
            shutil.rmtree(self.folder, ignore_errors=True)

    def answer(self, message):
        does = [self.start, self.run, self.value, self.call, self.check]
        try:
            reply = next(do(message) for do in does if do.__name__ in message)
            self.peer.send(reply)
        except wire.Gone:
            raise
        except BaseException as error:  # whatever a learner's code raises is an answer, too
            self.peer.send({"error": describe(error)})

    def start(self, message):
        return {"process": os.getpid(), "folder": self.folder}

    def run(self, message):
        """Runs a cell; `file` names it in messages"""
        source, file = message["run"], message["file"]
        CELLS.add(file)
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), self.space)
        return {}

    def value(self, message):
        """The arguments of a check, as a tuple"""
        return {"is": self.peer.encode(self.evaluate(message["value"]))}

    def evaluate(self, arguments):
        return eval(f"({arguments},)", self.space)

    def call(self, message):
        return answer_call(self.peer, message)

    def check(self, message):
        guard.TIME_LIMIT = message["seconds"]
        answers = self.evaluate(message["check"])
        return {"report": list(self.report(answers[0] if len(answers) == 1 else answers))}

    def about(self, peer, function):
        """What a check reads from a function: is it still the stub, its parameters, code, and numbers from outside"""
        code, known = getattr(function, "__code__", None), getattr(function, "__globals__", {})
        return {
            "name": str(getattr(function, "__name__", "")),
            "stub": wording.is_stub(function),
            "parameters": parameters(function),
            "code": [code.co_filename, code.co_name, code.co_firstlineno] if code else None,
            "numbers": peer.encode({name: known[name] for name in outside.numbers_used(function)}),
        }

    def revive(self, peer, number, about):
        """A function of the other side"""

        def call(*arguments):
            reply = peer.ask(call=number, arguments=peer.encode(arguments))
            if "error" in reply:
                raise RuntimeError(reply["error"]["text"])
            return peer.decode(reply["is"])

        return call


def parameters(function):
    """[(name, kind, has a default)] of a function; None where Python does not know"""
    try:
        found = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return None
    return [(one.name, one.kind.name, one.default is not one.empty) for one in found]


def load_report(name):
    """The bound method `report` of one check, loaded from the course's files and hidden again"""
    sys.meta_path.remove(REFUSAL)
    del sys.modules["helpers.checks"]
    report = getattr(importlib.import_module("helpers.checks"), name).report
    hide_checks()
    return report


# ---- calls, in both directions --------------------------------------------------------------------------------------


def answer_call(peer, message):
    """Calls one of this side's functions; the reply has its value and its arguments as they are afterwards"""
    function, arguments = peer.functions[int(message["call"])], peer.decode(message["arguments"])
    with other_numbers(function, peer.decode(message.get("numbers", {"dict": []}))):
        outcome = guard.call(function, arguments)
    if isinstance(outcome.error, wire.Gone):
        raise outcome.error
    if outcome.error:
        return {"error": describe(outcome.error), "after": peer.encode(arguments), "printed": outcome.printed}
    return {"is": peer.encode(outcome.value), "after": peer.encode(arguments), "printed": outcome.printed}


@contextlib.contextmanager
def other_numbers(function, numbers):
    """While it lasts, some of the notebook's numbers that the function reads are other ones"""
    known = getattr(function, "__globals__", {})
    before = {name: known[name] for name in numbers}
    known.update(numbers)
    try:
        yield
    finally:
        known.update(before)


def describe(error):
    """An exception as data: the names of its classes, its text, and the learner's line that raised it"""
    try:
        text = str(error)
    except Exception:  # an exception of the learner whose own text cannot be made
        text = ""
    plain = [value for value in error.args if isinstance(value, (str, int, float))] == list(error.args)
    return {
        "kinds": [kind.__name__ for kind in type(error).__mro__],
        "arguments": list(error.args) if plain and len(text) <= LONGEST_TEXT else [text[:LONGEST_TEXT]],
        "text": text[:LONGEST_TEXT],
        "line": learner_line(error),
    }


def learner_line(error):
    """(number, text) of the deepest line in the traceback that stands in a cell; None if there is none"""
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_code.co_filename in CELLS:
            return number, linecache.getline(frame.f_code.co_filename, number).strip()
    return None
