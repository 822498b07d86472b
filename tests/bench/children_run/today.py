"""From the passphrase entered to Today painted, in a process that has shown its unlock window."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from typing_extensions import override

from carttrack import app
from carttrack.gui.program import Program
from tests.bench.statements import Statements
from tests.bench.stopwatch import Stopwatch
from tests.bench.stores import PASSPHRASE, now

STORE, SLOW = Path(sys.argv[2]), sys.argv[3] == "1"
PAUSE_MS = 200
"""What is still to be done after the warming (fonts) is done in this time."""
PATIENCE_MS = 60_000


class TimedProgram(Program):
    """Unlocks by itself once it is warm, and tells when Today was painted with its content."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._is_read = False
        self._is_told = False
        self.warmed.connect(self._prepare)
        QTimer.singleShot(PATIENCE_MS, self._give_up)

    def _prepare(self) -> None:
        from carttrack.gui.pages import opening  # noqa: PLC0415  (imported by the warming)
        from carttrack.services import access, worklist  # noqa: PLC0415

        opening.__dict__["open_clinic"] = partial(access.open_clinic, now=now)
        read = worklist.today

        def reading(*asked: Any, **more: Any) -> Any:
            view = read(*asked, **more)
            self._is_read = True
            return view

        worklist.__dict__["today"] = reading
        QTimer.singleShot(PAUSE_MS, self._unlock)

    def _unlock(self) -> None:
        page = self._entrance.unlock
        page.secret.setText(PASSPHRASE)
        self._counted = Statements()
        self._stopwatch = Stopwatch()
        page.submit()

    @override
    def _enter(self, opened: Any) -> None:
        super()._enter(opened)
        assert self.session is not None
        page = self.session.shell.page
        assert page is not None
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_read and not self._is_told:
            self._is_told = True
            QTimer.singleShot(0, self._tell)
        return False

    def _give_up(self) -> None:
        said = self._entrance.unlock.problem
        print(f"Today was not painted. {said.accessibleName()}", file=sys.stderr, flush=True)
        os._exit(1)

    def _tell(self) -> None:
        print(*self._stopwatch.read(slow=SLOW, statements=self._counted.stop()), flush=True)
        self._window.close()


app.__dict__["Program"] = TimedProgram
sys.exit(app.open_program(STORE))
