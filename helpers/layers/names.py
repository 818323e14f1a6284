"""A thing by its name or itself: what `activation="tanh"` and `loss="mse"` stand for."""


def named(kind, value, known):
    """known[value] for a name, the value itself if it can be called"""
    if callable(value):
        return value
    if isinstance(value, str) and value in known:
        return known[value]
    raise ValueError(f"There is no {kind} {value!r}: use {', '.join(known)}, or a function of your own.")


def name_of(kind, value, known):
    """The name under which `named` finds the value again, for a saved file"""
    for name, one in known.items():
        if one is value:
            return name
    raise ValueError(
        f"The {kind} {value!r} is your own, so it cannot be saved by name: keep model.get_weights() instead."
    )
