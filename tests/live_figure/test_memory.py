"""A figure that is closed, or whose cell is run again, gives everything back; pyplot never keeps one."""

import gc
import subprocess
import sys
import weakref

import nbformat
import pytest
from course_notebooks import ROOT, printed, writer

from helpers import explorers, live_figure
from helpers.explorers import FirstDigit


class Shell:
    """As much of a kernel's shell as a figure asks for."""

    def __init__(self):
        self.runs, self.kernel = 0, self

    def run(self, code, **metadata):
        self.runs += 1
        self.request = {"header": {"msg_id": str(self.runs)}, "metadata": metadata, "content": {"code": code}}

    def get_parent(self):
        return self.request


@pytest.fixture
def shell(monkeypatch):
    shell = Shell()
    monkeypatch.setattr(live_figure, "get_ipython", lambda: shell)
    monkeypatch.setattr(live_figure, "_alive", {})
    return shell


def is_open(figure):
    return figure.comm is not None and figure._figure is not None


def test_a_cell_that_is_run_again_closes_its_earlier_figures_and_no_others(shell):
    shell.run("old code", cellId="a")
    first, second = FirstDigit(), FirstDigit()  # two figures of one cell live side by side
    shell.run("other code", cellId="b")
    other = FirstDigit()
    assert is_open(first) and is_open(second) and is_open(other)
    shell.run("new code", cellId="a")
    third = FirstDigit()
    assert not is_open(first) and not is_open(second) and is_open(other) and is_open(third)


def test_where_cells_have_no_name_their_code_tells_them_apart(shell):
    shell.run("one")
    first = FirstDigit()
    shell.run("two")
    second = FirstDigit()
    shell.run("one")
    FirstDigit()
    assert not is_open(first) and is_open(second)


def test_without_a_kernel_nothing_is_closed_and_nothing_kept(monkeypatch):
    monkeypatch.setattr(live_figure, "_alive", {})
    for shell in (None, object()):  # plain Python, and IPython in a terminal
        monkeypatch.setattr(live_figure, "get_ipython", lambda shell=shell: shell)
        assert is_open(FirstDigit())
    assert live_figure._alive == {}


@pytest.mark.parametrize("make", [FirstDigit, explorers.ReceptiveField], ids=["FirstDigit", "ReceptiveField"])
def test_a_closed_figure_gives_its_memory_back_even_if_its_widget_is_kept(make):
    figure = make()
    picture, artist = weakref.ref(figure._figure), weakref.ref(figure._moving[0])
    figure.close()
    gc.collect()
    assert picture() is None and artist() is None


def test_a_closed_figure_that_nobody_keeps_is_gone():
    figure = FirstDigit()
    widget = weakref.ref(figure)
    figure.close()
    del figure
    gc.collect()
    assert widget() is None


SMALL = """
import gc, sys
from matplotlib.figure import Figure
from helpers import explorers

class Small(explorers.FirstDigit):
    size = (4, 2)
"""
COUNT = """
gc.collect()
alive = [o for o in gc.get_objects() if isinstance(o, Figure)]
print(len(alive), "matplotlib.pyplot" in sys.modules)
"""


def test_in_a_real_kernel_thirty_runs_of_a_cell_leave_one_figure():
    """Nobody but the course closes them: without that, all thirty are alive."""
    cells = [nbformat.v4.new_code_cell(source) for source in [SMALL, *30 * ["Small()"], COUNT]]
    done = writer.execute(nbformat.v4.new_notebook(cells=cells), ROOT)
    shown = [cell.outputs[0] for cell in done.cells[1:-1]]
    assert all("image/png" in output.data and "alt" in output.metadata["image/png"] for output in shown)
    alive, pyplot = printed(done.cells[-1]).split()
    assert 1 <= int(alive) <= 2 and pyplot == "False"


def test_figures_and_pictures_leave_pyplot_alone():
    """tests/test_layout.py sees that nothing imports it; here, that nothing brings it in behind our back"""
    program = (
        "import sys; from helpers import explorers, plots; figure = explorers.FirstDigit(); "
        "plots.show_rule(3, 0, [1, 2]); assert 'matplotlib.pyplot' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
