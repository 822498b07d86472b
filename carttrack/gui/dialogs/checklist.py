"""A checklist: its items answered, what still holds beside them, the signature."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from carttrack.domain.days import moment
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.checklists import CheckAnswer, Checklist
from carttrack.domain.pathway.eligibility import ChecklistItem, holds
from carttrack.domain.pathway.expiry import expiry_holds
from carttrack.gui import words
from carttrack.gui.dialogs.checklist_item import ItemRow
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.holds import HoldsAside
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.room import is_narrow
from carttrack.gui.widgets.buttons import Button
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.message_bar import Action

_WIDTH = 1160
_ASIDE = 316
_BESIDE = 1000

Answers: TypeAlias = tuple[CheckAnswer, ...]


class ChecklistDialog(EntryDialog[Answers]):
    """Takes the answers of a checklist and its signature; an open item is a hold that names itself.

    Day and person at the top stand for every answer given now that has none of its own.

    Signals:
        signed: the user signs; carries the answers and the reason to go on despite open items.
    """

    signed = Signal(object, str)

    def __init__(
        self,
        occasion: Occasion,
        checklist: Checklist,
        items: Sequence[ChecklistItem],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, tuple, parent=parent)
        self._checklist, self._items = checklist, tuple(items)
        self.checked_on = DateField(name=self.tr("Checked on"), today=occasion.today, past=True)
        self.by = LineField(name=self.tr("Checked by"))
        self.aside = HoldsAside()
        self.sign = Button(self.tr("Sign"), icon="writing")
        self.rows = self._rows()
        self._lay_rows()
        self._place_aside()
        self.add_to_footer(self.sign, at_left=False)
        self.save.setText(self.tr("Save answers"))
        self.finish(words.term(checklist), _WIDTH)
        self.sign.clicked.connect(self._sign)
        self._recount()

    @override
    def value(self) -> Answers:
        common = self.sheet.values()
        on, by = common["checked_on"], common["by"]
        answers = (row.value(on=on, by=by) for row in self.rows)
        return tuple(answer for answer in answers if answer is not None)

    @override
    def show_refused(self, error: InvalidEntryError, actions: Sequence[Action] = ()) -> None:
        if error.field == "override_reason":
            self.aside.show_error(error.message)
            return
        row = next((row for row in self.rows if row.item.code == error.field), None)
        if row is None:
            super().show_refused(error, actions)
            return
        self.message.show_error(f"{row.item.question}: {error.message}")
        row.checked_on.setFocus()

    @Slot()
    def _sign(self) -> None:
        self.sheet.clear_errors()
        self.message.clear()
        self.aside.show_error("")
        try:
            answers = self.value()
            self._check_signature()
        except InvalidEntryError as error:
            self.show_refused(error)
            return
        self.signed.emit(answers, self.aside.override_reason.value)

    def _check_signature(self) -> None:
        if self.aside.holding and not self.aside.override_reason.value:
            raise InvalidEntryError(
                "override_reason",
                self.tr("Items are still open. Answer them, or give the reason to go on."),
            )

    def _place_aside(self) -> None:
        """Put what holds beside the items, or below them where the screen is narrow."""
        if is_narrow(_BESIDE):
            self.form.addWidget(self.aside)
            return
        self.show_aside(self.aside, _ASIDE)
        self._beside += _ASIDE

    @Slot()
    def _recount(self) -> None:
        answers = [row.current for row in self.rows]
        given = [answer for answer in answers if answer is not None]
        case, today = self.occasion.case, self.occasion.today
        expired = expiry_holds(case, self._checklist, today) if case else ()
        self.aside.show_holds((*holds(self._items, given, self._checklist), *expired))

    def _rows(self) -> list[ItemRow]:
        case = self.occasion.case
        known = {
            kept.value.item: kept.value
            for kept in (case.answers if case else ())
            if kept.value.checklist is self._checklist
        }
        return [ItemRow(i, known.get(i.code), self.occasion.today) for i in self._items]

    def _lay_rows(self) -> None:
        self.sheet.put(
            self.tr("Checked on"), ("checked_on", self.checked_on), self.tr("by"), ("by", self.by)
        )
        column = QVBoxLayout()
        column.setSpacing(4)
        group = ""
        for row in self.rows:
            if row.item.group != group:
                group = row.item.group
                head = Label(group, role="section")
                head.setContentsMargins(0, 10, 0, 2)
                column.addWidget(head)
            column.addWidget(row)
            row.changed.connect(self._recount)
            row.found.edited.connect(self._recount)
        self.form.addLayout(column)
        self.aside.show_signature(self._signature())

    def _signature(self) -> str:
        case = self.occasion.case
        for kept in reversed(case.clearances if case else ()):
            if kept.value.checklist is self._checklist:
                at = moment(kept.value.signed_at, self.occasion.zone)
                return self.tr("Signed by {0}, {1}").format(kept.value.signed_by, at)
        return ""
