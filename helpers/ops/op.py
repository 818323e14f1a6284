"""What every operation is: two pure formulas; and what undoes broadcasting."""


class Op:
    """A differentiable operation: subclass it, write two pure formulas, and every graph can use it

    forward(*inputs) -> z
    backward(*inputs, z, dz) -> one gradient per input (None: no gradient)

    A gradient has the shape of its input, dz that of z. One gradient alone may be returned bare, more come as
    a tuple. Inputs are float64 arrays or NumPy's float64 numbers, or whole numbers where the op says so; a
    setting (such as an axis) belongs in __init__.
    A drawing of the graph shows `symbol`, `formula` (the docstring's first line) and `rule`.
    """

    rule = ""

    def forward(self, *inputs):
        raise NotImplementedError(f"{self.name} needs a forward(self, *inputs)")

    def backward(self, *inputs_z_dz):
        raise NotImplementedError(f"{self.name} needs a backward(self, *inputs, z, dz)")

    @property
    def name(self):
        return type(self).__name__

    @property
    def symbol(self):
        return self.name

    @property
    def formula(self):
        return (type(self).__doc__ or "").strip().partition("\n")[0]


def unbroadcast(gradient, shape):
    """Undo broadcasting: a value that was repeated collects (sums) the gradients of all its copies

    gradient: in the shape of the result; shape: that of the input, which broadcasts to it.
    """
    if gradient.shape == shape:
        return gradient
    new_axes = gradient.ndim - len(shape)
    if gradient.shape[new_axes:] == shape:
        return gradient.sum(axis=tuple(range(new_axes)))
    stretched = [new_axes + axis for axis, size in enumerate(shape) if size == 1]
    return gradient.sum(axis=(*range(new_axes), *stretched)).reshape(shape)
