"""The trial of notebook 10b that stands in a fold, done again: five kernels taken along, random, or from scratch."""

import re

import numpy as np
import pytest
from course_notebooks import read

from helpers import datasets
from helpers.layers import Conv2D, Dense, Flatten, set_random_seed
from helpers.training import Adam, Sequential

ARMS = ["learned on 0 to 4, frozen", "random, frozen", "trained from scratch"]


def fit(x, y, kernels=None, frozen=False, epochs=30):
    first = Conv2D(5, 3, activation="tanh", input_shape=(10, 10, 1))
    model = Sequential([first, Flatten(), Dense(5, activation="softmax")])
    if kernels:
        first.set_weights(kernels)
    first.trainable = not frozen
    model.compile(optimizer=Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=25, epochs=epochs, verbose=0)
    return model


def three_arms(sheets, digits, seed):
    """The share of the digits 5 to 9 right among the last 297, for each arm"""
    set_random_seed(seed)
    mixed, early = np.random.permutation(1500), np.flatnonzero(digits[:1500] < 5)
    few = np.concatenate([mixed[digits[mixed] == digit][:5] for digit in range(5, 10)])
    learned = fit(sheets[early], digits[early], epochs=4).layers[0].get_weights()
    task, late = (sheets[few], digits[few] - 5), 1500 + np.flatnonzero(digits[1500:] >= 5)
    arms = fit(*task, learned, frozen=True), fit(*task, frozen=True), fit(*task)
    return [model.evaluate(sheets[late], digits[late] - 5)[1] for model in arms]


@pytest.fixture(scope="module")
def shares():
    pictures, digits = datasets.digits()
    sheets = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))[..., np.newaxis]
    return np.array([three_arms(sheets, digits, seed) for seed in range(20)])


def test_the_fold_says_what_twenty_seeds_give(shares):
    (fold,) = [
        cell.source for cell in read("10b_learn_the_kernels.ipynb").cells if "The trial in numbers" in cell.source
    ]
    for arm, column in zip(ARMS, shares.T, strict=True):
        told = re.search(rf"^\| {arm} \| (.*?) \| (.*?) \| (.*?) \|$", fold, re.M).groups()
        assert [float(number) for number in told] == pytest.approx(
            [np.median(column), column.min(), column.max()], abs=0.0051
        )
    gains = 100 * (shares[:, :1] - shares[:, 1:])
    strays = gains.std(axis=0, ddof=1) / np.sqrt(len(gains))
    assert gains.mean(axis=0).round().tolist() == [2, 0] and strays.round().tolist() == [1, 1]
    assert "by 2 in a hundred, give or take 1" in fold and "by 0, give or take 1" in fold
