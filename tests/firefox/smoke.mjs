// Firefox opens notebooks, runs each to its end and presses a key on every live figure; prints what it saw as JSON.
// usage: node smoke.mjs FOLDER_WITH_PUPPETEER FIREFOX ADDRESS…
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, executablePath, ...addresses] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(createRequire(`${folder}/`).resolve("puppeteer-core")).href);
const PATIENCE = { timeout: 600_000, polling: 200 };
const IDLE = () => {
  const session = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === "idle";
};
const START = () => {
  window.allDone = false;
  void window.jupyterapp.commands.execute("notebook:run-all-cells").then(() => { window.allDone = true; });
};
const CELLS = () => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells;
const SHOW = async (place) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  content.activeCellIndex = place;
  await content.scrollToItem(place, "start");
};

async function pressKey(page, place) {
  // Home or End moves any slider; an arrow any handle. Returns whether the figure answered with a new frame.
  await page.evaluate(SHOW, place);
  const figure = `.jp-Cell[data-windowed-list-index="${place}"] .lf`;
  await page.waitForSelector(`${figure} canvas[data-frame]`, PATIENCE);
  const stop = await page.$(`${figure} :is(.lf-handle, input[type=range])`);
  if (!stop) return true;
  const frame = () => page.$eval(`${figure} canvas`, (canvas) => canvas.dataset.frame);
  const before = await frame();
  for (const key of ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]) {
    await stop.focus();
    await page.keyboard.press(key);
    const until = Date.now() + 20_000;
    while (Date.now() < until) {
      if ((await frame()) !== before) return true;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  return false;
}

async function look(page, address) {
  await page.goto(address, { timeout: PATIENCE.timeout });
  await page.waitForFunction(IDLE, PATIENCE);
  await page.evaluate(START);
  await page.waitForFunction("window.allDone", PATIENCE);
  const cells = await page.evaluate(CELLS);
  const code = cells.filter((cell) => cell.cell_type === "code");
  const places = cells.flatMap(({ source }, place) => (/^explorers\.[A-Z]\w*\(/m.test([source].flat().join("")) ? [place] : []));
  const answered = [];
  for (const place of places) answered.push(await pressKey(page, place));
  return {
    cells: code.length,
    run: code.filter((cell) => cell.execution_count).length,
    errors: code.flatMap((cell) => cell.outputs).filter((output) => output.output_type === "error").length,
    figures: places.length,
    answered: answered.filter(Boolean).length,
  };
}

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, protocolTimeout: 700_000 });
try {
  for (const address of addresses) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    console.log(JSON.stringify(await look(page, address)));
    await page.close();
  }
} finally {
  await browser.close();
}
