"""A table as a CSV file that spreadsheets open as it is meant."""

from tools import spreadsheet


def test_rows_are_written_with_the_mark_that_spreadsheets_ask_for(tmp_path):
    spreadsheet.write(tmp_path / "a.csv", [["name", "points"], ["Jürgen, A.", 1.5], ["=1+1", -2]])
    assert (tmp_path / "a.csv").read_bytes() == '\ufeffname,points\r\n"Jürgen, A.",1.5\r\n\'=1+1,-2\r\n'.encode()


def test_what_would_be_taken_for_a_formula_becomes_text_and_numbers_stay():
    assert [spreadsheet.harmless(text) for text in ("=a", "+a", "-a", "@a")] == ["'=a", "'+a", "'-a", "'@a"]
    assert [spreadsheet.harmless(entry) for entry in ("a=b", "", 0, -1.5, None)] == ["a=b", "", 0, -1.5, None]
