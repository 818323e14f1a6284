"""What `fit` shows while it runs: a bar for a person who waits, a line per epoch on demand, nothing for a machine."""

import sys

from .callbacks import Callback


def progress(verbose):
    """The callbacks for verbose="auto" (a bar, if a person watches), 0 (nothing), 1 (a bar), 2 (a line per epoch)"""
    if verbose not in ("auto", 0, 1, 2):
        raise ValueError(f'verbose must be "auto", 0, 1 or 2, got {verbose!r}')
    if verbose == "auto":
        verbose = is_interactive()
    return [[], [ProgressBar()], [EpochLines()]][verbose]


def is_interactive():
    """In a terminal, or in a cell that a person has run: JupyterLab says which cell it is, nbclient and nbval do not"""
    shell = "IPython" in sys.modules and sys.modules["IPython"].get_ipython()
    if hasattr(shell, "kernel"):
        return "cellId" in shell.kernel.get_parent().get("metadata", {})
    return sys.stdout is not None and sys.stdout.isatty()


class ProgressBar(Callback):
    """One bar for the whole training; it appears after half a second, and takes itself away at the end"""

    def on_train_begin(self, logs=None):
        from tqdm import tqdm  # only where a bar is shown

        self.bar = tqdm(
            desc=self.name_of(1),
            total=self.params["epochs"] * self.params["steps"],
            unit="batch",
            delay=0.5,
            leave=False,
            file=sys.stdout,
            dynamic_ncols=True,
        )

    def on_train_batch_end(self, batch, logs=None):
        self.bar.update()

    def on_epoch_end(self, epoch, logs=None):
        self.bar.set_description(self.name_of(epoch + 2), refresh=False)
        self.bar.set_postfix({name: f"{value:.4f}" for name, value in logs.items()}, refresh=False)

    def on_train_end(self, logs=None):
        self.bar.close()

    def name_of(self, number):
        epochs = self.params["epochs"]
        return f"epoch {min(number, epochs)}/{epochs}"


class EpochLines(Callback):
    """epoch 3/20 - loss: 0.1234 - accuracy: 0.9123"""

    def on_epoch_end(self, epoch, logs=None):
        numbers = [f"{name}: {value:.4f}" for name, value in logs.items()]
        print(" - ".join([f"epoch {epoch + 1}/{self.params['epochs']}", *numbers]))
