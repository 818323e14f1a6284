"""The film of README.md: three scenes as one GIF, which GitHub shows with a button to pause it.

The GIF carries, as its comment, what the figures said of every frame and what was written in the last picture of every
scene: tests/tools/test_readme.py holds them against the figures as they are today.
"""

import json
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageDraw

from helpers import plots

from .scenes import SCENES, written

FILE = Path(__file__).with_name("figures.gif")
WIDTH, HEIGHT, HEAD = 980, 560, 52  # pixels; HEAD: of the line that says what is done
COLORS, SAMPLES = 127, 21  # of the palette, one more is for "as before"; pictures from which they are chosen
ARROW = [(0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12)]  # pixels from its tip


def pictures():
    """Yields (scene, frame, picture as RGB) over all scenes; the frame is to be asked before the next one comes"""
    for heading, scene in SCENES.items():
        strip = headline(heading)
        for frame in scene():
            yield heading, frame, picture(strip, frame)


def headline(text):
    """The strip (HEAD, WIDTH) that says what is done"""
    figure = Figure(figsize=(WIDTH / 100, HEAD / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    figure.text(0.5, 0.5, text, fontsize=17, color=plots.DATA, ha="center", va="center")
    canvas.draw()
    return Image.fromarray(np.array(canvas.buffer_rgba())).convert("RGB")


def picture(strip, frame):
    """The headline, the figure below it, and the pointer"""
    whole = Image.new("RGB", (WIDTH, HEIGHT), "white")
    whole.paste(strip, (0, 0))
    painted = Image.fromarray(frame.figure.paint()).convert("RGB")
    left, top = (WIDTH - painted.width) // 2, HEAD + (HEIGHT - HEAD - painted.height) // 2
    whole.paste(painted, (left, top))
    if frame.pointer is not None:
        across, up = frame.pointer
        point(whole, left + across * painted.width, top + (1 - up) * painted.height, frame.pressed)
    return whole


def point(whole, x, y, pressed):
    """An arrow with its tip here; a ring around it while the button is down"""
    draw = ImageDraw.Draw(whole)
    if pressed:
        draw.ellipse((x - 15, y - 15, x + 15, y + 15), outline=plots.ERROR, width=2)
    draw.polygon([(x + across, y + down) for across, down in ARROW], fill="black", outline="white")


def make(path=FILE):
    """Writes the GIF; its size in bytes"""
    frames, durations, said = [], [], {heading: {"captions": [], "at": []} for heading in SCENES}
    for heading, frame, painted in pictures():
        if not frames or painted.tobytes() != frames[-1].tobytes():
            frames.append(painted)
            durations.append(0)
        durations[-1] += frame.duration
        said[heading]["captions"].append(frame.caption)
        said[heading]["at"].append(len(frames) - 1)
        said[heading]["written"] = written(frame.figure)
    save(path, frames, durations, json.dumps(said, ensure_ascii=False).encode())
    return path.stat().st_size


def save(path, frames, durations, comment):
    """With one palette for all, so that what rests never flickers, and no frame left out"""
    some = frames[:: max(1, len(frames) // SAMPLES)]
    strip = Image.new("RGB", (WIDTH, HEIGHT * len(some)))
    for row, frame in enumerate(some):
        strip.paste(frame, (0, HEIGHT * row))
    palette = strip.quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, kmeans=1)
    flat = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    more = dict(append_images=flat[1:], duration=durations, loop=0, optimize=True, comment=comment)
    flat[0].save(path, "GIF", save_all=True, **more)


def stored():
    """([picture as RGB, …], {scene: what is said of it}) of the film as it is stored

    captions: a sentence a frame; at: the number of the picture that shows it; written: the texts in its last picture.
    """
    with Image.open(FILE) as film:
        said, frames = json.loads(film.info["comment"]), []
        for number in range(film.n_frames):
            film.seek(number)
            frames.append(film.convert("RGB"))
    return frames, said
