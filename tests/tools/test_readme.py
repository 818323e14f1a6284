"""README.md shows the figures as they are today, counts what there is, and leads somewhere with every link."""

import ast
import re

import numpy as np
import pytest
from course_notebooks import NAMES, code_cells, find_exercises, read
from PIL import Image
from project import ROOT, name_of
from readme import counts, film, scenes

TEXT = (ROOT / "README.md").read_text("utf-8")
AGAIN = "make README's film anew, .venv/bin/python -m tools.readme, and look at it"
TILE = 35  # pixels; the pictures divide by it
SHADES, SHARE = 40, 0.03  # the GIF's palette is off by less of 255; of a tile that another processor may shade so
NO_ARRAY_BUT_NUMPYS = {"torch", "tensorflow", "keras", "jax", "autograd", "sklearn", "scipy", "pandas"}


# ---- the film ---------------------------------------------------------------------------------------------------


def worst_tile(one, other):
    """The share of pixels that two pictures show differently, in the small square in which they differ most"""
    differ = np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)).max(axis=2)
    rows, columns = np.array(differ.shape) // TILE
    return (differ > SHADES).reshape(rows, TILE, columns, TILE).mean(axis=(1, 3)).max()


@pytest.fixture(scope="module")
def stored():
    return film.stored()


@pytest.mark.parametrize("heading", scenes.SCENES)
def test_the_film_shows_what_the_figures_show_today(heading, stored):
    pictures, said = stored
    today, strip, number = said[heading], film.headline(heading), -1
    wanted = {0, len(today["captions"]) // 2, len(today["captions"]) - 1}
    for number, frame in enumerate(scenes.SCENES[heading]()):
        assert number < len(today["captions"]) and frame.caption == today["captions"][number], AGAIN
        if number in wanted:
            apart = worst_tile(film.picture(strip, frame), pictures[today["at"][number]])
            assert apart < SHARE, f"picture {number} looks otherwise: {AGAIN}"
    assert number == len(today["captions"]) - 1 and scenes.written(frame.figure) == today["written"], AGAIN


def test_every_scene_of_the_film_is_there_and_ends_as_its_heading_promises(stored):
    pictures, said = stored
    assert list(said) == list(scenes.SCENES) and said["Drag a line, and see what every line costs"]["written"]
    line, digit, words = ([*one["captions"]] for one in said.values())
    assert line[-1].endswith("the cost C = 0.") and "The net says 3 with" in digit[-1]
    beside = [int(re.search(r"(\d+)%", caption)[1]) for caption in (words[0], words[-1])]
    assert beside[0] < 20 and beside[1] >= 90
    assert [one["at"][-1] for one in said.values()][-1] == len(pictures) - 1


def test_the_film_is_small_and_says_in_words_what_it_shows():
    (alt, path), *more = re.findall(r"!\[(.*?)\]\((.*?)\)", TEXT)
    assert not more and (ROOT / path) == film.FILE and 100 < len(alt) < 500
    assert film.FILE.stat().st_size <= 2e6
    stray = [name_of(one) for one in film.FILE.parent.iterdir() if one.suffix in (".png", ".gif") and one != film.FILE]
    assert not stray


def test_a_label_that_moves_and_a_line_of_another_colour_would_be_seen(stored):
    picture = stored[0][0]
    moved, coloured = picture.copy(), np.array(picture)
    label = picture.crop((60, 80, 460, 110))
    moved.paste("white", (60, 80, 460, 110))
    moved.paste(label, (63, 82))
    blue = (coloured[..., 2] > coloured[..., 0] + 120) & (coloured[..., 0] < 20)
    coloured[blue] = coloured[blue][:, ::-1]
    assert blue.sum() > 500 and worst_tile(picture, picture) == 0
    assert min(worst_tile(picture, moved), worst_tile(picture, Image.fromarray(coloured))) > 2 * SHARE


# ---- what is counted --------------------------------------------------------------------------------------------


def test_the_line_of_figures_is_what_the_notebooks_hold():
    assert counts.LINE.findall(TEXT) == [counts.line()], "run .venv/bin/python -m tools.readme line"


def test_the_counts_agree_with_another_way_of_counting():
    notebooks, hours, figures, exercises = map(int, re.findall(r"\d+", counts.line())[:4])
    assert notebooks == len(NAMES) and exercises == sum(len(find_exercises(read(name))) for name in NAMES)
    shown = {name for one in NAMES for cell in code_cells(read(one)) for name in live_figures(cell)}
    assert figures == len(shown)
    rows = re.findall(r"^\| \d\d[a-z]? \|.*?\| (\d+) \|", TEXT, re.MULTILINE)
    assert len(rows) == notebooks and abs(sum(map(int, rows)) / 60 - hours) <= 0.5


def live_figures(cell):
    """The names x of explorers.x(…) in a cell"""
    calls = [node.func for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    owned = [one for one in calls if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)]
    return {one.attr for one in owned if one.value.id == "explorers"}


def test_no_code_of_the_course_computes_by_anything_but_numpy_save_notebook_11_which_compares():
    sources = {name_of(path): path.read_text("utf-8") for path in (ROOT / "helpers").rglob("*.py")}
    sources |= {name: "\n".join(cell.source for cell in code_cells(read(name))) for name in NAMES}
    compares = re.compile(r"helpers/lessons/meet_the_frameworks/.*|11_meet_the_frameworks\.ipynb")
    for name, source in sources.items():
        if compares.fullmatch(name):
            continue
        imported = set(re.findall(r"^\s*(?:import|from)\s+(\w+)", source, re.MULTILINE))
        assert not imported & NO_ARRAY_BUT_NUMPYS, name


# ---- what a visitor clicks and copies ---------------------------------------------------------------------------


def test_every_file_that_the_front_page_links_or_names_is_there():
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if not link.startswith("https:")]
    named = re.findall(r"`((?:helpers|tools|tests|notebooks)/[\w/.]*)`", TEXT)
    missing = [path for path in linked + named if not (ROOT / path).exists()]
    assert linked and named and not missing


def test_the_first_commands_fetch_the_course_and_enter_its_folder():
    commands = re.search(r"## Start.*?```\n(.*?)```", TEXT, re.DOTALL)[1].splitlines()
    clone, enter, lab, test = [command.split("#")[0].split() for command in commands]
    assert clone[:2] == ["git", "clone"] and enter == ["cd", clone[-1]]
    assert (lab, test) == (["make", "lab"], ["make", "test"])
