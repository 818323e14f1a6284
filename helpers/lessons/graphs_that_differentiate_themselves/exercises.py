"""The exercises of notebook 04, Graphs that differentiate themselves."""

from functools import partial

import numpy as np

from ... import ops
from ...exercise import Exercise
from ...graph import Node, apply, topological_order

exercise = partial(Exercise, notebook="04")

NO_TUPLE = "The slope is right. Hand it back as an op does, one slope per input: a tuple of one, `(dx,)`."
DROPPED = "You dropped dz: this is the local slope only."

subtract_backward = exercise(
    "subtract_backward",
    cases=[(4.0, 0.0, 4.0, 8.0), (2.0, 5.0, -3.0, -0.5), (-1.5, 2.0, -3.5, 3.0)],
    reference=lambda x, y, z, dz: (dz, -dz),
    mistakes=[
        (lambda x, y, z, dz: (1.0, -1.0), "This is the slide's answer: it drops dz, and the chain breaks here."),
        (lambda x, y, z, dz: (dz, dz), "More y makes z smaller: what does that do to the sign of dy?"),
        (lambda x, y, z, dz: (-dz, dz), "x and y have changed places: which of the two is subtracted?"),
        (lambda x, y, z, dz: (dz * x, -dz * y), "x and y themselves do not matter: z moves as far as x moves."),
    ],
    praise="With this factor back in place the graph finds (−104, −12).",
)

multiply_backward = exercise(
    "multiply_backward",
    vary=(),
    cases=[(2.0, 5.0, 10.0, -8.0), (-1.5, 4.0, -6.0, 0.5), (3.0, 1.0, 3.0, 2.0)],
    reference=lambda x, y, z, dz: (dz * y, dz * x),
    mistakes=[
        (
            lambda x, y, z, dz: (dz * x, dz * y),
            "x and y have changed places: if x moves by 1, by how much does x · y move?",
        ),
        (lambda x, y, z, dz: (y, x), "You dropped dz: these are the local slopes only."),
        (lambda x, y, z, dz: (dz, dz), "That is the rule of Add: here the slope depends on the other input."),
        (lambda x, y, z, dz: (dz * z, dz * z), "z holds both factors: the slope for x is the other factor alone."),
        (
            lambda x, y, z, dz: dz * y + dz * x,
            "Do not add the two: each input gets its own gradient. Return both, dx first.",
        ),
        (lambda x, y, z, dz: (dz + y, dz + x), "Slopes along a path are multiplied, not added."),
    ],
    praise="One line, and it serves every product in every network.",
)

power_backward = exercise(
    "power_backward",
    vary=(),
    cases=[(x, n, x**n, dz) for x, n, dz in ((2.0, 3.0, 1.0), (1.5, 4.0, -2.0), (3.0, -1.0, 5.0))],
    reference=lambda x, n, z, dz: (dz * n * x ** (n - 1),),
    mistakes=[
        (lambda x, n, z, dz: dz * n * x ** (n - 1), NO_TUPLE),
        (lambda x, n, z, dz: (n * x ** (n - 1),), DROPPED),
        (
            lambda x, n, z, dz: (dz * n * x**n,),
            "The exponent goes down by one: check with z = x², where the slope is 2x.",
        ),
        (
            lambda x, n, z, dz: (dz * x ** (n - 1),),
            "The old exponent comes down as a factor: check with z = x², where the slope is 2x.",
        ),
        (lambda x, n, z, dz: (dz * (n - 1) * x ** (n - 1),), "The factor is the old exponent, before it goes down."),
        (lambda x, n, z, dz: (dz * n * z ** (n - 1),), "The slope is taken where the input stands: at x, not at z."),
        (lambda x, n, z, dz: (dz * n * x**n - 1,), "Parentheses: x ** (n − 1)."),
        (lambda x, n, z, dz: (dz * 2 * x,), "That is the rule of Square: here the exponent is n."),
    ],
    praise="Square was the case n = 2.",
)

tanh_backward = exercise(
    "tanh_backward",
    vary=(),
    cases=[(x, float(np.tanh(x)), dz) for x, dz in ((0.0, 3.0), (0.5, 1.0), (-1.2, -2.0), (3.0, 4.0))],
    reference=lambda x, z, dz: (dz * (1 - z**2),),
    mistakes=[
        (lambda x, z, dz: dz * (1 - z**2), NO_TUPLE),
        (lambda x, z, dz: (1 - z**2,), DROPPED),
        (lambda x, z, dz: (dz * (1 - x**2),), "The slope is taken at the wrong value: it is z that is squared, not x."),
        (lambda x, z, dz: (dz * (1 - np.tanh(z) ** 2),), "z is tanh x already: you took tanh twice."),
        (lambda x, z, dz: (dz * (1 - z),), "The square is missing."),
        (lambda x, z, dz: (dz * (1 + z**2),), "The sign is flipped: far out tanh is flat, so the slope must go to 0."),
        (lambda x, z, dz: (dz - z**2,), "dz multiplies the whole bracket, the 1 as well."),
    ],
    praise="And it costs no second tanh: the forward pass has left z in the node.",
)

INPUTS = {"a": (), "b": (), "p": ("a", "b"), "s": ("p", "a"), "z": ("s",)}  # z = (a · b + a)²


def _judge_order(answer):
    if isinstance(answer, str):
        return "write a list of five letters, each in quotes, with commas between them."
    if sorted(answer) != sorted(INPUTS):
        return f"each of the letters {', '.join(INPUTS)} must stand in the order once, got {', '.join(answer)}."
    late = [(letter, x) for i, letter in enumerate(answer) for x in INPUTS[letter] if x not in answer[:i]]
    return "when {} is computed, its input {} is still None.".format(*late[0]) if late else None


order_nodes = exercise(
    "order_nodes",
    judge=_judge_order,
    example=["a", "b", "p", "s", "z"],
    mistakes=[
        (["z", "s", "p", "b", "a"], "This is the way back: forward goes from the leaves to the result."),
        (["z", "s", "p", "a", "b"], "Backward runs in this direction; forward needs the leaves first."),
        (["a", "b", "s", "p", "z"], "The sum waits for the product, not the other way round."),
        (["a", "p", "b", "s", "z"], "The product needs both of its factors."),
        (["b", "p", "s", "a", "z"], "a is used twice, but it has to be there before its first use."),
    ],
    praise="a, b or b, a at the start: both are right. All that counts is that nobody is asked too early.",
)

square_slope = exercise(
    "square_slope",
    expected=6,
    mistakes=[
        (3, "That is what one of the two uses of x brings: it is used twice."),
        (9, "That is the value, x · x: the gradient is how fast it changes with x."),
        (2, "That is the factor of 2x without the x."),
        (1, "That is dz, the slope to start from: it still has to pass through Multiply."),
        (12, "You added up two runs: begin with empty gradients."),
    ],
    praise="3 from the left input and 3 from the right: added, as along two paths in notebook 03.",
)


class _Square(ops.Square):
    """As in the notebook: one gradient comes as a tuple, too"""

    def backward(self, x, z, dz):
        return (super().backward(x, z, dz),)


GRAPHS = [  # formula, z made of x, x, the slope there
    ("z = x² at x = 2", lambda x: apply(_Square(), x), 2.0, 4.0),
    ("z = (x · x + x)² at x = 3", lambda x: apply(_Square(), x * x + x), 3.0, 168.0),
]
FOUND_BY_MISTAKE = {  # the gradient that a known mistake finds for one of the two graphs
    0: " Hint: nothing has arrived at x. Does the last line change x.gradient? "
    "Does the loop start at the end of the order, where the 1 is?",
    72: " Hint: the bug is still in: what x has received from one use is overwritten by the next.",
    24: " Hint: what x has received from its first use is kept, and the rest is thrown away.",
    96: " Hint: x · x hands back two gradients, and you kept only one of them.",
    -4: " Hint: gradients are added, not subtracted.",
}


def _judge_backward(answer):
    for formula, build, value, slope in GRAPHS:
        leaf = Node(value, "x")
        order = topological_order(build(leaf))
        for node in order:
            node.gradient = np.float64(node is order[-1])
        answer(order)
        is_number = isinstance(leaf.gradient, (int, float))
        if not is_number or not np.isclose(leaf.gradient, slope):
            hint = FOUND_BY_MISTAKE.get(leaf.gradient, "") if is_number else ""
            return f"for {formula} the gradient of x came out as {leaf.gradient}, expected {slope:g}.{hint}"


def _repaired(order):
    for node in reversed(order):
        if node.op:
            values = [x.value for x in node.inputs]
            for x, dx in zip(node.inputs, node.op.backward(*values, node.value, node.gradient), strict=True):
                x.gradient += dx


repaired_backward = exercise(
    "repaired_backward",
    judge=_judge_backward,
    example=_repaired,
    praise="Values that are used twice collect from all their uses.",
)
