"""The exercises of notebook 06b, Backpropagate in matrices."""

from functools import partial

import numpy as np

from ...exercise import Exercise

exercise = partial(Exercise, notebook="06b")

# ---- a layer, forward and backward: three examples, two inputs, four and five units ---------------------------------

X = [[1.0, 0.5], [-0.4, 2.0], [0.3, -1.0]]
W = [[0.2, -0.6, 1.1, 0.4], [0.9, 0.3, -0.5, -0.7]]
B = [[0.1, -0.2, 0.3, 0.6]]
H = [[0.4, -0.9, 0.7, 0.2], [0.1, 0.5, -0.3, 0.8], [-0.6, 0.2, 0.9, -0.1]]
D, D_NEGATIVE = [[0.5], [-0.3], [0.8]], [[-1.0], [0.4], [0.25]]
W2 = [[0.7], [-1.2], [0.3], [0.9]]
D_WIDE = [[0.5, -0.2], [-0.3, 0.6], [0.8, 0.1]]
SQUARE = [[0.4, -0.9, 0.7], [0.1, 0.5, -0.3], [-0.6, 0.2, 0.9]]

layer_forward = exercise(
    "layer_forward",
    cases=[(X, W, B), ([[2.0, -1.0, 0.0]], [[0.3, 0.1], [0.2, -0.4], [1.0, 1.0]], [[0.0, 0.5]])],
    reference=lambda x, W, b: np.tanh(x @ W + b),
    mistakes=[
        (lambda x, W, b: x @ W + b, "The activation function is missing: this layer is still linear."),
        (lambda x, W, b: np.tanh(x @ W) + b, "The bias came after tanh: it belongs to z, inside."),
        (lambda x, W, b: np.tanh(x @ W), "The bias is missing: with inputs 0, every neuron answers 0."),
        (lambda x, W, b: np.tanh(W.T @ x.T + b.T), "This is the transpose: the examples belong in rows."),
        (
            lambda x, W, b: 1 / (1 + np.exp(-(x @ W + b))),
            "That is the sigmoid: this layer's activation function is tanh.",
        ),
        (lambda x, W, b: np.tanh(x @ W.T + b), "W came transposed: its rows already fit the columns of x."),
        (lambda x, W, b: np.tanh(W @ x + b), "x stands on the left here: (examples, inputs) times (inputs, neurons)."),
        (lambda x, W, b: np.tanh(W.T @ x + b), "x stands on the left here: no transpose is needed then."),
        (lambda x, W, b: np.tanh(x * W + b), "* multiplies entry by entry: the product of matrices is @."),
        (lambda x, W, b: np.tanh(x @ W - b), "The bias is added, not subtracted."),
        (lambda x, W, b: np.maximum(x @ W + b, 0), "That is ReLU: this layer's activation function is tanh."),
    ],
    praise="Any number of examples, any number of neurons, one line.",
)

weight_gradient = exercise(
    "weight_gradient",
    cases=[(H, D), (H, D_WIDE), (SQUARE, D), (SQUARE, SQUARE[::-1])],
    reference=lambda H, D: H.T @ D,
    mistakes=[
        (
            lambda H, D: D.T @ H,
            "This is the transpose of the gradient: it needs the shape of the matrix, inputs by units.",
        ),
        (lambda H, D: H.T @ D / len(H), "You took a mean over the examples: the n is in D already."),
        (lambda H, D: H @ D, "The units of H meet the examples of D: over what do you want to add up?"),
        (lambda H, D: H * D, "These are the parts, example by example: add them up over the examples."),
        (lambda H, D: H.T @ (D * (1 - D**2)), "No tanh here: D are already the slopes in front of it."),
        (lambda H, D: -H.T @ D, "The sign is flipped: this is the way downhill, the gradient points uphill."),
        (lambda H, D: 2 * H.T @ D, "Too large by 2: the 2 of the square is in D already."),
        (lambda H, D: 2 * H.T @ D / len(H), "The 2 and the n are in D already."),
        (lambda H, D: H @ D.T, "Transposed on the wrong side: it is the examples that must meet in the middle."),
        (lambda H, D: D @ H.T, "Two steps off: H comes first, and the examples must meet in the middle."),
    ],
    praise="One product for every weight of a layer, of any size.",
)


def _hidden(back=lambda D, W2: D @ W2.T, slope=lambda H: 1 - H**2):
    """A gradient of W1 with its own way back through W2, or its own slope of the activation"""
    return lambda X, H, D, W2: X.T @ (back(D, W2) * slope(H))


def _from_z(finish):
    """An answer that does something else with D_Z, the slopes of the first layer's Z"""
    return lambda X, H, D, W2: finish(D @ W2.T * (1 - H**2), X, H)


hidden_gradient = exercise(
    "hidden_gradient",
    cases=[(X, H, D, W2), (X, H, D_NEGATIVE, W2), ([[1.0, 2.0]], [[0.5, -0.5]], [[2.0]], [[1.0], [3.0]])],
    reference=_hidden(),
    mistakes=[
        (_hidden(slope=lambda H: 1.0), "You forgot the activation: each slope must pass tanh′ on its way to Z."),
        (_hidden(slope=lambda H: 1 - np.tanh(H) ** 2), "tanh′ at the wrong value: H is already the output of tanh."),
        (_hidden(slope=lambda H: H * (1 - H)), "h(1 − h) is the slope of the sigmoid: these neurons have tanh."),
        (_hidden(lambda D, W2: D), "W₂ is missing: a neuron with a larger weight matters more."),
        (_from_z(lambda D_Z, X, H: D_Z.T @ X), "This is the transpose: dW₁ needs the shape of W₁, inputs by units."),
        (_from_z(lambda D_Z, X, H: X.T @ D_Z / len(X)), "You took a mean over the examples: the n is in D already."),
        (_from_z(lambda D_Z, X, H: H.T @ D_Z), "H on the left: what went into the first layer?"),
        (_hidden(slope=lambda H: 1 - H), "The slope of tanh is one minus the square of its output."),
        (_hidden(slope=lambda H: H**2 - 1), "The sign is flipped: the slope of tanh is never negative."),
        (_from_z(lambda D_Z, X, H: D_Z), "These are the slopes of Z: one step is left, to W₁."),
        (lambda X, H, D, W2: H.T @ (D @ W2.T), "Two things: tanh′ is missing, and H did not go into this layer."),
        (lambda X, H, D, W2: X.T @ (D @ W2.T @ (1 - H**2)), "tanh′ goes entry by entry: *, not @."),
        (_from_z(lambda D_Z, X, H: X @ D_Z), "X has its examples in rows: which of its sides must meet those of D_Z?"),
        (_hidden(lambda D, W2: D @ W2), "The way back through W₂ goes by its transpose."),
    ],
    praise="A slope for every weight of the first layer, however far from the error it is.",
)

bias_gradient = exercise(
    "bias_gradient",
    cases=[(H,), (D,), (SQUARE,)],
    reference=lambda D_Z: D_Z.sum(axis=0, keepdims=True),
    mistakes=[
        (
            lambda D_Z: D_Z.sum(axis=1, keepdims=True),
            "You added up along the rows, over the neurons: each neuron has its own bias.",
        ),
        (
            lambda D_Z: D_Z.mean(axis=0, keepdims=True),
            "That is the mean over the examples: the n is in D already, so add up.",
        ),
        (
            lambda D_Z: D_Z.sum(axis=0),
            "The numbers are right, but they have lost their row: the bias has shape (1, units).",
        ),
        (lambda D_Z: D_Z.sum(), "You added up everything to one number: each neuron has its own bias."),
        (lambda D_Z: D_Z.sum(axis=1), "These are sums over the neurons, without a row: each neuron has its own bias."),
        (lambda D_Z: D_Z.mean(axis=0), "Two things: add up instead of averaging, and keep the row, (1, units)."),
        (
            lambda D_Z: -D_Z.sum(axis=0, keepdims=True),
            "The sign is flipped: return the gradient, not the way downhill.",
        ),
        (lambda D_Z: D_Z, "These are the slopes example by example: the bias was used in all of them."),
    ],
    praise="Used in every example, so the slopes of all examples add up.",
)

SHAPES = {"Z": (32, 6), "dW₁": (8, 6), "db₁": (1, 6), "dW₂": (6, 3), "db₂": (1, 3), "D W₂ᵀ": (32, 6)}
SHAPE_HINTS = {  # how a name begins -> (what to say of the transposed shape, what of any other)
    "Z": ("examples in rows.", "A row for each example. And a column for each … of what?"),
    "dW": (
        "inputs in rows, neurons in columns.",
        "Its layer's inputs in rows, its neurons in columns: how many of each?",
    ),
    "db": (
        "a bias stands as a row here, and so does its gradient.",
        "One row, with a number for each neuron of its own layer: how many has it?",
    ),
    "D ": ("examples in rows.", "D (32, 3) goes back through W₂ᵀ: to whom?"),
}


def _judge_shapes(shapes):
    """None if all six are right; else the first that is not, and why"""
    for index, ((name, wanted), given) in enumerate(zip(SHAPES.items(), shapes, strict=True)):
        given, (transposed, other) = tuple(map(int, given)), SHAPE_HINTS[name[:2]]
        if given == wanted:
            continue
        hint = f"Transposed: {transposed}" if given == wanted[::-1] else other
        if name.startswith("d") and 32 in given:
            hint = "The examples are still in it: a gradient has the shape of its weights."
        return f"place [{index}], {name}: you gave {given}. {hint}"
    return None


def _without_rows(*names):
    """The right shapes, but those of some biases as (columns,)"""
    return [shape[1:] if name in names else shape for name, shape in SHAPES.items()]


gradient_shapes = exercise(
    "gradient_shapes",
    judge=_judge_shapes,
    example=list(SHAPES.values()),
    mistakes=[
        (_without_rows("db₁", "db₂"), "A bias is one row here, twice: write (rows, columns), with 1 row."),
        (_without_rows("db₁"), "place [2], db₁: a bias is one row here: write (rows, columns), with 1 row."),
        (_without_rows("db₂"), "place [4], db₂: a bias is one row here: write (rows, columns), with 1 row."),
    ],
    praise="Whoever reads shapes finds many mistakes before running anything.",
)
