"""The exercises of the course, one function each: `checks.cost(answer)` prints one line, never raises.

One file per notebook declares its exercises; exercise.py is the machine; progress.py keeps what is solved.
"""

from . import progress
from .backprop_in_matrices import (
    bias_gradient,
    break_symmetry,
    gradient_shapes,
    hidden_gradient,
    layer_forward,
    mini_batch_step,
    weight_gradient,
)
from .bend_the_line import (
    gate_pair,
    middle_gate,
    perceptron_update,
    sigmoid_slope,
    stable_sigmoid,
    third_threshold,
    xor_gate,
)
from .chain_the_slopes import (
    chain_of_three,
    chain_of_two,
    harder_slopes,
    local_slopes,
    square_outside,
    two_inputs,
    whole_row,
)
from .decide_then_learn import decide, first_weight_slope, learn_once, lost_bracket, output_slope, yes_no_slope
from .differentiating_graphs import (
    multiply_backward,
    order_nodes,
    power_backward,
    repaired_backward,
    square_slope,
    subtract_backward,
    tanh_backward,
)
from .exercise import Exercise, Mistake, Report, all_exercises
from .fit_a_line import cost, cost_after, good_start, one_step, predict, score, two_candidates
from .follow_the_slope import (
    after_one_step,
    central_difference,
    cost_slopes,
    forward_difference,
    largest_rate,
    roll_down,
    update,
)
from .memorise_or_understand import (
    choose_beta,
    memoriser,
    penalty_slopes,
    split_trades,
    stop_epoch,
    surprise,
    which_way,
)
from .slide_a_kernel import count, kernel_slopes, left_edges, lost_cell, one_window, places, pool, slide

# The exercises, notebook by notebook: one import line each. A name is unique over the whole course.
from .start_here import warm_up
from .words_become_numbers import (
    logit_slope,
    nearest_words,
    one_hot,
    one_logit,
    ranking_cost,
    stable_softmax,
    table_gradient,
    word_cost,
)
from .words_in_windows import (
    best_of,
    log_probability,
    perplexity,
    tipping_weight,
    what_helped,
    window_row,
    windows,
    wrong_factor,
)


def show_progress():
    """Prints, for each notebook, how many exercises are solved and which"""
    progress.show(all_exercises())
