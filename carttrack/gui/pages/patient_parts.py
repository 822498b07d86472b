"""Parts that the tabs of a patient share: cards, lists of facts, window bars, section heads."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from carttrack.gui.draw import WindowBar, paint_window_bar
from carttrack.gui.models.facts import Fact
from carttrack.gui.widgets.buttons import Button, IconButton, Kind
from carttrack.gui.widgets.chip import Chip
from carttrack.gui.widgets.labels import ElidedLabel, Label

_KEY_WIDTH = 82
_HEAD = 26


class Facts(QWidget):
    """Keys and values in small type, both wrapping; nothing is elided."""

    def __init__(self, *, key_width: int = _KEY_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Fact, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, key_width)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        if self._shown == tuple(facts):
            return
        self._shown = tuple(facts)
        empty(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for row, fact in enumerate(facts):
            key = Label(fact.key, role="small", tone="text3", wrap=True)
            value = Label(fact.value, role="small", tone=fact.tone, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{fact.key}: {fact.value}")
            self._grid.addWidget(key, row, 0, top)
            self._grid.addWidget(value, row, 1, top)
            if fact.copied:
                self._grid.addWidget(self._copy_button(fact), row, 2, top)

    @property
    def text(self) -> str:
        """Every line as `key: value`."""
        return "\n".join(f"{fact.key}: {fact.value}" for fact in self._shown)

    def _copy_button(self, fact: Fact) -> IconButton:
        button = IconButton("copy", self.tr("Copy {0}").format(fact.copied), size=14)
        button.setStyleSheet("QToolButton { min-width: 18px; min-height: 16px; }")
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(fact.copied))
        return button


class Card(QFrame):
    """A bordered card: title, at most one pill, links at the right; the rest goes into `body`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = Label(role="strong")
        self.head = QHBoxLayout()
        self.head.setSpacing(6)
        self.head.addStrut(_HEAD)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)

    def say_title(self, title: str) -> None:
        """Name the card."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def add_chip(self, chip: Chip) -> Chip:
        """Put the pill at the right of the title."""
        self.head.addWidget(chip)
        return chip

    def add_link(self, text: str = "") -> Button:
        """Add a link at the right of the title."""
        link = Button(text, kind=Kind.LINK, size="small")
        self.head.addWidget(link)
        return link

    def add_icon(self, name: str, tip: str, act: Callable[[], object]) -> IconButton:
        """Add an icon button at the right of the title."""
        button = IconButton(name, tip)
        button.clicked.connect(act)
        self.head.addWidget(button)
        return button


class WindowBarView(QWidget):
    """A window bar outside tables."""

    def __init__(self, *, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar: WindowBar | None = None
        self._width = width
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: WindowBar) -> None:
        """Show a window."""
        self._bar = bar
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width or 120, 18)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bar is not None:
            paint_window_bar(QPainter(self), self.rect().adjusted(0, 0, -2, 0), self._bar)


class SidePane(QFrame):
    """A pane at the right of a screen: `inner` scrolls, `foot` holds what can be done."""

    def __init__(self, *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paneRight")
        self.setFixedWidth(width)
        content = QWidget()
        content.setObjectName("scrolled")
        self.inner = QVBoxLayout(content)
        self.inner.setContentsMargins(16, 10, 16, 12)
        self.inner.setSpacing(4)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 0, 16, 12)
        self.foot.setSpacing(8)
        self.area = QScrollArea()
        self.area.setAccessibleName(self.tr("Details"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.area, 1)
        column.addLayout(self.foot)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add a row of buttons to the foot."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.foot.addLayout(row)


class SectionHead(QWidget):
    """The head of a part of a screen: title, small words after it, controls at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, role="section")
        self.words = ElidedLabel(role="small", tone="text2")
        self.right = QHBoxLayout()
        self.right.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 16, 4)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.words, 1)
        row.addLayout(self.right)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
