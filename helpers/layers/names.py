"""A thing by its name or itself: what `activation="tanh"` and `loss="mse"` stand for."""


def named(kind, value, known):
    """known[value] for a name, the value itself if it can be called"""
    if callable(value):
        return value
    if isinstance(value, str) and value in known:
        return known[value]
    raise ValueError(f"There is no {kind} {value!r}: use {', '.join(known)}, or a function of your own.")
