"""The live figures of notebook 08: Softmax and WordMap."""

from .softmax import Softmax
from .word_map import WordMap

__all__ = ["Softmax", "WordMap"]
