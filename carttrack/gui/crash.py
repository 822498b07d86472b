"""The last resort: an error nobody foresaw is logged without data, shown once, and survived."""

import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from carttrack import __version__
from carttrack.gui.widgets.buttons import Button, Kind
from carttrack.gui.widgets.labels import Label

_WIDTH, _HEIGHT = 620, 380
_PACKAGE = Path(__file__).resolve().parent.parent


def describe(error: BaseException) -> str:
    """Return the kinds of an error and the places in the code it passed; never its message.

    A message may carry what a user typed, a kind and a line number cannot.
    """
    lines = [f"carttrack {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
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
        self.crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

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
        text = describe(error)
        print(text, file=sys.stderr)  # noqa: T201  (for whoever started it from a terminal)
        try:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{text}\n\n")
        except OSError as refused:
            print(refused.strerror, file=sys.stderr)  # noqa: T201
        self.crashed.emit(text)

    @Slot(str)
    def _show(self, text: str) -> None:
        if self._shown is not None and self._shown.isVisible():
            self._shown.add(text)
            return
        self._shown = CrashDialog(text, QGuiApplication.applicationDisplayName())
        self._shown.show()


class CrashDialog(QDialog):
    """Says that something failed, what was kept, and what to pass on; shown once at a time."""

    def __init__(self, text: str, program: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("{0}: something failed").format(program or "carttrack"))
        self.resize(_WIDTH, _HEIGHT)
        self.details = QPlainTextEdit(text, self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("What to pass on"))
        self.copy = Button(self.tr("&Copy"), icon="copy", parent=self)
        self.go_on = Button(self.tr("&Go on"), kind=Kind.PRIMARY, parent=self)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)

    def add(self, text: str) -> None:
        """Add a further failure to the one shown."""
        self.details.appendPlainText(f"\n{text}")

    def _lay_out(self) -> None:
        title = Label(self.tr("Something failed that should not"), role="section")
        kept = Label(
            self.tr(
                "The last action was not carried out. Everything saved before it is on record, "
                "open forms stay open. You can go on working. Copy the lines below for whoever "
                "looks after the program: they name places in the program, no patient."
            ),
            tone="text2",
            wrap=True,
        )
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch()
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(kept)
        column.addWidget(self.details, 1)
        column.addLayout(foot)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
