"""Entries of a list corrected and made void: by menu, by button, by Enter and Delete."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu

from carttrack.gui.pages.patient_acts import ONLY_VOID, CaseActs, Entered
from carttrack.gui.widgets.buttons import IconButton

Entries = Callable[[], tuple[Entered, ...]]


class EntryKeys(QObject):
    """Gives a list its context menu, Delete, and a pencil button that opens the same menu.

    `entries` returns those of the current row, the one that Enter corrects first.
    """

    def __init__(self, view: QAbstractItemView, acts: CaseActs, entries: Entries) -> None:
        super().__init__(view)
        self._view, self._acts, self._entries = view, acts, entries
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_at)
        self.void_action = QAction(self.tr("Make void…"), view)
        self.void_action.setShortcut(Qt.Key.Key_Delete)
        self.void_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.void_action.triggered.connect(self.void)
        view.addAction(self.void_action)

    def button(self) -> IconButton:
        """Return a button that opens the menu of the current row under itself."""
        made = IconButton("pencil", self.tr("Correct or make void (Enter, Delete)"))
        made.clicked.connect(lambda: self._pop_up(made.mapToGlobal(QPoint(0, made.height()))))
        return made

    @Slot()
    def correct(self) -> bool:
        """Correct the first entry of the current row; false where nothing can be corrected."""
        for entered in self._entries():
            if entered.kind not in ONLY_VOID:
                self._acts.correct(entered.kind, entered.kept)
                return True
        return False

    @Slot()
    def void(self) -> None:
        """Make the entry of the current row void; of several the menu lets choose."""
        offered = self._entries()
        if len(offered) == 1:
            self._acts.void(offered[0].kind, offered[0].kept)
        elif offered:
            rect = self._view.visualRect(self._view.currentIndex())
            self._pop_up(self._view.viewport().mapToGlobal(rect.bottomLeft() + QPoint(20, 0)))

    @Slot(QPoint)
    def _open_at(self, at: QPoint) -> None:
        self._pop_up(self._view.viewport().mapToGlobal(at))

    def _pop_up(self, at: QPoint) -> QMenu | None:
        return self._acts.pop_up(self._entries(), self._view, at)
