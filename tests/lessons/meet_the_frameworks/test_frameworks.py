"""`needs`: a library that is missing, broken or hidden is told in one sentence; one that is here comes quietly."""

import importlib.util
import subprocess
import sys

import pytest
from project import ROOT

from helpers.lessons.meet_the_frameworks import frameworks, needs

EXTRA = all(importlib.util.find_spec(name) for name in frameworks.EXTRA)


@pytest.fixture(autouse=True)
def forgotten():
    frameworks.bring_in.cache_clear()
    yield
    frameworks.bring_in.cache_clear()


def ask_for(monkeypatch, *modules):
    monkeypatch.setitem(frameworks.MODULES, "torch", modules)
    monkeypatch.delenv(frameworks.HIDING, raising=False)
    return needs("torch", "a tensor")


def test_a_library_that_is_here_is_imported_without_a_word(monkeypatch, capsys):
    assert ask_for(monkeypatch, "json") and capsys.readouterr() == ("", "")


def test_a_missing_library_gets_one_sentence_with_what_the_cell_would_show_and_what_to_do(monkeypatch, capsys):
    assert not ask_for(monkeypatch, "no_such_library")
    told = (
        "PyTorch is not installed, so this cell shows nothing. It would show a tensor. The README says how to add it.\n"
    )
    assert capsys.readouterr() == (told, "")


@pytest.mark.parametrize(
    "text, told",
    [
        ("raise OSError('no\\nsuch disk')", "does not start (OSError: no such disk), so this cell"),
        ("import another_that_is_missing", "does not start (ModuleNotFoundError: No module named 'another_that"),
        ("1 / 0", "does not start (ZeroDivisionError: division by zero)"),
    ],
)
def test_a_library_that_breaks_when_it_starts_is_told_apart(monkeypatch, capsys, tmp_path, text, told):
    (tmp_path / "broken_library.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert not ask_for(monkeypatch, "broken_library")
    said = capsys.readouterr().out
    assert said.startswith("The library broken_library is installed but " + told) and said.count("\n") == 1


@pytest.mark.parametrize(
    "hidden, library", [("keras,torch", "torch"), (" tensorflow", "keras"), ("keras", "tensorflow")]
)
def test_tests_can_hide_a_library_and_half_of_the_extra_hides_it_all(monkeypatch, capsys, hidden, library):
    monkeypatch.setenv(frameworks.HIDING, hidden)
    assert not needs(library, "this") and "not installed" in capsys.readouterr().out


def test_another_library_is_refused():
    with pytest.raises(ValueError, match="needs expects one of keras, tensorflow, torch, got 'jax'"):
        needs("jax", "anything")


def run(code):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=200)


def test_the_course_s_faces_bring_in_no_framework():
    loaded = "import sys, helpers.checks, helpers.explorers; print({'keras', 'tensorflow', 'torch'} & set(sys.modules))"
    ended = run(loaded)
    assert (ended.stdout, ended.stderr) == ("set()\n", "")


@pytest.mark.skipif(not EXTRA, reason="the extra is not installed")
def test_tensorflow_starts_builds_and_traces_many_graphs_without_a_word():
    ended = run(
        "from helpers.lessons.meet_the_frameworks import needs\n"
        "print(needs('keras', 'nothing'))\nimport keras, numpy as np\n"
        "for n in range(8):\n"
        "    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])\n"
        "    model.compile(optimizer='sgd', loss='mse')\n"
        "    model.train_on_batch(np.ones((4, 8)), np.ones((4, 1)))\n"
        "    model.predict(np.ones((4, 8)), verbose=0)\n"
    )
    assert (ended.stdout, ended.stderr) == ("True\n", "")
