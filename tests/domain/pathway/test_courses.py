from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.pathway.courses import Course
from carttrack.domain.patients import Target


def _course(**changes: Any) -> Course:
    course = Course(number=1, product="other", opened_on=date(2026, 9, 1), protocol="own@1")
    return replace(course, **changes)


def test_a_course_has_the_targets_that_were_entered() -> None:
    assert _course().targets == frozenset()
    assert _course(target=Target.BCMA).targets == {Target.BCMA}
    both = _course(target=Target.CD22, second_target=Target.CD19)
    assert both.targets == {Target.CD19, Target.CD22}


@pytest.mark.parametrize(("target", "field"), [(None, "target"), (Target.CD19, "second_target")])
def test_a_second_target_needs_another_first_one(target: Target | None, field: str) -> None:
    with pytest.raises(InvalidEntryError) as refused:
        _course(target=target, second_target=Target.CD19)
    assert refused.value.field == field


def test_a_closed_course_needs_its_reason() -> None:
    with pytest.raises(InvalidEntryError, match="its day and its reason"):
        _course(ended_on=date(2026, 9, 2))
