from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.toxicity.episodes import Toxicity
from carttrack.domain.worklist import (
    DueItem,
    DueKind,
    DueState,
    Person,
    WatchLine,
    consequence,
    due_state,
    grouped,
)
from tests.builders import NOW, TODAY


def _person(name: str = "Example, Eve") -> Person:
    return Person(
        patient_id=PatientId(1),
        course_id=CourseId(1),
        mrn="9000001",
        name=name,
        birth_date=date(1990, 1, 1),
    )


def _item(kind: DueKind, due_on: date = TODAY, **more: Any) -> DueItem:
    return DueItem(kind=kind, person=_person(), what="x", due_on=due_on, **more)


ITEMS = st.builds(
    DueItem,
    kind=st.sampled_from(DueKind),
    person=st.builds(_person, st.sampled_from(["A", "B"])),
    what=st.just("x"),
    due_on=st.dates(TODAY - timedelta(days=20), TODAY + timedelta(days=20)),
    due_at=st.none() | st.integers(-500, 500).map(lambda hours: NOW + timedelta(hours=hours)),
    at=st.none() | st.times(),
    last_grade=st.none() | st.integers(0, 4),
)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, DueState.OVERDUE),
        (0, DueState.DUE_TODAY),
        (1, DueState.CLOSING),
        (7, DueState.CLOSING),
        (8, DueState.LATER),
    ],
)
def test_a_due_day_stands_by_its_distance_from_today(days: int, state: DueState) -> None:
    assert due_state(TODAY + timedelta(days=days), TODAY) is state


def test_the_clock_alone_makes_an_item_overdue() -> None:
    item = _item(DueKind.ASSESSMENT, due_at=NOW)
    assert item.state(TODAY, NOW) is DueState.DUE_TODAY
    assert item.state(TODAY, NOW + timedelta(seconds=1)) is DueState.OVERDUE


def test_consequence_puts_graded_patients_first_and_visits_last() -> None:
    in_order = [
        _item(DueKind.ASSESSMENT, last_grade=1),
        _item(DueKind.ASSESSMENT, last_grade=0),
        _item(DueKind.HOLD),
        _item(DueKind.STEP),
        _item(DueKind.VISIT),
    ]
    assert [consequence(item) for item in in_order] == [0, 1, 2, 3, 4]


def test_an_assessment_never_graded_stands_behind_the_graded() -> None:
    assert consequence(_item(DueKind.ASSESSMENT)) == 1


def test_groups_stand_overdue_first_and_empty_ones_are_left_out() -> None:
    later = _item(DueKind.VISIT, TODAY + timedelta(days=30))
    overdue = _item(DueKind.VISIT, TODAY - timedelta(days=2))
    groups = grouped([later, overdue], TODAY, NOW)
    assert groups == ((DueState.OVERDUE, (overdue,)), (DueState.LATER, (later,)))


def test_inside_a_group_consequence_comes_before_the_hour() -> None:
    early = _item(DueKind.VISIT, appointment_on=TODAY, appointment_at=time(8, 0))
    graded = _item(DueKind.ASSESSMENT, due_at=NOW + timedelta(hours=3), last_grade=2)
    sooner = _item(DueKind.ASSESSMENT, due_at=NOW + timedelta(hours=1), last_grade=1)
    ((_, items),) = grouped([early, graded, sooner], TODAY, NOW)
    assert items == (sooner, graded, early)


def test_an_item_without_a_time_stands_after_those_of_its_day() -> None:
    untimed = _item(DueKind.STEP)
    timed = _item(DueKind.STEP, at=time(23, 0))
    ((_, items),) = grouped([untimed, timed], TODAY, NOW)
    assert items == (timed, untimed)


@settings(max_examples=50, deadline=None)
@given(st.lists(ITEMS, max_size=12))
def test_grouping_keeps_every_item_and_is_the_same_from_any_order(items: list[DueItem]) -> None:
    groups = grouped(items, TODAY, NOW)
    assert sum(len(found) for _, found in groups) == len(items)
    assert all(item.state(TODAY, NOW) is state for state, found in groups for item in found)
    again = grouped(reversed(items), TODAY, NOW)
    assert [state for state, _ in again] == [state for state, _ in groups]
    for (_, found), (_, other) in zip(groups, again, strict=True):
        assert [consequence(item) for item in found] == sorted(consequence(item) for item in found)
        assert [item.due_on for item in found] == [item.due_on for item in other]


def test_a_grade_older_than_the_clinics_interval_tells_its_age() -> None:
    found = NOW - timedelta(days=7)
    line = WatchLine(person=_person(), crs=0, crs_at=found, icans=1, icans_at=NOW, interval_hours=8)
    assert line.age_of(Toxicity.CRS, NOW) == timedelta(days=7)
    assert line.age_of(Toxicity.ICANS, NOW) is None
    assert line.age_of(Toxicity.ICANS, NOW + timedelta(hours=8)) is None
    assert replace(line, interval_hours=None).age_of(Toxicity.CRS, NOW) is None
    assert replace(line, crs=None).age_of(Toxicity.CRS, NOW) is None
