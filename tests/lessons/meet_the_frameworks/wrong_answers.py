"""Notebook 11: wrong answers that no declared mistake has in this form, and words of the hint that each must get."""

import numpy as np

from helpers import keras as ours
from helpers.lessons.meet_the_frameworks.exercises import friend_model


def loop(order):
    """A training loop that calls these in this order: z(ero_grad), b(ackward), s(tep); capitals: only once, before"""

    def train(model, loss_function, optimizer, x, y, steps):
        losses = []
        if "Z" in order:
            optimizer.zero_grad()
        for _ in range(steps):
            loss = loss_function(model(x), y)
            for letter in order:
                {"z": optimizer.zero_grad, "b": loss.backward, "s": optimizer.step}.get(letter, int)()
            losses.append(loss.item())
        return losses

    return train


def keeps_the_graphs(model, loss_function, optimizer, x, y, steps):
    return [loss_function(model(x), y) for _ in range(steps)]


def one_graph(model, loss_function, optimizer, x, y, steps):
    loss, losses = loss_function(model(x), y), []
    for _ in range(steps):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def after_the_step(model, loss_function, optimizer, x, y, steps):
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss_function(model(x), y).backward()
        optimizer.step()
        losses.append(loss_function(model(x), y).item())
    return losses


def only_the_last(model, loss_function, optimizer, x, y, steps):
    return loop("zbs")(model, loss_function, optimizer, x, y, steps)[-1:]


def without_input(keras):
    model = keras.Sequential([keras.layers.Conv2D(5, 3), keras.layers.Flatten(), keras.layers.Dense(1)])
    return model


def not_compiled(keras):
    model = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(5, 3, activation="tanh")])
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    return model


def dense_only(keras):
    return keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])


def imports_keras(keras):
    import keras

    return friend_model(keras)


def compiled(**settings):
    def port(keras):
        model = not_compiled(keras)
        model.compile(**{"optimizer": "sgd", "loss": "binary_crossentropy", "metrics": ["accuracy"]} | settings)
        return model

    return port


def metrics_third(keras):
    model = not_compiled(keras)
    model.compile("sgd", "binary_crossentropy", ["accuracy"])
    return model


def keeps_tensors(model, loss_function, optimizer, x, y, steps):
    return [loss_function(model(x), y).detach() for _ in range(steps)]


class FromElsewhere:
    """What a model of another library has, as far as a check may look"""

    layers = ()


WRONG = {
    "rows_of_summary": [([200704, 65536, 2560, 268800], "biases are missing")],
    "silent_bug": [(6, "You are close"), (3, "one: it must stay")],
    "to_torch": [
        (np.transpose, "on their side"),
        (lambda kernel: np.moveaxis(kernel, -1, 0), "inputs must come second"),
        (lambda kernel: np.moveaxis(kernel, [0, 1], [-2, -1]), "change them over"),
        (lambda kernel: np.einsum("...io->...oi", kernel), "rows and columns still stand in front"),
        (lambda kernel: kernel.transpose(3, 2, 0, 1), "count from the end"),
    ],
    "train": [
        (loop("bs"), "add up"),
        (loop("Zbs"), "less often"),
        (loop("bzs"), "comes too late"),
        (loop("zsb"), "step comes before"),
        (loop("zb"), "no weight ever moved"),
        (loop("zs"), "never went backward"),
        (keeps_the_graphs, "can still go backward"),
        (keeps_tensors, "tensors, not plain numbers"),
        (one_graph, "second time"),
        (after_the_step, "before the step"),
        (only_the_last, "one in every round"),
        (lambda model, loss_function, optimizer, x, y, steps: 0.5, "no list of losses"),
    ],
    "ported": [
        (lambda keras: friend_model(keras, strides=3), "second and the third argument"),
        (lambda keras: friend_model(keras, kernel=5), "5 kernels of 3 × 3"),
        (lambda keras: friend_model(keras, activation=None), "stay linear"),
        (lambda keras: friend_model(keras, last=None), "no probability"),
        (lambda keras: friend_model(keras, loss="mean_squared_error"), "its loss is another one"),
        (lambda keras: friend_model(keras, loss="logloss"), "begins with binary"),
        (lambda keras: friend_model(keras, loss="log_loss"), "begins with binary"),
        (lambda keras: friend_model(keras, last="softmax"), "always the same"),
        (compiled(optimizer="adam"), "its optimizer is another one"),
        (compiled(optimizer="adamant"), "There is no optimizer 'adamant'"),
        (compiled(metrics=None), "does not report the accuracy"),
        (metrics_third, "the third place of compile is not metrics"),
        (imports_keras, "import nothing, use the argument keras"),
        (lambda keras: FromElsewhere(), "not made of the library that was handed in"),
        (friend_model(ours), "you passed a model, expected the function"),
        (without_input, "does not know its input"),
        (not_compiled, "not compiled"),
        (dense_only, "slides a kernel"),
        (lambda keras: friend_model(keras).summary(print_fn=len), "no model"),
        (lambda keras: 131, "no model"),
    ],
}
