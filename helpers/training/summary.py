"""The table that model.summary() prints, as Keras 3 draws it."""

WIDTHS = (31, 22, 13)


def summary_lines(model):
    """The lines; a model that knows no input shape has "?" for its shapes, and no weights yet"""
    rows = layer_rows(model)
    widths = [max(least, *map(len, cells)) for least, *cells in zip(WIDTHS, *rows, strict=True)]
    header = ("Layer (type)", "Output Shape", "Param #")
    lines = [f'Model: "{model.name}"', rule("┏━┳┓", widths), cells_line(header, widths, "┃"), rule("┡━╇┩", widths)]
    for i, row in enumerate(rows):
        lines += [rule("├─┼┤", widths)] * (i > 0) + [cells_line(row, widths, "│")]
    total = model.count_params()
    trainable = sum(weight.value.size for weight in model.trainable_weights)
    counts = {"Total": total, "Trainable": trainable, "Non-trainable": total - trainable}
    lines += [rule("└─┴┘", widths)]
    return lines + [f" {kind} params: {count:,} ({memory(8 * count)})" for kind, count in counts.items()]


def layer_rows(model):
    shape = None if model.input_shape is None else (None, *model.input_shape)
    rows = []
    for layer in model.layers:
        shape = shape and layer.output_shape(shape)
        count = f"{layer.count_params():,}" + ("" if layer.built else " (unbuilt)")
        rows.append((f"{layer.name} ({type(layer).__name__})", str(shape or "?"), count))
    return rows or [("", "", "")]


def rule(signs, widths):
    left, line, middle, right = signs
    return left + middle.join(line * (width + 2) for width in widths) + right


def cells_line(cells, widths, bar):
    name, shape, count = cells
    padded = [f" {name:<{widths[0]}} ", f" {shape:<{widths[1]}} ", f" {count:>{widths[2]}} "]
    return bar + bar.join(padded) + bar


def memory(size):
    """300.00 B, 1.05 MB"""
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} GB"
