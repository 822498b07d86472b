"""Buttons: their kind, an icon that follows the palette, and the key that presses them."""

from enum import StrEnum

from PySide6 import QtCore
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from carttrack.gui import icons
from carttrack.gui.theme import theme
from carttrack.overriding import override

_GAP = 8
_ICON = 16


class Kind(StrEnum):
    """What a button is on its screen; there is one primary."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DESTRUCTIVE = "destructive"
    LINK = "link"
    QUIET = "quiet"
    INVERSE = "inverse"


_INKS = {
    Kind.PLAIN: "text",
    Kind.PRIMARY: "on_accent",
    Kind.DESTRUCTIVE: "late_fg",
    Kind.LINK: "accent",
    Kind.QUIET: "text2",
    Kind.INVERSE: "surface",
}


class Button(QPushButton):
    """A push button with an optional icon and the hint of its shortcut (shown, not bound).

    `size` is empty, `small` (26 px, in rows) or `large` (36 px, unlock). Never the default
    button of a dialog: dialogs save with Ctrl+Enter.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = Kind.PLAIN,
        icon: str = "",
        hint: str = "",
        size: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._hint, self._after = kind, icon, hint, False
        self.setProperty("kind", kind.value)
        self.setProperty("extent", size)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if hint:
            self.setToolTip(f"{text.replace('&', '')} ({hint})")

    def show_icon(self, name: str, *, after: bool = False) -> None:
        """Show another icon, `after` the text or before it."""
        self._icon, self._after = name, after
        self.updateGeometry()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it with Enter as with Space; Ctrl+Enter saves the dialog."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        if self._kind is Kind.LINK:
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        width = hint.width()
        if self._icon:
            width += _ICON + _GAP
        if self._hint:
            width += _GAP + self._hint_metrics().horizontalAdvance(self._hint)
        return QSize(width, hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._icon or self._hint:
            self._paint_parts()
        else:
            super().paintEvent(event)

    def _paint_parts(self) -> None:
        from PySide6.QtWidgets import (  # noqa: PLC0415  (8 ms that the first window does not need)
            QStyle,
            QStyleOptionButton,
            QStylePainter,
        )

        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = _INKS[self._kind] if self.isEnabled() else "disabled"
        painter.setPen(theme.color(ink))
        words = self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        width = self.fontMetrics().horizontalAdvance(words)
        hint_width = self._hint_metrics().horizontalAdvance(self._hint) if self._hint else 0
        icon_room = _ICON + _GAP if self._icon else 0
        whole = width + icon_room + (hint_width + _GAP if self._hint else 0)
        left = max(2, (self.width() - whole) // 2)
        if self._icon:
            at = left + width + _GAP if self._after else left
            icons.paint_icon(painter, QRectF(at, 0, _ICON, self.height()), self._icon, ink)
            left += 0 if self._after else icon_room
        font = self.font()
        font.setUnderline(self._kind is Kind.LINK and self.hasFocus())
        painter.setFont(font)
        middle = QtCore.Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, width + 2, self.height()), middle, words)
        if self._hint:
            painter.setFont(theme.font("axis"))
            painter.setOpacity(0.85)
            box = QRect(left + width + _GAP, 0, hint_width + 2, self.height())
            painter.drawText(box, middle, self._hint)

    def _hint_metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font("axis"))


class IconButton(QToolButton):
    """A button that is only an icon: tooltip and accessible name are required."""

    def __init__(
        self,
        name: str,
        tip: str,
        *,
        color: str = "text2",
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        icons.put(self, name, color, size)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setAutoRaise(True)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.TabFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it with Enter as with Space: a tool button knows Space alone."""
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    key, held = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
    plain = event.modifiers() in {held.NoModifier, held.KeypadModifier}
    return event.key() in {key.Key_Return, key.Key_Enter} and plain and not event.isAutoRepeat()
