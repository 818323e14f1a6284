"""Notebook 09 runs on the learner's own treebank or text, as its folded part says."""

import re

import pytest
from course_notebooks import check_name, code_cells, has_ellipsis, read

from helpers.datasets import fruit_sentences

PAGE = "09_words_in_windows.ipynb"
WORLD = fruit_sentences(1000, seed=21)


def told():
    """The Python blocks of the folded part: for a treebank, for a text"""
    fold = next(cell.source for cell in read(PAGE).cells if cell.source.startswith("## Your own text"))
    return re.findall(r"^```python\n(.*?)^```$", fold, re.S | re.M)


def cells():
    """The code of the notebook without stubs and checks"""
    return [cell.source for cell in code_cells(read(PAGE)) if not check_name(cell) and not has_ellipsis(cell.source)]


def run(sources):
    names = {}
    for source in sources:
        exec(source, names)  # as the learner does
    return names


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_treebank_of_the_learner_s_own_runs_through_all_cells(folder, capsys):
    blocks = [
        "\n".join(
            f"{place}\t{word}ñ\t_\t{tag}\t_\t_\t0\t_\t_\t_"
            for place, (word, tag) in enumerate(zip(*rows, strict=True), 1)
        )
        for rows in zip(WORLD.sentences, WORLD.tags, strict=True)
    ]
    (folder / "my_treebank.conllu").write_text("\n\n".join(blocks) + "\n\n", encoding="utf-8")
    sources = [
        re.sub(r"corpus = datasets\.fruit_sentences\(.*\)", lambda _: told()[0].strip(), source) for source in cells()
    ]
    assert sum("read_conllu" in source for source in sources) == 1
    names = run(sources)
    assert (
        len(names["corpus"]) == 1000
        and "appleñ" not in names["corpus"].vocabulary
        and "applesñ" in names["corpus"].vocabulary
    )
    assert "window 3: 9" in capsys.readouterr().out


def test_a_text_of_the_learner_s_own_runs_through_the_cells_that_need_no_tags(folder, capsys):
    (folder / "my_book.txt").write_text(". ".join(map(" ".join, WORLD.sentences)), encoding="utf-8")
    names_of = cells()
    later = next(place for place, source in enumerate(names_of) if "line.histories" in source)
    first = [source for source in names_of[:later] if re.match(r"line = |def network|import numpy", source)]
    assert len(first) == 3
    names = run([first[0], told()[1], *first[1:], *names_of[later:]])
    assert names["corpus"].tags is None and len(names["lists"]) == 250
    assert "network: perplexity" in capsys.readouterr().out
