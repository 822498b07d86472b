"""What a slip does: every date from what to what, on which kind of day, and whom it touches."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import RefusedError
from carttrack.domain.follow_up.registry_forms import Registry, RegistryForm, RegistryTrack
from carttrack.domain.follow_up.slip import Anchor, Slip
from carttrack.domain.follow_up.slip_dates import SlipKind, SlipLine, WhyFixed
from carttrack.domain.follow_up.slip_plan import Role, SlipPlan, SlipRules, slip_plan
from carttrack.domain.pathway.infusion import InfusionKind
from carttrack.domain.pathway.steps import Step
from carttrack.domain.pathway.validity import Validity, ValidityKind
from carttrack.domain.public_holidays import public_holidays
from tests.builders import a_patient, an_infusion
from tests.domain.follow_up.slip_cases import (
    CIBMTR,
    PLANNED,
    UTC_ZONE,
    a_planned_case,
    an_infused_case,
    with_visit,
)
from tests.domain.pathway.cases import a_course, closed, dead, kept

RULES = SlipRules(
    zone=UTC_ZONE,
    driving_rule="EU-2026-1",
    distance_rule="EU-2026-NEAR",
    registry=CIBMTR,
    holidays=public_holidays("DE", "BY"),
)
FORM_4100 = RegistryForm(registry=Registry.CIBMTR, form="4100", time_point="year_1")


def tracked(case: CaseFile, **changes: Any) -> CaseFile:
    course = a_course(registry_track=RegistryTrack.CRF_15_YEARS)
    return replace(case, course=kept(course), **changes)


def plan(case: CaseFile, anchor: Anchor, to: date, visit: str = "") -> SlipPlan:
    return slip_plan(case, Slip(anchor=anchor, to=to, visit=visit), RULES)


def line(lines: tuple[SlipLine, ...], kind: SlipKind, code: str) -> SlipLine:
    return next(each for each in lines if (each.kind, each.code) == (kind, code))


def test_every_planned_date_after_the_leukapheresis_moves_from_what_to_what() -> None:
    found = plan(a_planned_case(), Anchor.LEUKAPHERESIS, date(2026, 12, 14))
    steps = {each.code: (each.old, each.new) for each in found.moved if each.kind is SlipKind.STEP}
    assert steps == {step.value: (day, day + timedelta(days=7)) for step, day in PLANNED.items()}
    assert (found.old, found.done) == (date(2026, 12, 7), False)
    assert [each.new for each in found.moved] == sorted(each.new for each in found.moved)


def test_before_the_infusion_the_follow_up_is_reckoned_from_its_planned_day() -> None:
    found = plan(tracked(a_planned_case()), Anchor.INFUSION, date(2027, 1, 22))
    visit = line(found.moved, SlipKind.VISIT, "day_28")
    assert (visit.old, visit.new, visit.projected) == (date(2027, 2, 12), date(2027, 2, 19), True)
    assert visit.window == (date(2027, 2, 15), date(2027, 2, 23))
    form = line(found.moved, SlipKind.REGISTRY_FORM, "4100 day_100")
    assert form.window == (date(2027, 4, 17), date(2027, 5, 17))
    assert form.projected
    assert len([each for each in found.moved if each.kind is SlipKind.VISIT]) == 24


def test_a_weekend_and_a_holiday_are_marked_and_the_nearest_working_day_is_offered() -> None:
    found = plan(a_planned_case(), Anchor.LYMPHODEPLETION, date(2027, 1, 2))
    moved = line(found.moved, SlipKind.STEP, Step.LYMPHODEPLETION)
    assert (moved.weekend, moved.holiday, moved.offered) == (True, "", date(2026, 12, 31))
    infusion = line(found.moved, SlipKind.STEP, Step.INFUSION)  # Epiphany, a Wednesday
    assert (infusion.new, infusion.weekend, infusion.holiday) == (
        date(2027, 1, 6),
        False,
        "Epiphany",
    )
    assert infusion.offered == date(2027, 1, 5)


def test_what_is_done_cannot_move_and_says_so() -> None:
    case = an_infused_case()
    case = with_visit(case, "day_7", completed_on=date(2026, 10, 30))
    case = with_visit(case, "day_28", appointment_on=date(2026, 11, 20), place="Clinic 2")
    found = plan(case, Anchor.INFUSION, date(2026, 10, 17))
    fixed = {each.code: each.why_fixed for each in found.fixed if each.kind is SlipKind.VISIT}
    assert fixed == {"day_7": WhyFixed.DONE, "day_28": WhyFixed.BOOKED}
    assert found.done
    moved = line(found.moved, SlipKind.VISIT, "month_2")
    assert (moved.old, moved.new, moved.projected) == (
        date(2026, 12, 23),
        date(2026, 12, 17),
        False,
    )


def test_a_booked_visit_whose_window_moves_away_from_it_is_told_with_its_place() -> None:
    case = with_visit(
        an_infused_case(), "day_28", appointment_on=date(2026, 11, 24), place="Clinic 2"
    )
    found = plan(case, Anchor.INFUSION, date(2026, 10, 21))
    stays = line(found.fixed, SlipKind.VISIT, "day_28")
    assert stays.leaves_window
    assert stays.window == (date(2026, 11, 14), date(2026, 11, 22))
    (place,) = [each for each in found.affected if each.role is Role.PLACE]
    assert (place.who, place.what) == ("Clinic 2", ("Day +28",))


def test_a_booked_visit_that_stays_inside_its_window_troubles_nobody() -> None:
    case = with_visit(
        an_infused_case(), "day_28", appointment_on=date(2026, 11, 20), place="Clinic 2"
    )
    found = plan(case, Anchor.INFUSION, date(2026, 10, 24))
    assert not line(found.fixed, SlipKind.VISIT, "day_28").leaves_window
    assert not [each for each in found.affected if each.role is Role.PLACE]


def test_coordinator_and_people_are_told_of_the_dates_that_move_for_them() -> None:
    case = replace(an_infused_case(), patient=kept(a_patient(coordinator="Alex Demo")))
    found = plan(case, Anchor.INFUSION, date(2026, 10, 22))
    told = {each.who: each.what for each in found.affected}
    assert told["Ward 4"] == ("Discharge",)
    assert "Day +28" in told["Alex Demo"]
    assert "Driving rule" in told["Alex Demo"]


def test_contact_windows_move_with_day_0_and_a_form_that_was_sent_stays() -> None:
    sent = replace(
        FORM_4100,
        time_point="day_100",
        submitted_on=date(2027, 2, 10),
        contact_on=date(2027, 2, 4),
    )
    contacted = replace(FORM_4100, contact_on=date(2027, 10, 24))
    forms = (kept(sent, 1), kept(contacted, 2))
    found = plan(
        tracked(an_infused_case(), registry_forms=forms), Anchor.INFUSION, date(2026, 10, 24)
    )
    assert line(found.fixed, SlipKind.REGISTRY_FORM, "4100 day_100").why_fixed is WhyFixed.SENT
    year_1 = line(found.moved, SlipKind.REGISTRY_FORM, "4100 year_1")
    assert year_1.old_window == (date(2027, 10, 24), date(2027, 12, 22))
    assert year_1.window == (date(2027, 10, 25), date(2027, 12, 23))
    assert year_1.leaves_window  # the contact of 24 October is Day 365 now


def test_the_last_days_of_monitoring_driving_and_distance_move_with_day_0() -> None:
    found = plan(an_infused_case(), Anchor.INFUSION, date(2026, 10, 22))
    assert line(found.moved, SlipKind.MONITORING, "second_week").new == date(2026, 11, 5)
    assert line(found.moved, SlipKind.RULE, "EU-2026-1").new == date(2026, 12, 17)
    assert line(found.moved, SlipKind.RULE, "EU-2026-NEAR").new == date(2026, 11, 19)


def test_a_rule_that_does_not_stand_on_the_new_day_is_named() -> None:
    rules = replace(RULES, driving_rule="US-2025-1", distance_rule="")
    case = an_infused_case(date(2025, 6, 28))
    found = slip_plan(case, Slip(anchor=Anchor.INFUSION, to=date(2025, 6, 25)), rules)
    assert any("US-2025-1 does not stand" in note for note in found.notes)


def test_a_later_infusion_is_done_and_stays() -> None:
    second = an_infusion(
        started_at=datetime(2026, 11, 1, 10, 0, tzinfo=UTC), kind=InfusionKind.SPLIT_DOSE, number=2
    )
    case = an_infused_case(later_infusions=(kept(second, 2),))
    found = plan(case, Anchor.INFUSION, date(2026, 10, 22))
    (stays,) = [each for each in found.fixed if each.kind is SlipKind.INFUSION]
    assert (stays.old, stays.why_fixed) == (date(2026, 11, 1), WhyFixed.DONE)


def test_what_will_have_run_out_by_the_new_day_is_named() -> None:
    echo = Validity(
        kind=ValidityKind.ECHOCARDIOGRAM,
        valid_until=date(2027, 1, 18),
        blocks=Step.INFUSION,
    )
    old = Validity(
        kind=ValidityKind.VIROLOGY, valid_until=date(2027, 1, 1), blocks=Step.LYMPHODEPLETION
    )
    case = a_planned_case(validities=(kept(echo, 1), kept(old, 2)))
    found = plan(case, Anchor.LYMPHODEPLETION, date(2027, 1, 18))
    told = {each.expiry.kind: (each.step, each.on, each.newly) for each in found.runs_out}
    assert told == {
        ValidityKind.ECHOCARDIOGRAM: (Step.INFUSION, date(2027, 1, 22), True),
        ValidityKind.VIROLOGY: (Step.LYMPHODEPLETION, date(2027, 1, 18), False),
    }


def test_an_appointment_that_leaves_its_window_and_the_contact_window_is_told() -> None:
    case = with_visit(tracked(an_infused_case()), "month_12", appointment_on=date(2027, 10, 29))
    found = plan(case, Anchor.VISIT, date(2027, 10, 22), "month_12")
    (moved,) = found.moved
    assert (moved.old, moved.new, moved.leaves_window) == (
        date(2027, 10, 29),
        date(2027, 10, 22),
        True,
    )
    assert [note for note in found.notes if "CIBMTR 4100, Year 1" in note] == [
        "22 Oct 2027 lies outside the contact window 24 Oct – 22 Dec 2027 of CIBMTR 4100, Year 1."
    ]


def test_a_region_that_is_not_known_says_so() -> None:
    rules = replace(RULES, holidays=public_holidays("DE", "ZZ"))
    slip = Slip(anchor=Anchor.LEUKAPHERESIS, to=date(2026, 12, 14))
    assert any(
        "Region ZZ of DE is not known" in n for n in slip_plan(a_planned_case(), slip, rules).notes
    )


@pytest.mark.parametrize(
    ("case", "to"),
    [
        (dead(an_infused_case(), date(2026, 11, 1)), date(2026, 10, 22)),
        (closed(an_infused_case()), date(2026, 10, 22)),
        (an_infused_case(), date(2026, 10, 23)),
    ],
)
def test_nothing_slips_after_the_end_nor_to_the_same_day(case: CaseFile, to: date) -> None:
    with pytest.raises(RefusedError):
        plan(case, Anchor.INFUSION, to)


ZONES = [ZoneInfo(name) for name in ("Pacific/Auckland", "America/New_York", "Europe/Berlin")]


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2019, 12, 1), date(2033, 3, 1)), st.integers(-40, 40), st.sampled_from(ZONES))
def test_an_open_visit_keeps_its_distance_to_day_0_and_its_offered_day_lies_in_its_window(
    day0: date, days: int, zone: ZoneInfo
) -> None:
    if days == 0:
        return
    case = tracked(an_infused_case(day0, zone))
    rules = replace(RULES, zone=zone)
    to = day0 + timedelta(days=days)
    found = slip_plan(case, Slip(anchor=Anchor.INFUSION, to=to), rules)
    for each in found.moved:
        if each.kind is SlipKind.VISIT and each.code.startswith("day_"):
            assert (each.new - each.old).days == days
            assert (each.new - to).days == int(each.code.removeprefix("day_"))
        if each.offered is not None and each.window is not None:
            assert each.window[0] <= each.offered <= each.window[1]
            assert each.offered.weekday() < 5
    year_1 = line(found.moved, SlipKind.REGISTRY_FORM, "4100 year_1")
    assert year_1.window == (to + timedelta(days=366), to + timedelta(days=425))
