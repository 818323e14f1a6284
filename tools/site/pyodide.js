// Starts Pyodide with the course's packages added to its list, so that `from helpers import …` loads them.
// JupyterLite's worker loads this file in place of Pyodide's own and gives its folder as indexURL. tools/site/live.py
// writes in where the runtime is, a folder beside this file or Pyodide's official release, and what the kernel needs.

async function allPackages(runtime, here) {
  const addresses = [`${runtime}pyodide-lock.json`, `${here}packages.json`];
  const [list, ours] = await Promise.all(addresses.map(async (address) => (await fetch(address)).json()));
  for (const row of ours) {
    list.packages[row.name] = { ...row, file_name: `${here}${row.file_name}` };
  }
  const lockFileURL = URL.createObjectURL(new Blob([JSON.stringify(list)], { type: "application/json" }));
  return { lockFileURL, packages: [KERNEL, ...ours.map((row) => row.name)] };
}

self.loadPyodide = async (options) => {
  const here = new URL("./", options.indexURL).href;
  const runtime = new URL("RUNTIME", here).href;
  importScripts(`${runtime}pyodide.js`); // brings Pyodide's own loadPyodide
  // All packages are fetched while Python itself is made ready: one after the other, as they are asked for, is slower.
  const pyodide = await self.loadPyodide({ ...options, indexURL: runtime, ...(await allPackages(runtime, here)) });
  // Here matplotlib lists its fonts on every start, and would say so under the learner's first cell.
  pyodide.runPython('import logging; logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)');
  return pyodide;
};
