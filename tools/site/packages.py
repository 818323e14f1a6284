"""What Python needs in the browser beside Pyodide's own packages: `helpers` as a wheel, and pure wheels of its needs.

They become rows of Pyodide's list of packages, so that an import in a cell loads them and no cell installs anything.
"""

import hashlib
import json
import re
import subprocess
import sys
import zipfile

# name -> what of the other packages it needs at run time; the versions stand in requirements-site.lock
PURE = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "comm": ["traitlets"],
    "conllu": [],
    "ipywidgets": ["comm", "ipython", "jupyterlab-widgets", "traitlets"],
    "jupyterlab-widgets": [],
    "psygnal": [],
    "tqdm": [],
    "typing-extensions": [],
}
HELPERS = ["anywidget", "conllu", "ipywidgets", "matplotlib", "numpy", "pillow", "tqdm"]
# what JupyterLite's kernel asks for
KERNEL = ["ipython", "jedi", "micropip", "packaging", "sqlite3", "ssl", "traitlets"]


class CannotBuild(Exception):
    """One sentence for the person at the keyboard: what is missing and what cures it"""


def normal(name):
    """A package's name as indexes compare it: jupyterlab_widgets is jupyterlab-widgets"""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_rows(lock, names):
    """The rows of a lock's text, hashes included, for these names; KeyError if one is missing"""
    found = {normal(row[1]): row[0] for row in re.finditer(r"(?m)^([\w.-]+)==(?:.*\\\n)*.*", lock)}
    return "\n".join(found[name] for name in names) + "\n"


def download(lock, folder):
    """The wheels of PURE in `folder`, at the versions and hashes of the lock; what is there already stays"""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "wanted.txt"
    rows = locked_rows(lock.read_text("utf-8"), PURE)
    if not (wanted.exists() and wanted.read_text("utf-8") == rows):
        for old in folder.glob("*.whl"):
            old.unlink()
        (folder / "asked.txt").write_text(rows, "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--platform", "any", "--python-version", "3.12"]  # what runs everywhere: no compiled code
        done = subprocess.run([*command, "--require-hashes", "--dest", folder, "--requirement", folder / "asked.txt"])
        if done.returncode:
            raise CannotBuild("The packages for the browser could not be downloaded: pip says above why.")
        (folder / "asked.txt").rename(wanted)
    return sorted(folder.glob("*.whl"))


def helpers_wheel(course, folder):
    """`helpers` of this checkout as a wheel in `folder`"""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "flit_core.wheel", "--outdir", folder, course]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def row_of(wheel):
    """A wheel's row in Pyodide's list of packages"""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as archive:
        tops = {path.split("/")[0].removesuffix(".py") for path in archive.namelist() if path.endswith(".py")}
    return {
        "name": normal(name),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": PURE.get(normal(name), HELPERS),
        "unvendored_tests": False,
    }


def needed(packages, names):
    """{name: row} of a runtime's packages that `names` need, directly or not; CannotBuild if one is missing"""
    rows, found, todo = {normal(name): row for name, row in packages.items()}, {}, [*names]
    while todo:
        name = normal(todo.pop())
        if name in found or name in PURE:
            continue
        if name not in rows:
            raise CannotBuild(f"This Pyodide has no package {name}: give a folder with the whole of Pyodide 0.27.7.")
        found[name] = rows[name]
        todo += rows[name]["depends"]
    return found


def read_list(runtime):
    """Pyodide's list of packages in a folder, as a dict; CannotBuild if there is none"""
    try:
        return json.loads((runtime / "pyodide-lock.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise CannotBuild(f"{runtime} is no Pyodide: it has no pyodide-lock.json that can be read.") from None
