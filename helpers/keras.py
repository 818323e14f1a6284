"""Keras's names for our layers and training: with `from helpers import keras` for `import keras`, the same text runs.

Names only: what they stand for is in `layers` and `training`. A name that is missing says so, and what to do instead.
"""

import dis
import sys
from types import ModuleType

from . import layers as our_layers
from . import training
from .layers.activations import ACTIVATIONS
from .layers.initializers import INITIALIZERS
from .layers.names import KERAS_ONLY, expect_known
from .ops import L1, L2
from .training import losses as our_losses
from .training import optimizers as our_optimizers
from .training.data import to_categorical

INSTEAD = {
    "Model": "write the layers in a row, keras.Sequential([...])",
    "metrics": 'name them, metrics=["accuracy"]',
    "datasets": "helpers.datasets has pictures, words and sentences",
    "config": "all numbers are float64",
    "ops": "helpers.graph has the functions that make nodes",
}


def missing(whole, name):
    """The error for a name that is not here, the kind that the line asks for: `from … import name`, or a dot"""
    frame = sys._getframe(2)
    imports = frame.f_code.co_code[frame.f_lasti] == dis.opmap["IMPORT_FROM"]
    return (ImportError if imports else AttributeError)(f"{whole} has no {name}: {INSTEAD.get(name, KERAS_ONLY)}")


class Part(ModuleType):
    """keras.layers, keras.losses …: what is here of a part of Keras, to import by `from` or by a dot"""

    def __init__(self, name, *things, **named):
        super().__init__(f"{__name__}.{name}", f"What is here of keras.{name}")
        vars(self).update({thing.__name__: thing for thing in things} | named)
        sys.modules[self.__name__] = self

    def __getattr__(self, name):
        raise missing(self.__name__, name)


def __getattr__(name):
    raise missing(__name__, name)


def settled(function):
    """A class of Keras's that makes this function: GlorotUniform() is glorot_uniform"""

    def make(**unknown):
        expect_known(make.__name__, unknown)
        return function

    make.__name__ = function.__name__.title().replace("_", "")
    return make


def of_kind(module, kind):
    return [thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, kind)]


Sequential, Input, Layer = training.Sequential, our_layers.Input, our_layers.Layer
models = Part("models", Sequential)
layers = Part("layers", Input, *of_kind(our_layers, Layer))
layers.Convolution2D, layers.MaxPool2D = layers.Conv2D, layers.MaxPooling2D  # as Keras calls them, too
callbacks = Part("callbacks", training.Callback, training.EarlyStopping, training.History)
optimizers = Part("optimizers", *of_kind(our_optimizers, our_optimizers.Optimizer))
losses = Part("losses", our_losses.Loss, *our_losses.LOSSES.values())
utils = Part("utils", our_layers.set_random_seed, to_categorical)
initializers = Part("initializers", *map(settled, INITIALIZERS.values()))
regularizers = Part("regularizers", L1, L2, l1=L1, l2=L2)
activations = Part("activations", **{name: function for name, function in ACTIVATIONS.items() if name != "step"})
