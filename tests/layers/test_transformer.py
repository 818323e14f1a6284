"""A whole transformer: its gradient, checked weight by weight, and what padding and length do to it."""

import numpy as np
from frameworks.model_texts import NEXT, TEXTS, WORDS, for_ours

from helpers.gradcheck import check_gradient
from helpers.graph import Integers
from helpers.layers import set_random_seed

TEXT = TEXTS["a small transformer that leaves padding out"][2]


def transformer():
    set_random_seed(1)
    names = {}
    exec(for_ours(TEXT), names)
    model = names["model"]
    model.set_weights([np.random.standard_normal(weight.shape) / 2 for weight in model.weights])
    return model


def loss_of(model):
    return model.total_loss(NEXT, model(Integers(WORDS)))


def test_the_slope_of_one_weight_out_of_every_array_agrees_with_central_differences():
    model, random = transformer(), np.random.default_rng(2)
    loss_of(model).backward()
    checked = 0
    for weight in model.weights:
        used = np.argwhere(np.asarray(weight.gradient))  # a word that no sentence holds has no slope
        where = tuple(used[random.integers(len(used))])

        def loss(value, weight=weight, where=where):
            before = weight.value[where]
            weight.value[where] = value
            try:
                return loss_of(model).value
            finally:
                weight.value[where] = before

        check = check_gradient(loss, np.asarray(weight.gradient)[where], weight.value[where], tolerance=1e-5)
        assert check.ok, (weight.name, where, check)
        checked += 1
    assert checked == len(model.weights) == 38


def test_padding_has_no_part_in_the_gradient():
    model = transformer()
    loss = loss_of(model)
    loss.backward()
    logits = loss.inputs[0]
    assert (NEXT == 1).sum() > 20 and not logits.gradient[NEXT == 1].any() and logits.gradient[NEXT != 1].all()


def test_it_learns_and_shorter_sentences_get_the_same_answers():
    model = transformer()
    losses = model.fit(WORDS, NEXT, epochs=60, batch_size=8).history["loss"]
    assert losses[-1] < losses[0] / 2 and model.predict(WORDS).shape == (24, 4, 11)
    np.testing.assert_allclose(model.predict(WORDS[:, :2]), model.predict(WORDS)[:, :2], rtol=1e-9, atol=1e-12)
