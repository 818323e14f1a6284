"""The table that model.summary() prints, as Keras 3 draws it."""

from itertools import zip_longest
from textwrap import wrap

WIDTHS = (31, 22, 13)


def summary_lines(model):
    """The lines; a model that knows no input shape has "?" for its shapes, and no weights yet"""
    lines = [f'Model: "{model.name}"', rule("┏━┳┓"), *cells_lines(("Layer (type)", "Output Shape", "Param #"), "┃")]
    for i, row in enumerate(layer_rows(model)):
        lines += [rule("├─┼┤" if i else "┡━╇┩"), *cells_lines(row, "│")]
    total = model.count_params()
    trainable = sum(weight.value.size for weight in model.trainable_weights)
    counts = {"Total": total, "Trainable": trainable, "Non-trainable": total - trainable}
    lines += [rule("└─┴┘")]
    return lines + [f" {kind} params: {count:,} ({memory(8 * count)})" for kind, count in counts.items()]


def layer_rows(model):
    shape = None if model.input_shape is None else (None, *model.input_shape)
    rows = []
    for layer in model.layers:
        shape = shape and layer.output_shape(shape)
        count = f"{layer.count_params():,}" + ("" if layer.built else " (unbuilt)")
        rows.append((f"{layer.name} ({type(layer).__name__})", str(shape or "?"), count))
    return rows or [("", "", "")]


def rule(signs):
    left, line, middle, right = signs
    return left + middle.join(line * (width + 2) for width in WIDTHS) + right


def cells_lines(cells, bar):
    """A row of the table; what is too long for its column goes on below"""
    columns = [wrap(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)]
    for name, shape, count in zip_longest(*columns, fillvalue=""):
        padded = [f" {name:<{WIDTHS[0]}} ", f" {shape:<{WIDTHS[1]}} ", f" {count:>{WIDTHS[2]}} "]
        yield bar + bar.join(padded) + bar


def memory(size):
    """300.00 B, 1.05 MB"""
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} GB"
