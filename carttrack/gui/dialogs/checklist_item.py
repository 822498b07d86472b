"""One item of a checklist: its question, the answer, what was found, when and by whom."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.checklists import Answer, CheckAnswer
from carttrack.domain.pathway.eligibility import ChecklistItem
from carttrack.gui import words
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.flow import FlowLayout
from carttrack.gui.widgets.labels import Label, line
from carttrack.gui.widgets.segmented import Segmented

_NARROW, _FIELD = 560, 168


class ItemRow(QWidget):
    """Question and answer in one line; once answered, value, limit, day and person below.

    Signals:
        changed: another answer was given, or the answer was taken back.
    """

    changed = Signal()

    def __init__(
        self,
        item: ChecklistItem,
        answer: CheckAnswer | None,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.item, self._kept = item, answer
        self.answer = Segmented(words.options(Answer), name=item.question, clearable=answer is None)
        self.found = LineField(name=self._named(self.tr("value")), hint=self.tr("value"))
        self.limit = LineField(name=self._named(self.tr("limit")), hint=self.tr("clinic limit"))
        self.checked_on = DateField(name=self._named(self.tr("checked on")), today=today, past=True)
        self.checked_on.input.setPlaceholderText(self.tr("date"))
        self.by = LineField(name=self._named(self.tr("checked by")), hint=self.tr("who"))
        self._details = QWidget()
        self._grid = QGridLayout(self)
        self._lay_out()
        if answer is not None:
            self._show(answer)
        self._details.setVisible(answer is not None)
        self.answer.chosen.connect(self._tell)

    def value(self, *, on: date | None, by: str) -> CheckAnswer | None:
        """Return the answer, None while there is none; day and person as given where left empty.

        Raises `InvalidEntryError` naming the item's code for a date that was not understood.
        """
        chosen = self.answer.value
        if chosen is None:
            return None
        if self.checked_on.error:
            raise InvalidEntryError(self.item.code, self.checked_on.error)
        return CheckAnswer(
            checklist=self.item.checklist,
            item=self.item.code,
            answer=chosen,
            value=self.found.value,
            limit=self.limit.value,
            checked_on=self.checked_on.value or (on if self._is_new(chosen) else None),
            by=self.by.value or (by if self._is_new(chosen) else ""),
        )

    @property
    def current(self) -> CheckAnswer | None:
        """The answer as chosen so far, without its details."""
        chosen = self.answer.value
        if chosen is None:
            return None
        return CheckAnswer(
            checklist=self.item.checklist,
            item=self.item.code,
            answer=chosen,
            value=self.found.value,
        )

    def _is_new(self, chosen: Answer) -> bool:
        return self._kept is None or self._kept.answer is not chosen

    def _named(self, what: str) -> str:
        return f"{self.item.question}: {what}"

    def _show(self, answer: CheckAnswer) -> None:
        self.answer.choose(answer.answer)
        self.found.show_value(answer.value)
        self.limit.show_value(answer.limit)
        self.checked_on.show_value(answer.checked_on)
        self.by.show_value(answer.by)

    @Slot()
    def _tell(self) -> None:
        self._details.setVisible(self.answer.value is not None)
        self.changed.emit()

    def _lay_out(self) -> None:
        question = Label(self.item.question, wrap=True)
        question.setMinimumHeight(28)
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(question, 0, 0)
        self._place_answer()  # before what is found: Tab goes in the order they are put in
        if self.item.limit_text:
            limit = Label(self.item.limit_text, role="small", tone="text3", wrap=True)
            limit.setToolTip(self.item.source)
            self._grid.addWidget(limit, 2, 0, 1, 2)
        self._grid.addWidget(self._details, 3, 0, 1, 2)
        self._grid.addWidget(line(soft=True), 4, 0, 1, 2)
        details = FlowLayout(self._details)
        for field in (self.found, self.limit, self.checked_on, self.by):
            field.setMinimumWidth(_FIELD)
            details.addWidget(field)

    def _place_answer(self) -> None:
        """Put the answer beside the question, or below it where the row is narrow."""
        below = self.width() < _NARROW
        self._grid.addWidget(self.answer, 1 if below else 0, 0 if below else 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() < _NARROW) != (event.size().width() < _NARROW):
            self._place_answer()
