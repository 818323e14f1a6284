"""One row a promise: what was measured, the limit, and whether it was kept."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

ONE_THREAD = dict.fromkeys(
    ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"], "1"
)


def with_one_thread(module):
    """What `python -m module` prints as JSON in its last line; NumPy reads the number of threads when it starts"""
    command = [sys.executable, "-m", module]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | ONE_THREAD)
    return json.loads(answer.stdout.splitlines()[-1])


class Row(NamedTuple):
    """limit None: a number to read, no promise; at_least: the limit is a lower one; measured None: not installed"""

    promise: str
    measured: float | None
    unit: str = ""
    limit: float | None = None
    at_least: bool = False

    @property
    def verdict(self):
        """ok, MISSED or unknown; '' where nothing is promised"""
        if self.limit is None:
            return ""
        if self.measured is None:
            return "unknown"
        return "ok" if (self.measured >= self.limit if self.at_least else self.measured <= self.limit) else "MISSED"

    def __str__(self):
        measured = "not installed" if self.measured is None else f"{self.measured:.4g} {self.unit}".strip()
        if self.limit is None:
            return f"  {self.promise:<62} {measured}"
        sign = "≥" if self.at_least else "≤"
        return f"  {self.promise:<62} {measured:<16} {sign} {self.limit:g}  {self.verdict}"
