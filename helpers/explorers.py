"""The live figures of the course: notebooks write `explorers.FitByHand(x, y)`; each lives in lessons/<lesson>/."""

from . import lessons

__all__ = [name for figures in lessons.every("figures") for name in figures.__all__]
globals().update({name: getattr(figures, name) for figures in lessons.every("figures") for name in figures.__all__})
