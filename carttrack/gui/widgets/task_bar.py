"""Progress of long work, with Cancel."""

from time import monotonic

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from carttrack.gui.tasks import Tasks
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.labels import Label

APPEARS_MS = 400
_MINUTE = 60


class TaskBar(QFrame):
    """Follows `Tasks`: shown when work takes over 400 ms, with its steps and the time left.

    `keeps` says what Cancel keeps ("Cancel keeps the 18 made."), with `{0}` for the steps done.
    """

    def __init__(self, tasks: Tasks, *, keeps: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._tasks, self._keeps = tasks, keeps
        self._what, self._began = "", 0.0
        self.words = Label(parent=self)
        self.left = Label(role="small", tone="text2", parent=self)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.cancel = Button(self.tr("Cancel"), size="small", parent=self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._lay_out()
        self._delay.timeout.connect(self.show)
        self.cancel.clicked.connect(tasks.stop)
        tasks.started.connect(self._start)
        tasks.progressed.connect(self._step)
        tasks.finished.connect(self._end)
        self.hide()

    @Slot(str)
    def _start(self, what: str) -> None:
        self._what, self._began = what, monotonic()
        self.words.setText(what)
        self.left.setText("")
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(what)
        self._delay.start(APPEARS_MS)

    @Slot(int, int)
    def _step(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.words.setText(self.tr("{0}, {1} of {2}").format(self._what, done, total))
        self.left.setText(" ".join(filter(None, (self._time_left(done, total), self._kept(done)))))

    @Slot()
    def _end(self) -> None:
        self._delay.stop()
        self.hide()

    def _time_left(self, done: int, total: int) -> str:
        if not done or done >= total:
            return ""
        seconds = (monotonic() - self._began) / done * (total - done)
        if seconds < _MINUTE:
            return self.tr("About {0} s left.").format(max(1, round(seconds)))
        return self.tr("About {0} min left.").format(round(seconds / _MINUTE))

    def _kept(self, done: int) -> str:
        return self._keeps.format(done) if self._keeps else ""

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.left)
        column.addStretch()
