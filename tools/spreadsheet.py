"""A table as a CSV file that spreadsheets open as it is meant."""

import csv


def write(path, rows):
    """The rows, lists of texts and numbers, as the file at `path`"""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:  # with its mark, else Excel misreads ü
        csv.writer(file).writerows([harmless(entry) for entry in row] for row in rows)


def harmless(entry):
    """An entry that a spreadsheet would take for a formula, as text"""
    return f"'{entry}" if isinstance(entry, str) and entry.startswith(("=", "+", "-", "@")) else entry
