"""`make handout` writes what it says, and says in a sentence what is missing."""

import shutil
import sys

import make_handouts
import pytest
from course_notebooks import NAMES, NOTEBOOKS, read, writer
from handout_pages import printing
from handout_pages.formulas import FormulaError, to_mathml
from teaching_page import copy_course, run

FILES = [f"00_start_here.{edition}.{kind}" for edition in ("students", "teachers") for kind in ("html", "pdf")]


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_make_handout_writes_four_files_and_says_so(tmp_path):
    copy_course(tmp_path)
    done = run("make handout NB=00", tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "handouts").iterdir()) == FILES
    assert [line.split()[0] for line in done.stdout.splitlines()] == [f"handouts/{name}" for name in FILES]
    assert all(line.endswith(" kB") for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    "lack, why",
    [
        ("find_chromium", "there is no Chromium (or name its path in CHROMIUM)"),
        ("playwright", "Playwright is not installed"),
    ],
)
def test_without_chromium_or_playwright_the_pages_are_written_and_a_sentence_says_what_is_missing(
    lack, why, tmp_path, capsys, monkeypatch
):
    if lack == "playwright":
        monkeypatch.setattr(printing.importlib.util, "find_spec", lambda name: None)
    else:
        monkeypatch.setattr(printing, "find_chromium", lambda: None)
    assert make_handouts.main(["00"], tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [name for name in FILES if name.endswith("html")]
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"No PDF was made: {why}. The pages (HTML) are complete; a browser prints them, too."


def test_a_notebook_that_is_not_there_is_named_with_those_that_are(tmp_path, capsys):
    assert make_handouts.main(["99"], tmp_path) == 1
    said = capsys.readouterr().err
    assert "99" in said and all(name in said for name in NAMES)


def test_a_formula_that_cannot_be_converted_is_named_with_its_notebook(tmp_path, capsys, monkeypatch):
    notebook = read("00_start_here.ipynb")
    broken = writer.nbformat.v4.new_notebook(
        cells=[*notebook.cells, writer.nbformat.v4.new_markdown_cell(r"So $\frob x$.")]
    )
    monkeypatch.setattr(make_handouts.writer, "read", lambda path: broken)
    monkeypatch.setattr(printing, "find_chromium", lambda: None)
    assert make_handouts.main([str(NOTEBOOKS / "00_start_here.ipynb")], tmp_path) == 1
    wanted = "00_start_here.ipynb: the formula '\\\\frob x' cannot be converted to MathML: write it otherwise\n"
    assert capsys.readouterr().err == wanted and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "tex", [r"\frac{a", r"\frac{a}{b", "a_", r"\begin{tabbing}a\end{tabbing}", r"x \foo", r"\sqrt", "a^", "{", "}"]
)
def test_a_formula_of_which_something_would_be_lost_is_an_error(tex):
    with pytest.raises(FormulaError) as error:
        to_mathml(tex, "inline")
    assert str(error.value) == f"the formula {tex!r} cannot be converted to MathML: write it otherwise"


@pytest.mark.parametrize("tex", [r"\left\{ x \right.", r"\{a\}", r"\frac{\{a}{b}", r"\sqrt{x}", "a^2_n"])
def test_a_brace_that_is_written_out_needs_no_partner(tex):
    assert to_mathml(tex, "inline").endswith("</math>")


@pytest.mark.parametrize("display", ["block", "inline"])
def test_a_whole_formula_becomes_an_element_of_its_kind(display):
    element = to_mathml(r" \begin{pmatrix}a & b\end{pmatrix} \hat y_n^2 ", display)
    assert element.startswith("<math") and f'display="{display}"' in element and "<mtable>" in element


def test_without_the_converter_a_formula_says_who_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    with pytest.raises(FormulaError, match="formulas need the package latex2mathml, which `make handout` installs"):
        to_mathml("x", "inline")
