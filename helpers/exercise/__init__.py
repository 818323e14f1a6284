"""The exercise machine: a declaration that answers a learner in one line, and what it needs for that."""

from .exercise import Exercise, Mistake, Report, all_exercises
