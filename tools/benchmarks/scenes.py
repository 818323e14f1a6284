"""The same figure three ways, for drag.py: ours, `interact` + `plt.show`, and numbers drawn in JavaScript."""

import anywidget
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import traitlets

from helpers import plots
from helpers.lessons.fit_a_line.figures import B_RANGE, W_RANGE, line_cost


def interact_fit(x, y):
    """Fit it by hand, as most courses do it: every move draws a new figure."""

    def show(w=2.0, b=2.0):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4.3), layout="constrained")
        plots.draw_data(left, x, y)
        left.set(xlim=(-0.4, 8.5), ylim=(-8, 30), title=f"{plots.equation(w, b)}     C = {line_cost(x, y, w, b):.2f}")
        plots.draw_prediction(left, w, b, (0, 8.5))
        plots.ErrorSquares(left, x, y).move(w, b, y)
        plots.Bowl(right, x, y)
        right.set(xlim=W_RANGE, ylim=B_RANGE, title="1 try")
        right.plot(w, b, "o", color=plots.PREDICTION, markersize=11)
        plt.show()

    return ipywidgets.interactive(show, w=(*W_RANGE, 0.1), b=(*B_RANGE, 0.1))


class NumbersFit(anywidget.AnyWidget):
    """The same scene as numbers: computed here at every move, drawn on a canvas there."""

    scene = traitlets.Dict().tag(sync=True)

    def __init__(self, x, y):
        self.x, self.y = x, y
        self.bowl = plots.Bowl(plt.Figure().subplots(), x, y)
        super().__init__(scene=self.compute(2.0, 2.0))
        self.on_msg(lambda _, message, __: self.set_trait("scene", self.compute(message["w"], 2.0)))

    def compute(self, w, b):
        """Everything that moves: the line, the errors, the rings, the dot, the titles."""
        self.bowl.move(self.y)
        y_hat = w * self.x + b
        return {
            "line": [0, b, 8.5, w * 8.5 + b],
            "points": np.stack([self.x, self.y, y_hat], axis=1).tolist(),
            "rings": [np.round(ring.get_xy(), 3).tolist() for ring in self.bowl.rings],
            "spot": [w, b],
            "title": f"{plots.equation(w, b)}     C = {line_cost(self.x, self.y, w, b):.2f}",
        }

    _esm = """
    const FILLS = ["#f3f7fb", "#e3edf6", "#d0e1f0", "#b9d2e8", "#9dc0de", "#7dabd2"];
    function axes(context, left, right, xs, ys, title, xlabel) {
      const [x0, y0, x1, y1] = [left, 390, right, 30];
      const along = (value, [low, high], from, to) => from + (value - low) / (high - low) * (to - from);
      const place = (x, y) => [along(x, xs, x0, x1), along(y, ys, y0, y1)];
      context.font = "13px sans-serif"; context.fillStyle = "#222"; context.textAlign = "center";
      context.fillText(title, (x0 + x1) / 2, 18); context.fillText(xlabel, (x0 + x1) / 2, 424);
      context.strokeStyle = "#ececec";
      for (let i = 0; i <= 8; i++) {
        const x = xs[0] + i * (xs[1] - xs[0]) / 8, y = ys[0] + i * (ys[1] - ys[0]) / 8;
        const [px, py] = place(x, y);
        context.beginPath(); context.moveTo(px, y0); context.lineTo(px, y1);
        context.moveTo(x0, py); context.lineTo(x1, py);
        context.stroke(); context.fillText(x.toFixed(1), px, y0 + 16); context.fillText(y.toFixed(0), x0 - 16, py + 4);
      }
      return place;
    }
    function path(context, place, points) {
      context.beginPath();
      points.forEach(([x, y], i) => i ? context.lineTo(...place(x, y)) : context.moveTo(...place(x, y)));
    }
    function dot(context, place, x, y, radius, color) {
      context.fillStyle = color; context.beginPath(); context.arc(...place(x, y), radius, 0, 7); context.fill();
    }
    function draw(canvas, scene) {
      const context = canvas.getContext("2d");
      context.fillStyle = "#fff"; context.fillRect(0, 0, 960, 430);
      const left = axes(context, 60, 460, [-0.4, 8.5], [-8, 30], scene.title, "x (apples given)");
      const right = axes(context, 540, 950, [-1, 7], [-10, 6], "1 try", "w (slope)");
      context.save(); context.beginPath(); context.rect(540, 30, 410, 360); context.clip();
      scene.rings.forEach((ring, i) => {
        path(context, right, ring); context.fillStyle = FILLS[i]; context.fill();
        context.strokeStyle = "#6f93b5"; context.stroke();
      });
      context.restore();
      context.lineWidth = 2.2; context.strokeStyle = "#0072b2";
      path(context, left, [scene.line.slice(0, 2), scene.line.slice(2)]); context.stroke(); context.lineWidth = 1;
      for (const [x, y, yHat] of scene.points) {
        const [px, top] = left(x, Math.max(y, yHat)), [, low] = left(x, Math.min(y, yHat));
        context.fillStyle = "#d55e0040"; context.fillRect(px, top, low - top, low - top);
        context.fillStyle = "#d55e00"; context.fillRect(px - 1, top, 2, low - top);
        dot(context, left, x, y, 5, "#333");
      }
      dot(context, right, ...scene.spot, 6, "#0072b2");
    }
    export default { render({ model, el }) {
      const canvas = document.createElement("canvas"), slider = document.createElement("input");
      Object.assign(canvas, { width: 960, height: 430 });
      Object.assign(slider, { type: "range", min: -1, max: 7, step: 0.1, value: 2 });
      slider.setAttribute("data-lm-suppress-shortcuts", "true");
      el.className = "numbers-fit"; el.append(canvas, slider);
      slider.addEventListener("input", () => model.send({ w: slider.valueAsNumber }));
      const show = () => {
        draw(canvas, model.get("scene"));
        canvas.dataset.frame = Number(canvas.dataset.frame || 0) + 1;
      };
      model.on("change:scene", show); show();
    } };
    """
