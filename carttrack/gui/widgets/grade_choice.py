"""A list of findings, one of which is chosen; beside each the grade it calls for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.draw import paint_grade
from carttrack.gui.theme import theme
from carttrack.gui.widgets.checks import Radio, paint_radio

Value = TypeVar("Value")

_ROW = 28
_SQUARE = 18


@dataclass(frozen=True)  # with slots, GradeOption[T](…) fails on Python 3.11
class GradeOption(Generic[Value]):
    """One finding with the grade that it sets alone; 0 for none, None where it sets no grade."""

    value: Value
    text: str
    grade: int | None


class GradeChoice(QFrame, Generic[Value]):
    """Radio rows with grade squares; it may stay unset, which is "not recorded".

    Typing a grade digit picks the first option that sets it (0 = none); Backspace or Delete
    unsets.

    Signals:
        chosen: the user chose; carries the value, or None when unset.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[GradeOption[Value]],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choiceList")
        self.setAccessibleName(name)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for place, option in enumerate(self._options):
            row = _Row(option.text, option.grade, last=place == len(self._options) - 1)
            row.setAccessibleName(f"{name}: {option.text}")
            self._group.addButton(row, place)
            column.addWidget(row)
        self.setFocusProxy(self._group.button(0))
        self._group.buttonClicked.connect(self._tell)

    @property
    def value(self) -> Value | None:
        """The finding chosen, None while unset (not recorded)."""
        place = self._group.checkedId()
        return self._options[place].value if place >= 0 else None

    def choose(self, value: Value | None) -> None:
        """Choose without telling; None unsets. Raises `ValueError` for an unknown value."""
        values = [option.value for option in self._options]
        wanted = None if value is None else self._group.button(values.index(value))
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(button is wanted)
        self._group.setExclusive(True)
        self.setFocusProxy(wanted or self._group.button(0))

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        self.setFocusProxy(button)
        self.chosen.emit(self.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.choose(None)
            self.chosen.emit(None)
            return
        if not event.text().isdigit() or not self._pick(int(event.text())):
            super().keyPressEvent(event)

    def _pick(self, grade: int) -> bool:
        for place, option in enumerate(self._options):
            if option.grade == grade:
                button = self._group.button(place)
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                button.click()
                return True
        return False


class _Row(Radio):
    def __init__(self, text: str, grade: int | None, *, last: bool) -> None:
        super().__init__(text)
        self.setProperty("ring", False)  # noqa: FBT003  (rings its circle itself)
        self.setMouseTracking(True)
        self._grade, self._last = grade, last

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        height = max(_ROW, self.fontMetrics().height() + 8)
        return QSize(hint.width() + _SQUARE + 24, height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() or event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.color("selected"))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme.color("hover"))
        if not self._last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border"))
        circle = QRectF(9, (self.height() - 16) // 2, 16, 16)
        paint_radio(painter, circle, on=self.isChecked(), enabled=self.isEnabled())
        if self.hasFocus():
            self._paint_focus(painter, circle)
        painter.setFont(self.font())
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        left, right = 33, _SQUARE + 18
        box = QRect(left, 0, self.width() - left - right, self.height())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip(self.text() if words != self.text() else "")
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        self._paint_grade(painter)

    def _paint_grade(self, painter: QPainter) -> None:
        edge = self.width() - 9
        if self._grade:
            square = QRectF(edge - _SQUARE, (self.height() - _SQUARE) / 2, _SQUARE, _SQUARE)
            paint_grade(painter, square, self._grade)
        elif self._grade == 0:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(0, 0, edge, self.height()), flags, self.tr("none"))

    @staticmethod
    def _paint_focus(painter: QPainter, circle: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.restore()
