"""Where a product's label counts days from 1, lists say both numbers."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from carttrack.domain.kept import CourseId, PatientId
from carttrack.domain.worklist import DueItem, DueKind, Person
from carttrack.gui.models.work_list import Moment, work_line
from carttrack.gui.pages.moments import label_day, short_name

TODAY = date(2026, 11, 20)
ZONE = ZoneInfo("UTC")
MOMENT = Moment(
    today=TODAY,
    now=datetime(2026, 11, 20, 9, tzinfo=ZONE),
    zone=ZONE,
    visit=str,
    product=short_name,
    label_day=label_day,
)


def person(**changes: Any) -> Person:
    values: dict[str, Any] = {
        "patient_id": PatientId(1),
        "course_id": CourseId(1),
        "mrn": "9000418",
        "name": "Příkladová, Žofie",
        "birth_date": date(1992, 3, 14),
        "product": "obe_cel",
        "coordinator": "",
        "day": 4,
        "day_planned": False,
    }
    return Person(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "label 5"),
        ({"day": 0}, "label 1"),
        ({"product": "brexu_cel"}, ""),
        ({"product": "something typed"}, ""),
        ({"day": None}, ""),
        ({"day_planned": True}, ""),
    ],
)
def test_the_labels_own_day_stands_under_the_day(changes: dict[str, Any], expected: str) -> None:
    item = DueItem(
        kind=DueKind.VISIT, person=person(**changes), what="day_7", due_on=TODAY, latest=TODAY
    )
    assert work_line(item, MOMENT).label_day == expected
