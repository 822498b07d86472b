"""Data quality: the queue of findings over the whole store, and accepting one as it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError, RefusedError
from carttrack.domain.kept import Act, CourseId, PatientId
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.quality.findings import Finding, Inspection
from carttrack.domain.quality.rules import findings
from carttrack.domain.tick import Tick, ignore
from carttrack.services import cases, catalogue, course
from carttrack.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One finding of one case; `case` tells whose it is and which course."""

    case: CaseFile
    finding: Finding


def queue(clinic: Clinic, *, accepted: bool = False, tick: Tick = ignore) -> Iterator[QueueLine]:
    """Yield what the rules find in every course; with `accepted` also what was accepted."""
    return _lines(cases.every_case(clinic, tick), inspection(clinic), accepted=accepted)


def of_patient(
    clinic: Clinic, patient_id: PatientId, *, accepted: bool = True
) -> tuple[QueueLine, ...]:
    """Return what the rules find in the courses of one patient."""
    found = cases.one_case(clinic, patient_id)
    return tuple(_lines(found, inspection(clinic), accepted=accepted))


def accept_finding(clinic: Clinic, course_id: CourseId, finding: Finding, reason: str) -> Act:
    """Keep that a finding may stay as it is, with the reason, in the name of the user.

    Raises `InvalidEntryError` without a reason, `RefusedError` for a finding that is accepted
    already or no longer there.
    """
    if not reason.strip():
        raise InvalidEntryError("reason", "Give the reason why this may stay as it is.")
    case = course.case_of(clinic, course_id)
    now = findings(case, inspection(clinic))
    same = [f for f in now if (f.rule, f.subject, f.text) == _key(finding)]
    if not same:
        raise RefusedError("This is no longer found in the record. Nothing was changed.")
    if same[0].accepted is not None:
        raise RefusedError("This was accepted before. Nothing was changed.")
    value = AcceptedFinding(
        rule=finding.rule,
        subject=finding.subject,
        text=finding.text,
        reason=reason,
        accepted_by=clinic.user.name,
        accepted_at=clinic.now(),
    )
    what = f"Finding accepted: {finding.title}, {case.patient.value.name}"
    with clinic.work(what, reason=reason.strip()) as work:
        entry_id = work.accepted_findings.add(course_id, value)
    return Act(id=work.act, what=what, entry_id=entry_id)


def inspection(clinic: Clinic) -> Inspection:
    """Return what cases are looked at with today."""
    return Inspection(today=clinic.today(), zone=clinic.record.zone, plans=catalogue.registries())


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.subject, finding.text


def _lines(found: Iterator[CaseFile], at: Inspection, *, accepted: bool) -> Iterator[QueueLine]:
    for case in found:
        for finding in findings(case, at):
            if accepted or finding.accepted is None:
                yield QueueLine(case, finding)
