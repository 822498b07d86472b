"""Follow-up of the synthetic patients: visits kept and booked, what was recorded, response."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from carttrack.domain.follow_up.schedule import is_working_day, plan_visits, working_day_in
from carttrack.domain.follow_up.visits import Visit, VisitForm
from carttrack.domain.laboratory import LabTest
from carttrack.domain.outcome.criteria import ANC_LIMIT, PLATELET_LIMIT
from carttrack.domain.outcome.response import (
    Extramedullary,
    MrdMethod,
    MrdResult,
    Response,
    ResponseKind,
)
from carttrack.domain.patients import Disease, Weight
from carttrack.services.demo.frame import Frame
from carttrack.services.demo.labs import level
from carttrack.services.demo.reading import Table, document, value

BOOKED_AHEAD = timedelta(days=35)
"""Visits whose target lies within this time are booked."""
_FAR = BOOKED_AHEAD + timedelta(days=7)
MARROW_VISITS = ("day_28", "day_100", "month_6", "month_12")
_MONITORING_VISIT = "day_28"
_HOURS = (time(8, 30), time(9, 30), time(10, 0), time(11, 0))
_SEEN_BY = "Dr R. Demo"
_NORMAL_C = Decimal("36.6")
_IN_FORM = {
    "anc": (LabTest.ANC, "0.1"),
    "platelets": (LabTest.PLATELETS, "1"),
    "hb": (LabTest.HAEMOGLOBIN, "1"),
    "igg": (LabTest.IGG, "0.1"),
}


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


def usual_forms(
    visits: Sequence[Visit], weights: Sequence[Weight], labs: Sequence[str], day0: date | None
) -> tuple[VisitForm, ...]:
    """Return what was recorded at each visit done; the counts are those of the series `labs`."""
    if day0 is None:
        return ()
    return tuple(
        replace(
            crowd_form(visit.code, visit.completed_on),
            weight_kg=_weight(weights, visit.completed_on),
            temp_c=_NORMAL_C,
            **_levels(labs, (visit.completed_on - day0).days),
        )
        for visit in visits
        if visit.completed_on is not None
    )


@cache
def crowd_form(code: str, on: date) -> VisitForm:
    """Return what is recorded at a visit of nobody in particular."""
    counts = document("counts.toml")
    blood = counts.get(code, counts["later"])
    return VisitForm(
        seen_on=on,
        visit=code,
        seen_by=_SEEN_BY,
        ecog=blood["ecog"],
        counts_on=on,
        anc=blood["anc"],
        platelets=Decimal(blood["platelets"]),
        hb=Decimal(blood["hb"]),
        igg=blood["igg"],
    )


def _levels(labs: Sequence[str], day: int) -> dict[str, Any]:
    """Return the counts of a visit's day by the series, where they say them."""
    found = {name: level(labs, test, day, Decimal(step)) for name, (test, step) in _IN_FORM.items()}
    return {name: value for name, value in found.items() if value is not None}


def _weight(weights: Sequence[Weight], on: date) -> Decimal:
    """Return the latest weight measured by a day, the first one before any was."""
    measured = [weight for weight in weights if weight.measured_on <= on]
    return max(measured, key=_measured_on, default=min(weights, key=_measured_on)).kg


def _measured_on(weight: Weight) -> date:
    return weight.measured_on


def usual_responses(
    visits: Sequence[Visit], disease: Disease, forms: Sequence[VisitForm], until: date
) -> tuple[Response, ...]:
    """Return the response stated at each marrow visit done before `until`.

    Remission without measurable residual disease in leukaemia, by the counts of the visit
    complete or with incomplete recovery; remission alone otherwise.
    """
    counts = {form.visit: form for form in forms}
    return tuple(
        _remission(visit.completed_on, disease, counts[visit.code])
        for visit in visits
        if visit.completed_on is not None
        and visit.completed_on < until
        and visit.code in MARROW_VISITS
    )


def _remission(on: date, disease: Disease, blood: VisitForm) -> Response:
    if disease not in {Disease.B_ALL, Disease.T_ALL}:
        return Response(assessed_on=on, stated=ResponseKind.CR, stated_by=_SEEN_BY)
    anc, platelets = blood.anc or Decimal(0), blood.platelets or Decimal(0)
    recovered = anc >= ANC_LIMIT and platelets >= PLATELET_LIMIT
    return Response(
        assessed_on=on,
        stated=ResponseKind.CR if recovered else ResponseKind.CRI,
        stated_by=_SEEN_BY,
        marrow_blasts=Decimal(1),
        mrd=MrdResult.NOT_DETECTED,
        mrd_method=MrdMethod.FLOW,
        mrd_sensitivity=Decimal("0.0001"),
        mrd_sample="marrow",
        extramedullary=Extramedullary.NONE,
        anc=anc,
        platelets=platelets,
        counts_on=on,
        circulating_blasts=Decimal(0),
        transfusion_independent=recovered or None,
        normal_maturation=recovered or None,
    )
