"""Registering a patient: the dialog, wired to intake."""

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from carttrack.domain.errors import InvalidEntryError, NotFoundError
from carttrack.domain.kept import Act, PatientId
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.patients import Patient
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.registration import NewPatient, RegistrationDialog
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import occasion_of
from carttrack.gui.pages.treating import new_course
from carttrack.gui.widgets.message_bar import Action
from carttrack.services import casefile, catalogue, entries, intake, pathway
from carttrack.services.intake import Registration

translate = QCoreApplication.translate


def open_registration(desk: Desk, parent: QWidget) -> RegistrationDialog:
    """Take a new patient; once registered, the patient's page is asked for.

    An MRN that is taken offers to open the patient who has it.
    """

    def similar(entered: Patient) -> list[str]:
        return [found.text for found in intake.similar(desk.clinic, entered)]

    dialog = RegistrationDialog(occasion_of(desk), catalogue.products(), similar, parent)
    registered: list[tuple[PatientId, date | None]] = []

    def keep(new: NewPatient, accepted: Codes) -> Act:
        entries.demand_past(desk.clinic, new)  # the assent, which is kept after the rest
        patient_id, act = intake.register(desk.clinic, _registration(new), accepted=accepted)
        registered[:] = [(patient_id, new.assent_on)]
        return act

    def show() -> None:
        for patient_id, assent_on in registered:
            if assent_on is not None:
                _keep_assent(desk, patient_id, assent_on)
            desk.patient_requested.emit(patient_id, "overview")

    dialog.accepted.connect(show)
    open_for(desk, dialog, keep, partial(_ways_out, desk, dialog))
    return dialog


def _registration(new: NewPatient) -> Registration:
    return Registration(
        patient=new.patient,
        weights=new.weights,
        contacts=new.contacts,
        therapy_lines=new.therapy_lines,
        antigen_tests=new.antigen_tests,
        alerts=new.alerts,
        course=new_course(new.course) if new.course else None,
    )


def _keep_assent(desk: Desk, patient_id: PatientId, assent_on: date) -> None:
    """Keep the assent of a minor as the milestone of the course just opened."""
    course_id = casefile.read(desk.clinic, patient_id).course_id
    assert course_id is not None, "the dialog asks for the product with an assent"
    assent = Milestone(kind=MilestoneKind.ASSENT, done_on=assent_on)
    desk.do(
        lambda accepted: pathway.record_milestone(desk.clinic, course_id, assent, accepted=accepted)
    )


def _ways_out(desk: Desk, dialog: RegistrationDialog, error: InvalidEntryError) -> list[Action]:
    """Return the way to the patient who has the MRN already."""
    if error.field != "mrn":
        return []
    try:
        patient_id = casefile.find(desk.clinic, dialog.fields.mrn.value)
    except NotFoundError:
        return []

    def leave_for() -> None:
        dialog.done(dialog.DialogCode.Rejected)
        desk.patient_requested.emit(patient_id, "overview")

    return [(translate("registering", "Open that patient"), leave_for)]
