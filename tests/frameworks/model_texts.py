"""Texts for Keras that must mean the same to us: each is run twice, and only its imports change.

The rates are numbers that float32 holds exactly, because Keras keeps them so; so it keeps 1 / √key_dim: key_dim is 4.
"""

import re

import numpy as np


def for_ours(text):
    """The text with other imports, and with nothing else changed"""
    text = re.sub(r"^import keras$", "from helpers import keras", text, flags=re.MULTILINE)
    return re.sub(r"^from keras\b", "from helpers.keras", text, flags=re.MULTILINE)


RANDOM = np.random.default_rng(12)
ROWS, PICTURES = RANDOM.standard_normal((24, 8)), RANDOM.standard_normal((24, 9, 9, 2))
WORDS = RANDOM.integers(0, 11, (24, 4))
CLASSES = RANDOM.integers(0, 3, 24)
YES = (ROWS[:, :1] > 0).astype(float)
SHARES = np.tanh(ROWS[:, :3])
ENDS = RANDOM.integers(1, 5, (24, 1))
NEXT = np.where(np.arange(4) < ENDS, np.roll(WORDS, -1, axis=1), 1)  # behind its end a sentence is padded with 1
SENTENCES = RANDOM.standard_normal((24, 4, 6))
FIT = "history = model.fit(x, y, batch_size=7, epochs=5, shuffle=False, verbose=0)"

# name: (x, y, the model, how it is trained)
TEXTS = {
    "the deck's model, line by line": (
        ROWS,
        SHARES,
        """
from keras.models import Sequential
from keras.layers import Dense, Activation
model = Sequential()
model.add(Dense(6, input_dim=8))
model.add(Activation('tanh'))
model.add(Dense(3))
model.add(Activation('tanh'))
model.compile(optimizer="sgd", loss="mean_squared_error")
model.optimizer.learning_rate = 0.125
""",
        FIT,
    ),
    "the deck's model for three classes": (
        ROWS,
        CLASSES,
        """
import keras
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(6, activation="tanh"),
                          keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.SGD(learning_rate=0.875), "sparse_categorical_crossentropy", metrics=["accuracy"])
""",
        FIT,
    ),
    "yes or no by Adam": (
        ROWS,
        YES,
        """
import keras
from keras import layers
model = keras.Sequential([layers.Input(shape=(8,)), layers.Dense(5, "relu"), layers.Dense(1, "sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(2**-6, beta_1=0.875, beta_2=1 - 2**-10), loss="binary_crossentropy",
              metrics=["accuracy"])
""",
        FIT,
    ),
    "logits and momentum": (
        ROWS,
        CLASSES,
        """
import keras
model = keras.models.Sequential([keras.layers.Dense(5, activation="sigmoid", input_shape=(8,)), keras.layers.Dense(3)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer=keras.optimizers.SGD(0.25, momentum=0.875), loss=loss, metrics=["accuracy"])
""",
        FIT,
    ),
    "one-hot rows by RMSprop": (
        ROWS,
        CLASSES,
        """
import keras
y = keras.utils.to_categorical(y, 3)
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, activation=keras.activations.tanh),
                          keras.layers.Dense(3), keras.layers.Softmax()])
model.compile(optimizer=keras.optimizers.RMSprop(2**-7, rho=0.875), loss=keras.losses.CategoricalCrossentropy())
""",
        FIT,
    ),
    "a line, with a share held out": (
        ROWS[:, 0],
        2 * ROWS[:, 0] + ROWS[:, 1],
        """
import keras
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="ones")])
model.compile(optimizer=keras.optimizers.SGD(0.0625), loss="mse", metrics=["mae"])
""",
        "history = model.fit(x, y, epochs=5, shuffle=False, validation_split=0.2, verbose=0)",
    ),
    "absolute errors, and a layer that stands still": (
        ROWS,
        SHARES,
        """
import keras
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, "tanh", trainable=False), keras.layers.Dense(3)])
model.compile(optimizer=keras.optimizers.SGD(0.125), loss=keras.losses.MeanAbsoluteError())
""",
        FIT,
    ),
    "penalties and no bias": (
        ROWS,
        SHARES,
        """
import keras
from keras import layers, regularizers
model = keras.Sequential(name="small_weights")
model.add(keras.Input((8,)))
model.add(layers.Dense(5, activation="tanh", use_bias=False, kernel_regularizer=regularizers.l2(0.03125)))
model.add(layers.Dense(3, kernel_regularizer=regularizers.L1(0.015625), kernel_initializer="he_normal"))
model.compile(optimizer=keras.optimizers.SGD(0.125), loss="mse")
""",
        FIT,
    ),
    "pictures, stride 3": (
        PICTURES,
        CLASSES,
        """
from keras.models import Sequential
from keras.layers import Convolution2D, Dense, Flatten
model = Sequential()
model.add(Convolution2D(5, 3, 3, input_shape=(9, 9, 2)))
model.add(Flatten())
model.add(Dense(3, activation="softmax"))
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.optimizer.learning_rate = 0.0625
""",
        FIT,
    ),
    "two convolutions": (
        PICTURES,
        CLASSES,
        """
import keras
from keras import layers
model = keras.Sequential([
    keras.Input(shape=(9, 9, 2)),
    layers.Conv2D(4, kernel_size=(3, 3), activation="relu", padding="same"),
    layers.MaxPooling2D(pool_size=(2, 2)),
    layers.Conv2D(3, (2, 2), strides=(1, 2), activation="tanh"),
    layers.GlobalMaxPooling2D(),
    layers.Dense(3),
])
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
              optimizer=keras.optimizers.Adam(2**-5, beta_1=0.875, beta_2=1 - 2**-10), metrics=["accuracy"])
""",
        FIT,
    ),
    "words": (
        WORDS,
        CLASSES,
        """
import keras
from keras.layers import Dense, Embedding, Flatten
model = keras.Sequential([keras.Input((4,)), Embedding(11, 3), Flatten(), Dense(3, activation="softmax")])
model.compile(optimizer=keras.optimizers.SGD(0.875), loss="sparse_categorical_crossentropy")
""",
        FIT,
    ),
    "rows of one mean and spread": (
        SENTENCES,
        CLASSES,
        """
import keras
from keras.layers import Dense, Flatten, LayerNormalization
model = keras.Sequential([keras.Input((4, 6)), LayerNormalization(), Dense(5, "tanh"),
                          LayerNormalization(epsilon=0.25), Flatten(), Dense(3, activation="softmax")])
model.compile(optimizer=keras.optimizers.SGD(0.25), loss="sparse_categorical_crossentropy")
""",
        FIT,
    ),
    "attention, forwards and both ways": (
        SENTENCES,
        CLASSES,
        """
import keras
from keras import layers

class LookAround(keras.Layer):
    def __init__(self, heads, causal, **kwargs):
        super().__init__(**kwargs)
        self.causal = causal
        self.attention = layers.MultiHeadAttention(num_heads=heads, key_dim=4)

    def call(self, x):
        return self.attention(x, x, use_causal_mask=self.causal)

model = keras.Sequential([keras.Input((4, 6)), LookAround(3, True), LookAround(2, False),
                          layers.Flatten(), layers.Dense(3, name="answer")])
model.layers[1].trainable = False
model.compile(optimizer=keras.optimizers.SGD(0.5), metrics=["accuracy"],
              loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
""",
        FIT,
    ),
    "a small transformer that leaves padding out": (
        WORDS,
        NEXT,
        """
import keras
import numpy as np
from keras import layers

class WordsInPlaces(keras.Layer):
    def __init__(self, vocabulary, length, width):
        super().__init__()
        self.words = layers.Embedding(vocabulary, width)
        self.places = layers.Embedding(length, width)

    def call(self, x):
        return self.words(x) + self.places(np.arange(x.shape[-1]))

class Block(keras.Layer):
    def __init__(self, heads, width):
        super().__init__()
        self.norms = [layers.LayerNormalization(), layers.LayerNormalization()]
        self.attention = layers.MultiHeadAttention(heads, width // heads)
        self.wide, self.narrow = layers.Dense(4 * width, activation="relu"), layers.Dense(width)

    def call(self, x):
        rows = self.norms[0](x)
        x = x + self.attention(rows, rows, use_causal_mask=True)
        return x + self.narrow(self.wide(self.norms[1](x)))

model = keras.Sequential([keras.Input((4,)), WordsInPlaces(11, 4, 8), Block(2, 8), Block(2, 8),
                          layers.LayerNormalization(name="last"), layers.Dense(11, name="logits")])
model.compile(optimizer=keras.optimizers.SGD(0.5), metrics=["accuracy"],
              loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1))
""",
        FIT,
    ),
    "padding left out of probabilities": (
        WORDS,
        NEXT,
        """
import keras
from keras.layers import Activation, Dense, Embedding
model = keras.Sequential([keras.Input((4,)), Embedding(11, 3), Dense(11, activation="softmax"), Activation("linear")])
model.compile(optimizer=keras.optimizers.SGD(0.875),
              loss=keras.losses.SparseCategoricalCrossentropy(ignore_class=1))
""",
        FIT,
    ),
    "stopped early, back at the best weights": (
        ROWS,
        YES,
        """
import keras
first = keras.Sequential([keras.layers.Dense(6, "tanh", input_dim=8)])
model = keras.Sequential([first, keras.layers.Dense(1, name="answer")], name="nested")
model.compile(optimizer=keras.optimizers.SGD(0.875), loss=keras.losses.BinaryCrossentropy(from_logits=True))
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True)
""",
        "history = model.fit(x, y, batch_size=7, epochs=30, shuffle=False, verbose=0, callbacks=[stop],\n"
        "                    validation_data=(x[::3], 1 - y[::3]))",
    ),
}
