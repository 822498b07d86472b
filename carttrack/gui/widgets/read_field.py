"""A text field that is read on every keystroke, shows its reading, and is rewritten on leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from carttrack.gui import icons
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.calendar_popup import open_calendar
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.note_line import NoteLine

_NARROW = 210
Remark: TypeAlias = Callable[[object], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text was understood as: `value`, or `error`; `reading` is shown below the field.

    `choices` are the meanings of a text with two, each with the words of its button, beside the
    `error` that says so.
    """

    value: object = None
    reading: str = ""
    error: str = ""
    choices: "tuple[tuple[str, Understood], ...]" = ()


class ReadField(QWidget):
    """A text field over the line that says how it was understood; what is read, subclasses say.

    `remark`, when set, adds words about a value with an empty kind or `warning`, for example
    `("1 d left in window", "warning")`.

    Signals:
        changed: the value changed (it may now be None); carries it.
    """

    changed = Signal(object)

    def __init__(self, *, name: str, hint: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.input = LineField(name=name, hint=hint, parent=self)
        self.input.setFixedWidth(_NARROW)
        self.note = NoteLine(self)
        self.remark: Remark | None = None
        self._value: object = None
        self._error = ""
        self._picked: object = None
        self._choices = QWidget(self)
        self._choices.hide()
        self._choice_row = QHBoxLayout(self._choices)
        self._choice_row.setContentsMargins(0, 2, 0, 0)
        self._calendar_action()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.input)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self._choices)
        self.setFocusProxy(self.input)
        self.input.edited.connect(self._read)
        self.input.left.connect(self._rewrite)

    @property
    def error(self) -> str:
        """What is wrong with the text; empty when it was understood or is empty."""
        return self._error

    @property
    def typed(self) -> str:
        """The text in the field."""
        return self.input.value

    @Slot()
    def _read(self) -> None:
        self._understand(self._decided(self._understood(self.input.text())))

    @Slot()
    def _rewrite(self) -> None:
        self._read()
        self.input.mark("error" if self._error else "")
        if self._value is not None:
            self.input.setText(self._written(self._value))

    def _show(self, value: object) -> None:
        self._picked = value
        self.input.setText("" if value is None else self._written(value))
        self._understand(self._decided(self._understood(self.input.text())), tell=False)
        self.input.mark("")

    def _decided(self, understood: Understood) -> Understood:
        """Return the meaning picked before of a text with two, the text's own meaning otherwise."""
        for _, meaning in understood.choices:
            if _same(meaning.value, self._picked):
                return meaning
        return understood

    def _pick(self, value: object, *_checked: bool) -> None:
        self._picked = value
        self.input.setText(self._written(value))
        self._rewrite()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _understand(self, understood: Understood, *, tell: bool = True) -> None:
        changed = not _same(understood.value, self._value)
        self._value, self._error = understood.value, understood.error
        remark, kind = "", ""
        if self._value is not None and self.remark is not None:
            remark, kind = self.remark(self._value)
        words = ", ".join(part for part in (understood.reading, remark) if part)
        self.note.say(self._error or words, "error" if self._error else kind)
        self.input.setAccessibleDescription(self._error or words)
        if not self._error:
            self.input.mark(kind if kind == "warning" else "")
        self._offer(understood.choices)
        if tell and changed:
            self.changed.emit(self._value)

    def _offer(self, choices: tuple[tuple[str, Understood], ...]) -> None:
        while self._choice_row.count():
            taken = self._choice_row.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, meaning in choices:
            button = Button(words, size="small", parent=self._choices)
            button.clicked.connect(partial(self._pick, meaning.value))
            self._choice_row.addWidget(button)
        self._choice_row.addStretch()
        self._choices.setVisible(bool(choices))

    def _understood(self, text: str) -> Understood:
        raise NotImplementedError

    def _written(self, value: object) -> str:
        raise NotImplementedError

    def _shown_day(self) -> date:
        raise NotImplementedError

    def _take_day(self, day: date) -> None:
        raise NotImplementedError

    def _calendar_action(self) -> None:
        action = QAction(self.tr("Choose from a calendar"), self)
        action.setToolTip(self.tr("Choose from a calendar (Alt+Down)"))
        icons.put(action, "calendar")
        action.triggered.connect(self.open_calendar)
        self.input.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        action.setShortcut("Alt+Down")
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    @Slot()
    def open_calendar(self) -> QCalendarWidget:
        """Open the calendar below the field and return it; a day chosen in it is taken."""
        calendar = open_calendar(self.input, self._shown_day())
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        return calendar

    @Slot(QDate)
    def _take(self, chosen: QDate) -> None:
        self._take_day(date(chosen.year(), chosen.month(), chosen.day()))
        self._rewrite()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.input.setFocus(event.reason())


def _same(one: object, other: object) -> bool:
    """Whether two values are equal; two instants of an hour the clocks repeat are not."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.timestamp() == other.timestamp()
    return one == other
