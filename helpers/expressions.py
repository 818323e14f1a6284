"""A typed formula becomes a graph: read by Python's own parser, kept to arithmetic, never run as code.

Allowed are numbers, names, + − * / **, parentheses and the functions below; − · × ÷ and w₁ are read as in print.
Whatever else comes raises an ExpressionError and nothing else: a sentence, and the place in the text that it is about.
pi and e are names like any other, without a value of their own: a learner may call a bias or an error e.
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
    "ln": graph.log,
    "sigmoid": graph.sigmoid,
    "relu": graph.relu,
    "step": graph.step,
}
NEVER_NAMES = FUNCTIONS.keys() - {"ln", "sigmoid", "relu", "step"}  # these are functions only before a (
INSTEAD = {  # functions that are not here, and what to write instead
    "abs": "(x**2)**0.5",
    "tan": "sin(x)/cos(x)",
    "sinh": "(exp(x) - exp(-x))/2",
    "cosh": "(exp(x) + exp(-x))/2",
    "log2": "log(x)/log(2)",
    "log10": "log(x)/log(10)",
    "max": "x + relu(y - x)",
    "min": "x - relu(x - y)",
    "pow": "x**y",
    "σ": "sigmoid(x)",
}
NUMBERS = {"pi": "3.14159", "π": "3.14159", "e": "2.71828"}  # what a name without a value may have meant
OPERATORS = {
    ast.Add: lambda x, y: x + y,
    ast.Sub: lambda x, y: x - y,
    ast.Mult: lambda x, y: x * y,
    ast.Div: lambda x, y: x / y,
    ast.Pow: lambda x, y: x ** (y if y.op or y.name else float(y.value)),
}
MOST_LETTERS, MOST_LEVELS = 200, 40
AS_PYTHON = str.maketrans("−–·⋅∗×÷\n\r\t\f\u00a0", "--****/     ")  # one letter for one, so that places stay
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
ADVICE = {  # letters that never belong in a formula, and what may have been meant
    **dict.fromkeys("^⁰¹⁴⁵⁶⁷⁸⁹⁻", "a power is written **, as in x**2"),
    "²": "write **2",
    "³": "write **3",
    "√": "write sqrt(x)",
    "|": "|x| is written (x**2)**0.5",
    "—": "a minus is written -",
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

    names: {name: number or Node}; w₁ and w1 are the same. A name that is used twice is one node.
    'w*x + b' with w=2, x=5, b=1 gives 11.
    """
    tree, place = read_tree(text)
    leaves = {normalize("NFKC", n): x if isinstance(x, Node) else Node(x, n) for n, x in names.items()}
    with np.errstate(all="ignore"):
        return Reader(text, place, leaves).read(tree, MOST_LEVELS)


def names_in(text):
    """The names that need a value, in the order of the formula; what is wrong otherwise is left to parse"""
    tree, place = read_tree(text)
    called = {part.func for part in ast.walk(tree) if isinstance(part, ast.Call)}
    found = [part for part in ast.walk(tree) if isinstance(part, ast.Name) and part not in called]
    names = dict.fromkeys(part.id for part in sorted(found, key=place))
    return [name for name in names if name not in NEVER_NAMES]


def parse_values(text):
    """{name: number} from 'x=2, w1=−1/3'; each number may be arithmetic without names"""
    expect_short(text)
    values, start = {}, 0
    for part in text.rstrip(", ").split(",") if text.strip(", ") else []:
        before, equals, number = part.partition("=")
        name = as_python(before).strip()
        if not equals or not name.isidentifier() or name in NEVER_NAMES:
            first = start + len(part) - len(part.lstrip())
            comma = " (a decimal number takes a point: 1.5)" if part.strip().isdigit() else ""
            raise ExpressionError(f"{quoted(part)} is not of the form name=number{comma}", first)
        try:
            expect_one_number(number)
            values[normalize("NFKC", name)] = float(parse(number, {}).value)
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
    python = as_python(text)
    if absent := re.search(rf"\b({'|'.join(INSTEAD)})(?=\s*\(|\s+\w)", python):
        raise ExpressionError(f"there is no {absent[1]} here: write {INSTEAD[absent[1]]}", absent.start())
    for position, letter in enumerate(text):
        if letter in ADVICE:
            raise ExpressionError(f"{quoted(letter)} does not belong here: {ADVICE[letter]}", position)
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


def as_python(text):
    """The text in Python's letters, one for one: 'w₁ – 2·x' becomes 'w1 - 2*x'"""
    name_and_index = r"(?<![\w.])[^\W\d₀-₉][^\W₀-₉]*[₀-₉]+(?!\w)"
    return re.sub(name_and_index, lambda found: found[0].translate(SUBSCRIPTS), text).translate(AS_PYTHON)


def expect_short(text):
    if not isinstance(text, str):
        raise ExpressionError(f"a formula is a line of text, got {type(text).__name__}", 0)
    if len(text) > MOST_LETTERS:
        raise ExpressionError(f"too long: at most {MOST_LETTERS} letters, got {len(text)}", MOST_LETTERS)


def what_is_wrong(text, position):
    """The ExpressionError for a formula that Python cannot read; the wording is ours, Python's changes every year"""
    if not text.strip():
        return ExpressionError("nothing here yet: type a formula", 0)
    for found in unpaired(text), misread(text):
        if found:
            return ExpressionError(*found)
    position = min(position, len(text))
    rest = text[position:].strip()
    if not rest:
        return ExpressionError(f"something is missing after {quoted(text)}", len(text.rstrip()))
    return ExpressionError(f"{quoted(rest)} does not fit here: is something missing before it?", position)


def unpaired(text):
    """(what to say, place) of a parenthesis that stands alone"""
    opened = []
    for place, letter in enumerate(text):
        if letter == "(":
            opened.append(place)
        elif letter == ")" and not opened:
            return "this ) has no ( before it", place
        elif letter == ")":
            opened.pop()
    return ("this ( is never closed", opened[-1]) if opened else None


def misread(text):
    """(what to say, place) of what means something on paper but nothing to Python"""
    if index := re.search(r"(?<!\w)[\d.]*([₀-₉])", text):
        return f"{quoted(index[1])} is an index: it stands right after a letter, as in w₁", index.start(1)
    if glued := re.search(r"(?<![\w.])([\d.]+|[^\W\d]\w*[₀-₉])([^\W\d₀-₉]\w*)", text):
        return f"to multiply, write *: {glued[1]}*{glued[2]}", glued.start()
    if bare := re.search(rf"\b({'|'.join(FUNCTIONS)})\s+\w", text):
        return f"{bare[1]} needs its input in parentheses: {bare[1]}(x)", bare.start()
    if beside := re.search(r"(?:[\w.]\s+|\)\s*)(?=[\w.])|\)\s*(?=\()", text):
        rest = text[beside.end() :]
        return f"{quoted(rest)} does not fit here: to multiply, write * before it", beside.end()


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
        is_value = name in self.leaves or re.fullmatch(r"[^\W\dfgh]\d*", name)  # as in w(x + 1); f(x) is none
        if not name or is_value and name not in FUNCTIONS:
            raise self.error(part, f"to multiply, write * between {quoted(self.piece(part.func))} and the (")
        if name not in FUNCTIONS and name.lower() in FUNCTIONS:
            raise self.error(part, f"write {name.lower()}(x), in small letters")
        if name not in FUNCTIONS:
            raise self.error(part, f"{quoted(name)} is no function I know; I know {', '.join(FUNCTIONS)}")
        if len(part.args) != 1 or part.keywords:
            raise self.error(part, f"{name} needs one input: {name}(x)")
        return FUNCTIONS[name](self.read(part.args[0], levels))

    def read_Constant(self, part, levels):
        if type(part.value) is complex:
            number, j = self.piece(part)[:-1], self.piece(part)[-1]
            raise self.error(part, f"to multiply, write *: {number}*{j}")
        if type(part.value) not in (int, float):
            return self.refuse(part)
        return Node(part.value if abs(part.value) < 1e300 else np.inf)

    def read_Name(self, part, levels):
        if part.id in self.leaves:
            return self.leaves[part.id]
        if part.id in FUNCTIONS:
            raise self.error(part, f"{part.id} needs its input in parentheses: {part.id}(x)")
        meant = f": it is a name here like any other, so write {NUMBERS[part.id]}" if part.id in NUMBERS else ""
        raise self.error(part, f"{quoted(part.id)} has no value{meant}")

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
