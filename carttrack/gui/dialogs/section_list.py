"""The sections of a long form at its left: where one is, and a way to each."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme

_AHEAD = 40


class SectionList(QFrame):
    """One button a section; pressing it scrolls there and puts the cursor into its first field."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("derived")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._places: list[tuple[QWidget, QWidget]] = []
        self._scroll: QScrollArea | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(2)
        self._column.addStretch()
        self._group.idClicked.connect(self.go_to)

    def add(self, title: str, head: QWidget, first: QWidget) -> None:
        """Add a section with its heading and its first field."""
        button = QToolButton(self)
        button.setText(title)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes through the form itself
        button.toggled.connect(partial(_embolden, button))
        self._group.addButton(button, len(self._places))
        self._column.insertWidget(len(self._places), button)
        self._places.append((head, first))

    def follow(self, scroll: QScrollArea) -> None:
        """Mark the section that is seen at the top of this form."""
        self._scroll = scroll
        scroll.verticalScrollBar().valueChanged.connect(self._mark)

    @Slot(int)
    def go_to(self, place: int) -> None:
        """Scroll to a section and put the cursor into its first field."""
        head, first = self._places[place]
        if self._scroll is not None:
            self._scroll.verticalScrollBar().setValue(self._top(head) - 8)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._group.button(place).setChecked(True)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._mark)  # once the form has its layout

    @Slot()
    def _mark(self) -> None:
        if self._scroll is None:
            return
        seen = self._scroll.verticalScrollBar().value() + _AHEAD
        above = [at for at, (head, _) in enumerate(self._places) if self._top(head) <= seen]
        self._group.button(above[-1] if above else 0).setChecked(True)

    def _top(self, head: QWidget) -> int:
        inside = self._scroll.widget() if self._scroll else None
        return head.mapTo(inside, head.rect().topLeft()).y() if inside else 0


def _embolden(button: QToolButton, checked: bool) -> None:  # noqa: FBT001  (Qt's signal)
    button.setFont(theme.font("strong" if checked else "body"))
