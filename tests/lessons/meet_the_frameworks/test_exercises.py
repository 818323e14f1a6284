"""The exercises of notebook 11: no check needs a framework, and what a check says is true of the real ones."""

import importlib.util
import math

import numpy as np
import pytest

from helpers import checks, datasets
from helpers import keras as ours
from helpers.lessons.meet_the_frameworks.exercises import friend_model, usual_loop
from helpers.lessons.meet_the_frameworks.stand_in import LineModel

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
needs_keras = pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="Keras is not installed")
X, Y = datasets.fruit_trades()


def passes(exercise, answer):
    return exercise.report(answer).mark == "✓"


def test_the_rows_of_the_summary_are_those_that_ours_prints():
    model = ours.Sequential([ours.Input((784,)), *(ours.layers.Dense(units) for units in (256, 256, 10))])
    counts = [layer.count_params() for layer in model.layers]
    assert passes(checks.rows_of_summary, (*counts, model.count_params())) and model.count_params() == 269322


def test_other_ways_to_port_the_model_pass():
    def by_activation_layers(keras):
        model = keras.Sequential()
        model.add(keras.layers.Conv2D(5, 3, input_shape=(6, 6, 1)))
        for layer in (keras.layers.Activation("tanh"), keras.layers.Flatten(), keras.layers.Dense(1)):
            model.add(layer)
        model.add(keras.layers.Activation("sigmoid"))
        model.compile(optimizer=keras.optimizers.SGD(0.1), loss="binary_crossentropy", metrics=["accuracy"])
        return model

    assert passes(checks.ported, by_activation_layers) and passes(checks.ported, friend_model)


def test_zero_grad_may_stand_after_the_step_too():
    def later(model, loss_function, optimizer, x, y, steps):
        losses = []
        for _ in range(steps):
            loss = loss_function(model(x), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses.append(float(loss.item()))
        return np.array(losses).tolist()

    assert passes(checks.train, later)


@pytest.mark.parametrize("read", [float, lambda loss: loss.item(), lambda loss: loss.detach().numpy().item()])
def test_the_stand_in_understands_other_ways_to_write_the_loop(read):
    def other(model, loss_function, optimizer, x, y, steps):
        losses = []
        for _ in range(steps):
            model.train()
            optimizer.zero_grad(set_to_none=True)
            loss = loss_function(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(read(loss))
        return losses

    assert passes(checks.train, other)


@needs_torch
def test_the_stand_in_refuses_what_pytorch_refuses():
    import torch

    line = LineModel()
    for loss in (line.loss_function(line(X), Y), torch.tensor(1.0, requires_grad=True) * 2):
        with pytest.raises(RuntimeError, match=r"Can't call numpy\(\) on [Tt]ensor that requires grad"):
            loss.numpy()
        loss.backward()
        with pytest.raises(RuntimeError, match="backward through the"):
            loss.backward()


def test_a_model_that_is_no_probability_is_seen_whatever_its_first_weights():
    for _ in range(60):
        report = checks.ported.report(lambda keras: friend_model(keras, last=None))
        assert "no probability" in report.text


@needs_torch
def test_pytorch_stops_at_numpy_s_float64_with_the_words_that_the_notebook_quotes():
    import torch

    with pytest.raises(RuntimeError, match="Double and Float"):
        torch.nn.Linear(1, 1)(torch.tensor(X)[:, None])


def test_the_losses_of_the_stand_in_are_those_of_a_line_by_hand():
    w = b = 0.0
    for loss in usual_loop(line := LineModel(), line.loss_function, line, X, Y, 4):
        error = w * X + b - Y
        assert loss == pytest.approx(np.mean(error**2))
        w, b = w - 0.02 * np.mean(2 * error * X), b - 0.02 * np.mean(2 * error)
    assert line.values == pytest.approx([w, b])


@needs_torch
def test_the_same_loop_on_pytorch_gives_the_losses_of_the_stand_in():
    import torch

    net, line = torch.nn.Linear(1, 1, dtype=torch.float64), LineModel()
    with torch.no_grad():
        net.weight.zero_(), net.bias.zero_()
    x, y = (torch.tensor(values)[:, None] for values in (X, Y))
    sgd = torch.optim.SGD(net.parameters(), lr=line.rate)
    theirs = usual_loop(net, torch.nn.functional.mse_loss, sgd, x, y, 5)
    assert theirs == pytest.approx(usual_loop(line, line.loss_function, line, X, Y, 5))


@needs_torch
def test_a_second_softmax_stops_the_loss_at_the_number_that_is_promised():
    import torch

    torch.manual_seed(0)
    y = torch.arange(30) % 3
    x = torch.eye(8)[y] + 0.01 * torch.randn(30, 8)
    layers = [torch.nn.Linear(8, 6), torch.nn.Tanh(), torch.nn.Linear(6, 3), torch.nn.Softmax(dim=1)]
    least = {}
    for twice in (True, False):
        net = torch.nn.Sequential(*layers[: 4 if twice else 3])
        losses = usual_loop(net, torch.nn.CrossEntropyLoss(), torch.optim.Adam(net.parameters(), 0.05), x, y, 300)
        least[twice] = min(losses)
    bound = -math.log(math.e / (math.e + 2))
    assert round(bound, 4) == 0.5514 and bound <= least[True] < 0.57 and least[False] < 0.01


@needs_torch
def test_kernels_that_are_carried_over_by_the_solution_compute_the_same():
    import torch

    generator = np.random.default_rng(0)
    layers = [ours.layers.Conv2D(4, (3, 2), input_shape=(6, 5, 2)), ours.layers.Flatten(), ours.layers.Dense(3)]
    model, x = ours.Sequential(layers), generator.normal(size=(7, 6, 5, 2))
    kernel, bias = layers[0].get_weights()
    moved = torch.tensor(checks.to_torch.right(kernel))
    maps = torch.nn.functional.conv2d(torch.tensor(x).permute(0, 3, 1, 2), moved, torch.tensor(bias))
    flat = maps.permute(0, 2, 3, 1).reshape(7, -1)
    kernel, bias = layers[2].get_weights()
    answer = torch.nn.functional.linear(flat, torch.tensor(checks.to_torch.right(kernel)), torch.tensor(bias))
    assert answer.numpy() == pytest.approx(model.predict(x), abs=1e-12)
