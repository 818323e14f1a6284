"""The checks' sentences about answers that are none: empty, endless, stopped by an error, changing inputs."""

import dis
import inspect
import re
from itertools import pairwise

import numpy as np

from . import guard, values

NOT_ATTEMPTED = "not tried yet. Replace the ... above, run that cell, then run this one again."
NOTHING = (
    "your answer is nothing (None): print(…) shows a value and gives nothing back. "
    "Write the value itself, without print."
)
LONGEST_LINE = 300
INTERRUPTED = "interrupted before the check was done. Run this cell again."
_ADVICE = {
    RecursionError: " Your function calls itself without end.",
    MemoryError: " It asked for more memory than there is.",
    SystemExit: " Leave exit() and quit() out of an answer.",
}


# a new one of the same kind, for whoever changed an input
_ANEW = {
    list: "list instead: start with found = [] and append",
    dict: "dict instead: start with found = {} and fill it",
    set: "set instead: start with found = set() and add to it",
}

# what NumPy says, and the same with the shapes in plain words
_NUMPY = [
    (
        r"matmul: .* mismatch in its core dimension .*\(size (\d+) is different from (\d+)\)",
        r"@ needs as many columns on its left (here \2) as rows on its right (here \1)",
    ),
    (r"shapes (\(.*?\)) and (\(.*?\)) not aligned.*", r"the shapes \1 and \2 do not fit for a product of matrices"),
    (
        r"operands could not be broadcast together with (?:remapped )?shapes (\(.*?\)) (\(.*?\)).*",
        r"the shapes \1 and \2 do not fit together, entry by entry",
    ),
    (r"cannot reshape array of size (\d+) into shape (\(.*\))", r"\1 numbers do not fill the shape \2"),
    (
        r"all the input array dimensions except for the concatenation axis must match exactly, "
        r"but along dimension (\d+), the array at index (\d+) has size (\d+) "
        r"and the array at index (\d+) has size (\d+)",
        r"arrays that are joined must be equally long along axis \1, but number \2 has \3 and number \4 has \5",
    ),
    (
        r"all the input arrays must have same number of dimensions, but the array at index (\d+) has (\d+) "
        r"dimension\(s\) and the array at index (\d+) has (\d+) dimension\(s\)",
        r"arrays that are joined must have as many axes, but number \1 has \2 and number \3 has \4",
    ),
]


def is_placeholder(answer, depth=3):
    """None or `...`, or a list, tuple or array that still holds one of them"""
    if isinstance(answer, np.ndarray):
        return answer.dtype == object and any(entry is None or entry is ... for entry in answer.flat)
    if isinstance(answer, (list, tuple)) and depth:
        return any(is_placeholder(entry, depth - 1) for entry in answer)
    return answer is None or answer is ...


def _blank():
    """stands for a function that nobody has filled in"""
    ...
    pass


def is_stub(answer):
    """True for a function whose body does nothing at all, such as `...`"""
    code = getattr(answer, "__code__", None)
    return (
        inspect.isfunction(answer)
        and set(code.co_code[::2]) <= set(_blank.__code__.co_code[::2])
        and (set(code.co_consts) <= {None, ..., answer.__doc__})
    )


def word_end(outcome, where="", hint=""):
    """(mark, text) if the call gave no answer: too long, interrupted or still a placeholder; else None"""
    error, value = outcome.error, outcome.value
    if outcome.timed_out:
        return "✗", f"{where}stopped after {guard.TIME_LIMIT:g} seconds. Does every loop come to an end?{hint}"
    if outcome.interrupted:
        return "○", INTERRUPTED
    computed_with = isinstance(error, (TypeError, AttributeError)) and "ellipsis" in _safe_text(error).lower()
    if isinstance(error, NotImplementedError) or computed_with or _holds_ellipsis(value):
        return "○", NOT_ATTEMPTED
    return None


def _holds_ellipsis(value):
    return value is ... or (isinstance(value, (list, tuple)) and any(entry is ... for entry in value))


def word_nothing_returned(answer, printed):
    """Every call gave None: a stub with `...` left in it, or a `return` that was forgotten"""
    code = getattr(answer, "__code__", None)
    if code is not None and ... in code.co_consts:
        return "○", NOT_ATTEMPTED
    if printed:
        return "✗", f"your function prints {values.shorten(printed)} but returns nothing (None). Use return instead."
    if code is not None and _returns_what_it_computes(code):
        return "✗", (
            "your function returns nothing (None): what stands after return gives nothing back. Some functions, such "
            "as np.add.at or a list's sort, change their input instead: call them in a line of their own, then "
            "return what they have changed."
        )
    return "✗", "your function returns nothing (None). Put return before its result."


def _returns_what_it_computes(code):
    steps = list(dis.get_instructions(code))
    returns = [before for before, step in pairwise(steps) if step.opname == "RETURN_VALUE"]
    return any(before.opname != "LOAD_CONST" for before in returns)


def word_outside(name, names):
    return (
        f"your function uses {name} of the notebook, which is no input: let its result depend on {', '.join(names)} "
        "only, so that it is right for other inputs, too."
    )


def with_hint(text, hint, case=""):
    """The case, the text, the hint; in a long line the hint comes first, and the case is shortened, never the text"""
    room = LONGEST_LINE - len(text) - len(hint)
    if not hint or len(case) < room:
        return f"{case} {text}".strip() + hint
    return f"{hint.strip()} ({f'{values.shorten(case, max(room, 60))} {text}'.strip()})"


def word_changed(name, before):
    """The sentence about an input that is no longer what it was before"""
    how = f"array instead ({name} = {name} - 1 makes one, {name} -= 1 does not)"
    how = next((anew for kind, anew in _ANEW.items() if isinstance(before, kind)), how)
    return (
        f"your function changed its input {name} in place: whoever called it has lost the old values. Make a new {how}."
    )


def word_stop(error):
    """'your code stopped with ValueError: … (line 2: return …).'"""
    line = guard.learner_line(error)
    where = f" (line {line[0]}: {values.shorten(line[1])})" if line else ""
    advice = next((advice for kind, advice in _ADVICE.items() if isinstance(error, kind)), "")
    return f"your code stopped with {word_error(error)}{where}.{advice}"


def word_error(error):
    message = " ".join(_safe_text(error).split())
    for pattern, plain in _NUMPY if isinstance(error, ValueError) else ():
        message = re.sub(pattern, plain, message)
    message = values.shorten(message, 160).rstrip(".")
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _safe_text(error):
    try:
        return "" if error is None else str(error)
    except Exception:  # an exception of the learner whose own text cannot be made
        return ""


def word_parameters(function, names):
    """'' if the function can be called with as many arguments as there are names; else a sentence"""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):  # some built-in functions have none
        return ""
    by_name = [name for name, one in signature.parameters.items() if one.kind is one.KEYWORD_ONLY]
    try:
        signature.bind(*names)
    except TypeError:
        if by_name:
            return (
                f"your function takes {', '.join(by_name)} by name only (behind the *): "
                f"expected {_count(names)}, in this order."
            )
        return f"your function takes {_count(list(signature.parameters))}, expected {_count(names)}."
    return ""


def word_form(problem, answer, form):
    """The sentence about an answer of the wrong kind, shape or length"""
    if values.wanted_form(form) == "a function":
        how = "make it a function with def" if inspect.isclass(answer) else "pass its name, without parentheses"
        return f"you passed {problem.got}, expected a function: {how}."
    if callable(answer) and not inspect.isclass(answer):
        return f"you passed {problem.got} itself, expected {problem.wanted}: call it and pass the result."
    unordered = ", in order, in ( )" if problem.got.startswith(("a set of", "a dict of")) else ""
    return f"you answered {problem.got}, expected {problem.wanted}{unordered}."


def _count(names):
    return f"{len(names)} input{'s' * (len(names) != 1)}" + (f" ({', '.join(names)})" if names else "")
