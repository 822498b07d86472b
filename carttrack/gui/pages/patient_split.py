"""A screen with a pane at its right; without room for it the pane stands below and all scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.pages.patient_parts import SidePane

_LEAST_HEIGHT = 330


class Split(QScrollArea):
    """Puts `pane` beside `left`, or below it when `left` would be narrower than `least` pixels."""

    def __init__(
        self, left: QWidget, pane: SidePane, *, least: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._pane, self._least = left, pane, least
        self._wide = pane.width()
        left.setMinimumWidth(least)
        content = QWidget()
        content.setObjectName("surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(left, 1)
        self._row.addWidget(pane)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    @property
    def stacked(self) -> bool:
        """Whether the pane stands below."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < self._least + self._wide
        if stacked == self.stacked:
            return
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        self._left.setMinimumHeight(_LEAST_HEIGHT if stacked else 0)
        self._pane.setMinimumHeight(_LEAST_HEIGHT if stacked else 0)
        if stacked:
            self._pane.setMinimumWidth(0)
            self._pane.setMaximumWidth(self.maximumWidth())
        else:
            self._pane.setFixedWidth(self._wide)


def split_page(page: QWidget, parts: Sequence[QWidget], pane: SidePane, *, least: int) -> None:
    """Lay out a page: `parts` below one another, the last taking what is left, `pane` beside."""
    left = QFrame()
    left.setObjectName("pane")
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretch(len(parts) - 1, 1)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(Split(left, pane, least=least))
