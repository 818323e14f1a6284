"""`python -m tools.site` builds site/; `… --runtime FOLDER` puts that Pyodide into it, so that it needs no network."""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time

from . import book, live
from .packages import CannotBuild

ROOT = pathlib.Path(__file__).resolve().parents[2]


def build(site, runtime):
    """The book at the top of the folder `site`, JupyterLite in its folder live/; replaces an older site"""
    with tempfile.TemporaryDirectory(dir=site.resolve().parent, prefix=".site-") as place:
        work = pathlib.Path(place)
        book.build(ROOT / "notebooks", work / "book", work / "site")
        live.build(ROOT, work / "lite", work / "site" / "live", runtime)
        (work / "site" / ".nojekyll").touch()  # else GitHub Pages leaves out folders like _static
        shutil.rmtree(site, ignore_errors=True)
        (work / "site").rename(site)


def find_runtime(named):
    """The folder with Pyodide that the command names; None if it names none"""
    if named == "":
        raise CannotBuild("OFFLINE=1 needs a folder with Pyodide: make site OFFLINE=1 PYODIDE=folder.")
    return pathlib.Path(named).resolve() if named else None


def megabytes(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m tools.site", description=__doc__)
    parser.add_argument("--runtime", metavar="FOLDER", help="a Pyodide to put into the site")
    parser.add_argument("--output", metavar="FOLDER", type=pathlib.Path, default=ROOT / "site")
    options, started = parser.parse_args(arguments), time.perf_counter()
    try:
        build(options.output, find_runtime(options.runtime))
    except CannotBuild as problem:
        print(problem)
        return 1
    whole, lite = megabytes(options.output), megabytes(options.output / "live")
    seconds = time.perf_counter() - started
    print(f"{options.output.name}/ is built: {seconds:.0f} s, the book {whole - lite:.0f} MB, live {lite:.0f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
