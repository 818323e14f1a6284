"""Convolution, one thread, float64 on all sides: helpers, PyTorch and plain loops; digits learned, shifted and drawn.

Timed are the op's forward, and forward with backward, on pictures that lie ready (PyTorch's in its own layout, channels
before rows). All must give the same numbers. No slope is asked for the pictures where they are the data.
"""

import json
import statistics
from time import perf_counter

import numpy as np

from helpers import datasets, ops
from helpers.explorers import DrawDigit
from helpers.layers import Conv2D, Dense, Flatten, GlobalMaxPooling2D, set_random_seed
from helpers.training import Adam, Sequential

from .drag import in_lab
from .engine import side_by_side
from .report import Row, with_one_thread

CELLS = [
    """import sys
sys.path.insert(0, r"{root}")
from helpers import explorers
from .convolution import train, two_convolutions
explorers.DrawDigit(train(two_convolutions, 0)[0])"""
]
STROKE = """() => new Promise((resolve) => {
  const picture = document.querySelector(".lf canvas"), pen = document.querySelector(".lf-handle");
  const before = picture.getAttribute("aria-label"), start = performance.now();
  pen.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  const look = () => requestAnimationFrame(
    picture.getAttribute("aria-label") === before ? look : () => resolve(performance.now() - start));
  look();
})"""
SIZES = [((32, 8, 8, 1), 5), ((64, 28, 28, 1), 8), ((32, 26, 26, 8), 16)]  # pictures, kernels of 3 x 3
MOVES, SEEDS = [(0, 1), (0, -1), (1, 0), (-1, 0)], range(5)


def rows():
    found = with_one_thread("tools.benchmarks.convolution")
    for name, took in found["took"].items():
        ours, peer = took["helpers"], took.get("PyTorch")
        yield Row(f"{name}: helpers", ours, "µs")
        yield Row("… against PyTorch", peer and ours / peer, "times", 3.5)
        if "loops" in took:
            yield Row("… loops against helpers", took["loops"] / ours, "times", 100, at_least=True)
    yield Row("four times the pixels take", found["four times"], "times", 4.6)
    yield Row("two convolutions and a maximum, share right (median of 5)", found["right"], "", 0.95, at_least=True)
    yield Row("… training", found["seconds"], "s", 15)
    yield Row("… lost by moving a pixel, against the dense net's loss", found["lost"], "times", 0.5)
    yield Row("a stroke to its painted probabilities, in the kernel", found["stroke"], "ms", 15)
    yield from in_lab(CELLS, in_the_browser)


def in_the_browser(page):
    """From a key on the pen to the frame after the one that shows the new ink and probabilities"""
    times = []
    for _ in range(20):
        page.wait_for_timeout(150)
        times.append(page.evaluate(STROKE))
    yield Row("… in the browser, median", statistics.median(times), "ms", 120)


def of_numpy(x, w, b, dz, of_data):
    op = ops.Convolve(of_data=of_data)
    return lambda: op.forward(x, w, b), lambda: op.backward(x, w, b, op.forward(x, w, b), dz)


def of_pytorch(x, w, b, dz, of_data):
    import torch

    torch.set_num_threads(1)

    def given(a):
        return torch.tensor(a.tolist(), dtype=torch.float64)

    x, dz = (given(a.transpose(0, 3, 1, 2)).requires_grad_(not of_data and a is x) for a in (x, dz))
    w, b = given(w.transpose(3, 2, 0, 1)).requires_grad_(), given(b).requires_grad_()

    def forward():
        return torch.nn.functional.conv2d(x, w, b)

    def both():
        x.grad = w.grad = b.grad = None
        forward().backward(dz)
        return [x.grad, w.grad, b.grad]

    return forward, both


def of_loops(x, w, b):
    """Pixel by pixel in Python's own numbers"""
    x, w, b = x.tolist(), w.tolist(), b.tolist()
    cells = [(i, j, c) for i in range(3) for j in range(3) for c in range(len(w[0][0]))]
    down, across = range(len(x[0]) - 2), range(len(x[0][0]) - 2)
    return lambda: [
        [
            [
                [b[k] + sum(picture[r + i][s + j][c] * w[i][j][c][k] for i, j, c in cells) for k in range(len(b))]
                for s in across
            ]
            for r in down
        ]
        for picture in x
    ]


def arrays(shape, filters):
    generator = np.random.default_rng(0)
    x, w = generator.normal(size=shape), generator.normal(size=(3, 3, shape[3], filters))
    z = ops.Convolve().forward(x, w, np.zeros(filters))
    dz = np.empty_like(z)  # in the layout in which a graph hands it back
    dz[...] = generator.normal(size=z.shape)
    return x, w, generator.normal(size=filters), dz


def time_all():
    """{what: {who: µs}}"""
    took = {}
    for shape, filters in SIZES:
        x, w, b, dz = arrays(shape, filters)
        of_data = shape[3] == 1
        forward, both = {}, {}
        forward["helpers"], both["helpers"] = of_numpy(x, w, b, dz, of_data)
        try:
            forward["PyTorch"], both["PyTorch"] = of_pytorch(x, w, b, dz, of_data)
            expect_same(forward, both)
        except ImportError:
            pass
        name = f"{shape} × {filters}@3×3"
        took[f"{name}, forward"], took[f"{name}, both ways"] = (
            side_by_side(forward, runs=30),
            side_by_side(both, runs=30),
        )
        if shape == SIZES[0][0]:
            took[f"{name}, forward"]["loops"] = time_loops(x, w, b, forward["helpers"])
    return took


def expect_same(forward, both):
    theirs = np.array(forward["PyTorch"]().tolist()).transpose(0, 2, 3, 1)
    np.testing.assert_allclose(forward["helpers"](), theirs, rtol=1e-9, atol=1e-11)
    for ours, slope, order in zip(
        both["helpers"](), both["PyTorch"](), [(0, 2, 3, 1), (2, 3, 1, 0), (0,)], strict=True
    ):
        if ours is not None:
            np.testing.assert_allclose(ours, np.array(slope.tolist()).transpose(order), rtol=1e-9, atol=1e-11)


def quickest(function, times):
    """µs of the quickest of so many calls: the one that no other program disturbed"""
    took = []
    for _ in range(times):
        start = perf_counter()
        function()
        took.append(perf_counter() - start)
    return 1e6 * min(took)


def time_loops(x, w, b, ours):
    loops = of_loops(x, w, b)
    np.testing.assert_allclose(loops(), ours(), rtol=1e-9, atol=1e-11)
    return quickest(loops, 3)


def four_times():
    """A picture twice as wide and high against the first: both ways"""
    small, large = (quickest(of_numpy(*arrays((16, n, n, 1), 8), True)[1], 100) for n in (34, 66))
    return large / small


# ---- digits ---------------------------------------------------------------------------------------------------------


def dense():
    return [Flatten(), Dense(29, activation="tanh")]


def two_convolutions():
    first = Conv2D(8, 3, activation="relu", input_shape=(10, 10, 1))
    return [first, Conv2D(24, 3, activation="relu"), GlobalMaxPooling2D()]


def train(layers, seed):
    """(model, seconds, share right, what it loses if the test digits move, by direction), as on the page"""
    pictures, digits = datasets.digits()
    x = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))[..., np.newaxis]
    set_random_seed(seed)
    model = Sequential([*layers(), Dense(10, activation="softmax")])
    model.compile(optimizer=Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    start = perf_counter()
    model.fit(x[:1500], digits[:1500], epochs=20)
    seconds, share = perf_counter() - start, lambda x: model.evaluate(x, digits[1500:])[1]
    right = share(x[1500:])
    return model, seconds, right, [right - share(np.roll(x[1500:], move, axis=(1, 2))) for move in MOVES]


def stroke(model):
    """ms from a message of the pen to the frame that answers it"""
    figure, times = DrawDigit(model), []
    figure.send = lambda header, buffers=(): None
    figure.receive({"kind": "open", "dpr": 1})
    for i in range(60):
        start = perf_counter()
        figure.receive({"kind": "nudge", "handle": 0, "dx": 1 if i % 2 else -1, "dy": 1 if i < 30 else -1})
        times.append(1e3 * (perf_counter() - start))
    return statistics.median(times)


def measure():
    nets = {layers: [train(layers, seed) for seed in SEEDS] for layers in (dense, two_convolutions)}
    lost = {layers: np.median([run[3] for run in runs]) for layers, runs in nets.items()}
    runs = nets[two_convolutions]
    return {
        "took": time_all(),
        "four times": four_times(),
        "right": statistics.median(run[2] for run in runs),
        "seconds": max(run[1] for run in runs),
        "lost": float(lost[two_convolutions] / lost[dense]),
        "stroke": stroke(runs[-1][0]),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
