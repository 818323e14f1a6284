"""JupyterLite with the course's notebooks: JupyterLab in the browser, its Python (Pyodide) in the browser too."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from .. import predictions
from . import packages

HERE = Path(__file__).parent
RELEASE = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"  # Pyodide's official release, as JupyterLite loads it
CORE = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"]
# JupyterLab before 4.5 takes the bare arrow keys from every focused element of a notebook, sliders included.
ARROWS = {
    "ArrowUp": "notebook:move-cursor-up",
    "ArrowDown": "notebook:move-cursor-down",
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}
SELECTOR = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


def build(course, work, output, runtime=None):
    """JupyterLite in the folder `output`; runtime: a folder with Pyodide to bundle, or None for its official release.

    work: a folder for what is needed meanwhile.
    """
    work.mkdir(parents=True)
    lay_notebooks(course / "notebooks", work / "files")
    lay_python(course, work / "static" / "pyodide", runtime)
    write(work / "overrides.json", overrides(course / "tools" / "lab_settings"))
    write(work / "jupyter-lite.json", settings())
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--lite-dir", work, "--contents", work / "files"]
    command += ["--output-dir", output, "--apps", "lab", "--no-sourcemaps", "--no-unused-shared-packages"]
    done = subprocess.run(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise packages.CannotBuild(f"JupyterLite could not be built. Its log ends:\n{done.stdout[-3000:]}")


def write(path, content):
    path.write_text(json.dumps(content, indent=1), "utf-8")


def lay_notebooks(originals, folder):
    """The learner's copies: no answer stands beside the question to predict it"""
    folder.mkdir()
    for path in sorted(originals.glob("*.ipynb")):
        (folder / path.name).write_bytes(predictions.learners_copy(path.read_bytes()))


def lay_python(course, folder, runtime):
    """pyodide.js, the course's packages and their list; with a runtime, also that, without what nobody needs"""
    folder.mkdir(parents=True)
    wheels = packages.download(course / "requirements-site.lock", course / ".venv-site" / "wheels")
    wheels.append(packages.helpers_wheel(course, folder.parents[1] / "helpers"))
    for wheel in wheels:
        shutil.copy(wheel, folder)
    write(folder / "packages.json", [packages.row_of(wheel) for wheel in wheels])
    if runtime:
        lay_runtime(runtime, folder / "runtime")
    start = (HERE / "pyodide.js").read_text("utf-8").replace("KERNEL", json.dumps(packages.KERNEL).strip("[]"))
    (folder / "pyodide.js").write_text(start.replace("RUNTIME", "runtime/" if runtime else RELEASE), "utf-8")


def lay_runtime(runtime, folder):
    """Pyodide itself, and of its packages those that the kernel and the course need"""
    listed = packages.read_list(runtime)
    rows = packages.needed(listed["packages"], [*packages.KERNEL, *packages.HELPERS])
    folder.mkdir()
    for name in [*CORE, *(row["file_name"] for row in rows.values())]:
        if not (runtime / name).exists():
            raise packages.CannotBuild(f"{runtime} lacks {name}: give a folder with the whole of Pyodide 0.27.7.")
        shutil.copy(runtime / name, folder)
    write(folder / "pyodide-lock.json", {**listed, "packages": rows})


def overrides(lab_settings):
    """Lab's settings of the course, and the arrow keys given back to the sliders"""
    shared = json.loads((lab_settings / "share/jupyter/lab/settings/overrides.json").read_text("utf-8"))
    keys = [
        {"command": command, "keys": [key], "selector": SELECTOR, "disabled": True} for key, command in ARROWS.items()
    ]
    return {**shared, "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": keys}}


def settings():
    """JupyterLite's own: our Pyodide, no package index, and what the learner makes is kept by the browser"""
    kernel = {"pyodideUrl": "./static/pyodide/pyodide.js", "disablePyPIFallback": True}
    page = {
        "appName": "Deep learning by hand",
        "enableMemoryStorage": False,
        "exposeAppInBrowser": True,
        "disabledExtensions": ["@jupyterlab/apputils-extension:announcements"],
        "litePluginSettings": {KERNEL: kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": page}
