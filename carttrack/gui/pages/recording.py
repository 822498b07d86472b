"""Records taken in: what goes on beside the course with its end, grades on other scales."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Act, Kept
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.ending import Ending, EndingDialog
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import course_of, occasion_of
from carttrack.gui.pages.record_dialogs import RECORDS
from carttrack.services import entries
from carttrack.services.entries import WORDS, Entry

translate = QCoreApplication.translate

_OF_COURSE = frozenset({Entry.OTHER_GRADE, Entry.IEC_HS})


def record(desk: Desk, case: CaseFile, kind: Entry, parent: QWidget) -> EntryDialog[Any]:
    """Take a new record of a kind.

    Raises `KeyError` for one that is not made here, and `RefusedError` for one of a course where
    there is none.
    """
    owner = course_of(case) if kind in _OF_COURSE else case.patient_id
    dialog = RECORDS[kind](occasion_of(desk, case), parent=parent)

    def keep(value: Any, accepted: Codes) -> Act:
        return entries.add(desk.clinic, kind, owner, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def record_end(
    desk: Desk, case: CaseFile, kind: Entry, kept: Kept[Any], parent: QWidget
) -> EndingDialog:
    """Take the last day of a medicine, an infection or a stay that goes on."""
    is_medicine = kind is Entry.MEDICINE
    what = kept.value.name if is_medicine else WORDS[kind].lower()
    dialog = EndingDialog(occasion_of(desk, case), what, asks_why=is_medicine, parent=parent)

    def keep(value: Ending, accepted: Codes) -> Act:
        changes: dict[str, Any] = {"stopped_on": value.stopped}
        if is_medicine:
            changes = {"stopped": value.stopped.isoformat(), "stop_reason": value.stop_reason}
        ended = replace(kept.value, **changes)
        reason = translate("recording", "end recorded")
        return entries.correct(desk.clinic, kind, kept.id, ended, reason, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog
