"""The ground of the screens before a store is open: a card in the middle, a footer below."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carttrack import __version__
from carttrack.gui.widgets.labels import Label, line

FOOTER_HEIGHT = 40


class Cover(QWidget):
    """Holds one card in the middle of the window; scrolls where the window is too small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.card = QFrame()
        self.card.setObjectName("card")
        middle = QWidget()
        middle.setObjectName("scrolled")
        place = QVBoxLayout(middle)
        place.setContentsMargins(24, 16, 24, 16)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card)
        across.addStretch(1)
        place.addStretch(1)
        place.addLayout(across)
        place.addStretch(1)
        self._scroll = scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setProperty("focusPolicy", "NoFocus")
        scroll.setWidget(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(line())
        column.addWidget(self._footer())

    def show_top(self) -> None:
        """Scroll to the top of the card."""
        self._scroll.verticalScrollBar().setValue(0)

    def _footer(self) -> QWidget:
        foot = QWidget()
        foot.setMinimumHeight(FOOTER_HEIGHT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 4, 20, 4)
        row.setSpacing(16)
        offline = self.tr("Works offline. Nothing leaves this computer unless you export it.")
        tool = self.tr("A tracking and record tool. Not certified as a medical device")
        row.addWidget(Label(f"carttrack {__version__}", role="small", tone="text3"))
        row.addWidget(Label(offline, role="small", tone="text3", wrap=True), 1)
        right = Label(tool, role="small", tone="text3", wrap=True)
        right.setProperty("alignment", "AlignRight|AlignVCenter")
        row.addWidget(right, 1)
        return foot
