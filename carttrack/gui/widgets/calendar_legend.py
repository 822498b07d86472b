"""The calendar's legend, which is its filter: each kind of event with icon and count."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.calendar_days import EventKind
from carttrack.gui.icons import paint_icon
from carttrack.gui.models.calendar_words import ICONS, kind_words
from carttrack.gui.theme import theme
from carttrack.gui.widgets.checks import Check, paint_check
from carttrack.gui.widgets.labels import Label

_BOX, _ICON, _GAP = 16, 16, 8


class CalendarLegend(QWidget):
    """A check box for each kind; ticked kinds are shown.

    Signals:
        changed: the user ticked or unticked a kind; carries the frozenset of those ticked.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(self.tr("Show"), role="strong"))
        self.checks = {kind: LegendCheck(kind_words(kind), ICONS[kind]) for kind in EventKind}
        for check in self.checks.values():
            check.setChecked(True)
            check.clicked.connect(self._tell)
            column.addWidget(check)

    @property
    def kinds(self) -> frozenset[EventKind]:
        """The kinds that are shown."""
        return frozenset(kind for kind, check in self.checks.items() if check.isChecked())

    def show_counts(self, counts: Mapping[EventKind, int]) -> None:
        """Show how many events of each kind there are."""
        for kind, check in self.checks.items():
            check.show_count(counts.get(kind, 0))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.kinds)


class LegendCheck(Check):
    """A check box with an icon before its words and a count at the right."""

    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon, self._count = icon, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self._count = f"{count:,}"
        self.setAccessibleName(f"{self.text()}, {self._count}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = super().sizeHint()
        count = self.fontMetrics().horizontalAdvance(self._count)
        return QSize(words.width() + _ICON + 3 * _GAP + count, words.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - _BOX) // 2
        paint_check(painter, QRectF(1, top, _BOX, _BOX), self.checkState())
        left = _BOX + 2 + _GAP
        paint_icon(painter, QRectF(left, 0, _ICON, self.height()), self._icon, "text2")
        painter.setFont(self.font())
        painter.setPen(theme.color("text"))
        box = QRect(left + _ICON + _GAP, 0, self.width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -2, 0), right, self._count)
