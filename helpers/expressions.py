"""A typed formula becomes a graph: read by Python's own parser, kept to arithmetic, never run as code.

Allowed are numbers, names, + − * / **, parentheses and the functions below. Whatever else comes raises an
ExpressionError and nothing else: a sentence, and the place in the text that it is about.
"""

import ast
import re
import warnings
from unicodedata import normalize

import numpy as np

from . import graph
from .graph import Node

FUNCTIONS = {
    "exp": graph.exp,
    "log": graph.log,
    "sin": graph.sin,
    "cos": graph.cos,
    "tanh": graph.tanh,
    "square": graph.square,
    "sqrt": lambda x: x**0.5,
}
OPERATORS = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
    ast.Div: lambda x, y: x / y,
    ast.Pow: lambda x, y: x ** (y if y.op or y.name else float(y.value)),
}
MOST_LETTERS, MOST_LEVELS = 200, 40
AS_PYTHON = str.maketrans("−·×÷\n\r\t\f", "-**/    ")  # as in print; one letter for one, so that places stay
ADVICE = {  # letters that never belong in a formula, and what may have been meant
    "^": "a power is written **, as in x**2",
    "²": "write **2",
    "³": "write **3",
    "=": "write the right-hand side only",
    "#": "there is no room for comments",
    ",": "a decimal number takes a point, and a function one input",
}
MADE_OF = "a formula is made of numbers, names, + − * / ** ( ) and functions such as tanh(x)"


class ExpressionError(ValueError):
    """What is wrong with a formula, in a sentence; `position` is the index of the letter that it is about."""

    def __init__(self, sentence, position):
        super().__init__(sentence)
        self.position = position


def parse(text, names):
    """The last node of the graph that the formula describes; every value in it is finite

    names: {name: number or Node}. A name that is used twice is one node. 'w*x + b' with w=2, x=5, b=1 gives 11.
    """
    tree, place = read_tree(text)
    leaves = {name: leaf if isinstance(leaf, Node) else Node(leaf, name) for name, leaf in names.items()}
    with np.errstate(all="ignore"):
        return Reader(text, place, leaves).read(tree, MOST_LEVELS)


def names_in(text):
    """The names that need a value, in the order of the formula; what is wrong otherwise is left to parse"""
    tree, place = read_tree(text)
    called = {part.func for part in ast.walk(tree) if isinstance(part, ast.Call)}
    found = [part for part in ast.walk(tree) if isinstance(part, ast.Name) and part not in called]
    names = dict.fromkeys(part.id for part in sorted(found, key=place))
    return [name for name in names if name not in FUNCTIONS]


def parse_values(text):
    """{name: number} from 'x=2, w1=−1/3'; each number may be arithmetic without names"""
    expect_short(text)
    values, start = {}, 0
    for part in text.rstrip(", ").split(",") if text.strip(", ") else []:
        before, equals, number = part.partition("=")
        name = normalize("NFKC", before.strip())  # as Python reads names
        if not equals or not name.isidentifier() or name in FUNCTIONS:
            first = start + len(part) - len(part.lstrip())
            comma = " (a decimal number takes a point: 1.5)" if part.strip().isdigit() else ""
            raise ExpressionError(f"{quoted(part)} is not of the form name=number{comma}", first)
        try:
            expect_one_number(number)
            values[name] = float(parse(number, {}).value)
        except ExpressionError as error:
            raise ExpressionError(str(error), start + len(before) + 1 + error.position) from None
        start += len(part) + 1
    return values


def expect_one_number(text):
    if not text.strip():
        raise ExpressionError("a number is missing here", 0)
    if "=" in text:
        doubled = text.startswith("=")
        raise ExpressionError(
            "one = is enough" if doubled else "separate the values by commas: x=2, w=1", text.index("=")
        )


# ---- text -> tree ---------------------------------------------------------------------------------------------------


def read_tree(text):
    """(Python's tree of the formula, a function that says at which letter a part of it begins)"""
    expect_short(text)
    for position, letter in enumerate(text):
        if letter in ADVICE:
            raise ExpressionError(f"{quoted(letter)} does not belong here: {ADVICE[letter]}", position)
    python = text.translate(AS_PYTHON)
    indent = len(python) - len(python.lstrip(" "))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python warns of 1or 2, we refuse it
            tree = ast.parse(python[indent:], mode="eval").body
        in_bytes = python[indent:].encode()
    except SyntaxError as error:
        at_end = not error.offset or (error.lineno or 1) > 1
        raise what_is_wrong(text, len(text) if at_end else indent + error.offset - 1) from None
    except (ValueError, MemoryError, RecursionError):  # letters that Python cannot store, nesting that it cannot
        raise what_is_wrong(text, 0) from None
    return tree, lambda part: indent + len(in_bytes[: part.col_offset].decode(errors="ignore"))


def expect_short(text):
    if not isinstance(text, str):
        raise ExpressionError(f"a formula is a line of text, got {type(text).__name__}", 0)
    if len(text) > MOST_LETTERS:
        raise ExpressionError(f"too long: at most {MOST_LETTERS} letters, got {len(text)}", MOST_LETTERS)


def what_is_wrong(text, position):
    """The ExpressionError for a formula that Python cannot read; the wording is ours, Python's changes every year"""
    opened = []
    for place, letter in enumerate(text):
        if letter == "(":
            opened.append(place)
        elif letter == ")" and not opened:
            return ExpressionError("this ) has no ( before it", place)
        elif letter == ")":
            opened.pop()
    if opened:
        return ExpressionError("this ( is never closed", opened[-1])
    glued = re.search(r"(?<![\w.])([\d.]+)([^\W\d]\w*)", text)
    if glued:
        return ExpressionError(f"to multiply, write *: {glued[1]}*{glued[2]}", glued.start())
    if not text.strip():
        return ExpressionError("nothing here yet: type a formula", 0)
    bare = re.search(rf"\b({'|'.join(FUNCTIONS)})\s+\w", text)
    if bare:
        return ExpressionError(f"{bare[1]} needs its input in parentheses: {bare[1]}(x)", bare.start())
    position = min(position, len(text))
    rest = text[position:].strip()
    if not rest:
        return ExpressionError(f"something is missing after {quoted(text)}", len(text.rstrip()))
    return ExpressionError(f"{quoted(rest)} does not fit here: is something missing before it?", position)


def quoted(piece):
    piece = "".join(letter if letter.isprintable() else "�" for letter in piece.strip())
    return f"‘{piece if len(piece) <= 24 else piece[:23] + '…'}’"


# ---- tree -> graph --------------------------------------------------------------------------------------------------


class Reader:
    """Turns each part of the tree into a node, from the inside out"""

    def __init__(self, text, place, leaves):
        self.text, self.place, self.leaves = text, place, leaves

    def read(self, part, levels):
        if not levels:
            raise self.error(part, f"more than {MOST_LEVELS} operations inside each other")
        kind = type(part).__name__
        node = getattr(self, f"read_{kind}", self.refuse)(part, levels - 1)
        if not np.all(np.isfinite(node.value)):
            raise self.error(part, self.why_not_finite(part, node))
        return node

    def read_BinOp(self, part, levels):
        if type(part.op) not in OPERATORS:
            return self.refuse(part)
        x, y = self.read(part.left, levels), self.read(part.right, levels)
        return OPERATORS[type(part.op)](x, y)

    def read_UnaryOp(self, part, levels):
        if not isinstance(part.op, (ast.UAdd, ast.USub)):
            return self.refuse(part)
        x = self.read(part.operand, levels)
        if isinstance(part.op, ast.UAdd):
            return x
        return Node(-x.value) if isinstance(part.operand, ast.Constant) else -x

    def read_Call(self, part, levels):
        name = part.func.id if isinstance(part.func, ast.Name) else ""
        if isinstance(part.func, ast.Attribute) and part.func.attr in FUNCTIONS:
            raise self.error(part, f"write {part.func.attr}(x), without {quoted(self.piece(part.func.value))}")
        if not name or name in self.leaves:
            raise self.error(part, f"to multiply, write * between {quoted(self.piece(part.func))} and the (")
        if name not in FUNCTIONS:
            raise self.error(part, f"{quoted(name)} is no function I know; I know {', '.join(FUNCTIONS)}")
        if len(part.args) != 1 or part.keywords:
            raise self.error(part, f"{name} needs one input: {name}(x)")
        return FUNCTIONS[name](self.read(part.args[0], levels))

    def read_Constant(self, part, levels):
        if type(part.value) not in (int, float):
            return self.refuse(part)
        return Node(part.value if abs(part.value) < 1e300 else np.inf)

    def read_Name(self, part, levels):
        if part.id in self.leaves:
            return self.leaves[part.id]
        if part.id in FUNCTIONS:
            raise self.error(part, f"{part.id} needs its input in parentheses: {part.id}(x)")
        raise self.error(part, f"{quoted(part.id)} has no value")

    def refuse(self, part, levels=0):
        raise self.error(part, f"{quoted(self.piece(part))} is not arithmetic: {MADE_OF}")

    def why_not_finite(self, part, node):
        piece = quoted(self.piece(part))
        if node.op and node.op.name == "Divide" and not np.all(node.inputs[1].value):
            return f"{piece} divides by 0"
        is_log, is_nan = node.op and node.op.name == "Log", np.any(np.isnan(node.value))
        if node.op and (is_log or is_nan) and np.all(node.inputs[0].value <= 0):
            return f"{piece} has no value: it needs a number above 0, got {node.inputs[0].value:g}"
        return f"{piece} {'has no value here' if np.any(np.isnan(node.value)) else 'is too large for a number'}"

    def piece(self, part):
        end = ast.copy_location(ast.Pass(), part)
        end.col_offset = part.end_col_offset
        return self.text[self.place(part) : self.place(end)]

    def error(self, part, sentence):
        return ExpressionError(sentence, self.place(part))
