"""One row a promise: what was measured, the limit, and whether it was kept."""

from typing import NamedTuple


class Row(NamedTuple):
    """`limit` None: a number to read, no promise; `at_least`: the limit is a lower one; `measured` None: not installed"""

    promise: str
    measured: float | None
    unit: str = ""
    limit: float | None = None
    at_least: bool = False

    @property
    def kept(self):
        if self.limit is None or self.measured is None:
            return True
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def __str__(self):
        measured = "not installed" if self.measured is None else f"{self.measured:.4g} {self.unit}".strip()
        if self.limit is None:
            return f"  {self.promise:<62} {measured}"
        sign = "≥" if self.at_least else "≤"
        return f"  {self.promise:<62} {measured:<16} {sign} {self.limit:g}  {'ok' if self.kept else 'MISSED'}"
