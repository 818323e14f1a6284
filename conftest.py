"""Every kernel and program that a test starts runs without a network: tests/offline refuses connections to the outside."""

import os
from pathlib import Path

OFFLINE = str(Path(__file__).parent / "tests" / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OFFLINE, os.environ.get("PYTHONPATH")]))
