"""A thing by its name or itself, as in `activation="tanh"`; and what is said of the names that only Keras has."""

KERAS_ONLY = "leave it out, or let Keras itself run this text (import keras)"


def expect_known(where, unknown):
    """No setting of Keras's is silently left out"""
    if unknown:
        raise TypeError(f"{where} has no {' and no '.join(unknown)} here: {KERAS_ONLY}")


def named(kind, value, known):
    """known[value] for a name, the value itself if it can be called"""
    if callable(value):
        return value
    if isinstance(value, str) and value in known:
        return known[value]
    raise ValueError(f"There is no {kind} {value!r}: use {', '.join(known)}, or a function of your own.")
