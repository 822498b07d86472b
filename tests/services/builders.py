"""Acts that tests of services start from."""

from collections.abc import Callable
from datetime import date
from typing import Any

from carttrack.domain.errors import QuestionsError
from carttrack.domain.kept import Act, CourseId, PatientId
from carttrack.domain.pathway.checklists import Answer, CheckAnswer, Checklist
from carttrack.domain.pathway.steps import Step, StepRecord
from carttrack.services import casefile, checklists, course, infusion, intake, pathway
from carttrack.services.clinic import Clinic
from carttrack.services.intake import NewCourse, Registration
from tests.builders import a_patient, an_infusion


def accepting(act: Callable[[frozenset[str]], Act]) -> Act:
    """Do an act, accepting every question it asks, as a user who answers yes."""
    try:
        return act(frozenset())
    except QuestionsError as error:
        return act(frozenset(question.code for question in error.questions))


def registered(clinic: Clinic, **changes: Any) -> tuple[PatientId, CourseId]:
    """Register a patient with a brexucabtagene course."""
    registration = Registration(
        patient=a_patient(**changes),
        course=NewCourse(product="brexu_cel", referred_on=date(2026, 8, 24)),
    )
    patient_id, _ = intake.register(clinic, registration)
    course_id = casefile.read(clinic, patient_id).course_id
    assert course_id is not None
    return patient_id, course_id


def step(
    clinic: Clinic, course_id: CourseId, which: Step, started: date, finished: date | None = None
) -> Act:
    """Record a step as done."""
    record = StepRecord(step=which, started_on=started, finished_on=finished or started)
    return accepting(
        lambda accepted: pathway.record_step(clinic, course_id, record, accepted=accepted)
    )


def cleared(clinic: Clinic, course_id: CourseId, checklist: Checklist) -> Act:
    """Answer every item of a checklist and sign it."""
    case = course.case_of(clinic, course_id)
    answers = [
        CheckAnswer(checklist=checklist, item=item.code, answer=Answer.MET)
        for item in checklists.items_of(case, checklist)
    ]
    checklists.answer_items(clinic, course_id, answers)
    return accepting(
        lambda accepted: checklists.sign_checklist(clinic, course_id, checklist, accepted=accepted)
    )


def ready_for_infusion(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """Take a patient as far as the door of the infusion."""
    patient_id, course_id = registered(clinic)
    step(clinic, course_id, Step.REFERRAL, date(2026, 8, 24), date(2026, 8, 30))
    step(clinic, course_id, Step.EVALUATION, date(2026, 8, 31), date(2026, 9, 7))
    step(clinic, course_id, Step.LEUKAPHERESIS, date(2026, 9, 14))
    step(clinic, course_id, Step.MANUFACTURING, date(2026, 9, 15), date(2026, 10, 9))
    cleared(clinic, course_id, Checklist.BEFORE_LYMPHODEPLETION)
    step(clinic, course_id, Step.LYMPHODEPLETION, date(2026, 10, 19), date(2026, 10, 21))
    cleared(clinic, course_id, Checklist.BEFORE_INFUSION)
    return patient_id, course_id


def infused(clinic: Clinic) -> tuple[PatientId, CourseId]:
    """Take a patient through the infusion of 23 Oct 2026."""
    patient_id, course_id = ready_for_infusion(clinic)
    accepting(
        lambda accepted: infusion.record_infusion(
            clinic, course_id, an_infusion(), accepted=accepted
        )
    )
    return patient_id, course_id
