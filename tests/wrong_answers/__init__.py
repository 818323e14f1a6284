"""What learners get wrong, exercise by exercise, and words of the hint that each must get (and no other does).

One file per notebook, each with WRONG: name -> [(what is passed to the check, words of its hint)];
tests/test_exercises.py runs every row.
"""

from . import backprop_in_matrices, chain_the_slopes, differentiating_graphs, fit_a_line, follow_the_slope

WRONG_ANSWERS = fit_a_line.WRONG | follow_the_slope.WRONG | chain_the_slopes.WRONG | differentiating_graphs.WRONG
WRONG_ANSWERS |= backprop_in_matrices.WRONG
