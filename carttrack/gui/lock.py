"""Locks the screen after a time without input, and when the computer slept."""

from collections.abc import Callable
from time import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_CHECK_S = 5
_SLEPT_S = 60
WARNING_S = 60
"""How long before locking the user is warned."""
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Watches for input on the program's windows.

    It listens on the native windows, where each key and move arrives once, not on every widget.
    Time is read from the wall clock, which runs on while the computer sleeps.

    Signals:
        warned: no input for long; carries the seconds until the lock, 0 when input came again.
        due: it is time to lock.
    """

    warned = Signal(int)
    due = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = 0
        self._warning = False
        self._input_at = self._checked_at = clock()
        self._timer = QTimer(self, interval=_CHECK_S * 1000)
        self._timer.timeout.connect(self.check)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def start(self, minutes: int) -> None:
        """Begin to count from now; allow so many minutes without input."""
        self._limit = minutes * 60
        self._input_at = self._checked_at = self._clock()
        self._warning = False
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    @Slot()
    def check(self) -> None:
        """Compare the clock with the last input; the timer calls it."""
        now = self._clock()
        slept = now - self._checked_at > _SLEPT_S
        self._checked_at = now
        left = self._limit - (now - self._input_at)
        if slept or left <= 0:
            self._warning = False
            self.due.emit()
        elif left <= WARNING_S:
            self._warning = True
            self.warned.emit(round(left))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._input_at = self._clock()
            if self._warning:
                self._warning = False
                self.warned.emit(0)
        return False

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time does nothing
