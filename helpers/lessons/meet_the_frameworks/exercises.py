"""The exercises of notebook 11, Meet the frameworks. Not one of them needs a framework to be checked."""

import dis
from functools import partial

import numpy as np

from ... import keras as ours
from ...datasets import fruit_trades
from ...exercise import Exercise
from .stand_in import LineModel, Loss, Tensor

exercise = partial(Exercise, notebook="11")

# ---- Keras ----------------------------------------------------------------------------------------------------------

rows_of_summary = exercise(
    "rows_of_summary",
    expected=(200960.0, 65792.0, 2570.0, 269322.0),
    mistakes=[
        ((200704.0, 65536.0, 2560.0, 268800.0), "The biases are missing: each neuron has one."),
        ((200705.0, 65537.0, 2561.0, 268803.0), "One bias a layer is too few: each neuron has its own."),
        ((201488.0, 65792.0, 2816.0, 270096.0), "You gave every input a bias: it is the neurons that have one."),
        ((200960.0, 65792.0, 2570.0, 269321.0), "The rows are right, their sum is not: add up once more."),
        ((784.0, 256.0, 256.0, 10.0), "These are the sizes: a row counts the weights between two of them."),
    ],
    praise="The companion notebook of the course prints the same 269,322.",
)

# ---- PyTorch --------------------------------------------------------------------------------------------------------

STEPS = 5


def usual_loop(model, loss_function, optimizer, x, y, steps):
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def judge_train(train):
    """None, or which part of the loop is missing or misplaced, told by what was called and what came out"""
    (x, y), line = fruit_trades(), LineModel()
    other = LineModel()
    right = usual_loop(other, other.loss_function, other, x, y, STEPS)
    losses = train(line, line.loss_function, line, x, y, STEPS)
    if not isinstance(losses, (list, tuple)) or not losses:
        return "it returned no list of losses. Hint: start with an empty list, and append in every round."
    if any(isinstance(loss, Loss) for loss in losses):
        return "your list holds losses that can still go backward, with all that they remember. Hint: loss.item()"
    if any(isinstance(loss, Tensor) for loss in losses):
        return "your list holds tensors, not plain numbers. Hint: loss.item()"
    if len(losses) != STEPS:
        return f"for steps = {STEPS} your list has {len(losses)} losses. Hint: one in every round."
    if np.allclose(np.array(losses, dtype=float), right):
        return None
    return word_calls(line.calls) or f"the losses are {losses[0]:.4g}, {losses[1]:.4g} …, expected {right[0]:.4g}, " + (
        f"{right[1]:.4g} …. Hint: append the loss of this round, before the step."
    )


def word_calls(calls):
    for name in ("backward", "step", "zero_grad"):
        if name not in calls:
            return {
                "backward": "the loss never went backward. Hint: who computes the gradients?",
                "step": "no weight ever moved. Hint: who takes the gradients off the weights?",
                "zero_grad": "the gradients of all rounds add up. Hint: who sets them to zero?",
            }[name]
    turns = "".join({"zero_grad": "z", "backward": "b", "step": "s"}.get(name, "") for name in calls)
    if turns.startswith(("sb", "szb", "zsb")):
        return "the step comes before its gradients. Hint: first backward, then step."
    if "bzs" in turns:
        return (
            "the gradients are zero when the step is taken. Hint: zero_grad between backward and step comes too late."
        )
    if turns.count("z") < turns.count("b"):
        return "zero_grad was called less often than backward. Hint: the gradients add up in every round."
    return None


train = exercise(
    "train",
    judge=judge_train,
    example=usual_loop,
    praise="Every PyTorch project has these five lines somewhere.",
)

# ---- between the two ------------------------------------------------------------------------------------------------

COUNTING = np.arange(1.0, 121).reshape(5, 4, 2, 3) ** 1.5 - 20
TABLE = [[1.0, -2.0, 0.5], [4.0, 3.0, -1.0]]

to_torch = exercise(
    "to_torch",
    vary=("fraction", "negative", "zero"),
    cases=[(COUNTING,), (TABLE,), (COUNTING[:, :2, :1, :],)],
    reference=lambda kernel: np.moveaxis(kernel, (-1, -2), (0, 1)),
    mistakes=[
        (lambda kernel: kernel.T, "Dense is right, but `.T` turns every axis round: your pictures lie on their side."),
        (lambda kernel: kernel, "Keras puts the outputs last, PyTorch first: nothing has moved."),
        (
            lambda kernel: np.reshape(kernel, np.moveaxis(kernel, (-1, -2), (0, 1)).shape),
            "The shape is right, the numbers are not: reshape reads on in the old order and moves no axis.",
        ),
        (lambda kernel: np.moveaxis(kernel, -1, 0), "The outputs come first now; the inputs must come second."),
        (
            lambda kernel: np.moveaxis(kernel, (-2, -1), (0, 1)),
            "Inputs still stand before outputs: change them over.",
        ),
        (
            lambda kernel: kernel.transpose(2, 3, 0, 1),
            "Inputs still stand before outputs: change them over. And a dense layer has no axes 2 and 3.",
        ),
        (
            lambda kernel: kernel.T if kernel.ndim == 2 else kernel.transpose(2, 3, 0, 1),
            "Dense is right; in a convolution, inputs still stand before outputs: change those over, too.",
        ),
        (
            lambda kernel: kernel.transpose(3, 2, 0, 1),
            "A convolution comes out right, but a dense layer has no axes 2 and 3: count from the end.",
        ),
        (
            lambda kernel: np.swapaxes(kernel, -1, -2),
            "Dense is right; in a convolution, rows and columns still stand in front.",
        ),
    ],
    praise="A bug here has the right shape and the wrong numbers: compare one prediction before you trust it.",
)


def friend_model(keras, kernel=(3, 3), strides=1, activation="tanh", last="sigmoid", loss="binary_crossentropy"):
    model = keras.Sequential([keras.Input((6, 6, 1))])
    model.add(keras.layers.Conv2D(5, kernel, strides=strides, activation=activation))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation=last))
    model.compile(optimizer="sgd", loss=loss, metrics=["accuracy"])
    return model


def judge_ported(ported):
    """None, or what the model that this function builds does otherwise than the friend meant"""
    if hasattr(ported, "layers"):
        return "you passed a model, expected the function: its name, without parentheses."
    if imports(ported, "keras", "tensorflow"):
        return NOT_HANDED_IN
    try:
        model = ported(ours)
    except (TypeError, ValueError) as error:
        if said := word_compile(str(error)):
            return said
        raise
    if not isinstance(model, ours.Sequential):
        return NOT_HANDED_IN if hasattr(model, "layers") else NO_MODEL
    if model.input_shape is None:
        return "the model does not know its input. Hint: what stands first in a model, and says (6, 6, 1)?"
    if model.input_shape != (6, 6, 1):
        return f"its input is {model.input_shape}. Hint: one picture is 6 × 6 pixels of one number."
    return judge_layers(model) or judge_compiled(model)


NO_MODEL = "it returned no model. Hint: build it, compile it, and return it."
NOT_HANDED_IN = (
    "your model is not made of the library that was handed in. Hint: import nothing, use the argument keras."
)


def imports(function, *libraries):
    """True if a line of the function imports one of them; `from helpers import keras` does not"""
    steps = dis.get_instructions(function) if hasattr(function, "__code__") else ()
    return any(step.opname == "IMPORT_NAME" and step.argval.split(".")[0] in libraries for step in steps)


def word_compile(told):
    """What two errors of `compile` mean for this exercise; None for any other"""
    if "no loss 'logloss'" in told.lower().replace("_", ""):
        return "its loss has no such name in Keras. Hint: two classes, so a cross-entropy that begins with binary."
    if "loss_weights (its third place)" in told:
        return 'the third place of compile is not metrics. Hint: write metrics=["accuracy"].'
    return None


def judge_layers(model):
    kinds = [type(layer).__name__ for layer in model.layers]
    if "Conv2D" not in kinds:
        return f"its layers are {', '.join(kinds)}. Hint: the first one slides a kernel."
    convolution, count = model.layers[kinds.index("Conv2D")], model.count_params()
    if tuple(convolution.strides) != (1, 1):
        return (
            f"the window moves on by {convolution.strides[0]} pixels and {count} parameters are left of 131. "
            "Hint: what do the second and the third argument mean today?"
        )
    if count != 131:
        return f"it has {count} parameters, not 131. Hint: 5 kernels of 3 × 3, a row of numbers, then one neuron."
    if said := judge_answer(model):
        return said
    bent = [getattr(layer, "activation", None) is ours.activations.tanh for layer in model.layers]
    return None if any(bent) else "its kernels stay linear. Hint: which activation stands in the notes?"


def judge_answer(model):
    """None, or why this is no probability, told by two pictures and weights that leave no doubt"""
    weights = model.get_weights()
    model.set_weights([np.full_like(values, 3.0) for values in weights])
    output = model.predict(np.linspace(-9, 9, 72).reshape(2, 6, 6, 1))
    model.set_weights(weights)
    if output.shape != (2, 1) or output.min() < 0 or output.max() > 1:
        return "what comes out is no probability. Hint: which activation ends between 0 and 1?"
    if output[0] == output[1]:
        return "what comes out is always the same. Hint: which activation is for one number alone?"
    return None


def judge_compiled(model):
    if model.loss is None:
        return "it is not compiled. Hint: optimizer, loss and metrics, each by its name."
    x, y = np.linspace(-1, 1, 72).reshape(2, 6, 6, 1), np.array([[0.0], [1.0]])
    p = model.predict(x)
    if abs(model.evaluate(x, y, return_dict=True)["loss"] + np.mean(np.log(np.where(y, p, 1 - p)))) > 1e-6:
        return "its loss is another one. Hint: what is the log loss of one probability called in Keras?"
    if not isinstance(model.optimizer, ours.optimizers.SGD):
        return "its optimizer is another one. Hint: which stands in the notes?"
    if "accuracy" not in model.metrics:
        return 'it does not report the accuracy. Hint: metrics is a list, such as ["accuracy"].'
    return None


ported = exercise(
    "ported",
    judge=judge_ported,
    example=friend_model,
    praise="50 parameters in the kernels, 81 in the last neuron. Now it says what it means.",
)

silent_bug = exercise(
    "silent_bug",
    expected=5.0,
    mistakes=[
        (1.0, "Layers in a row, as ever: a Sequential may have as many as you like."),
        (2.0, "Eight features go in and six numbers come out: that fits both its neighbours."),
        (3.0, "Without it the two linear layers would be one: it must stay."),
        (4.0, "Six numbers go in, three classes come out: it fits."),
        (6.0, "You are close: this line is written for scores of any size. What does it get instead?"),
        (7.0, "A rate of 0.1 is nothing unusual: the loss falls, only not far."),
        (8.0, "Parameters are handed to the optimizer here, and that is all of them."),
    ],
    praise="Softmax twice: the loss cannot fall below 0.5514, and nobody complains.",
)
