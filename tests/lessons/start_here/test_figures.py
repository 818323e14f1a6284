"""The first live figure: the wave is as high as the slider says."""

from driving import say

from helpers.lessons.start_here.figures import FirstFigure


def test_wave_dot_and_words_follow_the_slider():
    figure = FirstFigure()
    say(figure, kind="open", dpr=1)
    header = say(figure, kind="change", changes={"height": -1.5})
    assert abs(figure.wave.get_ydata()).max() <= 1.5 and figure.dot.get_ydata()[0] == -1.5
    assert "The height is −1.5." in header["caption"]


def test_the_dot_pulls_the_wave():
    figure = FirstFigure()
    say(figure, kind="open", dpr=1)
    say(figure, kind="nudge", handle=0, dx=0, dy=10)
    assert figure.state["height"] == 2
