"""Today in SQL against the same list made from the values, one by one."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from carttrack.domain.clinic import ClinicRecord
from carttrack.domain.follow_up.visits import Visit
from carttrack.domain.pathway.courses import EndReason
from carttrack.domain.pathway.steps import STEPS, Step, StepRecord, current_step
from carttrack.domain.patients import Death, DeathCause
from carttrack.domain.toxicity.assessments import Assessment
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity, episodes
from carttrack.domain.worklist import DueKind, DueState, TodayView, due_state
from carttrack.store.load import LoadedCourse, LoadedPatient, load
from carttrack.store.work import Store
from carttrack.store.worklists import due_items, patient_lines_all, today
from tests.builders import NOW, TODAY, Clock, a_clinic_record, an_infusion
from tests.store.builders import (
    a_course,
    a_patient,
    a_step,
    a_store,
    a_visit,
    an_assessment,
)

ZONE = ZoneInfo("UTC")
RULE = a_clinic_record(interval_hours=(12, 8, 4, 4, None))


def seen(store: Store, rules: ClinicRecord = RULE, coordinator: str | None = None) -> TodayView:
    with store.reading() as work:
        return today(work, today=TODAY, now=NOW, zone=ZONE, coordinator=coordinator, rules=rules)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@dataclass
class Case:
    """A patient's course as drawn."""

    steps: list[StepRecord] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    closings: list[EpisodeClosing] = field(default_factory=list)
    infused: int | None = None
    ended: bool = False
    dead: bool = False


OFFSETS = st.integers(-12, 12)
MAYBE_DAYS = st.none() | OFFSETS.map(day)
CASES = st.builds(
    Case,
    steps=st.lists(
        st.builds(
            lambda step, planned, started, over, skipped: a_step(
                step,
                planned_on=planned,
                started_on=started,
                finished_on=started if over else None,
                skipped_reason=skipped,
            ),
            st.sampled_from([step for step in Step if step is not Step.CLOSED]),
            MAYBE_DAYS,
            MAYBE_DAYS,
            st.booleans(),
            st.sampled_from(["", "", "not needed"]),
        ),
        unique_by=lambda record: record.step,
        max_size=5,
    ),
    visits=st.lists(
        st.builds(
            lambda code, latest, booked, done: a_visit(
                f"v{code}", day(latest), appointment_on=booked, completed_on=done
            ),
            st.integers(0, 5),
            OFFSETS,
            MAYBE_DAYS,
            MAYBE_DAYS,
        ),
        unique_by=lambda visit: visit.code,
        max_size=4,
    ),
    assessments=st.lists(
        st.builds(
            lambda hours, grade: an_assessment(NOW - timedelta(hours=hours), grade),
            st.integers(0, 100),
            st.integers(0, 4),
        ),
        max_size=4,
    ),
    closings=st.lists(
        st.builds(
            lambda hours, toxicity: EpisodeClosing(
                toxicity=toxicity, closed_at=NOW - timedelta(hours=hours), closed_by="R. Demo"
            ),
            st.integers(0, 100),
            st.sampled_from(Toxicity),
        ),
        max_size=2,
    ),
    infused=st.none() | st.integers(0, 20),
    ended=st.sampled_from([False, False, False, True]),
    dead=st.sampled_from([False, False, False, True]),
)


def loaded(number: int, case: Case) -> LoadedPatient:
    infusion = None
    if case.infused is not None:
        infusion = an_infusion(started_at=NOW - timedelta(days=case.infused))
    ended: dict[str, Any] = {"ended_on": TODAY, "end_reason": EndReason.COMPLETED}
    death = Death(died_on=TODAY, cause=DeathCause.UNKNOWN)
    return LoadedPatient(
        patient=a_patient(mrn=f"9{number:06}"),
        entered_at=NOW,
        entered_by="Sam Sample",
        death=death if case.dead else None,
        courses=[
            LoadedCourse(
                course=a_course(**(ended if case.ended else {})),
                steps=case.steps,
                infusion=infusion,
                assessments=case.assessments,
                closings=case.closings,
                visits=case.visits,
            )
        ],
    )


def expected_stored(number: int, case: Case) -> set[tuple[str, DueKind, str, date]]:
    """Everything of a case that is due but its assessments, by the words of the worklist."""
    mrn = f"9{number:06}"
    found: set[tuple[str, DueKind, str, date]] = set()
    if case.ended or case.dead:
        return found
    for visit in case.visits:
        due = visit.appointment_on or visit.latest
        closes = 0 <= (visit.latest - TODAY).days <= 7
        if visit.completed_on is None and (due <= TODAY or closes):
            found.add((mrn, DueKind.VISIT, visit.code, due))
    gates = {Step.LYMPHODEPLETION: "before_lymphodepletion", Step.INFUSION: "before_infusion"}
    for record in case.steps:
        begun = record.started_on or record.finished_on or record.skipped_reason
        if record.planned_on is None or begun:
            continue
        if record.planned_on <= TODAY:
            found.add((mrn, DueKind.STEP, record.step.value, record.planned_on))
        if record.step in gates and (record.planned_on - TODAY).days <= 7:
            found.add((mrn, DueKind.HOLD, gates[record.step], record.planned_on))
    return found


@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cases=st.lists(CASES, min_size=1, max_size=5))
def test_the_lists_in_sql_agree_with_the_values_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, cases: list[Case]
) -> None:
    store = a_store(tmp_path_factory.mktemp("law") / "clinic.ctdb", Clock())
    load(store, [loaded(number, case) for number, case in enumerate(cases)])
    with store.reading() as work:
        items = due_items(work, today=TODAY, now=NOW, zone=ZONE, rules=a_clinic_record())
        lines = list(patient_lines_all(work, today=TODAY))
    view = seen(store, a_clinic_record())
    store.close()
    due = {(item.person.mrn, item.kind, item.what, item.due_on) for item in items}
    expected = set().union(*(expected_stored(*each) for each in enumerate(cases)))
    assert due == expected
    assert len(items) == len(due)
    assert items == view.items
    states = [due_state(on, TODAY) for *_, on in expected]
    assert (view.overdue, view.due_today) == (
        states.count(DueState.OVERDUE),
        states.count(DueState.DUE_TODAY),
    )
    assert view.overdue + view.due_today + view.closing == len(expected)
    watched = {line.person.mrn: line for line in view.watch}
    for number, (case, line) in enumerate(zip(cases, lines, strict=True)):
        assert line.step is current_step(case.steps, ended=case.ended)
        still_open = any(e.closing is None for e in episodes(case.assessments, case.closings))
        shown = watched.get(f"9{number:06}")
        if shown is not None:
            assert shown.episode_open == still_open
        elif not case.ended and not case.dead:
            assert not still_open
            assert case.infused is None or case.infused > 14


def test_the_worklist_reads_neither_visits_nor_steps_from_end_to_end(store: Store) -> None:
    visits = [a_visit(f"v{number}", day(100 * number - 700)) for number in range(15)]
    steps = [a_step(step, planned_on=day(-9), started_on=day(-9)) for step in STEPS]
    load(store, [loaded(number, Case(visits=visits, steps=steps)) for number in range(200)])
    statements: list[tuple[str, Any]] = []
    plans: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        statements.append((statement, given))

    with store.reading() as work:
        connection = work.connection
        event.listen(connection, "before_cursor_execute", note)
        today(work, today=TODAY, now=NOW, zone=ZONE, coordinator=None, rules=RULE)
        event.remove(connection, "before_cursor_execute", note)
        for statement, given_values in statements:
            found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given_values)
            plans += [row[3] for row in found]
    whole = ("SCAN visit", "SCAN step")
    assert not [plan for plan in plans if plan.startswith(whole)]
    assert len(statements) <= 20
