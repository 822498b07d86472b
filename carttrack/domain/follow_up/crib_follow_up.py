"""What registry follow-up forms ask about the time since the last report, from the record.

Each function answers for one field; empty text is a gap. "None on record" says what this record
holds, not that nothing happened: the ward's and the referring centre's records count too.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from carttrack.domain.days import local_day, short_date
from carttrack.domain.follow_up.crib_baseline import Answering, CribContext
from carttrack.domain.laboratory import Comparator, LabResult, LabTest
from carttrack.domain.outcome.response import Response, ResponseKind
from carttrack.domain.terms import term
from carttrack.domain.toxicity.episodes import Episode, Toxicity

NONE = "none on record"
_BEST_FIRST = (
    ResponseKind.CR,
    ResponseKind.CRI,
    ResponseKind.MLFS,
    ResponseKind.PARTIAL,
    ResponseKind.NO_RESPONSE,
    ResponseKind.ACTIVE_DISEASE,
    ResponseKind.RELAPSE,
)
_PERSISTENCE = {LabTest.B_CELLS, LabTest.B_CELLS_PERCENT, LabTest.CAR_COPIES, LabTest.CAR_T_CELLS}


def _survival(crib: CribContext) -> str:
    death = crib.case.death
    if death is not None and death.value.died_on <= crib.until:
        return f"died {short_date(death.value.died_on)}, {term(death.value.cause)}"
    return f"alive on {short_date(crib.contact_on)}" if crib.contact_on else ""


def _further_infusions(crib: CribContext) -> str:
    return _listed(
        f"{short_date(day)}, {term(kept.value.kind)}"
        for kept in crib.case.later_infusions
        for day in (local_day(kept.value.started_at, crib.zone),)
        if crib.reports(day) and day != crib.anchor_on
    )


def _best_response(crib: CribContext) -> str:
    stated = [
        kept.value
        for kept in crib.case.responses
        if crib.anchor_on < kept.value.assessed_on <= crib.until
        and kept.value.stated in _BEST_FIRST
    ]
    best = min(stated, key=_rank, default=None)
    if best is None or best.stated is None:
        return ""
    return f"{term(best.stated)}, {short_date(best.assessed_on)}, stated by {best.stated_by}"


def _rank(response: Response) -> tuple[int, date]:
    stated = response.stated
    return _BEST_FIRST.index(stated) if stated else len(_BEST_FIRST), response.assessed_on


def _relapse(crib: CribContext) -> str:
    entered = [(kept.value.happened_on, term(kept.value.kind)) for kept in crib.case.relapses]
    stated = [
        (kept.value.assessed_on, f"stated by {kept.value.stated_by}")
        for kept in crib.case.responses
        if kept.value.stated is ResponseKind.RELAPSE
    ]
    return _dated(crib, entered or stated)


def _new_malignancy(crib: CribContext) -> str:
    return _dated(
        crib,
        [
            (kept.value.diagnosed_on, kept.value.name or term(kept.value.kind))
            for kept in crib.case.second_malignancies
        ],
    )


def _toxicity(toxicity: Toxicity) -> Answering:
    def answer(crib: CribContext) -> str:
        if not crib.case.assessments:
            return ""
        return _listed(
            _episode(crib, episode)
            for episode in crib.case.episodes
            if episode.toxicity is toxicity
            and crib.reports(local_day(episode.opened_at, crib.zone))
        )

    return answer


def _episode(crib: CribContext, episode: Episode) -> str:
    """Return onset, resolution and highest ASTCT grade, as CIBMTR and EBMT ask for them."""
    closing = episode.closing
    resolved = f"resolved {_day(crib, closing.closed_at)}" if closing else "not closed"
    return (
        f"onset {_day(crib, episode.opened_at)}, {resolved}, highest grade {episode.maximum} "
        "(ASTCT 2019)"
    )


def _iec_hs(crib: CribContext) -> str:
    return _listed(
        f"{_day(crib, kept.value.at)}, "
        + ("grade not stated" if kept.value.grade is None else f"grade {kept.value.grade}")
        for kept in crib.case.iec_hs_records
        if kept.value.fulfilled and crib.reports(local_day(kept.value.at, crib.zone))
    )


def _infections(crib: CribContext) -> str:
    return _dated(
        crib,
        [
            (kept.value.started_on, ", ".join(filter(None, (kept.value.site, kept.value.organism))))
            for kept in crib.case.infections
        ],
    )


def _persistence(crib: CribContext) -> str:
    found = [
        kept.value
        for kept in crib.case.lab_results
        if kept.value.test in _PERSISTENCE and crib.reports(kept.value.taken_on)
    ]
    latest = {result.test: result for result in found}
    return "; ".join(map(_result, latest.values()))


def _result(result: LabResult) -> str:
    beyond = "" if result.comparator is Comparator.EXACT else result.comparator.value
    name, on = result.name or term(result.test), short_date(result.taken_on)
    return f"{name} {beyond}{result.value} {result.unit}, {on}"


def _given(crib: CribContext) -> str:
    names = {
        kept.value.name or term(kept.value.drug)
        for kept in crib.case.given
        if crib.reports(local_day(kept.value.started_at, crib.zone))
    }
    return _listed(sorted(names))


def _fertility(_crib: CribContext) -> str:
    return ""


def _dated(crib: CribContext, events: Iterable[tuple[date, str]]) -> str:
    return _listed(f"{short_date(day)}, {what}" for day, what in events if crib.reports(day))


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts) or NONE


def _day(crib: CribContext, at: datetime) -> str:
    return short_date(local_day(at, crib.zone))


FOLLOW_UP: Mapping[str, tuple[str, Answering]] = {
    "survival": ("Survival", _survival),
    "further_infusions": ("Further infusions", _further_infusions),
    "best_response": ("Best response", _best_response),
    "relapse": ("Relapse or progression", _relapse),
    "new_malignancy": ("New malignancy", _new_malignancy),
    "crs": ("CRS", _toxicity(Toxicity.CRS)),
    "icans": ("ICANS", _toxicity(Toxicity.ICANS)),
    "iec_hs": ("IEC-HS", _iec_hs),
    "infection": ("Infection", _infections),
    "fertility": ("Fertility and pregnancy", _fertility),
    "persistence": ("Persistence of the cells", _persistence),
    "given": ("Given for CRS and ICANS", _given),
}
"""Field codes of a registry's text with their label and what answers them."""
