"""The live figures of notebook 10, Slide a kernel."""

from .filter_photo import FilterPhoto
from .receptive_field import ReceptiveField
from .slide import SlideKernel

__all__ = ["FilterPhoto", "ReceptiveField", "SlideKernel"]
