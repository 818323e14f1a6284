"""A room for every lesson: its numbers, its live figures, its exercises. A lesson may use earlier ones."""

from importlib import import_module

LESSONS = [  # in the order of the course
    "start_here",
    "fit_a_line",
    "follow_the_slope",
    "chain_the_slopes",
    "graphs_that_differentiate_themselves",
    "bend_the_line",
    "neurons_in_layers",
    "decide_then_learn",
    "backprop_in_matrices",
    "train_it",
    "memorise_or_understand",
    "words_become_numbers",
    "words_find_neighbours",
    "words_in_windows",
    "predict_the_next_word",
    "slide_a_kernel",
    "learn_the_kernels",
    "meet_the_frameworks",
    "look_beyond",
    "write_a_sentence",
]


def every(part):
    """The module `part` ("figures" or "exercises") of each lesson, in the order of the course"""
    return [import_module(f".{lesson}.{part}", __name__) for lesson in LESSONS]
