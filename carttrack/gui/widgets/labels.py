"""Text on the screen: always plain text, so that a patient's name is never markup."""

import re

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from carttrack.gui.fonts import TABULAR
from carttrack.gui.icons import paint_icon
from carttrack.gui.theme import tabular
from carttrack.overriding import override

_PLAIN = "PlainText"
"""Set by name, as all of Qt's own enums that the first window needs (see `carttrack.gui`)."""

_SPACE, _JOINER = "\u00a0", "\u2060"
_UNITS = "kg|mg|µg|g|mL|L|mmHg|h|min|s|d|mo|y|%|°C|×"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TOGETHER = re.compile(
    rf"(?<=\d) (?=(?:{_UNITS}|{_MONTHS})(?![A-Za-z]))|(?<=×) (?=\d)|(?<=Day) (?=[+−\d])"
)
"""The space between a number and its unit, a day and its month."""
_INSIDE = re.compile(r"(?<=\b[A-Z])-(?=[A-Z]{2})")
"""The hyphen of an abbreviation: B-ALL."""


class Label(QLabel):
    """A line or paragraph in a type role and tone of the theme.

    A number and its unit stay in one line; `text` gives the words back as they were set.

    `role` is one of `tokens.ROLES`; `tone` is empty, `text2`, `text3`, `accent`, `late`, `due`,
    `done`, `booked` or `inverse`.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        tone: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", _PLAIN)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        font = self.font()
        if tabular(text) is not font.isFeatureSet(TABULAR):
            if tabular(text):
                font.setFeature(TABULAR, 1)
            else:
                font.unsetFeature(TABULAR)
            self.setFont(font)
        super().setText(_TOGETHER.sub(_SPACE, _INSIDE.sub(f"-{_JOINER}", text)))

    @override
    def text(self) -> str:
        return super().text().replace(_SPACE, " ").replace(_JOINER, "")

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self._restyle("tone", tone)

    def set_role(self, role: str) -> None:
        """Change size and weight."""
        self._restyle("role", role)

    def _restyle(self, name: str, value: str) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(Label):
    """A line that elides at the right where it does not fit, with the whole text as tooltip."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.contentsRect()
        if self.fontMetrics().horizontalAdvance(self.text()) <= box.width():
            self.setToolTip("")
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        right = QtCore.Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), right, box.width())
        self.setToolTip(self.text())
        painter.drawText(box, self.alignment(), shown)


class IconLabel(QWidget):
    """An icon that only decorates the words beside it."""

    def __init__(
        self, name: str, color: str = "text2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._color = name, color
        self.setFixedSize(size, size)

    def show_icon(self, name: str, color: str) -> None:
        """Show another icon."""
        self._name, self._color = name, color
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), self._name, self._color)


def at_top(widget: QWidget) -> QVBoxLayout:
    """Return a column that keeps a widget at its upper end, beside words of several lines."""
    column = QVBoxLayout()
    column.addWidget(widget)
    column.addStretch()
    return column


def line(parent: QWidget | None = None, *, upright: bool = False, soft: bool = False) -> QFrame:
    """Return a 1 px line between parts; `soft` as between rows."""
    made = QFrame(parent)
    made.setObjectName("softLine" if soft else "line")
    if upright:
        made.setFixedWidth(1)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    else:
        made.setFixedHeight(1)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def key_hint(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a key as it is drawn in hints (`Tab`, `Enter`)."""
    made = QLabel(text, parent)
    made.setProperty("textFormat", _PLAIN)
    made.setObjectName("key")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
