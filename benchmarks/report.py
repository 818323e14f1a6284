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
