"""Draw a digit: the strokes of a pen, what a net for digits is shown of them, and the net that is stored."""

from pathlib import Path

import numpy as np

from ...layers import Conv2D, Dense, GlobalMaxPooling2D
from ...training import Sequential

STORED = Path(__file__).parents[2] / "data" / "digit_reader.npz"
SIDE, BLOCK = 32, 4  # pixels along the sheet of a drawing, and along the blocks in which its ink is counted
ACROSS, DOWN = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
THICKNESS = {"pen": 1.7, "rubber": 3.0}
GAP = 1  # blank pixels between two maps


def digit_reader():
    """The trained net of notebook 10b, two convolutions and a maximum, for sheets (n, 10, 10, 1)

    Made by tools/train_digit_reader.py from 1,500 digits; of the 297 others it reads 284.
    """
    convolutions = Conv2D(8, 3, activation="relu", input_shape=(10, 10, 1)), Conv2D(24, 3, activation="relu")
    model = Sequential([*convolutions, GlobalMaxPooling2D(), Dense(10, activation="softmax")])
    with np.load(STORED, allow_pickle=False) as stored:
        model.set_weights([stored[f"weights_{i}"].astype(float) for i in range(len(stored.files))])
    return model


def stroke(ink, tool, start, end):
    """The sheet (32, 32) after this tool went from start to end, both (x, y)"""
    if tool not in THICKNESS:
        return ink
    (x, y), way = start, np.subtract(end, start)
    along = np.clip(((ACROSS - x) * way[0] + (DOWN - y) * way[1]) / max(way @ way, 1e-9), 0, 1)
    touched = np.hypot(ACROSS - x - along * way[0], DOWN - y - along * way[1]) <= THICKNESS[tool]
    return np.where(touched, float(tool == "pen"), ink)


def as_seen(ink):
    """(8, 8) shares of ink: the drawing cut out, stretched to full size around its middle, counted in blocks"""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return np.zeros((SIDE // BLOCK, SIDE // BLOCK))
    side = max(np.ptp(rows), np.ptp(columns)) + 1
    middle = (rows[0] + rows[-1]) / 2, (columns[0] + columns[-1]) / 2
    steps = ((np.arange(SIDE) + 0.5) / SIDE - 0.5) * side
    pixels = [SIDE + np.rint(at + steps).astype(int) for at in middle]
    large = np.pad(ink, SIDE)[np.ix_(*pixels)]
    return large.reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK).mean(axis=(1, 3))


def blown_up(picture):
    """A sheet with the ink of these (8, 8) shares, its rims smoothed: the bitmap itself is not in the data"""
    blocks, at = np.arange(SIDE // BLOCK), (np.arange(SIDE) + 0.5) / BLOCK - 0.5
    blend = np.column_stack([np.interp(at, blocks, blocks == block) for block in blocks])
    return (blend @ picture @ blend.T > 0.45).astype(float)


def mosaic(maps, columns):
    """(rows, columns, n) maps beside and below each other, all on one scale, white between them"""
    height, width, n = maps.shape
    rows = -(-n // columns)
    tiles = np.ones((rows * columns, height + GAP, width + GAP))
    tiles[:n, :height, :width] = 0.9 * np.moveaxis(maps, 2, 0) / max(np.abs(maps).max(), 1e-9)
    tiles = tiles.reshape(rows, columns, height + GAP, width + GAP).swapaxes(1, 2)
    return tiles.reshape(rows * (height + GAP), columns * (width + GAP))[:-GAP, :-GAP]
