"""One course as cohort figures see it: days and codes, read for all courses at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from carttrack.domain.clinic import Comparison
from carttrack.domain.outcome.criteria import Before
from carttrack.domain.outcome.derivation import REMISSIONS, derived_response, has_response_form
from carttrack.domain.outcome.relapse import RelapseKind
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.patients import CnsStatus, DeathCause, Disease, DiseaseStatus, Target
from carttrack.domain.toxicity.other_scales import GradedEvent

_IN_REMISSION = frozenset({DiseaseStatus.FIRST_REMISSION, DiseaseStatus.MRD_ONLY})
_CNS = frozenset({CnsStatus.CNS2, CnsStatus.CNS3})


@dataclass(frozen=True, slots=True)
class ResponseOnRecord:
    """One assessment of response: what the clinician stated, else the findings to derive it of."""

    on: date
    stated: ResponseKind | None
    cns: CnsStatus | None = None
    findings: Response | None = None


@dataclass(frozen=True, slots=True)
class RelapseOnRecord:
    """One relapse."""

    on: date
    kind: RelapseKind


@dataclass(frozen=True, slots=True)
class WorstGrade:
    """The highest grade of a course on one scale.

    `grade` is 0 where the criteria were never met, None where nothing could be graded;
    `at_least` tells that a finding was not recorded which could have made it higher. `reported`
    marks a grade that somebody else gave, here kept apart from those graded by the findings.
    """

    event: GradedEvent
    scale: str
    grade: int | None
    at_least: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCourse:
    """The days and codes of one course and its patient; None means it did not happen, or not yet.

    `evaluated_on` and `collected_on` are when evaluation and leukapheresis began, `decided_on` is
    the tumour board, `made_on` when the product was there, `infused_on` Day 0. `alive_on` is the
    last day on which the course shows the patient alive. `therapies` are the days on which
    further therapy began. `targets` are those of the product, empty where not known.
    """

    patient_id: int
    course_id: int
    number: int
    disease: Disease
    birth_date: date
    product: str
    opened_on: date
    targets: frozenset[Target] = frozenset()
    disease_status: DiseaseStatus | None = None
    cns_status: CnsStatus | None = None
    ended_on: date | None = None
    end_reason: EndReason | None = None
    evaluated_on: date | None = None
    decided_on: date | None = None
    collected_on: date | None = None
    made_on: date | None = None
    infused_on: date | None = None
    died_on: date | None = None
    cause: DeathCause | None = None
    alive_on: date | None = None
    responses: tuple[ResponseOnRecord, ...] = ()
    relapses: tuple[RelapseOnRecord, ...] = ()
    therapies: tuple[date, ...] = ()
    grades: tuple[WorstGrade, ...] = ()


class ResponseBasis(StrEnum):
    """Where the kind of a response comes from: the statement stands above the findings."""

    STATED = "stated"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class JudgedResponse:
    """One assessment after the infusion that says something of the disease."""

    on: date
    kind: ResponseKind
    basis: ResponseBasis


def judged_responses(
    course: CohortCourse, counts: Comparison = Comparison.AT_LEAST
) -> tuple[JudgedResponse, ...]:
    """Return the assessments after Day 0 that can be judged, oldest first.

    The clinician's statement counts; without one, and in B-ALL only, what the findings make, with
    ANC and platelets compared as `counts` says. What is not evaluable is left out.
    """
    if course.infused_on is None:
        return ()
    remission = course.disease_status in _IN_REMISSION
    involved = course.cns_status in _CNS
    found = []
    for record in sorted(course.responses, key=lambda one: one.on):
        before = Before(remission=remission, cns_involved=involved)
        judged = _judged(course.disease, record, counts, before)
        if judged is not None:
            remission = remission or judged.kind in REMISSIONS
            if record.on > course.infused_on:
                found.append(judged)
        involved = involved or record.cns in _CNS
    return tuple(found)


def _judged(
    disease: Disease, record: ResponseOnRecord, counts: Comparison, before: Before
) -> JudgedResponse | None:
    if record.stated is not None:
        if record.stated is ResponseKind.NOT_EVALUABLE:
            return None
        return JudgedResponse(record.on, record.stated, ResponseBasis.STATED)
    if record.findings is None or not has_response_form(disease):
        return None
    kind = derived_response(record.findings, counts=counts, before=before).kind
    return None if kind is None else JudgedResponse(record.on, kind, ResponseBasis.DERIVED)


def with_later_cells(courses: Iterable[CohortCourse]) -> tuple[CohortCourse, ...]:
    """Return the courses of patients with what one course of theirs says of another.

    The cells of a later course are further therapy after an earlier one, and a patient last seen
    alive in one course was alive in all.
    """
    of_patient: dict[int, list[CohortCourse]] = {}
    for course in courses:
        of_patient.setdefault(course.patient_id, []).append(course)
    return tuple(
        _among(course, siblings) if len(siblings) > 1 else course
        for siblings in of_patient.values()
        for course in siblings
    )


def _among(course: CohortCourse, siblings: list[CohortCourse]) -> CohortCourse:
    alive = (one.alive_on for one in siblings if one.alive_on is not None)
    cells = (
        one.infused_on
        for one in siblings
        if one.number > course.number and one.infused_on is not None
    )
    return replace(
        course,
        alive_on=max(alive, default=None),
        therapies=tuple(sorted((*course.therapies, *cells))),
    )
