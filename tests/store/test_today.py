from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.pathway.checklists import Checklist, Clearance
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.steps import Step
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity
from carttrack.domain.toxicity.interventions import Drug, Given
from carttrack.domain.worklist import DueKind, DueState, TodayView
from carttrack.store.work import Store
from carttrack.store.worklists import patient_page, today
from tests.builders import NOW, TODAY, a_clinic_record, an_infusion
from tests.store.builders import (
    a_course,
    a_grade,
    a_patient,
    a_step,
    a_visit,
    an_assessment,
)

ZONE = ZoneInfo("UTC")
RULE = a_clinic_record(interval_hours=(12, 8, 4, 4, None))


def seen(store: Store, rules: ClinicRecord = RULE, coordinator: str | None = None) -> TodayView:
    with store.reading() as work:
        return today(work, today=TODAY, now=NOW, zone=ZONE, coordinator=coordinator, rules=rules)


def kept(store: Store, *records: tuple[str, Any], number: int = 1, **about: Any) -> CourseId:
    """Keep a patient with a course and its entries; return the course."""
    with store.work("Prepare") as work:
        patient_id = work.patients.add(a_patient(mrn=f"9{number:06}", **about))
        course_id = CourseId(work.courses.add(patient_id, a_course()))
        for name, value in records:
            getattr(work, name).add(course_id, value)
    return course_id


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("visit", "state"),
    [
        (a_visit(latest=day(-1)), DueState.OVERDUE),
        (a_visit(latest=day(0)), DueState.DUE_TODAY),
        (a_visit(latest=day(7)), DueState.CLOSING),
        (a_visit(latest=day(8)), None),
        (a_visit(latest=day(30), appointment_on=day(-1)), DueState.OVERDUE),
        (a_visit(latest=day(30), appointment_on=day(0)), DueState.DUE_TODAY),
        (a_visit(latest=day(30), appointment_on=day(2)), None),
        (a_visit(latest=day(4), appointment_on=day(4)), DueState.CLOSING),
        (a_visit(latest=day(-1), completed_on=day(-1)), None),
        (a_visit(latest=day(-1), missed_on=day(-1), missed_reason="ill"), None),
    ],
)
def test_a_visit_is_listed_when_overdue_due_or_its_window_closes(
    store: Store, visit: Visit, state: DueState | None
) -> None:
    kept(store, ("visits", visit))
    view = seen(store)
    assert [item.state(TODAY, NOW) for item in view.items] == ([state] if state else [])
    counts = {
        DueState.OVERDUE: view.overdue,
        DueState.DUE_TODAY: view.due_today,
        DueState.CLOSING: view.closing,
    }
    assert [counted for counted, count in counts.items() if count] == ([state] if state else [])


def test_death_and_closing_end_every_due_item(store: Store) -> None:
    dead = kept(store, ("visits", a_visit(latest=day(-1))), number=1)
    closed = kept(store, ("visits", a_visit(latest=day(-1))), number=2)
    assert seen(store).overdue == 2
    with store.work("End both") as work:
        patient_id = PatientId(work.courses.owner(dead))
        work.deaths.add(patient_id, Death(died_on=day(-1), cause=DeathCause.UNKNOWN))
        ended = a_course(ended_on=day(-1), end_reason=EndReason.TRANSFERRED)
        work.courses.change(closed, ended)
    view = seen(store)
    assert (view.items, view.overdue, view.coming, view.watch) == ((), 0, (), ())


def test_a_planned_step_is_listed_from_its_day_on_until_it_begins(store: Store) -> None:
    course_id = kept(
        store,
        ("steps", a_step(Step.LEUKAPHERESIS, planned_on=day(0), planned_at=time(8, 30))),
        ("steps", a_step(Step.MANUFACTURING, planned_on=day(1))),
    )
    view = seen(store)
    assert [(item.kind, item.what, item.at) for item in view.items] == [
        (DueKind.STEP, "leukapheresis", time(8, 30))
    ]
    assert [(item.on, item.what) for item in view.coming] == [(day(1), "manufacturing")]
    with store.work("Begin") as work:
        (entry,) = (e for e in work.steps.of(course_id) if e.value.step is Step.LEUKAPHERESIS)
        work.steps.change(entry.id, replace(entry.value, started_on=day(0)))
    assert seen(store).items == ()


@pytest.mark.parametrize(
    ("step", "checklist"),
    [
        (Step.LYMPHODEPLETION, Checklist.BEFORE_LYMPHODEPLETION),
        (Step.INFUSION, Checklist.BEFORE_INFUSION),
    ],
)
def test_an_unsigned_checklist_holds_a_step_of_the_next_week(
    store: Store, step: Step, checklist: Checklist
) -> None:
    course_id = kept(store, ("steps", a_step(step, planned_on=day(7))))
    kept(store, ("steps", a_step(step, planned_on=day(8))), number=2)
    (item,) = seen(store).items
    assert (item.kind, item.checklist, item.due_on) == (DueKind.HOLD, checklist, day(7))
    assert item.person.course_id == course_id
    with store.work("Sign") as work:
        signed = Clearance(checklist=checklist, signed_at=NOW, signed_by="R. Demo")
        entry_id = work.clearances.add(course_id, signed)
    assert seen(store).items == ()
    with store.work("Void") as work:
        work.clearances.void(entry_id, "wrong patient")
    assert len(seen(store).items) == 1


def test_an_assessment_is_due_by_the_clinics_rule_and_never_without_one(store: Store) -> None:
    kept(
        store,
        ("infusions", an_infusion(started_at=NOW - timedelta(days=4))),
        ("assessments", an_assessment(at=NOW - timedelta(hours=5), grade=2)),
        ("assessments", a_missed_assessment(NOW - timedelta(hours=1))),
    )
    (item,) = seen(store).items
    assert (item.kind, item.last_grade, item.interval_hours) == (DueKind.ASSESSMENT, 2, 4)
    assert item.due_at == NOW - timedelta(hours=1)
    assert seen(store).overdue == 1
    without = seen(store, a_clinic_record())
    assert (without.items, without.watch[0].interval_hours) == ((), None)


def a_missed_assessment(at: datetime) -> Assessment:
    return Assessment(at=at, assessor="B. Muster", not_done_reason="In theatre")


def test_the_list_holds_day_0_to_14_the_infusion_of_today_and_open_episodes(
    store: Store,
) -> None:
    def infused(days: int) -> tuple[str, Any]:
        return "infusions", an_infusion(started_at=NOW - timedelta(days=days))

    graded = ("assessments", an_assessment(at=NOW - timedelta(days=20)))
    ended = EpisodeClosing(
        toxicity=Toxicity.CRS, closed_at=NOW - timedelta(days=15), closed_by="R. Demo"
    )
    planned = a_step(Step.INFUSION, planned_on=TODAY, planned_at=time(13))
    expected = {
        kept(store, infused(0), number=1),
        kept(store, infused(14), number=2),
        kept(store, infused(25), graded, number=3),
        kept(store, ("steps", planned), number=4),
    }
    kept(store, infused(15), number=5)
    kept(store, infused(25), graded, ("closings", ended), number=6)
    lines = {line.person.course_id: line for line in seen(store).watch}
    assert set(lines) == expected
    assert {line.episode_open for line in lines.values()} == {True, False}
    assert [line.infusion_planned_at for line in lines.values() if line.person.day_planned] == [
        time(13)
    ]


def test_a_watch_line_says_what_is_recorded_and_how_old_it_is(store: Store) -> None:
    def hours(count: int) -> datetime:
        return NOW - timedelta(hours=count)

    by_hand = a_grade(2, recorded=3, override_reason="Pressure fell")
    tocilizumab = Given(drug=Drug.TOCILIZUMAB, started_at=hours(9))
    kept(
        store,
        ("infusions", an_infusion(started_at=hours(90))),
        ("assessments", an_assessment(at=hours(60), grade=1)),
        ("assessments", an_assessment(at=hours(40), grade=4)),
        ("assessments", replace(an_assessment(at=hours(6)), crs_grade=by_hand)),
        ("given", tocilizumab),
        ("given", replace(tocilizumab, started_at=hours(3))),
        ("given", Given(drug=Drug.ANTIPYRETIC, started_at=hours(3))),
    )
    (line,) = seen(store).watch
    assert (line.crs, line.crs_by_hand, line.icans, line.tocilizumab) == (3, True, None, 2)
    assert (line.last_at, line.crs_at, line.icans_at) == (hours(6), hours(6), None)
    assert [at for at, _ in line.temperatures] == [hours(40), hours(6)]
    assert line.person.day == 4


def test_mine_keeps_one_coordinators_patients(store: Store) -> None:
    for number, name in ((1, "Alex Demo"), (2, "Sam Sample")):
        late = a_visit(latest=day(-1))
        kept(store, ("visits", late), number=number, coordinator=name)
    view = seen(store, coordinator="Sam Sample")
    assert (view.overdue, [item.person.coordinator for item in view.items]) == (1, ["Sam Sample"])


def test_what_comes_and_what_is_done_is_told(store: Store) -> None:
    kept(
        store,
        ("visits", a_visit("day_28", latest=day(3))),
        ("visits", a_visit("month_2", day(30), appointment_on=day(1), appointment_at=time(9))),
        ("visits", a_visit("day_7", latest=day(0), completed_on=day(0))),
        ("steps", a_step(Step.REFERRAL, started_on=day(-9), finished_on=day(0))),
        ("assessments", an_assessment(at=NOW - timedelta(hours=2))),
        ("assessments", an_assessment(at=NOW - timedelta(days=2))),
    )
    view = seen(store)
    assert [(item.on, item.what, item.at) for item in view.coming] == [
        (day(1), "month_2", time(9)),
        (day(3), "day_28", None),
    ]
    assert view.done_today == 3


def test_a_window_without_appointment_closes_and_nothing_else_does(store: Store) -> None:
    kept(
        store,
        ("visits", a_visit("day_28", latest=day(3))),
        ("visits", a_visit("month_2", day(30), appointment_on=day(4))),
        ("steps", a_step(Step.LEUKAPHERESIS, planned_on=day(5))),
    )
    assert [(item.what, item.closes) for item in seen(store).coming] == [
        ("day_28", True),
        ("month_2", False),
        ("leukapheresis", False),
    ]


def test_moving_the_clock_alone_changes_the_list(store: Store) -> None:
    kept(store, ("visits", a_visit(latest=day(8))))
    assert seen(store).items == ()
    with store.reading() as work:
        later = today(
            work,
            today=day(9),
            now=NOW + timedelta(days=9),
            zone=ZONE,
            coordinator=None,
            rules=RULE,
        )
    assert later.overdue == 1
    with store.reading() as work:
        columns = work.connection.exec_driver_sql("PRAGMA table_info(visit)").all()
    assert not [column for column in columns if "overdue" in column[1]]


def test_a_course_without_patients_of_its_own_lists_nothing(store: Store) -> None:
    view = seen(store)
    assert (view.items, view.watch, view.coming, view.done_today) == ((), (), (), 0)
    with store.reading() as work:
        assert patient_page(work, today=TODAY) == ((), 0)
