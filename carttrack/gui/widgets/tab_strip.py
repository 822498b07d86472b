"""Tabs over a screen: text, a small count, the current one underlined."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget
from typing_extensions import override

from carttrack.gui.draw import paint_ring
from carttrack.gui.theme import theme

_PAD, _TIGHT_PAD = 9, 6
_GAP = 5
_HEIGHT = 36
_LINE = 2


class TabStrip(QTabBar):
    """A tab bar with names that stay and counts that change; `currentChanged` tells."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)  # where not even the tight tabs fit
        self._name_scrollers()
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._counts: dict[int, str] = {}
        self._tight = False

    def add(self, text: str, count: int | None = None) -> int:
        """Add a tab and return its place."""
        place = self.addTab(text)
        self.show_count(place, count)
        return place

    def show_count(self, place: int, count: int | None) -> None:
        """Show a count behind a tab's name; None shows none."""
        self._counts[place] = "" if count is None else f"{count:,}"
        self.setAccessibleTabName(place, f"{self.tabText(place)} {self._counts[place]}".strip())
        self.setTabText(place, self.tabText(place))  # lays the tabs out again

    def set_tight(self, *, on: bool) -> None:
        """Stand closer and leave the counts out, where there is no room for them."""
        if on is self._tight:
            return
        self._tight = on
        for place in range(self.count()):
            self.setTabText(place, self.tabText(place))  # lays the tabs out again
        self.updateGeometry()

    def _name_scrollers(self) -> None:
        """Name the two buttons that Qt makes; Tab goes past them, the arrows move the tabs."""
        names = self.tr("Tabs at the left"), self.tr("Tabs at the right")
        for button, name in zip(self.findChildren(QToolButton), names, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def _pad(self) -> int:
        return _TIGHT_PAD if self._tight else _PAD

    def _count(self, index: int) -> str:
        return "" if self._tight else self._counts.get(index, "")

    @override
    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetrics(theme.font("strong", "")).horizontalAdvance(self.tabText(index))
        count = self._count(index)
        if count:
            width += _GAP + QFontMetrics(theme.font("small")).horizontalAdvance(count)
        return QSize(width + 2 * self._pad, max(_HEIGHT, self.fontMetrics().height() + 16))

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            self._paint_tab(painter, index)
        if self.hasFocus():
            spot = self.tabRect(self.currentIndex()).adjusted(1, 4, -1, -4)
            paint_ring(painter, spot.toRectF(), 4)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        rect, current = self.tabRect(index), index == self.currentIndex()
        font = theme.font("strong" if current else "body", "")
        painter.setFont(font)
        painter.setPen(theme.color("text" if current else "text2"))
        box = rect.adjusted(self._pad, 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
        left = QFontMetrics(font).horizontalAdvance(self.tabText(index)) + _GAP
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        painter.drawText(
            box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._count(index)
        )
        if current:
            across = rect.width() - 2 * self._pad
            under = QRect(rect.left() + self._pad, rect.bottom() - 1, across, _LINE)
            painter.fillRect(under, theme.color("selected_line"))
