"""Runs the benchmarks: `python -m tools.benchmarks` all of them, `python -m tools.benchmarks drag memory` some.

Each module has rows() -> [Row, …]. Exit code 1 if a promise was missed.
"""

import importlib
import sys

NAMES = "engine training embedding transformer real_data convolution".split()
NAMES += "drag playground memory grading notebooks lab_start site".split()


def main(names):
    unknown = set(names) - set(NAMES)
    if unknown:
        raise SystemExit(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.")
    verdicts = []
    for name in names or NAMES:
        module = importlib.import_module(f".{name}", __package__)
        print(f"{name}: {module.__doc__.splitlines()[0]}", flush=True)
        for row in module.rows():
            print(row, flush=True)
            verdicts.append(row.verdict)
    print(", ".join(f"{verdicts.count(word)} {word}" for word in ("ok", "MISSED", "unknown")))
    return 1 if "MISSED" in verdicts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
