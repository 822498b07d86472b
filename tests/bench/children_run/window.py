"""From the start of the process to the unlock window's first paint, opened from the desktop."""

import os
import sys

from carttrack import __main__, app
from carttrack.gui.settings import Settings
from carttrack.gui.window import MainWindow
from tests.bench.stopwatch import Stopwatch

BEGAN, SLOW = int(sys.argv[1]), sys.argv[3] == "1"


class TimedWindow(MainWindow):
    """Tells when it was painted, before anything else hears of it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.painted.connect(_tell)


def _tell() -> None:
    print(*Stopwatch(began_ns=BEGAN, cpu=0.0).read(slow=SLOW), flush=True)
    os._exit(0)


app.__dict__["MainWindow"] = TimedWindow
__main__.main([])
