"""The live figures of notebook 08: Softmax and WordMap."""

from .softmax import Softmax

__all__ = ["Softmax"]
