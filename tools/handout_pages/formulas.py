"""A TeX formula as MathML, which a browser sets without a network; one that cannot be converted is an error."""

import re
import xml.etree.ElementTree as ElementTree

CHILDREN = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3, "mroot": 2}
ENVIRONMENTS = {"matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned", "align", "align*"}


class FormulaError(Exception):
    """The message names the formula."""


def to_mathml(tex, display):
    """The <math> element of a formula, as text; display is 'block' or 'inline'. FormulaError if any of it is lost"""
    try:
        from latex2mathml.converter import convert  # an extra: only who makes handouts has it
    except ImportError:
        raise FormulaError("formulas need the package latex2mathml, which `make handout` installs") from None
    tex = tex.strip()
    try:
        element = convert(tex, display=display)
        whole = _is_whole(tex, element)
    except Exception as error:  # of its own many kinds, and IndexError, and more
        raise FormulaError(_say(tex)) from error
    if not whole:
        raise FormulaError(_say(tex))
    return element


def _say(tex):
    return f"the formula {tex!r} cannot be converted to MathML: write it otherwise"


def _is_whole(tex, element):
    """Is every brace closed, no command left as text, no part of a fraction missing, no environment unknown?

    The converter lets all of this through in silence.
    """
    braces = re.findall(r"(?<!\\)[{}]", tex)
    environments = set(re.findall(r"\\begin\{(.*?)\}", tex))
    nodes = list(ElementTree.fromstring(element).iter())
    names = [node.tag.rpartition("}")[2] for node in nodes]
    counted = all(len(node) == CHILDREN.get(name, len(node)) for name, node in zip(names, nodes, strict=True))
    known = environments <= ENVIRONMENTS and not any("\\" in (node.text or "") for node in nodes)
    return known and counted and braces.count("{") == braces.count("}")
