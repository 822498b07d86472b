"""Gathering a visit summary, and keeping that it was issued."""

from datetime import date, datetime

from carttrack import __version__
from carttrack.domain.casefile import CaseFile
from carttrack.domain.fields import LONGEST_LINE
from carttrack.domain.follow_up.schedule import distance_sentence, driving_sentence
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.kept import Act, CourseId, PatientId
from carttrack.domain.papers import IssuedPaper, PaperKind
from carttrack.domain.reference.applicability import assess
from carttrack.domain.reference.facts import facts_of
from carttrack.domain.summary import VisitSummary
from carttrack.services import casefile, catalogue
from carttrack.services.clinic import Clinic


def gather(
    clinic: Clinic,
    patient_id: PatientId,
    course_id: CourseId | None = None,
    *,
    visit_on: date | None = None,
    printed_at: datetime | None = None,
) -> VisitSummary:
    """Gather the summary of a visit; the latest one on or before today when none is named."""
    case = casefile.read(clinic, patient_id, course_id)
    day = visit_on or latest_visit_day(case, clinic.today())
    form = next((k.value for k in reversed(case.visit_forms) if k.value.seen_on == day), None)
    visit = _visit_on(case, day, form)
    rules = clinic.record
    return VisitSummary(
        case=case,
        clinic=clinic.record,
        visit_on=day,
        visit=visit,
        form=form,
        library=catalogue.library(),
        applicability=assess(facts_of(case, today=clinic.today()), catalogue.library()),
        driving=driving_sentence(case.protocol, rules.driving_rule, case.day0),
        distance=distance_sentence(case.protocol, rules.distance_rule, case.day0),
        printed_at=printed_at or clinic.now(),
        printed_by=clinic.user.name,
        program=f"carttrack {__version__}",
    )


def visit_days(case: CaseFile, today: date) -> tuple[date, ...]:
    """Return the days a summary can be about, latest first: visits seen or booked, and today."""
    days = {kept.value.seen_on for kept in case.visit_forms}
    days |= {kept.value.appointment_on for kept in case.visits if kept.value.appointment_on}
    return tuple(sorted({day for day in days if day <= today} | {today}, reverse=True))


def latest_visit_day(case: CaseFile, today: date) -> date:
    """Return the latest day on or before today with a visit seen or booked, else today."""
    days = visit_days(case, today)
    seen = [day for day in days if day != today] if not _visit_today(case, today) else [today]
    return seen[0] if seen else today


def record_issued(
    clinic: Clinic, summary: VisitSummary, *, sha256: str, destination: str
) -> Act | None:
    """Keep that a summary left the clinic; None where the patient has no course to keep it with."""
    course_id = summary.case.course_id
    if course_id is None:
        return None
    what = f"Visit summary issued, {summary.case.patient.value.name}"
    paper = IssuedPaper(
        kind=PaperKind.VISIT_SUMMARY,
        about_on=summary.visit_on,
        issued_at=clinic.now(),
        issued_by=clinic.user.name,
        sha256=sha256,
        record_version=summary.case.record_version,
        destination=_written(destination),
    )
    with clinic.work(what) as work:
        entry_id = work.papers.add(course_id, paper)
    return Act(id=work.act, what=what, entry_id=entry_id)


def _written(name: str) -> str:
    """Return a file's name as it can be kept: what a system allows in names is wider."""
    plain = (char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    return "".join(plain)[:LONGEST_LINE]


def _visit_today(case: CaseFile, today: date) -> bool:
    return any(k.value.seen_on == today for k in case.visit_forms) or any(
        k.value.appointment_on == today for k in case.visits
    )


def _visit_on(case: CaseFile, day: date, form: VisitForm | None) -> Visit | None:
    if form is not None and form.visit:
        return next((k.value for k in case.visits if k.value.code == form.visit), None)
    return next((k.value for k in case.visits if k.value.appointment_on == day), None)
