"""Other plausible answers that get a declared mistake's hint, although they are not that mistake.

Each is the reference, or a mistake, with one place of its code changed: + for −, the other axis, arguments or operands
in another order, < for ≤, whole numbers only. Where it gives the mistake's results in every case that is tried, but not
for other inputs, the hint would be false, and the declaration needs a case that tells the two apart.
"""

import ast
import copy
import functools
import inspect
import types

import numpy as np

from helpers.exercise import guard, values
from helpers.exercise.variations import variations

OTHER = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE}
OTHER |= {ast.GtE: ast.Gt}


def look_alikes(exercise):
    """Sentences: which other answer gets whose hint, and for which input the two differ"""
    if not exercise.reference:
        return
    cases = [case for case, _ in exercise.tried]
    known = [[exercise._call(mistake.answer, case)[0] for case in cases] for mistake in exercise.mistakes]
    for answer in [exercise.reference, *(mistake.answer for mistake in exercise.mistakes)]:
        for text, other in changed_in_one_place(answer):
            outcomes = [exercise._call(other, case)[0] for case in cases]
            if any(outcome.error for outcome in outcomes) or is_right(exercise, outcomes):
                continue
            for mistake, results in zip(exercise.mistakes, known, strict=True):
                if all(map(exercise._same, outcomes, results)):
                    yield from difference(exercise, text, other, mistake)


def is_right(exercise, outcomes):
    pairs = zip(outcomes, exercise.tried, strict=True)
    return all(values.find_problem(outcome.value, right, exercise.tolerance) is None for outcome, (_, right) in pairs)


def difference(exercise, text, other, mistake):
    for case in probes(exercise):
        one, two = exercise._call(other, case)[0], exercise._call(mistake.answer, case)[0]
        if not (one.error or two.error) and not exercise._same(one, two):
            given = ", ".join(map(str, map(guard.fresh, case)))
            yield f"{exercise.name}: {text} gets the hint {mistake.hint!r}; ({given}) tells the two apart"
            return


@functools.cache
def probes(exercise):
    """Further inputs, for which the reference has a result of the right form"""
    found = [other for case in exercise.cases[1:] for other in variations(case, exercise.vary)]
    found += [
        twice
        for case in exercise.cases
        for once in variations(case, exercise.vary[:2])
        for twice in variations(once, exercise.vary[:1])
    ]
    right = [exercise._call(exercise.reference, case)[0] for case in found]
    return [
        case
        for case, outcome in zip(found, right, strict=True)
        if not outcome.error and values.is_like(outcome.value, exercise.tried[0][1])
    ]


def changed_in_one_place(function):
    """[(its code, the function)] for each place of a lambda that can be changed"""
    node = source_of(function)
    for index, _ in enumerate(ast.walk(node)) if node else ():
        for change in (swap_operator, swap_order, other_axis):
            tree = copy.deepcopy(node)
            if change(list(ast.walk(tree))[index]):
                code = compile(ast.fix_missing_locations(ast.Expression(tree)), "<look-alike>", "eval")
                yield ast.unparse(tree), eval(code, dict(function.__globals__))
    if node:
        yield f"whole numbers of {ast.unparse(node)}", lambda *inputs: whole(function(*inputs))


def whole(result):
    return tuple(map(whole, result)) if isinstance(result, (tuple, list)) else np.trunc(result)


def source_of(function):
    """The lambda's tree; None for what is no lambda, or hangs on names around it"""
    if not isinstance(function, types.FunctionType) or function.__closure__ or function.__name__ != "<lambda>":
        return None
    for node in lambdas_in(inspect.getsourcefile(function)):
        code = compile(ast.Expression(node), "<lambda>", "eval").co_consts[0]
        if node.lineno == function.__code__.co_firstlineno and code.co_code == function.__code__.co_code:
            if code.co_consts == function.__code__.co_consts and code.co_names == function.__code__.co_names:
                return node
    return None


@functools.cache
def lambdas_in(path):
    with open(path, encoding="utf-8") as file:
        return [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Lambda)]


def swap_operator(node):
    if isinstance(node, ast.BinOp) and type(node.op) in OTHER:
        node.op = OTHER[type(node.op)]()
        return True
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
        node.ops[0] = OTHER[type(node.ops[0])]()
        return True
    return False


def swap_order(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow)):
        node.left, node.right = node.right, node.left
        return True
    if isinstance(node, ast.Call) and len(node.args) == 2:
        node.args.reverse()
        return True
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        node.elts.reverse()
        return True
    return False


def other_axis(node):
    if isinstance(node, ast.keyword) and node.arg == "axis" and isinstance(node.value, ast.Constant):
        node.value = ast.Constant(1 if node.value.value == 0 else 0)
        return True
    return False
