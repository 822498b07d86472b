"""What a calendar file shall hold, and how far it names patients."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from carttrack.domain.calendar_entries import Naming
from carttrack.gui.widgets.dialog_frame import DialogFrame
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.segmented import Segmented

_WIDTH = 520


class Scope(StrEnum):
    """Whose appointments a calendar file holds."""

    CLINIC = "clinic"
    MINE = "mine"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """What was chosen."""

    scope: Scope
    naming: Naming


class CalendarFileDialog(DialogFrame):
    """Asks whose appointments and how patients are named: the file leaves the encrypted store.

    `patient` is the name of the patient at hand, empty for none.
    """

    def __init__(
        self, *, mine: bool = False, patient: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            parent.tr("Calendar file") if parent else "Calendar file",
            save=parent.tr("Export…") if parent else "Export…",
            parent=parent,
        )
        self.setMinimumWidth(_WIDTH)
        whose = [(Scope.CLINIC, self.tr("All patients")), (Scope.MINE, self.tr("Mine"))]
        if patient:
            whose.append((Scope.PATIENT, self.tr("This patient")))
        self.whose = Segmented(
            whose, name=self.tr("Whose appointments"), value=Scope.MINE if mine else Scope.CLINIC
        )
        self.names = Segmented(
            [
                (Naming.INITIALS, self.tr("Initials")),
                (Naming.MRN, self.tr("MRN only")),
                (Naming.FULL, self.tr("Full names")),
            ],
            name=self.tr("Patients are named by"),
            value=Naming.INITIALS,
        )
        self._ask(self.tr("Whose appointments"), self.whose)
        if patient:
            said = self.tr("This patient: {0}").format(patient)
            self.form.addWidget(Label(said, role="small", tone="text2", wrap=True))
        self.form.addSpacing(8)
        self._ask(self.tr("Patients are named by"), self.names)
        self.form.addSpacing(8)
        for sentence in (
            self.tr(
                "The file is not encrypted: whoever gets it can read it. It holds visits and "
                "steps from referral to year 15, cancelled ones as cancellations."
            ),
            self.tr(
                "Imported again after a change it brings the calendar up to date and makes no "
                "duplicates."
            ),
        ):
            self.form.addWidget(Label(sentence, role="small", tone="text2", wrap=True))
        self.form.addStretch()

    @property
    def wish(self) -> CalendarWish:
        """What is chosen."""
        return CalendarWish(self.whose.value or Scope.CLINIC, self.names.value or Naming.INITIALS)

    def _ask(self, question: str, choice: Segmented[Scope] | Segmented[Naming]) -> None:
        self.form.addWidget(Label(question, role="strong"))
        self.form.addWidget(choice)
