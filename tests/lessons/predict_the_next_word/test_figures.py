"""Rescore: what stands on the picture is what the scores say."""

import numpy as np
import pytest
from driving import say

from helpers.explorers import Rescore

SYSTEM, LANGUAGE = np.log([0.5, 0.2, 0.3]), np.log([0.00003, 0.000168, 0.00012])
CANDIDATES = list(zip(["John does", "Abby likes", "Abby dislikes"], SYSTEM, LANGUAGE, strict=True))


@pytest.fixture(scope="module")
def rescoring():
    return Rescore(CANDIDATES, right=1)


def change(figure, **changes):
    """What the figure knows then, and its caption"""
    caption = say(figure, kind="change", changes=changes, done=True)["caption"]
    return figure.known | {"caption": caption}


def nudge(figure, dx=0, dy=0, handle=0):
    say(figure, kind="nudge", handle=handle, dx=dx, dy=dy)
    return figure.known


@pytest.mark.parametrize(
    "weight, order", [(0, "ACB"), (0.25, "ACB"), (0.3, "CAB"), (0.5, "CBA"), (0.55, "BCA"), (1, "BCA")]
)
def test_the_list_is_in_the_order_of_the_scores(rescoring, weight, order):
    known = change(rescoring, weight=weight)
    starred = "the starred one" if order[0] == "B" else "not the starred one"
    assert (
        "".join("ABC"[index] for index in known["order"]) == order
        and known["list_title"] == f"on top: {order[0]}, {starred}"
    )


def test_lines_differ_by_as_much_as_the_scores_do_and_the_broad_one_lies_on_top(rescoring):
    known = change(rescoring, weight=0.6)
    assert np.diff(known["heights"]) == pytest.approx(np.diff(0.4 * SYSTEM + 0.6 * LANGUAGE))
    for line in known["ends"].T:
        assert (np.linspace(*line, len(known["highest"])) <= known["highest"] + 1e-12).all()


def test_the_system_can_be_made_surer_of_its_candidate():
    figure = Rescore(CANDIDATES, right=1, weight=1)
    known = nudge(figure, dy=-20, handle=1)
    assert known["system"][1] < SYSTEM[1] and known["best"] == "B", "its score counts for nothing at 1"
    assert change(figure, weight=0.55)["best"] == "C"
    handle = figure.handles[0]
    known = change(figure, **handle.drag(0.0, 99.0, **figure.known))
    assert handle.axes.get_ylim()[1] > handle.at(**known)[1]


def test_too_few_or_too_many_candidates_are_refused():
    for count in (1, 7):
        with pytest.raises(ValueError, match=f"2 to 6 candidates, got {count}"):
            Rescore(CANDIDATES[:1] * count)
