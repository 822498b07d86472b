"""From the start of the process to the first paint of an empty window."""

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.stopwatch import Stopwatch

BEGAN = int(sys.argv[1])


def _tell() -> None:
    print(*Stopwatch(began_ns=BEGAN, cpu=0.0).read(), flush=True)
    os._exit(0)


def _painted(_window: QMainWindow, _event: object) -> None:
    QTimer.singleShot(0, _tell)


# Made by `type`, so that the bare process does not pay for the import of `override`.
BareWindow = type("BareWindow", (QMainWindow,), {"paintEvent": _painted})
application = QApplication(sys.argv[:1])
window = BareWindow()
window.setGeometry(window.screen().availableGeometry())
window.show()
application.exec()
