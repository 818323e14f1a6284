"""Keras itself, for the tests that hold ours against it; where it is not installed, they are skipped."""

import logging
import os

import pytest

QUIET = {"TF_ENABLE_ONEDNN_OPTS": "0", "TF_CPP_MIN_LOG_LEVEL": "2", "KERAS_BACKEND": "tensorflow"}


@pytest.fixture(scope="session")
def imported_keras():
    """The module, imported once (10 s), on TensorFlow, and quiet"""
    os.environ.update(QUIET)
    import keras

    logging.getLogger("tensorflow").setLevel("ERROR")  # it warns of every new model
    return keras


@pytest.fixture
def real_keras(imported_keras):
    """Keras in float64, as ours, and with no layer's name used up"""
    imported_keras.config.set_floatx("float64")
    imported_keras.utils.clear_session()
    yield imported_keras
    imported_keras.config.set_floatx("float32")
