"""What a page shows of the cells to predict, their outputs and the sentences that read them."""

from course_in_lab import predicted_in

# For each cell to predict: is an output seen, its number in brackets, and is the folded reading seen, before and after
# its fold is opened by one key; the fold is closed again.
LOOK = """async (app, panel, places) => {
  const notebook = panel.content, seen = {};
  const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  const isRead = (fold) => fold.querySelector("p").checkVisibility({ contentVisibilityAuto: true });
  for (const place of places) {
    await notebook.scrollToItem(place + 1, "center");
    await settled();
    const [cell, reading] = [notebook.widgets[place], notebook.widgets[place + 1]];
    for (let tries = 0; tries < 50 && !reading.node.querySelector("details"); tries++) await settled();
    const fold = reading.node.querySelector("details"), before = isRead(fold);
    fold.querySelector("summary").click();
    await settled();
    seen[place] = { output: Boolean(cell.node.querySelector(".jp-OutputArea-child")),
                    count: cell.model.executionCount, read: before, opened: isRead(fold),
                    name: fold.querySelector("summary").textContent };
    fold.querySelector("summary").click();
  }
  return seen;
}"""


def look_at_predictions(notebook, name):
    """{position: what is seen there} of each cell to predict of the notebook `name`."""
    return {int(place): seen for place, seen in notebook.do(LOOK, predicted_in(name)).items()}
