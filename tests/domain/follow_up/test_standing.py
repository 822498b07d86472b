"""Where each visit stands, and what of its plan is on record."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.casefile import CaseFile
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.schedule import VisitState, is_working_day, plan_visits
from carttrack.domain.follow_up.standing import (
    Mark,
    VisitStanding,
    coming,
    follow_up_ended,
    visit_standings,
)
from carttrack.domain.follow_up.visits import VisitForm
from carttrack.domain.outcome.response import MrdResult
from carttrack.domain.pathway.steps import Step
from carttrack.domain.public_holidays import public_holidays
from tests.builders import TODAY, a_response
from tests.domain.pathway.cases import DAY0, RESOURCES, a_case, closed, dead, kept

PROTOCOL = parse((Path(RESOURCES) / "protocols" / "default.toml").read_text(encoding="utf-8"))


def followed(day0: date = DAY0, **changes: Any) -> CaseFile:
    """An infused case with every visit dated and none done."""
    visits = tuple(kept(visit, n) for n, visit in enumerate(plan_visits(day0, PROTOCOL), 1))
    case = a_case(Step.FOLLOW_UP)
    return replace(case, day0=day0, protocol=PROTOCOL, visits=visits, **changes)


def of(case: CaseFile, code: str, today: date = TODAY) -> VisitStanding:
    return next(s for s in visit_standings(case, today) if s.visit.code == code)


def day_28_form(**changes: Any) -> VisitForm:
    form = VisitForm(seen_on=TODAY, visit="day_28")
    return replace(form, **changes)


def test_an_assessment_is_open_once_the_window_is_and_planned_before() -> None:
    assert dict(of(followed(), "day_28").marks)["clinic"] is Mark.OPEN
    assert dict(of(followed(), "month_2").marks)["clinic"] is Mark.PLANNED
    assert dict(of(followed(), "day_7").marks)["marrow"] is Mark.NOT_PLANNED


def test_results_of_the_form_fill_their_marks_and_ordered_ones_are_pending() -> None:
    form = day_28_form(anc=Decimal("1.4"), pending=("igg",))
    marks = dict(of(followed(visit_forms=(kept(form),)), "day_28").marks)
    assert (marks["clinic"], marks["blood"], marks["b_cells_igg"]) == (
        Mark.DONE,
        Mark.DONE,
        Mark.PENDING,
    )
    assert marks["car"] is Mark.OPEN


def test_a_response_in_the_window_fills_marrow_and_mrd() -> None:
    response = a_response(mrd=MrdResult.NOT_DETECTED)
    standing = of(followed(responses=(kept(response),)), "day_28")
    marks = dict(standing.marks)
    assert (marks["marrow"], marks["mrd"]) == (Mark.DONE, Mark.DONE)
    early = replace(response, assessed_on=date(2026, 10, 12))
    assert dict(of(followed(responses=(kept(early),)), "day_28").marks)["marrow"] is Mark.OPEN


def test_a_pending_marrow_and_mrd_are_pending() -> None:
    response = a_response(marrow_blasts=None, marrow_pending=True, mrd=MrdResult.PENDING)
    marks = dict(of(followed(responses=(kept(response),)), "day_28").marks)
    assert (marks["marrow"], marks["mrd"]) == (Mark.PENDING, Mark.PENDING)


def test_what_a_done_visit_left_out_is_not_recorded() -> None:
    case = followed()
    visits = tuple(
        replace(k, value=replace(k.value, completed_on=date(2026, 10, 30)))
        if k.value.code == "day_7"
        else k
        for k in case.visits
    )
    standing = of(replace(case, visits=visits), "day_7")
    assert standing.state is VisitState.DONE
    assert dict(standing.marks)["blood"] is Mark.NOT_RECORDED


def test_a_death_ends_what_was_to_come() -> None:
    case = dead(followed(), date(2026, 11, 1))
    assert follow_up_ended(case) == date(2026, 11, 1)
    assert of(case, "month_2").state is VisitState.ENDED
    assert coming(visit_standings(case, TODAY)) == ()
    assert follow_up_ended(closed(followed())) == date(2026, 11, 10)


def test_the_next_visits_come_in_order_of_their_day() -> None:
    standings = coming(visit_standings(followed(), TODAY))
    assert [s.visit.code for s in standings[:2]] == ["day_7", "day_14"]
    assert standings[0].days_left == -20


@settings(deadline=None, max_examples=30)
@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.integers(0, 6000))
def test_the_offered_day_lies_in_the_window_and_is_a_working_day(day0: date, later: int) -> None:
    for standing in visit_standings(followed(day0), day0 + timedelta(days=later)):
        assert standing.working_day == is_working_day(standing.visit.target)
        if standing.offered is not None:
            assert is_working_day(standing.offered)
            assert standing.visit.earliest <= standing.offered <= standing.visit.latest


def test_a_target_on_a_holiday_of_the_clinic_is_offered_the_nearest_other_day() -> None:
    case = followed(date(2026, 11, 27))  # Day 28 is Christmas Day, a Friday
    plain, kept_free = (
        next(s for s in visit_standings(case, TODAY, holidays) if s.visit.code == "day_28")
        for holidays in ((), public_holidays("DE", "BY"))
    )
    assert (plain.working_day, plain.offered) == (True, date(2026, 12, 25))
    assert (kept_free.working_day, kept_free.offered) == (False, date(2026, 12, 24))
