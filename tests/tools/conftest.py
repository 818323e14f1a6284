"""A small course to try the tools on."""

import pytest


@pytest.fixture
def course(tmp_path):
    """A small course in a folder with a space in its name."""
    root = tmp_path / "my course"
    for name, text in {
        "requirements.lock": "a==1 \\\n    --hash=sha256:00\nuv==9.8.7 \\\n    --hash=sha256:11 \\\n"
        "    --hash=sha256:22\n    # via x\nz==1 \\\n    --hash=sha256:33\n",
        "pyproject.toml": "[project]\n",
        "tools/set_up.py": "",
        "tools/causes.py": "",
        "tools/lab_settings/share/overrides.json": "{}",
        "notebooks/00_start_here.ipynb": "start",
        "notebooks/01_fit_a_line.ipynb": "line",
        "notebooks/data/prices.csv": "1,3",
        "notebooks/.ipynb_checkpoints/01_fit_a_line.ipynb": "no",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root
