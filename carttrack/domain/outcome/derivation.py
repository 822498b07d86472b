"""The response that findings make, beside the clinician's statement.

The criteria are those of acute lymphoblastic leukaemia and of nothing else. Where they leave a
point open the result is "cannot say", with the reason.
"""

from dataclasses import dataclass
from enum import StrEnum

from carttrack.domain.clinic import Comparison
from carttrack.domain.days import short_date
from carttrack.domain.outcome.criteria import (
    CIBMTR,
    MARROW,
    WORKSHOP,
    WORKSHOP_RELAPSE,
    Before,
    Criterion,
    Verdict,
    count_lines,
    disease_lines,
)
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.patients import Disease
from carttrack.domain.terms import term

REMISSIONS = (ResponseKind.CR, ResponseKind.CRI, ResponseKind.MLFS)
"""The responses that are remissions of marrow and sites outside it, the fullest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedResponse:
    """What the findings make; `kind` is None where they do not say.

    `reason` is the deciding point in words, `criteria` every line of it, `remarks` what else the
    registry asks or the table leaves open. `open_to` are the fuller responses that missing counts
    leave possible.
    """

    kind: ResponseKind | None
    reason: str
    criteria: tuple[Criterion, ...]
    remarks: tuple[str, ...] = ()
    open_to: tuple[ResponseKind, ...] = ()


def has_response_form(disease: Disease) -> bool:
    """Tell whether the response of a disease can be kept here; the criteria of others differ."""
    return disease is Disease.B_ALL


def without_form(disease: Disease) -> str:
    """Return the sentence for a disease without a response form here, empty for B-ALL.

    Lymphoma is assessed by Lugano criteria, myeloma by those of the IMWG; the form of B-ALL fits
    neither.
    """
    if has_response_form(disease):
        return ""
    return f"No response form for {term(disease)} here: steps and toxicity only."


def derived_response(
    response: Response, *, counts: Comparison = Comparison.AT_LEAST, before: Before | None = None
) -> DerivedResponse:
    """Return the response that the findings of one assessment make in B-ALL.

    CR: blasts in marrow below 5 %, no disease outside the marrow, ANC 1.0 and platelets 100
    (×10⁹/L) reached. CRi: as CR with one or both counts not reached. MLFS: marrow and sites as in
    CR, counts not asked; it is what stays when counts are missing. Otherwise no response, or
    after a remission a relapse. Source: `CRITERIA`, `WORKSHOP`.
    """
    known = before or Before()
    disease, blood = disease_lines(response, known), count_lines(response, counts)
    lost = [line for line in disease if line.verdict is Verdict.NOT_MET]
    unknown = [line for line in disease if line.verdict is Verdict.UNKNOWN]
    if lost:
        kind, reason = _with_disease(response, lost, remission=known.remission)
    elif unknown:
        kind, reason = None, "; ".join(_words(line) for line in unknown)
    else:
        kind, reason = _with_counts(blood)
    return DerivedResponse(
        kind=kind,
        reason=reason,
        criteria=(*disease, *blood),
        remarks=_remarks(response, kind, blood),
        open_to=_open_to(kind, blood),
    )


def _with_disease(
    response: Response, lost: list[Criterion], *, remission: bool
) -> tuple[ResponseKind | None, str]:
    reason = "; ".join(_words(line) for line in lost)
    if not remission:
        return ResponseKind.NO_RESPONSE, reason
    blasts = response.marrow_blasts
    only_marrow = len(lost) == 1 and lost[0].item == MARROW
    if only_marrow and blasts is not None and blasts < WORKSHOP_RELAPSE:
        return None, (
            f"{reason}, after a remission: published thresholds of relapse differ "
            f"(at least {WORKSHOP_RELAPSE} % in {WORKSHOP}, lower ones in trials, to be "
            "confirmed by the clinic), so the clinician states it with the threshold used"
        )
    return ResponseKind.RELAPSE, f"{reason}, after a remission"


def _with_counts(blood: tuple[Criterion, ...]) -> tuple[ResponseKind, str]:
    """Tell CR, CRi and MLFS apart; one count that is not reached is enough for CRi."""
    below = [line for line in blood if line.verdict is Verdict.NOT_MET]
    missing = [line for line in blood if line.verdict is Verdict.UNKNOWN]
    if below:
        return ResponseKind.CRI, "; ".join(_words(line) for line in below)
    if missing:
        names = " and ".join(line.item.replace("Platelets", "platelets") for line in missing)
        names = f"{names[:1].upper()}{names[1:]}"
        return ResponseKind.MLFS, f"{names} not recorded, so CR and CRi cannot be told apart"
    return ResponseKind.CR, "every criterion is met"


def _open_to(kind: ResponseKind | None, blood: tuple[Criterion, ...]) -> tuple[ResponseKind, ...]:
    missing = any(line.verdict is Verdict.UNKNOWN for line in blood)
    return (ResponseKind.CR, ResponseKind.CRI) if kind is ResponseKind.MLFS and missing else ()


def _words(line: Criterion) -> str:
    return f"{line.item} {line.found}"


def _remarks(
    response: Response, kind: ResponseKind | None, blood: tuple[Criterion, ...]
) -> tuple[str, ...]:
    remarks = []
    if response.counts_on is not None and response.counts_on != response.assessed_on:
        remarks.append(f"Counts of {short_date(response.counts_on)}.")
    if kind is ResponseKind.CR:
        remarks += [
            f"The registry also asks for {words} ({CIBMTR}): "
            f"{'not recorded' if answer is None else 'not met'}."
            for words, answer in (
                ("normal maturation", response.normal_maturation),
                ("transfusion independence", response.transfusion_independent),
            )
            if answer is not True
        ]
    if kind is ResponseKind.CRI and all(line.verdict is Verdict.NOT_MET for line in blood):
        remarks.append(
            "Both counts are below their limits: CRi, as the criteria name one or the other. A "
            "clinic that keeps CRi for one count states MLFS itself."
        )
    return tuple(remarks)


class Agreement(StrEnum):
    """How the clinician's statement stands to what the findings make."""

    NOT_STATED = "not_stated"
    NOT_DERIVED = "not_derived"
    AGREES = "agrees"
    POSSIBLE = "possible"
    DIFFERS = "differs"


_ALIKE = {
    ResponseKind.ACTIVE_DISEASE: (ResponseKind.NO_RESPONSE, ResponseKind.RELAPSE),
    ResponseKind.PARTIAL: (ResponseKind.NO_RESPONSE,),
}
"""Statements in words the criteria do not have, with what they go together with."""


def agreement(stated: ResponseKind | None, derived: DerivedResponse) -> Agreement:
    """Return how the statement stands to the derived response; neither replaces the other.

    `POSSIBLE`: the missing counts leave the statement open.
    """
    if stated is None:
        return Agreement.NOT_STATED
    if derived.kind is None:
        return Agreement.NOT_DERIVED
    if stated is derived.kind or derived.kind in _ALIKE.get(stated, ()):
        return Agreement.AGREES
    return Agreement.POSSIBLE if stated in derived.open_to else Agreement.DIFFERS
