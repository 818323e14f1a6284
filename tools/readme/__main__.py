"""Renews what README.md shows: `python -m tools.readme` its film and its line of figures, `… line` only the line.

Look at the film afterwards.
"""

import sys

from . import counts, film

print(counts.write())
if "line" not in sys.argv[1:]:
    print(f"{film.FILE.name}: {film.make():,} bytes")
