"""Layers with Keras's names and meaning, each of which builds its part of the graph from ops.

No layer holds a formula for a gradient: the ops know theirs, and the graph chains them. Numbers are float64 (Keras:
float32). `training.Sequential` puts them in a row that learns.
"""

from ..ops import L1, L2
from .activations import ACTIVATIONS
from .attention import MultiHeadAttention
from .convolution import Conv2D, GlobalMaxPooling2D, MaxPooling2D
from .dense import Activation, Dense, Flatten, Softmax
from .dropout import Dropout
from .embedding import Embedding
from .initializers import INITIALIZERS, set_random_seed
from .layer import Input, Layer
from .normalization import LayerNormalization
