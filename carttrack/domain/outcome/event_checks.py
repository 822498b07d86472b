"""What is refused and what is asked about a response, a relapse, later therapy, a second cancer."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from carttrack.domain.casefile import CaseFile
from carttrack.domain.clinic import Comparison
from carttrack.domain.days import short_date
from carttrack.domain.outcome.assessed import in_remission_on
from carttrack.domain.outcome.criteria import MARROW_LIMIT
from carttrack.domain.outcome.later_therapy import LaterTherapy
from carttrack.domain.outcome.mrd import CUT_OFF
from carttrack.domain.outcome.relapse import OUTSIDE_MARROW, Relapse, RelapseKind
from carttrack.domain.outcome.response import Response
from carttrack.domain.outcome.second_malignancy import SecondMalignancy
from carttrack.domain.pathway.verdicts import MoveCheck, Refusal, done_refusals
from carttrack.domain.questions import Question

_RELAPSE_FIELDS = ("happened_on", "confirmed_on")
_THERAPY_FIELDS = ("started_on", "stopped_on")
_MALIGNANCY_FIELDS = ("diagnosed_on", "tested_on", "reported_on")


def check_response(case: CaseFile, response: Response, *, today: date) -> MoveCheck:
    """Return what is to be said about an assessment: nothing of it lies in the future.

    One before the infusion is a baseline and free.
    """
    refusals = [
        refusal
        for field in ("assessed_on", "mrd_on", "counts_on")
        for refusal in done_refusals(case, field, getattr(response, field), today)
    ]
    return MoveCheck(refusals=tuple(refusals))


def check_relapse(
    case: CaseFile, relapse: Relapse, *, today: date, counts: Comparison = Comparison.AT_LEAST
) -> MoveCheck:
    """Return what is to be said about a relapse: a reappearance after a remission.

    Before the infusion it is refused: there the course keeps a progression. For a correction pass
    the case without the entry.
    """
    refusals = [
        *_dated(case, relapse, _RELAPSE_FIELDS, today),
        *_after_infusion(
            case,
            "happened_on",
            relapse.happened_on,
            "Before it, enter a progression in the pathway.",
        ),
        *_in_course(case, "happened_on", relapse.happened_on),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(refusals))
    return MoveCheck(
        questions=(
            *_remission_questions(case, relapse, counts),
            *_same_day_questions(case, relapse),
            *_finding_questions(relapse),
        )
    )


def check_later_therapy(case: CaseFile, therapy: LaterTherapy, *, today: date) -> MoveCheck:
    """Return what is to be said about therapy after the infusion.

    Before the infusion it is refused: there it is bridging or an earlier line.
    """
    refusals = [
        *_dated(case, therapy, _THERAPY_FIELDS, today),
        *_after_infusion(
            case,
            "started_on",
            therapy.started_on,
            "Before it, enter bridging in the pathway or an earlier therapy.",
        ),
        *_in_course(case, "started_on", therapy.started_on),
    ]
    if refusals:
        return MoveCheck(refusals=tuple(refusals))
    return MoveCheck(questions=tuple(_therapy_questions(case, therapy)))


def check_second_malignancy(
    case: CaseFile, malignancy: SecondMalignancy, *, today: date
) -> MoveCheck:
    """Return what is to be said about a second malignancy.

    It is followed as long as the patient lives, so a closed course keeps it too.
    """
    refusals = [
        *_dated(case, malignancy, _MALIGNANCY_FIELDS, today),
        *_after_infusion(
            case,
            "diagnosed_on",
            malignancy.diagnosed_on,
            "A malignancy before it belongs to the patient's history.",
        ),
    ]
    return MoveCheck(refusals=tuple(refusals))


def _dated(case: CaseFile, value: object, names: tuple[str, ...], today: date) -> list[Refusal]:
    return [
        refusal
        for name in names
        for refusal in done_refusals(case, name, getattr(value, name), today)
    ]


def _after_infusion(case: CaseFile, field: str, day: date, instead: str) -> list[Refusal]:
    if case.day0 is None:
        text = f"No infusion is on record, so nothing can have followed it. {instead}"
        return [Refusal(field, text)]
    if day < case.day0:
        text = f"{short_date(day)} lies before the infusion on {short_date(case.day0)}. {instead}"
        return [Refusal(field, text)]
    return []


def _in_course(case: CaseFile, field: str, day: date) -> list[Refusal]:
    """Refuse what happened after the course was closed: it belongs to a later course, or none."""
    ended_on = case.course.value.ended_on if case.course else None
    if ended_on is None or day <= ended_on:
        return []
    where = "Enter it in the later course." if case.later_course else "Check the day."
    text = f"The course was closed on {short_date(ended_on)}, before {short_date(day)}. {where}"
    return [Refusal(field, text)]


def _remission_questions(
    case: CaseFile, relapse: Relapse, counts: Comparison
) -> Iterator[Question]:
    if not in_remission_on(case, relapse.happened_on, counts):
        yield Question(
            "no_remission",
            f"No remission is on record before {short_date(relapse.happened_on)}, and a relapse "
            "is a return after one. Was the disease refractory instead?",
        )


def _same_day_questions(case: CaseFile, relapse: Relapse) -> Iterator[Question]:
    if any(kept.value.happened_on == relapse.happened_on for kept in case.relapses):
        yield Question(
            "same_day",
            f"A relapse of {short_date(relapse.happened_on)} is on record. Is this another one?",
        )


def _finding_questions(relapse: Relapse) -> Iterator[Question]:
    kind, blasts = relapse.kind, relapse.marrow_blasts
    if kind in OUTSIDE_MARROW and not relapse.site:
        yield Question("no_site", "No site outside the marrow is entered. Go on without?")
    if kind is RelapseKind.ISOLATED_EXTRAMEDULLARY and blasts and blasts >= MARROW_LIMIT:
        yield Question(
            "not_isolated",
            f"Marrow blasts are {_percent(blasts)}; isolated means below {MARROW_LIMIT} % (to be "
            "confirmed by the clinic). Is it a combined relapse?",
        )
    if kind in {RelapseKind.MARROW, RelapseKind.COMBINED}:
        yield from _threshold_questions(relapse)
    if kind is RelapseKind.MRD:
        yield from _molecular_questions(relapse)


def _threshold_questions(relapse: Relapse) -> Iterator[Question]:
    blasts, limit = relapse.marrow_blasts, relapse.threshold
    if blasts is not None and limit is None:
        yield Question(
            "no_threshold",
            "Published thresholds of blasts for a relapse differ, and none is entered. Go on "
            "without?",
        )
    elif blasts is not None and limit is not None and blasts < limit and not relapse.blood_blasts:
        yield Question(
            "below_threshold",
            f"Marrow blasts are {_percent(blasts)}, below the threshold entered, "
            f"{_percent(limit)}. Is it a relapse?",
        )


def _molecular_questions(relapse: Relapse) -> Iterator[Question]:
    """Ask by the usual definition, which is not among the published ones at hand."""
    if relapse.mrd_level is not None and relapse.mrd_level < CUT_OFF:
        yield Question(
            "mrd_below",
            "The MRD level is below 10⁻⁴; a molecular relapse is usually 10⁻⁴ or more (to be "
            "confirmed by the clinic). Is it one?",
        )
    if relapse.confirmed_on is None:
        yield Question(
            "not_confirmed",
            "No second sample is entered; a molecular relapse is usually confirmed by one (to be "
            "confirmed by the clinic). Go on without?",
        )


def _therapy_questions(case: CaseFile, therapy: LaterTherapy) -> Iterator[Question]:
    if not therapy.name:
        yield Question("no_name", "What was given is not entered. Go on without?")
    relapsed = [
        kept.value.happened_on
        for kept in case.relapses
        if kept.value.happened_on <= therapy.started_on and kept.value.kind is not RelapseKind.MRD
    ]
    if therapy.in_remission and relapsed and not _response_since(case, therapy, max(relapsed)):
        yield Question(
            "relapsed_before",
            f"A relapse of {short_date(max(relapsed))} is on record and no response after it. Was "
            "the therapy given in remission?",
        )


def _response_since(case: CaseFile, therapy: LaterTherapy, relapsed_on: date) -> bool:
    return any(
        relapsed_on < kept.value.assessed_on <= therapy.started_on for kept in case.responses
    )


def _percent(value: Decimal) -> str:
    return f"{value:f} %"
