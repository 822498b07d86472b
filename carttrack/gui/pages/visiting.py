"""Acts of the follow-up and of toxicity that want a dialog: visits, responses, what was given."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from carttrack.domain.casefile import CaseFile
from carttrack.domain.days import span
from carttrack.domain.errors import NotFoundError
from carttrack.domain.follow_up.standing import form_of
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import Act
from carttrack.domain.outcome.response import Response
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.interventions import Given
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.booking import Appointment, BookingDialog
from carttrack.gui.dialogs.closing import ClosingDialog
from carttrack.gui.dialogs.given import GivenDialog
from carttrack.gui.dialogs.reason import Reason, ReasonDialog
from carttrack.gui.dialogs.response import ResponseDialog
from carttrack.gui.dialogs.visit_form import VisitFormDialog
from carttrack.gui.pages.keeping import Codes, open_for
from carttrack.gui.pages.occasions import course_of, occasion_of
from carttrack.services import follow_up, toxicity
from carttrack.services.follow_up import Booking

translate = QCoreApplication.translate

OUTSIDE_WINDOW = "outside-window"
"""The question the booking dialog has asked already: the reading says it, the reason answers it."""


def book_visit(desk: Desk, case: CaseFile, code: str, parent: QWidget) -> BookingDialog:
    """Take the appointment of a visit, or another one."""
    name, course_id = visit_name(case, code), course_of(case)
    dialog = BookingDialog(occasion_of(desk, case), visit_of(case, code), name, parent)

    def keep(value: Appointment, accepted: Codes) -> Act:
        booking = Booking(
            on=value.appointment_on,
            at=value.appointment_at,
            place=value.place,
            reason=value.reason,
        )
        answered = accepted | {OUTSIDE_WINDOW} if value.reason else accepted
        return follow_up.book_visit(desk.clinic, course_id, code, booking, accepted=answered)

    open_for(desk, dialog, keep)
    return dialog


def complete_visit(desk: Desk, case: CaseFile, code: str, parent: QWidget) -> VisitFormDialog:
    """Take the form of a visit, which completes it."""
    title = visit_title(case, code)
    planned = case.protocol.planned_words(code) if case.protocol else ""
    begun = form_of(case, code)
    dialog = VisitFormDialog(
        occasion_of(desk, case),
        title,
        planned=planned,
        begun=begun.value if begun is not None else None,
        parent=parent,
    )
    course_id = course_of(case)

    def keep(value: VisitForm, accepted: Codes) -> Act:
        return follow_up.complete_visit(desk.clinic, course_id, code, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def miss_visit(desk: Desk, case: CaseFile, code: str, parent: QWidget) -> ReasonDialog:
    """Take the reason why a visit was missed."""
    visit, course_id = visit_of(case, code), course_of(case)
    sentence = translate("visiting", "The {0} visit, window {1}, is marked missed today.").format(
        visit_name(case, code), span(visit.earliest, visit.latest)
    )
    title = translate("visiting", "Visit missed")
    dialog = ReasonDialog(occasion_of(desk, case), title, sentence, parent)

    def keep(value: Reason, _accepted: Codes) -> Act:
        return follow_up.miss_visit(desk.clinic, course_id, code, value.text)

    open_for(desk, dialog, keep)
    return dialog


def record_response(desk: Desk, case: CaseFile, parent: QWidget) -> ResponseDialog:
    """Take a response as stated by the clinician."""
    dialog, course_id = ResponseDialog(occasion_of(desk, case), parent=parent), course_of(case)

    def keep(value: Response, _accepted: Codes) -> Act:
        return follow_up.record_response(desk.clinic, course_id, value)

    open_for(desk, dialog, keep)
    return dialog


def record_given(desk: Desk, case: CaseFile, parent: QWidget) -> GivenDialog:
    """Take what was given."""
    dialog, course_id = GivenDialog(occasion_of(desk, case), parent=parent), course_of(case)

    def keep(value: Given, accepted: Codes) -> Act:
        return toxicity.record_given(desk.clinic, course_id, value, accepted=accepted)

    open_for(desk, dialog, keep)
    return dialog


def close_episode(desk: Desk, case: CaseFile, which: Toxicity, parent: QWidget) -> ClosingDialog:
    """Take the end of the open episode of a toxicity."""
    dialog, course_id = (
        ClosingDialog(occasion_of(desk, case), which, parent=parent),
        course_of(case),
    )

    def keep(value: EpisodeClosing, _accepted: Codes) -> Act:
        return toxicity.close_episode(
            desk.clinic, course_id, which, value.closed_at, value.closed_by, value.note
        )

    open_for(desk, dialog, keep)
    return dialog


def mark_not_done(desk: Desk, case: CaseFile, parent: QWidget) -> ReasonDialog:
    """Take why an assessment that was due was not done."""
    title = translate("visiting", "Assessment not done")
    sentence = translate("visiting", "The assessment is recorded as not done, with the reason.")
    dialog, course_id = (
        ReasonDialog(occasion_of(desk, case), title, sentence, parent),
        course_of(case),
    )
    due = translate("visiting", "Due at")
    dialog.ask_when(due, translate("visiting", "Type day and time at which it was due."))

    def keep(value: Reason, _accepted: Codes) -> Act:
        at = value.at or desk.clinic.now()
        return toxicity.mark_not_done(desk.clinic, course_id, at, value.text)

    open_for(desk, dialog, keep)
    return dialog


def visit_of(case: CaseFile, code: str) -> Visit:
    """Return the visit of a code; raises `NotFoundError` where the follow-up has none."""
    for kept in case.visits:
        if kept.value.code == code:
            return kept.value
    raise NotFoundError("This visit is not in the patient's follow-up. Open the patient again.")


def visit_name(case: CaseFile, code: str) -> str:
    """Return the name of a visit in the course's protocol."""
    return case.protocol.visit_name(code) if case.protocol else code


def visit_title(case: CaseFile, code: str) -> str:
    """Return the name of a visit as the title of its dialog."""
    return translate("visiting", "{0} visit").format(visit_name(case, code))
