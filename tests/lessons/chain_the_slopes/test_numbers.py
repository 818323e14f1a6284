"""The functions and paths of notebook 03: each derivative is what a small change measures."""

import numpy as np
import pytest

from helpers.gradcheck import numeric_gradient
from helpers.lessons.chain_the_slopes.numbers import BANANAS, COOKIES, JOINTS, run_row, two_paths


def test_the_row_gives_the_numbers_of_the_page():
    assert run_row([BANANAS, COOKIES], 2) == ([2, 4, 16], [3, 8])
    found = two_paths(2, "u · v")
    assert found == dict(u=4, v=6, p=24, slopes=(6, 4), parts=(24, 12), measured=pytest.approx(36))


@pytest.mark.parametrize("functions", [[BANANAS], [COOKIES], [BANANAS, COOKIES], [COOKIES, BANANAS, COOKIES]])
def test_the_product_of_the_local_derivatives_is_what_a_small_change_measures(functions):
    for x in (-1.7, 0.0, 2 / 3, 3.0):
        measured = numeric_gradient(lambda start: run_row(functions, start)[0][-1], x)
        assert np.prod(run_row(functions, x)[1]) == pytest.approx(float(measured), abs=1e-6)


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("open_paths", [(True, True), (True, False), (False, True), (False, False)])
def test_what_the_open_paths_carry_adds_up_to_what_is_measured(joint, open_paths):
    for x in (-2.0, -1.5, 0.0, 0.7, 2.0):
        paths = two_paths(x, joint, *open_paths)
        assert sum(paths["parts"]) == pytest.approx(paths["measured"], abs=1e-6)
        assert not any(part for part, is_open in zip(paths["parts"], open_paths, strict=True) if not is_open)
