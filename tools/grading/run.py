"""Grades many submissions, several at once; what has been graded and is unchanged is not graded again."""

import contextlib
import functools
import hashlib
import json
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import util

from . import lesson as lessons
from .scores import Result

LOST = "the process that graded it was ended from outside: look at it by hand"


def grade_all(lesson, submissions, limits, jobs, store, told=None):
    """path -> [judge.Result] of each submission that has cells, or a sentence where the grader itself was ended

    Every result is kept in the folder `store` as soon as it is there, so an interrupted run goes on.
    """
    told = told or functools.partial(print, flush=True)
    mark = fingerprint(lesson, limits)
    keys = {one.path: key_of(one.path, mark) for one in submissions if one.cells is not None}
    learners = {one.path: one.learner for one in submissions}
    done = {path: kept for path, key in keys.items() if (kept := load(store, key))}
    if done:
        told(f"{len(done)} of {len(keys)} are graded already and have not changed.")
    todo = {one.path: one.cells for one in submissions if one.cells is not None and one.path not in done}
    for path, results in _graded(lesson, todo, limits, jobs):
        done[path] = results
        if not isinstance(results, str):
            save(store, keys[path], results)
        told(f"{len(done):3} of {len(keys)}  {learners[path]}")
    return done


def _graded(lesson, todo, limits, jobs):
    """(path, results) as they come; should a worker be ended, one alone grades the rest: only what ends it is lost"""
    left = dict(todo)
    while left:
        for path, results in _in_pool(lesson, left, limits, jobs):
            del left[path]
            yield path, results
        if left and jobs == 1:
            first = next(iter(left))  # one worker takes them in order
            del left[first]
            yield first, LOST
        jobs = 1


def _in_pool(lesson, todo, limits, jobs):
    """(path, results) as they come; those that a worker's end has cut off are left out"""
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (lesson, limits))
    try:
        futures = {pool.submit(_grade, cells): path for path, cells in todo.items()}
        for future in as_completed(futures):
            with contextlib.suppress(BrokenProcessPool):
                yield futures[future], future.result()
    except KeyboardInterrupt:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


# ---- in a worker ----------------------------------------------------------------------------------------------------

_judges = []


def _begin(lesson, limits):
    from .judge import Judge  # here: the checks belong to the workers only

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that the teacher started
    _judges.append(Judge(lesson, limits))
    util.Finalize(None, _judges[0].close, exitpriority=1)


def _end_with(parent):
    """Ends this worker when the process that started it is gone"""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _grade(cells):
    """The results; a sentence if the grader fails, so that one submission cannot stop the others"""
    try:
        return _judges[0].grade(cells)
    except lessons.GradingError:
        raise
    except Exception as error:
        return f"the grader failed on it ({type(error).__name__}: {error}): look at it by hand"


# ---- what is kept ---------------------------------------------------------------------------------------------------


def fingerprint(lesson, limits):
    """Changes with all that a result hangs on beside the submission: the course, this grader, the limits"""
    root = lessons.ROOT
    files = sorted([*(root / "helpers").rglob("*.py"), *(root / "tools" / "grading").glob("*.py")])
    digest = hashlib.sha256(json.dumps([lesson.stem, lesson.steps, lesson.exercises, limits]).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def key_of(path, mark):
    return hashlib.sha256(mark.encode() + path.read_bytes()).hexdigest()[:32]


def load(store, key):
    """The results kept under a key; None if there are none, or if they are damaged"""
    try:
        return [Result(*entry) for entry in json.loads((store / f"{key}.json").read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return None


def save(store, key, results):
    store.mkdir(parents=True, exist_ok=True)
    part = store / f"{key}.part"
    part.write_text(json.dumps(results, ensure_ascii=False), "utf-8")
    os.replace(part, store / f"{key}.json")
