"""The marks of planned assessments: painted in cells, shown beside words, explained below."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.follow_up.standing import Mark
from carttrack.gui.icons import paint_icon
from carttrack.gui.theme import theme
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import Label

_DISC = 10
_SIGNS = {Mark.NOT_PLANNED: "·", Mark.NOT_RECORDED: "–"}


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark) -> None:
    """Paint what is on record of an assessment: check, circles, hourglass, dot or dash."""
    middle = rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    square = QRectF(0, 0, 16, 16)
    square.moveCenter(middle)
    if mark is Mark.DONE:
        paint_icon(painter, square, "check", "done_fg")
    elif mark is Mark.PENDING:
        paint_icon(painter, square, "hourglass-low", "due_fg")
    elif mark in _SIGNS:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text3"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _SIGNS[mark])
    else:
        is_open = mark is Mark.OPEN
        painter.setPen(QPen(theme.color("due_fg" if is_open else "text3"), 2 if is_open else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, _DISC / 2, _DISC / 2)
    painter.restore()


class MarkView(QWidget):
    """A mark of the table, beside its words."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setFixedSize(QSize(16, 18))

    def show_mark(self, mark: Mark) -> None:
        """Show another mark."""
        self._mark = mark
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self._mark)


class Legend(QWidget):
    """What the marks of the table mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        flow = FlowLayout(inner, gap=14)
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 6, 16, 8)
        around.addWidget(inner)
        for mark, text in (
            (Mark.DONE, self.tr("on record")),
            (Mark.PENDING, self.tr("pending")),
            (Mark.OPEN, self.tr("open")),
            (Mark.PLANNED, self.tr("planned")),
            (Mark.NOT_RECORDED, self.tr("not recorded")),
        ):
            flow.addWidget(_pair(MarkView(mark), text))
        odd = Label(self.tr("Sat"), role="small_strong", tone="due")
        flow.addWidget(_pair(odd, self.tr("target is not a working day")))
        flow.addWidget(
            Label(
                self.tr("dotted: the clinic's query window"),
                role="small",
                tone="text2",
            )
        )


def _pair(mark: QWidget, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(mark)
    row.addWidget(Label(text, role="small", tone="text2"))
    return made
