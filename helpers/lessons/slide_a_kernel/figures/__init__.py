"""The live figures of notebook 10a, Slide a kernel."""

from .filter_photo import FilterPhoto
from .slide import SlideKernel
from .try_layer import TryLayer

__all__ = ["FilterPhoto", "SlideKernel", "TryLayer"]
