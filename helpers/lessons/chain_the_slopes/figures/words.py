"""What both figures of notebook 03 write on themselves."""

from ....plots import number

GREEN_TEXT = "#00795a"  # the gradient's green, dark enough to be read on white


def bracketed(value):
    """A factor or summand as people write it: '8', '(−7)'."""
    return number(value, 2) if value >= 0 else f"({number(value, 2)})"
