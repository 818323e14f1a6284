"""The libraries that notebook 11 can do without: each of its cells that needs one is plain code under an `if`.

    if needs("keras", "the same table, drawn by Keras"):
        import keras
        ...

Nothing is imported before a cell asks. Tests hide libraries that are installed by COURSE_WITHOUT=keras,torch.
"""

import functools
import logging
import os
from importlib import import_module

EXTRA = ("tensorflow", "keras")  # in this order: Keras imports the other
MODULES = {"keras": EXTRA, "tensorflow": EXTRA, "torch": ("torch",)}
NAMES = {"keras": "Keras and TensorFlow", "tensorflow": "Keras and TensorFlow", "torch": "PyTorch"}
CURE = {"keras": "`make frameworks` adds them.", "torch": "The README says how to add it."}
CURE["tensorflow"] = CURE["keras"]
QUIET = {"KERAS_BACKEND": "tensorflow", "TF_ENABLE_ONEDNN_OPTS": "0", "TF_CPP_MIN_LOG_LEVEL": "2"}
HIDING = "COURSE_WITHOUT"


def needs(library, promise):
    """True if the library ("keras", "tensorflow", "torch") is imported; else prints what the cell would show, and False

    promise: what the cell shows with it, as the end of a sentence.
    """
    reason = trouble(library)
    if reason:
        print(f"{reason}, so this cell shows nothing. It would show {promise}. {CURE[library]}")
    return not reason


def trouble(library):
    """None if the library is here, and imports it, quietly; else why it is not, as the beginning of a sentence"""
    if library not in MODULES:
        raise ValueError(f"needs expects one of {', '.join(MODULES)}, got {library!r}")
    hidden = {name.strip() for name in os.environ.get(HIDING, "").split(",")}
    if hidden & set(MODULES[library]):
        return missing(library)
    return bring_in(library)


def missing(library):
    return f"{NAMES[library]} {'is' if library == 'torch' else 'are'} not installed"


@functools.cache  # a library that breaks breaks slowly: once is enough
def bring_in(library):
    """What `trouble` says of a library that is not hidden; TensorFlow's messages to the terminal are switched off"""
    os.environ.update(QUIET)
    for module in MODULES[library]:
        try:
            import_module(module)
        except ModuleNotFoundError as error:
            return missing(library) if error.name in MODULES[library] else broken(module, error)
        except Exception as error:  # whatever a library does when it starts
            return broken(module, error)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns of graphs that a lesson builds on purpose
    return None


def broken(module, error):
    told = " ".join(str(error).split()) or "no reason given"
    return f"The library {module} is installed but does not start ({type(error).__name__}: {told[:120]})"
