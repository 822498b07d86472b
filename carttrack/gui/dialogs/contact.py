"""A person to call: guardian, caregiver, interpreter, referrer."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import Contact, ContactKind
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.choice import Choice
from carttrack.gui.widgets.fields import LineField


class ContactDialog(EntryDialog[Contact]):
    """Takes one contact person."""

    def __init__(
        self, occasion: Occasion, *, kept: Contact | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Contact, kept=kept, parent=parent)
        options, empty = words.options(ContactKind), self.tr("choose")
        self.kind = Choice(options, name=self.tr("Who it is"), empty=empty)
        self.full_name = LineField(name=self.tr("Name"))
        self.relation = LineField(name=self.tr("Relation"))
        self.phone = LineField(name=self.tr("Telephone"))
        self.remark = LineField(name=self.tr("Note"))
        sheet = self.sheet
        sheet.put(self.tr("Who it is"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose what the person is to the patient."))
        sheet.put(self.tr("Name"), ("name", self.full_name), stretch=True)
        sheet.put(self.tr("Relation"), ("relation", self.relation), stretch=True)
        sheet.put(self.tr("Telephone"), ("phone", self.phone))
        sheet.put(self.tr("Note"), ("note", self.remark), stretch=True)
        self.finish(self.tr("Contact"))
