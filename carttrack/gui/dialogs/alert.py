"""An allergy or a precaution."""

from PySide6.QtWidgets import QWidget

from carttrack.domain.patients import Alert, AlertKind
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.fields import LineField
from carttrack.gui.widgets.segmented import Segmented


class AlertDialog(EntryDialog[Alert]):
    """Takes one allergy or precaution, shown on every screen and page of the patient."""

    def __init__(
        self, occasion: Occasion, *, kept: Alert | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(occasion, Alert, kept=kept, parent=parent)
        self.kind = Segmented(words.options(AlertKind), name=self.tr("Kind"))
        self.subject = LineField(name=self.tr("What"))
        self.reaction = LineField(name=self.tr("Reaction"))
        sheet = self.sheet
        sheet.put(self.tr("Kind"), ("kind", self.kind))
        sheet.require("kind", self.tr("Choose allergy or precaution."))
        sheet.put(self.tr("What"), ("subject", self.subject), stretch=True)
        sheet.put(self.tr("Reaction"), ("reaction", self.reaction), stretch=True)
        self.finish(self.tr("Allergy or precaution"))
