"""Notebooks 09a, 09b and 13 run on the learner's own treebank or text, as their folded parts say."""

import re

import pytest
from course_notebooks import check_name, code_cells, has_ellipsis, read

from helpers.datasets import fruit_sentences

TAGGING, SPEAKING = "09a_words_in_windows.ipynb", "09b_predict_the_next_word.ipynb"
WRITING = "13_write_a_sentence.ipynb"
WORLD = fruit_sentences(1000, seed=21)


def told(page):
    """The Python block of the folded part about one's own text"""
    fold = next(cell.source for cell in read(page).cells if cell.source.startswith("## Your own"))
    (block,) = re.findall(r"^```python\n(.*?)\n```$", fold, re.S | re.M)
    return block


def cells(page):
    """The code of the notebook without stubs and checks"""
    return [cell.source for cell in code_cells(read(page)) if not check_name(cell) and not has_ellipsis(cell.source)]


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
        re.sub(r"corpus = datasets\.fruit_sentences\(.*\)", lambda _: told(TAGGING), source)
        for source in cells(TAGGING)
    ]
    assert sum("read_conllu" in source for source in sources) == 1
    names = run(sources)
    assert (
        len(names["corpus"]) == 1000
        and "appleñ" not in names["corpus"].vocabulary
        and "applesñ" in names["corpus"].vocabulary
    )
    wrong, words = map(int, re.search(r"window 3: wrong (\d+) of (\d+)", capsys.readouterr().out).groups())
    assert wrong < 0.1 * words


def on_own_text(page, folder):
    """The cells of the page, with the learner's text in place of the first two lines of the cell that makes it"""
    (folder / "my_book.txt").write_text(". ".join(map(" ".join, WORLD.sentences)), encoding="utf-8")
    own, replaced = told(page), []
    for source in cells(page):
        lines = source.splitlines()
        if source.startswith("world = "):
            lines[:2] = own.splitlines()
        replaced.append("\n".join(lines))
    assert sum("read_text" in source for source in replaced) == 1
    return replaced


def test_a_text_of_the_learner_s_own_runs_through_all_cells_and_is_spoken(folder, capsys):
    names = run(on_own_text(SPEAKING, folder))
    assert names["world"].tags is None and len(names["lists"]) == 250 and len(names["said"]) == 300
    perplexity = float(re.search(r"network: perplexity (\S+)", capsys.readouterr().out)[1])
    assert perplexity < 15 and all(words.split()[-1] == "." or len(words.split()) == 27 for words in names["said"])


def test_a_transformer_learns_from_a_text_of_the_learner_s_own_and_writes(folder, capsys):
    """With fewer steps than on the page: what is tested is that each cell takes another text"""
    names = run([re.sub(r"steps=\d+", "steps=40", source) for source in on_own_text(WRITING, folder)])
    said = capsys.readouterr().out
    trigram, floor, *models = map(float, re.findall(r"(?:perplexity|itself:) (\S+)", said))
    assert floor == float("inf") and max(models) < len(names["vocabulary"]) and "all 20 agree" in said
    assert names["world"].tags is None and names["longest"] == max(names["corpus"].lengths) and trigram < 20
    assert len(names["right"]) == len(names["new"]) == 5 and max(names["right"]) < 50
