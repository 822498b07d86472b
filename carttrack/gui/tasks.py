"""Work off the GUI thread: one piece at a time, with progress, and stopped at its next step.

A worker signals through an object that is there longer than itself, knows no widget, and is waited
for by its owner. The callbacks stay in the GUI thread.
"""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from carttrack.domain.tick import Tick
from carttrack.overriding import override

Answer = TypeVar("Answer")
Then: TypeAlias = Callable[[object], None]
Failed: TypeAlias = Callable[[Exception], None]


class Cancelled(Exception):  # noqa: N818  (not an error: the user stopped the work)
    """The work was stopped at a step."""


class _Work(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run

    @override
    def run(self) -> None:
        self._run()


class Tasks(QObject):
    """One piece of work at a time in a thread of its own, answered on the GUI thread.

    Signals:
        started: work began; carries the sentence that says what it is.
        progressed: steps done, steps in all.
        finished: nothing runs any more.
    """

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stopped = Event()
        self._answers: tuple[Then, Failed] | None = None
        self._ended.connect(self._answer)  # queued, for a worker's thread is never this one

    @property
    def busy(self) -> bool:
        """Whether work is running; then `run` raises."""
        return self._answers is not None

    def run(
        self, work: Callable[[Tick], object], *, then: Then, failed: Failed, what: str = ""
    ) -> None:
        """Start `work`; call `then` with its answer, or `failed` with what it raised.

        `work` gets a `Tick` to report its steps by; it must hold no widget. Stopped work calls
        neither. Raises `RuntimeError` while other work is running.
        """
        if self._answers is not None:
            raise RuntimeError("one piece of work at a time")
        self._stopped.clear()
        self._answers = (then, failed)
        self.started.emit(what)
        self._pool.start(_Work(partial(self._work, work)))

    def stop(self) -> None:
        """Stop the work at its next step."""
        self._stopped.set()

    def close(self) -> None:
        """Stop the work and wait for it; its answer is not given any more."""
        self.stop()
        self._answers = None
        self._pool.waitForDone()

    def _work(self, work: Callable[[Tick], object]) -> None:
        try:
            self._ended.emit(work(self._tick), None)
        except Exception as error:  # noqa: BLE001  (told apart on the GUI thread)
            self._ended.emit(None, error)

    def _tick(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    @Slot(object, object)
    def _answer(self, result: object, error: Exception | None) -> None:
        if self._answers is None:
            return
        (then, failed), self._answers = self._answers, None
        try:
            if error is None:
                then(result)
            elif not isinstance(error, Cancelled):
                failed(error)
        finally:
            self.finished.emit()
