"""The exercises of notebook 06b, Backpropagate in matrices."""

import numpy as np

from ...exercise import Exercise, Mistake
from ...plots import number
from . import numbers as network

# ---- a layer, forward and backward: three examples, two inputs, four and five units ---------------------------------

X = [[1.0, 0.5], [-0.4, 2.0], [0.3, -1.0]]
W = [[0.2, -0.6, 1.1, 0.4], [0.9, 0.3, -0.5, -0.7]]
B = [[0.1, -0.2, 0.3, 0.6]]
H = [[0.4, -0.9, 0.7, 0.2], [0.1, 0.5, -0.3, 0.8], [-0.6, 0.2, 0.9, -0.1]]
D, D_NEGATIVE = [[0.5], [-0.3], [0.8]], [[-1.0], [0.4], [0.25]]
W2 = [[0.7], [-1.2], [0.3], [0.9]]
D_WIDE = [[0.5, -0.2], [-0.3, 0.6], [0.8, 0.1]]
SQUARE = [[0.4, -0.9, 0.7], [0.1, 0.5, -0.3], [-0.6, 0.2, 0.9]]

layer_forward = Exercise(
    "layer_forward",
    notebook="06b",
    cases=[(X, W, B), ([[2.0, -1.0, 0.0]], [[0.3, 0.1], [0.2, -0.4], [1.0, 1.0]], [[0.0, 0.5]])],
    reference=lambda x, W, b: np.tanh(x @ W + b),
    mistakes=[
        Mistake(lambda x, W, b: x @ W + b, "The bend is missing: this layer is still a straight line."),
        Mistake(lambda x, W, b: np.tanh(x @ W) + b, "The bias came after the bend: it belongs to z, inside."),
        Mistake(lambda x, W, b: np.tanh(x @ W), "The bias is missing: with inputs 0, every neuron answers 0."),
        Mistake(lambda x, W, b: np.tanh(W.T @ x.T + b.T), "This is the transpose: the examples belong in rows."),
        Mistake(lambda x, W, b: 1 / (1 + np.exp(-(x @ W + b))), "That is the sigmoid: this layer bends with tanh."),
        Mistake(lambda x, W, b: np.tanh(x @ W.T + b), "W came transposed: its rows already fit the columns of x."),
        Mistake(
            lambda x, W, b: np.tanh(W @ x + b), "x stands on the left here: (examples, inputs) times (inputs, neurons)."
        ),
        Mistake(lambda x, W, b: np.tanh(W.T @ x + b), "x stands on the left here: no transpose is needed then."),
        Mistake(lambda x, W, b: np.tanh(x * W + b), "* multiplies entry by entry: the product of matrices is @."),
        Mistake(lambda x, W, b: np.tanh(x @ W - b), "The bias is added, not subtracted."),
        Mistake(
            lambda x, W, b: np.maximum(x @ W + b, 0), "That bend cuts off what is below 0: this layer bends with tanh."
        ),
    ],
    praise="Any number of examples, any number of neurons, one line.",
)

weight_gradient = Exercise(
    "weight_gradient",
    notebook="06b",
    cases=[(H, D), (H, D_WIDE), (SQUARE, D), (SQUARE, SQUARE[::-1])],
    reference=lambda H, D: H.T @ D,
    mistakes=[
        Mistake(
            lambda H, D: D.T @ H,
            "This is the transpose of the gradient: it needs the shape of the matrix, inputs by units.",
        ),
        Mistake(lambda H, D: H.T @ D / len(H), "You took a mean over the examples: the n is in D already."),
        Mistake(lambda H, D: H @ D, "The units of H meet the examples of D: over what do you want to add up?"),
        Mistake(lambda H, D: H * D, "These are the parts, example by example: add them up over the examples."),
        Mistake(lambda H, D: H.T @ (D * (1 - D**2)), "No bend here: D are already the slopes in front of it."),
        Mistake(lambda H, D: -H.T @ D, "The sign is flipped: this is the way downhill, the gradient points uphill."),
        Mistake(lambda H, D: 2 * H.T @ D, "Too large by 2: the 2 of the square is in D already."),
        Mistake(lambda H, D: 2 * H.T @ D / len(H), "The 2 and the n are in D already."),
        Mistake(lambda H, D: H @ D.T, "Transposed on the wrong side: it is the examples that must meet in the middle."),
        Mistake(lambda H, D: D @ H.T, "Two steps off: H comes first, and the examples must meet in the middle."),
    ],
    praise="One product for every weight of a layer, of any size.",
)


def _hidden(back, bend, left=lambda X: X.T):
    """A gradient of W1 with another way back through W2, through the bend, or another factor on the left"""
    return lambda X, H, D, W2: left(X) @ (back(D, W2) * bend(H, X))


def _transposed(D, W2):
    return D @ W2.T


def _bend(H, X):
    return 1 - H**2


hidden_gradient = Exercise(
    "hidden_gradient",
    notebook="06b",
    cases=[(X, H, D, W2), (X, H, D_NEGATIVE, W2), ([[1.0, 2.0]], [[0.5, -0.5]], [[2.0]], [[1.0], [3.0]])],
    reference=_hidden(_transposed, _bend),
    mistakes=[
        Mistake(
            _hidden(_transposed, lambda H, X: 1.0), "You forgot the bend: each slope must pass tanh′ on its way to Z."
        ),
        Mistake(
            _hidden(_transposed, lambda H, X: 1 - np.tanh(H) ** 2),
            "tanh′ at the wrong value: H is already the output of tanh.",
        ),
        Mistake(
            _hidden(_transposed, lambda H, X: H * (1 - H)),
            "h(1 − h) is the slope of the sigmoid: these neurons bend with tanh.",
        ),
        Mistake(_hidden(lambda D, W2: D, _bend), "W₂ is missing: a neuron with a larger weight matters more."),
        Mistake(
            lambda X, H, D, W2: _hidden(_transposed, _bend)(X, H, D, W2).T,
            "This is the transpose: dW₁ needs the shape of W₁, inputs by units.",
        ),
        Mistake(
            lambda X, H, D, W2: _hidden(_transposed, _bend)(X, H, D, W2) / len(X),
            "You took a mean over the examples: the n is in D already.",
        ),
        Mistake(lambda X, H, D, W2: H.T @ (D @ W2.T * (1 - H**2)), "H on the left: what went into the first layer?"),
        Mistake(_hidden(_transposed, lambda H, X: 1 - H), "The slope of tanh is one minus the square of its output."),
        Mistake(
            _hidden(_transposed, lambda H, X: H**2 - 1), "The sign is flipped: the slope of tanh is never negative."
        ),
        Mistake(lambda X, H, D, W2: D @ W2.T * (1 - H**2), "These are the slopes of Z: one step is left, to W₁."),
        Mistake(
            lambda X, H, D, W2: H.T @ (D @ W2.T), "Two things: the bend is missing, and H did not go into this layer."
        ),
        Mistake(lambda X, H, D, W2: X.T @ (D @ W2.T @ (1 - H**2)), "The bend goes entry by entry: *, not @."),
        Mistake(
            lambda X, H, D, W2: X @ (D @ W2.T * (1 - H**2)),
            "X has its examples in rows: which of its sides must meet those of D_Z?",
        ),
        Mistake(lambda X, H, D, W2: X.T @ (D @ W2 * (1 - H**2)), "The way back through W₂ goes by its transpose."),
    ],
    praise="A slope for every weight of the first layer, however far from the error it is.",
)

bias_gradient = Exercise(
    "bias_gradient",
    notebook="06b",
    cases=[(H,), (D,), (SQUARE,)],
    reference=lambda D_Z: D_Z.sum(axis=0, keepdims=True),
    mistakes=[
        Mistake(
            lambda D_Z: D_Z.sum(axis=1, keepdims=True),
            "You added up along the rows, over the neurons: each neuron has its own bias.",
        ),
        Mistake(
            lambda D_Z: D_Z.mean(axis=0, keepdims=True),
            "That is the mean over the examples: the n is in D already, so add up.",
        ),
        Mistake(
            lambda D_Z: D_Z.sum(axis=0),
            "The numbers are right, but they have lost their row: the bias has shape (1, units).",
        ),
        Mistake(lambda D_Z: D_Z.sum(), "You added up everything to one number: each neuron has its own bias."),
        Mistake(
            lambda D_Z: D_Z.sum(axis=1), "These are sums over the neurons, without a row: each neuron has its own bias."
        ),
        Mistake(lambda D_Z: D_Z.mean(axis=0), "Two things: add up instead of averaging, and keep the row, (1, units)."),
        Mistake(
            lambda D_Z: -D_Z.sum(axis=0, keepdims=True),
            "The sign is flipped: return the gradient, not the way downhill.",
        ),
        Mistake(lambda D_Z: D_Z, "These are the slopes example by example: the bias was used in all of them."),
    ],
    praise="Used in every example, so the slopes of all examples add up.",
)

SHAPES = {"Z": (32, 6), "dW₁": (8, 6), "db₁": (1, 6), "dW₂": (6, 3), "db₂": (1, 3), "D W₂ᵀ": (32, 6)}


def _judge_shapes(shapes):
    """None if all six are right; else the first that is not, and why"""
    for place, ((name, wanted), given) in enumerate(zip(SHAPES.items(), shapes)):
        given = tuple(int(side) for side in given)
        if given != wanted:
            return f"place [{place}], {name}: you gave {given}. {_shape_hint(name, given, wanted)}"
    return None


def _shape_hint(name, given, wanted):
    """A question to the learner, for the shape that is not right"""
    if name.startswith("d") and 32 in given:
        return "The examples are still in it: a gradient has the shape of its weights."
    if given == wanted[::-1]:
        rows = {
            "dW": "inputs in rows, neurons in columns.",
            "db": "a bias stands as a row here, and so does its gradient.",
        }
        return f"Transposed: {rows.get(name[:2], 'examples in rows.')}"
    if name.startswith("db"):
        return "One row, with a number for each neuron of its own layer: how many has it?"
    if name.startswith("dW"):
        return "Its layer's inputs in rows, its neurons in columns: how many of each?"
    return (
        "A row for each example. And a column for each … of what?"
        if name == "Z"
        else "D (32, 3) goes back through W₂ᵀ: to whom?"
    )


gradient_shapes = Exercise(
    "gradient_shapes",
    notebook="06b",
    judge=_judge_shapes,
    example=list(SHAPES.values()),
    praise="Whoever reads shapes finds half of all mistakes before running anything.",
)

# ---- training -------------------------------------------------------------------------------------------------------


def _slopes(X, Y, weights):
    """The mean's slopes for a straight line y_hat = x W + b: something plain to step with"""
    D = 2 * (X @ weights[0] + weights[1] - Y) / len(Y)
    return network.layer_gradients(X, D)


def _stepping(pick, share=1.0):
    """A mini-batch step with another choice of examples, or with the slopes times a number"""

    def mini_batch_step(X, Y, weights, rows, rate, slopes):
        batch = slopes(*pick(X, Y, rows), weights)
        return tuple(value - rate * share * slope for value, slope in zip(weights, batch))

    return mini_batch_step


def _pairs(X, Y, rows):
    return X[rows], Y[rows]


TARGETS = [[1.0], [0.0], [2.0]]


def _step_case(rows, rate):
    weights = [np.array([[0.5], [-0.25]]), np.array([[0.1]])]
    return np.array(X), np.array(TARGETS), weights, np.array(rows), rate, _slopes


mini_batch_step = Exercise(
    "mini_batch_step",
    notebook="06b",
    cases=[_step_case([0, 2], 0.1), _step_case([1], 0.5), _step_case([2, 1, 0], 0.05)],
    reference=_stepping(_pairs),
    mistakes=[
        Mistake(_stepping(lambda X, Y, rows: (X, Y)), "You used all examples: pick those of the batch first."),
        Mistake(
            _stepping(lambda X, Y, rows: (X[: len(rows)], Y[: len(rows)])),
            "You took the first few examples, not those in rows.",
        ),
        Mistake(
            _stepping(lambda X, Y, rows: (X[rows], Y)), "The answers have stayed whole: pick the same rows of both."
        ),
        Mistake(
            _stepping(lambda X, Y, rows: (X[rows], Y[: len(rows)])),
            "Inputs and answers no longer belong together: pick the same rows of both.",
        ),
        Mistake(_stepping(_pairs, -1.0), "You go uphill: subtract the rate times the slope."),
        Mistake(
            lambda X, Y, weights, rows, rate, slopes: _stepping(_pairs, 1 / rate)(X, Y, weights, rows, rate, slopes),
            "The learning rate is gone.",
        ),
        Mistake(
            lambda X, Y, weights, rows, rate, slopes: _stepping(_pairs, 1 / len(rows))(
                X, Y, weights, rows, rate, slopes
            ),
            "You divided by the size of the batch: the slopes are those of a mean already.",
        ),
        Mistake(
            lambda X, Y, weights, rows, rate, slopes: slopes(X[rows], Y[rows], weights),
            "These are the slopes: where do you land?",
        ),
    ],
    praise="This line, repeated, trains everything from Xor to the largest networks.",
)


def _judge_start(W1):
    """None if the network learns Xor from here; else what happened to it"""
    weights = [np.array(W1, dtype=float), np.zeros((1, 2)), np.ones((2, 1)), np.zeros((1, 1))]
    trained = network.train(*network.XOR, weights, 0.1, 3000)
    answers = network.forward(network.XOR[0], trained)[1]
    told = ", ".join(number(answer, 2) for answer in answers.ravel())
    if not np.isfinite(answers).all():
        return "from there the steps are too large and the loss blows up: start with smaller numbers."
    if ((answers > 0.5) == (network.XOR[1] > 0.5)).all():
        return None
    if np.allclose(trained[0][:, 0], trained[0][:, 1]):
        return f"the answers are {told}, and the two columns of W₁ have stayed equal: two neurons, one task."
    if np.abs(W1).max() > 4:
        return f"the answers are {told}: with such large weights tanh is flat and hardly learns."
    return f"the answers are {told}. The columns differ, but from there downhill leads elsewhere: try another start."


break_symmetry = Exercise(
    "break_symmetry",
    notebook="06b",
    judge=_judge_start,
    example=np.array([[1.0, -1.0], [-1.0, 1.0]]),
    mistakes=[
        Mistake(np.zeros((2, 2)), "From zeros, both neurons answer 0 to everything and get equal slopes."),
        Mistake(np.ones((2, 2)), "All ones is as equal as all zeros: what tells one neuron from the other?"),
        Mistake(np.array([[1.0, 1.0], [-1.0, -1.0]]), "You made the rows differ: a neuron is a column."),
    ],
    praise="Two different neurons, two different tasks: that is what random starts are for.",
)
