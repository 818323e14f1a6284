"""What every layer is: weights, which are leaves of the graph, and `call`, which builds on a node."""

import inspect
from numbers import Real
from reprlib import repr as short

import numpy as np

from ..graph import Node
from .initializers import INITIALIZERS
from .names import KERAS_ONLY, expect_known, named


class Input:
    """The shape of one example, as the first row of a model: Input((8,))"""

    def __init__(self, shape, name=None, **unknown):
        expect_known("Input", unknown)
        try:
            self.shape = tuple(int(size) for size in shape)
        except (TypeError, ValueError):
            raise ValueError(f"Input expects the shape of one example, such as (8,), got {short(shape)}") from None


class Layer:
    """Subclass it: make weights in `build` by `add_weight`, and a node from a node in `call`

    A layer may be made of layers: those that stand in its attributes, alone or in lists, give it their weights.
    A layer that is another in training takes `call(self, x, training=False)`, as in Keras, and so do layers inside.
    input_shape: the shape of one example, or input_dim for one row of numbers; without either, the weights are made
    when the first data arrive. trainable False: the optimizer leaves the weights as they are.
    """

    knows_training = False
    in_training = False  # of all layers: whether the call that is under way is one of training

    def __init_subclass__(cls):
        cls.knows_training = "training" in inspect.signature(cls.call).parameters

    def __init__(self, input_dim=None, input_shape=None, name=None, trainable=True, **unknown):
        expect_known(type(self).__name__, unknown)
        if input_dim is not None:
            input_shape = (whole_number("input_dim", input_dim),)
        self.input_shape = None if input_shape is None else Input(input_shape).shape
        self.name = name
        self.own_weights = []
        self.trainable = trainable
        self.built = False

    def build(self, input_shape):
        """Make the weights for inputs of this shape, (batch, …)"""

    def call(self, x):
        raise NotImplementedError(f"{type(self).__name__} needs a call(self, x): a node from a node")

    def __call__(self, x, *others, training=None, **settings):
        """What `call` makes of a node or numbers; training None: as the layer around it was called"""
        x, before = as_node(x), Layer.in_training
        if not self.built:
            self.build_for(x.shape)
        Layer.in_training = before if training is None else training
        if self.knows_training:
            settings["training"] = Layer.in_training
        try:
            return self.call(x, *others, **settings)
        finally:
            Layer.in_training = before

    def __getattr__(self, name):
        if "own_weights" not in vars(self):
            raise AttributeError(f"{type(self).__name__}: call super().__init__() first in its __init__", obj=self)
        raise AttributeError(f"{type(self).__name__} has no {name} here: {KERAS_ONLY}", name=name, obj=self)

    def as_input(self, x):
        """x (n, …), float64, as the first layer of a model wants it"""
        return x

    def fit_to(self, shape):
        """Make the weights for inputs of this shape; a layer of another model keeps those it has"""
        if self.built:
            self.expect_shape(shape)
        else:
            self.build_for(shape)

    def build_for(self, shape):
        self.expect_shape(shape)
        self.build(shape)
        self.built = True
        if not all(layer.built for layer in self.inner_layers):
            self.output_shape(shape)  # an example goes through them

    def expect_shape(self, shape):
        """The example's shape must be the one that was promised by input_dim or input_shape"""
        promised = self.input_shape
        if promised is not None and tuple(shape[1:]) != promised:
            raise ValueError(
                f"{type(self).__name__} expects examples of shape {promised} (input_shape), got "
                f"{tuple(shape[1:])}: x has shape {tuple(shape)}"
            )

    def add_weight(self, shape, initializer="glorot_uniform", name=""):
        """A new leaf with these starting values"""
        start = named("initializer", initializer, INITIALIZERS)(shape)
        weight = Node(start, name)
        if weight.value.shape != tuple(shape):
            raise ValueError(f"the initializer of {name} gave shape {weight.value.shape}, expected {tuple(shape)}")
        self.own_weights.append(weight)
        return weight

    def output_shape(self, input_shape):
        """(None, …) from (None, …): found by one example of zeros"""
        example = Node(np.zeros((1, *input_shape[1:])))
        return (None, *self(example, training=False).shape[1:])

    @property
    def inner_layers(self):
        """The layers in its attributes, in the order in which they came there"""
        held = (one if isinstance(one, (list, tuple)) else [one] for one in vars(self).values())
        return [layer for several in held for layer in several if isinstance(layer, Layer)]

    @property
    def weights(self):
        """Its own and those of the layers inside, each once"""
        inner = [weight for layer in self.inner_layers for weight in layer.weights]
        return list(dict.fromkeys(self.own_weights + inner))

    @property
    def trainable_weights(self):
        inner = [weight for layer in self.inner_layers for weight in layer.trainable_weights]
        return list(dict.fromkeys(self.own_weights + inner)) if self.trainable else []

    @property
    def losses(self):
        """What the layer adds to the loss: penalties on its weights"""
        return [loss for layer in self.inner_layers for loss in layer.losses]

    def count_params(self):
        return sum(weight.value.size for weight in self.weights)

    def get_weights(self):
        """Copies of the values, in the order of `weights`"""
        return [np.array(weight.value) for weight in self.weights]

    def set_weights(self, values):
        """All or nothing: one array per weight, each in its shape"""
        weights, values = self.weights, [np.array(value, dtype=np.float64) for value in values]
        if len(values) != len(weights):
            shapes = ", ".join(str(weight.value.shape) for weight in weights)
            why = f"of shapes {shapes}" if weights else "a layer that has seen no data and no input_dim has none yet"
            raise ValueError(f"set_weights expects {len(weights)} arrays, got {len(values)}: {why}")
        for i, (weight, value) in enumerate(zip(weights, values, strict=True)):
            if value.shape != weight.value.shape:
                raise ValueError(f"set_weights: array {i} has shape {value.shape}, the weight {weight.value.shape}")
        for weight, value in zip(weights, values, strict=True):
            weight.value = value


def as_node(x):
    if isinstance(x, (Input, Layer)):
        raise TypeError(
            "a layer takes numbers or a node, and Input holds none: there is no functional style here, so put the "
            "layers in a row, Sequential([Input((8,)), Dense(3)]), or let Keras itself run this text (import keras)"
        )
    return x if isinstance(x, Node) else Node(x)


def expect_features(layer, expected, shape):
    """The last axis is as long as the layer's weights expect it"""
    if not shape or shape[-1] != expected:
        got = f"{shape[-1]}: x has shape {tuple(shape)}" if shape else "a single number"
        raise ValueError(f"{type(layer).__name__} expects {expected} features (input_dim), got {got}")


def expect_share(name, value):
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= value < 1:
        raise ValueError(f"{name} must be a number from 0 to below 1, got {short(value)}")


def whole_number(name, value, least=1):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be a whole number from {least} up, got {short(value)}")
    return int(value)
