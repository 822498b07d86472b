"""A course's responses with all that is derived of each."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import Comparison
from carttrack.domain.kept import Kept
from carttrack.domain.outcome.counts_of_day import with_counts
from carttrack.domain.outcome.criteria import Before
from carttrack.domain.outcome.derivation import (
    REMISSIONS,
    Agreement,
    DerivedResponse,
    agreement,
    derived_response,
    has_response_form,
)
from carttrack.domain.outcome.mrd import MrdCategory, mrd_category
from carttrack.domain.outcome.remission import RemissionNumber, remission_number
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.patients import CnsStatus, DiseaseStatus

_IN_REMISSION = frozenset({DiseaseStatus.FIRST_REMISSION, DiseaseStatus.MRD_ONLY})
_COMPLETE = frozenset({ResponseKind.CR, ResponseKind.CRI})
_NOT_YET = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedResponse:
    """One response as kept, with what its findings make.

    `derived` is None for a disease without a response form here, and for a baseline, assessed
    before the infusion. `counts_from_record` tells that
    counts were taken from the blood of the same day on record. `remission` is the number of the
    remission, None where neither statement nor findings are CR or CRi, or it is not known.
    """

    kept: Kept[Response]
    derived: DerivedResponse | None
    agreement: Agreement
    mrd: MrdCategory
    remission: RemissionNumber | None
    counts_from_record: bool = False

    @property
    def response(self) -> Response:
        """The response itself."""
        return self.kept.value


def assessed_responses(
    case: CaseFile, counts: Comparison = Comparison.AT_LEAST
) -> tuple[AssessedResponse, ...]:
    """Return the course's responses, oldest first, each judged with those before it.

    A remission before is one that was stated or derived earlier in the course, or the one that
    the patient was infused in.
    """
    patient = case.patient.value
    remission = patient.disease_status in _IN_REMISSION
    involved = patient.cns_status in {CnsStatus.CNS2, CnsStatus.CNS3}
    found = []
    for kept in case.responses:
        before = Before(remission=remission, cns_involved=involved)
        one = _assessed(case, kept, before, counts)
        found.append(one)
        remission = remission or bool(_kinds(one) & set(REMISSIONS))
        involved = involved or kept.value.cns in {CnsStatus.CNS2, CnsStatus.CNS3}
    return tuple(found)


def assessed_as(
    case: CaseFile,
    response: Response,
    counts: Comparison = Comparison.AT_LEAST,
    *,
    instead_of: Response | None = None,
) -> AssessedResponse:
    """Return what a response that is not kept yet would be among those of the course.

    `instead_of` is the response on record that it corrects.
    """
    others = list(case.responses)
    corrected = next((kept for kept in others if kept.value == instead_of), None)
    if corrected is not None:
        others.remove(corrected)
    new = Kept(id=0, value=response, entered_at=_NOT_YET, entered_by="")
    responses = sorted([*others, new], key=lambda kept: kept.value.assessed_on)
    judged = assessed_responses(replace(case, responses=tuple(responses)), counts)
    return judged[next(place for place, kept in enumerate(responses) if kept is new)]


def in_remission_on(case: CaseFile, on: date, counts: Comparison = Comparison.AT_LEAST) -> bool:
    """Tell whether a remission is on record before or on a day, stated or derived."""
    if case.patient.value.disease_status in _IN_REMISSION:
        return True
    return any(
        one.response.assessed_on <= on and _kinds(one) & set(REMISSIONS)
        for one in assessed_responses(case, counts)
    )


def _assessed(
    case: CaseFile, kept: Kept[Response], before: Before, counts: Comparison
) -> AssessedResponse:
    response, patient = kept.value, case.patient.value
    derived = None
    agreed = Agreement.NOT_STATED if response.stated is None else Agreement.NOT_DERIVED
    filled = with_counts(response, case)
    is_baseline = case.day0 is None or response.assessed_on < case.day0
    if has_response_form(patient.disease) and not is_baseline:
        derived = derived_response(filled, counts=counts, before=before)
        agreed = agreement(response.stated, derived)
    complete = response.stated in _COMPLETE or (derived is not None and derived.kind in _COMPLETE)
    relapses = (relapse.value for relapse in case.relapses)
    number = remission_number(patient.disease_status, relapses, response.assessed_on)
    return AssessedResponse(
        kept=kept,
        derived=derived,
        agreement=agreed,
        mrd=mrd_category(response),
        remission=number if complete else None,
        counts_from_record=derived is not None and filled != response,
    )


def _kinds(one: AssessedResponse) -> set[ResponseKind]:
    derived = one.derived.kind if one.derived else None
    return {kind for kind in (one.response.stated, derived) if kind is not None}
