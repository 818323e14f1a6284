"""The live figures of notebook 09: TagSentence, and Rescore."""

from .rescore import Rescore
from .tag_sentence import TagSentence

__all__ = ["Rescore", "TagSentence"]
