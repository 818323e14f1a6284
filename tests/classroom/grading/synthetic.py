"""Thirty submissions of a lesson, made from what was handed out: whatever may happen to a notebook, and four cheats.

Each is a file name, a notebook and the points of each exercise, in the order of the lesson. 2 points are all; a
recognised misconception gets 1.
"""

import copy
import json
from typing import NamedTuple

from answer_texts import KNOWN, ODD, RIGHT

FULL, HALF, NONE = 2, 1, 0


class Expected(NamedTuple):
    """A submission as a file, and the points that it deserves"""

    name: str
    file: str
    content: str
    points: list


class Class:
    """Makes the submissions of one lesson from its release"""

    def __init__(self, lesson, release):
        self.lesson, self.release, self.made = lesson, release, []
        self.names = [exercise.name for exercise in lesson.exercises]
        self.right, self.known, self.odd = (table[lesson.number] for table in (RIGHT, KNOWN, ODD))

    def add(self, name, points, change, file=None):
        """change(notebook) is done to a copy of the release in which nothing is answered"""
        notebook = copy.deepcopy(self.release)
        change(notebook)
        content = json.dumps(notebook, ensure_ascii=False)
        self.made.append(Expected(name, file or f"{name}/{self.lesson.stem}.ipynb", content, points))

    def place(self, notebook, name):
        """Where the cell stands that answers an exercise; its check is the next"""
        marks = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
        return marks.index(f"{name}-answer")

    def answer(self, notebook, table):
        for name, source in table.items():
            notebook["cells"][self.place(notebook, name)]["source"] = source

    def all_right(self, notebook, **but):
        self.answer(notebook, self.right | but)

    def stub(self, name):
        return next(exercise.stub for exercise in self.lesson.exercises if exercise.name == name)

    def points(self, **but):
        """All points, but for some exercises"""
        return [but.get(name, FULL) for name in self.names]


def own(source):
    """A code cell that the learner has added"""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def thirty(lesson, release):
    """The Expected of all thirty"""
    a_class = Class(lesson, release)
    for part in (ordinary, mishaps, moved, cheats):
        part(a_class, *a_class.names)
    return a_class.made


def ordinary(c, first, second, third, fourth, fifth):
    """Right, wrong, half, empty"""
    nothing = [NONE] * 5
    c.add("abby", c.points(), c.all_right)
    c.add("bert", c.points(), c.all_right, f"bert_{c.lesson.stem}.ipynb")
    c.add("clara", c.points(), c.all_right, f"{c.lesson.stem} clara (1).ipynb")
    c.add("dora lee", c.points(), c.all_right, f"Dora Lee_4711_assignsubmission_file_/{c.lesson.stem}.ipynb")
    c.add("emil", c.points(), c.all_right, "emil.ipynb.json")
    c.add("nothing", nothing, lambda notebook: None)
    c.add("no_cells", nothing, lambda notebook: notebook.update(cells=[]))
    c.add("first_half", [FULL, FULL, FULL, NONE, NONE], lambda n: c.answer(n, _some(c.right, first, second, third)))
    c.add("other_half", [NONE, NONE, NONE, FULL, FULL], lambda n: c.answer(n, _some(c.right, fourth, fifth)))
    c.add("known_mistakes", [HALF] * 5, lambda n: c.answer(n, c.known))
    c.add("odd_mistakes", c.points(**dict.fromkeys(c.odd, NONE)), lambda n: c.all_right(n, **c.odd))
    mixed = {first: c.known[first], fifth: c.known[fifth]}
    c.add("mixed", c.points(**dict.fromkeys(mixed, HALF)), lambda n: c.all_right(n, **mixed))


def _some(table, *names):
    return {name: table[name] for name in names}


def mishaps(c, first, second, third, fourth, fifth):
    """Loops, crashes, exits, floods: what else the notebook holds still counts"""
    for_ever, head = "while True:\n    pass", c.right[fourth].splitlines()[0]
    c.add(
        "loop_in_answer",
        c.points(**{fourth: NONE}),
        lambda n: c.all_right(n, **{fourth: f"{head}\n    {for_ever.replace('pass', '    pass')}"}),
    )
    c.add("loop_at_top", c.points(**{fifth: NONE}), lambda n: c.all_right(n, **{fifth: for_ever}))
    c.add("syntax_error", c.points(**{fourth: NONE}), lambda n: c.all_right(n, **{fourth: head.rstrip(":")}))
    c.add("own_cell_raises", c.points(), lambda n: _with_own(c, n, "1 / 0"))
    c.add("own_cell_exits", c.points(), lambda n: _with_own(c, n, "import os\nos._exit(0)"))
    exits = f"import os\n{head}\n    os._exit(0)"
    c.add("answer_exits", c.points(**{fourth: NONE}), lambda n: c.all_right(n, **{fourth: exits}))
    c.add("exit_at_top", c.points(**{fourth: NONE}), lambda n: c.all_right(n, **{fourth: "import os\nos.abort()"}))
    hog = f"{head}\n    kept = []\n    while True:\n        kept.append(np.ones(10**7))"
    c.add("memory_hog", c.points(**{fourth: NONE}), lambda n: c.all_right(n, **{fourth: hog}))


def _with_own(c, notebook, source):
    c.all_right(notebook)
    notebook["cells"].insert(c.place(notebook, c.names[2]), own(source))


def moved(c, first, second, third, fourth, fifth):
    """Cells deleted, copied, moved; the file renamed"""

    def without_checks(notebook):
        c.all_right(notebook)
        notebook["cells"] = [cell for cell in notebook["cells"] if not "".join(cell["source"]).startswith("checks.")]

    def without_an_answer(notebook):
        c.all_right(notebook)
        del notebook["cells"][c.place(notebook, fourth)]

    def copied(notebook):
        c.all_right(notebook)
        place = c.place(notebook, second)
        check, answer = notebook["cells"][place + 1], notebook["cells"][place]
        notebook["cells"][place + 2 : place + 2] = [copy.deepcopy(check), answer | {"source": c.stub(second)}]
        notebook["cells"].insert(place, answer | {"source": c.known[second]})

    def reordered(notebook):
        c.all_right(notebook)
        notebook["cells"].reverse()

    def without_marks(notebook):
        c.all_right(notebook)
        for number, cell in enumerate(notebook["cells"]):
            cell["metadata"], cell["id"] = {}, f"new-{number}"

    c.add("checks_deleted", c.points(), without_checks)
    c.add("answer_deleted", c.points(**{fourth: NONE}), without_an_answer)
    c.add("cells_copied", c.points(), copied)
    c.add("cells_reordered", c.points(), reordered)
    c.add("marks_lost", c.points(), without_marks)
    c.add("renamed", c.points(), c.all_right, "renamed/My homework, final FINAL.txt")


def cheats(c, *names):
    """Nothing is answered: all that could bring points is a trick"""
    nothing = [NONE] * 5
    any_check = (
        "class Any:\n    def __getattr__(self, name):\n        return lambda *answers: print('✓', name, 'right.')\n"
        "import sys, helpers\nchecks = helpers.checks = sys.modules['helpers.checks'] = Any()\n"
    )
    c.add("cheat_own_checks", nothing, lambda n: c.answer(n, dict.fromkeys(names, any_check + _all_zero(names))))
    patched = (
        "from helpers.exercise import Exercise, Report\n"
        "Exercise.report = lambda self, answer: Report('✓', self.name + ': right.')\n"
    )
    c.add("cheat_patched_report", nothing, lambda n: c.answer(n, {name: patched + f"{name} = 0" for name in names}))
    taken = "{0} = getattr(checks.{0}, 'reference') or checks.{0}.expected or checks.{0}.example"
    c.add("cheat_takes_answers", nothing, lambda n: c.answer(n, {name: taken.format(name) for name in names}))

    def forged(notebook):
        for name in names:
            place = c.place(notebook, name)
            check = notebook["cells"][place + 1]
            check["source"] = f"print('✓ {name}: right.')\n100"
            check["metadata"]["nbgrader"]["points"] = 100
            check["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"✓ {name}: right."}]
            notebook["cells"][place]["source"] = f"{name} = 7"

    c.add("cheat_forged_checks", nothing, forged)


def _all_zero(names):
    return " = ".join([*names, "0"])
