"""The last resort: an error nobody foresaw is logged without data, shown once, and survived."""

import sys
import threading
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from carttrack import __version__

if TYPE_CHECKING:
    from carttrack.gui.crash_dialog import CrashDialog

_PACKAGE = Path(__file__).resolve().parent.parent


def describe(error: BaseException) -> str:
    """Return the kinds of an error and the places in the code it passed; never its message.

    A message may carry what a user typed, a kind and a line number cannot.
    """
    from traceback import extract_tb  # noqa: PLC0415  (the first window does not wait for it)

    lines = [f"carttrack {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _place(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return f"carttrack/{path.relative_to(_PACKAGE).as_posix()}"
    return path.name


class CrashGuard(QObject):
    """Receives every error that nobody caught, from any thread, and lets the program go on.

    Signals:
        crashed: an error was logged; carries its description.
    """

    crashed = Signal(str)

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._shown: CrashDialog | None = None
        self.crashed.connect(self._show_soon)

    def install(self) -> None:
        """Take the place of the interpreter's own reports."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def remove(self) -> None:
        """Give the interpreter its own reports back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _from_main(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        self._take(error)

    def _from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._take(caught.exc_value)

    def _take(self, error: BaseException) -> None:
        from datetime import UTC, datetime  # noqa: PLC0415  (the first window does not wait for it)

        text = describe(error)
        print(text, file=sys.stderr)  # noqa: T201  (for whoever started it from a terminal)
        try:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{text}\n\n")
        except OSError as refused:
            print(refused.strerror, file=sys.stderr)  # noqa: T201
        self.crashed.emit(text)

    @Slot(str)
    def _show_soon(self, text: str) -> None:
        """Show it from the event loop: nothing is opened in the midst of what went wrong."""
        QTimer.singleShot(0, self, partial(self._show, text))

    def _show(self, text: str) -> None:
        from carttrack.gui.crash_dialog import CrashDialog  # noqa: PLC0415  (seldom needed)

        if self._shown is not None and self._shown.isVisible():
            self._shown.add(text)
            return
        self._shown = CrashDialog(text)
        self._shown.show()
