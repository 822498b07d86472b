from datetime import UTC, date, datetime
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.toxicity.other_scales import GradedEvent, GradingScale, OtherGrade


def a_grade(**changes: Any) -> OtherGrade:
    values: dict[str, Any] = {
        "event": GradedEvent.CRS,
        "value": 3,
        "scale": GradingScale.PENN,
        "graded_on": date(2026, 11, 20),
        "source": "letter of 24 Nov 2026",
    }
    return OtherGrade(**(values | changes))


def test_a_grade_keeps_the_scale_it_came_on() -> None:
    grade = a_grade(scale=GradingScale.NOT_STATED, value=0)
    assert (grade.value, grade.scale) == (0, GradingScale.NOT_STATED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": 6}, "value"),
        ({"value": -1}, "value"),
        ({"source": "", "assessor": ""}, "source"),
        ({"graded_at": datetime(2026, 11, 24, tzinfo=UTC)}, "graded_at"),
        ({"graded_at": datetime(2026, 11, 20)}, "graded_at"),  # noqa: DTZ001  (what is refused)
    ],
)
def test_a_grade_that_cannot_be_right_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        a_grade(**changes)
    assert refused.value.field == field
