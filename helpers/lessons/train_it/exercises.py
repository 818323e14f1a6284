"""The exercises of notebook 06c, Train it."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from ...plots import number
from ..backprop_in_matrices.numbers import XOR, forward, layer_gradients, train

exercise = partial(Exercise, notebook="06c")

# ---- a start that lets neurons differ -------------------------------------------------------------------------------


def _judge_start(W1):
    """None if the network learns Xor from here; else what happened to it"""
    weights = [np.array(W1, dtype=float), np.zeros((1, 2)), np.ones((2, 1)), np.zeros((1, 1))]
    trained = train(*XOR, weights, 0.1, 3000)
    answers = forward(XOR[0], trained)[1]
    result = f"the answers are {', '.join(number(answer, 2) for answer in answers.ravel())}"
    if not np.isfinite(answers).all():
        return "from there the steps are too large and the loss blows up: start with smaller numbers."
    if ((answers > 0.5) == (XOR[1] > 0.5)).all():
        return None
    if np.allclose(trained[0][:, 0], trained[0][:, 1]):
        return f"{result}, and the two columns of W₁ have stayed equal: two neurons, one task."
    if np.abs(W1).max() > 4:
        return f"{result}: with such large weights tanh is flat and hardly learns."
    return f"{result}. The columns differ, but from there downhill leads elsewhere: try another start."


break_symmetry = exercise(
    "break_symmetry",
    judge=_judge_start,
    example=np.array([[1.0, -1.0], [-1.0, 1.0]]),
    mistakes=[
        (np.zeros((2, 2)), "From zeros, both neurons answer 0 to everything and get equal slopes."),
        (np.ones((2, 2)), "All ones is as equal as all zeros: what tells one neuron from the other?"),
        (np.array([[1.0, 1.0], [-1.0, -1.0]]), "You made the rows differ: a neuron is a column."),
    ],
    praise="Two different neurons, two different tasks: that is what random starts are for.",
)

X = [[1.0, 0.5], [-0.4, 2.0], [0.3, -1.0]]

# ---- a step on a few examples ---------------------------------------------------------------------------------------


def _slopes(X, Y, weights):
    """The mean's slopes for a straight line y_hat = x W + b: something plain to step with"""
    return layer_gradients(X, 2 * (X @ weights[0] + weights[1] - Y) / len(Y))


def _stepping(pick=lambda X, Y, rows: (X[rows], Y[rows]), factor=lambda rows, rate: rate):
    """A mini-batch step with another choice of examples, or with another factor of the slopes"""

    def mini_batch_step(X, Y, weights, rows, rate, slopes):
        batch = slopes(*pick(X, Y, rows), weights)
        return tuple(w - factor(rows, rate) * slope for w, slope in zip(weights, batch, strict=True))

    return mini_batch_step


def _step_case(rows, rate, x=X, y=((1.0,), (0.0,), (2.0,)), W=((0.5,), (-0.25,)), b=((0.1,),)):
    return np.array(x), np.array(y), [np.array(W), np.array(b)], np.array(rows), rate, _slopes


WIDE = {  # five examples, three inputs, two outputs
    "x": [[1.0, 0.5, -0.2], [-0.4, 2.0, 0.3], [0.3, -1.0, 0.7], [0.8, 0.1, -1.5], [-0.6, 0.4, 0.9]],
    "y": [[1.0, 0.0], [0.0, 2.0], [2.0, -1.0], [0.5, 0.5], [-1.0, 1.0]],
    "W": [[0.5, -0.1], [-0.25, 0.3], [0.7, 0.2]],
    "b": [[0.1, -0.4]],
}

mini_batch_step = exercise(
    "mini_batch_step",
    cases=[_step_case([0, 2], 0.1), _step_case([1], 0.5), _step_case([4, 1, 3], 0.05, **WIDE)],
    reference=_stepping(),
    mistakes=[
        (_stepping(lambda X, Y, rows: (X, Y)), "You used all examples: pick those of the batch first."),
        (
            _stepping(lambda X, Y, rows: (X[: len(rows)], Y[: len(rows)])),
            "You took the first few examples, not those in rows.",
        ),
        (_stepping(lambda X, Y, rows: (X[rows], Y)), "The answers have stayed whole: pick the same rows of both."),
        (
            _stepping(lambda X, Y, rows: (X[rows], Y[: len(rows)])),
            "Inputs and answers no longer belong together: pick the same rows of both.",
        ),
        (_stepping(factor=lambda rows, rate: -rate), "You go uphill: subtract the rate times the slope."),
        (_stepping(factor=lambda rows, rate: 1), "The learning rate is gone."),
        (
            _stepping(factor=lambda rows, rate: rate * len(rows)),
            "You multiplied by the size of the batch: the slopes are those of a mean, and the rate stays as it is.",
        ),
        (
            _stepping(factor=lambda rows, rate: rate / len(rows)),
            "You divided by the size of the batch: the slopes are those of a mean already.",
        ),
        (
            lambda X, Y, weights, rows, rate, slopes: slopes(X[rows], Y[rows], weights),
            "These are the slopes: where do you land?",
        ),
        (
            lambda X, Y, weights, rows, rate, slopes: weights - rate * slopes(X[rows], Y[rows], weights),
            "Weights and slopes are lists of arrays: take them pair by pair, with zip.",
        ),
    ],
    praise="This line, repeated, trains everything from Xor to the largest networks.",
)

# ---- a step with a memory -------------------------------------------------------------------------------------------


def _adam(first=lambda dw: dw, second=lambda dw: dw**2, betas=(0.9, 0.999), correct=(1, 1), root=np.sqrt, sign=-1):
    """Adam's step with its own two averages, their fading, their correction (0: none), its root, or its sign"""

    def adam_step(dw, m, v, t):
        m = betas[0] * m + (1 - betas[0]) * first(dw)
        v = betas[1] * v + (1 - betas[1]) * second(dw)
        m_hat, v_hat = (a / (1 - c * beta**t) for a, beta, c in zip((m, v), betas, correct, strict=True))
        return sign * m_hat / (root(v_hat) + 1e-7), m, v

    return adam_step


def _adam_corrected(dw, m, v, t):
    m, v = (0.9 * m + 0.1 * dw) / (1 - 0.9**t), (0.999 * v + 0.001 * dw**2) / (1 - 0.999**t)
    return -m / (np.sqrt(v) + 1e-7), m, v


DW = [[0.2, -3.0], [0.5, 0.04]]
adam_step = exercise(
    "adam_step",
    vary=("fraction",),
    cases=[
        (DW, [[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]], 1),
        (DW, [[0.1, -1.0], [-0.3, 0.02]], [[0.05, 2.0], [0.3, 0.01]], 7),
        ([1.5, -0.2, 0.7], [0.3, 0.1, -0.2], [0.6, 0.2, 0.4], 250),
    ],
    reference=_adam(),
    mistakes=[
        (_adam(correct=(0, 0)), "Both averages start at 0 and are too small at first: divide each by 1 − βᵗ."),
        (_adam(correct=(1, 0)), "m is corrected and v is not: both have started at 0."),
        (_adam(correct=(0, 1)), "v is corrected and m is not: both have started at 0."),
        (_adam(root=lambda v: v), "The root is missing: v is an average of squares."),
        (_adam(sign=1), "That goes uphill: the step is against m."),
        (_adam(betas=(0.999, 0.9)), "The two βs are swapped: m fades faster than v."),
        (_adam(second=lambda dw: dw), "v is an average of squares: dw², not dw."),
        (_adam(second=np.abs), "v averages the slopes' squares, not their sizes."),
        (_adam_corrected, "The corrected averages are for this step only: hand on the new m and v, not divided."),
        (
            lambda dw, m, v, t: (_adam()(dw, m, v, t)[0], m, v),
            "These are m and v as they came in: hand on the new ones.",
        ),
        (
            lambda dw, m, v, t: (lambda s, m_new, v_new: s)(*_adam()(dw, m, v, t)),
            "That is the step alone: the next one needs m and v, too.",
        ),
        (
            lambda dw, m, v, t: _adam()(dw, m, v, t)[1:] + _adam()(dw, m, v, t)[:1],
            "All three are there: the step comes first, then m, then v.",
        ),
        (lambda dw, m, v, t: _adam()(dw, m, v, t + 1), "t counts from 1: the first step has t = 1, so 1 − βᵗ is 0.1."),
    ],
    praise="Four lines that have trained more networks than any others.",
)

# ---- where to begin, and what must be kept --------------------------------------------------------------------------


def _scale(tanh=lambda i, o: np.sqrt(2 / (i + o)), relu=lambda i, o: np.sqrt(2 / i)):
    """A starting scale with its own rule for tanh or for ReLU"""
    return lambda inputs, outputs, activation: float((relu if activation == "relu" else tanh)(inputs, outputs))


def _glorot(i, o):
    return np.sqrt(2 / (i + o))


def _he(i, o):
    return np.sqrt(2 / i)


initial_scale = exercise(
    "initial_scale",
    vary=(),
    cases=[(784, 100, "tanh"), (784, 100, "relu"), (50, 200, "tanh"), (50, 200, "relu"), (10, 10, "tanh")],
    reference=_scale(),
    mistakes=[
        (
            _scale(relu=_glorot),
            "You gave ReLU Glorot's rule too. ReLU throws half of the mean square away, so it needs He's.",
        ),
        (_scale(lambda i, o: np.sqrt(2 / i + o)), "A bracket is missing: 2 / (inputs + outputs)."),
        (_scale(tanh=_he), "tanh gets He's rule here: the 2 makes up for what ReLU throws away."),
        (_scale(lambda i, o: 2 / (i + o), lambda i, o: 2 / i), "These are variances: a scale is their square root."),
        (
            _scale(lambda i, o: np.sqrt(1 / i)),
            "For tanh look both ways: forward counts the inputs, backward the outputs.",
        ),
        (_scale(lambda i, o: np.sqrt(1 / (i + o))), "Glorot takes the mean of inputs and outputs, not their sum."),
        (_scale(relu=lambda i, o: np.sqrt(2 / o)), "A neuron adds up its inputs: it is their number that counts."),
        (_scale(relu=lambda i, o: np.sqrt(1 / i)), "For ReLU a 2 is missing: half of the mean square is cut off."),
        (_scale(_he, _glorot), "The two rules are swapped."),
        (
            _scale(lambda i, o: np.sqrt(6 / (i + o)), lambda i, o: np.sqrt(6 / i)),
            "That is how far a uniform draw reaches: its standard deviation is that over √3.",
        ),
    ],
    praise="Libraries offer both by name, and a layer can ask for either.",
)


def _numbers_held(weights=lambda a, b: (a + 1) * b, copies=4, kept=lambda widths, batch: batch * sum(widths)):
    def numbers_held(widths, batch):
        count = sum(weights(a, b) for a, b in zip(widths[:-1], widths[1:], strict=True))
        return copies * count, kept(widths, batch)

    return numbers_held


numbers_held = exercise(
    "numbers_held",
    vary=(),
    cases=[([784, 100, 10], 32), ([2, 3, 1], 4), ([100] * 21, 1000), ([7, 5], 1)],
    reference=_numbers_held(),
    mistakes=[
        (_numbers_held(copies=1), "For each weight four numbers are held: itself, its gradient, and Adam's two."),
        (_numbers_held(copies=3), "One is missing for each weight: itself, its gradient, and Adam's two."),
        (_numbers_held(copies=2), "Adam's two averages are missing: each is as large as the weights."),
        (_numbers_held(lambda a, b: a * b), "The biases are missing: one for each neuron."),
        (_numbers_held(lambda a, b: (a + 1) * b, 4, lambda w, n: sum(w)), "Kept values belong to examples: how many?"),
        (_numbers_held(kept=lambda w, n: n * sum(w[1:])), "The inputs are kept, too: dW₁ is Xᵀ times something."),
        (_numbers_held(kept=lambda w, n: n * sum(w[:-1])), "The output is kept, too: the loss's slope needs it."),
        (
            _numbers_held(kept=lambda w, n: n * sum(a * b for a, b in zip(w[:-1], w[1:], strict=True))),
            "Kept are the values of the neurons, not one for each weight.",
        ),
        (
            lambda widths, batch: _numbers_held()(widths, batch)[::-1],
            "In the other order: first what belongs to the weights.",
        ),
    ],
    praise="This sum decides what fits on a graphics card.",
)
