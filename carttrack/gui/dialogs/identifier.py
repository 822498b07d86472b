"""An identifier of the cells: donation number, chain of identity, lot."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.pathway.identifiers import Identifier, IdentifierKind, check_din
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.date_field import DateField
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.note_line import NoteLine


class IdentifierDialog(EntryDialog[Identifier]):
    """Takes one identifier as on the label; a check character that does not fit is asked about."""

    def __init__(
        self,
        occasion: Occasion,
        kind: IdentifierKind | None = None,
        *,
        kept: Identifier | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, Identifier, kept=kept, parent=parent)
        options, empty = words.options(IdentifierKind), self.tr("choose")
        self.kind = Choice(options, name=self.tr("Kind of identifier"), empty=empty, value=kind)
        self.number = LineField(name=self.tr("Identifier, as on the label"))
        self.expires_on = DateField(name=self.tr("Expires on"), today=occasion.today)
        self.remark = NoteLine()
        sheet = self.sheet
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose which identifier it is."))
        sheet.put(self.tr("As on the label"), ("value", self.number), stretch=True)
        sheet.add_note(self.remark)
        sheet.put(self.tr("Expires on"), ("expires_on", self.expires_on))
        self.finish(self.tr("Identifier"))
        if kind is not None:
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.edited.connect(self._check)
        self.kind.chosen.connect(self._check)

    @Slot()
    def _check(self) -> None:
        """Ask at once, quietly, where the check character of a donation number does not fit."""
        asked = check_din(self.number.value) if self.kind.value is IdentifierKind.DIN else ()
        self.remark.say(" ".join(question.text for question in asked), "warning" if asked else "")
