"""The figure of notebook 10b: what one number of the last map sees."""

from driving import say

from helpers import explorers


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)["caption"]


def test_four_layers_see_9_by_9_and_what_does_not_fit_is_said():
    field = explorers.ReceptiveField()
    assert "sees 9 × 9 of" in change(field, layers=4)
    assert "(no more than 2 fit)" in change(field, k=5, stride=2)
