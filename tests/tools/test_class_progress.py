"""Who has solved what, from whatever learners hand in; what cannot be read is named, and nothing stops the count."""

import csv
import json
import zipfile
from types import SimpleNamespace

import class_progress
import pytest
from class_progress import LARGEST, TABLE, main, read_class, table, write_table

from helpers import checks

NAMES = [exercise.name for exercise in checks.all_exercises()]
CLASS = [SimpleNamespace(name="cost", notebook="01"), SimpleNamespace(name="warm_up", notebook="00")]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "handed in"
    path.mkdir()
    return path


def solve(path, *names):
    """The files that the checks leave in a folder work/"""
    (path / ".solved").mkdir(parents=True)
    for name in names:
        (path / ".solved" / name).touch()


def pack(path, content):
    """A zip of {name: bytes}"""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def old_file(*names):
    return json.dumps({"solved": {name: "2026-01-01" for name in names}}).encode()


# ---- however handed in ------------------------------------------------------------------------------------------


def test_a_folder_at_any_depth_a_zip_a_zip_in_a_folder_and_an_old_file_are_read(folder):
    solve(folder / "ann", "cost", "predict")
    solve(folder / "bob" / "Desktop" / "course" / "work", "cost")
    pack(folder / "carl.zip", {"work/.solved/cost": b"", "work/01_fit_a_line.ipynb": b"{}"})
    (folder / "Dora Ü_12_file_").mkdir()
    pack(folder / "Dora Ü_12_file_" / "work.ZIP", {".solved/predict": b""})
    (folder / "emil").mkdir()
    (folder / "emil" / "progress.json").write_bytes(old_file("cost"))
    pack(folder / "fay.ZIP", {"work/progress.json": old_file("warm_up"), "work\\.solved\\cost": b""})
    learners, troubles = read_class(folder)
    assert troubles == []
    assert learners == {
        "Dora Ü_12_file_": {"predict"},
        "ann": {"cost", "predict"},
        "bob": {"cost"},
        "carl": {"cost"},
        "emil": {"cost"},
        "fay": {"warm_up", "cost"},
    }


def test_all_that_one_learner_hands_in_counts(folder):
    solve(folder / "ann" / "monday", "cost")
    solve(folder / "ann" / "tuesday", "predict")
    pack(folder / "ann.zip", {".solved/warm_up": b""})
    assert read_class(folder)[0] == {"ann": {"cost", "predict", "warm_up"}}


def test_an_empty_folder_of_solved_exercises_is_no_trouble(folder):
    solve(folder / "ann")
    pack(folder / "bob.zip", {"work/.solved/": b""})
    assert read_class(folder) == ({"ann": set(), "bob": set()}, [])


def test_what_systems_leave_behind_is_nobodys(folder):
    solve(folder / "ann", "cost", ".DS_Store")
    pack(folder / "bob.zip", {".solved/cost": b"", "__MACOSX/work/progress.json": b"?", ".solved/.DS_Store": b""})
    (folder / ".DS_Store").touch()
    (folder / "__MACOSX").mkdir()
    (folder / TABLE).write_text("from last time")
    assert read_class(folder) == ({"ann": {"cost"}, "bob": {"cost"}}, [])


def test_a_link_that_leads_round_in_a_circle_is_not_followed(folder):
    solve(folder / "ann", "cost")
    (folder / "ann" / "again").symlink_to(folder, target_is_directory=True)
    assert read_class(folder) == ({"ann": {"cost"}}, [])


# ---- what cannot be read ----------------------------------------------------------------------------------------


def test_a_damaged_zip_is_named_and_its_learner_keeps_a_row(folder):
    (folder / "ann.zip").write_bytes(b"PK and then nothing")
    (folder / "bob").mkdir()
    (folder / "bob" / "work.zip").write_bytes(b"")
    learners, troubles = read_class(folder)
    assert learners == {"ann": set(), "bob": set()}
    assert troubles == [
        "ann.zip: cannot be unpacked (File is not a zip file)",
        "bob/work.zip: cannot be unpacked (File is not a zip file)",
    ]


def test_a_zip_whose_content_is_damaged_or_locked_is_named(folder):
    pack(folder / "ann.zip", {"progress.json": old_file("cost")})
    whole = (folder / "ann.zip").read_bytes()
    (folder / "ann.zip").write_bytes(whole.replace(b"2026", b"2027", 1))
    bits = bytearray(whole)
    bits[6] |= 1  # the flag of encryption, of the entry and of the directory
    bits[whole.index(b"PK\x01\x02") + 8] |= 1
    (folder / "bob.zip").write_bytes(bits)
    learners, troubles = read_class(folder)
    assert learners == {"ann": set(), "bob": set()}
    assert len(troubles) == 2 and "ann.zip: cannot be unpacked (Bad CRC" in troubles[0]
    assert "bob.zip: cannot be unpacked" in troubles[1] and "encrypted" in troubles[1]


@pytest.mark.parametrize("content", [b"{[", b"[1]", b"{}", b'{"solved": 3}', b"\xff", b"[" * 100_000])
def test_a_progress_file_that_is_not_ours_is_named_and_the_rest_counts(folder, content):
    solve(folder / "ann", "cost")
    (folder / "ann" / "progress.json").write_bytes(content)
    assert read_class(folder) == (
        {"ann": {"cost"}},
        ["ann/progress.json: holds a progress.json that is not the course's"],
    )


def test_of_a_zip_with_something_damaged_in_it_the_rest_counts(folder):
    pack(folder / "ann.zip", {".solved/cost": b"", "progress.json": b"?", ".solved/predict": b""})
    assert read_class(folder) == (
        {"ann": {"cost", "predict"}},
        ["ann.zip: holds a progress.json that is not the course's"],
    )
    whole = (folder / "ann.zip").read_bytes()
    content = whole.index(b"progress.json") + len("progress.json")
    (folder / "ann.zip").write_bytes(whole[:content] + b"!" + whole[content + 1 :])
    learners, (trouble,) = read_class(folder)
    assert learners == {"ann": {"cost", "predict"}} and trouble.startswith("ann.zip: cannot be unpacked (Bad CRC-32")


def test_a_progress_file_larger_than_ours_can_be_is_not_read_to_its_end(folder):
    for name, size in (("ann", LARGEST), ("bob", LARGEST + 1)):
        (folder / name).mkdir()
        (folder / name / "progress.json").write_bytes(old_file("cost").ljust(size))
    assert read_class(folder) == (
        {"ann": {"cost"}, "bob": set()},
        ["bob/progress.json: holds a progress.json that is not the course's"],
    )


def test_names_that_are_no_texts_are_passed_over(folder):
    (folder / "ann").mkdir()
    (folder / "ann" / "progress.json").write_text('{"solved": ["cost", 3, null]}')
    assert read_class(folder) == ({"ann": {"cost"}}, [])


def test_a_learner_without_progress_has_a_row_of_zeros_and_is_named(folder):
    (folder / "ann").mkdir()
    (folder / "ann" / "01_fit_a_line.ipynb").write_text("{}")
    pack(folder / "bob.zip", {"notes.txt": b""})
    assert read_class(folder) == (
        {"ann": set(), "bob": set()},
        ["ann: holds no .solved and no progress.json", "bob.zip: holds no .solved and no progress.json"],
    )


def test_a_file_that_is_neither_folder_nor_zip_is_nobodys_and_named(folder):
    (folder / "notes.txt").touch()
    assert read_class(folder) == ({}, ["notes.txt: neither a folder nor a zip"])


def test_a_file_that_the_system_refuses_is_named_by_its_reason(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    (folder / "ann").mkdir()
    (folder / "ann" / "a.txt").touch()
    monkeypatch.setattr(class_progress, "_progress_in", refuse)
    assert read_class(folder) == ({"ann": set()}, ["ann/a.txt: Permission denied"])


# ---- the table and the file -------------------------------------------------------------------------------------


def test_the_table_counts_learners_for_each_exercise_in_the_order_of_the_notebooks():
    learners = {"a": {"cost"}, "b": {"cost", "warm_up"}, "c": {"cost"}, "d": set()}
    assert table(CLASS, learners).split("\n") == ["00  warm_up    1 of 4 █████", "01  cost       3 of 4 " + "█" * 15]
    assert table(CLASS[:1], {"a": set()}) == "01  cost    0 of 1"


def test_the_file_has_a_row_for_each_learner_and_a_column_for_each_exercise(tmp_path):
    write_table(tmp_path / "t.csv", CLASS, {"Änne": {"cost", "unknown"}, "bob": set()})
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_rows(tmp_path / "t.csv") == [
        ["learner", "solved", "warm_up", "cost"],
        ["Änne", "1", "0", "1"],
        ["bob", "0", "0", "0"],
    ]


def read_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("sign", "=+-@")
def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text(tmp_path, sign):
    write_table(tmp_path / "t.csv", CLASS, {f"{sign}1": set()})
    assert read_rows(tmp_path / "t.csv")[1][0] == f"'{sign}1"


# ---- the command ------------------------------------------------------------------------------------------------


def test_the_command_shows_the_table_writes_the_file_and_names_what_it_could_not_read(folder, capsys):
    solve(folder / "ann", NAMES[0], "of_old")
    (folder / "bob.zip").write_bytes(b"?")
    assert main([str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(NAMES) + 4 and sum("1 of 2 " in line for line in said) == 1
    assert said[-4:] == [
        "",
        f"A row for each of 2 learners: {folder / TABLE}",
        "Not counted, no exercise of this version: of_old",
        "Not read: bob.zip: cannot be unpacked (File is not a zip file)",
    ]
    rows = read_rows(folder / TABLE)
    assert [row[:2] for row in rows] == [["learner", "solved"], ["ann", "1"], ["bob", "0"]]
    assert len(rows[0]) == len(NAMES) + 2


def test_a_name_with_spaces_may_come_in_pieces(folder, capsys):
    solve(folder / "ann", NAMES[0])
    assert main(str(folder).split(" ")) == 0 and "A row for each of 1 learners" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], [""], ["no such folder"]])
def test_without_a_folder_it_says_what_to_type(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    wanted = "Say where the learners' files are: make class-progress FOLDER=… (a folder or a zip for each learner).\n"
    assert capsys.readouterr().out == wanted


@pytest.mark.parametrize("file", [".solved/cost", "progress.json"])
def test_the_folder_of_a_single_learner_is_not_taken_for_a_class(folder, capsys, file):
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).touch()
    assert main([str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"{folder} is the folder of one learner: name the folder that holds all of them.\n"
    )


def test_an_empty_folder_is_said_to_be_empty(folder, capsys):
    (folder / "notes.txt").touch()
    assert main([str(folder)]) == 1 and not (folder / TABLE).exists()
    assert capsys.readouterr().out.splitlines() == [
        f"There is no learner's folder or zip in {folder}.",
        "Not read: notes.txt: neither a folder nor a zip",
    ]
