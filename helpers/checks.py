"""The exercises of the course, one function each: `checks.cost(answer)` prints one line, never raises.

Each lesson declares its own in lessons/<lesson>/exercises.py, under a name that is unique over the course; exercise/ is
the machine behind them.
"""

from . import lessons
from .exercise import all_exercises, progress

lessons.every("exercises")
globals().update({exercise.name: exercise for exercise in all_exercises()})


def show_progress():
    """Prints, for each notebook, how many exercises are solved and which"""
    progress.show(all_exercises())
