"""The live figures of notebook 09b: NextWord, and Rescore."""

from .next_word import NextWord
from .rescore import Rescore

__all__ = ["NextWord", "Rescore"]
