"""Check boxes and radio buttons, painted: QSS cannot tint their marks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt takes one base of its own; what the two share is a plain class

_BOX = 16
_GAP = 8
_HEIGHT = 24


class _Worded(_Button):
    """A painted mark with its words behind it; all of it answers to the mouse."""

    @override
    def sizeHint(self) -> QSize:
        return _size(self, self.text())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object) -> bool:
        return True


class Check(_Worded, QCheckBox):
    """A check box; `setTristate(True)` makes the middle state "not recorded", drawn as a dash."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("ring", True)  # noqa: FBT003  (Qt's signature)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_check(painter, _box(self), self.checkState(), enabled=self.isEnabled())
        _paint_words(self, painter, self.text())


class Radio(_Worded, QRadioButton):
    """A radio button."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("ring", True)  # noqa: FBT003  (Qt's signature)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_radio(painter, _box(self), on=self.isChecked(), enabled=self.isEnabled())
        _paint_words(self, painter, self.text())


def paint_check(
    painter: QPainter, box: QRectF, state: Qt.CheckState, *, enabled: bool = True
) -> None:
    """Paint the box of a check box in its state."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on = state == Qt.CheckState.Checked
    edge = "accent" if on else "border_strong"
    painter.setPen(QPen(theme.color(edge if enabled else "border"), 1))
    painter.setBrush(theme.color("accent" if on and enabled else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if state != Qt.CheckState.Unchecked:
        ink = "on_accent" if on else "text2"
        pen = QPen(theme.color(ink if enabled else "disabled"), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        at = box.topLeft()
        marks = [QPointF(4, 8.3), QPointF(7, 11.2), QPointF(12, 5.2)]
        if not on:
            marks = [QPointF(4.5, 8), QPointF(11.5, 8)]
        painter.drawPolyline([at + mark for mark in marks])
    painter.restore()


def paint_radio(painter: QPainter, box: QRectF, *, on: bool, enabled: bool = True) -> None:
    """Paint the circle of a radio button."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "accent" if on else "border_strong"
    painter.setPen(QPen(theme.color(edge if enabled else "border"), 1.5 if on else 1))
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if enabled else "disabled"))
        painter.drawEllipse(box.adjusted(4, 4, -4, -4))
    painter.restore()


def _box(widget: QWidget) -> QRectF:
    return QRectF(1, (widget.height() - _BOX) // 2, _BOX, _BOX)


def _size(widget: QWidget, text: str) -> QSize:
    metrics = widget.fontMetrics()
    width = _BOX + 2 + (_GAP + metrics.horizontalAdvance(text.replace("&", "")) if text else 0)
    return QSize(width + 2, max(_HEIGHT, metrics.height() + 6))


def _paint_words(widget: QWidget, painter: QPainter, text: str) -> None:
    painter.setFont(widget.font())
    painter.setPen(theme.color("text" if widget.isEnabled() else "disabled"))
    box = widget.rect().adjusted(_BOX + 2 + _GAP, 0, 0, 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic
    painter.drawText(box, int(flags), text)
