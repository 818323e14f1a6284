"""The stored notebooks keep their promises: normal form, true outputs, alt text, short cells, live links.

What a notebook looks like (how exercises and quizzes are written stands in test_exercises.py):
- first cell: `# Title with a verb`, then `You will be able to`, `You need`, `about N minutes`
- first code cell: the set-up, at most 4 lines
- two code cells follow each other only as stub and check
- a question to predict is `*Predict:* …` in the text before a code cell with the tag `predict`; the first paragraph
  after it reads the result, and nothing else (the learner's copy folds it as "Compare")
- slides: the first cell has slide_type `slide`; a cell that starts with a heading of level 1 or 2 has `slide`
  or `skip`, of level 3 also `subslide`; to all other cells the writer gives `fragment`, which waits for a key
  (what reads a predicted cell comes with it); `notes` and `skip` are not shown.
- links: to another notebook of the folder, to a `#Heading-of-this-notebook`, to `../file`, or to the web
"""

import ast
import io
import itertools
import re
import statistics
import subprocess
import sys
import tokenize
import urllib.parse

import nbformat
import predictions
import pytest
from course_notebooks import (
    LESSONS,
    NAMES,
    NOTEBOOKS,
    ROOT,
    START,
    check_name,
    code_cells,
    has_ellipsis,
    printed,
    read,
    writer,
)

each_notebook = pytest.mark.parametrize("name", NAMES)
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes"}


def test_the_course_has_its_first_page_and_a_lesson():
    assert START in NAMES and LESSONS, f"notebooks/ holds {NAMES}"


# ---- the stored form -----------------------------------------------------------------------------


@each_notebook
def test_the_stored_bytes_are_in_the_normal_form(name):
    stored = (NOTEBOOKS / name).read_bytes()
    assert writer.serialise(writer.normalise(read(name))).encode() == stored, "run `make notebooks`"


@each_notebook
def test_cells_are_counted_from_one_and_none_is_empty(name):
    cells = code_cells(read(name))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert all(cell.source.strip() for cell in read(name).cells)


@each_notebook
def test_no_stored_output_is_an_error_a_warning_or_volatile(name):
    notebook = read(name)
    assert writer.find_faults(notebook) == []
    assert "widgets" not in notebook.metadata and writer.WIDGET_VIEW not in writer.serialise(notebook)


@each_notebook
def test_no_cell_is_hidden_from_the_comparison_of_outputs(name):
    tags = {tag for cell in read(name).cells for tag in cell.metadata.get("tags", [])}
    assert not {tag for tag in tags if re.search("nbval|raises-exception|skip-execution", tag, re.I)}
    assert not [cell.source for cell in code_cells(read(name)) if "NBVAL" in cell.source]


# ---- pictures ------------------------------------------------------------------------------------


def pictures(name):
    for cell in code_cells(read(name)):
        for output in cell.outputs:
            for kind in output.get("data", {}):
                if kind.startswith("image/"):
                    yield output.data.get("text/plain"), output.metadata.get(kind, {}).get("alt", "")


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_pictures(name):
    assert len(list(pictures(name))) >= 2


@each_notebook
def test_every_picture_has_alt_text_that_says_what_it_shows(name):
    for sentence, alt in pictures(name):
        assert len(alt) >= 20, f"alt text too short: {alt!r}"
        assert sentence == alt, "text/plain, which nbval compares, must be the alt text"
        assert not re.match(r"(a |an |the )?(plot|figure|image|picture|graph|chart)\b", alt, re.I), alt


@each_notebook
def test_pictures_in_the_text_have_alt_text(name):
    for text in prose(name):
        alts = re.findall(r"!\[([^\]]*)\]\(", text)
        alts += re.findall(r'alt="([^"]*)"', " ".join(re.findall(r"<img[^>]*>", text)))
        assert len(alts) == len(re.findall(r"!\[|<img", text)) and all(len(alt) >= 20 for alt in alts), alts


# ---- how it reads --------------------------------------------------------------------------------


@each_notebook
def test_the_first_cell_says_what_you_will_be_able_to_do(name):
    first = read(name).cells[0]
    assert first.cell_type == "markdown" and re.match(r"# \S+ \S+", first.source)
    told = re.search(r"You will be able to.*You need.*\babout (\d+) minutes", first.source, re.S | re.I)
    assert told, "expected the lines 'You will be able to …', 'You need …', 'about N minutes'"
    assert 1 <= int(told[1]) <= 60


@each_notebook
def test_the_setup_cell_has_at_most_four_lines(name):
    assert len(code_cells(read(name))[0].source.splitlines()) <= 4


@each_notebook
def test_cells_are_short(name):
    lengths = [len(cell.source.splitlines()) for cell in code_cells(read(name))]
    assert max(lengths) <= 15 and statistics.median(lengths) <= 5, lengths


@each_notebook
def test_code_is_not_cut_at_the_edge_of_a_small_screen(name):
    lines = [line for cell in code_cells(read(name)) for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > 104] == []


@each_notebook
def test_a_sentence_stands_between_code_cells_except_stub_and_check(name):
    for first, second in itertools.pairwise(read(name).cells):
        if first.cell_type == second.cell_type == "code":
            assert has_ellipsis(first.source) and check_name(second), f"put a sentence before:\n{second.source}"


@each_notebook
def test_no_exercise_is_solved(name):
    for cell in code_cells(read(name)):
        if check_name(cell):
            assert re.fullmatch(r"○ .*\n", printed(cell)), f"{cell.source} printed {printed(cell)!r}"


@each_notebook
def test_slides_are_marked_so_that_every_cell_can_be_shown(name):
    cells = read(name).cells
    kinds = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in cells]
    assert kinds[0] == "slide" and set(kinds) <= SLIDE_TYPES | {None}, set(kinds)
    for cell, kind in zip(cells, kinds, strict=True):
        if cell.cell_type == "markdown" and (heading := re.match(r"(#{1,3}) .*", cell.source)):
            wanted = {"slide", "skip"} | ({"subslide"} if heading[1] == "###" else set())
            assert kind in wanted, f"a new section needs a new slide: {heading[0]}"


# ---- predictions ---------------------------------------------------------------------------------


def asks_for_a_prediction(cell):
    """Does a text ask, in its main line, `*Predict:* …`, `*Predict* …` or `*Predict.*`?"""
    unfolded = re.sub(r"<details>.*?</details>", "", cell.source, flags=re.S)
    return cell.cell_type == "markdown" and bool(re.search(r"(?<!\*)\*Predict\b", unfolded))


@each_notebook
def test_a_code_cell_is_tagged_predict_exactly_where_the_text_before_it_asks(name):
    cells = read(name).cells
    assert not predictions.is_predicted(cells[0])
    for before, cell in itertools.pairwise(cells):
        asked = cell.cell_type == "code" and asks_for_a_prediction(before)
        assert predictions.is_predicted(cell) == asked, f"{before.source}\n\n{cell.source}"


@each_notebook
def test_after_a_predicted_cell_one_paragraph_reads_its_result_and_asks_nothing(name):
    cells = read(name).cells
    for place, cell in enumerate(cells):
        if predictions.is_predicted(cell):
            assert cell.outputs, f"a cell to predict must show something:\n{cell.source}"
            assert predictions.reads_a_result(cells, place + 1), f"no text reads the result of\n{cell.source}"
            paragraph, _ = predictions.split_reading(cells[place + 1].source)
            assert paragraph, f"must begin with a paragraph that reads the result:\n{cells[place + 1].source}"
            assert "*Predict" not in paragraph, f"the next question would be folded with the answer:\n{paragraph}"


# ---- code ----------------------------------------------------------------------------------------


@each_notebook
def test_code_is_plain_python_without_settings_of_machine_or_figure(name):
    for cell in code_cells(read(name)):
        assert list(unwanted_in(cell.source)) == [], cell.source


UNWANTED_NAMES = {"rcParams", "rc_context", "figsize", "sys.path", "plt.style"}
UNWANTED_KEYWORDS = re.compile(r"figsize|dpi|cmap|c|.*colou?rs?")


def unwanted_in(source):
    """What a cell must not hold: figure settings, colours, a changed import path, a semicolon"""
    tree = ast.parse(source)  # a SyntaxError here: % and ! lines are not Python
    if [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.string == ";"]:
        yield "a semicolon"
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Name)):
            yield from {part for part in UNWANTED_NAMES if re.search(rf"\b{re.escape(part)}\b", ast.unparse(node))}
        elif isinstance(node, ast.keyword) and UNWANTED_KEYWORDS.fullmatch(node.arg or ""):
            yield f"the setting {node.arg}"
        elif isinstance(node, ast.Constant) and re.fullmatch(r"#[0-9a-fA-F]{3,8}", str(node.value)):
            yield f"the colour {node.value}"


@pytest.mark.parametrize(
    "source",
    ["f(x);", "import sys\nsys.path.append('..')", "plt.rcParams['a'] = 1", "f(figsize=(3, 4))"]
    + ["f(color='red')", "f('#0072B2')", "f(x, c='r')"],
)
def test_unwanted_code_is_recognised(source):
    assert list(unwanted_in(source))


def test_plain_code_is_not_unwanted():
    assert list(unwanted_in("costs = [cost(w * x + b, y) for w in slopes]\nprint('a; b # c', costs)")) == []


# ---- links ---------------------------------------------------------------------------------------


def prose(name):
    """The text of each markdown cell without code"""
    texts = [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]
    return [re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S) for text in texts]


def links(name):
    for text in prose(name):
        yield from re.findall(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)", text)
        yield from re.findall(r'(?:href|src)="([^"]+)"', text)


def anchors(name):
    """What #links may name: headings as Lab and GitHub make them, spaces as hyphens; and explicit ids"""
    texts = [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]
    headings = [heading for text in texts for heading in re.findall(r"^#+ +(.+?)\s*$", text, re.M)]
    plain = [re.sub(r"[`*]|\$", "", heading).replace(" ", "-") for heading in headings]
    return {*plain, *re.findall(r'id="([^"]+)"', "\n".join(texts))}


@each_notebook
def test_every_relative_link_leads_somewhere(name):
    for link in links(name):
        if re.match(r"https?:|mailto:|attachment:", link):
            continue
        file, _, anchor = urllib.parse.unquote(link).partition("#")
        assert (NOTEBOOKS / file).exists(), f"{link}: there is no {file}"
        assert file in ("", *NAMES) or file.startswith("../"), f"{link}: the learner's copy in work/ has only notebooks"
        if anchor and file in ("", *NAMES):
            assert anchor in anchors(file or name), f"{link}: no heading makes #{anchor}"


@each_notebook
def test_every_notebook_stands_in_the_table_of_the_readme(name):
    rows = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("|")]
    assert [row for row in rows if f"notebooks/{name}" in row], f"README.md has no table row for {name}"


@pytest.mark.parametrize("name", LESSONS)
def test_the_map_of_the_first_page_has_every_lesson_with_its_minutes(name):
    minutes = re.search(r"\babout (\d+) minutes", read(name).cells[0].source)[1]
    rows = [line for text in prose(START) for line in text.splitlines() if f"]({name})" in line]
    assert any(re.search(rf"\b{minutes}\b", row) for row in rows), f"{START} must link {name} with {minutes} minutes"


# ---- the comparison itself -----------------------------------------------------------------------


def stored_example():
    """A notebook as stored: one printed number, one picture with its sentence"""
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    show = f"display({{'image/png': '{png}', 'text/plain': 'A dot of size 25.'}}, raw=True)"
    cells = [nbformat.v4.new_code_cell("print(6 * 7)"), nbformat.v4.new_code_cell(show)]
    cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="42\n")]
    picture = {"image/png": png, "text/plain": "A dot of size 25."}
    cells[1].outputs = [nbformat.v4.new_output("display_data", data=picture)]
    return writer.serialise(writer.normalise(nbformat.v4.new_notebook(cells=cells)))


def test_nbval_accepts_a_true_output_and_refuses_an_altered_number(tmp_path):
    stored = stored_example()
    variants = {
        "true": stored,
        "number": stored.replace('"42\\n"', '"43\\n"'),
        "sentence": stored.replace('"A dot of size 25."', '"A dot of size 26."'),
    }
    assert len(set(variants.values())) == 3
    for name, text in variants.items():
        (tmp_path / f"{name}.ipynb").write_text(text, "utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *settings, "--nbval", "--nbval-current-env", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    failed = set(re.findall(r"FAILED (\w+)\.ipynb::Cell (\d)", ended.stdout))
    assert ended.returncode == 1 and failed == {("number", "0"), ("sentence", "1")}, ended.stdout + ended.stderr
    assert "4 passed" in ended.stdout


def test_a_kernel_refuses_the_network_and_allows_this_machine(tmp_path):
    tries = [
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))",
        "socket.create_connection(server.getsockname(), timeout=5).close()\nserver.close()",
        "try:\n    socket.create_connection(('192.0.2.1', 80), 5)\nexcept OSError as no:\n    print(no)",
        "try:\n    socket.getaddrinfo('example.org', 80)\nexcept OSError as why:\n    print(why)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in tries])
    executed = writer.execute(notebook, tmp_path)
    assert [printed(cell)[:18] for cell in executed.cells] == ["", "", "a notebook may not", "a notebook may not"]
