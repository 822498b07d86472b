"""What a row of Today says about a patient."""

from datetime import date

import pytest

from carttrack.domain.worklist import DueItem, DueKind
from carttrack.gui.models.work_list import work_line
from tests.gui.models.test_label_days import MOMENT, TODAY, person


@pytest.mark.parametrize(
    ("born", "who"),
    [
        (date(1992, 3, 14), "9000418 · 34 y · obe-cel"),
        (date(2025, 8, 20), "9000418 · 1 y 3 mo · obe-cel"),
    ],
)
def test_the_months_of_a_small_child_count(born: date, who: str) -> None:
    item = DueItem(
        kind=DueKind.VISIT, person=person(birth_date=born), what="day_7", due_on=TODAY, latest=TODAY
    )
    assert work_line(item, MOMENT).who == who
