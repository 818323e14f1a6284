"""Layers in a row: each one's output is the next one's input."""

import re
from reprlib import repr as short

from .layer import Input, Layer
from .saving import save_model
from .summary import summary_lines


class Stack(Layer):
    """Stack([Dense(6, input_dim=8), Activation("tanh")]), or layer by layer with `add`

    Where the first row says its input's shape, every layer has its weights at once; otherwise from the first data on.
    """

    def __init__(self, layers=None, name=None):
        super().__init__(name=name or "sequential")
        self.layers = []
        for layer in layers or []:
            self.add(layer)

    def add(self, layer):
        """One more layer at the end"""
        if isinstance(layer, Input):
            return self.add_input(layer)
        if not isinstance(layer, Layer):
            raise TypeError(f"a model consists of layers, such as Dense(6), got {short(layer)}")
        if any(layer is other for other in self.layers):
            raise ValueError(f"the layer {layer.name} is in this model already: make a new one")
        if not self.layers and self.input_shape is None:
            self.input_shape = layer.input_shape
        if self.input_shape is not None:
            layer.fit_to(self.output_shape((None, *self.input_shape)))
        layer.name = layer.name or self.free_name(type(layer).__name__)
        self.layers.append(layer)
        self.built = self.input_shape is not None

    def add_input(self, given):
        if self.layers or self.input_shape is not None:
            raise ValueError("Input stands first in a model, and once")
        self.input_shape = given.shape

    def free_name(self, kind):
        """dense, dense_1, dense_2 … as Keras names them"""
        base = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
        taken = {layer.name for layer in self.layers}
        return next(name for i in range(len(taken) + 1) if (name := f"{base}_{i}" if i else base) not in taken)

    def build(self, input_shape):
        self.input_shape = tuple(input_shape[1:])
        for layer in self.layers:
            layer.fit_to(input_shape)
            input_shape = layer.output_shape(input_shape)

    def as_input(self, x):
        return self.layers[0].as_input(x)

    def call(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    @property
    def weights(self):
        return [weight for layer in self.layers for weight in layer.weights]

    @weights.setter
    def weights(self, _):
        """A stack has no weights beside its layers'"""

    @property
    def trainable_weights(self):
        return [weight for layer in self.layers for weight in layer.trainable_weights] if self.trainable else []

    @property
    def losses(self):
        return [loss for layer in self.layers for loss in layer.losses]

    def summary(self, print_fn=print):
        """Print layers, output shapes and numbers of parameters, as Keras does (sizes: float64)"""
        print_fn("\n".join(summary_lines(self)))

    def save(self, path):
        """Into one file (.npz): the layers and their weights, not what `compile` set; `load_model` reads it

        The file is complete or not there at all. Another model at this place is replaced; any other file stays, with
        an error.
        """
        save_model(self, path)

    def get_config(self):
        layers = [{"class": type(layer).__name__, "config": layer.get_config()} for layer in self.layers]
        return {"name": self.name, "input_shape": self.input_shape, "layers": layers}
