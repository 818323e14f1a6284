// The browser's half of LiveFigure (live_figure.py): shows frames, sends what the learner does, keeps no knowledge of
// any figure. A message is answered by one frame; at most two are under way, and what waits is merged, newest wins.

const IN_FLIGHT = 2;
const PATIENCE = 2500; // ms without an answer before the learner is told

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// ---- messages: a queue that never grows -----------------------------------------------------------------------

function mergeInto(last, next) {
  if (!last || last.kind !== next.kind) return false;
  if (next.kind === "change" && !last.done) {
    Object.assign(last.changes, next.changes);
    last.done = next.done;
  } else if (next.kind === "pointer" && last.phase === "drag" && next.phase === "drag") {
    Object.assign(last, next);
  } else if (next.kind === "nudge" && last.handle === next.handle) {
    last.dx += next.dx;
    last.dy += next.dy;
  } else return next.kind === "open";
  return true;
}

function messenger(model, view, onCount, onSilence) {
  const waiting = [];
  let underWay = 0, seq = 0, timer = null;
  const listen = () => {
    clearTimeout(timer);
    timer = underWay ? setTimeout(onSilence, PATIENCE) : null;
  };
  const pump = () => {
    while (underWay < IN_FLIGHT && waiting.length) {
      underWay += 1;
      try {
        model.send({ ...waiting.shift(), view, seq: ++seq });
      } catch { // the kernel was restarted: its end of the line is gone
        onSilence();
      }
    }
    if (!timer) listen();
    onCount(underWay + waiting.length);
  };
  return {
    post(message) {
      if (!mergeInto(waiting.at(-1), message)) waiting.push(message);
      pump();
    },
    // a running figure goes on only when nobody waits: whatever else is under way brings a frame, which asks again
    tick() {
      if (underWay || waiting.length) return;
      waiting.push({ kind: "tick" });
      pump();
    },
    answered() {
      underWay = Math.max(0, underWay - 1);
      listen();
      pump();
    },
    stop: () => clearTimeout(timer),
  };
}

// ---- controls: native elements, so mouse, touch, keyboard and screen readers work as everywhere ----------------

function shown(value, step) {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return value.toFixed(digits).replace(/^-/, "−");
}

function sliderFor(spec, post) {
  const input = element("input", { type: "range", min: spec.low, max: spec.high, step: spec.step });
  const output = element("output");
  const send = (done) => {
    output.textContent = shown(input.valueAsNumber, spec.step);
    post({ kind: "change", changes: { [spec.name]: input.valueAsNumber }, done });
  };
  let held = false;
  input.addEventListener("pointerdown", () => { held = true; });
  input.addEventListener("input", () => send(!held)); // a key press is a whole move; a drag ends on release
  input.addEventListener("change", () => { if (held) { held = false; send(true); } });
  const node = element("label", { class: "lf-slider" }, element("span", {}, spec.label), input, output);
  return { node, held: () => held, show(value) {
    input.value = value;
    output.textContent = shown(value, spec.step);
    input.setAttribute("aria-valuetext", output.textContent);
  } };
}

function choiceFor(spec, post) {
  const select = element("select", {},
    ...spec.options.map((option, i) => element("option", { value: i }, String(option))));
  select.addEventListener("change", () =>
    post({ kind: "change", changes: { [spec.name]: spec.options[Number(select.value)] }, done: true }));
  const node = element("label", { class: "lf-choice" }, element("span", {}, spec.label), select);
  return { node, show(value) { select.value = spec.options.indexOf(value); } };
}

function toggleFor(spec, post) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () =>
    post({ kind: "change", changes: { [spec.name]: input.checked }, done: true }));
  const node = element("label", { class: "lf-toggle" }, input, element("span", {}, spec.label));
  return { node, show(value) { input.checked = value; } };
}

function textFor(spec, post) {
  const input = element("input", { type: "text", spellcheck: "false", autocomplete: "off" });
  let sent = null;
  const send = () => {
    if (input.value !== sent) post({ kind: "change", changes: { [spec.name]: (sent = input.value) }, done: true });
  };
  input.addEventListener(spec.live ? "input" : "change", send);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (spec.live) sent = null; // heard already; answer all the same
    send();
  });
  const node = element("label", { class: "lf-text" }, element("span", {}, spec.label), input);
  return { node, held: () => document.activeElement === input, show(value) { input.value = value; } };
}

function buttonFor(spec, post) {
  const node = element("button", { type: "button" }, spec.label);
  node.addEventListener("click", () => post({ kind: "button", name: spec.name }));
  return { node, show() {} };
}

function playFor(spec, post) {
  const node = element("button", { type: "button", class: "lf-play" }, spec.label);
  let playing = false;
  node.addEventListener("click", () => post({ kind: "change", changes: { playing: !playing }, done: true }));
  return { node, show(value) {
    playing = value;
    node.textContent = value ? spec.pause : spec.label;
  } };
}

const CONTROLS = { slider: sliderFor, choice: choiceFor, toggle: toggleFor, text: textFor, button: buttonFor, play: playFor };

// ---- handles: spots on the picture; each is a focusable slider for the keyboard ---------------------------------

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function handleFor(index, post) {
  const node = element("div", { class: "lf-handle", role: "slider", tabindex: "0" });
  node.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const times = event.shiftKey ? 10 : 1;
    post({ kind: "nudge", handle: index, dx: arrow[0] * times, dy: arrow[1] * times });
  });
  return { node, show(spot) {
    node.style.left = `${100 * spot.x}%`;
    node.style.top = `${100 * spot.y}%`;
    const [x, y] = spot.at.map((value) => String(Number(value.toPrecision(4))).replace(/^-/, "−"));
    const arrows = [spot.moves[0] ? "left and right" : "", spot.moves[1] ? "up and down" : ""].filter(Boolean);
    node.setAttribute("aria-label", `${spot.name}: arrow keys ${arrows.join(", ")}`);
    node.setAttribute("aria-valuenow", spot.moves[1] ? spot.at[1] : spot.at[0]);
    node.setAttribute("aria-valuetext", `${x}, ${y}`);
  } };
}

// Keys that a focused control or handle uses must not also move Lab's selection, edit a cell or turn a slide.
function keepKeys(event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const runs = event.key === "Enter" && event.shiftKey; // Shift+Enter runs the cell, from here too
  if (plain && !runs && !["Escape", "Tab"].includes(event.key)) event.stopPropagation();
}

// ---- the picture -------------------------------------------------------------------------------------------------

function resize(canvas, width, height) {
  [canvas.width, canvas.height] = [width, height];
  canvas.closest(".lf").style.setProperty("--lf-shape", width / height); // the slides reckon a width from it
}

function paintFrame(canvas, frame, pixels) {
  if (frame.size) resize(canvas, ...frame.size);
  const context = canvas.getContext("2d");
  let offset = pixels.byteOffset;
  for (const [x, y, width, height] of frame.rects) {
    const bytes = new Uint8ClampedArray(pixels.buffer, offset, 4 * width * height);
    context.putImageData(new ImageData(bytes, width, height), x, y);
    offset += bytes.length;
  }
}

async function paintStill(canvas, png) {
  const bitmap = await createImageBitmap(new Blob([png], { type: "image/png" }));
  if (canvas.dataset.frame) return; // a live frame came first
  resize(canvas, bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
}

function followPointer(canvas, post, isGrabbable) {
  const spot = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: 1 - (event.clientY - box.top) / box.height };
  };
  let pressed = false;
  const onPointer = (phase) => (event) => {
    if (phase === "press" ? event.button !== 0 : !pressed) {
      if (phase === "drag") canvas.style.cursor = isGrabbable(spot(event)) ? "grab" : "";
      return;
    }
    if (phase === "press") canvas.setPointerCapture(event.pointerId);
    pressed = phase !== "release";
    canvas.style.cursor = pressed && isGrabbable(spot(event)) ? "grabbing" : canvas.style.cursor;
    post({ kind: "pointer", phase, ...spot(event) });
  };
  canvas.addEventListener("pointerdown", onPointer("press"));
  canvas.addEventListener("pointermove", onPointer("drag"));
  canvas.addEventListener("pointerup", onPointer("release"));
  canvas.addEventListener("pointercancel", onPointer("release"));
  // a finger on a handle drags it; anywhere else it scrolls the page
  canvas.addEventListener("touchstart", (event) => {
    if (isGrabbable(spot(event.touches[0]))) event.preventDefault();
  }, { passive: false });
}

// ---- one view ------------------------------------------------------------------------------------------------------

function render({ model, el }) {
  const view = Math.random().toString(36).slice(2);
  const width = model.get("width");
  const canvas = element("canvas", { role: "img" });
  const sheet = element("div", { class: "lf-sheet" }, canvas);
  const panel = element("div", { class: "lf-controls" });
  const trouble = element("div", { class: "lf-error", role: "alert", hidden: "" });
  const note = element("div", { class: "lf-note", role: "status", hidden: "" });
  const spoken = element("div", { class: "lf-spoken", "aria-live": "polite" });
  const root = element("div", { class: "lf" }, sheet, panel, trouble, note, spoken);
  root.style.setProperty("--lf-width", `${width}px`);
  el.append(root);

  let handles = [], zones = [], spots = [], resting = null;
  const setText = (node, text) => { node.textContent = text; node.hidden = !text; };
  const count = (unanswered) => { canvas.dataset.unanswered = unanswered; }; // 0: nothing is on its way any more
  const queue = messenger(model, view, count, () => {
    root.classList.add("lf-silent");
    setText(note, "No answer yet: the kernel is busy or stopped. Wait, or run this cell again.");
  });
  const controls = model.get("spec").map((spec) => ({ name: spec.name, ...CONTROLS[spec.kind](spec, queue.post) }));
  panel.append(...controls.map((control) => control.node));

  function show(values) {
    for (const control of controls) {
      if (control.name in values && !(control.held && control.held())) control.show(values[control.name]);
    }
  }
  function name(caption) {
    canvas.setAttribute("aria-label", caption);
    model.set("caption", caption);
  }
  function placeHandles(found) {
    spots = found;
    while (handles.length < spots.length) {
      handles.push(handleFor(handles.length, queue.post));
      sheet.append(handles.at(-1).node);
    }
    handles.forEach((handle, i) => handle.show(spots[i]));
  }
  function isGrabbable({ x, y }) {
    const box = canvas.getBoundingClientRect();
    const near = (s) => Math.hypot((s.x - x) * box.width, (1 - s.y - y) * box.height) <= 28;
    return spots.some(near) || zones.some(([l, t, r, b]) => x >= l && x <= r && 1 - y >= t && 1 - y <= b);
  }
  // once the hand rests: speak the state, and keep the picture for the day this is opened without a kernel
  function rest(frame) {
    if (spoken.textContent !== frame.caption) spoken.textContent = frame.caption;
    model.set("values", frame.values);
    canvas.toBlob(async (blob) => { if (blob) model.set("picture", new DataView(await blob.arrayBuffer())); });
  }

  function onMessage(frame, buffers) {
    if (frame.kind !== "frame") return;
    if (frame.view === view) queue.answered();
    root.classList.remove("lf-silent");
    setText(note, "");
    setText(trouble, frame.error || "");
    if (frame.error) return show({ playing: false });
    if (!canvas.dataset.frame && !frame.size) return; // a frame for an older view of this figure
    paintFrame(canvas, frame, buffers[0]);
    canvas.dataset.frame = frame.seq; // tests and benchmarks wait for this, and for no message unanswered
    zones = frame.zones || zones;
    show({ ...frame.values, playing: frame.playing });
    placeHandles(frame.handles);
    name(frame.caption);
    clearTimeout(resting);
    resting = setTimeout(rest, 400, frame);
    if (frame.playing && frame.view === view) document.hidden ? requestAnimationFrame(queue.tick) : queue.tick();
  }

  root.addEventListener("keydown", keepKeys);
  followPointer(canvas, queue.post, isGrabbable);
  show(model.get("values"));
  name(model.get("caption"));
  paintStill(canvas, model.get("picture"));
  model.on("msg:custom", onMessage);
  let asked = 0, growing = null;
  const wanted = () => window.devicePixelRatio * Math.max(1, canvas.clientWidth / width); // wider: on a slide
  const open = () => queue.post({ kind: "open", dpr: (asked = wanted()) });
  const sharpness = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  sharpness.addEventListener("change", open); // moved to another screen, or zoomed
  const size = new ResizeObserver(() => {
    clearTimeout(growing);
    growing = setTimeout(() => { if (Math.abs(wanted() - asked) > 0.02) open(); }, 200); // once it rests
  });
  size.observe(canvas);
  open();

  return () => {
    queue.stop();
    clearTimeout(resting);
    clearTimeout(growing);
    size.disconnect();
    model.off("msg:custom", onMessage);
    sharpness.removeEventListener("change", open);
  };
}

export default { render };
