"""One of two to four options, side by side."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

Value = TypeVar("Value")

_ARROWS = {
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Up): -1,
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Down): 1,
}


class Segmented(QWidget, Generic[Value]):
    """A segmented choice of (value, text) pairs; it may be unset, which is "not recorded".

    Where `clearable`, pressing the chosen segment again unsets it.

    Signals:
        chosen: the user chose; carries the value, or None when unset.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Value, str]],
        *,
        name: str,
        value: Value | None = None,
        clearable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = tuple(option for option, _ in options)
        self._clearable = clearable
        self._group = QButtonGroup(self)
        self._group.setExclusive(not clearable)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_, text) in enumerate(options):
            row.addWidget(self._segment(place, text, name))
        row.addStretch()
        self._group.buttonClicked.connect(self._press)
        self.setFocusProxy(self._group.button(0))
        self.choose(value)

    @property
    def value(self) -> Value | None:
        """The value chosen, None while unset."""
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def choose(self, value: Value | None) -> None:
        """Choose without telling; None unsets. Raises `ValueError` for an unknown value."""
        wanted = None if value is None else self._group.button(self._values.index(value))
        self._check_only(wanted)

    def show_text(self, value: Value, text: str) -> None:
        """Change the words of one segment (a count in them, for example)."""
        self._group.button(self._values.index(value)).setText(text)

    def _segment(self, place: int, text: str, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setText(text)
        button.setAutoDefault(False)
        button.setCheckable(True)
        button.setAccessibleName(f"{name}: {text.replace('&', '')}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        last = len(self._values) - 1
        ends = {0: "only" if last == 0 else "first", last: "only" if last == 0 else "last"}
        button.setProperty("segment", ends.get(place, "middle"))
        button.installEventFilter(self)
        self._group.addButton(button, place)
        return button

    @Slot(QAbstractButton)
    def _press(self, button: QAbstractButton) -> None:
        if self._clearable:
            self._check_only(button if button.isChecked() else None)
        self.chosen.emit(self.value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move from segment to segment; they choose where one is chosen already.

        Qt's own way leaves a group that can be unset without a key to its other segments.
        """
        step = _ARROWS.get(event.key()) if isinstance(event, QKeyEvent) else None
        if step is None or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        buttons = self._group.buttons()
        place = [button.hasFocus() for button in buttons].index(True) + step
        if 0 <= place < len(buttons) and buttons[place].isEnabled():
            had = self._group.checkedId() >= 0
            buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
            if had and not buttons[place].isChecked():
                buttons[place].click()
        return True

    def _check_only(self, wanted: QAbstractButton | None) -> None:
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(button is wanted)
        self._group.setExclusive(not self._clearable)
