"""Every kernel and program that a test starts runs without a network: tests/offline refuses to leave this machine."""

import os
from pathlib import Path

OFFLINE = str(Path(__file__).parent / "tests" / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OFFLINE, os.environ.get("PYTHONPATH")]))
