"""Opens the program: the first window at once, everything heavy behind it."""

import faulthandler
import os
import sys
from pathlib import Path

import carttrack.gui  # noqa: F401  (first: it puts Python's own import back)

# isort: split
from PySide6.QtWidgets import QApplication

from carttrack import __version__, paths
from carttrack.gui.appearance import ARGUMENTS, Look
from carttrack.gui.crash import CrashGuard
from carttrack.gui.display import missing_display
from carttrack.gui.program import Program
from carttrack.gui.settings import Settings
from carttrack.gui.window import MainWindow

PRIVATE = 0o077
"""Nothing this program writes is for other users of the computer."""


def open_program(store: Path | None) -> int:
    """Open the window on a store, on the one opened last, or on the first run.

    Returns the exit code: 0 when the window was closed, 1 when there is no display.
    """
    advice = missing_display(os.environ)
    if advice is not None:
        print(advice, file=sys.stderr)  # noqa: T201  (there is no window to say it in)
        return 1
    os.umask(PRIVATE)
    folder = paths.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(list(ARGUMENTS))
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("carttrack")
    settings = Settings(folder / "settings.ini")
    look = Look(app)
    look.begin(settings.appearance)
    window = MainWindow(settings)
    program = Program(window, settings, look, store or _usual_store(settings))
    guard = CrashGuard(folder / "errors.log")
    guard.install()
    program.begin()
    with (folder / "fault.log").open("w", encoding="utf-8") as faults:
        faulthandler.enable(faults)
        try:
            return app.exec()
        finally:
            faulthandler.disable()
            guard.remove()


def _usual_store(settings: Settings) -> Path:
    last = settings.last_store
    return last if last is not None and last.exists() else paths.default_store()
