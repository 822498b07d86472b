"""A patient's page on a real clinic, and a course with everything in it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.milestones import Milestone, MilestoneKind
from carttrack.domain.patients import Alert, AlertKind
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.toxicity.new_assessment import HandSet, NewAssessment
from carttrack.gui.desk import Desk
from carttrack.gui.pages.patient import PatientPage
from carttrack.services import entries, follow_up, pathway, toxicity
from carttrack.services.clinic import Clinic
from carttrack.services.entries import Entry
from carttrack.services.follow_up import Booking
from tests.builders import a_response, crs_findings, icans_findings
from tests.services.builders import infused

ONSET = datetime(2026, 10, 25, 14, 20, tzinfo=UTC)
WORST = datetime(2026, 10, 27, 18, 30, tzinfo=UTC)
CLOSED = datetime(2026, 10, 31, 8, 5, tzinfo=UTC)


def a_full_course(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """An infused patient with two assessments, a dose, a closed episode, a booking, a response."""
    patient_id, course_id = infused(clinic)
    entries.add(
        clinic, Entry.ALERT, patient_id, Alert(kind=AlertKind.ALLERGY, subject="penicillin")
    )
    log(clinic, course_id, ONSET, Decimal("38.4"), by_hand=HandSet(grade=1, reason="rigors"))
    given = Given(drug=Drug.TOCILIZUMAB, started_at=WORST, dose=Decimal(491), unit="mg")
    log(clinic, course_id, WORST, Decimal("39.8"), given=(given,))
    toxicity.mark_not_done(
        clinic, course_id, datetime(2026, 10, 28, 6, tzinfo=UTC), "in the scanner"
    )
    toxicity.close_episode(clinic, course_id, Toxicity.CRS, CLOSED, "R. Demo", "afebrile")
    follow_up.book_visit(clinic, course_id, "day_28", Booking(on=date(2026, 11, 23)))
    follow_up.record_response(clinic, course_id, a_response())
    admission = Milestone(kind=MilestoneKind.ADMISSION, done_on=date(2026, 10, 18), by="Ward 4")
    pathway.record_milestone(clinic, course_id, admission)
    return patient_id, course_id


def log(
    clinic: Clinic,
    course_id: CourseId,
    at: datetime,
    temp_c: Decimal,
    *,
    by_hand: HandSet | None = None,
    given: tuple[Given, ...] = (),
) -> None:
    """Log an assessment with CRS of grade 2 by its findings."""
    new = NewAssessment(
        at=at,
        crs=crs_findings(temp_c=temp_c),
        icans=icans_findings(),
        crs_by_hand=by_hand,
        systolic=104,
        diastolic=60,
        given=given,
    )
    toxicity.log_assessment(clinic, course_id, new)


def a_page(desk: Desk, patient_id: PatientId, tab: str = "overview") -> PatientPage:
    """A page as the window shows it at 1440 × 900."""
    page = PatientPage(desk, patient_id)
    page.resize(1232, 900)
    page.show_tab(tab)
    page.show()
    return page
