"""What stops after a relapse, a transplantation or another cell therapy, and what goes on."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.casefile import CaseFile
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.follow_up.after_event import (
    plan_after_event,
    planned_assessments,
    visits_after,
)
from carttrack.domain.follow_up.protocol_text import parse
from carttrack.domain.follow_up.schedule import VisitState, due_on, plan_visits, visit_state
from carttrack.domain.follow_up.standing import Mark, coming, visit_standings
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.outcome.events import CourseEvent, EventKind, course_events
from carttrack.domain.outcome.later_therapy import LaterTherapy, LaterTherapyKind
from carttrack.domain.outcome.relapse import Relapse, RelapseKind
from carttrack.domain.pathway.steps import Step
from tests.domain.pathway.cases import DAY0, RESOURCES, a_case, dead, kept

TEXT = (Path(RESOURCES) / "protocols" / "default.toml").read_text(encoding="utf-8")
PROTOCOL = parse(TEXT)
EVENT_ON = DAY0 + timedelta(days=20)


def stopped(visits: tuple[Visit, ...]) -> set[str]:
    return {visit.code for visit in visits if visit.stopped_on}


def after(*events: CourseEvent, visits: tuple[Visit, ...] | None = None) -> tuple[Visit, ...]:
    return visits_after(visits or plan_visits(DAY0, PROTOCOL), PROTOCOL, events)


def relapsed(on: date = EVENT_ON, kind: RelapseKind = RelapseKind.MARROW) -> CaseFile:
    relapse = Relapse(happened_on=on, kind=kind)
    events = course_events([relapse], [])
    visits = (kept(visit, number) for number, visit in enumerate(after(*events), 1))
    return replace(
        a_case(Step.FOLLOW_UP),
        day0=DAY0,
        protocol=PROTOCOL,
        visits=tuple(visits),
        relapses=(kept(relapse),),
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (EventKind.RELAPSE, {"day_28", "month_9"}),
        (EventKind.ALLOGENEIC_HSCT, {"day_28", "month_9"}),
        (EventKind.AUTOLOGOUS_HSCT, {"day_28", "month_9"}),
        (EventKind.CELL_THERAPY, {"day_28", "month_9"}),
        (EventKind.MRD_RELAPSE, set()),
        (EventKind.OTHER_THERAPY, set()),
    ],
)
def test_only_visits_for_the_response_stop(kind: EventKind, expected: set[str]) -> None:
    assert stopped(after(CourseEvent(EVENT_ON, kind))) == expected


def test_visits_due_before_the_event_stay() -> None:
    late = CourseEvent(DAY0 + timedelta(days=33), EventKind.RELAPSE)
    assert stopped(after(late)) == {"month_9"}


def test_a_visit_done_or_missed_is_never_stopped() -> None:
    visits = tuple(
        replace(visit, completed_on=visit.target)
        if visit.code == "day_28"
        else replace(visit, missed_on=visit.latest, missed_reason="abroad")
        if visit.code == "month_9"
        else visit
        for visit in plan_visits(DAY0, PROTOCOL)
    )
    assert stopped(after(CourseEvent(EVENT_ON, EventKind.RELAPSE), visits=visits)) == set()


def test_a_visit_that_stays_loses_the_assessments_of_the_response() -> None:
    event = CourseEvent(EVENT_ON, EventKind.RELAPSE)
    (visit,) = (visit for visit in plan_visits(DAY0, PROTOCOL) if visit.code == "day_100")
    assert planned_assessments(visit, PROTOCOL, event) == ("clinic", "blood", "b_cells_igg", "form")
    assert "marrow" in planned_assessments(visit, PROTOCOL, None)


def test_without_a_rule_in_the_protocol_nothing_stops() -> None:
    silent = replace(PROTOCOL, after_event=None)
    event = CourseEvent(EVENT_ON, EventKind.RELAPSE)
    assert stopped(visits_after(plan_visits(DAY0, silent), silent, [event])) == set()


def test_a_stopped_visit_stands_as_such_and_is_not_to_come() -> None:
    case = relapsed()
    today = DAY0 + timedelta(days=25)
    standings = visit_standings(case, today)
    (day_28,) = (one for one in standings if one.visit.code == "day_28")
    assert day_28.state is VisitState.STOPPED
    assert dict(day_28.marks)["marrow"] is Mark.NOT_PLANNED
    assert "day_28" not in {one.visit.code for one in coming(standings)}
    assert "year_15" in {one.visit.code for one in coming(standings)}


def test_the_plan_after_the_event_is_said() -> None:
    plan = plan_after_event(relapsed(), EVENT_ON)
    assert plan is not None
    assert plan.stopped == ("Day +28", "Month 9")
    assert plan.going_on[:3] == ("Day +21", "Month 2", "Day 100")
    assert plan.sentences[0].startswith("After the relapse on ")
    assert plan.sentences[1].startswith("Follow-up of survival and second cancers goes on: Day +21")


def test_registry_follow_up_after_an_hsct_is_said_to_run_from_it() -> None:
    hsct = LaterTherapy(kind=LaterTherapyKind.ALLOGENEIC_HSCT, started_on=EVENT_ON)
    case = replace(relapsed(), relapses=(), later_therapies=(kept(hsct),))
    plan = plan_after_event(case, EVENT_ON)
    assert plan is not None
    assert plan.sentences[-1].startswith("Registry follow-up runs from the HSCT on 12 Nov 2026")
    later = plan_after_event(replace(relapsed(), later_therapies=(kept(hsct),)), EVENT_ON)
    assert later is not None
    assert later.sentences[-1] == plan.sentences[-1]


def test_after_death_nothing_goes_on() -> None:
    plan = plan_after_event(dead(relapsed(), EVENT_ON), EVENT_ON)
    assert plan is not None
    assert plan.going_on == ()


def test_a_molecular_relapse_leaves_the_follow_up() -> None:
    assert plan_after_event(relapsed(kind=RelapseKind.MRD), EVENT_ON) is None


@pytest.mark.parametrize(
    ("line", "wrong", "field"),
    [
        ('keep = ["form"]', 'keep = ["forms"]', "keep"),
        ('stop = ["marrow", "mrd", "car"]', 'stop = ["bones"]', "stop"),
        ('events = ["relapse",', 'events = ["fall",', "events"),
    ],
)
def test_a_mistake_in_the_protocol_names_its_field(line: str, wrong: str, field: str) -> None:
    assert line in TEXT
    with pytest.raises(InvalidEntryError) as caught:
        parse(TEXT.replace(line, wrong))
    assert caught.value.field.endswith(field)


EVENTS = st.lists(
    st.builds(
        CourseEvent,
        st.integers(-5, 6000).map(lambda days: DAY0 + timedelta(days=days)),
        st.sampled_from(EventKind),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(events=EVENTS)
def test_taking_the_events_away_puts_every_visit_back(events: list[CourseEvent]) -> None:
    visits = plan_visits(DAY0, PROTOCOL)
    assert visits_after(visits_after(visits, PROTOCOL, events), PROTOCOL, []) == visits


@settings(deadline=None, max_examples=40)
@given(events=EVENTS)
def test_forms_survival_and_later_years_never_stop(events: list[CourseEvent]) -> None:
    found = after(*events)
    assert after(*events, visits=found) == found
    for visit in found:
        planned = PROTOCOL.visit(visit.code)
        assert planned is not None
        if visit.stopped_on is not None:
            assert "form" not in planned.assessments
            assert due_on(visit) >= visit.stopped_on
            assert visit_state(visit, DAY0, ended=None) is VisitState.STOPPED
