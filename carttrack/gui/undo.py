"""One undo stack for the program; an act is undone by its counter-act, never unwritten."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from carttrack.domain.errors import CarttrackError


class Act(QUndoCommand):
    """Something that was done already and can be taken back: two calls of services.

    `undo_it` takes it back, `redo_it` does it again. When one fails (the record has changed
    since), the command becomes obsolete and `failed` gets the error.
    """

    def __init__(
        self,
        text: str,
        *,
        undo_it: Callable[[], object],
        redo_it: Callable[[], object],
        failed: Callable[[CarttrackError], None],
    ) -> None:
        super().__init__(text)
        self._undo_it, self._redo_it, self._failed = undo_it, redo_it, failed
        self._done = True

    @override
    def undo(self) -> None:
        self._try(self._undo_it)

    @override
    def redo(self) -> None:
        if self._done:  # the push of something done already
            self._done = False
            return
        self._try(self._redo_it)

    def _try(self, call: Callable[[], object]) -> None:
        try:
            call()
        except CarttrackError as error:
            self.setObsolete(True)
            self._failed(error)


class UndoStack(QUndoStack):
    """The program's acts in order, kept across screens until it closes.

    Signals:
        done: an act was pushed; carries its sentence for the Undo bar.
        failed: an act could not be undone or done again; carries the `CarttrackError`.
    """

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoLimit(200)

    def did(
        self, text: str, *, undo_it: Callable[[], object], redo_it: Callable[[], object]
    ) -> None:
        """Remember something that was done, and show it in the Undo bar."""
        self.push(Act(text, undo_it=undo_it, redo_it=redo_it, failed=self.failed.emit))
        self.done.emit(text)
