"""What builds the site, as far as it needs no tool of .venv-site: pages, packages, settings, and its sentences."""

import hashlib
import json
import zipfile

import pytest
from project import ROOT

from tools.site import __main__ as site
from tools.site import book, live, packages
from tools.site.packages import CannotBuild

LOCK = """\
# made by
anywidget==0.11.0 \\
    --hash=sha256:aa
    # via site
jupyterlab_widgets==3.0.17 ; sys_platform != 'x' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
zipp==1 \\
    --hash=sha256:dd
"""


# ---- packages ---------------------------------------------------------------------------------------------------


def test_the_rows_of_a_lock_keep_their_hashes_and_come_in_the_order_asked_for():
    assert packages.locked_rows(LOCK, ["jupyterlab-widgets", "anywidget"]) == (
        "jupyterlab_widgets==3.0.17 ; sys_platform != 'x' \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        "anywidget==0.11.0 \\\n    --hash=sha256:aa\n"
    )
    with pytest.raises(KeyError):
        packages.locked_rows(LOCK, ["tqdm"])


def test_the_lock_of_the_site_has_a_row_for_each_package_of_the_browser():
    rows = packages.locked_rows((ROOT / "requirements-site.lock").read_text(), packages.PURE)
    assert rows.count("==") == len(packages.PURE) and "--hash=sha256:" in rows


@pytest.fixture
def wheel(tmp_path):
    def wheel(name, *files):
        path = tmp_path / f"{name}-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for file in files:
                archive.writestr(file, "")
        return path

    return wheel


def test_a_wheel_becomes_a_row_of_pyodides_list(wheel):
    path = wheel("typing_extensions-4.16.0", "typing_extensions.py", "typing_extensions-4.16.0.dist-info/METADATA")
    assert packages.row_of(path) == {
        "name": "typing-extensions",
        "version": "4.16.0",
        "file_name": "typing_extensions-4.16.0-py3-none-any.whl",
        "install_dir": "site",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": ["typing_extensions"],
        "depends": [],
        "unvendored_tests": False,
    }


def test_what_a_wheel_is_imported_as_are_its_python_packages(wheel):
    path = wheel("deep_learning_by_hand-0.1.0", "helpers/__init__.py", "helpers/ops/op.py", "x.data/data/share/a.json")
    row = packages.row_of(path)
    assert (row["name"], row["imports"], row["depends"]) == ("deep-learning-by-hand", ["helpers"], packages.HELPERS)


RUNTIME = {
    "Pillow": {"depends": [], "file_name": "pillow.whl"},
    "numpy": {"depends": [], "file_name": "numpy.whl"},
    "matplotlib": {"depends": ["numpy", "Pillow", "matplotlib_inline"], "file_name": "matplotlib.whl"},
    "matplotlib-inline": {"depends": [], "file_name": "inline.whl"},
    "scipy": {"depends": ["numpy"], "file_name": "scipy.whl"},
}


def test_of_a_runtime_only_what_is_needed_travels_and_what_we_bring_ourselves_does_not():
    found = packages.needed(RUNTIME, ["matplotlib", "tqdm"])
    assert {name: row["file_name"] for name, row in found.items()} == {
        "matplotlib": "matplotlib.whl",
        "numpy": "numpy.whl",
        "pillow": "pillow.whl",
        "matplotlib-inline": "inline.whl",
    }


def test_a_runtime_that_lacks_a_package_is_told_which():
    with pytest.raises(CannotBuild) as problem:
        packages.needed(RUNTIME, ["jedi"])
    assert str(problem.value) == "This Pyodide has no package jedi: give a folder with the whole of Pyodide 0.27.7."


@pytest.mark.parametrize("content", [None, "{"])
def test_a_folder_that_is_no_pyodide_is_told_so(tmp_path, content):
    if content:
        (tmp_path / "pyodide-lock.json").write_text(content)
    with pytest.raises(CannotBuild) as problem:
        packages.read_list(tmp_path)
    assert str(problem.value) == f"{tmp_path} is no Pyodide: it has no pyodide-lock.json that can be read."


# ---- the live half ----------------------------------------------------------------------------------------------


@pytest.fixture
def runtime(tmp_path, monkeypatch):
    """A folder that looks like a Pyodide"""
    monkeypatch.setattr(packages, "KERNEL", ["matplotlib"])
    monkeypatch.setattr(packages, "HELPERS", ["numpy"])
    folder = tmp_path / "runtime"
    folder.mkdir()
    for name in [*live.CORE, *(row["file_name"] for row in RUNTIME.values())]:
        (folder / name).write_text(name)
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": "0"}, "packages": RUNTIME}))
    return folder


def test_a_runtime_is_laid_without_what_nobody_needs(runtime, tmp_path):
    live.lay_runtime(runtime, tmp_path / "laid")
    laid = {path.name for path in (tmp_path / "laid").iterdir()}
    wheels = {"matplotlib.whl", "numpy.whl", "pillow.whl", "inline.whl"}
    assert laid == {*live.CORE, *wheels, "pyodide-lock.json"}
    listed = json.loads((tmp_path / "laid" / "pyodide-lock.json").read_text())
    assert listed["info"] == {"version": "0"}
    assert {row["file_name"] for row in listed["packages"].values()} == wheels


def test_a_runtime_that_lacks_a_file_is_told_which(runtime, tmp_path):
    (runtime / "numpy.whl").unlink()
    with pytest.raises(CannotBuild) as problem:
        live.lay_runtime(runtime, tmp_path / "laid")
    assert str(problem.value) == f"{runtime} lacks numpy.whl: give a folder with the whole of Pyodide 0.27.7."


@pytest.mark.parametrize("bundled", [True, False])
def test_python_is_laid_with_its_packages_and_where_the_runtime_is(runtime, wheel, tmp_path, monkeypatch, bundled):
    ours, theirs = wheel("deep_learning_by_hand-0.1.0", "helpers/__init__.py"), wheel("tqdm-4.70.1", "tqdm/__init__.py")
    monkeypatch.setattr(packages, "download", lambda lock, folder: [theirs])
    monkeypatch.setattr(packages, "helpers_wheel", lambda course, folder: ours)
    folder = tmp_path / "static" / "pyodide"
    live.lay_python(tmp_path, folder, runtime if bundled else None)
    assert [row["name"] for row in json.loads((folder / "packages.json").read_text())] == [
        "tqdm",
        "deep-learning-by-hand",
    ]
    assert {ours.name, theirs.name} <= {path.name for path in folder.iterdir()}
    start = (folder / "pyodide.js").read_text()
    assert f'new URL("{"runtime/" if bundled else live.RELEASE}", here)' in start
    at_the_start = ", ".join(f'"{name}"' for name in packages.KERNEL)
    assert f"packages: [{at_the_start}, ...ours.map((row) => row.name)]" in start
    assert (folder / "runtime").exists() is bundled


def test_the_official_release_is_the_one_that_the_tests_run():
    assert live.RELEASE.endswith("/v0.27.7/full/")
    assert "0.27.7" in (ROOT / "tests" / "site" / "pyodide.txt").read_text()


def test_the_notebooks_are_the_learners_copies(tmp_path):
    (tmp_path / "notebooks").mkdir()
    cell = {"cell_type": "code", "source": ["1 + 1"], "metadata": {"tags": ["predict"]}, "outputs": [{"a": 1}]}
    notebook = {"nbformat": 4, "metadata": {}, "cells": [{**cell, "execution_count": 1}]}
    (tmp_path / "notebooks" / "01_a.ipynb").write_text(json.dumps(notebook))
    live.lay_notebooks(tmp_path / "notebooks", tmp_path / "files")
    laid = json.loads((tmp_path / "files" / "01_a.ipynb").read_text())
    assert laid["cells"][0]["outputs"] == [] and laid["cells"][0]["source"] == ["1 + 1"]


def test_the_arrow_keys_are_given_back_and_the_courses_settings_stay():
    settings = live.overrides(ROOT / "tools" / "lab_settings")
    shortcuts = settings.pop("@jupyterlab/shortcuts-extension:shortcuts")["shortcuts"]
    assert {key for row in shortcuts for key in row["keys"]} == {"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"}
    assert all(row["disabled"] and row["selector"].endswith(" :focus") for row in shortcuts)
    path = ROOT / "tools" / "lab_settings" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert settings == json.loads(path.read_text())


def test_jupyterlite_keeps_what_the_learner_makes_and_asks_no_package_index():
    page = live.settings()["jupyter-config-data"]
    assert page["enableMemoryStorage"] is False
    kernel = page["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel == {"pyodideUrl": "./static/pyodide/pyodide.js", "disablePyPIFallback": True}


# ---- the book ---------------------------------------------------------------------------------------------------


def notebook_of(*cells):
    return {"cells": [{"metadata": {}, **cell} for cell in cells]}


def test_a_picture_brings_its_alt_text_and_width_to_where_myst_looks_for_them():
    picture = {"data": {}, "metadata": {"image/png": {"alt": "A line.", "width": 500, "height": 300}}}
    code = {"cell_type": "code", "source": ["1"], "outputs": [{"text": "a"}, picture]}
    cell = book.readable(notebook_of(code))["cells"][0]
    assert cell["metadata"] == {"mystnb": {"image": {"alt": "A line.", "width": "500px"}}} and cell["source"] == "1"


def test_the_answer_to_a_prediction_and_the_paragraph_that_reads_it_are_folded():
    code = {"cell_type": "code", "source": ["2 * 7"], "outputs": [{}], "metadata": {"tags": ["predict"]}}
    after = {"cell_type": "markdown", "source": ["It is 14.\n", "\n", "Now go on."]}
    cells = book.readable(notebook_of(code, after))["cells"]
    assert cells[0]["metadata"]["tags"] == ["predict", "hide-output"] and cells[0]["outputs"] == [{}]
    assert cells[1]["source"] == "<details><summary>Compare</summary>\n\nIt is 14.\n\n</details>\n\nNow go on."


def test_other_cells_and_headings_after_a_prediction_stay_open():
    plain = {"cell_type": "code", "source": ["1"], "outputs": []}
    code = {"cell_type": "code", "source": ["2"], "outputs": [], "metadata": {"tags": ["predict"]}}
    texts = [{"cell_type": "markdown", "source": [text]} for text in ("Read.", "# Next")]
    cells = book.readable(notebook_of(plain, texts[0], code, texts[1]))["cells"]
    assert [cell["source"] for cell in cells] == ["1", "Read.", "2", "# Next"]


def test_a_link_out_of_the_notebooks_becomes_text_and_code_stays_as_it_is():
    links = "[Teach](../docs/teaching.md), [next](01_fit.ipynb), [web](https://a.org/../b)"
    text = {"cell_type": "markdown", "source": links}
    code = {"cell_type": "code", "source": "f[0](../a)", "outputs": []}
    cells = book.readable(notebook_of(text, code))["cells"]
    assert cells[0]["source"] == "Teach, [next](01_fit.ipynb), [web](https://a.org/../b)"
    assert cells[1]["source"] == "f[0](../a)"


def test_an_anchor_is_made_as_jupyterlab_makes_it():
    assert book.anchor("When something goes wrong") == "When-something-goes-wrong"


def test_what_sphinx_leaves_for_other_tools_is_taken_away(tmp_path):
    for name in ("_sources/a.txt", ".buildinfo", "_static/scripts/b.js.map", "_static/b.js", "index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    book.clear(tmp_path)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == [
        "_static/b.js",
        "index.html",
    ]


# ---- the whole --------------------------------------------------------------------------------------------------


@pytest.fixture
def halves(monkeypatch, tmp_path):
    """Both builders replaced by ones that write a file; what they were called with"""
    called = {}

    def book_build(notebooks, work, output):
        called["notebooks"] = notebooks
        output.mkdir(parents=True)
        (output / "index.html").write_text("b" * 2_000_000)

    def live_build(course, work, output, runtime):
        called["course"], called["runtime"] = course, runtime
        output.mkdir(parents=True)
        (output / "index.html").write_text("l" * 3_000_000)

    monkeypatch.setattr(site.book, "build", book_build)
    monkeypatch.setattr(site.live, "build", live_build)
    return called


def test_the_site_is_one_folder_that_replaces_an_older_one(halves, tmp_path, capsys):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").touch()
    assert site.main(["--output", str(tmp_path / "site")]) == 0
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert files == ["site/.nojekyll", "site/index.html", "site/live/index.html"]
    assert halves == {"notebooks": ROOT / "notebooks", "course": ROOT, "runtime": None}
    said = capsys.readouterr().out
    assert said.startswith("site/ is built: ") and said.endswith(" s, the book 2 MB, live 3 MB.\n")


def test_a_named_runtime_is_put_into_the_site(halves, tmp_path):
    assert site.main(["--output", str(tmp_path / "site"), "--runtime", str(tmp_path)]) == 0
    assert halves["runtime"] == tmp_path.resolve()


def test_offline_without_a_folder_says_what_is_missing_and_builds_nothing(halves, tmp_path, capsys):
    assert site.main(["--output", str(tmp_path / "site"), "--runtime", ""]) == 1
    assert capsys.readouterr().out == "OFFLINE=1 needs a folder with Pyodide: make site OFFLINE=1 PYODIDE=folder.\n"
    assert not halves and not (tmp_path / "site").exists()


def test_a_build_that_fails_says_why_and_leaves_the_older_site(halves, tmp_path, monkeypatch, capsys):
    def fail(*_):
        raise CannotBuild("The book could not be built.")

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").touch()
    monkeypatch.setattr(site.book, "build", fail)
    assert site.main(["--output", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().out == "The book could not be built.\n"
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "old.html"]
