"""Every differentiable operation of the course: two formulas each, and nothing else.

`forward` computes z from the inputs. `backward` takes dz, how fast the cost changes with z, and says how fast
it changes with each input: dx = dz · ∂z/∂x. An op has no memory: `graph.py` remembers which op made what.
Where a formula has no value (1 / 0, log 0), NumPy's inf or nan comes out, with NumPy's warning.
"""

from .convolution import Convolve, GlobalMax, MaxPool
from .elementwise import (
    Add,
    Clip,
    Cos,
    Divide,
    Exp,
    Log,
    Multiply,
    Negate,
    Power,
    ReLU,
    Sigmoid,
    Sin,
    Square,
    Step,
    Subtract,
    Tanh,
)
from .lookup import Concatenate, Lookup, RankingHinge, RowGradient
from .losses import (
    L1,
    L2,
    BinaryCrossEntropy,
    CrossEntropy,
    LogSoftmax,
    MeanSquaredError,
    Softmax,
    log_softmax,
    softmax,
)
from .matrices import Affine, Flatten, MatMul, Mean, Reshape, Sum, Transpose
from .normalize import Normalize
from .op import Op, unbroadcast
