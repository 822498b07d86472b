"""Painters shared by delegates and widgets: grades, states, window bars, marks of choice.

Colours come from the theme of now, sizes from the rectangle; nothing here keeps state, and
nothing here decides what a grade or a state is.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from carttrack.gui.icons import paint_icon
from carttrack.gui.theme import theme
from carttrack.gui.tokens import State

NOT_ASSESSED = "–"
"""What is drawn for a grade that was not assessed; never 0."""
CHIP_HEIGHT = 20
_GLYPH = 14
_CURRENT_BAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowBar:
    """What a window bar shows: its days, and where the state's colour comes from."""

    earliest: date
    target: date
    latest: date
    today: date
    state: State = State.LATER
    appointment: date | None = None


def paint_grade(painter: QPainter, rect: QRect | QRectF, grade: int | None) -> None:
    """Paint a grade as its digit in a square, None as a dashed square with a dash.

    The square is as large as the shorter side of `rect`, centred in it.
    """
    side = min(rect.width(), rect.height())
    square = _centred(QRectF(rect), side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = theme.font("strong")
    font.setPixelSize(max(9, round(side * 0.56)))
    painter.setFont(font)
    if grade is None:
        painter.setPen(QPen(theme.color("border_strong"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(theme.color("text2"))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, NOT_ASSESSED)
    else:
        fill, digit = theme.grade_colors(grade)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(square, 3, 3)
        painter.setPen(digit)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(grade))
    painter.restore()


def paint_pencil(painter: QPainter, rect: QRect | QRectF) -> None:
    """Paint the pencil that stands beside a grade set by hand."""
    paint_icon(painter, QRectF(rect), "pencil", "text2")


def paint_glyph(painter: QPainter, rect: QRect | QRectF, state: State) -> None:
    """Paint the glyph of a state, centred."""
    paint_icon(painter, QRectF(rect), state.glyph, f"{state.family}_fg")


def chip_size(text: str) -> QSize:
    """Return the size of a pill with its glyph and text."""
    metrics = QFontMetrics(theme.font("small", text))
    height = max(CHIP_HEIGHT, metrics.height() + 4)
    return QSize(metrics.horizontalAdvance(text) + _GLYPH + 6 + 4 + 9, height)


def paint_chip(painter: QPainter, rect: QRect | QRectF, state: State, text: str) -> None:
    """Paint a pill: the state's background, its glyph and the words."""
    box = QRectF(rect)
    front, back = theme.state_colors(state)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    paint_glyph(painter, QRectF(box.x() + 6, box.y(), _GLYPH, box.height()), state)
    painter.setFont(theme.font("small", text))
    painter.setPen(front)
    words = box.adjusted(6 + _GLYPH + 4, 0, -4, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def paint_window_bar(painter: QPainter, rect: QRect | QRectF, bar: WindowBar) -> None:
    """Paint a window: box = its days, fill = elapsed, tall line = now, thin line = target.

    The diamond is the appointment (green once done). Colours follow the state.
    """
    middle = _centred(QRectF(rect), rect.width(), 6)
    line, fill = _bar_colors(bar.state)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if bar.state not in {State.DONE, State.MISSED} and bar.today >= bar.earliest:
        elapsed = QRectF(middle)
        elapsed.setRight(_across(middle, bar, min(bar.today, bar.latest)))
        painter.fillRect(elapsed, fill)
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(middle.adjusted(0, 0, -1, -1))
    target = round(_across(middle, bar, bar.target))
    painter.setPen(QPen(theme.color("win_line"), 1))
    painter.drawLine(target, round(middle.top()) - 1, target, round(middle.bottom()))
    if bar.state not in {State.DONE, State.MISSED} and bar.today >= bar.earliest:
        now = round(_across(middle, bar, min(bar.today, bar.latest)))
        painter.fillRect(QRectF(now - 1, middle.top() - 3, 2, 12), theme.color("text"))
    if bar.appointment is not None:
        done = theme.color("done_fg" if bar.state is State.DONE else "accent")
        _paint_diamond(
            painter, QPointF(_across(middle, bar, bar.appointment), middle.center().y()), done
        )
    painter.restore()


def paint_row(painter: QPainter, rect: QRect, *, current: bool, hovered: bool) -> None:
    """Paint the ground of a table row: hover, or the fill of the current row."""
    if current:
        painter.fillRect(rect, theme.color("selected"))
    elif hovered:
        painter.fillRect(rect, theme.color("hover"))


def paint_current_bar(painter: QPainter, rect: QRect) -> None:
    """Paint the 3 px bar at the left of the current row or page."""
    bar = QRect(rect.left(), rect.top(), _CURRENT_BAR, rect.height())
    painter.fillRect(bar, theme.color("selected_line"))


def paint_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Paint the 2 px focus ring on the inner edge of a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def _bar_colors(state: State) -> tuple[QColor, QColor]:
    if state.family in {"late", "due"} and state is not State.DUE:
        return theme.state_colors(state)
    return theme.color("win_line"), theme.color("win")


def _across(box: QRectF, bar: WindowBar, day: date) -> float:
    days = max(1, (bar.latest - bar.earliest).days + 1)
    share = ((day - bar.earliest).days + 0.5) / days
    return box.left() + min(1.0, max(0.0, share)) * box.width()


def _paint_diamond(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    reach = 4.5
    points = [
        QPointF(centre.x(), centre.y() - reach),
        QPointF(centre.x() + reach, centre.y()),
        QPointF(centre.x(), centre.y() + reach),
        QPointF(centre.x() - reach, centre.y()),
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(points))


def _centred(rect: QRectF, width: float, height: float) -> QRectF:
    left = round(rect.x() + (rect.width() - width) / 2)
    top = round(rect.y() + (rect.height() - height) / 2)
    return QRectF(left, top, width, height)
