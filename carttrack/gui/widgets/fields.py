"""Text fields: one line, several lines, numbers. They read text and say what is wrong with it."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme
from carttrack.gui.widgets.line_field import LineField

__all__ = ["DecimalField", "LineField", "TextField", "WholeField"]

_UNIT_GAP = 6


class TextField(QPlainTextEdit):
    """Several lines of text; Tab leaves the field.

    Signals:
        edited: the text changed while the user has the focus.
    """

    edited = Signal()

    def __init__(
        self, *, name: str, hint: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.textChanged.connect(self._tell)

    @property
    def value(self) -> str:
        """The text as typed, without blanks at its ends."""
        return self.toPlainText().strip()

    def show_value(self, value: str) -> None:
        """Show a text."""
        self.setPlainText(value)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().lineSpacing() * self._lines + 14)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    @Slot()
    def _tell(self) -> None:
        if self.hasFocus():
            self.edited.emit()


class DecimalField(LineField):
    """A number as text, its unit inside at the right; never a spin box, no default.

    `value_or_none` is a `Decimal`, or None while the field is empty or holds no number; `error`
    tells the two apart. A decimal comma is read as a point. Ranges are checked by the domain:
    `check` is called with each number and returns what is wrong with it, or an empty text.
    """

    _example = "38.4"

    def __init__(
        self,
        *,
        name: str,
        unit: str = "",
        hint: str = "",
        check: Callable[[Decimal], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, hint=hint, parent=parent)
        self._unit, self._check = unit, check
        if unit:
            self.setAccessibleDescription(self.tr("in {0}").format(unit))
            room = QFontMetrics(theme.font("small")).horizontalAdvance(unit) + _UNIT_GAP
            self.setTextMargins(0, 0, room, 0)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.left.connect(self._judge)

    @property
    def number(self) -> Decimal | None:
        """The number, None while there is none."""
        try:
            read = Decimal(self.value.replace(",", ".").replace("−", "-"))
        except InvalidOperation:
            return None
        return read if read.is_finite() else None

    @property
    def error(self) -> str:
        """What is wrong with the text; empty for a number in range and for an empty field."""
        if not self.value:
            return ""
        number = self.number
        if number is None:
            no_number = self.tr("“{0}” is no number. Type digits, for example {1}.")
            return no_number.format(self.value, self._example)
        return self._check(number) if self._check else ""

    def show_number(self, number: Decimal | int | None) -> None:
        """Show a number, or an empty field for None."""
        self.setText("" if number is None else f"{number}")
        self._judge()

    @Slot()
    def _judge(self) -> None:
        self.mark("error" if self.error else "")

    @override
    def sizeHint(self) -> QSize:
        room = self.textMargins().right() + self.fontMetrics().horizontalAdvance("00000.0")
        return QSize(room + 18, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text3"))
            box = QRect(0, 0, self.width() - 8, self.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, self._unit)


class WholeField(DecimalField):
    """A whole number as text."""

    _example = "12"

    @property
    def whole(self) -> int | None:
        """The number, None while there is none or it has a fraction."""
        number = self.number
        return int(number) if number is not None and number == int(number) else None

    @property
    @override
    def error(self) -> str:
        if self.number is not None and self.whole is None:
            return self.tr("“{0}” must be a whole number.").format(self.value)
        return super().error
