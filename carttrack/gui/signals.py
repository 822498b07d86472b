"""Ctrl+C and the system's request to end: heard while Qt's loop idles."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_HEARD = (signal.SIGINT, signal.SIGTERM)


class SignalWatch(QObject):
    """Turns a signal of the system into one of Qt's.

    Python runs its handlers only between two of its own instructions, and Qt's loop executes
    none while it waits; the wake-up descriptor is written at once, and Qt listens to it. What
    runs at that moment, a transaction for example, ends first.

    Signals:
        ended: the program was asked to end.
    """

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)  # noqa: FBT003  (the socket's signature)
        self._before = {number: signal.signal(number, _take_note) for number in _HEARD}
        self._former_fd = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def stop(self) -> None:
        """Hear no more, and give the signals back to who had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._former_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._near.close()
        self._far.close()

    @Slot()
    def _read(self) -> None:
        numbers = set(self._near.recv(64))
        if numbers & {int(number) for number in _HEARD}:
            self.ended.emit()


def _take_note(_number: int, _frame: object) -> None:
    """Replace Python's handler, which would raise in the middle of whatever runs."""
