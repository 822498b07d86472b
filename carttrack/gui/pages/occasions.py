"""What a dialog is opened with: the moment, the user, and the course at hand."""

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import RefusedError
from carttrack.domain.kept import CourseId
from carttrack.gui.desk import Desk
from carttrack.gui.dialogs.occasion import Occasion


def occasion_of(desk: Desk, case: CaseFile | None = None) -> Occasion:
    """Return the present occasion at a desk, about a case."""
    clinic = desk.clinic
    return Occasion(
        now=clinic.local_now(),
        user=clinic.user.name,
        case=case,
        holidays=clinic.holidays,
        counts=clinic.record.response_counts,
    )


def course_of(case: CaseFile) -> CourseId:
    """Return the course of a case; raises `RefusedError` where there is none."""
    if case.course_id is None:
        raise RefusedError("The patient has no course yet. Open one first; nothing was changed.")
    return case.course_id
