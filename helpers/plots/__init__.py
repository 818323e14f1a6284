"""Every picture of the course: draw_*(ax, ...) returns the artists it made, show_*(...) shows a whole figure.

Colours have fixed meanings, each with a second cue: data dark dots, prediction blue solid line, error orange thin bars
or squares, gradient green arrows. Importing this package applies course.mplstyle.
"""

from .curves import (
    show_curves,
    show_derivative,
    show_fit,
    show_fits,
    show_functions,
    show_regions,
    show_spread,
    show_two_costs,
)
from .fitting import (
    COST_LEVELS,
    Bowl,
    ErrorSquares,
    draw_data,
    draw_errors,
    draw_prediction,
    label_rings,
    show_candidates,
    show_data,
    show_rule,
    show_walk,
)
from .pictures import show_pictures, show_scores
from .showing import (
    BOWL,
    DATA,
    ERROR,
    GRADIENT,
    MINUS,
    PREDICTION,
    QUIET,
    bare,
    equation,
    number,
    png_bytes,
    png_metadata,
    short,
    show,
)
