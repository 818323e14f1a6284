"""The notebooks in the browser's Python: the stored text, figures that answer, work that is kept, loops that end."""

import re

from course_in_lab import ROOT, explorers_of
from live_figures import Figure
from live_notebook import stored_texts, texts

ASKS = re.compile(r'^if needs\("', re.M)
LOOPS = {
    "forever": "    while True: pass",
    "catches": "    while True:\n        try: x = x + 1\n        except Exception: pass",
    "catches_all": "    while True:\n        try: x = x + 1\n        except: pass",
    "counts": "    import itertools\n    for i in itertools.count(): pass",
}
TRY_LOOP = """\
from helpers.exercise import Exercise, guard
guard.TIME_LIMIT = {seconds}
def answer(x):
{loop}
Exercise('double', '01', cases=[([1, 2],)], reference=lambda x: 2 * x)(answer)"""
FIGURES_ALIVE = "sum(len(figures) for run, figures in __import__('helpers').live_figure._alive.values())"


def said(notebook, position):
    return texts(notebook.cells()[position]["outputs"]).get("stdout", "")


def stub_and_check(notebook):
    """The positions of the first exercise's cells"""
    sources = ["".join(cell["source"]) for cell in notebook.cells()]
    check = next(place for place, source in enumerate(sources) if source.startswith("checks.warm_up("))
    return check - 1, check


# ---- every notebook ---------------------------------------------------------------------------------------------


def test_run_all_prints_what_is_stored(live):
    differ, wants_frameworks = {}, any(ASKS.search("".join(cell["source"])) for cell in live.as_run)
    for place, stored in stored_texts(ROOT / "notebooks" / live.name).items():
        seen = texts(live.as_run[place]["outputs"])
        says_why = wants_frameworks and "error" not in seen and "not installed" in "".join(seen.values())
        if seen != stored and not says_why:
            differ[place] = {kind: (stored.get(kind), seen.get(kind)) for kind in {*stored, *seen}}
    assert not differ


def test_every_figure_answers_a_key_on_each_kind_of_control(live):
    for position, kind in explorers_of(live.name):
        figure = Figure(live, position)
        figure.show()
        for stop in figure.one_of_each():
            press_a_key(figure, stop)
        assert not figure.error.is_visible(), f"{kind}: {figure.error.text_content()}"


def press_a_key(figure, stop):
    """A key that this kind of control answers with a new frame"""
    with figure.answered():
        match stop.evaluate("(node) => node.type ?? 'handle'"):
            case "range" | "handle":
                figure.push(stop)
            case "select-one":
                stop.press("ArrowUp" if stop.evaluate("(node) => node.selectedIndex") else "ArrowDown")
            case "text":
                stop.press("End")
                stop.press("Space"), stop.press("Enter")
            case _:  # a toggle or a button
                stop.press("Space")


# ---- what the learner made --------------------------------------------------------------------------------------


def test_a_cell_that_is_run_again_closes_its_earlier_figure(my_copy):
    for _ in range(3):
        my_copy.run(2)
    assert my_copy.ask(FIGURES_ALIVE) == 1


def test_an_endless_loop_in_a_checked_answer_is_stopped(my_copy):
    my_copy.run(2)
    stub, _ = stub_and_check(my_copy)
    for number, loop in enumerate(LOOPS.values()):
        seconds = 3 if number == 0 else 0.3
        my_copy.write(stub, TRY_LOOP.format(seconds=seconds, loop=loop))
        my_copy.run(stub)
        assert said(my_copy, stub) == (
            f"✗ double: for x = [1, 2] your code was stopped after {seconds} seconds. Does every loop come to an end?\n"
        )
    my_copy.write(stub, TRY_LOOP.format(seconds=3, loop="    return 2 * x"))
    my_copy.run(stub)
    assert said(my_copy, stub) == "✓ double: right.\n"


def test_a_solved_exercise_and_what_was_typed_survive_restart_and_reload(my_copy):
    stub, check = stub_and_check(my_copy)
    progress = next(i for i, cell in enumerate(my_copy.cells()) if "show_progress" in "".join(cell["source"]))
    my_copy.run(2)
    my_copy.write(stub, "bananas = 3 * 4  # mine")
    my_copy.run(stub), my_copy.run(check)
    assert said(my_copy, check).startswith("✓ warm_up: right.")
    my_copy.restart_kernel()
    assert my_copy.cells()[stub]["source"] == "bananas = 3 * 4  # mine"
    my_copy.save()
    my_copy.open()
    assert my_copy.cells()[stub]["source"] == "bananas = 3 * 4  # mine"
    my_copy.run(2), my_copy.run(progress)
    assert re.search(r"^00 .*✓ warm_up", said(my_copy, progress), re.M)
