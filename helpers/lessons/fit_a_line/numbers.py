"""The cost of a line, and the search for a lower one by steps: the formulas of notebook 01, in plain numbers."""


def line_cost(x, y, w, b):
    """C(w, b) = sum of (w x + b - y)^2 over the points: x, y (n,) -> a number."""
    errors = w * x + b - y
    return float(errors @ errors)


def neighbours(w, b, step):
    """The four points around (w, b), in the order in which the search tries them"""
    return [(w + step, b), (w - step, b), (w, b + step), (w, b - step)]


def walk(x, y, w, b, step, most=20_000):
    """Unit-step search: [(w, b, cost, evaluations so far), ...] of the accepted points, the start first.

    The rule: try the neighbours in their order, take the first that costs less, start again; stop when none does.
    Every cost that is computed counts, the start too. The last entry repeats the stopping point with all its
    evaluations. Points are start + whole steps, so that no rounding error adds up.
    """

    def at(i, j):
        return round(w + i * step, 10), round(b + j * step, 10)

    i = j = 0
    cost, spent = line_cost(x, y, *at(0, 0)), 1
    path = [(*at(0, 0), cost, spent)]
    while spent < most:
        for new_i, new_j in neighbours(i, j, 1):
            new, spent = line_cost(x, y, *at(new_i, new_j)), spent + 1
            if new < cost:
                i, j, cost = new_i, new_j, new
                path.append((*at(i, j), cost, spent))
                break
        else:
            break
    return path + [(*at(i, j), cost, spent)]
