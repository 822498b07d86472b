"""The ten items of the ICE: each yes, no, or not asked."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.toxicity.icans_scores import ice_from_items
from carttrack.domain.toxicity.icans_words import ICE_SECTIONS
from carttrack.gui import icons
from carttrack.gui.theme import theme
from carttrack.gui.widgets.fields import WholeField
from carttrack.gui.widgets.labels import Label

_NEXT = {"-": "y", "y": "n", "n": "-"}
_HEAD = 84
_RADIUS = 4
_ICON = 14


class IceItem(QAbstractButton):
    """One item; a click or Space turns it from not asked to yes to no; Y, N and Backspace set it.

    Signals:
        marked: the user marked it; carries whether a key did, so that the next item follows.
    """

    marked = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFont(theme.font("small", text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(self.tr("Y yes, N no, Backspace not asked"))
        self._mark = "-"
        self.show_mark("-")
        self.clicked.connect(self._turn)

    @property
    def mark(self) -> str:
        """`y`, `n`, or `-` for not asked."""
        return self._mark

    def show_mark(self, mark: str) -> None:
        """Show a mark without telling."""
        self._mark = mark
        said = {"y": self.tr("yes"), "n": self.tr("no"), "-": self.tr("not asked")}[mark]
        self.setAccessibleName(f"{self.text()}: {said}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + _ICON + 21, metrics.height() + 8)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Y: "y", Qt.Key.Key_N: "n"}
        keys |= dict.fromkeys((Qt.Key.Key_Backspace, Qt.Key.Key_Delete), "-")
        mark = keys.get(Qt.Key(event.key())) if event.key() else None
        if mark is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self.show_mark(mark)
        self.marked.emit(True)  # noqa: FBT003  (by a key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        yes, asked = self._mark == "y", self._mark != "-"
        pen = QPen(theme.color("accent" if yes else "border_strong"), 1)
        if not asked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        hovered = self.underMouse() and self.isEnabled()
        painter.setBrush(theme.color("selected" if yes else "hover" if hovered else "surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
        ink = ("text" if yes else "text2") if self.isEnabled() else "disabled"
        left = 8
        if asked:
            box = QRectF(left - 1, 0, _ICON, self.height())
            icons.paint_icon(painter, box, "check" if yes else "x", ink)
            left += _ICON + 3
        painter.setFont(self.font())
        painter.setPen(theme.color(ink))
        words = self.rect().adjusted(left if asked else 0, 0, 0 if not asked else -4, 0)
        aligned = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if asked else Qt.AlignmentFlag.AlignHCenter
        )
        painter.drawText(words, int(aligned), self.text())

    @Slot()
    def _turn(self) -> None:
        self.show_mark(_NEXT[self._mark])
        self.marked.emit(False)  # noqa: FBT003  (not by a key)


class IceItems(QWidget):
    """Five rows of items with the points of each.

    `score` and `score_words` stand in the head of its section: the score is typed where only the
    sum is known, and is the sum of the items once one is marked.

    Signals:
        changed: the user marked an item, or typed the score.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sections = (
            (self.tr("Orientation"), [self.tr("Year"), self.tr("Month"), self.tr("City"), "H"]),
            (self.tr("Naming"), [self.tr("Object {0}").format(n) for n in (1, 2, 3)]),
            (self.tr("Commands"), [self.tr("Follows a command")]),
            (self.tr("Writing"), [self.tr("Writes a sentence")]),
            (self.tr("Attention"), [self.tr("Counts back from 100 by 10")]),
        )
        sections[0][1][3] = self.tr("Hospital")
        self.items = tuple(IceItem(text) for _, texts in sections for text in texts)
        self.sums = tuple(Label(role="small", tone="text2") for _ in sections)
        self.score = WholeField(name=self.tr("ICE score"))
        self.score.setFixedWidth(52)
        self.score.setToolTip(self.tr("Type the score where only the sum is known"))
        self.score_words = Label(role="small", tone="text2")
        self._lay_out([title for title, _ in sections])
        for place, item in enumerate(self.items):
            item.marked.connect(lambda by_key, at=place: self._follow(at, by_key=by_key))
        self.score.edited.connect(self.changed)
        self.score.left.connect(self.changed)
        self._show_sums()

    @property
    def marks(self) -> str:
        """The ten marks in their order, empty while none was asked."""
        marks = "".join(item.mark for item in self.items)
        return marks if marks.strip("-") else ""

    @property
    def recorded(self) -> bool:
        """Whether an item is marked or a score typed."""
        return bool(self.marks or self.score.value)

    def show_marks(self, marks: str, score: int | None) -> None:
        """Show what is on record, without telling."""
        for item, mark in zip(self.items, marks or "-" * len(self.items), strict=True):
            item.show_mark(mark)
        self.score.show_number(None if marks else score)
        self._show_sums()

    def set_askable(self, *, askable: bool) -> None:
        """Let items be marked, or no longer (what is marked stays open to change)."""
        for widget in (*self.items, self.score):
            widget.setEnabled(askable or self.recorded)

    def _follow(self, place: int, *, by_key: bool) -> None:
        if by_key and place + 1 < len(self.items):
            self.items[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        self._show_sums()
        self.changed.emit()

    def _show_sums(self) -> None:
        marks = "".join(item.mark for item in self.items)
        for words, (start, end) in zip(self.sums, ICE_SECTIONS, strict=True):
            part = marks[start:end]
            asked = bool(part.strip("-"))
            all_asked = "-" not in part
            if all_asked:
                words.setText(self.tr("{0} of {1}").format(part.count("y"), len(part)))
            else:  # as wide as a sum, so that the form keeps its width while it is filled
                words.setText(self.tr("{0} left").format(part.count("-")) if asked else "")
        self.score.setVisible(not self.marks)
        whole = ice_from_items(self.marks)
        if not self.marks:
            self.score_words.setText(self.tr("of 10"))
        elif whole is None:
            open_items = marks.count("-")
            self.score_words.setText(self.tr("{0} not asked").format(open_items))
        else:
            self.score_words.setText(self.tr("{0} of 10").format(whole))
        self.score_words.set_role("small" if whole is None else "strong")

    def _lay_out(self, titles: list[str]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _HEAD)
        grid.setColumnStretch(1, 1)
        items = iter(self.items)
        for row, (title, (start, end)) in enumerate(zip(titles, ICE_SECTIONS, strict=True)):
            grid.addWidget(Label(title, tone="text2"), row, 0)
            grid.addLayout(_row(next(items) for _ in range(start, end)), row, 1)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(self.sums[row], row, 2, right)
        grid.setRowStretch(len(titles), 1)


def _row(items: Iterator[IceItem]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for item in items:
        row.addWidget(item)
    row.addStretch()
    return row
