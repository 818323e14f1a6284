"""The penguins are those of the package, gaps and all, and the best line through them misses."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from helpers import datasets
from helpers.datasets.pictures import DATA


def test_344_penguins_of_three_species_are_text_and_numbers():
    table = datasets.penguins()
    assert [len(column) for column in table] == [344] * 8 and "344" in repr(table) and len(repr(table)) < 200
    kinds = {name: column.dtype.kind for name, column in table._asdict().items()}
    assert {name for name, kind in kinds.items() if kind == "U"} == {"species", "island", "sex"}
    assert kinds["year"] == "i" and table.body_mass_g.dtype == np.float64
    species, counts = np.unique(table.species, return_counts=True)
    assert dict(zip(species, counts, strict=True)) == {"Adelie": 152, "Chinstrap": 68, "Gentoo": 124}
    assert set(table.island) == {"Biscoe", "Dream", "Torgersen"} and set(table.year) == {2007, 2008, 2009}


def test_what_was_not_measured_is_nan_and_a_sex_not_known_is_empty():
    table = datasets.penguins()
    for column in table[2:6]:
        assert np.flatnonzero(np.isnan(column)).tolist() == [3, 271]
    assert set(table.sex) == {"", "female", "male"} and (table.sex == "").sum() == 11


def test_chosen_columns_come_without_the_penguins_that_lack_one_of_them():
    table = datasets.penguins()
    flipper, mass = datasets.penguins("flipper_length_mm", "body_mass_g")
    assert flipper.tolist() == np.delete(table.flipper_length_mm, [3, 271]).tolist()
    assert mass.tolist() == np.delete(table.body_mass_g, [3, 271]).tolist()
    assert [len(column) for column in datasets.penguins("body_mass_g", "sex")] == [333, 333]
    assert [len(column) for column in datasets.penguins("year")] == [344]


def test_the_best_line_adds_50_grams_a_millimetre_and_explains_three_quarters():
    flipper, mass = datasets.penguins("flipper_length_mm", "body_mass_g")
    slope, start = np.polyfit(flipper, mass, 1)
    assert (round(slope, 1), round(start)) == (49.7, -5781)
    left = mass - (slope * flipper + start)
    assert round(1 - np.var(left) / np.var(mass), 2) == 0.76


def test_an_unknown_column_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="no column 'weight'; its columns are species, island, .*body_mass_g"):
        datasets.penguins("species", "weight")


def test_every_call_gives_new_arrays():
    datasets.penguins("body_mass_g")[0][:] = 0
    assert datasets.penguins().body_mass_g[0] == 3750


@pytest.mark.skipif(find_spec("palmerpenguins") is None, reason="the package palmerpenguins is not installed")
def test_the_table_is_that_of_the_package_byte_for_byte():
    package = Path(find_spec("palmerpenguins").submodule_search_locations[0])
    assert (DATA / "penguins.csv").read_bytes() == (package / "data" / "penguins.csv").read_bytes()
