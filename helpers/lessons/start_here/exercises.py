"""The one exercise of notebook 00, to see how a check answers."""

from ...exercise import Exercise

warm_up = Exercise(
    "warm_up",
    notebook="00",
    expected=12,
    mistakes=[
        (7, "You added: every one of the 4 apples brings 3 bananas."),
        (1, "You subtracted: every one of the 4 apples brings 3 bananas."),
        (43, "You wrote the digits side by side: in y = 3x the 3 is multiplied by x."),
        (4 / 3, "You divided: more apples bring more bananas, not fewer."),
    ],
    praise="That is how every check answers, and this one is now in your progress.",
)
