"""Laboratory results taken in: one, or those of one day; units are remembered for each test."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Act
from carttrack.domain.laboratory import LabResult, LabTest
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.lab_result import LabResultDialog
from carttrack.gui.dialogs.lab_sheet import LabSheetDialog
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import occasion_of
from carttrack.services import entries, laboratory
from carttrack.services.entries import Entry


def record_result(
    desk: Desk, case: CaseFile, parent: QWidget, test: LabTest | None = None, name: str = ""
) -> LabResultDialog:
    """Take one result, of a test that is chosen already or not."""
    dialog = LabResultDialog(occasion_of(desk, case), units=_units(desk), parent=parent)
    if test is not None:
        dialog.choose(test, name)

    def keep(value: Any, accepted: Codes) -> Act:
        act = entries.add(desk.clinic, Entry.LAB_RESULT, case.patient_id, value, accepted=accepted)
        _remember(desk, [value])
        return act

    open_for(desk, dialog, keep)
    return dialog


def record_results(desk: Desk, case: CaseFile, parent: QWidget) -> LabSheetDialog:
    """Take the results of one day; they are one act."""
    dialog = LabSheetDialog(occasion_of(desk, case), units=_units(desk), parent=parent)

    def keep(value: Any, _accepted: Codes) -> Act:
        act = laboratory.record_results(desk.clinic, case.patient_id, value)
        _remember(desk, value)
        return act

    open_for(desk, dialog, keep)
    return dialog


def _units(desk: Desk) -> dict[LabTest, str]:
    return {test: unit for test in LabTest if (unit := desk.settings.lab_unit(test.value))}


def _remember(desk: Desk, results: Iterable[LabResult]) -> None:
    for result in results:
        if result.test is not LabTest.OTHER:
            desk.settings.choose_lab_unit(result.test.value, result.unit)
