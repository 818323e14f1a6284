"""The notebook writer: one normal form, nothing volatile stored, a failing notebook left as it was."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from course_notebooks import NAMES, NOTEBOOKS, ROOT, code_cells, writer
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell, new_output

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
WIDGET = {writer.WIDGET_VIEW: {"model_id": "1f0c"}, "image/png": PNG, "text/plain": "A dot of size 25."}
ABOUT = {"image/png": {"alt": "A dot of size 25.", "width": 640, "needs_background": "light"}}


def new_notebook(cells=(), metadata=()):
    """Like nbformat's function of this name (and the next), but nothing is corrected or refused"""
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": dict(metadata), "cells": list(cells)})


def new_code_cell(source, **given):
    form = {"cell_type": "code", "id": "abc", "source": source, "metadata": {}, "execution_count": None, "outputs": []}
    return nbformat.from_dict(form | given)


def normal_cell(cell):
    return writer.normalise(new_notebook(cells=[cell])).cells[0]


def store(folder, *sources, name="sample.ipynb"):
    """A file that needs normalising, with one code cell per source"""
    path = folder / name
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources], metadata={"widgets": {"a": 1}})
    path.write_text(json.dumps(notebook), "utf-8")
    return path


# ---- the normal form -----------------------------------------------------------------------------


def test_cells_are_counted_from_one_and_results_with_them():
    result = new_output("execute_result", data={"text/plain": "1"}, execution_count=40)
    cells = [new_code_cell("1", execution_count=40, outputs=[result]), new_markdown_cell("text"), new_code_cell("2")]
    normal = writer.normalise(new_notebook(cells=cells))
    assert [cell.execution_count for cell in code_cells(normal)] == [1, 2]
    assert normal.cells[0].outputs[0].execution_count == 1


def test_valid_ids_stay_so_that_an_inserted_cell_changes_no_other():
    cells = [new_code_cell("1", id="one"), new_code_cell("2", id="two")]
    before = writer.normalise(new_notebook(cells=cells))
    after = writer.normalise(new_notebook(cells=[cells[0], new_code_cell("1.5", id="new"), cells[1]]))
    assert [cell.id for cell in before.cells] == ["one", "two"] and [cell.id for cell in after.cells][2] == "two"


def test_missing_invalid_and_repeated_ids_are_made_from_the_text():
    cells = [new_code_cell(source) for source in ("1", "1", "2", "3")]
    for cell, name in zip(cells, (None, "not valid!", "twice", "twice"), strict=True):
        cell.pop("id")
        cell.update({"id": name} if name else {})
    names = [cell.id for cell in writer.normalise(new_notebook(cells=cells)).cells]
    assert names[2] == "twice" and len(set(names)) == 4 and names[1] == names[0] + "-2"
    assert names == [cell.id for cell in writer.normalise(new_notebook(cells=cells)).cells]


def test_a_widget_keeps_its_picture_and_alt_text_and_loses_its_live_view():
    cell = normal_cell(new_code_cell("figure", outputs=[new_output("display_data", data=WIDGET, metadata=ABOUT)]))
    assert set(cell.outputs[0].data) == {"image/png", "text/plain"}
    assert cell.outputs[0].metadata == {"image/png": {"alt": "A dot of size 25.", "width": 640}}


def test_the_widget_state_and_the_python_version_are_not_stored():
    normal = writer.normalise(new_notebook(metadata={"widgets": {}, "language_info": {"version": "3.11.2"}}))
    assert normal.metadata == writer.NOTEBOOK_METADATA


def test_only_metadata_that_Lab_slides_and_presenters_read_stays():
    told = {
        "slideshow": {"slide_type": "slide"},
        "tags": ["b", "a", "b"],
        "execution": {"at": "12:00"},
        "scrolled": True,
        "presenter": {"minutes": 5, "ask": "Why?", "expect": "Because."},
    }
    assert normal_cell(new_code_cell("1", metadata=told)).metadata == {
        "slideshow": {"slide_type": "slide"},
        "tags": ["a", "b"],
        "presenter": {"minutes": 5, "ask": "Why?", "expect": "Because."},
    }


def test_a_slide_type_that_hides_the_cell_is_removed():
    assert normal_cell(new_code_cell("1", metadata={"slideshow": {"slide_type": "-"}})).metadata == {}


def test_cells_of_a_notebook_with_slides_wait_for_a_key_and_a_reading_comes_with_its_result():
    first, last = (new_markdown_cell("# A title", metadata={"slideshow": {"slide_type": "slide"}}) for _ in range(2))
    asked = new_code_cell("1", metadata={"tags": ["predict"]})
    normal = writer.normalise(new_notebook(cells=[first, asked, new_markdown_cell("One."), new_code_cell("2"), last]))
    fragment = {"slideshow": {"slide_type": "fragment"}}
    assert normal.cells[1].metadata == fragment | {"tags": ["predict"]} and normal.cells[3].metadata == fragment
    assert normal.cells[2].metadata == {"jupyterlab-slideshow": {"layer": "slide"}}


def test_pieces_of_one_stream_are_joined():
    pieces = [new_output("stream", name="stdout", text=text) for text in ("a\n", "", "b\n")]
    picture = new_output("display_data", data={"image/png": PNG})
    outputs = normal_cell(new_code_cell("1", outputs=[*pieces, picture, *pieces])).outputs
    assert [output.get("text") for output in outputs] == ["a\nb\n", None, "a\nb\n"]


def test_the_text_of_the_file_has_one_form():
    text = writer.serialise(writer.normalise(new_notebook(cells=[new_markdown_cell("# Größe")])))
    assert text.startswith('{\n "cells": [\n') and "Größe" in text and text.endswith("}\n")


outputs = st.lists(
    st.one_of(
        st.builds(
            lambda text, name: new_output("stream", text=text, name=name),
            st.text(max_size=5),
            st.sampled_from(["stdout", "stderr"]),
        ),
        st.just(new_output("display_data", data=WIDGET, metadata=ABOUT)),
        st.just(new_output("execute_result", data={"text/plain": "1"}, execution_count=7)),
    ),
    max_size=4,
)
cells = st.lists(
    st.builds(
        lambda source, out, name: new_code_cell(source, outputs=out, id=name),
        st.text(max_size=5),
        outputs,
        st.sampled_from(["a", "b", "c-1", "no good"]),
    ),
    max_size=5,
)


@given(cells)
def test_normalising_twice_is_normalising_once_changes_no_argument_and_is_valid(some_cells):
    notebook = new_notebook(cells=some_cells)
    before = json.dumps(notebook, sort_keys=True)
    once = writer.normalise(notebook)
    nbformat.validate(once)
    assert writer.serialise(writer.normalise(once)) == writer.serialise(once)
    assert json.dumps(notebook, sort_keys=True) == before


# ---- running -------------------------------------------------------------------------------------


def test_writing_twice_changes_no_byte_and_touches_no_file(tmp_path):
    show = f"from IPython.display import display\ndisplay({WIDGET!r}, metadata={ABOUT!r}, raw=True)"
    path = store(tmp_path, "print(2)\nprint(3)", show, "len({'a', 'b'})")
    assert writer.write(path) is True
    first, time = path.read_bytes(), path.stat().st_mtime_ns
    assert writer.write(path) is False
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (first, time)
    assert list(tmp_path.iterdir()) == [path]
    cells = writer.read(path).cells
    assert set(cells[1].outputs[0].data) == {"image/png", "text/plain"}
    assert (cells[0].outputs[0].text, cells[2].outputs[0].data["text/plain"]) == ("2\n3\n", "2")


def test_a_failing_cell_is_named_and_the_file_stays_as_it_was(tmp_path, capsys):
    good, bad = (
        store(tmp_path, "1", name="good.ipynb"),
        store(tmp_path, "w = 1", "", "cost(w)\nprint(w)", name="bad.ipynb"),
    )
    before = bad.read_bytes()
    assert writer.main([str(good), str(bad)]) == 1
    said = capsys.readouterr()
    assert "bad.ipynb" in said.err and "cell [2] `cost(w)`" in said.err
    assert said.err.rstrip().endswith("NameError: name 'cost' is not defined") and "\x1b" not in said.err
    assert "good.ipynb" in said.out and "written" in said.out and b'"execution_count": 1' in good.read_bytes()
    assert bad.read_bytes() == before and sorted(tmp_path.iterdir()) == [bad, good]


def test_a_kernel_that_dies_is_told_with_the_cell_that_killed_it(tmp_path):
    path = store(tmp_path, "1", "import os\nos._exit(3)")
    with pytest.raises(writer.NotebookError, match=r"cell \[2\] `import os` failed:\n.*died"):
        writer.write(path)


def test_the_kernel_is_this_python_in_the_folder_of_the_notebook_whatever_the_user_has_installed(tmp_path, monkeypatch):
    kernels = tmp_path / "jupyter" / "kernels" / "python3"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text('{"argv": ["false"], "display_name": "mine", "language": "python"}')
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("mine = 1")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    source = "import os, sys\nprint(sys.prefix, os.getcwd(), 'mine' in globals(), sep='|')"
    executed = writer.execute(new_notebook(cells=[new_code_cell(source)]), tmp_path)
    assert executed.cells[0].outputs[0].text.strip().split("|") == [sys.prefix, os.path.realpath(tmp_path), "False"]


def test_stale_outputs_do_not_survive_in_cells_that_are_not_run(tmp_path):
    stale = new_output("stream", name="stdout", text="old\n")
    cells = [new_code_cell("", outputs=[stale]), new_code_cell("1", outputs=[stale])]
    executed = writer.execute(new_notebook(cells=cells), tmp_path)
    assert [len(cell.outputs) for cell in executed.cells] == [0, 1] and "old" not in writer.serialise(executed)


# ---- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "output, told",
    [
        (new_output("stream", name="stderr", text="UserWarning: odd\n"), "writes to stderr: UserWarning: odd"),
        (new_output("execute_result", data={"text/plain": "<object object at 0x7f3a>"}), "a memory address"),
        (new_output("stream", name="stdout", text=f"{ROOT}/notebooks\n"), "a path of this machine"),
        (new_output("stream", name="stdout", text="/tmp/ipykernel_41/2.py\n"), "a path of this machine"),
        (new_output("error", ename="ValueError", evalue="3", traceback=[]), "stores an error, ValueError: 3"),
        (new_output("display_data", data={writer.WIDGET_VIEW: {}, "text/plain": "Slider"}), "no picture behind"),
    ],
)
def test_an_output_that_must_not_be_stored_is_named(output, told):
    cells = [new_code_cell("1"), new_markdown_cell("text"), new_code_cell("show(x)\n", outputs=[output])]
    (fault,) = writer.find_faults(new_notebook(cells=cells))
    assert fault.startswith("cell [2] `show(x)`: ") and told in fault


def test_a_fault_is_an_error_and_leaves_the_file_as_it_was(tmp_path):
    path = store(tmp_path, "object()", "import sys\nprint('careful', file=sys.stderr)")
    before = path.read_bytes()
    with pytest.raises(writer.NotebookError, match=r"(?s)\[1\] `object\(\)`.*address.*\[2\] `import sys`.*careful"):
        writer.write(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text, told", [("{", "Expecting"), ("[]", "no notebook"), ('{"nbformat": 3}', "format 4")])
def test_a_file_that_is_no_notebook_is_named(tmp_path, capsys, text, told):
    path = tmp_path / "odd.ipynb"
    path.write_text(text)
    assert writer.main([str(path)]) == 1
    assert "odd.ipynb" in (said := capsys.readouterr().err) and told in said and path.read_text() == text


def test_form_only_runs_nothing_and_keeps_what_is_stored(tmp_path):
    path = store(tmp_path, "raise SystemExit")
    notebook = writer.read(path)
    notebook.cells[0].outputs = [new_output("stream", name="stdout", text="as it was\n")]
    path.write_text(json.dumps(notebook), "utf-8")
    assert writer.main(["--form", str(path)]) == 0
    stored = path.read_bytes()
    assert b"as it was" in stored and stored == writer.serialise(writer.normalise(writer.read(path))).encode()


# ---- the command ---------------------------------------------------------------------------------


def test_notebooks_are_found_in_order_by_number_and_by_path(tmp_path):
    other = store(tmp_path, "1")
    assert [path.name for path in writer.find([])] == NAMES
    assert writer.find(["01", str(other), "00"]) == [*NOTEBOOKS.glob("01_*"), other, *NOTEBOOKS.glob("00_*")]


def test_an_unknown_number_says_what_there_is():
    command = [sys.executable, str(ROOT / "tools" / "write_notebooks.py"), "01", "77"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and "77" in ended.stderr and all(name in ended.stderr for name in NAMES)
    assert ended.stdout == "", "nothing may run before every name is understood"
