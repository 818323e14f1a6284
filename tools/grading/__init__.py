"""Grades a class: the notebooks as an nbgrader course, 30 submissions however named, none lost, no check forged.

`make class NB=01` makes what is handed out; `make class-grade NB=01 FOLDER=…` grades what came back. The checks run in
a process (judge.py) that never runs a line of a learner's code: that runs in a process of its own (player.py), which is
given inputs and gives back values, as data (wire.py).
"""
