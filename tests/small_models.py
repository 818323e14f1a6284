"""Small models for the tests of training."""

import numpy as np

from helpers.layers import Activation, Dense, set_random_seed
from helpers.training import SGD, Sequential

XOR_X, XOR_Y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 0])


def small_model(loss="mse", optimizer=None, last=None, units=1, metrics=None, seed=0):
    set_random_seed(seed)
    model = Sequential([Dense(4, activation="tanh", input_dim=2), Dense(units, activation=last)])
    model.compile(optimizer=optimizer or SGD(0.1), loss=loss, metrics=metrics)
    return model


def deck_model():
    """The slides' model, line by line"""
    model = Sequential()
    model.add(Dense(6, input_dim=8))
    model.add(Activation("tanh"))
    model.add(Dense(3))
    model.add(Activation("tanh"))
    return model
