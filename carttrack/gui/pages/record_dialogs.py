"""Which dialog the records beside the course, and other grades, are made and corrected in."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtWidgets import QWidget

from carttrack.gui.dialogs.admission import AdmissionDialog
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.iec_hs import IecHsDialog
from carttrack.gui.dialogs.infection import InfectionDialog
from carttrack.gui.dialogs.lab_result import LabResultDialog
from carttrack.gui.dialogs.medicine import MedicineDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.dialogs.other_grade import OtherGradeDialog
from carttrack.gui.dialogs.transfusion import TransfusionDialog
from carttrack.services import catalogue
from carttrack.services.entries import Entry

_Make: TypeAlias = Callable[..., EntryDialog[Any]]
_Correct: TypeAlias = Callable[[Occasion, Any, QWidget], EntryDialog[Any]]


def _iec_hs(occasion: Occasion, **given: Any) -> EntryDialog[Any]:
    return IecHsDialog(occasion, catalogue.iec_hs_text(), **given)


RECORDS: Mapping[Entry, _Make] = {
    Entry.LAB_RESULT: LabResultDialog,
    Entry.MEDICINE: MedicineDialog,
    Entry.INFECTION: InfectionDialog,
    Entry.ADMISSION: AdmissionDialog,
    Entry.TRANSFUSION: TransfusionDialog,
    Entry.OTHER_GRADE: OtherGradeDialog,
    Entry.IEC_HS: _iec_hs,
}
"""The records, each with its dialog, called with the occasion, `kept` and `parent`."""


def _correct(make: _Make, occasion: Occasion, kept: Any, over: QWidget) -> EntryDialog[Any]:
    return make(occasion, kept=kept, parent=over)


CORRECT_RECORDS: Mapping[Entry, _Correct] = {
    kind: partial(_correct, make) for kind, make in RECORDS.items()
}
"""The same dialogs, for a value that is replaced."""
