"""Follow-up of the synthetic patients: visits kept and booked, what was recorded, response."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from carttrack.domain.follow_up.schedule import is_working_day, plan_visits, working_day_in
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.outcome.response import (
    Extramedullary,
    MrdMethod,
    MrdResult,
    Response,
    ResponseKind,
)
from carttrack.domain.patients import Disease
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.reading import Table, document, value

BOOKED_AHEAD = timedelta(days=35)
"""Visits whose target lies within this time are booked."""
_FAR = BOOKED_AHEAD + timedelta(days=7)
MARROW_VISITS = ("day_28", "day_100", "month_6", "month_12")
_MONITORING_VISIT = "day_28"
_HOURS = (time(8, 30), time(9, 30), time(10, 0), time(11, 0))
_SEEN_BY = "Dr R. Demo"


class Diary:
    """Schedules made once for each Day 0 and shared by all who were infused on that day."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._yesterday = frame.days_ago(1)
        self._shared: dict[date, tuple[Visit, ...]] = {}

    def visits(self, day0: date, *, until: date | None = None) -> tuple[Visit, ...]:
        """Return the visits from `day0`: done up to yesterday, booked for the weeks ahead.

        A course that ended on `until` has no visit done or booked after that day.
        """
        if until is not None:
            return self._dated(day0, min(until, self._yesterday), None)
        if day0 not in self._shared:
            ahead = self._frame.today + BOOKED_AHEAD
            self._shared[day0] = self._dated(day0, self._yesterday, ahead)
        return self._shared[day0]

    def _dated(self, day0: date, last: date, ahead: date | None) -> tuple[Visit, ...]:
        plan = plan_visits(day0, self._frame.protocol)
        return tuple(_usual(visit, last, ahead) for visit in plan)


def _usual(visit: Visit, last: date, ahead: date | None) -> Visit:
    if visit.target > last + _FAR:
        return visit
    on = visit.target
    if not is_working_day(on):
        on = working_day_in(visit.earliest, visit.latest, on) or on
    at = _HOURS[on.toordinal() % len(_HOURS)]
    if on <= last:
        return replace(visit, appointment_on=on, appointment_at=at, completed_on=on)
    if ahead is not None and on <= ahead:
        return replace(visit, appointment_on=on, appointment_at=at)
    return visit


def with_changes(
    visits: Sequence[Visit], plan: Sequence[Visit], changes: Mapping[str, Table], frame: Frame
) -> tuple[Visit, ...]:
    """Return the visits with those that a table names standing as it says, not as usual."""
    bare = {visit.code: visit for visit in plan}
    return tuple(
        value(Visit, changes[visit.code], frame, **_dates(bare[visit.code]))
        if visit.code in changes
        else visit
        for visit in visits
    )


def _dates(visit: Visit) -> dict[str, object]:
    return {
        "code": visit.code,
        "target": visit.target,
        "earliest": visit.earliest,
        "latest": visit.latest,
        "query_earliest": visit.query_earliest,
        "query_latest": visit.query_latest,
    }


def monitored_until(visits: Sequence[Visit]) -> date | None:
    """Return the day the Day 28 visit was completed; it ends monitoring."""
    return next((visit.completed_on for visit in visits if visit.code == _MONITORING_VISIT), None)


def usual_forms(visits: Sequence[Visit], kg: Decimal, count: int) -> tuple[VisitForm, ...]:
    """Return what was recorded at the last `count` visits done."""
    done = [visit for visit in visits if visit.completed_on is not None]
    counts = document("counts.toml")
    forms = []
    for visit in done[-count:] if count else []:
        blood = counts.get(visit.code, counts["later"])
        assert visit.completed_on is not None
        forms.append(
            VisitForm(
                seen_on=visit.completed_on,
                visit=visit.code,
                seen_by=_SEEN_BY,
                ecog=blood["ecog"],
                weight_kg=kg,
                temp_c=Decimal("36.6"),
                counts_on=visit.completed_on,
                anc=blood["anc"],
                platelets=Decimal(blood["platelets"]),
                hb=Decimal(blood["hb"]),
                igg=blood["igg"],
            )
        )
    return tuple(forms)


def usual_responses(visits: Sequence[Visit], disease: Disease, count: int) -> tuple[Response, ...]:
    """Return the response stated at the first `count` marrow visits done.

    Remission without measurable residual disease in leukaemia, remission alone otherwise.
    """
    done = [v for v in visits if v.completed_on is not None and v.code in MARROW_VISITS]
    return tuple(_remission(visit, disease) for visit in done[:count])


def _remission(visit: Visit, disease: Disease) -> Response:
    assert visit.completed_on is not None
    early = visit.code == _MONITORING_VISIT
    if disease not in {Disease.B_ALL, Disease.T_ALL}:
        return Response(assessed_on=visit.completed_on, stated=ResponseKind.CR, stated_by=_SEEN_BY)
    return Response(
        assessed_on=visit.completed_on,
        stated=ResponseKind.CRI if early else ResponseKind.CR,
        stated_by=_SEEN_BY,
        marrow_blasts=Decimal(1),
        mrd=MrdResult.NOT_DETECTED,
        mrd_method=MrdMethod.FLOW,
        mrd_sensitivity=Decimal("0.0001"),
        mrd_sample="marrow",
        extramedullary=Extramedullary.NONE,
    )
