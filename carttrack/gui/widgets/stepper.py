"""The steps of a course in a row, each with its dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from carttrack.gui.icons import paint_icon
from carttrack.gui.theme import theme

_MARK = 18
_NARROWEST = 110


class Standing(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMark:
    """One step: `value` is what `step_opened` carries, `lines` its dates in small type."""

    value: object
    title: str
    standing: Standing
    lines: tuple[str, ...] = ()


class Stepper(QWidget):
    """Steps left to right; each takes the focus, arrows move, Enter or a click opens.

    Signals:
        step_opened: a step was opened; carries its value.
    """

    step_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pathway"))
        self._steps: list[_Step] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    @property
    def steps(self) -> tuple[QAbstractButton, ...]:
        """The steps as buttons, in order."""
        return tuple(self._steps)

    def show_steps(self, marks: Sequence[StepMark]) -> None:
        """Show steps; those of the same count keep their focus."""
        if len(marks) != len(self._steps):
            self._remake(len(marks))
        for step, mark in zip(self._steps, marks, strict=True):
            step.show_mark(mark)

    def _remake(self, count: int) -> None:
        for step in self._steps:
            self._row.removeWidget(step)
            step.hide()
            step.deleteLater()
        self._steps = [_Step(last=place == count - 1) for place in range(count)]
        for step in self._steps:
            step.clicked.connect(partial(self._open, step))
            self._row.addWidget(step, 1)

    def _open(self, step: "_Step", *_checked: bool) -> None:
        self.step_opened.emit(step.mark.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        focused = next((n for n, step in enumerate(self._steps) if step.hasFocus()), None)
        move = moves.get(Qt.Key(event.key()))
        if focused is None or move is None:
            super().keyPressEvent(event)
            return
        wanted = min(max(focused + move, 0), len(self._steps) - 1)
        self._steps[wanted].setFocus(Qt.FocusReason.TabFocusReason)


class _Step(QAbstractButton):
    def __init__(self, *, last: bool) -> None:
        super().__init__()
        self._last = last
        self.mark = StepMark(value=None, title="", standing=Standing.AHEAD)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: StepMark) -> None:
        self.mark = mark
        states = {
            Standing.DONE: self.tr("done"),
            Standing.CURRENT: self.tr("current step"),
            Standing.AHEAD: self.tr("ahead"),
            Standing.SKIPPED: self.tr("skipped"),
        }
        self.setAccessibleName(", ".join((mark.title, states[mark.standing], *mark.lines)))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        lines = max(2, len(self.mark.lines))
        height = _MARK + 4 + _line("strong") + lines * _line("small") + 4
        return QSize(_NARROWEST, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        standing = self.mark.standing
        self._paint_mark(painter, standing)
        top = _MARK + 4
        ahead = standing in {Standing.AHEAD, Standing.SKIPPED}
        self._write(painter, "body" if ahead else "strong", "text2" if ahead else "text", top)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3" if ahead else "text2"))
        top += _line("strong")
        for words in self.mark.lines:
            box = QRect(0, top, self.width() - 8, _line("small"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, _elided(painter, words, box))
            top += _line("small")

    def _write(self, painter: QPainter, role: str, ink: str, top: int) -> None:
        painter.setFont(theme.font(role, self.mark.title))
        painter.setPen(theme.color(ink))
        box = QRect(0, top, self.width() - 8, _line("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, _elided(painter, self.mark.title, box))

    def _paint_mark(self, painter: QPainter, standing: Standing) -> None:
        disc = QRectF(1, 1, _MARK - 2, _MARK - 2)
        if not self._last:
            ink = {Standing.DONE: "done_fg", Standing.SKIPPED: "border_strong"}
            painter.setPen(QPen(theme.color(ink.get(standing, "border_strong")), 1.5))
            middle = _MARK / 2
            painter.drawLine(QPointF(_MARK + 4, middle), QPointF(self.width() - 4, middle))
        if standing is Standing.DONE:
            paint_icon(painter, QRectF(0, 0, _MARK, _MARK), "circle-check-filled", "done_fg")
        elif standing is Standing.CURRENT:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(disc.adjusted(4, 4, -4, -4))
        else:
            name = "circle-dashed" if standing is Standing.AHEAD else "circle-x-filled"
            paint_icon(painter, QRectF(0, 0, _MARK, _MARK), name, "text3")

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


def _line(role: str) -> int:
    return max(QFontMetrics(theme.font(role)).height(), theme.line(role) - 2)


def _elided(painter: QPainter, words: str, box: QRect) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
