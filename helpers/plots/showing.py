"""How a picture is shown, how numbers are written on it, and which colour means what."""

import base64
import io
import pathlib
import sys

import matplotlib.style
from IPython.display import display

matplotlib.style.use(pathlib.Path(__file__).parents[1] / "course.mplstyle")

DATA, PREDICTION, ERROR, GRADIENT = "#333333", "#0072B2", "#D55E00", "#009E73"
QUIET = "#8a8a8a"  # what stays in the background: traces, guides
BOWL = ["#f3f7fb", "#e3edf6", "#d0e1f0", "#b9d2e8", "#9dc0de", "#7dabd2"]  # outside to inside
MINUS = "\u2212"


def png_bytes(figure):
    """The figure as a PNG at twice its CSS size, the same bytes on every run."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def png_metadata(size, alt):
    """What goes with a PNG in a notebook: alternative text, and its width and height in CSS pixels."""
    return {"image/png": {"alt": alt, "width": round(100 * size[0]), "height": round(100 * size[1])}}


def show(figure, sentence):
    """Show the figure; the sentence says what it shows and its number, is compared by nbval, and is the alt text.

    A figure of pyplot is closed, else it would be shown a second time at the end of the cell.
    """
    png = base64.b64encode(png_bytes(figure)).decode()
    size = figure.get_size_inches()
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    display({"image/png": png, "text/plain": sentence}, metadata=png_metadata(size, sentence), raw=True)


def number(value, digits=4):
    """A number as people write it: up to `digits` decimals, no trailing zeros, a real minus sign."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text in ("-0", "") else text).replace("-", MINUS)


def short(value):
    """A number from 0 up as people write it, however small: 0.62, 0.0092, 1.3·10⁻¹²."""
    if value == 0 or value >= 0.001:
        return number(value, 4)
    mantissa, exponent = f"{value:.1e}".split("e")
    power = "10⁻" + str(-int(exponent)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return power if mantissa == "1.0" else f"{number(float(mantissa))}·{power}"


def bare(ax):
    """Axes without ticks, frame and grid, for pixels and drawings."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.grid(False)


def equation(w, b):
    """ŷ = wx + b as people write it: equation(4, -4) is 'ŷ = 4x − 4'."""
    size = number(abs(b))
    return f"ŷ = {number(w)}x {MINUS if b < 0 and size != '0' else '+'} {size}"
