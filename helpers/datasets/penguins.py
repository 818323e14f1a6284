"""Penguins of three species, measured: real numbers, with gaps, that no line meets."""

import csv
from typing import NamedTuple

import numpy as np

from .pictures import DATA


class Penguins(NamedTuple):
    """One array a column, one place a penguin: species, island and sex are text, year whole numbers, the others float64

    What was not measured is nan; a sex not known is "".
    """

    species: np.ndarray
    island: np.ndarray
    bill_length_mm: np.ndarray
    bill_depth_mm: np.ndarray
    flipper_length_mm: np.ndarray
    body_mass_g: np.ndarray
    sex: np.ndarray
    year: np.ndarray

    def __repr__(self):
        return f"Penguins({len(self.species)} of them: {', '.join(self._fields)})"


def penguins(*columns):
    """344 penguins as Penguins; with names of columns: these arrays, (n,) each, of the penguins that lack none of them

    flipper, mass = datasets.penguins("flipper_length_mm", "body_mass_g") leaves out 2 penguins, of which nothing was
    measured; "sex" leaves out 11, these 2 among them. Adelie (152), Chinstrap (68) and Gentoo (124), by species.
    Source: K. B. Gorman, T. D. Williams, W. R. Fraser (2014), doi.org/10.1371/journal.pone.0090081, as put together by
    A. M. Horst, A. P. Hill, K. B. Gorman (2020), palmerpenguins, CC0; unchanged.
    """
    table = read_table()
    if unknown := [name for name in columns if name not in Penguins._fields]:
        raise ValueError(f"penguins has no column {unknown[0]!r}; its columns are {', '.join(Penguins._fields)}")
    if not columns:
        return table
    chosen = [getattr(table, name) for name in columns]
    complete = np.all([column != "" if column.dtype.kind == "U" else ~np.isnan(column) for column in chosen], axis=0)
    return tuple(column[complete] for column in chosen)


def read_table():
    with open(DATA / "penguins.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {name: ["" if row[name] == "NA" else row[name] for row in rows] for name in Penguins._fields}
    text = {name: np.array(columns.pop(name)) for name in ("species", "island", "sex")}
    numbers = {name: np.array([float(value or "nan") for value in column]) for name, column in columns.items()}
    return Penguins(**text, **numbers | {"year": numbers["year"].astype(np.int64)})
