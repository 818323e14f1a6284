"""The first live figure: the wave is as high as the slider, or the dot that pulls it, says."""

from driving import say

from helpers.lessons.start_here.figures import FirstFigure


def test_wave_and_words_follow_the_slider_and_the_dot():
    figure = FirstFigure()
    assert "The height is −1.5." in say(figure, kind="change", changes={"height": -1.5})["caption"]
    say(figure, kind="nudge", handle=0, dx=0, dy=40)
    assert figure.state["height"] == 2 and 1.99 < figure.known["wave"].max() <= 2
