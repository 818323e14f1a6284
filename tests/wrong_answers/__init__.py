"""What learners get wrong, exercise by exercise, and words of the hint that each must get (and no other does).

One file per notebook, each with WRONG: name -> [(what is passed to the check, words of its hint)];
tests/test_exercises.py runs every row.
"""

from . import (
    backprop_in_matrices,
    bend_the_line,
    chain_the_slopes,
    decide_then_learn,
    differentiating_graphs,
    fit_a_line,
    follow_the_slope,
    memorise_or_understand,
    slide_a_kernel,
    words_become_numbers,
    words_in_windows,
)

WRONG_ANSWERS = fit_a_line.WRONG | follow_the_slope.WRONG | chain_the_slopes.WRONG | differentiating_graphs.WRONG
WRONG_ANSWERS |= bend_the_line.WRONG | decide_then_learn.WRONG | backprop_in_matrices.WRONG
WRONG_ANSWERS |= memorise_or_understand.WRONG
WRONG_ANSWERS |= words_become_numbers.WRONG
WRONG_ANSWERS |= words_in_windows.WRONG
WRONG_ANSWERS |= slide_a_kernel.WRONG
