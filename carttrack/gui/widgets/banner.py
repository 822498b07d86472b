"""A warning, an error or news over a screen, in the colours of its state."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.gui.theme import theme
from carttrack.gui.tokens import State
from carttrack.gui.widgets.buttons import Button, IconButton
from carttrack.gui.widgets.labels import IconLabel, Label


class Banner(QFrame):
    """Title and text on the state's background, actions at the right.

    Signals:
        closed: the user closed it (it hides itself).
    """

    closed = Signal()

    def __init__(
        self,
        state: State,
        title: str = "",
        text: str = "",
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._buttons: list[Button] = []
        self._icon = IconLabel(state.glyph, f"{state.family}_fg", 18, self)
        self.title = Label(role="strong", wrap=True, parent=self)
        self.text = Label(wrap=True, parent=self)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self.close_button = IconButton("x", self.tr("Close this message"), parent=self)
        self.close_button.setVisible(closable)
        self.close_button.clicked.connect(self._close)
        self._lay_out()
        self.say(state, title, text)

    def say(self, state: State, title: str, text: str = "") -> None:
        """Say something else."""
        self._state = state
        self._icon.show_icon(state.glyph, f"{state.family}_fg")
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
        self.update()

    def add_action(self, text: str, act: Callable[[], object]) -> Button:
        """Add a button."""
        button = Button(text, size="small", parent=self)
        button.clicked.connect(partial(_press, act))
        self._actions.addWidget(button)
        self._buttons.append(button)
        return button

    def focus_action(self, place: int) -> None:
        """Put the keyboard on one of the buttons, counted as in a list."""
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def clear_actions(self) -> None:
        """Take every button away."""
        self._buttons.clear()
        while self._actions.count():
            taken = self._actions.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.state_colors(self._state)[1])
        painter.drawRoundedRect(self.rect(), 3, 3)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.setAlignment(self._actions, top)
        row.addWidget(self.close_button, 0, top)


def _press(act: Callable[[], object], *_checked: bool) -> None:
    act()
