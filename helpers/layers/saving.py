"""A model in one .npz file: written whole or not at all, read only if it is one of ours."""

import json
import os
import zipfile
from pathlib import Path

import numpy as np

FORMAT = "deep-learning-by-hand model 1"


def save_model(model, path):
    """Write next to the place first, then move there in one step"""
    path = npz_path(path)
    if path.exists():
        try:
            read_model(path)
        except ValueError:
            raise ValueError(
                f"{path} exists and is no saved model, so it stays as it is: choose another name"
            ) from None
    about = json.dumps({"format": FORMAT, "model": model.get_config()})
    arrays = {f"weight_{i:04}": value for i, value in enumerate(model.get_weights())}
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with open(unfinished, "wb") as file:
            np.savez(file, about=np.array(about), **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_model(path):
    """(the model's config, its weights) from a file that `save_model` wrote"""
    path = npz_path(path)
    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            weights = [file[name] for name in sorted(file.files) if name.startswith("weight_")]
        if about["format"] != FORMAT:
            raise ValueError("another format")
        return about["model"], weights
    except FileNotFoundError:
        raise FileNotFoundError(f"There is no file {path}") from None
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} is damaged, or not a model that model.save wrote ({error})") from None


def restore(model_class, path, known):
    """A model of this class with the layers and the weights in the file; known: {name: class} of the layers"""
    config, weights = read_model(path)
    try:
        model = model_class(name=config["name"])
        model.input_shape = config["input_shape"] and tuple(config["input_shape"])
        for layer in config["layers"]:
            if layer["class"] not in known:
                raise ValueError(f"unknown layer {layer['class']}: hand it over in custom_objects")
            model.add(known[layer["class"]](**layer["config"]))
        model.set_weights(weights)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} holds a model that cannot be made again ({error})") from None
    return model


def npz_path(path):
    path = Path(path)
    if path.suffix != ".npz":
        raise ValueError(f"a saved model is a file that ends in .npz, got {path.name!r}")
    return path
