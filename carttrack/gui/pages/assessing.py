"""Logging and correcting assessments: the dialog wired to the record."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import CarttrackError, InvalidEntryError
from carttrack.domain.kept import Act, CourseId, PatientId
from carttrack.domain.toxicity.new_assessment import NewAssessment
from carttrack.domain.worklist import DueKind, TodayView
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.assessment import AssessmentDialog
from carttrack.gui.dialogs.assessment_record import AssessmentSetting
from carttrack.gui.dialogs.scales import ScalesDialog
from carttrack.services import casefile, catalogue, toxicity, worklist


def open_assessment(
    desk: Desk, patient_id: PatientId, parent: QWidget | None = None
) -> AssessmentDialog | None:
    """Open the dialog for a new assessment; None (and a message) where none can be logged yet."""
    case = _read(desk, patient_id)
    if case is None:
        return None
    if case.day0 is None or case.course_id is None:
        desk.failed.emit(
            f"No infusion is on record for {case.patient.value.name}. Record the infusion first; "
            "assessments begin with it."
        )
        return None
    return _Logging(desk, case, case.course_id, parent).open()


def correct_assessment(
    desk: Desk, patient_id: PatientId, entry_id: int, parent: QWidget | None = None
) -> AssessmentDialog | None:
    """Open the dialog over an assessment on record, to correct it with a reason."""
    case = _read(desk, patient_id)
    if case is None:
        return None
    kept = next((each for each in case.assessments if each.id == entry_id), None)
    if kept is None or case.course_id is None:
        desk.failed.emit("This assessment is no longer on record. Open the patient again.")
        return None
    dialog = AssessmentDialog(_setting(desk, case, entry_id), parent)
    course_id = case.course_id

    def keep(new: NewAssessment) -> None:
        act = _kept(
            desk,
            dialog,
            lambda accepted: toxicity.correct_assessment(
                desk.clinic, course_id, entry_id, new, dialog.reason, accepted=accepted
            ),
        )
        if act is not None:
            dialog.accept()

    dialog.saved.connect(keep)
    _show(dialog)
    return dialog


class _Logging(QObject):
    """One assessment being logged for one patient; lives as long as its dialog."""

    def __init__(
        self, desk: Desk, case: CaseFile, course_id: CourseId, parent: QWidget | None
    ) -> None:
        dialog = AssessmentDialog(_setting(desk, case), parent)
        super().__init__(dialog)
        self._dialog = dialog
        self._desk, self._case, self._course_id, self._parent = desk, case, course_id, parent
        self._dialog.saved.connect(self._save)
        self._dialog.saved_for_next.connect(self._save_for_next)
        self._dialog.not_done_stated.connect(self._keep_not_done)

    def open(self) -> AssessmentDialog:
        """Show the dialog."""
        _show(self._dialog)
        return self._dialog

    @Slot(object)
    def _save(self, new: NewAssessment) -> bool:
        clinic = self._desk.clinic
        act = _kept(
            self._desk,
            self._dialog,
            lambda accepted: toxicity.log_assessment(
                clinic, self._course_id, new, accepted=accepted
            ),
        )
        if act is not None:
            self._dialog.accept()
        return act is not None

    @Slot(object)
    def _save_for_next(self, new: NewAssessment) -> None:
        if not self._save(new):
            return
        view = worklist.today(self._desk.clinic)
        following = next_patient(view, self._case.patient_id)
        if following is None:
            self._desk.told.emit("Assessment saved. No other patient is due.")
            return
        open_assessment(self._desk, following, self._parent)

    @Slot(object, str)
    def _keep_not_done(self, at: datetime, reason: str) -> None:
        clinic = self._desk.clinic
        act = _kept(
            self._desk,
            self._dialog,
            lambda _: toxicity.mark_not_done(clinic, self._course_id, at, reason),
        )
        if act is not None:
            self._dialog.accept()


def next_patient(view: TodayView, after: PatientId) -> PatientId | None:
    """Return whose assessment is due next: by the clinic's rule, else down the CRS list.

    Without a clinic rule nothing is due; then it is the patient below this one on the CRS list.
    """
    due = [item.person.patient_id for item in view.items if item.kind is DueKind.ASSESSMENT]
    others = [patient_id for patient_id in due if patient_id != after]
    if others or any(line.interval_hours is not None for line in view.watch):
        return others[0] if others else None
    watched = [line.person.patient_id for line in view.watch if line.person.day is not None]
    below = watched[watched.index(after) + 1 :] if after in watched else watched
    return below[0] if below else None


def _kept(desk: Desk, dialog: AssessmentDialog, act: Callable[[frozenset[str]], Act]) -> Act | None:
    """Do an act; what is wrong with a field is shown at it, and the dialog stays open."""
    try:
        return desk.do(act, field_errors=True)
    except InvalidEntryError as error:
        dialog.show_error(error)
        return None


def _setting(desk: Desk, case: CaseFile, entry_id: int = 0) -> AssessmentSetting:
    clinic = desk.clinic
    kept = next((each for each in case.assessments if each.id == entry_id), None)
    return AssessmentSetting(
        case=case,
        zone=clinic.record.zone,
        now=clinic.now,
        user=clinic.user.name,
        interval_hours=clinic.record.interval_hours,
        kept=kept,
    )


def _read(desk: Desk, patient_id: PatientId) -> CaseFile | None:
    try:
        return casefile.read(desk.clinic, patient_id)
    except CarttrackError as error:
        desk.failed.emit(str(error))
        return None


def _show(dialog: AssessmentDialog) -> None:
    dialog.derived.scales_requested.connect(
        lambda: ScalesDialog(catalogue.scale_help(), dialog).open()
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
