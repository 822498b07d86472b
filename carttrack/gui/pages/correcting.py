"""Corrections: the dialog an entry was made in, prefilled, with a reason; making void; new rows."""

from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import moment
from carttrack.domain.errors import RefusedError
from carttrack.domain.kept import Act, Kept
from carttrack.domain.pathway.identifiers import IdentifierKind
from carttrack.domain.pathway.infusion import Infusion, InfusionKind
from carttrack.domain.patients import Patient, Target
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.infusion import InfusionDialog
from carttrack.gui.dialogs.patient import PatientDialog
from carttrack.gui.dialogs.reason import Reason, ReasonDialog
from carttrack.gui.pages.entry_dialogs import CORRECT, NEW
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import course_of, occasion_of
from carttrack.gui.pages.responding import EVENTS, correct_event, correct_later_infusion
from carttrack.gui.pages.treating import open_checklist, record_step
from carttrack.services import entries, infusion, intake
from carttrack.services.entries import WORDS, Entry

translate = QCoreApplication.translate

_OF_COURSE = frozenset({Entry.IDENTIFIER})


def record_entry(
    desk: Desk,
    case: CaseFile,
    kind: Entry,
    parent: QWidget,
    of: IdentifierKind | Target | None = None,
) -> EntryDialog[Any]:
    """Take a new weight, contact, line of therapy, antigen test, alert or identifier.

    `of` is which identifier, or the antigen of a test, chosen beforehand.
    Raises `KeyError` for a kind that is not made by itself.
    """
    dialog = NEW[kind](occasion_of(desk, case), parent, of)
    owner = course_of(case) if kind in _OF_COURSE else case.patient_id

    def keep(value: Any, accepted: Codes) -> Act:
        return entries.add(desk.clinic, kind, owner, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def correct_entry(
    desk: Desk, case: CaseFile, kind: Entry, kept: Kept[Any], parent: QWidget
) -> EntryDialog[Any]:
    """Take the correction of an entry, with its reason.

    Steps and checklist answers are corrected where they are made. Raises `RefusedError` for a
    signature, which is made void instead, and for an assessment, which has its own dialog.
    """
    if kind is Entry.STEP:
        return record_step(desk, case, kept.value.step, parent)
    if kind is Entry.ANSWER:
        return open_checklist(desk, case, kept.value.checklist, parent)
    if kind is Entry.INFUSION and kept.value.kind is not InfusionKind.FIRST:
        return correct_later_infusion(desk, case, kept, parent)
    if kind is Entry.INFUSION:
        return _correct_infusion(desk, case, kept, parent)
    if kind in EVENTS:
        return correct_event(desk, case, kind, kept, parent)
    if kind not in CORRECT:
        raise RefusedError(f"{WORDS[kind]}: this cannot be corrected here. Make it void instead.")
    dialog = CORRECT[kind](occasion_of(desk, case), kept.value, parent)

    def keep(value: Any, accepted: Codes) -> Act:
        return entries.correct(desk.clinic, kind, kept.id, value, dialog.reason, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def void_entry(
    desk: Desk, case: CaseFile, kind: Entry, kept: Kept[Any], parent: QWidget
) -> ReasonDialog:
    """Take the reason why an entry is made void."""
    title = translate("correcting", "Make void: {0}").format(WORDS[kind])
    sentence = translate(
        "correcting",
        "{0}, entered by {1}: it no longer counts, and stays in history with the reason.",
    ).format(_named(kind, kept, desk.clinic.record.zone), kept.entered_by)
    dialog = ReasonDialog(occasion_of(desk, case), title, sentence, parent)
    dialog.save.setText(translate("correcting", "Make void"))

    def keep(value: Reason, _accepted: Codes) -> Act:
        return entries.void(desk.clinic, kind, kept.id, value.text)

    open_for(desk, dialog, keep)
    return dialog


def _named(kind: Entry, kept: Kept[Any], zone: tzinfo) -> str:
    """Return `Assessment of 21 Nov 2026 11:32` where the entry has a time of its own."""
    at = getattr(kept.value, "at", None) or getattr(kept.value, "started_at", None)
    if not isinstance(at, datetime):
        return WORDS[kind]
    return translate("correcting", "{0} of {1}").format(WORDS[kind], moment(at, zone))


def correct_patient(desk: Desk, case: CaseFile, parent: QWidget) -> PatientDialog:
    """Take the correction of the patient's own data, with its reason."""
    dialog = PatientDialog(occasion_of(desk, case), kept=case.patient.value, parent=parent)

    def keep(value: Patient, _accepted: Codes) -> Act:
        return intake.correct_patient(desk.clinic, case.patient_id, value, dialog.reason)

    open_for(desk, dialog, keep)
    return dialog


def _correct_infusion(
    desk: Desk, case: CaseFile, kept: Kept[Infusion], parent: QWidget
) -> InfusionDialog:
    course_id = course_of(case)
    dialog = InfusionDialog(
        occasion_of(desk, case),
        kept=kept.value,
        moved=lambda corrected: infusion.moved_dates(desk.clinic, course_id, corrected),
        parent=parent,
    )

    def keep(value: Infusion, accepted: Codes) -> Act:
        return infusion.correct_infusion(
            desk.clinic, course_id, value, dialog.reason, accepted=accepted
        )

    open_for(desk, dialog, keep)
    return dialog
