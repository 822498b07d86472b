"""Times one stretch of work: wall and CPU, and makes it twice as long on purpose when asked.

Imported by the processes whose start is measured, so it imports nothing that costs.
"""

import time
from typing import NamedTuple


class Reading(NamedTuple):
    """What one stretch took, in seconds, and the SQL statements SQLAlchemy sent in it."""

    wall: float
    cpu: float
    statements: int


class Stopwatch:
    """Runs from its making on; `began_ns` and `cpu` let it count from the start of the process."""

    def __init__(self, *, began_ns: int | None = None, cpu: float | None = None) -> None:
        self._began = time.monotonic_ns() if began_ns is None else began_ns
        self._cpu = time.process_time() if cpu is None else cpu

    def read(self, *, slow: bool = False, statements: int = 0) -> Reading:
        """Return the time until now; with `slow`, after staying busy for as long again."""
        if slow:
            until = 2 * time.monotonic_ns() - self._began
            while time.monotonic_ns() < until:
                pass
        wall = (time.monotonic_ns() - self._began) / 1e9
        return Reading(wall, time.process_time() - self._cpu, statements)
