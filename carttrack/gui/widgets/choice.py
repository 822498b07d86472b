"""One of several options in a combo box; the values stay Python values."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionComboBox, QWidget

from carttrack.gui.icons import paint_icon
from carttrack.overriding import override

Value = TypeVar("Value")
_SIDES = 32
"""The edges of the field and its arrow, in pixels."""


class Choice(QComboBox, Generic[Value]):
    """A combo box over (value, text) pairs with an explicit empty entry, "not recorded".

    Qt's item data would turn an enum member into a plain text, so the values are kept here. With
    `empty=None` something is always chosen. The wheel never changes it.

    Signals:
        chosen: the user chose; carries the value, or None for the empty entry.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Value, str]] = (),
        *,
        name: str,
        empty: str | None = "",
        value: Value | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._dressed = False
        self._empty = self.tr("not recorded") if empty == "" else empty
        self._values: tuple[Value | None, ...] = ()
        self.activated.connect(self._tell)
        self.offer(options, value)

    @property
    def value(self) -> Value | None:
        """The value chosen, None for the empty entry."""
        place = self.currentIndex()
        return self._values[place] if place >= 0 else None

    def choose(self, value: Value | None) -> None:
        """Choose without telling; raises `ValueError` for an unknown value."""
        self.setCurrentIndex(self._values.index(value))

    def offer(self, options: Sequence[tuple[Value, str]], value: Value | None = None) -> None:
        """Offer other options and choose one of them without telling."""
        self.clear()
        head: tuple[Value | None, ...] = () if self._empty is None else (None,)
        self._values = head + tuple(option for option, _ in options)
        self.addItems([*([] if self._empty is None else [self._empty]), *(t for _, t in options)])
        if value is not None or head:
            self.choose(value)

    @Slot(int)
    def _tell(self, _place: int) -> None:
        self.chosen.emit(self.value)

    @override
    def showPopup(self) -> None:
        if not self._dressed:  # the list is made when it is first shown, not with the field
            self._dressed = True
            self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet reaches only this one
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Show what does not fit with an ellipsis instead of cutting a letter."""
        super().initStyleOption(option)
        room, words = self.width() - _SIDES, self.fontMetrics()
        if words.horizontalAdvance(option.currentText) > room:
            right = QtCore.Qt.TextElideMode.ElideRight
            option.currentText = words.elidedText(option.currentText, right, room)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box = QRectF(self.width() - 22, 0, 14, self.height())
        paint_icon(QPainter(self), box, "chevron-down", "text2" if self.isEnabled() else "disabled")
