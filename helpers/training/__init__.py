"""Training with Keras's names and defaults: compile, fit, evaluate, predict.

What differs from Keras: numbers are float64; nan and inf are refused, with the place where they are; a loss that grows
beyond all numbers stops `fit` with the cause and the cure; accuracy reads logits right (binary: above 0 means yes);
layers are numbered anew in every model, and a History begins with the loss (Keras: with the first in the alphabet).
"""

from ..layers.initializers import set_random_seed
from .callbacks import Callback, EarlyStopping, History
from .losses import BinaryCrossentropy, CategoricalCrossentropy, MeanSquaredError, SparseCategoricalCrossentropy
from .optimizers import SGD, Adam, RMSprop
from .sequential import Sequential
