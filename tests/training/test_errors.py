"""What cannot be trained is said at once, with cause and cure."""

import numpy as np
import pytest
from small_models import XOR_X, XOR_Y, small_model

from helpers.layers import Dense, Input
from helpers.training import SGD, Adam, Callback, EarlyStopping, RMSprop, Sequential, losses, optimizers

# ---- clear errors

NAN_X = [[0.0, 1], [np.nan, 2]]


class OnTest(Callback):
    def on_test_begin(self, logs=None):
        """Keras calls it in `evaluate`"""


VALUES = [  # ValueError
    (lambda: Sequential([Dense(1)]).fit([[1.0]], [1.0]), r"call model.compile\(optimizer="),
    (lambda: Sequential().fit([[1.0]], [1.0]), r"call model.compile\("),
    (lambda: Sequential().predict([[1.0]]), "the model has no layers yet"),
    (lambda: small_model().fit(NAN_X, [0, 1]), r"x holds nan at \[1, 0\] \(1 such numbers\): take these"),
    (lambda: small_model().fit(XOR_X, [0, 1, np.inf, 1]), r"y holds inf at \[2\]"),
    (lambda: small_model().predict(NAN_X), "x holds nan"),
    (lambda: small_model().fit(XOR_X, XOR_Y, validation_data=(NAN_X, [0, 1])), "x holds nan"),
    (
        lambda: small_model().fit(np.ones((4, 3)), XOR_Y),
        r"^Dense expects 2 features \(input_dim\), got 3: x has shape \(4, 3\)$",
    ),
    (lambda: small_model().fit(XOR_X, XOR_Y[:3]), "x holds 4 examples and y 3: they must be as many"),
    (lambda: small_model().fit(XOR_X, np.ones((4, 3))), r"y has shape \(4, 3\), but the model gives \(1,\)"),
    (lambda: small_model().fit(XOR_X), "y is missing"),
    (lambda: small_model().fit([[1, 2], [3]], [1, 2]), r"x has rows of unequal length: \[\[1, 2\], \[3\]\]"),
    (lambda: small_model().fit(np.ones((0, 2)), []), r"x must hold at least one example, got shape \(0, 2\)"),
    (lambda: small_model().fit(XOR_X, XOR_Y, epochs=0), "epochs must be a whole number from 1 up, got 0"),
    (lambda: small_model().fit(XOR_X, XOR_Y, batch_size=0), "batch_size must be a whole number from 1 up"),
    (lambda: small_model().predict(XOR_X, batch_size=0), "batch_size must be a whole number from 1 up"),
    (
        lambda: small_model().fit(XOR_X, XOR_Y, validation_split=1),
        "validation_split must be a number from 0 to below 1",
    ),
    (
        lambda: small_model().fit(XOR_X, XOR_Y, validation_split=0.9),
        r"=0.9 of 4 examples leaves none on one side: take",
    ),
    (lambda: small_model().fit(XOR_X, XOR_Y, validation_split=1e-20), "leaves none on one side: take another share"),
    (lambda: small_model().fit(XOR_X, XOR_Y, validation_data=XOR_X), r"validation_data expects \(x, y\), got array"),
    (lambda: small_model().fit(XOR_X, XOR_Y, validation_data=(1, 2, 3)), r"expects \(x, y\), got \(1, 2, 3\)"),
    (lambda: small_model().set_weights([1]), r"expects 4 arrays, got 1: of shapes \(2, 4\), \(4,\), \(4, 1\), \(1,\)$"),
    (lambda: small_model().fit(XOR_X, XOR_Y, verbose=3), 'verbose must be "auto", 0, 1 or 2, got 3'),
    (
        lambda: small_model().fit(XOR_X, XOR_Y, callbacks=[EarlyStopping()]),
        "EarlyStopping watches 'val_loss', but there is only loss: fit needs validation_data",
    ),
    (
        lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, 3]),
        "labels must be whole numbers from 0 to 2, as the model has 3 outputs; got 3",
    ),
    (lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, -1]), "got -1"),
    (lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, 0.5]), "got 0.5"),
    (
        lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, np.eye(4)[:, :3]),
        r"y has shape \(4, 3\): .* for one-hot rows take categorical_crossentropy",
    ),
    (
        lambda: small_model("categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, 0]),
        "for the numbers of the classes take sparse_categorical_crossentropy",
    ),
    (
        lambda: small_model("binary_crossentropy").fit(XOR_X, [0, 1, 2, 1]),
        "y must lie between 0 and 1 for this loss, got 2; for more than two classes take "
        "sparse_categorical_crossentropy",
    ),
    (lambda: small_model("binary_crossentropy").fit(XOR_X, [-1, 1, 1, 1]), "0 and 1 for this loss, got -1"),
    (lambda: small_model("logloss"), "There is no loss 'logloss': use mean_squared_error, mse, mean_absolute_error"),
    (lambda: small_model(losses.MeanSquaredError), "There is no loss"),
    (lambda: Sequential([Dense(1)]).compile("sgd"), 'compile needs a loss, such as loss="mean_squared_error"'),
    (lambda: small_model(optimizer="sdg"), "There is no optimizer 'sdg': use sgd, rmsprop, adam"),
    (lambda: small_model(metrics=["acuracy"]), "There is no metric 'acuracy': use accuracy"),
    (lambda: small_model(metrics="accuracy"), r"metrics expects a list, such as \['accuracy'\]"),
    (lambda: SGD("fast"), "learning_rate must be a number from 0 up, got 'fast'"),
    (lambda: SGD(-0.1), "learning_rate must be a number from 0 up, got -0.1"),
    (lambda: SGD(np.nan), "learning_rate must be a number from 0 up, got nan"),
    (lambda: SGD(momentum=1), "momentum must be a number from 0 to below 1, got 1"),
    (lambda: Adam(beta_2=-1), "beta_2 must be a number from 0 to below 1, got -1"),
    (lambda: EarlyStopping(mode="least"), 'mode must be "auto", "min" or "max", got \'least\''),
    (lambda: Sequential([layer := Dense(1), layer]), "the layer dense is in this model already: make a new one"),
    (lambda: Sequential([Input((8,)), Input((8,))]), "Input stands first in a model, and once"),
]
KERAS = "leave it out, or let Keras itself run this text \\(import keras\\)$"
TYPES = [  # TypeError
    (lambda: small_model().fit([["a", "b"]], [1]), r"x must be an array of numbers, got list \[\['a', 'b'\]\]"),
    (lambda: small_model().fit(XOR_X, XOR_Y, callbacks=[print]), "callbacks expects a list of Callback"),
    (lambda: small_model().fit(XOR_X, XOR_Y, class_weight={}), f"^fit has no class_weight here: {KERAS}"),
    (lambda: small_model().fit(XOR_X, XOR_Y, a=1, b=2), f"^fit has no a and no b here: {KERAS}"),
    (lambda: small_model().evaluate(XOR_X, XOR_Y, steps=1), f"^evaluate has no steps here: {KERAS}"),
    (lambda: small_model().predict(XOR_X, callbacks=[]), f"^predict has no callbacks here: {KERAS}"),
    (lambda: small_model().summary(line_length=80), f"^summary has no line_length here: {KERAS}"),
    (lambda: small_model().compile("sgd", "mse", jit_compile=True), f"^compile has no jit_compile here: {KERAS}"),
    (
        lambda: small_model().compile("sgd", "mse", ["mae"]),
        rf"^compile has no loss_weights \(its third place\) here: {KERAS}",
    ),
    (lambda: Sequential(trainables=1), f"^Sequential has no trainables here: {KERAS}"),
    (lambda: SGD(0.1, nesterov=True), f"^SGD has no nesterov here: {KERAS}"),
    (lambda: RMSprop(centered=True), f"^RMSprop has no centered here: {KERAS}"),
    (lambda: Adam(clipnorm=1), f"^Adam has no clipnorm here: {KERAS}"),
    (lambda: losses.MeanSquaredError(reduction="sum"), f"^MeanSquaredError has no reduction here: {KERAS}"),
    (lambda: losses.CategoricalCrossentropy(axis=1), f"^CategoricalCrossentropy has no axis here: {KERAS}"),
    (lambda: EarlyStopping(patients=3), f"^EarlyStopping has no patients here: {KERAS}"),
    (
        lambda: small_model().fit(XOR_X, XOR_Y, callbacks=[OnTest()]),
        f"^fit, which calls each Callback, has no on_test_begin here: {KERAS}",
    ),
    (lambda: small_model(lambda y, y_pred: 3.0).fit(XOR_X, XOR_Y), "must build a node from y_pred, got 3.0"),
]
UNFINISHED = [  # NotImplementedError
    (lambda: losses.Loss()([1.0], [1.0]), r"^Loss needs a compute\(self, y, y_pred\)$"),
    (lambda: optimizers.Optimizer(0.1).change(1.0), r"^Optimizer needs a change\(self, gradient, \*memory\)$"),
]
MISSING = [  # AttributeError
    (lambda: small_model().save("model.keras"), f"^Sequential has no save here: {KERAS}"),
    (lambda: Dense(3).output, f"^Dense has no output here: {KERAS}"),
]
KINDS = {AttributeError: MISSING, ValueError: VALUES, TypeError: TYPES, NotImplementedError: UNFINISHED}


@pytest.mark.parametrize("error, act, words", [(error, *row) for error, rows in KINDS.items() for row in rows])
def test_what_is_wrong_is_said_at_once_with_cause_and_cure(error, act, words):
    with pytest.raises(error, match=words):
        act()


@pytest.mark.filterwarnings("error")
def test_a_diverging_loss_stops_with_cause_and_cure_and_without_a_warning():
    x, y = np.arange(1.0, 5.0), np.arange(1.0, 5.0)
    model = Sequential([Dense(1, input_dim=1)])
    model.compile(optimizer=SGD(5.0), loss="mse")
    with pytest.raises(
        FloatingPointError,
        match=r"the loss has become (inf|nan): the steps are too large. Make "
        r"learning_rate smaller \(it is 5\) or the inputs",
    ):
        model.fit(x, y, epochs=500)
