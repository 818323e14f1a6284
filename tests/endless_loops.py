"""Answers that never come to an end, in every way in which learners write them."""


def loops(y_hat, y):
    while True:
        pass


def loops_and_catches(y_hat, y):
    while True:
        try:
            y = y + 1
        except Exception:
            pass


def loops_and_catches_all(y_hat, y):
    while True:
        try:
            for entry in y:
                y_hat = y_hat + entry
        except BaseException:
            continue


def swallows_the_first_alarm(y_hat, y):
    try:
        loops(y_hat, y)
    except BaseException:
        return 318


def loops_alone(x):
    while True:
        x += 1


def prints_without_end(y_hat, y):
    while True:
        print("again")
